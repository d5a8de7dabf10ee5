from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ciwo_site.demo.source import Source

NAMES = ("organizations", "topics", "glossary", "programs", "people", "guides", "series", "events", "samples", "pages")


@pytest.fixture
def now() -> datetime:
    """A Wednesday in spring, 1:10 p.m. in New York."""
    return datetime(2026, 5, 6, 17, 10, tzinfo=UTC)


@pytest.fixture
def make_source(tmp_path: Path) -> Callable[..., Source]:
    """`make_source(samples="…")` → a source with that TOML, and nothing where none is given."""

    def make(**tomls: str) -> Source:
        for name in NAMES:
            (tmp_path / f"{name}.toml").write_text(tomls.get(name, ""), encoding="utf-8")
        return Source(content=tmp_path, files=tmp_path)

    return make
