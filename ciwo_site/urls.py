"""The table of contents. Path words are translated; the language is the first part of the path."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter
from django.utils.translation import gettext_lazy as _

from ciwo_site import private_views, search_page, share_image_views, site_manifest, sitemaps, views, well_known
from ciwo_site.addresses import EntryConverter
from ciwo_site.open_data import views as open_data

register_converter(EntryConverter, "entry")

handler400 = "ciwo_site.errors.bad_request"
handler403 = "ciwo_site.errors.forbidden"
handler404 = "ciwo_site.errors.not_found"
handler429 = "ciwo_site.errors.too_many_requests"  # asked for by django-allauth
handler500 = "ciwo_site.errors.server_error"

urlpatterns = [
    path("", views.door, name="door"),
    path("e/<int:number>", views.short_link, name="short-link"),
    path("favicon.ico", site_manifest.favicon, name="favicon"),
    path("media/<path:name>", views.picture, name="picture"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("sitemap.xml", sitemaps.whole, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.one_part, name="sitemap-part"),
    path("admin/language/", include("django.conf.urls.i18n")),
    path("admin/", include("ciwo_site.sign_in.urls")),
    path("admin/", include("ciwo_site.staff_urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("site.webmanifest", site_manifest.manifest, name="manifest"),
        path("share/<slug:kind>/<int:number>-<slug:mark>.png", share_image_views.share_image, name="share-image"),
        path(_("search/"), search_page.search, name="search"),
        path("", include("events.urls")),
        path("", include("programs.urls")),
        path(_("programs/<entry:entry>/"), views.program, name="program"),
        path(_("guides/<entry:entry>/"), views.guide, name="guide"),
        path(_("people/<entry:entry>/"), views.person, name="person"),
        path(_("data/"), open_data.explanation, name="open-data"),
        path(_("data/<slug:name>.json"), open_data.data, {"extension": "json"}, name="open-data-json"),
        path(_("data/<slug:name>.csv"), open_data.data, {"extension": "csv"}, name="open-data-csv"),
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
