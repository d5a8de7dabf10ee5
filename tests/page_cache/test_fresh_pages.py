"""Every table that readers are told of has a page here on which its change shows at once, by whatever door it came."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.db.models import DateTimeField, Model, QuerySet

from ciwo_site.page_cache.front import PageCache
from ciwo_site.page_cache.moments import MOMENTS
from events.models import CoHost, Event, EventLanguage, InterpretationSlot, Interpreter, Material, Series, Speaker
from programs.catalog_version import catalog_version
from programs.change_triggers import tables_that_tell_readers
from programs.models import (
    Affiliation,
    Cohort,
    GuideEdition,
    Organization,
    Page,
    Person,
    Program,
    ProgramPartner,
    ResourceGuide,
    Topic,
)
from tests.factories import (
    NOW,
    make_event,
    make_guide,
    make_organization,
    make_program,
    make_series,
    make_slot,
    make_topic,
)
from tests.kept_pages import Counted, follow
from tests.showcase import Showcase, make_showcase
from tests.wsgi_reader import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("one_connection"),
]

Change = Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """A row that a page shows, and a change of it that readers see there."""

    page: str  # as the showcase names it
    rows: Callable[[Showcase], QuerySet]
    change: Change
    is_leaf: bool = True  # may go and come back alone; what others hang on may not


def says(**values: Any) -> Change:
    return lambda: values


def cohort(showcase: Showcase) -> QuerySet:
    Cohort.objects.create(program=showcase.program, name_en="The first cohort", name_es="La primera")
    return showcase.program.cohorts.all()


CASES: dict[Any, Case] = {
    Event: Case(
        "an upcoming event",
        lambda s: Event.objects.filter(pk=s.upcoming.pk),
        says(venue="Changed", attendance_mode="hybrid"),
        False,
    ),
    Series: Case("a series", lambda s: Series.objects.filter(pk=s.series.pk), says(summary_en="Changed"), False),
    Program: Case("a program", lambda s: Program.objects.filter(pk=s.program.pk), says(summary_en="Changed"), False),
    ResourceGuide: Case(
        "a guide", lambda s: ResourceGuide.objects.filter(pk=s.guide.pk), says(summary_en="Changed"), False
    ),
    Person: Case("a person", lambda s: Person.objects.filter(pk=s.person.pk), says(pronouns="Changed"), False),
    Organization: Case(
        "an upcoming event", lambda s: Organization.objects.filter(name_en="Partner"), says(name_en="Changed"), False
    ),
    Topic: Case("an upcoming event", lambda s: s.upcoming.topics.all(), says(name_en="Changed"), False),
    Page: Case("about", Showcase.about, says(title_en="Changed")),
    Speaker: Case("an upcoming event", lambda s: s.upcoming.speakers.filter(person=None), says(group_en="Changed")),
    CoHost: Case(
        "an upcoming event", lambda s: s.upcoming.cohosts.all(), lambda: {"program": make_program(title_en="Changed")}
    ),
    EventLanguage: Case("an upcoming event", lambda s: s.upcoming.languages.all(), says(language="pt")),
    InterpretationSlot: Case(
        "an upcoming event", lambda s: s.upcoming.slots.filter(service="captions"), says(status="confirmed")
    ),
    Material: Case(
        "a past event",
        lambda s: s.past.materials.filter(title_en="The evening"),
        says(title_en="Changed"),
    ),
    Affiliation: Case("a person", lambda s: s.person.affiliations.exclude(organization=None), says(role_en="Changed")),
    GuideEdition: Case("a guide", lambda s: GuideEdition.objects.filter(pk=s.edition.pk), says(pages=77)),
    Cohort: Case("a program", cohort, says(name_en="Changed")),
    ProgramPartner: Case(
        "a program",
        lambda s: ProgramPartner.objects.filter(program=s.program),
        lambda: {"organization": make_organization(name_en="Changed")},
    ),
    Event.topics.through: Case(
        "an upcoming event",
        lambda s: Event.topics.through.objects.filter(event=s.upcoming),
        lambda: {"topic": make_topic(name_en="Changed")},
    ),
    Event.guides.through: Case(
        "a past event",
        lambda s: Event.guides.through.objects.filter(event=s.past),
        lambda: {"resourceguide": make_guide(title_en="Changed")},
    ),
}

# Told elsewhere than on a kept page; that they change the catalog's version holds for every table.
ON_NO_PAGE = {
    "events.EventChange": "feeds and calendars, which are made for each who asks",
    "events.InterpretationSlot_interpreters": "whose names are left out of what was said",
    "events.SlotStatusChange": "the feed of changes",
    "events.Withdrawal": "the date of a calendar",
    "programs.Program_topics": "search",
    "programs.ResourceGuide_topics": "search",
}


def models_that_tell_readers() -> set[Any]:
    tables = tables_that_tell_readers()
    return {
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in tables and not model._meta.proxy
    }


def test_every_table_that_readers_are_told_of_has_a_case() -> None:
    assert models_that_tell_readers() == {*CASES, *map(apps.get_model, ON_NO_PAGE)}


def by_update(rows: QuerySet, change: dict[str, Any]) -> None:
    rows.update(**change)


def by_save(rows: QuerySet, change: dict[str, Any]) -> None:
    row = rows.first()
    for name, value in change.items():
        setattr(row, name, value)
    row.save()


def by_bulk_update(rows: QuerySet, change: dict[str, Any]) -> None:
    row = rows.first()
    for name, value in change.items():
        setattr(row, name, value)
    rows.model._base_manager.bulk_update([row], list(change))


@pytest.mark.parametrize("door", [by_update, by_save, by_bulk_update])
@pytest.mark.parametrize("model", CASES, ids=lambda model: model.__name__)
def test_a_changed_row_shows_on_the_next_request(
    pages: PageCache, model: Any, door: Callable[[QuerySet, dict[str, Any]], None]
) -> None:
    case, showcase = CASES[model], make_showcase()
    rows, change = case.rows(showcase), case.change()
    address = showcase.addresses("en")[case.page]
    before = ask(pages, address)
    assert ask(pages, address) == before

    door(rows, change)

    shows_now(pages, address, unlike=before.text)


@pytest.mark.parametrize("model", [model for model in CASES if CASES[model].is_leaf], ids=lambda model: model.__name__)
def test_a_row_that_goes_and_one_that_comes_show_on_the_next_request(pages: PageCache, model: Any) -> None:
    case, showcase = CASES[model], make_showcase()
    rows = case.rows(showcase)
    address, kept = showcase.addresses("en")[case.page], list(rows.defer(None))
    before = ask(pages, address)

    rows.delete()
    without = shows_now(pages, address, unlike=before.text)
    model._base_manager.bulk_create(kept)
    shows_now(pages, address, unlike=without)


def shows_now(pages: PageCache, address: str, *, unlike: str) -> str:
    """What the page says now: what Django says, too, and not what it said before."""
    now = follow(pages, address)
    assert now.text != unlike
    assert now.text == follow(WSGIHandler(), address).text
    return now.text


@pytest.mark.parametrize(
    ("page", "make"),
    [
        ("event-list", make_event),
        ("event-archive", partial(make_event, starts_at=NOW - timedelta(days=3))),
        ("program-list", make_program),
        ("guide-list", make_guide),
        ("home", partial(make_event, starts_at=NOW + timedelta(days=1))),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_new_entry_and_one_that_goes_show_in_their_list(
    pages: PageCache, page: str, make: Callable[..., Model], language: str
) -> None:
    address = make_showcase().addresses(language)[page]
    before = ask(pages, address)

    entry = make(**{f"title_{language}": "Something new"})
    with_it = shows_now(pages, address, unlike=before.text)
    assert "Something new" in with_it
    entry.delete()

    assert "Something new" not in shows_now(pages, address, unlike=with_it)


def test_a_tie_between_two_shows_on_the_next_request(pages: PageCache) -> None:
    showcase = make_showcase()
    address, topics = showcase.addresses("en")["an upcoming event"], showcase.upcoming.topics
    seen = [ask(pages, address).text]
    new = make_topic(name_en="Another topic")

    for change in (partial(topics.add, new), partial(topics.remove, new), partial(topics.set, [new]), topics.clear):
        change()
        seen.append(shows_now(pages, address, unlike=seen[-1]))

    assert [("Another topic" in text) for text in seen] == [False, True, False, True, False]


@pytest.mark.parametrize("label", ON_NO_PAGE)
def test_what_is_on_no_page_changes_the_version_all_the_same(label: str) -> None:
    showcase = make_showcase()
    make_slot(showcase.upcoming, service="consecutive", to_language="fr").interpreters.add(
        Interpreter.objects.create(name="Somebody")
    )
    model: Any = apps.get_model(label)
    before = catalog_version()

    {
        "events.EventChange": lambda: model.objects.create(event=showcase.upcoming, kind="cancelled", at=NOW),
        "events.SlotStatusChange": lambda: model.objects.create(
            slot=showcase.upcoming.slots.first(), after="confirmed"
        ),
        "events.Withdrawal": lambda: model.objects.create(at=NOW),
        "events.InterpretationSlot_interpreters": lambda: model.objects.all().delete(),
        "programs.Program_topics": lambda: showcase.program.topics.add(make_topic()),
        "programs.ResourceGuide_topics": lambda: showcase.guide.topics.add(make_topic()),
    }[label]()

    assert catalog_version() != before


# Time -----------------------------------------------------------------------------------------------------------------

# Moments that never turn a page by being reached: they are told, or only staff and feeds ask them.
NEVER_REACHED = {
    ("events.EventChange", "at"),
    ("events.EventChange", "previous_starts_at"),
    ("events.Event", "ends_at"),  # `over_at` follows from it
    ("events.Event", "previous_starts_at"),
    ("events.InterpretationSlot", "call_time"),
    ("events.Material", "posted_at"),
    ("events.SlotStatusChange", "changed_at"),
    ("events.Withdrawal", "at"),
    ("programs.GuideEdition", "uploaded_at"),
}


def test_every_moment_that_can_be_reached_turns_pages() -> None:
    told = {
        (model._meta.label, field.name)
        for model in models_that_tell_readers()
        for field in model._meta.concrete_fields
        if isinstance(field, DateTimeField) and field.name not in ("created_at", "updated_at")
    }

    assert told - NEVER_REACHED == {(model._meta.label, name) for model, names in MOMENTS.items() for name in names}


SOON = NOW + timedelta(minutes=7, seconds=13)

TURNS: dict[str, tuple[str, Callable[[], Any]]] = {
    "an event is published": ("/en/events/", lambda: make_event(publish_at=SOON)),
    "an event begins": ("/en/events/", lambda: make_event(starts_at=SOON)),
    "an event ends": ("/en/events/", lambda: make_event(starts_at=NOW - timedelta(hours=1), ends_at=SOON)),
    "an event has been": ("/es/eventos/pasados/", lambda: make_event(starts_at=NOW - timedelta(hours=1), ends_at=SOON)),
    "registration opens": (
        "",
        lambda: make_event(registration_link="https://register.example/", registration_opens_at=SOON),
    ),
    "registration closes": (
        "",
        lambda: make_event(registration_link="https://register.example/", registration_closes_at=SOON),
    ),
    "a program is published": ("/en/programs/", lambda: make_program(publish_at=SOON)),
    "a guide is published": ("/es/guias/", lambda: make_guide(publish_at=SOON)),
    "a series is published": ("/en/", lambda: make_series(publish_at=SOON)),
}


@pytest.mark.parametrize("turn", TURNS)
def test_a_moment_that_arrives_shows_on_the_next_request(pages: PageCache, turn: str) -> None:
    address, make = TURNS[turn]
    entry = make()
    address = address or entry.address("en")
    before = ask(pages, address)

    with time_machine.travel(SOON - timedelta(seconds=1), tick=False):
        assert ask(pages, address) == before
    with time_machine.travel(SOON, tick=False):
        shows_now(pages, address, unlike=before.text)


def test_a_service_s_own_hours_turn_its_page(pages: PageCache, site: Counted) -> None:
    event = make_event(starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=2), languages=("en",))
    make_slot(event, starts_at=NOW - timedelta(minutes=30), ends_at=SOON)
    ask(pages, event.address("en"))

    with time_machine.travel(SOON, tick=False):
        ask(pages, event.address("en"))

    assert len(site.asked) == 2
