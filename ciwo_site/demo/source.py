"""The demo's content as it was written: rows from `content/*.toml`, and the files that they name."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from ciwo_site.demo.stopped import Stopped

HERE = Path(__file__).resolve().parent

Row = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """`content` holds one TOML file for each sort of entry; names of files are relative to `files`."""

    content: Path = HERE / "content"
    files: Path = HERE / "files"

    def rows(self, name: str, table: str) -> list[Row]:
        """The rows of a table, in the order in which they were written."""
        return tomllib.loads((self.content / f"{name}.toml").read_text(encoding="utf-8")).get(table, [])

    @cached_property
    def events(self) -> list[Row]:
        return self.rows("events", "event")

    @cached_property
    def samples(self) -> list[Row]:
        """Invented events, dated from today."""
        return self.rows("samples", "event")

    def file(self, name: str) -> ContentFile:
        """A file as if somebody had just uploaded it."""
        path = self.files / name
        try:
            return ContentFile(path.read_bytes(), name=path.name)
        except FileNotFoundError:
            raise Stopped(f"The demo’s file “{name}” is missing from {self.files}.") from None

    def check_files(self) -> None:
        """Name the first file that is missing, before anything is stored. Raises `Stopped`."""
        for path in sorted(self.content.glob("*.toml")):
            for name in _file_names(tomllib.loads(path.read_text(encoding="utf-8"))):
                self.file(name)


def _file_names(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _file_names(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("file", "image"):
                yield item
            else:
                yield from _file_names(item)
