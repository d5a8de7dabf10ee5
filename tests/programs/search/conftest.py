from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from ciwo_site.i18n import site_languages
from ciwo_site.search.query import parse
from programs.search.index import make_anew
from programs.search.kinds import KINDS
from programs.search.matches import Found, find
from tests.factories import (
    NOW,
    make_affiliation,
    make_event,
    make_guide,
    make_material,
    make_organization,
    make_page,
    make_person,
    make_program,
    make_series,
    make_speaker,
    make_topic,
)


def found(typed: str, language: str = "en", at: Any = NOW) -> Found:
    return find(parse(typed, site_languages()), language, at)


@pytest.fixture
def search() -> Callable[..., list[Any]]:
    """`search("luna", "es")` → what is found now, in order, as rows."""

    def rows(typed: str, language: str = "en", kind: str = "", at: Any = NOW) -> list[Any]:
        matches = found(typed, language, at).best(0, 100, kind)
        return [KINDS[match.kind].model.objects.get(pk=match.entry) for match in matches]

    return rows


@pytest.fixture
def indexed() -> Callable[[], int]:
    """Indexes everything there is: the tests' transaction never ends, so that no save of theirs does."""
    return make_anew


@pytest.fixture
def commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[], Any]:
    """`with commit():` is a transaction that ends, with what was not done in it yet left undone."""

    @contextmanager
    def transaction_that_ends() -> Iterator[list[Callable[[], None]]]:
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            yield callbacks

    return transaction_that_ends


@pytest.fixture
def catalog() -> SimpleNamespace:
    """One of everything that is indexed, indexed."""
    event, other = make_event(title_en="First"), make_event(title_en="Second")
    person, program = make_person(), make_program()
    rows = SimpleNamespace(
        event=event,
        other=other,
        person=person,
        program=program,
        series=make_series(),
        guide=make_guide(),
        page=make_page("about"),
        topic=make_topic(),
        organization=make_organization(),
        affiliation=make_affiliation(person),
        cohort=program.cohorts.create(name_en="2026"),
        material=make_material(event, title_en="Slides"),
        group=make_speaker(event, group_en="Leaders"),
    )
    make_anew()
    return rows
