"""What protects readers and staff stands on every answer: pages, errors, files, redirects, static files, 304."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import entry_address
from ciwo_site.middleware import PERMISSIONS_POLICY
from ciwo_site.share_images.plate import house_plate
from events.parts import EntryPart
from events.players import captions_address
from programs.enums import LinkPurpose
from programs.models import Organization
from programs.private_links import address as link_address
from programs.private_links import make_link
from tests.ciwo_site.test_picture_formats import photograph
from tests.factories import AT_NOW, NOW, make_event
from tests.observatory import answer_of, policy_of, score
from tests.showcase import Showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

PROBES = ("/healthz", "/readyz")
FOR_EVERYBODY = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
EXCEPTIONS = {
    # Data that other people's pages may read, and nothing else may: no cookie goes along.
    "open-data-json": FOR_EVERYBODY,
    "open-data-csv": FOR_EVERYBODY,
    # Shown beside a link on other people's pages.
    "share image": {"Cross-Origin-Resource-Policy": "cross-origin"},
    # Asked by machines, over plain HTTP too, so they say nothing of HTTPS.
    **{probe: {"Strict-Transport-Security": "(none)"} for probe in PROBES},
}
FEEDS = ("upcoming-feed", "changes-feed", "recordings-feed", "guides-feed", "calendar", "manifest")
EMBED = ("/embed/", "/insertar/")
TWO_YEARS = 60 * 60 * 24 * 365 * 2
STAFF = ["", "events/webinar/", "events/webinar/{event}/change/", "events/webinar/{event}/history/", "auth/user/",
         "auth/user/add/", "board/", "translations/", "intake/", "second-factor/", "second-factor/app/",
         "second-factor/passkeys/add/", "password_change/", "confirm/", "programs/signinevent/", "guide/", "login/x/",
         "preview/event/{event}/es/", "patterns/", "jsi18n/"]  # fmt: skip
ENTRANCES = ["/admin/login/", "/admin/password/forgotten/"]


@pytest.fixture(autouse=True)
def as_in_production(settings: Settings, tmp_path: Path) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = TWO_YEARS
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    settings.STATIC_ROOT = str(tmp_path)
    (tmp_path / "site.css").write_text("a{}")
    (tmp_path / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")


def get(path: str, client: Client | None = None, *, follow: bool = False, **headers: str) -> HttpResponse:
    response = (client or Client()).get(path, secure=True, follow=follow, headers=headers)
    if response.streaming:
        b"".join(response)  # so that the file is closed
    return response


def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ana", password="a good pass phrase"))
    return client


def broken(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> HttpResponse:
    def fail(*_given: Any, **_names: Any) -> None:
        raise problem

    with monkeypatch.context() as patch:
        patch.setattr("events.views.ready_list", fail)
        return get("/en/events/", Client(raise_request_exception=False))


def without(response: HttpResponse) -> dict[str, str]:
    """What this answer lacks, or has and should not."""
    policy, headers = policy_of(response.headers), response.headers
    path = response.request["PATH_INFO"]
    own = "same-origin" if path.startswith("/admin/") or path.endswith(("/access/", "/acceso/")) else "no-referrer"
    wanted = {
        "Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains; preload",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": None if path.endswith(EMBED) else "DENY",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": own,
        "Server": "",
    }
    found = {name: headers.get(name, "(none)") for name, value in wanted.items() if headers.get(name) != value}
    frames = policy.pop("frame-ancestors", None)
    sources = set().union(*policy.values()) if policy else set()
    if policy.get("default-src") != {"'none'"} or frames != ({"*"} if path.endswith(EMBED) else {"'none'"}):
        found["Content-Security-Policy"] = str(policy)
    if {source for source in sources if source.startswith("'unsafe") or ":" in source or "*" in source}:
        found["unsafe sources"] = str(policy)
    for name in ("Access-Control-Allow-Origin", "X-Powered-By"):
        if name in headers:
            found[name] = headers[name]
    return found


def test_every_page_has_them_in_both_languages_and_scores_a_plus(showcase: Showcase) -> None:
    pages = {name: get(path) for name, path in showcase.every_address().items()}

    assert {page.status_code for page in pages.values()} == {200}
    assert {name: without(page) for name, page in pages.items() if without(page)} == {}
    assert {name: score(answer_of(page)) for name, page in pages.items() if score(answer_of(page))[0] < 100} == {}
    assert score(answer_of(pages["home (en)"]))[0] == 130


def test_what_is_no_page_has_them_in_both_languages_and_scores_a_plus(showcase: Showcase, settings: Settings) -> None:
    """Feeds, calendars, data, files, the form for readers, and what machines ask for."""
    settings.SECURITY_CONTACT = ["security@center.example"]
    documents = {name: get(path) for name, path in every_document(showcase).items()}

    assert {name: answer.status_code for name, answer in documents.items() if answer.status_code != 200} == {}
    lacking = {name: without(answer) for name, answer in documents.items()}
    assert {name: lacks for name, lacks in lacking.items() if lacks != EXCEPTIONS.get(name.split(" (")[0], {})} == {}
    scores = {name: score(answer_of(found)) for name, found in documents.items() if name not in PROBES}
    assert {name: found for name, found in scores.items() if found[0] < 100} == {}


def test_no_upload_is_a_page_of_this_site(showcase: Showcase) -> None:
    """A recording and a picture are shown within our pages; everything else is saved."""
    materials = {material.pk: material for material in showcase.past.materials.exclude(file="")}
    picture = make_event(image=ContentFile(photograph(), "a.html.jpeg"))
    addresses = {
        showcase.edition.address("en"): "attachment",
        localized_reverse(
            "edition-latest", "en", {"entry": entry_address(showcase.guide, language="en"), "language": "en"}
        ): "attachment",
        f"/admin/files/edition/{showcase.edition.pk}/": "attachment",
        captions_address(next(found for found in materials.values() if found.kind == "captions"), "en"): "inline",
        picture.image.url: "inline",
        **{
            found.address("en"): "inline" if found.kind == "recording" else "attachment" for found in materials.values()
        },
        **{f"/admin/files/material/{number}/": "attachment" for number in materials},
    }
    client = staff()

    answers = {path: get(path, client, follow=True) for path in addresses}

    shown = {path: answer.headers.get("Content-Disposition", "").partition(";")[0] for path, answer in answers.items()}
    assert shown == addresses
    assert {answer.headers["X-Content-Type-Options"] for answer in answers.values()} == {"nosniff"}
    types = {answer.headers["Content-Type"].partition(";")[0] for answer in answers.values()}
    assert not types & {"text/html", "image/svg+xml", "application/xml", "text/xml", "application/xhtml+xml"}
    assert len(addresses) >= 10


def every_document(showcase: Showcase) -> dict[str, str]:
    """All addresses with a language that `Showcase` does not list as pages; and those without one."""
    event = EntryPart(showcase.upcoming, "flyer-pdf"), EntryPart(showcase.upcoming, "event-calendar")
    asked = EntryPart(showcase.upcoming, "access-request"), EntryPart(showcase.upcoming, "access-request-received")
    entries = {part.name: part for part in (*event, *asked, EntryPart(showcase.past, "take-away"))}
    entries["series-take-away"] = EntryPart(showcase.series, "series-take-away")
    partner = Organization.objects.get(name_en="Partner")
    opened = {"preview": make_event(publication="draft"), "briefing": showcase.upcoming, "calendar": partner}
    links = {purpose: make_link(opened[purpose], purpose, None, NOW) for purpose in LinkPurpose}
    captions = showcase.past.materials.get(kind="captions")
    data = {"name": "events"}
    found = {
        f"{name} ({language})": address
        for language in ("en", "es")
        for name, address in {
            **{feed: localized_reverse(feed, language) for feed in FEEDS},
            **{name: localized_reverse(name, language, data) for name in ("open-data-json", "open-data-csv")},
            **{name: entry.address(language) for name, entry in entries.items()},
            **{f"private {purpose}": link_address(link, language) for purpose, link in links.items()},
            "captions": captions_address(captions, language),
            "an edition": showcase.edition.address(language),
            "share image": house_plate().address,
        }.items()
    }
    plain = ("/robots.txt", "/.well-known/security.txt", "/sitemap.xml", "/favicon.ico", *PROBES)
    return found | {path: path for path in plain}


def test_a_page_for_readers_allows_its_own_host_and_nothing_else(showcase: Showcase) -> None:
    for name, path in showcase.every_address().items():
        policy = policy_of(get(path).headers)
        frames = policy.pop("frame-ancestors")

        assert {source for sources in policy.values() for source in sources} == {"'self'", "'none'"}, name
        assert frames == ({"*"} if "on another site" in name else {"'none'"}), name


def test_the_admin_has_them_and_scores_a_plus(showcase: Showcase) -> None:
    client = staff()
    pages = {path: get(f"/admin/{path.format(event=showcase.upcoming.pk)}", client) for path in STAFF}
    pages |= {path: get(path) for path in ENTRANCES}

    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {"login/x/": 404}
    assert {path: without(page) for path, page in pages.items() if without(page)} == {}
    assert {path: score(answer_of(page)) for path, page in pages.items() if score(answer_of(page))[0] < 100} == {}


def test_signing_in_sets_cookies_that_score_too(showcase: Showcase) -> None:
    User.objects.create_superuser("ana", password="a good pass phrase")
    client = Client()

    answer = client.post("/admin/login/", {"login": "ana", "password": "a good pass phrase"}, secure=True)

    assert answer.status_code == 302
    assert {"sessionid", "staff_device", "csrftoken"} <= set(answer.cookies)
    assert score(answer_of(answer))[0] == 135


def answers(showcase: Showcase, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> dict[str, HttpResponse]:
    """Every kind of answer that is not a page with status 200."""
    file = showcase.edition.address("en")
    etag = get(file).headers["ETag"]
    preview = link_address(make_link(showcase.upcoming, LinkPurpose.BRIEFING, None, NOW), "en")
    found = {
        "the door": get("/"),
        "a short link": get(f"/e/{showcase.upcoming.pk}"),
        "a page that moved": get(f"/en/events/{showcase.upcoming.pk}-old/"),
        "a missing slash": get("/en/events"),
        "the admin's door": get("/admin/"),
        "a file": get(file),
        "a part of a file": get(file, range="bytes=0-9"),
        "no such part": get(file, range="bytes=999999999-"),
        "an unchanged file": get(file, if_none_match=etag),
        "an unknown page": get("/en/nothing/"),
        "an unknown address": get("/nothing"),
        "an unknown picture": get("/media/images/aa/nothing.jpg"),
        "an altered link": get(preview.replace(".", ".x")),
        "an unknown host": get("/en/", host="evil.example"),
        "an odd method": Client().delete("/en/", secure=True),
        "a form without its secret": Client(enforce_csrf_checks=True).post("/admin/login/", secure=True),
        "a refused door": get("/admin/auth/user/", staff_without_rights()),
        "a static file": get("/static/site.css"),
        "a static picture": get("/static/icon.svg"),
        "an unknown static file": get("/static/nothing.css"),
        "a failure": broken(monkeypatch, RuntimeError()),
    }
    static = found["a static file"].headers
    found["an unchanged static file"] = get("/static/site.css", if_none_match=static["ETag"])
    settings.MAINTENANCE = True
    return found | {"while it is worked on": get("/en/")}


def staff_without_rights() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    return client


STATUSES = {
    "the door": 302, "a short link": 302, "a page that moved": 301, "a missing slash": 301, "the admin's door": 302, "a file": 200,
    "a part of a file": 206, "no such part": 416, "an unchanged file": 304, "an unknown page": 404, "an unknown address": 404,
    "an unknown picture": 404, "an altered link": 403, "an unknown host": 400, "an odd method": 405,
    "a form without its secret": 403, "a refused door": 403, "a static file": 200, "a static picture": 200,
    "an unknown static file": 404, "a failure": 500, "an unchanged static file": 304, "while it is worked on": 503,
}  # fmt: skip


def test_every_other_answer_has_them_too(
    showcase: Showcase, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    found = answers(showcase, monkeypatch, settings)

    assert {name: answer.status_code for name, answer in found.items()} == STATUSES
    lacking = {name: without(answer) for name, answer in found.items()}
    # A host that is not ours is told nothing of ours, and so it is not told to remember HTTPS either.
    assert lacking["an unknown host"].pop("Strict-Transport-Security", "") in ("", "(none)")
    assert {name: lacks for name, lacks in lacking.items() if lacks} == {}


def test_plain_http_is_led_to_https_on_the_same_host(showcase: Showcase) -> None:
    answer = Client().get("/en/events/?follow=es")

    lacks = without(answer)
    assert (answer.status_code, answer.url) == (301, "https://testserver/en/events/?follow=es")
    assert lacks == {"Strict-Transport-Security": "(none)"}  # RFC 6797 §7.2: not over plain HTTP


Spoil = Callable[[HttpResponse], None]


@pytest.mark.parametrize(
    ("name", "value", "points"),
    [
        ("Content-Security-Policy", "default-src 'self'; script-src 'unsafe-inline'", -20),
        ("Content-Security-Policy", "default-src 'self'", 5),
        ("Content-Security-Policy", "", -25),
        ("Strict-Transport-Security", "max-age=86400", -10),
        ("Strict-Transport-Security", "", -20),
        ("Referrer-Policy", "unsafe-url", -5),
        ("X-Content-Type-Options", "", -5),
        ("Cross-Origin-Resource-Policy", "cross-origin", 0),
        ("Cross-Origin-Resource-Policy", "anybody", -5),
        ("Access-Control-Allow-Credentials", "true", -50),
    ],
)
def test_the_scoring_notices_what_is_weaker(showcase: Showcase, name: str, value: str, points: int) -> None:
    page = get("/en/")
    before, _points = score(answer_of(page))

    page.headers[name] = value

    after, found = score(answer_of(page))
    assert after < before
    assert points in found.values()
