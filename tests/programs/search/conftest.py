from collections.abc import Callable
from typing import Any

import pytest

from ciwo_site.i18n import site_languages
from ciwo_site.search.query import parse
from programs.search.index import make_anew
from programs.search.kinds import KINDS
from programs.search.matches import Found, find
from tests.factories import NOW


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
