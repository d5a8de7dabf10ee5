"""Recordings of our own, played on the page: nothing is fetched before somebody asks for it."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.addresses import localized_reverse
from ciwo_site.enums import language_name
from ciwo_site.i18n import entry_address
from events.enums import VOICES, MaterialKind, MaterialOrigin
from events.models import Event, Material


@dataclass(frozen=True, slots=True)
class Track:
    """Captions of a recording in a language; `kind` in the words of HTML."""

    kind: str
    language: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Player:
    is_film: bool
    tracks: list[Track]


def player(material: Material, event: Event, language: str) -> Player | None:
    """How a recording is played here, with the captions of its event; None for what is not ours or not open."""
    if material.kind not in VOICES or not material.file or not material.may_be_opened:
        return None
    is_film = material.kind == MaterialKind.RECORDING
    return Player(is_film, _tracks(material, event, language) if is_film else [])


def captions_address(material: Material, language: str) -> str:
    names = {"entry": entry_address(material.event, language=language), "material": material.pk}
    return localized_reverse("captions", language, names)


def _tracks(recording: Material, event: Event, language: str) -> list[Track]:
    """Each language once, the reader's first; what people wrote before what a machine did."""
    captions = [
        row
        for row in event.materials.all()
        if row.kind == MaterialKind.CAPTIONS and row.transcript_paragraphs and row.may_be_opened
    ]
    captions.sort(key=lambda row: (row.language != language, row.origin == MaterialOrigin.MACHINE, row.order, row.pk))
    first = {row.language: row for row in reversed(captions)}
    return [
        Track(
            "captions" if row.language == recording.language else "subtitles",
            row.language,
            _label(row),
            captions_address(row, language),
        )
        for row in captions
        if row is first[row.language]
    ]


def _label(captions: Material) -> str:
    name = capfirst(language_name(captions.language))
    is_machine = captions.origin == MaterialOrigin.MACHINE
    return _("%(language)s, automatic") % {"language": name} if is_machine else name
