"""Doors without an account: how their addresses are made, and what they open.

An address holds the link's random token (256 bits) and a signature over it, made with the site's secret key for one
purpose. The token alone would be enough to keep strangers out. The signature adds three things: an address that was
altered or cut off is refused without asking the database; a copy of the database, a backup say, opens no door; and the
address of a calendar opens no preview. The price: a new secret key closes every link, unless the old one stays in
`SECRET_KEY_FALLBACKS`.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

from ciwo_site.addresses import localized_reverse
from programs.enums import LinkPurpose
from programs.models import PrivateLink

ADDRESS_NAMES = {
    LinkPurpose.PREVIEW: "private-preview",
    LinkPurpose.BRIEFING: "private-briefing",
    LinkPurpose.CALENDAR: "private-calendar",
}
AFTER_THE_EVENT = timedelta(days=2)  # until then an interpreter may still want to look something up


class AlteredLink(Exception):
    """Not an address that this site made: changed, cut off, or made up."""


class ClosedLink(Exception):
    """It was an address once: it expired, was taken back, or what it opened is gone."""


def signed(link: PrivateLink) -> str:
    """What stands in the address: `token.signature`, in letters that every messenger leaves alone."""
    return _signer(link.purpose).sign(link.token)


def address(link: PrivateLink, language: str) -> str:
    """The path of a link in a language; with another language's path words it opens the same."""
    return localized_reverse(ADDRESS_NAMES[LinkPurpose(link.purpose)], language, {"signed": signed(link)})


def open_link(signed_token: str, purpose: str, at: datetime) -> PrivateLink:
    """The link of an address. Raises `AlteredLink`, before any query, or `ClosedLink`. Costs one query."""
    try:
        token = _signer(purpose).unsign(signed_token)
    except BadSignature as problem:
        raise AlteredLink from problem
    link = PrivateLink.objects.select_related("target_type").filter(token=token, purpose=purpose).first()
    if link is None or not link.is_open(at):
        raise ClosedLink
    return link


def make_link(target: Model, purpose: str, by: Any, at: datetime) -> PrivateLink:
    return PrivateLink.objects.create(
        target=target, purpose=purpose, made_by=by, expires_at=expiry(purpose, at, getattr(target, "over_at", None))
    )


def expiry(purpose: str, at: datetime, over_at: datetime | None = None) -> datetime | None:
    """When a link made at that moment ends.

    After `PRIVATE_LINK_DAYS`; what is for interpreters lasts at least until two days after the event is over. None for
    a calendar, to which a provider subscribes: it stays open until it is taken back.
    """
    if purpose == LinkPurpose.CALENDAR:
        return None
    usual = at + timedelta(days=settings.PRIVATE_LINK_DAYS)
    if purpose == LinkPurpose.BRIEFING and over_at is not None:
        return max(usual, over_at + AFTER_THE_EVENT)
    return usual


def open_links(at: datetime) -> QuerySet[PrivateLink]:
    return PrivateLink.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), revoked_at=None)


def take_back(links: QuerySet[PrivateLink], at: datetime) -> int:
    """Close the links for good; how many were open until now."""
    return links.filter(revoked_at=None).update(revoked_at=at)


def _signer(purpose: str) -> Signer:
    return Signer(sep=".", salt=f"programs.private_links.{purpose}")
