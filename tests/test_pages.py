"""Promises of every page: one heading, twins, headers, no cookie, valid HTML; and the doors that lead to them."""

import itertools
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from justhtml import JustHTML

from ciwo_site.addresses import localized_reverse
from ciwo_site.i18n import site_languages
from tests.factories import AT_NOW, make_event, make_guide, make_person, make_program, make_series
from tests.showcase import Showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

ORIGIN = "http://testserver"
MISSING = {f"nothing here ({code})": f"/{code}/nothing-here/" for code in ("en", "es")}


def parse(page: HttpResponse) -> JustHTML:
    return JustHTML(page.content, sanitize=False)


def test_every_page_has_one_heading_and_says_its_language(client: Client, showcase: Showcase) -> None:
    for name, address in {**showcase.every_address(), **MISSING}.items():
        page = client.get(address)

        document = parse(page)
        assert len(document.query("h1")) == 1, name
        assert document.query_one("html").attrs["lang"] == address[1:3], name
        assert page.headers["Content-Language"] == address[1:3], name


def test_headings_leave_no_level_out(client: Client, showcase: Showcase) -> None:
    for name, address in showcase.every_address().items():
        levels = [int(heading.name[1]) for heading in parse(client.get(address)).query("h1, h2, h3, h4, h5, h6")]

        assert [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1] == [], name
        assert levels[0] <= 2, name


def test_titles_tell_pages_apart(client: Client, showcase: Showcase) -> None:
    for language in site_languages():
        pages = showcase.addresses(language)
        titles = {
            name: parse(client.get(address)).query_one("title").to_text()
            for name, address in pages.items()
            if "?" not in address
        }

        assert len(set(titles.values())) == len(titles), titles
        assert [name for name, title in titles.items() if not title.endswith("CIWO") or title.startswith(" ·")] == []


def test_every_page_names_itself_and_its_twins(client: Client, showcase: Showcase) -> None:
    in_english, in_spanish = showcase.addresses("en"), showcase.addresses("es")
    short = {in_english["home"]: f"{ORIGIN}/"}
    for event in (showcase.upcoming, showcase.past, showcase.only_english, showcase.only_spanish):
        short[event.address("en")] = f"{ORIGIN}{event.short_address}"

    for name in in_english:
        for own in (in_english[name], in_spanish[name]):
            document = parse(client.get(own))
            twins = {
                link.attrs["hreflang"]: link.attrs["href"] for link in document.query('link[rel="alternate"][hreflang]')
            }
            canonical = document.query_one('link[rel="canonical"]').attrs["href"]

            assert by_query(canonical) == by_query(ORIGIN + own), name
            assert {language: by_query(address) for language, address in twins.items()} == {
                "en": by_query(ORIGIN + in_english[name]),
                "es": by_query(ORIGIN + in_spanish[name]),
                "x-default": by_query(short.get(in_english[name], ORIGIN + in_english[name])),
            }, name


def by_query(address: str) -> tuple[str, list[str]]:
    path, _, query = address.partition("?")
    return path, sorted(query.split("&"))


def test_the_language_switch_leads_to_the_same_page(client: Client, showcase: Showcase) -> None:
    in_english, in_spanish = showcase.addresses("en"), showcase.addresses("es")

    for name in in_english:
        links = parse(client.get(in_english[name])).query("nav.language-switch a")

        assert [(link.attrs["lang"], by_query(link.attrs["href"])) for link in links] == [
            ("en", by_query(in_english[name])),
            ("es", by_query(in_spanish[name])),
        ], name
        assert [link.attrs.get("aria-current") for link in links] == ["true", None], name
        assert client.get(links[1].attrs["href"]).status_code == 200, name


def test_the_words_of_addresses_are_translated() -> None:
    names = ("home", "event-list", "event-archive", "program-list", "guide-list", "about", "contact", "privacy")

    assert [localized_reverse(name, "en") for name in names] == [
        "/en/", "/en/events/", "/en/events/past/", "/en/programs/", "/en/guides/", "/en/about/", "/en/contact/", "/en/privacy/",
    ]  # fmt: skip
    assert [localized_reverse(name, "es") for name in names] == [
        "/es/", "/es/eventos/", "/es/eventos/pasados/", "/es/programas/", "/es/guias/", "/es/acerca-de/", "/es/contacto/",
        "/es/privacidad/",
    ]  # fmt: skip


def test_no_page_sets_a_cookie_or_varies_by_one(client: Client, showcase: Showcase) -> None:
    addresses = {
        **showcase.every_address(),
        **MISSING,
        "the door": "/",
        "a short link": showcase.upcoming.short_address,
    }
    client.cookies["sessionid"] = "from somewhere else"

    for name, address in addresses.items():
        page = client.get(address)

        assert "Set-Cookie" not in page.headers, name
        assert page.cookies == {}, name
        assert "Cookie" not in page.headers.get("Vary", ""), name


def test_every_page_carries_the_headers_that_protect_readers(client: Client, showcase: Showcase) -> None:
    for name, address in {**showcase.every_address(), **MISSING, "the door": "/"}.items():
        headers = client.get(address).headers

        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        fetching = {directive: value for directive, value in policy.items() if directive != "frame-ancestors"}
        assert set(fetching.values()) == {"'self'", "'none'"}, name
        assert policy["default-src"] == policy["base-uri"] == "'none'", name
        assert headers["Referrer-Policy"] == "no-referrer", name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        is_open = name.startswith("a series on another site")
        framing = (policy["frame-ancestors"], headers.get("X-Frame-Options"))
        assert framing == (("*", None) if is_open else ("'none'", "DENY")), name
        assert "geolocation=()" in headers["Permissions-Policy"], name


def test_no_page_asks_another_host_for_anything_or_runs_code_of_its_own(client: Client, showcase: Showcase) -> None:
    for name, address in showcase.every_address().items():
        document = parse(client.get(address))
        fetched = [
            node.attrs.get("src") or node.attrs.get("href")
            for node in document.query("script, img, source, video, audio, iframe, use, link")
            if (node.name != "link" or node.attrs["rel"] not in ("alternate", "canonical", "next", "prev"))
            and node.attrs.get("type") != "application/ld+json"  # data, which no browser runs
        ]

        own = ("/static/", localized_reverse("manifest", address[1:3]), f"/{address[1:3]}/")
        assert [source for source in fetched if not (source or "").startswith(own)] == [], name
        assert document.query("[style], style") == [], name
        assert [node.name for node in document.query("*") for key in node.attrs if key.startswith("on")] == [], name


def test_a_link_that_leads_elsewhere_takes_nothing_along(client: Client, showcase: Showcase) -> None:
    links = [
        link.attrs
        for address in showcase.addresses("en").values()
        for link in parse(client.get(address)).query("main a")
        if link.attrs["href"].startswith("https://") and "button" in link.attrs.get("class", "")
    ]

    assert len(links) > 2
    assert {link["rel"] for link in links} == {"noopener noreferrer"}


def test_every_page_is_valid_html(
    client: Client, showcase: Showcase, html_checker: Callable[[dict[str, bytes]], list[str]]
) -> None:
    addresses = {**showcase.every_address(), **MISSING}

    assert html_checker({name: client.get(address).content for name, address in addresses.items()}) == []


def test_an_empty_catalog_has_pages_too(client: Client, html_checker: Callable[[dict[str, bytes]], list[str]]) -> None:
    names = ("home", "event-list", "event-archive", "program-list", "guide-list", "about", "open-data")
    pages = {
        f"{name} ({code})": client.get(localized_reverse(name, code)) for name in names for code in site_languages()
    }

    assert {page.status_code for page in pages.values()} == {200}
    assert html_checker({name: page.content for name, page in pages.items()}) == []


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("es", "es"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-US,en;q=0.9", "en"),
        ("fr,es;q=0.5,en;q=0.1", "es"),
        ("fr", "en"),
        ("", "en"),
        ("*", "en"),
        ("\u00e9,,;;q=x", "en"),
    ],
)
def test_the_doors_lead_to_the_language_that_the_browser_asks_for(client: Client, wanted: str, language: str) -> None:
    event = make_event(title_en="Sharing stories", title_es="Compartiendo historias")

    for door, address in (("/", f"/{language}/"), (event.short_address, event.address(language))):
        answer = client.get(door, headers={"accept-language": wanted})

        assert (answer.status_code, answer["Location"], answer["Vary"]) == (302, address, "Accept-Language")
        assert "Set-Cookie" not in answer.headers


def test_a_cookie_from_the_admin_does_not_decide_for_a_reader() -> None:
    assert settings.LANGUAGE_COOKIE_PATH == settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == "/admin/"


@pytest.mark.parametrize(
    "make_entry", [make_event, make_series, make_program, make_guide], ids=lambda make: make.__name__
)
def test_an_old_address_leads_to_the_present_one(client: Client, make_entry: Callable) -> None:
    entry = make_entry(title_en="Old title", title_es="Título viejo")
    old = [entry.address(code) for code in site_languages()]
    entry.title_en, entry.title_es = "New title", "Título nuevo"
    entry.save()

    answers = [client.get(f"{address}?page=1") for address in old]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (301, f"{entry.address(code)}?page=1") for code in site_languages()
    ]
    assert "new-title" in answers[0]["Location"]
    assert "titulo-nuevo" in answers[1]["Location"]


def test_the_number_alone_finds_a_page_and_so_does_a_slug_of_the_other_language(client: Client) -> None:
    event = make_event(title_en="Sharing stories", title_es="Compartiendo historias")

    for slug in ("", "-", "-compartiendo-historias", "-anything"):
        answer = client.get(f"/en/events/{event.pk}{slug}/")
        assert answer["Location"] == event.address("en")


def test_a_renamed_person_keeps_her_address(client: Client) -> None:
    person = make_person(name="Valeria Trevino")
    old = person.address("es")
    person.name = "Valeria Treviño"
    person.save()

    assert client.get(old).status_code == 200  # both names make the same slug
    person.name = "Valeria T."
    person.save()
    assert client.get(old)["Location"] == person.address("es")


def test_a_page_may_be_read_but_not_written_to(client: Client, showcase: Showcase) -> None:
    answers = {name: client.post(address).status_code for name, address in showcase.every_address().items()}

    assert set(answers.values()) == {405}, answers
    assert {client.head(address).status_code for address in showcase.every_address().values()} == {200}
