"""What somebody chose for a flyer: its languages, its paper, a strip to tear off, colour. Read from the query and written back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from ciwo_site.i18n import active_language, other_languages, site_languages
from ciwo_site.printing.sheet import Paper

BOTH = "both"


@dataclass(frozen=True, slots=True)
class FlyerOptions:
    """Unknown values are what nobody chose; `language` is empty for the one of the page."""

    language: str = ""  # a site language, or `both` for all of them
    paper: Paper = Paper.LETTER
    has_strip: bool = False
    in_colour: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        language, paper = query.get("language", ""), query.get("paper", "")
        return cls(
            language=language if language in (*site_languages(), BOTH) else "",
            paper=Paper(paper) if paper in set(Paper) else Paper.LETTER,
            has_strip=query.get("strip") == "1",
            in_colour=query.get("ink") == "color",
        )

    @property
    def query(self) -> str:
        """The options as a query; what is usual is left out, so that the plain address is the plain flyer."""
        given = {
            "language": self.language,
            "paper": "" if self.paper == Paper.LETTER else self.paper.value,
            "strip": "1" if self.has_strip else "",
            "ink": "color" if self.in_colour else "",
        }
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the flyer is printed in, the reader's first where it is in all of them."""
        if self.language == BOTH:
            return active_language(), *other_languages(active_language())
        return (self.language or active_language(),)

    def but(self, **changes: Any) -> Self:
        """The same with something else chosen. The language of the page needs no mention."""
        if changes.get("language") == active_language():
            changes["language"] = ""
        return replace(self, **changes)
