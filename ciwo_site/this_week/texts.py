"""Texts that are missing in a language: titles, descriptions of pictures, translations that readers were promised."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from ciwo_site.dates import join_words, long_date
from ciwo_site.enums import Publication, language_name
from ciwo_site.i18n import active_language, site_languages
from ciwo_site.models import CatalogEntry
from ciwo_site.promises import gaps, promised_day
from ciwo_site.roles import may_translate
from ciwo_site.this_week.task import Task, change_address, entry_words, severity_before
from ciwo_site.translation_states import State
from events.coverage_warnings import Severity
from events.enums import Occurrence
from events.models import Event, Series
from programs.models import Person, Program, ResourceGuide

LIMIT = 50  # entries of one kind; the matrix of translations has them all
PROMISE_DAYS = 7  # before a promised date, from which it is due


def text_tasks(user: Any, at: datetime) -> Iterator[Task]:
    """Queries: one for each kind of entry that this person may write."""
    for model in (Event, Series, Program, ResourceGuide):
        if may_write(user, model):
            for entry in _unfinished(model, at):
                yield from _entry_tasks(entry, at)
    if may_write(user, Person):
        yield from _photo_tasks()


def may_write(user: Any, model: type) -> bool:
    options: Any = model._meta  # type: ignore[attr-defined]
    code = f"{options.app_label}.{{}}_{options.model_name}"
    return user.has_perm(code.format("change")) or (may_translate(user) and user.has_perm(code.format("view")))


def _without(field: str) -> Q:
    """The condition that a field has no text in some language."""
    columns = [f"{field}_{code}" for code in site_languages()]
    return reduce(or_, (Q(**{column: ""}) | Q(**{f"{column}__isnull": True}) for column in columns))


def _unfinished(model: Any, at: datetime) -> list[CatalogEntry]:
    """What readers see or will soon, and lacks something; upcoming events before past ones."""
    ordering = ["-updated_at", "-pk"]
    relevant = Q(publication=Publication.PUBLISHED)
    if model is Event:
        ordering = ["-over_at", "-pk"]
        relevant = (relevant | Q(over_at__gt=at)) & ~Q(occurrence=Occurrence.CANCELLED)
    lacks = _without("title") | (~Q(image="") & _without("image_description")) | ~Q(promised_on={})
    return list(model.objects.filter(relevant & lacks).order_by(*ordering)[:LIMIT])


def _entry_tasks(entry: CatalogEntry, at: datetime) -> Iterator[Task]:
    states = entry.translation_states()
    zone = entry.zone if isinstance(entry, Event) else ZoneInfo(settings.EVENT_TIME_ZONE)
    today = at.astimezone(zone).date()
    promises = {code: day for code in site_languages() if (day := promised_day(entry.promised_on, code))}
    missing = gaps(states)
    for code, day in promises.items():
        if code in missing and today >= day - timedelta(days=PROMISE_DAYS):
            yield _promise_task(entry, code, day, missing[code], is_late=today > day)
    untitled = [code for code in site_languages() if code not in promises and _lacks(entry, "title", code, states)]
    if untitled:
        yield _title_task(entry, untitled, at, today)
    if entry.image:
        bare = [code for code in site_languages() if _lacks(entry, "image_description", code, states)]
        if bare:
            yield _picture_task(entry, bare, at, today)


def _lacks(entry: Any, field: str, code: str, states: Any) -> bool:
    """No text here, and nobody decided that none is needed: where no language has one, no one did."""
    decided = states[field, code] == State.NOT_NEEDED and bool(entry.languages_with(field))
    return code not in entry.languages_with(field) and not decided


def _promise_task(entry: CatalogEntry, code: str, day: date, missing: list[str], *, is_late: bool) -> Task:
    names = [str(getattr(entry._meta.get_field(field), "verbose_name", field)) for field in missing]
    words = {
        "entry": entry_words(entry),
        "language": language_name(code),
        "date": long_date(day, active_language()),
        "fields": join_words(names, active_language()),
    }
    sentence = _("Readers were promised %(entry)s in %(language)s by %(date)s. Still missing: %(fields)s.") % words
    severity = Severity.URGENT if is_late else Severity.PRESSING
    return Task(sentence, _("Finish the translation"), change_address(entry, f"id_{missing[0]}_{code}"), severity, day)


def _title_task(entry: CatalogEntry, codes: Collection[str], at: datetime, today: date) -> Task:
    sentence = _("%(entry)s has no title in %(languages)s.") % {"entry": entry_words(entry), "languages": _names(codes)}
    place = f"id_title_{next(iter(codes))}"
    return Task(sentence, _("Write the title"), change_address(entry, place), *_when(entry, at, today))


def _picture_task(entry: CatalogEntry, codes: Collection[str], at: datetime, today: date) -> Task:
    words = {"entry": entry_words(entry), "languages": _names(codes)}
    sentence = _("The picture of %(entry)s has no description in %(languages)s.") % words
    place = f"id_image_description_{next(iter(codes))}"
    severity, due = _when(entry, at, today)
    # Nobody misses the event for want of it, so it waits behind what cannot.
    severity = max(severity, Severity.PRESSING, key=list(Severity).index)
    return Task(sentence, _("Describe the picture"), change_address(entry, place), severity, due)


def _photo_tasks() -> Iterator[Task]:
    people = Person.objects.filter(~Q(photo="") & _without("photo_description"), named_publicly=True)
    for person in people.order_by("name", "pk")[:LIMIT]:
        described = person.languages_with("photo_description")
        codes = [code for code in site_languages() if code not in described]
        words = {"person": person.name, "languages": _names(codes)}
        sentence = _("The photo of %(person)s has no description in %(languages)s.") % words
        place = f"id_photo_description_{codes[0]}"
        yield Task(sentence, _("Describe the photo"), change_address(person, place), Severity.NOTE)


def _names(codes: Collection[str]) -> str:
    return join_words([language_name(code) for code in codes], active_language())


def _when(entry: CatalogEntry, at: datetime, today: date) -> tuple[Severity, date | None]:
    """An upcoming event presses; what is past or has no date waits."""
    if isinstance(entry, Event) and not entry.is_over(at):
        return severity_before(entry.local_date, today), entry.local_date
    return Severity.NOTE, None
