"""Addresses for staff beside the admin's own."""

from django.contrib import admin
from django.urls import path

from ciwo_site import preview, staff_guide
from ciwo_site.matrix import page as matrix
from ciwo_site.this_week.page import start
from events.admin import board, intake, newsletter

urlpatterns = [
    path("", admin.site.admin_view(start), name="this-week"),
    path("guide/", admin.site.admin_view(staff_guide.before), name="staff-guide"),
    path("guide/after/", admin.site.admin_view(staff_guide.after), name="staff-guide-after"),
    *(
        path(f"preview/{kind}/<int:number>/<slug:language>/", preview.page, {"kind": kind}, name=f"preview-{kind}")
        for kind in preview.PAGES
    ),
    path("files/edition/<int:number>/", preview.edition_file, name="staff-edition-file"),
    path("files/material/<int:number>/", preview.material_file, name="staff-material-file"),
    path("translations/", admin.site.admin_view(matrix.translations), name=matrix.NAME),
    path("board/", admin.site.admin_view(board.board_page), name=board.NAME),
    path("board/services/<int:number>/", admin.site.admin_view(board.move_slot), name="board-move"),
    path("newsletter/", admin.site.admin_view(newsletter.newsletter_page), name=newsletter.NAME),
    path("intake/", admin.site.admin_view(intake.page), name=intake.NAME),
    path("patterns/", preview.patterns, name="patterns"),
]
