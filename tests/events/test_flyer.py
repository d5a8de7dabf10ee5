"""What a flyer says: what the event's page says, in the languages that were asked for."""

from datetime import datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from ciwo_site.printing.sheet import Paper
from events.flyer import FlyerPage, flyer_page
from events.flyer_choices import flyer_choices
from events.flyer_options import BOTH, FlyerOptions
from events.models import Event
from tests.factories import (
    NOW,
    make_event,
    make_past_event,
    make_person,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
)

ORIGIN = "https://wins.example.org"
SOON = {"starts_at": NOW + timedelta(days=1)}


def page(event: Event, *languages: str, at: datetime = NOW) -> FlyerPage:
    found = Event.objects.for_page(at).get(pk=event.pk)
    with translation.override(languages[0] if languages else "en"):
        return flyer_page(found, at, ORIGIN, languages or ("en",))


@pytest.mark.django_db
def test_it_says_what_the_page_says() -> None:
    event = make_event(**SOON, also_shown_in=["America/Chicago"], series=make_series(title_en="WINS"))

    found = page(event)

    text = found.texts[0]
    assert (found.day, text.month, text.year) == ("11", "March", "2026")
    assert (str(text.title), str(text.series), text.kind) == ("Webinar", "WINS", "Webinar")
    assert text.when == "Wednesday, March 11, 2026, 11:00\u00a0a.m.–1:00\u00a0p.m. ET"
    assert text.zones == ["10:00\u00a0a.m.–12:00\u00a0noon CT"]
    assert [str(place) for place in text.where] == ["Online"]
    assert text.short_when == ["Mar 11, 2026", "11:00\u00a0a.m. ET"]
    assert (found.link, found.shown_link) == (f"{ORIGIN}/e/{event.pk}", f"wins.example.org/e/{event.pk}")


@pytest.mark.django_db
def test_in_both_languages_nothing_is_the_small_print_of_the_other() -> None:
    event = make_event(**SOON, title_en="Sharing", title_es="Compartiendo")

    found = page(event, "es", "en")

    assert [text.language for text in found.texts] == ["es", "en"]
    assert [str(title) for title in found.titles] == ["Compartiendo", "Sharing"]


@pytest.mark.django_db
def test_each_language_that_it_can_be_followed_in_is_told_in_that_language() -> None:
    event = make_event(**SOON, languages=("en", "pt"))
    make_slot(event)

    english, spanish, portuguese = page(event).spoken

    assert (english.name, english.language, english.is_sure) == ("English", "en", True)
    assert (spanish.name, spanish.language, spanish.is_sure) == ("Español", "es", True)
    assert spanish.how.startswith("Confirmad")
    assert (portuguese.name, portuguese.language) == ("Portuguese", "en")


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "spoken"), [("requested", [False]), ("needed", []), ("cancelled", [])])
def test_a_language_is_told_as_far_as_it_is_sure(status: str, spoken: list[bool]) -> None:
    event = make_event(**SOON, languages=("en",))
    make_slot(event, status=status)

    assert [label.is_sure for label in page(event).spoken if label.name == "Español"] == spoken


@pytest.mark.django_db
def test_a_service_for_a_part_says_for_which() -> None:
    event = make_event(**SOON, languages=("es",))
    make_slot(event, from_language="es", to_language="en", ends_at=event.starts_at + timedelta(hours=1))

    label = next(label for label in page(event).spoken if label.name == "English")

    assert not label.is_sure
    assert "Hours: 11:00\u00a0a.m.–12:00\u00a0noon ET." in label.how


@pytest.mark.django_db
@pytest.mark.parametrize("occurrence", ["cancelled", "postponed"])
def test_what_is_off_promises_no_language(occurrence: str) -> None:
    event = make_event(**SOON, occurrence=occurrence, occurrence_note_en="Snow.\nSorry.", languages=("en",))
    make_slot(event, service="sign_language", to_language="ase")

    found = page(event)

    assert (found.spoken, found.texts[0].services, found.texts[0].zones) == ([], [], [])
    assert (found.texts[0].state_label, found.texts[0].note) == (occurrence.capitalize(), "Snow. Sorry.")
    assert found.texts[0].when.startswith("It was planned for Wednesday, March 11, 2026")


@pytest.mark.django_db
def test_what_is_over_says_what_there_is_to_open() -> None:
    event = make_past_event(languages=("en",))
    make_recording(event)

    found = page(event)

    assert found.spoken == []
    assert found.texts[0].note == "To watch and read: Recording in English."
    assert found.texts[0].call == "Watch it and read on"


@pytest.mark.django_db
def test_it_names_whom_the_page_names() -> None:
    event = make_event(**SOON)
    for name in ("Ana", "Bea", "Carla", "Dora", "Eva", "Fina", "Gala"):
        make_speaker(event, person=make_person(name=name))
    make_speaker(event, person=make_person(name="Secret", named_publicly=False))

    assert page(event).texts[0].people == "With Ana, Bea, Carla, Dora, Eva and 2 more"


@pytest.mark.django_db
def test_it_names_nobody_where_nobody_may_be_named() -> None:
    event = make_event(**SOON, people_named=False)
    make_speaker(event, person=make_person(name="Secret"))
    make_speaker(event, group_en="Amazon worker leaders", group_es="Líderes de Amazon")

    found = page(event)

    assert found.texts[0].people == "With Amazon worker leaders"
    assert "Secret" not in repr(found)


@pytest.mark.django_db
def test_a_borrowed_title_says_so_where_it_is_borrowed() -> None:
    event = make_event(**SOON, title_en="", title_es="Solo en español")

    english, spanish = page(event, "en", "es").texts

    assert (english.remark, spanish.remark) == ("The title is in Spanish.", "")
    assert len(page(event, "en", "es").titles) == 1


@pytest.mark.django_db
def test_a_series_that_is_not_public_is_not_named() -> None:
    event = make_event(**SOON, series=make_series(title_en="Secret", title_es="Secreto", publication="draft"))

    assert "Secret" not in repr(page(event, "en", "es"))


@pytest.mark.django_db
def test_an_event_of_which_only_the_date_is_known_has_no_hour() -> None:
    found = page(make_event(**SOON, all_day=True, ends_at=None, also_shown_in=["Asia/Manila"]))

    text = found.texts[0]
    assert (text.when, text.zones, text.short_when) == ("Wednesday, March 11, 2026", [], ["Mar 11, 2026"])


@pytest.mark.django_db
def test_it_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = Event.objects.for_page(NOW).get(pk=make_event(languages=("en",)).pk)

    with django_assert_num_queries(0):
        flyer_page(event, NOW, ORIGIN, ("en", "es"))


# Options ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["", "language=es", "language=both&paper=a4&strip=1&ink=color", "paper=a4", "strip=1&ink=color"]
)
def test_options_are_written_back_as_they_were_read(query: str) -> None:
    assert FlyerOptions.read(QueryDict(query).dict()).query == query


@pytest.mark.parametrize("query", ["language=fr&paper=a5&strip=yes&ink=gold", "language=%00", "paper=letter&language="])
def test_what_nobody_can_choose_is_what_is_usual(query: str) -> None:
    assert FlyerOptions.read(QueryDict(query).dict()) == FlyerOptions()


def test_the_readers_language_comes_first() -> None:
    with translation.override("es"):
        assert FlyerOptions(language=BOTH).languages == ("es", "en")
        assert FlyerOptions().languages == ("es",)
        assert FlyerOptions(language="en").languages == ("en",)


def test_every_choice_keeps_the_others_and_one_of_each_is_chosen() -> None:
    options = FlyerOptions(language=BOTH, paper=Paper.A4)

    groups = flyer_choices(options)

    assert [[choice.is_chosen for choice in group.choices].count(True) for group in groups] == [1, 1, 1, 1]
    assert {group.name: [choice.query for choice in group.choices] for group in groups} == {
        "language": ["?paper=a4", "?language=es&paper=a4", "?language=both&paper=a4"],
        "paper": ["?language=both", "?language=both&paper=a4"],
        "has_strip": ["?language=both&paper=a4", "?language=both&paper=a4&strip=1"],
        "in_colour": ["?language=both&paper=a4", "?language=both&paper=a4&ink=color"],
    }
