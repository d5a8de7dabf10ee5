"""The table of contents. Path words are translated; the language is the first part of the path."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter
from django.utils.translation import gettext_lazy as _

from ciwo_site import private_views, views
from ciwo_site.addresses import EntryConverter

register_converter(EntryConverter, "entry")

handler400 = "ciwo_site.errors.bad_request"
handler403 = "ciwo_site.errors.forbidden"
handler404 = "ciwo_site.errors.not_found"
handler500 = "ciwo_site.errors.server_error"

urlpatterns = [
    path("", views.door, name="door"),
    path("e/<int:number>", views.short_link, name="short-link"),
    path("media/<path:name>", views.picture, name="picture"),
    path("admin/language/", include("django.conf.urls.i18n")),
    path("admin/", include("ciwo_site.staff_urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("events.urls")),
        path("", include("programs.urls")),
        path(_("programs/<entry:entry>/"), views.program, name="program"),
        path(_("guides/<entry:entry>/"), views.guide, name="guide"),
        path(_("people/<entry:entry>/"), views.person, name="person"),
        path(_("private/preview/<str:signed>/"), private_views.preview, name="private-preview"),
        path(
            _("private/preview/<str:signed>/files/<int:number>/"),
            private_views.preview_file,
            name="private-preview-file",
        ),
        path(_("private/briefing/<str:signed>/"), private_views.briefing, name="private-briefing"),
        path(
            _("private/briefing/<str:signed>/files/<int:number>/"),
            private_views.briefing_file,
            name="private-briefing-file",
        ),
        path(_("private/calendar/<str:signed>.ics"), private_views.calendar, name="private-calendar"),
    ),
]
