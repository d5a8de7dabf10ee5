"""The page of search, as readers see it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from justhtml import JustHTML

from ciwo_site.addresses import localized_reverse
from events.models import Event
from programs.models import Person
from programs.search.index import make_anew
from tests.factories import (
    AT_NOW,
    NOW,
    make_affiliation,
    make_event,
    make_guide,
    make_page,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

EVIL = "</script><mark>&amp; <img src=x onerror=alert(1)> ]]> “luna”"


def get(client: Client, typed: str | None = None, language: str = "en", **more: Any) -> Any:
    params = {"q": typed, **more} if typed is not None else more
    return client.get(localized_reverse("search", language), params)


def parse(page: Any) -> JustHTML:
    assert page.status_code == 200
    return JustHTML(page.content, sanitize=False)


def titles(page: Any) -> list[str]:
    return [node.to_text() for node in parse(page).query(".search-hit__title")]


def texts(page: Any, selector: str) -> list[str]:
    return [" ".join(node.to_text().split()) for node in parse(page).query(selector)]


# Without a question -----------------------------------------------------------------------------------------------------


def test_the_empty_page_says_what_can_be_found_and_where_to_go(client: Client) -> None:
    make_event(topics=[make_topic(name_en="Storytelling")])
    make_event(topics=[make_topic(name_en="Secret")], publication="draft")
    make_topic(name_en="Nobody’s")

    page = get(client)

    assert texts(page, ".search-elsewhere li") == ["Storytelling"]
    assert parse(page).query_one(".search-elsewhere li a").attrs["href"] == "/en/search/?q=Storytelling"
    assert b"noindex" not in page.content
    assert parse(page).query("[role=status]") == []


@pytest.mark.parametrize("typed", ["", "   ", "the of", "😀", "\0", "?!", "%_%", "la de los"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_question_without_a_word_is_answered_kindly(client: Client, typed: str, language: str) -> None:
    make_event(title_en="Luna")
    make_anew()

    page = get(client, typed, language)

    assert titles(page) == []
    assert len(parse(page).query("h1")) == 1
    assert len(parse(page).query(".search-elsewhere")) == 1


@pytest.mark.parametrize(
    "typed",
    ["x" * 10_000, "palabra " * 2_000, "' OR 1=1 --", "luna AND NOT sol", '"luna"', "ñ" * 300, "a\0b\x1b[31m", "luna\n\r", "\ud800"],
)  # fmt: skip
def test_an_absurd_question_is_answered_kindly(client: Client, typed: str) -> None:
    page = client.get(f"/en/search/?q={quote(typed.encode('utf-8', 'surrogatepass'))}")

    document = parse(page)
    field = document.query_one("input[name=q]")
    assert len(field.attrs["value"]) <= int(field.attrs["maxlength"])
    assert len(document.query("h1")) == 1


def test_what_was_typed_stays_in_the_field_and_harms_nothing(client: Client) -> None:
    page = get(client, EVIL)

    assert parse(page).query_one("input[name=q]").attrs["value"] == EVIL
    assert parse(page).query("img, .search-hit mark") == []
    assert b"<img" not in page.content


def test_what_was_left_out_is_said(client: Client) -> None:
    make_event(title_en="Luna")
    make_anew()

    assert "“the”" in texts(get(client, "the luna"), ".notice")[0]
    assert "first 8 words" in texts(get(client, "luna " + " ".join(f"w{n}" for n in range(9))), ".notice")[0]
    assert texts(get(client, "luna"), ".notice") == []


# Hits --------------------------------------------------------------------------------------------------------------------


def test_a_hit_shows_the_words_where_they_stand(client: Client) -> None:
    make_event(title_en="Under the moon", summary_en="We organize by night.", body_en="<p>Moons &amp; <b>stars</b></p>")
    make_anew()

    page = get(client, "moon organizing")

    assert titles(page) == ["Under the moon"]
    assert texts(page, ".search-hit mark") == ["moon", "organize"]
    assert texts(page, ".search-hit__text") == ["We organize by night."]
    assert texts(page, "[role=status]") == ["1 page found"]
    assert b'content="noindex"' in page.content


def test_a_text_is_shown_as_text(client: Client) -> None:
    make_event(title_en=f"Luna {EVIL}", summary_en=f"Luna {EVIL}")
    make_anew()

    document = parse(get(client, "luna"))

    assert document.query(".search-hit img, .search-hit script") == []
    for part in (".search-hit__title", ".search-hit__text"):
        assert document.query_one(part).to_text(separator="", strip=False).strip() == f"Luna {EVIL}"


def test_a_word_of_300_letters_does_no_harm(client: Client) -> None:
    title = "x" * 300
    make_event(title_en="", title_es=title)
    make_anew()

    assert titles(get(client, "x" * 40)) == [title]


def test_a_hit_in_the_other_language_says_so(client: Client) -> None:
    make_event(title_en="Moon", title_es="Luna", body_es="<p>Una historia de noche.</p>")
    make_anew()

    page = get(client, "historias")

    hit = parse(page).query_one(".search-hit")
    assert texts(page, ".search-hit__note") == ["In the Spanish text:"]
    assert hit.query_one(".search-hit__text span[lang]").attrs["lang"] == "es"
    assert texts(page, ".search-hit__title") == ["Moon"]
    assert "lang" not in hit.query_one(".search-hit__title a").attrs


def test_a_title_in_the_other_language_alone_carries_its_language(client: Client) -> None:
    make_event(title_en="", title_es="Luna")
    make_anew()

    assert parse(get(client, "luna", "en")).query_one(".search-hit__title a").attrs["lang"] == "es"
    assert "lang" not in parse(get(client, "luna", "es")).query_one(".search-hit__title a").attrs


def test_another_languages_title_is_shown_where_it_alone_has_the_word(client: Client) -> None:
    make_event(title_en="Moon", title_es="Luna")
    make_anew()

    page = get(client, "luna", "en")

    assert (titles(page), texts(page, ".search-hit__note"), texts(page, ".search-hit mark")) == (
        ["Moon"],
        ["In the Spanish text:"],
        ["Luna"],
    )


def test_a_hit_says_what_led_to_it(client: Client) -> None:
    event = make_event(topics=[make_topic(name_en="Storytelling")], summary_en="A summary.")
    make_speaker(event, person=make_person(name="Eva Luna"))
    make_anew()

    page = get(client, "luna story", kind="event")

    assert texts(page, ".search-hit__tie") == ["Person: Eva Luna", "Topic: Storytelling"]
    assert texts(page, ".search-hit__text") == ["A summary."]


def test_what_led_to_a_hit_may_have_a_name_in_one_language_alone(client: Client) -> None:
    make_event(title_en="Luna", topics=[make_topic(name_en="Storytelling", name_es="")])
    make_anew()

    page = get(client, "storytelling", "es")

    (tie,) = parse(page).query(".search-hit__tie")
    assert " ".join(tie.to_text().split()) == "Tema: Storytelling"
    assert [node.attrs["lang"] for node in tie.query("[lang]")] == ["en"]


def test_a_page_of_the_site_is_found_before_anybody_gave_it_a_title(client: Client) -> None:
    make_page("about", title_en="", title_es="", body_en="<p>The quetzal flies.</p>")
    make_anew()

    page = get(client, "quetzal")

    assert titles(page) == [texts(client.get("/en/about/"), "h1")[0]]
    assert texts(page, ".search-hit mark") == ["quetzal"]


def test_every_kind_of_hit_leads_to_its_page(client: Client) -> None:
    entries = [
        make_event(title_en="Luna"),
        make_past_event(title_en="Luna"),
        make_series(title_en="Luna"),
        make_program(title_en="Luna"),
        make_guide(title_en="Luna"),
        make_person(name="Luna"),
        make_page("about", title_en="Luna"),
    ]
    make_anew()

    document = parse(get(client, "luna"))

    links = [node.attrs["href"] for node in document.query(".search-hit__title a")]
    assert sorted(links) == sorted(entry.address("en") for entry in entries)
    assert [client.get(link).status_code for link in links] == [200] * len(entries)


def test_the_moment_in_a_transcript_is_a_link(client: Client) -> None:
    event = make_past_event(title_en="Flyers")
    material = make_recording(event, kind="transcript")
    type(material).objects.filter(pk=material.pk).update(
        transcript=[{"at": 68, "speaker": "", "text": "At the bus stop."}], transcript_paragraphs=1
    )
    make_anew()

    page = get(client, "bus")

    (link,) = parse(page).query("a.search-hit__note")
    assert link.attrs["href"] == f"/en/events/{event.pk}-flyers/transcript/en/?t=68"
    assert texts(page, "a.search-hit__note") == ["In the English transcript, 1:08:"]
    assert texts(page, ".search-hit mark") == ["bus"]


# Lists of hits -----------------------------------------------------------------------------------------------------------


def test_hits_can_be_narrowed_to_a_kind(client: Client) -> None:
    make_event(title_en="Luna at night")
    make_event(title_en="Luna by day")
    make_guide(title_en="Luna’s guide")
    make_anew()

    whole, guides = get(client, "luna"), get(client, "luna", kind="guide")

    assert texts(whole, ".search-kinds li") == ["All (3)", "Events (2)", "Guides (1)"]
    assert texts(whole, ".search-kinds [aria-current]") == ["All (3)"]
    assert titles(guides) == ["Luna’s guide"]
    assert texts(guides, ".search-kinds [aria-current]") == ["Guides (1)"]
    assert titles(get(client, "luna", kind="nothing")) == titles(whole)


def test_hits_come_on_pages(client: Client) -> None:
    for number in range(12):
        make_event(title_en=f"Luna {number:02}", starts_at=NOW + timedelta(days=number + 1))
    make_anew()

    first, last = get(client, "luna"), get(client, "luna", page=2)

    assert titles(first) + titles(last) == [f"Luna {number:02}" for number in range(12)]
    assert parse(first).query_one("a[rel=next]").attrs["href"] == "?q=luna&page=2"
    assert titles(get(client, "luna", page=99)) == titles(last)
    assert "Page 2 of 2" in parse(last).query_one("title").to_text()


def test_the_other_language_gets_the_same_question(client: Client) -> None:
    make_event(title_en="Luna", title_es="Luna")
    make_anew()

    document = parse(get(client, "luna llena ñ", kind="event"))

    spanish = document.query("nav.language-switch a")[1].attrs["href"]
    assert spanish == f"{localized_reverse('search', 'es')}?q=luna+llena+%C3%B1"
    assert client.get(spanish).status_code == 200


def test_nothing_found_suggests_what_to_do(client: Client) -> None:
    make_event(title_en="Luna", topics=[make_topic(name_en="Storytelling")])
    make_event(title_en="Sol")
    make_anew()

    page = get(client, "luna sol zebra")

    assert texts(page, ".empty h2") == ["Nothing has all of these words"]
    links = [link.attrs["href"] for link in parse(page).query(".section a")]
    assert links[:3] == ["/en/search/?q=luna", "/en/search/?q=sol", "/en/search/?q=Storytelling"]


# What readers may not see --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values", [{"publication": "draft"}, {"listed": False}, {"publish_at": NOW + timedelta(days=1)}]
)
def test_an_index_out_of_step_shows_nothing_hidden(client: Client, values: dict) -> None:
    event = make_event(title_en="Secret luna")
    make_event(title_en="Luna")
    make_anew()
    QuerySet(Event).filter(pk=event.pk).update(**values)  # a door that nobody watches

    page = get(client, "luna")

    assert titles(page) == ["Luna"]
    assert "secret" not in page.content.decode().lower()


def test_an_index_out_of_step_names_nobody(client: Client) -> None:
    person = make_person(name="Secret Luna")
    make_speaker(make_event(), person=person)
    make_affiliation(person, role_en="Luna")
    make_anew()
    QuerySet(Person).filter(pk=person.pk).update(named_publicly=False)

    page = get(client, "luna")

    assert titles(page) == []
    assert "secret" not in page.content.decode().lower()


def test_a_text_that_changed_is_shown_as_it_is_now(client: Client) -> None:
    event = make_event(title_en="Secret luna")
    make_anew()
    QuerySet(Event).filter(pk=event.pk).update(title_en="Moon")

    assert titles(get(client, "luna")) == ["Moon"]


# The page as a whole --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_html_is_valid(
    client: Client, language: str, html_checker: Callable[[Mapping[str, str | bytes]], list[str]]
) -> None:
    event = make_event(title_en="Luna", body_es="<p>Sol</p>", languages=("en",), topics=[make_topic(name_en="Cielo")])
    make_slot(event)
    make_guide(title_en="", title_es="Luna")
    make_person(name="Luna")
    make_anew()
    questions = [None, "", "luna", "sol", "cielo", "the luna", "luna sol zebra", "the"]

    pages = {f"“{typed}” ({language})": get(client, typed, language).content for typed in questions}

    assert html_checker(pages) == []


def test_no_cookie_and_no_question_in_any_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        page = get(client, "zebra")
        post = client.post("/en/search/?q=zebra")

    assert (page.cookies, post.status_code) == ({}, 405)
    assert [
        record for record in caplog.records if "zebra" in record.getMessage() and record.name != "django.db.backends"
    ] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_leads_to_it(client: Client, language: str) -> None:
    home = parse(client.get(f"/{language}/"))

    assert home.query_one(".masthead__search").attrs["href"] == localized_reverse("search", language)
    assert parse(get(client, None, language)).query_one(".masthead__search").attrs["aria-current"] == "page"


@pytest.mark.parametrize("rows", [1, 2])
def test_it_asks_as_often_for_two_hits_of_each_kind_as_for_one(client: Client, rows: int) -> None:
    for _row in range(rows):
        event = make_event(title_en="Luna", topics=[make_topic(name_en="Luna")], languages=("en",))
        make_speaker(event)
        make_slot(event)
        make_recording(event)
        make_program(title_en="Luna").cohorts.create(name_en="2026")
        make_guide(title_en="Luna")
        make_person(name="Luna")
        make_series(title_en="Luna")
    make_anew()
    get(client, "luna")  # this process then knows the index

    with CaptureQueriesContext(connection) as queries:
        assert len(titles(get(client, "luna"))) == 5 * rows

    assert len(queries) == 14


def test_a_hit_has_the_figure_of_its_own_page(client: Client) -> None:
    guide, program = make_guide(title_en="Zebra to print"), make_program(title_en="Zebra all year")
    make_anew()
    page = parse(get(client, "zebra"))

    for kind, entry, place in (("guide", guide, ".guide-cover"), ("program", program, ".program-head")):
        own = parse(client.get(entry.address("en"))).query_one(f"{place} use").attrs["href"]
        assert page.query_one(f".search-hit--{kind} use").attrs["href"] == own
