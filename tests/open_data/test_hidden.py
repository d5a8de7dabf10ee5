"""What no page may show is in no data."""

from datetime import timedelta

import pytest
from django.test import Client

from ciwo_site.open_data.sets import SETS
from events.models import Event
from tests.factories import (
    AT_NOW,
    NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_speaker,
    pdf_file,
)
from tests.hidden_states import HIDDEN
from tests.open_data.sets import address, items
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]


def every_word(client: Client) -> str:
    files = [(name, extension, code) for name in SETS for extension in ("json", "csv") for code in ("en", "es")]
    return "".join(client.get(address(*file)).content.decode() for file in files).lower()


@pytest.mark.parametrize("state", HIDDEN)
def test_no_data_tell_of_what_is_hidden(client: Client, state: dict) -> None:
    secret = state | {"title_en": "Secret", "title_es": "Secreto"}
    series, program, guide = make_series(**secret), make_program(**secret), make_guide(**secret)
    make_guide_edition(guide)
    hidden, past = make_event(**secret), make_past_event(**secret)
    make_material(past, file=pdf_file())
    make_recording(past, title_en="Secret", title_es="Secreto")
    shown = make_event(series=series, program=program, guides=[guide], title_en="Seen")
    make_cohost(shown, program=program)
    make_guide(program=program, title_en="Seen")
    person = make_person()
    make_affiliation(person, program=program, role_en="Secret", role_es="Secreto")
    make_speaker(shown, person=person)
    make_speaker(hidden, person=person)

    told = every_word(client)

    assert ("secret" in told, told.count('"text": "seen"')) == (False, 2)
    assert [(item["series_number"], item["program_number"], item["guides"]) for item in items(client, "events")] == [
        (None, None, [])
    ]
    assert (items(client, "materials"), items(client, "editions")) == ([], [])


def test_notes_interpreters_and_unnamed_people_are_in_no_data(client: Client) -> None:
    showcase = make_showcase()
    for slot in showcase.upcoming.slots.all():
        slot.notes = "Secret: paid already"
        slot.save()
        slot.interpreters.create(name="Secret Interpreter", contact="secret@interpreters.example")
    Event.objects.update(run_of_show="Secret")
    unnamed = make_person(name="Secret Person", named_publicly=False, pronunciation="Secret")
    for event in Event.objects.all():
        make_speaker(event, person=unnamed)
    showcase.program.contact = make_affiliation(unnamed, program=showcase.program)
    showcase.program.save()
    make_speaker(make_event(people_named=False), person=make_person(name="Secret Guest"))
    make_material(showcase.past, link="", title_en="Secret plans")
    make_guide_edition(showcase.guide, version=7, published=False)

    told = every_word(client)

    assert "secret" not in told
    assert "ana torres" in told
    assert {item["version"] for item in items(client, "editions")} == {1, 2}


def test_only_who_may_register_now_is_told_where(client: Client) -> None:
    link = "https://register.example/"
    make_event(registration_link=link)
    make_event(registration_link=link, registration_opens_at=NOW + timedelta(days=1))
    make_past_event(registration_link=link)
    make_event(registration_link=link, occurrence="cancelled")

    assert [item["registration_url"] for item in items(client, "events")] == [link, None, None, None]
