"""What goes along, in a language: slides, papers and transcripts of an event, and the editions of its guides.

What does not exist in that language goes along in the others, as what it is. Recordings stay behind: they are too large.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from events.enums import WORDS, MaterialKind
from events.models import Material
from events.transcripts.readers import best_transcripts
from programs.enums import EditionFormat
from programs.models import GuideEdition, ResourceGuide

PAPERS = (MaterialKind.SLIDES, MaterialKind.DOCUMENT)
PAGE_BYTES = 6_000  # a page of facts, about

Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True, slots=True)
class Chosen:
    transcripts: list[Material]  # become pages
    papers: list[Material]  # go along as files

    @property
    def size(self) -> int:
        """In bytes, about."""
        return sum(row.size for row in (*self.transcripts, *self.papers))

    def __bool__(self) -> bool:
        return bool(self.transcripts or self.papers)


def chosen_materials(materials: Iterable[Material], language: str) -> Chosen:
    """Of one event. Costs no query; no transcript's text is needed."""
    found = [row for row in materials if row.file and row.may_be_opened]
    papers = [row for kind in PAPERS for row in _in_language([one for one in found if one.kind == kind], language)]
    transcripts = _in_language(list(best_transcripts(found).values()), language)
    if not any(row.language == language for row in transcripts):
        # A transcript that is a PDF or a document cannot become a page.
        whole = [row for row in found if row.kind in WORDS and not row.transcript_of]
        papers += _in_language(whole, language)
    return Chosen(transcripts, papers)


def chosen_editions(guide: ResourceGuide, language: str) -> list[GuideEdition]:
    """The newest version in every format but sound. Of a guide with its `published_editions`."""
    editions = [row for row in guide.published_editions if row.format != EditionFormat.MP3]
    found = []
    for code in dict.fromkeys(row.language for row in _in_language(editions, language)):
        newest = max(row.version for row in editions if row.language == code)
        found += [row for row in editions if (row.language, row.version) == (code, newest)]
    return found


def _in_language(rows: list[Row], language: str) -> list[Row]:
    """Those in the language; where there is none, those in any other."""
    return [row for row in rows if row.language == language] or rows
