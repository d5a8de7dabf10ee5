"""A flyer's proposal, saved as a draft of a webinar or a convening: all of it or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from ciwo_site.i18n import site_languages
from events.drafts import (
    Settled,
    event_values,
    group_texts,
    registration_address,
    role_texts,
    slot_values,
    spoken_languages,
)
from events.enums import EventKind
from events.intake import Guess, Proposal
from events.intake import people as read_people
from events.known_names import KnownNames, Match
from events.models import CoHost, Convening, Event, EventLanguage, InterpretationSlot, Speaker, Webinar
from programs.models import Person

MODELS: dict[EventKind, type[Event]] = {EventKind.WEBINAR: Webinar, EventKind.CONVENING: Convening}


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft, and what the text names that is not on it, in the text's words."""

    event: Event
    left_out: tuple[str, ...]


def match_person(guess: Guess[read_people.Person], known: KnownNames) -> Match:
    return known.person(guess.value.name, *guess.value.spellings)


@transaction.atomic
def save_draft(
    proposal: Proposal,
    settled: Settled,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    known: KnownNames,
    new_people: Collection[int] = (),
) -> Saved:
    """Save the draft with its rows. `new_people` are the places, in the proposal, of people to be added to the catalog.

    Raises `ValidationError` where the values cannot stand; then nothing is saved.
    """
    left_out: list[str] = []
    event = MODELS[settled.kind](**event_values(proposal, settled, starts_at, ends_at))
    for name in (guess.value for guess in proposal.series):
        event.series_id = event.series_id or known.series(name.text, name.acronym).number
    for name in (guess.value for guess in proposal.programs):
        event.program_id = event.program_id or known.program(name.text, name.acronym).number
    if address := registration_address(proposal):
        _add_registration(event, address, left_out)
    event.full_clean()
    event.save()
    for order, code in enumerate(spoken_languages(proposal, [code for code, _name in settings.SPOKEN_LANGUAGES])):
        EventLanguage(event=event, language=code, order=order).save()
    for guess in proposal.interpretation:
        if values := slot_values(guess.value):
            InterpretationSlot(event=event, **values).save()
    left_out += _add_people(event, proposal, known, new_people)
    left_out += _add_hosts(event, proposal, known)
    left_out += [
        guess.value.address for guess in proposal.links if guess.value.purpose != "registration" and guess.value.address
    ]
    return Saved(event, tuple(dict.fromkeys(left_out)))


def _add_registration(event: Event, address: str, left_out: list[str]) -> None:
    try:
        event._meta.get_field("registration_link").clean(address, event)
    except ValidationError:
        left_out.append(address)
    else:
        event.registration_link = address


def _add_people(event: Event, proposal: Proposal, known: KnownNames, new_people: Collection[int]) -> list[str]:
    """People of the catalog and those to be added to it; the names of the others are returned."""
    missing: list[str] = []
    seen: set[tuple[int, str]] = set()
    order = 0
    for place, guess in enumerate(proposal.people):
        person, roles = guess.value, role_texts(guess.value)
        number = match_person(guess, known).number
        if number is not None:
            roles = {}  # the catalog has her affiliations, and the page shows those
        elif place in new_people:
            number = _add_person(person, proposal)
        else:
            missing.append(person.name)
            continue
        if (number, person.part) in seen:
            continue
        seen.add((number, person.part))
        columns = {f"role_{code}": words for code, words in roles.items() if code in site_languages()}
        Speaker(event=event, person_id=number, part=person.part, order=order, **columns).save()
        order += 1
    for names in group_texts(proposal.groups, site_languages()):
        Speaker(event=event, order=order, **{f"group_{code}": name for code, name in names.items()}).save()
        order += 1
    return missing


def _add_person(person: read_people.Person, proposal: Proposal) -> int:
    """With her name and what stands before it; her role stays with this event."""
    language = next((role.language for role in person.roles), "") or next(iter(proposal.bodies), site_languages()[0])
    added = Person(name=person.name, **{f"credentials_{language}": person.credentials})
    added.full_clean()
    added.save()
    return added.pk


def _add_hosts(event: Event, proposal: Proposal, known: KnownNames) -> list[str]:
    missing: list[str] = []
    seen: set[tuple[str, int]] = set()
    for guess in proposal.cohosts:
        host = guess.value
        if host.kind == "series":
            continue
        find = {"organization": (known.organization, known.program), "program": (known.program, known.organization)}
        for kind, look_up in zip(_kinds(host.kind), find[host.kind], strict=True):
            if (number := look_up(host.name.text, host.name.acronym).number) is not None:
                if (kind, number) not in seen:
                    CoHost(event=event, order=len(seen), **{f"{kind}_id": number}).save()
                    seen.add((kind, number))
                break
        else:
            missing.append(host.name.text)
    return missing


def _kinds(first: str) -> Sequence[str]:
    return ("program", "organization") if first == "program" else ("organization", "program")
