"""Transcripts as search reads them: all words for the index, and the paragraph that shows the words somebody asked for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from ciwo_site.i18n import other_languages, site_languages
from ciwo_site.search.marking import Marked, snippet
from ciwo_site.search.query import Term
from events.models import Event, Material
from events.transcripts.addresses import transcript_address
from events.transcripts.parts import Paragraph
from events.transcripts.readers import best_transcripts, readers_paragraphs
from events.transcripts.withholding import Withheld, withhold


@dataclass(frozen=True, slots=True)
class Said:
    """Where in a transcript the words were said."""

    language: str  # of the transcript
    seconds: int | None
    url: str  # of that moment, on the pages of the reader's language
    marked: Marked


def words_for_index(numbers: Collection[int]) -> dict[int, dict[str, str]]:
    """Event → language → what was said, without any name of somebody on stage or interpreting.

    Stricter than what readers get: who may be named can change at any moment, and a search by the name of somebody who
    may be named finds the event by her part in it.
    """
    return {
        event.pk: {
            language: " ".join(paragraph.text for paragraph in withhold(_paragraphs(material), _everybody(event)))
            for language, material in _transcripts(event)
        }
        for event in _transcribed(numbers)
    }


def where_said(numbers: Collection[int], terms: Sequence[Term], language: str) -> dict[int, Said]:
    """For each event the paragraph that has most of the words, in the reader's language first; four queries."""
    found = {event.pk: _best_place(event, terms, language) for event in _transcribed(numbers)}
    return {number: said for number, said in found.items() if said is not None}


def _transcribed(numbers: Collection[int]) -> Iterator[Event]:
    materials = Prefetch("materials", queryset=Material.objects.transcribed().with_transcript())
    events = Event.objects.filter(pk__in=numbers, materials__transcript_paragraphs__gt=0).distinct().order_by("pk")
    return iter(events.with_names_to_withhold().prefetch_related(materials))


def _transcripts(event: Event) -> Iterator[tuple[str, Material]]:
    """In the languages of the site; another one's words nobody could ask for."""
    return (pair for pair in best_transcripts(event.materials.all()).items() if pair[0] in site_languages())


def _paragraphs(material: Material) -> list[Paragraph]:
    return [Paragraph(**row) for row in material.transcript]


def _everybody(event: Event) -> Withheld:
    speakers = (speaker.person.name for speaker in event.speakers.all() if speaker.person is not None)
    interpreters = (person.name for slot in event.slots.all() for person in slot.interpreters.all())
    return Withheld(labels=True, names=tuple(sorted({*speakers, *interpreters})))


def _best_place(event: Event, terms: Sequence[Term], language: str) -> Said | None:
    transcripts: Mapping[str, Material] = dict(_transcripts(event))
    for spoken in (language, *other_languages(language)):
        if spoken not in transcripts:
            continue
        best, most = None, 0
        for paragraph in readers_paragraphs(transcripts[spoken], event):
            marked = snippet(paragraph.text, terms, spoken)
            if len(marked.terms) > most:
                best, most = (paragraph, marked), len(marked.terms)
            if most == len(terms):
                break
        if best is not None:
            paragraph, marked = best
            address = transcript_address(event, spoken, language, paragraph.at)
            return Said(spoken, paragraph.at, address, marked)
    return None
