"""A newsletter's block: the coming events in each language, right as HTML and as plain text."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries

from events.models import Event
from events.newsletter import Newsletter, newsletters
from events.newsletter_html import newsletter_html
from events.newsletter_range import NewsletterRange, months_of
from events.newsletter_text import newsletter_text
from tests.factories import NOW, make_event, make_past_event, make_person, make_slot, make_speaker

ORIGIN = "https://wins.example.org"
SOON = NOW + timedelta(days=9)
WEEKS = NewsletterRange.read("", NOW)


def parts(time: NewsletterRange = WEEKS, languages: tuple[str, ...] = ("en", "es")) -> list[Newsletter]:
    events = list(time.of(Event.objects.public(NOW), NOW).for_listing(NOW))
    return newsletters(events, time, NOW, ORIGIN, languages)


def titles(value: str) -> list[str]:
    time = NewsletterRange.read(value, NOW)
    return [event.title_en for event in time.of(Event.objects.public(NOW), NOW)]


@pytest.mark.django_db
def test_it_tells_of_each_event_in_each_language() -> None:
    event = make_event(
        starts_at=SOON, languages=("en",), summary_en="About.", title_es="Compartiendo", place_en="Bronx"
    )
    make_slot(event)

    english, spanish = parts()

    assert newsletter_text([english]) == (
        "WEBINARS AND CONVENINGS\n"
        "March 10, 2026 to April 6, 2026\n"
        "===============================\n"
        "\n"
        "Webinar\n"
        "Thursday, March 19, 2026, 11:00 a.m.–1:00 p.m. ET\n"
        "Online\n"
        "In English · Interpreted into Spanish\n"
        "About.\n"
        f"{ORIGIN}/en/events/{event.pk}-webinar/\n"
        "\n"
        f"All upcoming events: {ORIGIN}/en/events/"
    )
    assert (spanish.language, str(spanish.items[0].title)) == ("es", "Compartiendo")
    assert spanish.items[0].url == f"{ORIGIN}/es/eventos/{event.pk}-compartiendo/"
    assert spanish.items[0].remark


@pytest.mark.django_db
def test_its_html_says_the_same_and_asks_nobody_for_anything() -> None:
    make_event(
        starts_at=SOON,
        title_en="<script>alert(1)</script> & “more” ]]>",
        summary_en="One\n\ntwo",
        venue="<b>",
        attendance_mode="in_person",
    )

    html = newsletter_html(parts(languages=("en",)))

    document = JustHTML(html, sanitize=False)
    assert document.query_one("h3 a").to_text() == "<script>alert(1)</script> & “more” ]]>"
    assert "One two" in document.to_text()
    assert "In person: <b>" in document.to_text()
    assert document.query("script, img, link, style, iframe") == []
    addresses = [link.attrs["href"] for link in document.query("a")]
    assert [address for address in addresses if not address.startswith(f"{ORIGIN}/en/events/")] == []
    assert [address for address in addresses if "?" in address or "utm" in address] == []


@pytest.mark.django_db
def test_what_is_borrowed_carries_its_language_and_says_so() -> None:
    make_event(starts_at=SOON, title_en="", title_es="Solo en español", summary_es="Resumen.")

    html = newsletter_html(parts(languages=("en",)))

    document = JustHTML(html, sanitize=False)
    assert document.query_one("h3 a").attrs["lang"] == "es"
    assert "Title and text are in Spanish." in document.to_text()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("occurrence", "words"), [("cancelled", "does not take place"), ("postponed", "The new date is not known yet.")]
)
def test_what_is_off_is_told_as_such(occurrence: str, words: str) -> None:
    event = make_event(starts_at=SOON, occurrence=occurrence, occurrence_note_en="Snow.", languages=("en",))
    make_slot(event)

    item = parts()[0].items[0]

    assert item.state_label == occurrence.capitalize()
    assert words in item.when
    assert (item.facts, str(item.summary)) == ([], "Snow.")


@pytest.mark.django_db
def test_an_event_under_way_is_not_called_so_because_nobody_reads_it_at_once() -> None:
    make_event(starts_at=NOW - timedelta(hours=1))

    assert parts()[0].items[0].state_label == ""


@pytest.mark.django_db
def test_nobody_is_named() -> None:
    event = make_event(starts_at=SOON, people_named=False)
    make_speaker(event, person=make_person(name="Secret"))
    make_slot(event, notes="Secret").interpreters.create(name="Secret")

    assert "Secret" not in repr(parts())


@pytest.mark.django_db
def test_the_next_four_weeks_hold_what_is_not_over() -> None:
    make_past_event(title_en="Over")
    make_event(starts_at=NOW - timedelta(hours=1), title_en="Under way")
    make_event(starts_at=NOW + timedelta(days=27), title_en="Last day")
    make_event(starts_at=NOW + timedelta(days=28), title_en="Too late")

    assert titles("") == ["Under way", "Last day"]


@pytest.mark.django_db
def test_a_month_begins_and_ends_as_the_events_own_zone_counts() -> None:
    late = datetime(2026, 5, 1, 3, 30, tzinfo=UTC)  # the evening of April 30 in New York
    make_event(starts_at=late, title_en="Late in April")
    make_event(starts_at=late, time_zone="Asia/Manila", title_en="May in Manila")

    assert (titles("2026-04"), titles("2026-05")) == (["Late in April"], ["May in Manila"])


@pytest.mark.parametrize("value", ["", "x", "2026-13", "2026-00", "1999-01", "20260-1", "٢٠٢٦-٠١", "2026-01-01"])
def test_what_is_no_month_means_the_next_weeks(value: str) -> None:
    assert NewsletterRange.read(value, NOW) == NewsletterRange(date(2026, 3, 10))


def test_a_time_is_told_in_the_readers_words() -> None:
    december = NewsletterRange.read("2026-12", NOW)

    assert (december.value, december.end, december.words) == ("2026-12", date(2027, 1, 1), "December 2026")
    with translation.override("es"):
        assert december.words == "diciembre de 2026"


def test_months_are_told_once_and_in_order() -> None:
    days = [date(2026, 5, 3), date(2026, 3, 1), date(2026, 5, 31)]

    assert months_of(days) == [date(2026, 3, 1), date(2026, 5, 1)]


@pytest.mark.django_db
def test_it_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_event(starts_at=SOON, languages=("en",))
    events = list(WEEKS.of(Event.objects.public(NOW), NOW).for_listing(NOW))

    with django_assert_num_queries(0):
        newsletter_html(newsletters(events, WEEKS, NOW, ORIGIN, ("en", "es")))
