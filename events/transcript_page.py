"""A transcript as its page shows it: what was said, minute by minute, in parts that a page can bear."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.dates import file_size
from ciwo_site.enums import language_name
from ciwo_site.frame import shorten
from ciwo_site.i18n import LocalText, active_language
from ciwo_site.pagination import Pages
from events.cards import EventCard, event_card
from events.enums import MaterialKind, MaterialOrigin
from events.material_items import recording_of
from events.models import Event, Material
from events.transcripts.addresses import transcript_address
from events.transcripts.minutes import Part, parts
from events.transcripts.readers import best_transcripts, readers_paragraphs, withheld_on
from events.transcripts.times import anchor, clock
from events.transcripts.words import length_words

STEPS = (1, 5, 10, 15, 30, 60)  # minutes between the entries of the list of minutes
MOST_ENTRIES = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph with what stands beside it."""

    anchor: str  # the first minute that begins here; empty where none does
    further_anchors: list[str]
    clock: str  # empty where nobody noted the time
    watch_url: str  # the recording from that moment on; only where a minute begins
    speaker: str  # only where somebody else begins
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment in the list of minutes."""

    clock: str
    url: str


@dataclass(frozen=True, slots=True)
class Other:
    """The same event in another language's transcript."""

    label: str
    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Download:
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    card: EventCard
    spoken: str
    language_label: str  # “In Spanish”
    facts: list[str]
    is_machine: bool
    is_interpreted: bool
    is_borrowed: bool  # is it in another language than the page's words?
    leaves_names_out: bool
    rows: list[Row]
    entries: list[Entry]
    others: list[Other]
    downloads: list[Download]
    watch_url: str
    watch_language: str  # which language is heard there; empty where nothing is
    is_film: bool
    pages: Pages

    @property
    def opening(self) -> LocalText:
        return LocalText(shorten(self.rows[0].text if self.rows else ""), self.spoken, active_language())


def transcript_page(event: Event, material: Material, at: datetime, number: int) -> TranscriptPage:
    """A part of the transcript in the active language. `event` as fetched `for_listing` and `with_names_to_withhold`,
    `material` `with_transcript`: costs no query.
    """
    language = active_language()
    found = parts(readers_paragraphs(material, event))
    number = min(max(1, number), len(found))
    recording = recording_of(event, material.language)
    watch_url = recording.address(language) if recording else ""
    downloads = [Download(material.address(language), _file_words(material, language))]
    return TranscriptPage(
        card=event_card(event, at),
        spoken=material.language,
        language_label=capfirst(_("in %(language)s") % {"language": language_name(material.language)}),
        facts=[
            str(material.get_origin_display()),
            length_words(material.transcript_paragraphs, material.transcript_facts),
        ],
        is_machine=material.origin == MaterialOrigin.MACHINE,
        is_interpreted=material.origin == MaterialOrigin.INTERPRETED,
        is_borrowed=material.language != language,
        leaves_names_out=bool(withheld_on(event).labels),
        rows=_rows(found[number - 1], _before(found, number), recording, watch_url),
        entries=_entries(found, number),
        others=[
            Other(
                capfirst(_("in %(language)s") % {"language": language_name(code)}),
                code,
                transcript_address(event, code, language),
            )
            for code in best_transcripts(event.materials.all())
            if code != material.language
        ],
        downloads=downloads,
        watch_url=watch_url,
        watch_language=recording.language if recording else "",
        is_film=recording is not None and recording.kind == MaterialKind.RECORDING,
        pages=Pages(number, len(found), material.transcript_paragraphs, 1),
    )


def _file_words(material: Material, language: str) -> str:
    return f"{material.file.name.rpartition('.')[2].upper()}, {file_size(material.size, language)}"


def _before(found: list[Part], number: int) -> str:
    """Who spoke last on the page before."""
    return found[number - 2].paragraphs[-1].speaker if number > 1 else ""


def _rows(part: Part, speaker: str, recording: Material | None, watch_url: str) -> list[Row]:
    rows = []
    length = recording.duration_seconds if recording else None
    for paragraph, minutes in zip(part.paragraphs, part.minutes, strict=True):
        anchors = [anchor(minute) for minute in minutes]
        is_heard = bool(watch_url) and paragraph.at is not None and (length is None or paragraph.at < length)
        rows.append(
            Row(
                anchor=anchors[0] if anchors else "",
                further_anchors=anchors[1:],
                clock="" if paragraph.at is None else clock(paragraph.at),
                watch_url=f"{watch_url}#t={paragraph.at}" if is_heard and anchors else "",
                speaker="" if paragraph.speaker == speaker else paragraph.speaker,
                text=paragraph.text,
            )
        )
        speaker = paragraph.speaker
    return rows


def _entries(found: list[Part], number: int) -> list[Entry]:
    """Moments to go to, over all parts, as far apart as keeps the list short; none for a few minutes."""
    minutes = [(place, minute) for place, part in enumerate(found, 1) for row in part.minutes for minute in row]
    last = minutes[-1][1] if minutes else 0
    step = next((step for step in STEPS if last / step <= MOST_ENTRIES), STEPS[-1] * (1 + last // 60 // MOST_ENTRIES))
    if last < 2:
        return []
    return [
        Entry(clock(minute * 60), f"{_page_query(place, number)}#{anchor(minute)}")
        for place, minute in minutes
        if minute % step == 0
    ]


def _page_query(place: int, number: int) -> str:
    """Empty within the page itself; the first page has no number in its address."""
    if place == number:
        return ""
    return f"?page={place}" if place > 1 else "?"
