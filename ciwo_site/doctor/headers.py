"""What the site answers, asked like a reader: from inside, or by its public address through everything in front of it."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.utils import timezone

from ciwo_site.doctor.finding import Finding, Findings

WANTED = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SECONDS = 10
MOST_APART = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


def from_inside() -> Answer:
    """Through every middleware, as a proxy would ask."""
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    found = Client(raise_request_exception=False).get("/en/", secure=settings.HTTPS, headers={"host": host})
    return Answer(found.status_code, dict(found.headers), found.content.decode())


def from_outside(address: str, path: str = "/en/", accepting: str = "identity") -> Answer:
    """Raises OSError where nobody answers."""
    asked, sent = f"{address.rstrip('/')}{path}", {"Accept-Encoding": accepting}
    request = urllib.request.Request(asked, headers=sent)  # noqa: S310 -- the operator's own word
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as found:  # noqa: S310
            return Answer(found.status, dict(found.headers), found.read().decode(errors="replace"))
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read().decode(errors="replace"))


def findings(address: str = "", at: datetime | None = None) -> Findings:
    if settings.MAINTENANCE:
        return  # which is said among the settings: there is no page to look at
    if not address:
        yield from of_an_answer(from_inside())
        return
    try:
        answer, staffs = from_outside(address), from_outside(address, "/admin/login/", "br, gzip")
    except OSError as error:
        yield Finding(f"{address} does not answer ({type(error).__name__}).", "Look at the proxy and at its log.")
        return
    yield from of_an_answer(answer)
    yield from of_a_proxy(answer, address, at or timezone.now())
    yield from of_staffs_pages(staffs)


def of_an_answer(answer: Answer) -> Findings:
    if answer.status != 200:
        yield Finding(f"The first page answers {answer.status}.", "Look at the log; every error has its number there.")
        return
    headers = {name.lower(): value for name, value in answer.headers.items()}
    for name, value in WANTED.items():
        if value not in headers.get(name.lower(), ""):
            yield Finding(
                f"The header {name} is missing or weaker than the site makes it.",
                "Let the proxy pass the site’s headers on as they are.",
            )
    if settings.HTTPS and "max-age=" not in headers.get("strict-transport-security", ""):
        yield Finding("The header Strict-Transport-Security is missing.", "Let the proxy pass it on; HTTPS must be on.")
    if "set-cookie" in headers:
        yield Finding(
            "A page for readers sets a cookie, and we promise that none does.", "Find what adds it, such as a proxy."
        )


def of_a_proxy(answer: Answer, address: str, now: datetime) -> Findings:
    asked = urlsplit(address)
    is_page = answer.status == 200  # what an error says of itself is said above
    if is_page and f'<link rel="canonical" href="{asked.scheme}://{asked.netloc}/' not in answer.text:
        yield Finding(
            f"The site does not know that readers call it {asked.scheme}://{asked.netloc}.",
            "Let the proxy pass Host and X-Forwarded-Proto on, and set BEHIND_PROXY=true.",
        )
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if server := headers.get("server", ""):
        yield Finding(
            f"The proxy tells everybody what it is ({server}).", "Switch its name off, or at least its version."
        )
    if (date := headers.get("date")) and abs(parsedate_to_datetime(date) - now) > MOST_APART:
        yield Finding("The proxy’s clock and this machine’s are apart.", "Set both by a time service.")


def of_staffs_pages(answer: Answer) -> Findings:
    if any(name.lower() == "content-encoding" for name in answer.headers):
        yield Finding(
            "The proxy compresses the pages of staff: their secrets could be guessed by the length of what is sent (BREACH).",
            "Switch the proxy’s compression off; the site compresses readers’ pages itself.",
        )
