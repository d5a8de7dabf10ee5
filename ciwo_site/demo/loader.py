"""The demo's content, stored once through the models, so that whatever staff's forms check is checked here too."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from ciwo_site.demo.source import Row, Source
from ciwo_site.demo.stopped import Stopped
from ciwo_site.demo.times import WORDS, confirm_by, event_times
from ciwo_site.enums import Publication
from events.models import CoHost, Event, EventLanguage, InterpretationSlot, Material, Series, Speaker
from programs.models import (
    Affiliation,
    GlossaryTerm,
    GuideEdition,
    Organization,
    Page,
    Person,
    Program,
    ProgramPartner,
    ResourceGuide,
    Topic,
)

NAMESPACE = uuid.UUID("6d1f1b06-4d2c-4e0b-9a57-0f6f5b1e2c83")

PARTS = ("guides", "topics", "floor_languages", "speakers", "cohosts", "slots", "materials")  # of an event's row

M = TypeVar("M", bound=models.Model)


def event_uid(key: str) -> uuid.UUID:
    """By this number an event of the demo is found again, whatever staff make of its title."""
    return uuid.uuid5(NAMESPACE, key)


def is_empty() -> bool:
    """Does the database hold no entry at all?"""
    return not any(model._default_manager.exists() for model in (Event, Series, Program, ResourceGuide, Person))


def is_of_the_demo(source: Source) -> bool:
    """Does the database hold an event of the demo?"""
    uids = [event_uid(row["key"]) for row in (*source.events, *source.samples)]
    return Event.objects.filter(uid__in=uids).exists()


def load_once(source: Source, now: datetime) -> bool:
    """Store the content where there is none. Says whether it did; what is there already is never touched.

    The catalog itself decides: whatever staff changed or deleted since stays as they left it.
    """
    if not is_empty():
        return False
    source.check_files()
    with transaction.atomic():
        Loader(source, now).load()
    return True


def slot_fields(row: Row, time_zone: str, now: datetime) -> dict[str, Any]:
    """The columns of an interpretation slot, apart from its event and its provider."""
    fields = {name: value for name, value in row.items() if name not in ("provider", "confirm_by_in_days")}
    own_times = dict.fromkeys(("starts_at", "ends_at", "call_time"))
    return own_times | fields | {"confirm_by": confirm_by(row, time_zone, now)}


class Loader:
    """Makes one entry after another and remembers each by its key, because later rows refer to earlier ones."""

    def __init__(self, source: Source, now: datetime) -> None:
        self.source = source
        self.now = now
        self.made: dict[tuple[type[models.Model], str], models.Model] = {}

    def load(self) -> None:
        for row in self.source.rows("organizations", "organization"):
            self.make(Organization, row)
        for row in self.source.rows("topics", "topic"):
            self.make(Topic, row)
        for row in self.source.rows("glossary", "term"):
            self.make(GlossaryTerm, row)
        programs = self.source.rows("programs", "program")
        for row in programs:
            self.load_program(row)
        for row in self.source.rows("people", "person"):
            self.load_person(row)
        for row in programs:  # a contact is somebody's place in a program, so the program comes first
            if "contact" in row:
                self.set_contact(row)
        for row in self.source.rows("guides", "guide"):
            self.load_guide(row)
        for row in self.source.rows("series", "series"):
            self.make_entry(Series, row, organization=self.find(Organization, row, "organization"))
        for row in (*self.source.events, *self.source.samples):
            self.load_event(row)
        for row in self.source.rows("pages", "page"):
            self.save(Page(**row), row["key"])

    def load_program(self, row: Row) -> None:
        program = self.make_entry(Program, row, leave_out=("topics", "partners", "contact"))
        program.topics.set(self.find_all(Topic, row, "topics"))
        for order, partner in enumerate(row.get("partners", ())):
            organization = self.find(Organization, partner, "organization")
            fields = {"program": program, "organization": organization, "part": partner["part"], "order": order}
            self.save(ProgramPartner(**fields), row["key"])

    def load_person(self, row: Row) -> None:
        person = self.make(Person, row, leave_out=("affiliations",))
        for order, affiliation in enumerate(row.get("affiliations", ())):
            self.make(
                Affiliation,
                affiliation,
                person=person,
                organization=self.find(Organization, affiliation, "organization"),
                program=self.find(Program, affiliation, "program"),
                order=order,
            )

    def set_contact(self, row: Row) -> None:
        program = self._by_key(Program, row["key"])
        program.contact = self.find(Affiliation, row, "contact")
        self.save(program, row["key"])

    def load_guide(self, row: Row) -> None:
        guide = self.make_entry(
            ResourceGuide, row, leave_out=("topics", "editions"), program=self.find(Program, row, "program")
        )
        guide.topics.set(self.find_all(Topic, row, "topics"))
        for edition in row.get("editions", ()):
            self.load_edition(guide, edition)

    def load_edition(self, guide: ResourceGuide, row: Row) -> None:
        # A reader's copy is named after the guide, so the name that the file once had is not kept.
        edition = self.make(
            GuideEdition,
            row,
            leave_out=("format", "original_name"),
            guide=guide,
            file=self.source.file(row["file"]),
        )
        if edition.format != row["format"]:
            raise Stopped(f"{row['key']}: the file is {edition.format}, not {row['format']}.")

    def load_event(self, row: Row) -> None:
        happened = {name: value for name, value in row.items() if name.startswith("occurrence")}
        event = self.make_entry(
            Event,
            row,
            leave_out=(*WORDS, *PARTS, *happened),
            uid=event_uid(row["key"]),
            series=self.find(Series, row, "series"),
            program=self.find(Program, row, "program"),
            **event_times(row, self.now),
        )
        event.guides.set(self.find_all(ResourceGuide, row, "guides"))
        event.topics.set(self.find_all(Topic, row, "topics"))
        self.load_people(event, row)
        self.load_languages(event, row)
        for order, material in enumerate(row.get("materials", ())):
            fields = material | ({"file": self.source.file(material["file"])} if "file" in material else {})
            self.save(Material(event=event, order=order, **fields), row["key"])
        if happened:
            self.let_it_happen(event, happened, row["key"])
        # Equal until somebody saves the event: see ciwo_site.demo.redating.
        Event.objects.filter(pk=event.pk).update(created_at=self.now, updated_at=self.now)

    def let_it_happen(self, event: Event, happened: Row, key: str) -> None:
        """Postpone or cancel it as staff would, after readers were told: calendars and the feed of changes say so."""
        for name, value in happened.items():
            setattr(event, name, value)
        self.save(event, key)
        event.changes.update(at=self.now)

    def load_people(self, event: Event, row: Row) -> None:
        for order, speaker in enumerate(row.get("speakers", ())):
            relations: dict[str, models.Model | None] = {
                "person": self.find(Person, speaker, "person"),
                "billed_as": self.find(Affiliation, speaker, "billed_as"),
            }
            self.save(Speaker(event=event, order=order, **(speaker | relations)), row["key"])
        for order, cohost in enumerate(row.get("cohosts", ())):
            organization = self.find(Organization, cohost, "organization")
            program = self.find(Program, cohost, "program")
            self.save(CoHost(event=event, organization=organization, program=program, order=order), row["key"])

    def load_languages(self, event: Event, row: Row) -> None:
        for order, language in enumerate(row.get("floor_languages", ())):
            self.save(EventLanguage(event=event, language=language, order=order), row["key"])
        for slot in row.get("slots", ()):
            provider = self.find(Organization, slot, "provider")
            fields = slot_fields(slot, event.time_zone, self.now)
            self.save(InterpretationSlot(event=event, provider=provider, **fields), row["key"])

    # Parts --------------------------------------------------------------------------------------------------------

    def make(self, model: type[M], row: Row, leave_out: tuple[str, ...] = (), **fields: Any) -> M:
        """Store a row that has a key: its words are the model's fields, but for those left out or given."""
        written = {name: value for name, value in row.items() if name != "key" and name not in leave_out}
        try:
            instance = model(**(written | fields))
        except TypeError as error:
            raise Stopped(f"{row['key']}: {error}") from error
        self.save(instance, row["key"])
        self.made[model, row["key"]] = instance
        return instance

    def make_entry(self, model: type[M], row: Row, leave_out: tuple[str, ...] = (), **fields: Any) -> M:
        """As `make`, for what readers see: published, with its picture."""
        if "image" in row:
            fields["image"] = self.source.file(row["image"])
        return self.make(model, row, leave_out, publication=Publication.PUBLISHED, **fields)

    def save(self, instance: models.Model, key: str) -> None:
        """Store what a form would accept. Raises `Stopped` with the key of the row that it would not."""
        filled_in_later = {field.name for field in instance._meta.fields if not field.editable}
        try:
            instance.full_clean(exclude=filled_in_later)
            instance.save()
        except (ValidationError, DatabaseError) as error:
            raise Stopped(f"{key}: {_sentence(error)}") from error

    def find(self, model: type[M], row: Mapping[str, Any], word: str) -> M | None:
        return self._by_key(model, row[word]) if word in row else None

    def find_all(self, model: type[M], row: Mapping[str, Any], word: str) -> list[M]:
        return [self._by_key(model, key) for key in row.get(word, ())]

    def _by_key(self, model: type[M], key: str) -> M:
        try:
            return cast("M", self.made[model, key])  # stored under its own class
        except KeyError:
            raise Stopped(f"Nothing of the sort “{model._meta.verbose_name}” has the key “{key}”.") from None


def _sentence(error: Exception) -> str:
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
