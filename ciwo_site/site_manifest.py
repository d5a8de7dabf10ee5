"""The site as something that can stand beside other programs: the web manifest (W3C) of each language, and the icons."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import active_language
from ciwo_site.inks import hexadecimal, inks

DAY = 24 * 60 * 60
FAVICON = "static/icons/favicon.ico"
ICONS = (
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)


def site_manifest(language: str) -> dict[str, Any]:
    """What a telephone is told that puts the site among its programs, in the active language.

    The scope is the whole site, because the language switch leads from one language's addresses to the other's; the
    browser's own way back stays (`minimal-ui`).
    """
    paper = hexadecimal(inks()["paper"].light)
    home = localized_reverse("home", language)
    return {
        "id": home,
        "lang": language,
        "dir": "ltr",
        "name": _("CIWO: webinars, convenings and guides"),
        "short_name": "CIWO",
        "description": _("Webinars, convenings and guides for worker organizing"),
        "start_url": home,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": [
            {"src": static(name), "sizes": sizes, "type": media_type, "purpose": purpose}
            for name, sizes, media_type, purpose in ICONS
        ],
        "shortcuts": [
            {"name": _("Upcoming events"), "url": localized_reverse("event-list", language)},
            {"name": _("Past events"), "url": localized_reverse("event-archive", language)},
            {"name": _("Guides"), "url": localized_reverse("guide-list", language)},
        ],
    }


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(
        site_manifest(active_language()),
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


@require_safe
def favicon(request: HttpRequest) -> FileResponse:
    """The icon where browsers and bookmarks look that read no page. Its address has no hash, so it is kept for a day."""
    response = FileResponse((settings.BASE_DIR / FAVICON).open("rb"), content_type="image/x-icon")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response
