"""What came through no door is seen by the check and mended by the command."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import QuerySet

from events.models import Event
from programs.models import SearchEntry, SearchWord
from programs.search.index import bring_in_step, index, make_anew, out_of_step
from tests.factories import NOW, make_event

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Search = Callable[..., list[Any]]


def by_sql(event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET title_en = 'Kiwi' WHERE id = %s", [event.pk])


def by_a_queryset_of_another_class(event: Event) -> None:
    QuerySet(Event).filter(pk=event.pk).update(title_en="Kiwi")


@pytest.mark.parametrize("door", [by_sql, by_a_queryset_of_another_class])
def test_what_came_through_no_door_is_seen_and_mended(
    catalog: SimpleNamespace, commit: Any, search: Search, door: Callable[[Event], None], capsys: Any
) -> None:
    with commit():
        door(catalog.event)
    assert out_of_step().entries == {"event": [catalog.event.pk]}
    with pytest.raises(CommandError, match="out of step"):
        call_command("index_search", check=True)
    assert f"event: {catalog.event.pk}\n" in capsys.readouterr().out

    call_command("index_search")

    assert search("kiwi") == [catalog.event]
    call_command("index_search", check=True)
    assert capsys.readouterr().out == "Brought in step: 1.\nThe index is in step.\n"


def test_rows_that_a_related_manager_takes_over_are_seen_by_the_check(catalog: SimpleNamespace, commit: Any) -> None:
    """Django gives rows that exist another owner by its plain base manager."""
    with commit():
        catalog.other.materials.add(catalog.material)

    assert out_of_step().entries == {"event": [catalog.event.pk, catalog.other.pk]}


def test_what_sql_hides_is_found_by_the_index_but_mended_by_the_command(catalog: SimpleNamespace) -> None:
    """The page shows no such hit: see tests/test_search_page.py."""
    QuerySet(Event).filter(pk=catalog.event.pk).update(publication="draft")

    assert out_of_step().entries == {"event": [catalog.event.pk]}
    bring_in_step()

    assert not SearchEntry.objects.filter(kind="event", number=catalog.event.pk).exists()
    assert not out_of_step()


def test_words_that_went_astray_are_seen_and_mended(catalog: SimpleNamespace, search: Search) -> None:
    SearchWord.objects.filter(word="first").update(in_title="")
    SearchWord.objects.create(word="ghost", language="en", beginning="gho", in_title="1 2")
    assert out_of_step().words == 2

    bring_in_step()

    assert not out_of_step()
    assert search("first") == [catalog.event]


def test_an_entry_of_a_kind_that_is_gone_is_removed(catalog: SimpleNamespace) -> None:
    SearchEntry.objects.create(kind="fossil", number=1)
    assert out_of_step().entries == {"fossil": [1]}

    bring_in_step()

    assert not out_of_step()


def test_made_anew_it_says_the_same(catalog: SimpleNamespace, commit: Any) -> None:
    def words() -> dict[tuple[str, str], int]:
        return {(row.word, row.language): len(row.in_title.split()) for row in SearchWord.objects.exclude(word="")}

    before = words()
    call_command("index_search", anew=True, verbosity=0)

    assert words() == before
    assert not out_of_step()


def test_an_empty_catalog_has_an_empty_index() -> None:
    assert index({"event": [1, 2]}) == 0
    assert make_anew() == bring_in_step() == 0
    assert not out_of_step()


def test_a_later_moment_is_kept_to_the_second(catalog: SimpleNamespace) -> None:
    due = NOW + timedelta(minutes=1)
    event = make_event(publish_at=due)
    index({"event": [event.pk]})

    assert SearchEntry.objects.get(kind="event", number=event.pk).shown_from == due.timestamp()
