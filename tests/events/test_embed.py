"""A series in a frame on another site: what it shows, who may frame what, and the line that staff hand out."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries

from events.embed_code import SeriesEmbed, embed_code
from events.models import Series
from tests.factories import AT_NOW, MONTH, NOW, make_event, make_past_event, make_series
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

ORIGIN = "https://wins.center.example"


def page_of(client: Client, series: Series, language: str = "en") -> HttpResponse:
    return client.get(SeriesEmbed(series).address(language))


def parse(response: HttpResponse) -> JustHTML:
    return JustHTML(response.content.decode(), sanitize=False)


def titles(response: HttpResponse) -> list[str]:
    return [node.to_text() for node in parse(response).query("h3")]


def test_it_shows_the_next_events_of_its_series_alone(client: Client) -> None:
    series = make_series(title_en="WINS")
    for number in range(6):
        make_event(title_en=f"Webinar {number}", starts_at=NOW + number * MONTH + MONTH, series=series)
    make_event(title_en="Of no series")
    make_past_event(title_en="Over", series=series)

    response = page_of(client, series)

    assert titles(response) == [f"Webinar {number}" for number in range(5)]
    assert parse(response).query_one("h1").to_text() == "WINS"


def test_while_nothing_is_to_come_it_shows_what_has_been(client: Client) -> None:
    series = make_series()
    empty = parse(page_of(client, series)).query_one("main").to_text()
    for number in range(4):
        make_past_event(title_en=f"Webinar {number}", starts_at=NOW - MONTH - timedelta(days=number), series=series)

    response = page_of(client, series)

    assert titles(response) == ["Webinar 0", "Webinar 1", "Webinar 2"]
    assert "No event of this series is announced right now." in empty
    assert "Past events" not in empty


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_link_leaves_the_frame_but_for_the_languages(client: Client, language: str) -> None:
    series = make_showcase().series

    document = parse(page_of(client, series, language))

    assert document.query_one("base").attrs == {"target": "_top"}
    inside = [(link.attrs["lang"], link.attrs["target"]) for link in document.query("a[target]")]
    assert inside == [("en", "_self"), ("es", "_self")]
    assert document.query("script, form, header, footer") == []
    assert {link.attrs["href"][:4] for link in document.query("main .event-list a")} == {f"/{language}/"}


def test_it_is_for_no_search_engine(client: Client) -> None:
    assert b'<meta name="robots" content="noindex">' in page_of(client, make_series()).content


def test_it_alone_may_be_framed(client: Client) -> None:
    showcase = make_showcase()
    addresses = {
        **showcase.every_address(),
        "the door": "/",
        "the short link": showcase.upcoming.short_address,
        "an old address of the page": SeriesEmbed(showcase.series).address("en").replace("-series", "-old"),
        "nothing": "/en/series/999-x/embed/",
        "a feed": "/en/events/feed.atom",
        "the admin": "/admin/login/",
        "a file": showcase.edition.address("en"),
        "robots": "/robots.txt",
        "the sitemap": "/sitemap.xml",
        "data": "/en/data/events.json",
    }

    framed = {}
    for name, address in addresses.items():
        response = client.get(address)
        b"".join(response)  # to its end, which closes a file
        headers = response.headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
        framed[name] = (policy["frame-ancestors"], headers.get("X-Frame-Options"))

    opened = {name for name, answer in framed.items() if answer != ("'none'", "DENY")}
    assert opened == {
        "a series on another site (en)",
        "a series on another site (es)",
        "an old address of the page",  # it leads to the page
    }
    assert {framed[name] for name in opened} == {("*", None)}


@pytest.mark.parametrize("state", [{"publication": "draft"}, {"publish_at": NOW + timedelta(minutes=1)}])
def test_a_series_that_is_not_published_has_none(client: Client, state: dict) -> None:
    assert page_of(client, make_series(**state)).status_code == 404


@pytest.mark.parametrize("state", [{"publication": "draft"}, {"listed": False}])
def test_it_tells_of_no_hidden_event(client: Client, state: dict) -> None:
    series = make_series()
    make_event(series=series, title_en="Secret", **state)
    make_past_event(series=series, title_en="Secret", **state)
    make_event(series=series, title_en="Seen")

    assert titles(page_of(client, series)) == ["Seen"]


def test_a_borrowed_title_says_its_language(client: Client) -> None:
    series = make_series(title_en="", title_es="Historias")
    make_event(series=series, title_en="", title_es="Cuentos")

    document = parse(page_of(client, series))

    assert [node.attrs.get("lang") for node in document.query("h1, h3 a")] == ["es", "es"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    series = make_series()
    for _row in range(rows):
        make_event(series=series)

    with django_assert_num_queries(6):
        page_of(client, series)


# The line for other sites ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["WINS", 'Quotes " & <b>more</b>', "</iframe><script>", "x" * 300])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_line_is_one_frame_with_a_name(title: str, language: str) -> None:
    series = make_series(title_en=title, title_es=title)

    document = JustHTML(embed_code(series, language, ORIGIN), sanitize=False, fragment=True)

    (frame,) = document.query("*")
    with translation.override(language):
        name = SeriesEmbed(series).title()
    assert frame.attrs == {
        "src": f"{ORIGIN}{SeriesEmbed(series).address(language)}",
        "title": name,
        "lang": language,
        "width": "100%",
        "height": "640",
        "loading": "lazy",
        "style": "border: 0",
    }
    assert title in name


def test_staff_find_the_line_in_each_language_in_the_form_of_the_series(client: Client) -> None:
    series = make_series(title_en="WINS & more")
    client.force_login(User.objects.create_superuser("ana"))

    page = parse(client.get(reverse("admin:events_series_change", args=[series.pk])))

    fields = {field.attrs["lang"]: field for field in page.query(".embed-codes textarea")}
    assert {code: field.to_text() for code, field in fields.items()} == {
        code: embed_code(series, code, "http://testserver") for code in ("en", "es")
    }
    assert all("readonly" in field.attrs for field in fields.values())


def test_there_is_no_line_before_there_is_a_page(client: Client) -> None:
    series = make_series(publication="draft")
    client.force_login(User.objects.create_superuser("ana"))

    answers = [
        client.get(reverse("admin:events_series_change", args=[series.pk])),
        client.get(reverse("admin:events_series_add")),
    ]

    assert [b"embed-codes" in answer.content for answer in answers] == [False, False]
