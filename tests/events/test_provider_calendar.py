"""The calendar of a provider, read back by an independent reader of such files."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from icalendar import Calendar
from icalendar import Event as Entry

from events.models import InterpretationSlot
from events.provider_calendar import provider_calendar
from tests.factories import AT_NOW, NOW, make_event, make_organization, make_slot

pytestmark = [pytest.mark.django_db, AT_NOW]
NEW_YORK, CHICAGO = ZoneInfo("America/New_York"), ZoneInfo("America/Chicago")


def read(text: str) -> Calendar:
    return Calendar.from_ical(text)


def entries(*slots: InterpretationSlot, **changed: datetime) -> list[Entry]:
    found = {slot.pk: changed["at"] for slot in slots} if changed else {}
    return read(provider_calendar("Cooperative", 7, slots, found)).events


def make_booked(**fields: object) -> InterpretationSlot:
    """A confirmed slot of a webinar at six in the evening in New York, in winter unless a day is given."""
    day = fields.pop("day", date(2026, 3, 5))
    zone = fields.pop("zone", "America/New_York")
    start = datetime(day.year, day.month, day.day, 18, tzinfo=ZoneInfo(zone))  # type: ignore[attr-defined,arg-type]
    event = make_event(starts_at=start, ends_at=start + timedelta(hours=2), time_zone=zone, **fields.pop("event", {}))  # type: ignore[arg-type]
    return make_slot(event, both_ways=True, **fields)


@pytest.mark.parametrize("zone", ["America/New_York", "America/Chicago"])
@pytest.mark.parametrize("day", [date(2026, 3, 5), date(2026, 3, 12), date(2026, 10, 29), date(2026, 11, 5)])
def test_hours_are_those_on_the_wall_before_and_after_the_clocks_change(zone: str, day: date) -> None:
    slot = make_booked(day=day, zone=zone)
    slot.call_time = slot.event.starts_at - timedelta(minutes=30)

    service, call = entries(slot)

    assert service.start == slot.event.starts_at
    assert (service.start.hour, service.start.tzinfo.key, service.end - service.start) == (18, zone, timedelta(hours=2))
    assert (call.start.hour, call.start.minute, call.end) == (17, 30, service.start)


def test_the_zones_come_along_and_are_all_that_is_needed() -> None:
    text = provider_calendar("Cooperative", 7, [make_booked(), make_booked(zone="America/Chicago")], {})

    calendar = read(text)
    assert [zone.tz_name for zone in calendar.timezones] == ["America/Chicago", "America/New_York"]
    assert calendar.get_missing_tzids() == set()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    for zone in calendar.timezones:  # what a program learns that knows no zone but those of the file
        clock = zone.to_tz(lookup_tzid=False)
        for moment in (datetime(2026, 3, 5, 18), datetime(2026, 4, 5, 18), datetime(2026, 11, 5, 18)):  # noqa: DTZ001
            known = moment.replace(tzinfo=ZoneInfo(zone.tz_name))
            assert moment.replace(tzinfo=clock).utcoffset() == known.utcoffset()


def test_the_same_records_give_the_same_text_whenever_somebody_asks(time_machine: object) -> None:
    slots = [make_booked(), make_booked(status="held")]
    before = provider_calendar("Cooperative", 7, slots, {})
    time_machine.move_to(NOW + timedelta(days=3))  # type: ignore[attr-defined]

    assert provider_calendar("Cooperative", 7, slots, {}) == before


def test_an_entry_keeps_its_name_and_says_when_its_record_changed() -> None:
    slot = make_booked()
    slot.call_time = slot.event.starts_at - timedelta(hours=1)
    uids = [entry.uid for entry in entries(slot)]

    later = NOW + timedelta(days=1)
    changed = entries(slot, at=later)

    assert (
        [entry.uid for entry in changed] == uids == [f"{part}-{slot.pk}@{slot.event.uid}" for part in ("slot", "call")]
    )
    assert {entry.DTSTAMP for entry in changed} == {later}
    assert {entry.DTSTAMP for entry in entries(slot)} == {slot.event.updated_at.astimezone(UTC).replace(microsecond=0)}


def test_no_entry_rings_names_an_interpreter_or_tells_a_note() -> None:
    slot = make_booked(notes="Secret note", team_size=2)
    slot.interpreters.create(name="Secret Person", contact="secret@example.org")

    text = provider_calendar("Cooperative", 7, [slot], {})

    assert "VALARM" not in text
    assert "secret" not in text.lower()
    assert "Team: 2 people." in text.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("status", "occurrence", "said"),
    [
        ("confirmed", "scheduled", "CONFIRMED"),
        ("requested", "scheduled", "TENTATIVE"),
        ("held", "scheduled", "TENTATIVE"),
        ("cancelled", "scheduled", "CANCELLED"),
        ("confirmed", "postponed", "TENTATIVE"),
        ("confirmed", "cancelled", "CANCELLED"),
    ],
)
def test_how_sure_it_is_stands_in_the_entry(status: str, occurrence: str, said: str) -> None:
    entry = entries(make_booked(status=status, event={"occurrence": occurrence}))[0]

    assert entry["STATUS"] == said
    assert entry["CLASS"] == "PRIVATE"


def test_a_part_of_an_event_has_its_own_hours() -> None:
    slot = make_booked()
    slot.starts_at = slot.event.starts_at + timedelta(minutes=30)

    entry = entries(slot)[0]

    assert (entry.start, entry.end) == (slot.starts_at, slot.event.ends_at)


def test_a_day_without_an_hour_is_a_whole_day() -> None:
    slot = make_booked(event={"all_day": True})
    slot.refresh_from_db()

    entry = entries(slot)[0]

    assert (entry.start, entry.end) == (date(2026, 3, 5), date(2026, 3, 6))
    assert "The hour is not known yet." in entry["DESCRIPTION"]


def test_an_unknown_end_sets_two_hours_aside_and_says_so() -> None:
    event = make_event(starts_at=NOW + timedelta(days=9), ends_at=None)
    entry = entries(make_slot(event))[0]

    assert entry.end - entry.start == timedelta(hours=2)
    assert "two hours are set aside" in entry["DESCRIPTION"]


def test_a_calendar_with_nothing_in_it_is_one_too() -> None:
    calendar = read(provider_calendar("Cooperative", 7, [], {}))

    assert (calendar.events, calendar.timezones) == ([], [])
    assert calendar["UID"] == "provider-7"


def test_words_that_look_like_calendar_lines_stay_words() -> None:
    title = "One; two, three\\n\r\nBEGIN:VALARM"
    slot = make_booked(event={"title_en": title, "venue": "Hall; room 2"})

    entry = entries(slot)[0]

    assert entry["SUMMARY"].endswith("BEGIN:VALARM")
    assert entry["LOCATION"] == "Hall; room 2"
    assert entry.alarms.times == []


def test_the_calendar_speaks_the_language_of_its_address() -> None:
    slot = make_booked(provider=make_organization())
    with translation.override("es"):
        spanish = entries(slot)[0]

    assert "Seminario web" in spanish["SUMMARY"]
    assert "Webinar" in entries(slot)[0]["SUMMARY"]
