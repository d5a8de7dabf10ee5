"""The pages and files of a zip: light HTML that opens from a disk, and beside it what the catalog has as files."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import blake2b
from typing import Any

from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ciwo_site.dates import file_size, long_date
from ciwo_site.downloads import open_part
from ciwo_site.enums import language_name
from ciwo_site.freshness import latest
from ciwo_site.i18n import LocalText, active_language, entry_address
from ciwo_site.release import release_print
from ciwo_site.zip_stream import Member, Names, safe_name
from events.enums import VOICES
from events.material_items import MaterialItem, kind_words
from events.models import Event, Material, Series
from events.pages import EventPage, event_page
from events.take_away.choice import chosen_editions, chosen_materials
from events.transcripts.minutes import minutes_of
from events.transcripts.readers import readers_paragraphs, withheld_on
from events.transcripts.times import anchor, clock
from events.transcripts.words import length_words
from programs.models import GuideEdition, ResourceGuide

OWN_LINK = re.compile(r'href="/(?!/)')
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip before it is written. `fingerprint` changes with any byte of it."""

    name: str
    fingerprint: str
    members: Callable[[], Iterator[Member]]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file in the folder, as its index lists it."""

    path: str  # from the page that lists it
    title: LocalText
    about: str


@dataclass(frozen=True, slots=True)
class EventPaper:
    """The page of one event."""

    page: EventPage
    body: LocalText
    recap: LocalText
    url: str  # on the site
    enclosed: list[Enclosed]
    online: list[tuple[MaterialItem, str]]  # what stays on the web, and its whole address
    missing: list[LocalText]
    home: str  # the way to the index of the series; empty in an event's own folder


@dataclass(slots=True)
class _Folder:
    """What has been put in so far."""

    root: str
    origin: str
    at: datetime
    names: Names = field(default_factory=Names)
    files: list[Member] = field(default_factory=list)
    pages: list[Member] = field(default_factory=list)
    transcripts: dict[int, tuple[str, Event, str]] = field(default_factory=dict)  # material → path, event, home
    prints: list[str] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)

    def add_file(self, folder: str, name: str, row: Material | GuideEdition, changed: datetime) -> str:
        """The path within the root; empty where the file is no longer stored."""
        if not row.file.storage.exists(str(row.file.name)):
            return ""
        path = self.names.give(f"{folder}{safe_name(name)}.{str(row.file.name).rpartition('.')[2]}")
        self.files.append(
            Member(
                f"{self.root}/{path}", changed, partial(_stored, row.file, row.size), is_packed=row.media_type in TEXTS
            )
        )
        self.prints += [path, row.checksum, str(row.size)]
        self.moments.append(changed)
        return path

    def add_page(self, path: str, template: str, context: Mapping[str, Any], changed: datetime) -> None:
        content = render_to_string(f"take_away/{template}.html", {**context, "language": active_language()}).encode()
        self.pages.append(Member(f"{self.root}/{path}", changed, partial(_whole, content)))
        self.prints += [path, blake2b(content, digest_size=16).hexdigest()]
        self.moments.append(changed)

    def archive(self) -> Archive:
        parts = [release_print(), self.root, *self.prints, *(moment.isoformat() for moment in self.moments)]
        language = active_language()
        return Archive(
            name=f"{self.root}-{language}.zip",
            fingerprint=blake2b("\n".join(parts).encode(), digest_size=16).hexdigest(),
            members=lambda: self._members(language),
        )

    def _members(self, language: str) -> Iterator[Member]:
        """The index first, so that who breaks off has it; the text of one transcript at a time is held."""
        yield from self.pages[::-1]
        rows = Material.objects.with_transcript().filter(pk__in=list(self.transcripts)).order_by("pk")
        for material in rows.iterator(chunk_size=1) if self.transcripts else ():
            path, event, home = self.transcripts[material.pk]
            with override(language):  # the answer is on its way, and nobody else's language is in force
                content = _transcript(material, event, home).encode()
            yield Member(f"{self.root}/{path}", material.posted_at, partial(_whole, content))
        yield from self.files


TEXTS = frozenset({"text/plain", "text/vtt", "application/x-subrip"})


def event_archive(event: Event, at: datetime, origin: str) -> Archive:
    """Of an event that was fetched `for_page` and `with_names_to_withhold`, in the active language."""
    folder = _Folder(_root(event), origin, at)
    guides = [guide for guide in event.published_guides if guide.listed]
    places = {guide.pk: _add_guide(folder, guide, pgettext("folder", "files") + "/") for guide in guides}
    paper = _event_paper(folder, event, "", places, home="")
    folder.add_page(
        INDEX, "event", {"paper": paper, "as_of": _as_of(folder)}, latest(event.updated_at, *folder.moments)
    )
    return folder.archive()


def series_archive(
    series: Series, events: list[Event], guides: list[ResourceGuide], at: datetime, origin: str
) -> Archive:
    """Of events that were fetched like that of `event_archive`; only those that left something have a page of their own."""
    folder = _Folder(_root(series), origin, at)
    places = {guide.pk: _add_guide(folder, guide, pgettext("folder", "guides") + "/") for guide in guides}
    rows: list[tuple[EventPage, str, str]] = []
    for event in events:
        page = event_page(event, at)
        inner = ""
        if chosen_materials(event.materials.all(), active_language()) or any(
            guide.pk in places for guide in event.published_guides
        ):
            inner = f"{event.local_date:%Y-%m-%d}-{entry_address(event)}/"
            paper = _event_paper(folder, event, inner, places, home=f"../{INDEX}")
            folder.add_page(f"{inner}{INDEX}", "event", {"paper": paper, "as_of": ""}, event.updated_at)
        rows.append((page, f"{inner}{INDEX}" if inner else "", f"{origin}{page.card.url}"))
    context = {
        "title": series.text("title"),
        "summary": series.text("summary"),
        "body": _with_whole_links(series.text("body"), origin),
        "url": f"{origin}{series.address()}",
        "rows": rows,
        "enclosed": [enclosed for found in places.values() for enclosed in found[0]],
        "missing": [title for found in places.values() for title in found[1]],
        "as_of": _as_of(folder),
    }
    folder.add_page(INDEX, "series", context, latest(series.updated_at, *folder.moments))
    return folder.archive()


def _root(entry: Event | Series) -> str:
    return entry_address(entry).partition("-")[2] or f"{entry._meta.model_name}-{entry.pk}"


def _as_of(folder: _Folder) -> str:
    """The day of the last change of what is enclosed (UTC); empty where nothing is."""
    if not folder.moments:
        return ""
    return long_date(latest(*folder.moments).date(), active_language())


def _add_guide(folder: _Folder, guide: ResourceGuide, inner: str) -> tuple[list[Enclosed], list[LocalText]]:
    """The editions that go along, their paths from the root, and the titles of those that are gone."""
    enclosed, missing = [], []
    language = active_language()
    for edition in chosen_editions(guide, language):
        title = guide.text("title", edition.language)
        path = folder.add_file(inner, f"{title} ({edition.language}, v{edition.version})", edition, edition.uploaded_at)
        title = replace(title, wanted=language)
        if not path:
            missing.append(title)
            continue
        words = [
            _("Guide"),
            capfirst(language_name(edition.language)),
            _("Version %(version)s") % {"version": edition.version},
            edition.format.upper(),
            file_size(edition.size, language),
        ]
        enclosed.append(Enclosed(path, title, " · ".join(words)))
    return enclosed, missing


def _event_paper(
    folder: _Folder,
    event: Event,
    inner: str,
    guides: Mapping[int, tuple[list[Enclosed], list[LocalText]]],
    *,
    home: str,
) -> EventPaper:
    """Everything of one event goes into the folder; its page is given back for the template."""
    language = active_language()
    page = event_page(event, folder.at)
    chosen = chosen_materials(event.materials.all(), language)
    enclosed: list[Enclosed] = []
    missing: list[LocalText] = []
    for material in chosen.transcripts:
        path = folder.names.give(f"{inner}{pgettext('file', 'transcript')}-{material.language}.html")
        folder.transcripts[material.pk] = (path, event, INDEX)
        folder.prints += [path, material.checksum, str(withheld_on(event)), material.posted_at.isoformat()]
        folder.moments.append(material.posted_at)
        words = length_words(material.transcript_paragraphs, material.transcript_facts)
        about = [_in(material.language), str(material.get_origin_display()), words]
        enclosed.append(Enclosed(path.removeprefix(inner), _title(material, _("Transcript")), " · ".join(about)))
    for material in chosen.papers:
        title = _title(material, kind_words(material))
        path = folder.add_file(
            f"{inner}{pgettext('folder', 'files')}/", f"{title} ({material.language})", material, material.posted_at
        )
        if not path:
            missing.append(title)
            continue
        about = [kind_words(material), _in(material.language), str(material.get_origin_display())]
        about += [path.rpartition(".")[2].upper(), file_size(material.size, language)]
        enclosed.append(Enclosed(path.removeprefix(inner), title, " · ".join(about)))
    way_up = "../" if inner else ""
    for guide in event.published_guides:
        found, gone = guides.get(guide.pk, ([], []))
        enclosed += [replace(one, path=f"{way_up}{one.path}") for one in found]
        missing += gone
    folder.moments.append(event.updated_at)
    return EventPaper(
        page=page,
        body=_with_whole_links(page.body, folder.origin),
        recap=_with_whole_links(page.recap, folder.origin),
        url=f"{folder.origin}{page.card.url}",
        enclosed=enclosed,
        online=list(_online(page, folder.origin)),
        missing=missing,
        home=home,
    )


def _online(page: EventPage, origin: str) -> Iterator[tuple[MaterialItem, str]]:
    """Recordings, and whatever lies on another site."""
    for found in page.material_sets:
        for item in found.items:
            if item.url and (item.kind in VOICES or item.leads_elsewhere):
                about = f"{found.heading} · {item.about}"
                yield replace(item, about=about), item.url if item.leads_elsewhere else f"{origin}{item.url}"


def _title(material: Material, kind: str) -> LocalText:
    language = active_language()
    return material.text("title", language) or LocalText(kind, language, language)


def _in(language: str) -> str:
    return capfirst(_("in %(language)s") % {"language": language_name(language)})


def _with_whole_links(text: LocalText, origin: str) -> LocalText:
    """Rich text whose links to our own pages lead there from a disk too."""
    return replace(text, text=OWN_LINK.sub(f'href="{origin}/', text.text))


def _whole(content: bytes) -> Iterator[bytes]:
    return iter([content])


def _stored(file: FieldFile, size: int) -> Iterator[bytes]:
    return iter(open_part(file.storage, str(file.name), range(size)))


def _transcript(material: Material, event: Event, home: str) -> str:
    """The whole transcript as one page."""
    paragraphs = readers_paragraphs(material, event)
    rows = []
    speaker = ""
    for paragraph, minutes in zip(paragraphs, minutes_of(paragraphs), strict=True):
        rows.append(
            {
                "anchors": [anchor(minute) for minute in minutes],
                "clock": "" if paragraph.at is None else clock(paragraph.at),
                "speaker": "" if paragraph.speaker == speaker else paragraph.speaker,
                "text": paragraph.text,
            }
        )
        speaker = paragraph.speaker
    context = {
        "title": event.text("title"),
        "heading": _in(material.language),
        "facts": [
            str(material.get_origin_display()),
            length_words(material.transcript_paragraphs, material.transcript_facts),
        ],
        "spoken": material.language,
        "rows": rows,
        "home": home,
        "language": active_language(),
    }
    return render_to_string("take_away/transcript.html", context)
