"""Paste a flyer, look at what was read, make a draft: who may, what comes of it, and what bad input meets."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from events.intake import LIMIT
from events.models import Event
from programs.models import Person
from tests.factories import make_event, make_organization, make_person, make_program

SEEDS = Path(__file__).parents[1] / "events" / "seeds"
ADDRESS = "/admin/intake/"


def seed(name: str) -> str:
    return (SEEDS / f"{name}.txt").read_text()


def draft(number: int = 0, **fields: str | list[str]) -> dict[str, Any]:
    """What the browser sends with “Make a draft”."""
    return {"make": str(number)} | {f"draft-{number}-{name}": value for name, value in fields.items()}


FEBRUARY = draft(kind="webinar", day="2024-02-27", start="18:00", end="20:00", time_zone="America/New_York")


@pytest.mark.parametrize("role", ["Translator", "Language-access coordinator", ""])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_those_who_make_events_come_in(staff: Any, role: str, method: str) -> None:
    response = getattr(staff(role), method)(ADDRESS, {"text": seed("february_27"), **FEBRUARY})

    assert response.status_code == 403
    assert not Event.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client: Any, db: None) -> None:
    assert client.get(ADDRESS).url == f"/admin/login/?next={ADDRESS}"


@pytest.mark.parametrize("role", ["Editor", "Administrator"])
def test_reading_shows_marks_words_and_gaps_and_saves_nothing(staff: Any, role: str) -> None:
    page = staff(role).post(ADDRESS, {"text": seed("february_27")}).content.decode()

    assert "There is no title in English." in page
    assert '<q class="evidence" lang="en">Spanish/English live interpretation will be available.</q>' in page
    assert 'value="2024-02-27"' in page
    assert "Add Javier Morillo to the catalog" in page
    assert not Event.objects.exists()
    assert not Person.objects.exists()


def test_the_page_speaks_spanish(staff: Any) -> None:
    page = staff("Editor", language="es").post(ADDRESS, {"text": seed("february_27")}).content.decode()

    assert '<html lang="es"' in page


def test_a_draft_has_the_texts_the_times_and_the_services(staff: Any) -> None:
    mara = make_person(name="Mara Ventura")
    valeria = make_person(name="Valeria Trevino")
    program = make_program(title_en="Always Essential Fellowship", title_es="")

    response = staff("Editor").post(ADDRESS, {"text": seed("february_27"), **FEBRUARY}, follow=True)

    event = Event.objects.get()
    assert response.redirect_chain == [(f"/admin/events/webinar/{event.pk}/change/", 302)]
    assert (event.publication, event.kind, event.time_zone) == ("draft", "webinar", "America/New_York")
    assert (event.starts_at, event.ends_at) == (
        datetime(2024, 2, 27, 23, tzinfo=UTC),
        datetime(2024, 2, 28, 1, tzinfo=UTC),
    )
    assert not event.title_en
    assert event.title_es.startswith("Compartiendo Historias con Trabajadores Esenciales")
    assert event.body_en.startswith("<p>When workers are supported")
    assert event.body_es.endswith("en español e inglés.</p>")
    assert event.program == program
    slot = event.slots.get()
    assert (slot.service, slot.status, slot.both_ways) == ("simultaneous", "needed", True)
    assert {slot.from_language, slot.to_language} == {"en", "es"}
    assert [row.person for row in event.speakers.all()] == [mara, valeria, None]
    assert event.speakers.last().group_en == "graduated Always Essential Fellows"
    assert Person.objects.count() == 2
    words = [str(message) for message in response.context["messages"]]
    assert "There is no title in English." in words[1]
    assert words[2] == "In the text, and not on the draft: Javier Morillo and MaryGrace DiMaria."


@pytest.mark.parametrize(
    ("name", "kind", "day", "start", "end", "zone"),
    [
        ("january_9", "webinar", "2024-01-09", "17:00", "", "America/Chicago"),
        ("january_16", "webinar", "2024-01-16", "11:00", "13:00", "America/New_York"),
        ("january_25", "webinar", "2024-01-25", "12:00", "13:30", "America/New_York"),
        ("february_27", "webinar", "2024-02-27", "18:00", "20:00", "America/New_York"),
        ("february_29", "webinar", "2024-02-29", "08:00", "09:30", "America/New_York"),
        ("march_7", "webinar", "2024-03-07", "12:00", "13:30", "America/New_York"),
        ("convening", "convening", "2024-10-25", "", "", "America/New_York"),
    ],
)
def test_every_passage_comes_out_as_a_draft_of_what_was_read(
    staff: Any, name: str, kind: str, day: str, start: str, end: str, zone: str
) -> None:
    pasted, client = {"text": seed(name), "year": "2024"}, staff("Editor")
    page = client.post(ADDRESS, pasted).content.decode()
    read = {field: tag_value(page, field) for field in ("day", "start", "end")}

    client.post(ADDRESS, pasted | draft(kind=kind, time_zone=zone, **read))

    event = Event.objects.get()
    assert read == {"day": day, "start": start, "end": end}
    assert (event.publication, event.kind, event.local_date.isoformat()) == ("draft", kind, day)
    assert event.all_day == (not start)
    assert event.title_en or event.title_es


def tag_value(page: str, field: str) -> str:
    """What stands in a field of the first proposal; seconds left out."""
    tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if f'name="draft-0-{field}"' in tag)
    value = re.search(r'value="([^"]*)"', tag)
    if value is None:
        return ""
    return value[1] if field == "day" else value[1][:5]


def test_people_are_added_where_they_are_ticked(staff: Any) -> None:
    data = {**FEBRUARY, "draft-0-people": ["0"]}

    staff("Editor").post(ADDRESS, {"text": seed("february_27"), **data})

    assert [person.name for person in Person.objects.all()] == ["Javier Morillo"]
    speaker = Event.objects.get().speakers.first()
    assert (speaker.person.name, speaker.part) == ("Javier Morillo", "facilitator")
    assert speaker.role_es == "organizadores y facilitadores, Always Essential Fellowship"


def test_a_text_without_a_date_asks_for_it(staff: Any) -> None:
    editor = staff("Editor")
    text = "Sharing Stories\n\nJoin us for a webinar about the stories of our work. We will talk."

    response = editor.post(ADDRESS, {"text": text, **draft(kind="webinar", day="", start="18:00", time_zone="UTC")})

    assert response.context["sheets"][0].form.errors == {"day": ["Give the date. Without one there can be no draft."]}
    assert not Event.objects.exists()

    editor.post(ADDRESS, {"text": text, **draft(kind="webinar", day="2026-04-01", start="18:00", time_zone="UTC")})

    assert Event.objects.get().starts_at == datetime(2026, 4, 1, 18, tzinfo=UTC)


def test_without_an_hour_only_the_date_is_known(staff: Any) -> None:
    data = draft(kind="convening", day="2024-10-25", start="", time_zone="America/New_York")

    staff("Editor").post(ADDRESS, {"text": seed("convening"), **data})

    event = Event.objects.get()
    assert (event.kind, event.all_day, event.attendance_mode) == ("convening", True, "in_person")
    assert event.place_en == "Syracuse, New York"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"draft-0-day": "soon"}, "day"),
        ({"draft-0-day": "9999-12-31", "draft-0-end": "01:00"}, "day"),
        ({"draft-0-end": "17:00"}, "end"),
        ({"draft-0-start": ""}, "start"),
        ({"draft-0-day": "2024-03-10", "draft-0-start": "02:30", "draft-0-end": ""}, "start"),
        ({"draft-0-time_zone": "Mars/Olympus"}, "time_zone"),
        ({"draft-0-kind": "party"}, "kind"),
        ({"draft-0-people": ["99"]}, "people"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(staff: Any, changed: dict[str, Any], field: str) -> None:
    response = staff("Editor").post(ADDRESS, {"text": seed("february_27"), **FEBRUARY, **changed})

    assert list(response.context["sheets"][0].form.errors) == [field]
    assert not Event.objects.exists()


@pytest.mark.parametrize("text", ["a" * (LIMIT + 1), "Una novela. " * 90_000, "x\x00y", "  \n "])
def test_a_novel_and_nothing_are_refused_in_a_sentence(staff: Any, text: str) -> None:
    response = staff("Editor").post(ADDRESS, {"text": text})

    assert list(response.context["form"].errors) == ["text"]
    assert response.context["sheets"] == []


def test_what_the_catalog_has_on_that_day_is_named(staff: Any) -> None:
    event = make_event(title_en="Already here", starts_at=datetime(2024, 2, 27, 23, tzinfo=UTC))

    page = staff("Editor").post(ADDRESS, {"text": seed("february_27")}).content.decode()

    assert f'<a href="/admin/events/webinar/{event.pk}/change/">Already here</a>' in page


def test_a_name_of_two_people_is_left_to_a_person(staff: Any) -> None:
    make_person(name="Mara Ventura")
    make_person(name="Mara  Ventura")

    page = staff("Editor").post(ADDRESS, {"text": seed("february_27")}).content.decode()

    assert "Several people in the catalog have this name." in page
    assert "Add Mara Ventura to the catalog" not in page


def test_the_text_cannot_write_into_the_page(staff: Any) -> None:
    page = staff("Editor").post(
        ADDRESS, {"text": "January 9th, 5PM ET\n<script>alert(1)</script> & the workers join us"}
    )

    assert b"<script>alert" not in page.content


def test_one_event_and_three_cost_the_same(staff: Any, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    editor = staff("Editor")
    make_organization()
    one, three = seed("february_27"), "\n\n".join(map(seed, ("february_27", "february_29", "march_7")))

    editor.post(ADDRESS, {"text": one})  # fills what is read once
    for text in (one, three):
        with django_assert_num_queries(10):
            editor.post(ADDRESS, {"text": text})
