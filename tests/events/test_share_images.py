"""What the share image of an event says: the words of its card, and nothing that a clock alone would make untrue."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from ciwo_site.share_images.plate import Bar, Ground, Plate
from events.cards import event_card
from events.models import Event
from events.share_images import event_plate, series_plate
from tests.factories import AT_NOW, MONTH, NOW, make_event, make_organization, make_program, make_series, make_slot

pytestmark = [pytest.mark.django_db, AT_NOW]


def plate_of(event: Event, language: str = "en", at: Any = NOW) -> Plate:
    with translation.override(language):
        return event_plate(event_card(Event.objects.for_listing(at).get(pk=event.pk), at))


def test_it_says_when_in_the_readers_language() -> None:
    event = make_event()

    english, spanish = plate_of(event, "en"), plate_of(event, "es")

    assert (english.day, english.month) == ("9", "April 2026")
    assert english.line == "Thursday, April 9, 2026, 11:00\u00a0a.m.–1:00\u00a0p.m. ET"
    assert (str(spanish.title), spanish.month) == ("Seminario web", "abril 2026")
    assert (
        spanish.line.replace("\u00a0", " ") == "Jueves 9 de abril de 2026, de 11:00 a. m. a 1:00 p. m., hora del este"
    )
    assert english.mark != spanish.mark


def test_it_says_to_what_the_event_belongs_but_not_what_readers_may_not_know() -> None:
    event = make_event(series=make_series(title_en="WINS"), program=make_program(title_en="Secret", listed=False))

    assert plate_of(event).kicker == "Webinar · WINS"


def test_a_gathering_says_its_place_once() -> None:
    event = make_event(kind="convening", attendance_mode="in_person", place_en="Syracuse, New York", all_day=True)

    plate = plate_of(event)

    assert plate.ground == Ground.CONVENING
    assert plate.kicker == "Convening · In person"
    assert plate.line == "Thursday, April 9, 2026 · Syracuse, New York"


def test_it_promises_no_language_that_is_not_sure() -> None:
    event = make_event(languages=("en",))
    make_slot(event)
    make_slot(event, to_language="pt", status="requested")
    make_slot(event, to_language="fr", starts_at=event.starts_at + timedelta(hours=1))

    assert plate_of(event).languages == ("In English", "Interpreted into Spanish", "Interpreted into French, in part")


@pytest.mark.parametrize(
    ("occurrence", "state", "bar"),
    [("scheduled", "", Bar.NONE), ("postponed", "Postponed", Bar.THIN), ("cancelled", "Cancelled", Bar.HEAVY)],
)
def test_it_says_that_an_event_does_not_take_place(occurrence: str, state: str, bar: Bar) -> None:
    plate = plate_of(make_event(occurrence=occurrence))

    assert (plate.state, plate.bar) == (state, bar)


def test_it_stays_the_same_before_during_and_after_the_event() -> None:
    event = make_event(languages=("en",))
    make_slot(event)
    moments = (NOW, event.starts_at + timedelta(minutes=1), event.starts_at + MONTH)

    assert len({plate_of(event, at=moment).mark for moment in moments}) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title_en": "Another title"},
        {"starts_at": NOW + 2 * MONTH, "ends_at": None},
        {"occurrence": "cancelled"},
        {"attendance_mode": "hybrid", "place_en": "Syracuse"},
    ],
)
def test_its_address_changes_with_what_it_says(change: dict[str, Any]) -> None:
    event = make_event()
    before = plate_of(event).mark
    for name, value in change.items():
        setattr(event, name, value)
    event.save()

    assert plate_of(event).mark != before


def test_its_address_stays_when_something_else_changes() -> None:
    event = make_event()
    before = plate_of(event).address
    event.body_en = "<p>More to read</p>"
    event.save()

    assert plate_of(event).address == before == f"/en/share/event/{event.pk}-{plate_of(event).mark}.png"


def test_a_title_of_the_other_language_is_said_to_be_one() -> None:
    event = make_event(title_en="", title_es="Compartiendo historias")

    assert plate_of(event, "en").note == "This title exists only in Spanish."
    assert plate_of(event, "es").note == ""
    assert "This title exists only in Spanish." in plate_of(event, "en").description


def test_the_description_says_all_that_stands_on_it() -> None:
    event = make_event(languages=("en",), occurrence="postponed")

    assert plate_of(event).description == (
        "Poster: Postponed · Webinar · Webinar · Thursday, April 9, 2026, 11:00\u00a0a.m.–1:00\u00a0p.m. ET · In English"
    )


def test_a_series_is_hosted_by_whom_its_page_names() -> None:
    series, center = make_series(title_en="WINS"), make_organization(name_en="Center")

    hosted, alone = (series_plate(series.pk, series.text("title"), host) for host in (center.text("name"), None))

    assert (hosted.kicker, str(hosted.title), hosted.line) == ("Series of events", "WINS", "Hosted by Center.")
    assert alone.line == "A catalog by CIWO, the Center for Innovation in Worker Organization."
