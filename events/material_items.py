"""What an event left behind, as its page offers it: a set for each language."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.dates import duration, file_size
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText
from events.cards import ICONS
from events.enums import VOICES, MaterialKind, MaterialOrigin
from events.models import Event, Material
from events.players import Player, player
from events.transcripts.addresses import transcript_address
from events.transcripts.readers import best_transcripts
from events.transcripts.words import length_words
from programs.cards import page_count


@dataclass(frozen=True, slots=True)
class MaterialItem:
    icon: str
    title: LocalText
    about: str  # “Recording, as spoken · Original · 12 min · MP4 · 3.4 MB”
    verb: str  # what the link does, and where it leads: “Watch on example.org”, “Read”, “Download”
    url: str  # the file or the link; empty while it is only announced
    leads_elsewhere: bool
    kind: str = ""
    minutes: int = 0  # 0 where the length is not known
    media_type: str = ""  # of a file
    page_url: str = ""  # where a text is read as a page of ours
    player: Player | None = None  # for sound and pictures of our own


@dataclass(frozen=True, slots=True)
class MaterialSet:
    """The materials of one language."""

    language: str
    heading: str
    items: list[MaterialItem]


def material_sets(event: Event, language: str) -> list[MaterialSet]:
    """Materials by language, the reader's first. Costs no query for an event that was fetched `for_page`."""
    materials = event.materials.all()
    for material in materials:
        material.event = event  # already here: asking for it would cost a query
    read_as_page = {material.pk for material in best_transcripts(materials).values()}
    found: dict[str, list[MaterialItem]] = defaultdict(list)
    for material in materials:
        page_url = transcript_address(event, material.language, language) if material.pk in read_as_page else ""
        found[material.language].append(_item(material, event, language, page_url))
    codes = sorted(found, key=lambda code: (code != language, code))
    return [
        MaterialSet(code, capfirst(_("in %(language)s") % {"language": language_name(code)}), found[code])
        for code in codes
    ]


def kind_words(material: Material) -> str:
    """What it is, in a few words that tell one recording of an event from another."""
    if material.is_sign_view:
        return _("Sign language view")
    if material.kind == MaterialKind.RECORDING:
        return {
            MaterialOrigin.ORIGINAL: _("Recording, as spoken"),
            MaterialOrigin.INTERPRETED: _("Recording with interpretation"),
            MaterialOrigin.MACHINE: _("Recording with an automatic voice"),
        }[MaterialOrigin(material.origin)]
    if material.kind == MaterialKind.AUDIO:
        return _("Audio only")
    return str(material.get_kind_display())


def _says_its_origin(material: Material) -> bool:
    """Do the words for its kind tell already whether it is the original?"""
    return material.kind == MaterialKind.RECORDING and not material.is_sign_view


def _item(material: Material, event: Event, language: str, page_url: str) -> MaterialItem:
    kind = kind_words(material)
    title = material.text("title", language)
    url = (material.link or material.address(language)) if material.may_be_opened else ""
    return MaterialItem(
        icon="sign" if material.is_sign_view else ICONS[MaterialKind(material.kind)],
        title=title or LocalText(kind, language, language),
        about=" · ".join(
            [
                *([kind] if title else []),
                *([] if _says_its_origin(material) else [str(material.get_origin_display())]),
                *(_facts(material, language) if url else []),
            ]
        ),
        verb=_("Read") if page_url else _verb(material),
        url=url,
        leads_elsewhere=bool(material.link),
        kind=material.kind,
        minutes=_minutes(material),
        media_type=material.media_type,
        page_url=page_url,
        player=player(material, event, language),
    )


def _minutes(material: Material) -> int:
    return max(1, round(material.duration_seconds / 60)) if material.duration_seconds else 0


def _verb(material: Material) -> str:
    """A link names the site to which it leads; our own recordings are played here, and can be taken along."""
    if not material.link:
        return _("Download")
    sentence = {MaterialKind.RECORDING: _("Watch on %(host)s"), MaterialKind.AUDIO: _("Listen on %(host)s")}
    return sentence.get(MaterialKind(material.kind), _("Open on %(host)s")) % {"host": host_of(material.link)}


def _facts(material: Material, language: str) -> list[str]:
    """Length, pages, format and size."""
    facts = []
    if minutes := _minutes(material):
        facts.append(duration(minutes, language))
    if material.transcript_paragraphs and material.kind == MaterialKind.TRANSCRIPT:
        facts.append(length_words(material.transcript_paragraphs, material.transcript_facts))
    if material.pages:
        facts.append(page_count(material.pages))
    if material.file:
        facts.append(material.file.name.rpartition(".")[2].upper())
        facts.append(file_size(material.size, language))
    return facts


def host_of(link: str) -> str:
    """The site that a link leads to, as a reader knows it: `example.org`."""
    return (urlsplit(link).hostname or link).removeprefix("www.")


def recording_of(event: Event, spoken: str) -> Material | None:
    """The recording of ours that goes with a transcript: a film before sound, in its language before any other."""
    recordings = [row for row in event.materials.all() if row.kind in VOICES and row.file and row.may_be_opened]
    recordings.sort(key=lambda row: (row.language != spoken, row.kind != MaterialKind.RECORDING, row.order, row.pk))
    return recordings[0] if recordings else None
