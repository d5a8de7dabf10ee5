"""The index that `migrate` makes."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from programs.models import SearchEntry, SearchWord
from programs.search.first import index_after_migrate
from programs.search.index import out_of_step
from tests.factories import make_event

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Search = Callable[..., list[Any]]


def test_migrate_makes_the_first_index(search: Search) -> None:
    event = make_event(title_en="Kiwi")

    index_after_migrate(using="default", plan=[])

    assert search("kiwi") == [event]


def test_migrate_makes_it_anew_when_the_rules_changed(catalog: SimpleNamespace, search: Search) -> None:
    SearchEntry.objects.update(version="older")
    assert out_of_step().entries == {}

    index_after_migrate(using="default", plan=[])

    assert not SearchEntry.objects.filter(version="older").exists()


def test_migrate_leaves_an_index_alone(catalog: SimpleNamespace) -> None:
    stamps = list(SearchWord.objects.filter(word="").values_list("in_title"))

    index_after_migrate(using="default", plan=[])

    assert list(SearchWord.objects.filter(word="").values_list("in_title")) == stamps
