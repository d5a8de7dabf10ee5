"""The database keeps the promises, whichever door a row comes through: no `save`, no `clean`, no form takes part here."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model, QuerySet, UniqueConstraint

from events.models import AccessRequest, EventLanguage
from programs.models import Cohort, DownloadTotal, GlossaryTerm, Page, ProgramPartner
from programs.models.search_entry import SearchEntry, SearchWord
from tests.factories import (
    make_affiliation,
    make_cohost,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_page,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Row = Callable[[], Model]
NINE, TEN = datetime(2026, 4, 1, 9, tzinfo=UTC), datetime(2026, 4, 1, 10, tzinfo=UTC)
UNTITLED = [{"title_en": "", "title_es": ""}, {"title_en": "", "title_es": None}, {"title_en": None, "title_es": None}]
FORMLESS = [{"term_en": "", "term_es": ""}, {"term_en": None, "term_es": ""}, {"term_en": None, "term_es": None}]
NAMELESS = [{"name_en": "", "name_es": ""}, {"name_en": None, "name_es": ""}, {"name_en": None, "name_es": None}]


def slot() -> Model:
    return make_slot(make_event())


def material() -> Model:
    return make_material(make_event())


def recording() -> Model:
    return make_recording(make_event())


def named_speaker() -> Model:
    return make_speaker(make_event())


def group() -> Model:
    return make_speaker(make_event(), group_en="Worker leaders")


def cohost() -> Model:
    return make_cohost(make_event(), organization=make_organization())


def affiliation() -> Model:
    return make_affiliation(make_person())


def cohort() -> Model:
    return Cohort.objects.create(program=make_program(), name_en="2026", name_es="2026")


def glossary_term() -> Model:
    return GlossaryTerm.objects.create(term_en="worker center", term_es="centro de trabajadores")


def access_request() -> Model:
    return AccessRequest.objects.create(event=make_event(), captions=True, written_in="en")


BAD_ROWS: list[tuple[str, Row, dict[str, Any]]] = [
    # all_day, so that only this promise is broken
    ("event_ends_after_it_starts", make_event, {"starts_at": NINE, "ends_at": NINE, "over_at": TEN, "all_day": True}),
    ("event_is_over_when_it_ends", make_event, {"over_at": datetime(2030, 1, 1, tzinfo=UTC)}),
    (
        "event_registration_closes_after_it_opens",
        make_event,
        {"registration_opens_at": NINE, "registration_closes_at": NINE},
    ),
    *(("event_published_has_a_title", make_event, titles) for titles in UNTITLED),
    *(("series_published_has_a_title", make_series, titles) for titles in UNTITLED),
    *(("program_published_has_a_title", make_program, titles) for titles in UNTITLED),
    *(("resourceguide_published_has_a_title", make_guide, titles) for titles in UNTITLED),
    *(("organization_has_a_name", make_organization, names) for names in NAMELESS),
    *(("topic_has_a_name", make_topic, names) for names in NAMELESS),
    ("slot_languages_differ", slot, {"to_language": "en"}),
    ("slot_ends_after_it_starts", slot, {"starts_at": TEN, "ends_at": NINE}),
    ("slot_publishes_only_what_is_recorded", slot, {"channel_publishable": True}),
    ("material_is_a_link_or_a_file", material, {"file": "materials/ab/ab.pdf"}),
    ("material_with_voices_has_consent", recording, {"consent_recorded": False}),
    ("material_with_voices_has_consent", recording, {"consent_recorded": False, "kind": "audio"}),
    ("speaker_is_a_person_or_a_group", named_speaker, {"person": None}),
    ("speaker_is_a_person_or_a_group", named_speaker, {"person": None, "group_en": None, "group_es": ""}),
    ("speaker_is_a_person_or_a_group", named_speaker, {"group_es": "Lideresas"}),
    ("speaker_is_a_person_or_a_group", group, {"group_en": ""}),
    ("cohost_is_an_organization_or_a_program", cohost, {"organization": None}),
    ("affiliation_is_with_an_organization_or_a_program", affiliation, {"organization": None}),
    (
        "program_applications_close_after_they_open",
        make_program,
        {"application_opens_on": date(2026, 4, 2), "application_closes_on": date(2026, 4, 1)},
    ),
    ("cohort_ends_after_it_starts", cohort, {"starts_on": date(2026, 4, 2), "ends_on": date(2026, 4, 1)}),
    ("guide_edition_version_is_counted_from_one", make_guide_edition, {"version": 0}),
    *(("glossary_term_has_a_form", glossary_term, forms) for forms in FORMLESS),
    ("access_request_asks_for_something", access_request, {"captions": False}),
]


def put(row: Model, **values: Any) -> None:
    """Write columns as a person at the database's own prompt would."""
    with transaction.atomic():
        QuerySet(type(row)).filter(pk=row.pk).update(**values)


def id_of(value: object) -> str | None:
    return value if isinstance(value, str) else None


@pytest.mark.parametrize(("name", "make_row", "values"), BAD_ROWS, ids=id_of)
def test_a_bad_row_is_refused_by_the_promise_that_it_breaks(name: str, make_row: Row, values: dict[str, Any]) -> None:
    row = make_row()

    with pytest.raises(IntegrityError, match=name):
        put(row, **values)


def test_a_row_may_not_break_a_promise_by_belonging_to_two_places() -> None:
    program = make_program()

    for row, name in ((cohost(), "cohost_is_an_organization"), (affiliation(), "affiliation_is_with_an_organization")):
        with pytest.raises(IntegrityError, match=name):
            put(row, program=program)


def constraints(kind: type) -> set[str]:
    return {
        constraint.name
        for app in ("programs", "events")
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    }


def test_every_promise_of_the_models_has_a_bad_row_here() -> None:
    assert constraints(CheckConstraint) == {name for name, _make_row, _values in BAD_ROWS}


def test_a_draft_needs_no_title_and_an_open_end_no_hour() -> None:
    event = make_event(publication="draft")

    put(event, title_en="", title_es=None)
    put(event, ends_at=None)

    event.refresh_from_db()
    assert (event.title_en, event.title_es, event.ends_at) == ("", None, None)


def test_captions_may_stay_in_one_language() -> None:
    captions = make_slot(make_event(), service="captions", to_language="en")

    assert (captions.from_language, captions.to_language) == ("en", "en")


def test_an_announced_recording_needs_no_consent_yet() -> None:
    announced = make_recording(make_event(), link="", consent_recorded=False)

    assert not announced.is_posted


def twin_of(row: Model, **changes: Any) -> Model:
    """The same row once more, as it would be inserted without a `save` of ours."""
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**columns, "id": None, **changes})


def language_of_an_event() -> Model:
    return EventLanguage.objects.create(event=make_event(), language="en")


def partner() -> Model:
    return ProgramPartner.objects.create(program=make_program(), organization=make_organization())


def total() -> Model:
    return DownloadTotal.objects.create(edition=make_guide_edition(), day=date(2026, 4, 1), count=1)


def search_entry() -> Model:
    return SearchEntry.objects.create(kind="event", number=7)


def search_word() -> Model:
    return SearchWord.objects.create(language="en", word="strike", beginning="str")


ONCE: list[tuple[str, Row]] = [
    ("event_language_stands_once", language_of_an_event),
    ("speaker_has_a_part_once", named_speaker),
    ("guide_edition_stands_once", make_guide_edition),
    ("program_partner_stands_once", partner),
    ("download_total_stands_once_a_day", total),
    ("search_entry_stands_once", search_entry),
    ("search_word_stands_once", search_word),
]


@pytest.mark.parametrize(("name", "make_row"), ONCE, ids=id_of)
def test_what_stands_once_cannot_stand_twice(name: str, make_row: Row) -> None:
    row = make_row()
    again = twin_of(row)
    columns = next(c.fields for c in row._meta.constraints if isinstance(c, UniqueConstraint))

    # PostgreSQL names the constraint, SQLite its columns.
    with pytest.raises(IntegrityError, match=f"{name}|{re.escape(_sqlite_words(row, columns))}"), transaction.atomic():
        QuerySet(type(row)).bulk_create([again])

    assert type(row).objects.count() == 1


def _sqlite_words(row: Model, fields: tuple[str, ...]) -> str:
    table = row._meta.db_table
    return "UNIQUE constraint failed: " + ", ".join(f"{table}.{row._meta.get_field(name).column}" for name in fields)


def test_everything_that_stands_once_is_tried_here() -> None:
    assert constraints(UniqueConstraint) == {name for name, _make_row in ONCE}


def test_a_calendars_name_for_an_event_and_a_pages_key_are_never_shared() -> None:
    first, second = make_event(), make_event()
    make_page("about")

    with pytest.raises(IntegrityError, match="uid"):
        put(second, uid=first.uid)
    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        Page.objects.bulk_create([Page(key="about")])

    assert Page.objects.filter(key="about").count() == 1
