"""Files that programs look for at fixed places: robots.txt (RFC 9309) and security.txt (RFC 9116)."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ciwo_site.addresses import origin_of
from ciwo_site.conditional import conditional
from ciwo_site.i18n import site_languages

CONTENT_TYPE = "text/plain; charset=utf-8"
VALID_MONTHS = 11  # RFC 9116 §2.5.5 wants less than a year

# Nothing is forbidden: a list of what is private would be a map of it, and a crawler that may not fetch a page does not
# read its “noindex” either. The admin says so itself; everything else that is not for everybody has no guessable address.
ROBOTS = """\
User-agent: *
Allow: /

Sitemap: {sitemap}
"""


def robots_text(origin: str) -> str:
    return ROBOTS.format(sitemap=f"{origin}{reverse('sitemap')}")


def security_text(contacts: Sequence[str], origin: str, at: datetime) -> str:
    """Where to report a weakness. The same text all month; it ends on the first of a month, ten to eleven ahead."""
    year, month = divmod(at.astimezone(UTC).year * 12 + at.astimezone(UTC).month - 1 + VALID_MONTHS, 12)
    lines = [
        *(f"Contact: {_as_uri(contact)}" for contact in contacts),
        f"Expires: {year:04}-{month + 1:02}-01T00:00:00Z",
        f"Preferred-Languages: {', '.join(site_languages())}",
        f"Canonical: {origin}{reverse('security')}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _as_uri(contact: str) -> str:
    """RFC 9116 §2.5.3: a contact is a URI; a bare e-mail address becomes one."""
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return conditional(request, robots_text(origin_of(request)).encode(), CONTENT_TYPE)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACT:
        raise Http404
    text = security_text(settings.SECURITY_CONTACT, origin_of(request), timezone.now())
    return conditional(request, text.encode(), CONTENT_TYPE)
