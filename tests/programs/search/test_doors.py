"""Whatever door a change comes through, the index is in step when the transaction is over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import serializers
from django.db import connection, transaction

from ciwo_site.row_changes import TellingQuerySet
from events.models import Event, EventLanguage, Interpreter, Material, Series, Speaker, Webinar
from programs.models import (
    Affiliation,
    Cohort,
    Organization,
    Page,
    Person,
    Program,
    ResourceGuide,
    SearchEntry,
    SearchWord,
    Topic,
)
from programs.search import doors
from programs.search.index import Difference, make_anew, out_of_step
from programs.search.kinds import KINDS
from tests.factories import MONTH, NOW, make_event, make_material, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Search = Callable[..., list[Any]]

# A row of every model that is watched, and one of its columns.
COLUMNS = {
    "event": "title_en",
    "person": "name",
    "program": "audience_es",
    "series": "summary_en",
    "guide": "title_es",
    "page": "body_en",
    "topic": "name_en",
    "organization": "acronym_es",
    "affiliation": "role_en",
    "cohort": "name_es",
    "material": "title_en",
    "group": "group_es",
}


def by_save(row: Any, column: str, text: str) -> None:
    setattr(row, column, text)
    row.save()


def by_save_of_one_column(row: Any, column: str, text: str) -> None:
    setattr(row, column, text)
    row.save(update_fields=[column])


def by_update(row: Any, column: str, text: str) -> None:
    type(row).objects.filter(pk=row.pk).update(**{column: text})


def by_bulk_update(row: Any, column: str, text: str) -> None:
    setattr(row, column, text)
    type(row).objects.bulk_update([row], [column])


def by_restoring(row: Any, column: str, text: str) -> None:
    """As a deserialised row is saved, by reversion and `loaddata`."""
    setattr(row, column, text)
    for read in serializers.deserialize("json", serializers.serialize("json", [row])):
        read.save()


@pytest.mark.parametrize("door", [by_save, by_save_of_one_column, by_update, by_bulk_update, by_restoring])
def test_a_change_of_text(catalog: SimpleNamespace, commit: Any, door: Callable[[Any, str, str], None]) -> None:
    words = {name: f"kiwi{name}" for name in COLUMNS}
    for name, column in COLUMNS.items():
        with commit():
            door(getattr(catalog, name), column, words[name])

    assert SearchWord.objects.filter(word__in=words.values()).values("word").distinct().count() == len(words)
    assert not out_of_step()


def test_rows_that_are_deleted(catalog: SimpleNamespace, commit: Any) -> None:
    for name in reversed(COLUMNS):  # parts before wholes
        with commit():
            getattr(catalog, name).delete()

        assert (name, out_of_step()) == (name, Difference({}, 0))


@pytest.mark.parametrize("model", [Event, Webinar, Person, Material])
def test_rows_that_are_deleted_together(catalog: SimpleNamespace, commit: Any, model: Any) -> None:
    with commit():
        model.objects.all().delete()

    assert not out_of_step()


def test_rows_that_are_made_together(catalog: SimpleNamespace, commit: Any, search: Search) -> None:
    starts = {"starts_at": NOW + MONTH, "publication": "published"}
    events = [Event(title_en=f"Kiwi {number}", **starts) for number in range(3)]
    for event in events:
        event.settle_time()
    with commit():
        Event.objects.bulk_create(events)
        Material.objects.bulk_create(
            [Material(event=catalog.other, language="en", kind="slides", title_en="Mango", link="https://x.example/")]
        )

    assert search("kiwi") == events
    assert search("mango") == [catalog.other]
    assert not out_of_step()


def test_a_proxy_of_a_model(commit: Any, search: Search) -> None:
    with commit():
        webinar = Webinar.objects.create(title_en="Kiwi", starts_at=NOW + MONTH, publication="published")

    assert [event.pk for event in search("kiwi")] == [webinar.pk]


def test_a_part_that_is_given_to_another_owner(catalog: SimpleNamespace, commit: Any, search: Search) -> None:
    catalog.material.event = catalog.other
    with commit():
        catalog.material.save()
    assert search("slides") == [catalog.other]

    with commit():
        Material.objects.filter(pk=catalog.material.pk).update(event=catalog.event)
    assert search("slides") == [catalog.event]
    assert not out_of_step()


@pytest.mark.parametrize("values", [{"publication": "draft"}, {"listed": False}])
def test_an_entry_that_is_hidden_again(catalog: SimpleNamespace, commit: Any, search: Search, values: dict) -> None:
    with commit():
        Event.objects.filter(pk=catalog.event.pk).update(**values)

    assert search("first") == []
    assert not SearchEntry.objects.filter(kind="event", number=catalog.event.pk).exists()


def test_an_entry_that_is_published(commit: Any, search: Search) -> None:
    event = make_event(title_en="Kiwi", publication="draft")
    make_anew()
    with commit():
        Event.objects.filter(pk=event.pk).update(publication="published")

    assert search("kiwi") == [event]


def test_an_event_that_is_moved(catalog: SimpleNamespace, commit: Any, search: Search) -> None:
    assert search("webinar") == []
    with commit():
        Event.objects.update(title_en="Kiwi")
    assert search("kiwi") == [catalog.event, catalog.other]

    with commit():
        Event.objects.filter(pk=catalog.event.pk).update(starts_at=NOW + 2 * MONTH, ends_at=None)
    assert search("kiwi") == [catalog.other, catalog.event]
    assert not out_of_step()


def test_somebody_who_may_no_longer_be_named(catalog: SimpleNamespace, commit: Any, search: Search) -> None:
    with commit():
        Person.objects.update(named_publicly=False)

    assert search("torres") == []
    assert not out_of_step()


# Transactions ---------------------------------------------------------------------------------------------------------


def test_many_changes_of_one_transaction_are_indexed_once(catalog: SimpleNamespace, commit: Any) -> None:
    with commit() as callbacks:
        for number in range(5):
            make_material(catalog.event)
            catalog.event.title_en = f"Kiwi {number}"
            catalog.event.save()

    assert [callback.__name__ for callback in callbacks] == ["finish"]
    assert not out_of_step()


def test_what_a_savepoint_takes_back_is_not_indexed_and_disturbs_nothing(
    catalog: SimpleNamespace, commit: Any, search: Search
) -> None:
    with commit():
        with transaction.atomic():
            Event.objects.filter(pk=catalog.event.pk).update(title_en="Kiwi")
            transaction.set_rollback(True)
        Event.objects.filter(pk=catalog.other.pk).update(title_en="Mango")

    assert search("kiwi") == []
    assert search("mango") == [catalog.other]
    assert not out_of_step()


def test_an_index_that_fails_spoils_no_save(
    catalog: SimpleNamespace, commit: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(doors, "index", fail)
    with commit(), caplog.at_level("ERROR", "django.test"):
        by_save(catalog.event, "title_en", "kiwi")

    assert Event.objects.get(pk=catalog.event.pk).title_en == "kiwi"
    assert out_of_step().entries == {"event": [catalog.event.pk]}


def test_a_text_that_did_not_change_writes_nothing(catalog: SimpleNamespace, commit: Any) -> None:
    before = list(SearchWord.objects.order_by("pk").values())
    with commit():
        catalog.event.registration_link = "https://register.example/"
        catalog.event.save()

    assert list(SearchWord.objects.order_by("pk").values()) == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_outside_of_a_transaction_a_change_is_indexed_at_once(search: Search) -> None:
    event, other = make_event(title_en="Kiwi"), make_event(title_en="Other")
    material = make_material(event, title_en="Mango")
    assert (search("kiwi"), search("mango")) == ([event], [event])

    material.event = other
    material.save()
    assert search("mango") == [other]

    event.delete()
    assert search("kiwi") == []
    assert not out_of_step()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_save_at_once_lose_no_words() -> None:
    def save(number: int) -> None:
        for part in range(3):
            make_event(title_en=f"Kiwi {number} {part}", summary_en="the same words for all of them")
        connection.close()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(save, range(3)))

    assert SearchEntry.objects.filter(kind="event").count() == 9
    assert not out_of_step()


# Nothing forgotten ----------------------------------------------------------------------------------------------------


def test_every_model_with_words_tells_of_changes_in_bulk() -> None:
    parts = {part.model for kind in KINDS.values() for part in kind.parts if part.through is None}
    watched = {kind.model for kind in KINDS.values()} | parts

    assert watched == {
        *(Affiliation, Cohort, Organization, Page, Person, Program, ResourceGuide, Topic),
        *(Event, Interpreter, Material, Series, Speaker),
    }
    managers = [manager for model in watched for manager in (model._default_manager, model.objects)]
    assert [manager for manager in managers if not isinstance(manager.all(), TellingQuerySet)] == []


def test_a_model_without_words_is_not_watched(commit: Any) -> None:
    event = make_event()
    with commit() as callbacks:
        EventLanguage.objects.create(event=event, language="es")

    assert callbacks == []


def test_the_service_of_an_event_is_watched_for_its_interpreters(catalog: SimpleNamespace, commit: Any) -> None:
    slot = make_slot(catalog.event)
    with commit() as callbacks:
        slot.interpreters.add(Interpreter.objects.create(name="Eva"))

    (finish,) = callbacks
    assert finish.__self__.changed["event"] == {catalog.event.pk}
