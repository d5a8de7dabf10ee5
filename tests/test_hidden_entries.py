"""What readers may not see appears nowhere; what is unlisted is found by its link alone."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ciwo_site.addresses import localized_reverse
from events.models import Event, Material, Series
from programs.models import DownloadTotal, GuideEdition, Program, ResourceGuide
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
    make_program,
    make_recording,
    make_series,
    make_speaker,
    pdf_file,
)
from tests.hidden_states import UNLISTED, UNPUBLISHED
from tests.showcase import Showcase, make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]


@dataclass
class Secrets:
    """One entry of each kind that should not be seen, tied to everything that may be."""

    upcoming: Event
    past: Event
    series: Series
    program: Program
    guide: ResourceGuide
    edition: GuideEdition
    material: Material

    def addresses(self) -> list[str]:
        entries = [self.upcoming, self.past, self.series, self.program, self.guide]
        return [entry.address(language) for entry in entries for language in ("en", "es")]

    def files(self) -> list[str]:
        return [self.edition.address("en"), self.material.address("en")]


def make_secrets(showcase: Showcase, **state: Any) -> Secrets:
    state |= {"title_en": "Secret", "title_es": "Secreto"}
    series, program = make_series(**state), make_program(**state)
    guide = make_guide(program=showcase.program, **state)
    edition = make_guide_edition(guide)
    tied = {"series": showcase.series, "program": showcase.program, "guides": [showcase.guide], **state}
    upcoming, past = make_event(**tied), make_past_event(**tied)
    material = make_material(past, file=pdf_file())
    make_recording(past)
    for event in (upcoming, past):
        make_speaker(event, person=showcase.person)
    # Events that readers see, in what they may not know of.
    for event in (make_event(series=series, program=program, guides=[guide]), showcase.past):
        make_speaker(event, person=showcase.person, part="host")
        make_cohost(event, program=program)
        event.guides.add(guide)
    make_guide(program=program)
    make_affiliation(showcase.person, program=program)
    return Secrets(upcoming, past, series, program, guide, edition, material)


def without_words(address: str) -> str:
    """The address by its number alone, so that an error page that repeats it repeats no title."""
    return re.sub(r"/([0-9]+)-[-a-z]+/", r"/\1/", address)


def pages_that_tell(client: Client, showcase: Showcase) -> list[str]:
    """The pages on which a secret's title or address can be read."""
    return [
        name
        for name, address in showcase.every_address().items()
        if "secret" in client.get(address).content.decode().lower()
    ]


def test_a_secret_would_be_found_on_many_pages_if_it_were_none(client: Client) -> None:
    showcase = make_showcase()
    make_secrets(showcase)

    silent = {
        "about",
        "contact",
        "accessibility",
        "privacy",
        "open-data",
        "a flyer",
        "a transcript",
        "search",
        "search, nothing found",
        "search, a word",
        "an event in English only",
        "an event in Spanish only",
    }
    told = {name.rpartition(" ")[0] for name in pages_that_tell(client, showcase)}
    assert set(showcase.addresses("en")) - told - silent == {"upcoming events, filtered", "upcoming events, none left"}


@pytest.mark.parametrize("state", [*UNPUBLISHED, pytest.param(UNLISTED, id="unlisted")])
def test_no_page_tells_of_what_is_hidden(client: Client, state: dict) -> None:
    showcase = make_showcase()
    make_secrets(showcase, **state)

    assert pages_that_tell(client, showcase) == []


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_what_is_not_published_has_no_page_no_link_and_no_file(client: Client, state: dict) -> None:
    secrets = make_secrets(make_showcase(), **state)
    latest = localized_reverse("edition-latest", "en", {"entry": secrets.guide.pk, "language": "en"})
    addresses = [
        *map(without_words, [*secrets.addresses(), *secrets.files()]),
        latest,
        secrets.upcoming.short_address,
    ]

    found = {address: client.get(address) for address in addresses}

    assert {address: response.status_code for address, response in found.items()} == dict.fromkeys(addresses, 404)
    assert [address for address, response in found.items() if "secret" in response.content.decode().lower()] == []
    assert DownloadTotal.objects.count() == 0


def test_what_is_unlisted_is_open_to_who_has_the_link_and_closed_to_search_engines(client: Client) -> None:
    secrets = make_secrets(make_showcase(), **UNLISTED)

    pages = {address: client.get(address) for address in secrets.addresses()}

    assert {response.status_code for response in pages.values()} == {200}
    noindex = '<meta name="robots" content="noindex">'
    assert [address for address, page in pages.items() if noindex not in page.content.decode()] == []
    assert client.get(secrets.upcoming.short_address)["Location"] == secrets.upcoming.address("en")
    assert [client.head(address).status_code for address in secrets.files()] == [200, 200]


def test_a_listed_page_is_open_to_search_engines(client: Client) -> None:
    assert b"noindex" not in client.get(make_event().address("en")).content


def test_an_edition_that_is_held_back_is_neither_shown_nor_sent(client: Client) -> None:
    guide = make_guide()
    shown, held_back = make_guide_edition(guide), make_guide_edition(guide, version=2, published=False)

    page = client.get(guide.address("en"))

    assert [edition.number for edition in page.context["card"].editions] == [shown.pk]
    assert client.get(held_back.address("en")).status_code == 404
    latest = localized_reverse("edition-latest", "en", {"entry": guide.pk, "language": "en"})
    assert client.get(latest)["Location"] == shown.address("en")


def test_a_page_appears_at_the_minute_it_is_due(client: Client, time_machine: Any) -> None:
    event = make_event(publish_at=NOW + timedelta(minutes=1))

    before = client.get(event.address("en")).status_code
    time_machine.move_to(NOW + timedelta(minutes=1), tick=False)
    after = client.get(event.address("en")).status_code

    assert (before, after) == (404, 200)


def test_private_notes_and_interpreters_stay_private(client: Client) -> None:
    showcase = make_showcase()
    for slot in showcase.upcoming.slots.all():
        slot.notes = "Secret: paid already"
        slot.save()
        slot.interpreters.create(name="Secret Interpreter", contact="secret@interpreters.example")

    assert pages_that_tell(client, showcase) == []


def test_how_to_join_is_told_only_of_what_is_confirmed_and_still_to_come(client: Client) -> None:
    event = make_event(languages=("en",))
    slot = event.slots.create(
        from_language="en", to_language="es", status="requested", how_to_join_en="Press the globe"
    )
    requested = client.get(event.address("en")).content.decode()

    slot.status = "confirmed"
    slot.save()
    confirmed = client.get(event.address("en")).content.decode()

    assert ("Press the globe" in requested, "Press the globe" in confirmed) == (False, True)
