"""Where the forms of entries find the glossary, which belongs to another package."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TermHint:
    """A term that stands in the source, for whoever writes the other language."""

    source: str
    source_language: str
    approved: str
    note: str


class Glossary(Protocol):
    def advice(self, text: str, language: str) -> Sequence[str]:
        """What the glossary says against a plain text, in sentences."""
        ...

    def hints(self, source: str, source_language: str, language: str) -> Sequence[TermHint]:
        """The terms of a plain source text that have an approved form in `language`."""
        ...


class NoGlossary:
    def advice(self, text: str, language: str) -> Sequence[str]:
        return ()

    def hints(self, source: str, source_language: str, language: str) -> Sequence[TermHint]:
        return ()


_providers: list[Callable[[], Glossary]] = [NoGlossary]


def provide_glossary(provider: Callable[[], Glossary]) -> None:
    """Let forms ask this one from now on; it is made anew for each form."""
    _providers[:] = [provider]


def current_glossary() -> Glossary:
    return _providers[0]()
