"""What a flyer says, before anything is placed on paper: the words of the event's own page, so that it cannot disagree with it.

Pure: takes an event that was fetched `for_page`; costs no query.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciwo_site.dates import other_zone, short_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language, site_languages
from ciwo_site.messages import one_line, text_on_one_line
from events.enums import AttendanceMode
from events.language_access import LanguageNote
from events.messages import OFF, when_sentence
from events.models import Event
from events.pages import EventPage, event_page

NAMED = 5  # people on a flyer; the page has them all
HELPFUL = ("sure", "part", "asked")  # tones of a language that somebody may come for


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language that the event can be followed in, told in that language itself where the site is written in it."""

    name: str
    how: str
    language: str  # of the words
    is_sure: bool


@dataclass(frozen=True, slots=True)
class FlyerText:
    """The words of the flyer in one language."""

    language: str
    title: LocalText
    series: LocalText
    kind: str
    state_label: str  # “Cancelled”; empty where the state needs no word
    when: str
    zones: list[str]
    where: list[LocalText]
    people: str
    note: str  # what staff say of a change, or what there is to open afterwards
    remark: str  # that the title is in another language
    services: list[str]
    call: str
    month: str
    year: str
    short_when: list[str]  # for a strip of paper: the day and the hour


@dataclass(frozen=True, slots=True)
class FlyerPage:
    """Everything that is printed, in the order of the languages that were asked for."""

    link: str  # whole, with its scheme: what the code holds
    kind: str
    state: str
    day: str
    figure: str
    texts: list[FlyerText]
    spoken: list[Spoken]
    hosts: list[str]

    @property
    def shown_link(self) -> str:
        """The link as people type it."""
        return self.link.partition("://")[2]

    @property
    def titles(self) -> list[LocalText]:
        """Each title once: one that is borrowed for a language is the other's own."""
        return list({text.title.text: text.title for text in self.texts}.values())


def flyer_page(event: Event, at: datetime, origin: str, languages: tuple[str, ...]) -> FlyerPage:
    """The flyer of an event in these languages; `origin` is the scheme and host of the site."""
    pages = {}
    for code in site_languages():
        with translation.override(code):
            pages[code] = event_page(event, at)
    texts = []
    for code in languages:
        with translation.override(code):
            texts.append(_text(event, pages[code]))
    card = pages[languages[0]].card
    return FlyerPage(
        link=f"{origin}{event.short_address}",
        kind=card.kind,
        state=card.state,
        day=card.when.day,
        figure=card.figure,
        texts=texts,
        spoken=_spoken(pages, languages),
        hosts=list(dict.fromkeys(str(host.name) for code in languages for host in pages[code].hosts)),
    )


def _text(event: Event, page: EventPage) -> FlyerText:
    language, card = active_language(), page.card
    return FlyerText(
        language=language,
        title=text_on_one_line(card.title),
        series=text_on_one_line(page.series.name) if page.series else LocalText("", language, language),
        kind=card.kind_label,
        state_label=card.state_label,
        when=when_sentence(card),
        zones=[] if _is_off(card.state) or card.state == "over" else [zone.text for zone in page.other_zones],
        where=_where(event, page),
        people=_people(page),
        note=_note(page),
        remark=title_remark(card.title),
        services=[] if _is_off(card.state) or card.state == "over" else [line.text for line in page.services],
        call=_call(page),
        month=card.when.month_name,
        year=card.when.year,
        short_when=_short_when(event, language),
    )


def title_remark(title: LocalText) -> str:
    """A sentence for a title that is borrowed; empty for one that is in the language that was wanted."""
    if not title.is_borrowed:
        return ""
    return _("The title is in %(language)s.") % {"language": language_name(title.language)}


def _is_off(state: str) -> bool:
    return state in OFF


def _where(event: Event, page: EventPage) -> list[LocalText]:
    language, card = active_language(), page.card
    mode = LocalText(card.mode_label, language, language)
    if event.attendance_mode == AttendanceMode.ONLINE:
        return [mode]
    venue = LocalText(page.venue, language, language)
    hybrid = [mode] if event.attendance_mode == AttendanceMode.HYBRID else []
    return [text_on_one_line(text) for text in (venue, card.place, *hybrid) if text] or [mode]


def _people(page: EventPage) -> str:
    """Those whom the page names, and nobody else."""
    names = [one_line(billing.name) for billing in page.people]
    if not names:
        return ""
    words, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more > 0:
        # Translators: a list of names on a flyer, as in “Ana, Bea and 2 more”.
        words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
            "names": words,
            "count": more,
        }
    return _("With %(names)s") % {"names": words}


def _note(page: EventPage) -> str:
    if _is_off(page.card.state):
        return one_line(page.note)
    if page.card.state == "over" and page.has_something_to_open:
        found = ", ".join(attachment.text for attachment in page.card.attachments)
        return _("To watch and read: %(materials)s.") % {"materials": found} if found else ""
    return ""


def _call(page: EventPage) -> str:
    """What somebody who scans the code will find."""
    if page.card.state == "over":
        return _("Watch it and read on") if page.has_something_to_open else _("Read what happened")
    if page.registration.state == "open":
        return _("Register and read more")
    return _("Read more, and see what is new")


def _short_when(event: Event, language: str) -> list[str]:
    zone = event.time_zone
    day = short_date(event.starts_at.astimezone(event.zone).date(), language)
    if event.all_day:
        return [day]
    return [day, capfirst(other_zone(event.starts_at, None, time_zone=zone, shown_in=zone, language=language).text)]


def _spoken(pages: dict[str, EventPage], languages: tuple[str, ...]) -> list[Spoken]:
    """What somebody who knows only one language can count on; nothing of an event that is over or off."""
    page = pages[languages[0]]
    if _is_off(page.card.state) or page.card.state == "over":
        return []
    found = []
    for code in dict.fromkeys((*languages, *(note.language for note in page.languages))):
        words_in = code if code in pages else languages[0]
        note = next((note for note in pages[words_in].languages if note.language == code), None)
        if note is not None and note.tone in HELPFUL:
            found.append(Spoken(note.name, _how(note), words_in, note.tone == "sure"))
    return found


def _how(note: LanguageNote) -> str:
    line = note.lines[0]
    return f"{line.text} {line.detail}" if note.tone == "part" and line.detail else line.text
