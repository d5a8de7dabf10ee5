"""What people send each other about an event, in every language of the site. Generated, so that it agrees with the page.

Pure: takes an event that was fetched `for_page` or `for_listing`; costs no query.
"""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.dates import join_words, other_zone, short_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language, other_languages
from ciwo_site.messages import Message, Share, in_lines, letter, line_of, marked_title, one_line, short_message
from events.cards import EventCard, event_card, hours_of
from events.enums import AttendanceMode, Occurrence
from events.language_access import Certainty, certainty_of, notes
from events.models import Event
from events.parts import EntryPart

OFF = (Occurrence.POSTPONED, Occurrence.CANCELLED)


def event_share(event: Event, at: datetime, origin: str) -> Share:
    """A message for each language, the short link and the flyer. `origin` is the scheme and host of the site."""
    return Share(
        link=f"{origin}{event.short_address}",
        messages=event_messages(event, at, origin),
        flyer_url=EntryPart(event, "flyer").address(),
    )


def event_messages(event: Event, at: datetime, origin: str) -> list[Message]:
    """One message for each language, the reader's first."""
    found = []
    for language in (active_language(), *other_languages(active_language())):
        with translation.override(language):
            found.append(_message(event, at, f"{origin}{event.short_address}"))
    return found


def title_words(card: EventCard) -> str:
    """The title, with what the reader of a message cannot see: that it is off, or in another language."""
    title = marked_title(card.title)
    return f"{card.state_label}: {title}" if card.state_label else title


def when_sentence(card: EventCard) -> str:
    """The date with its hour and zone, as a promise only while it is one."""
    words = {"date": card.when.text}
    if card.state == Occurrence.CANCELLED:
        return _("It was planned for %(date)s and does not take place.") % words
    if card.state == Occurrence.POSTPONED:
        return _("It was planned for %(date)s. The new date is not known yet.") % words
    if card.state == "over":
        return _("It took place on %(date)s.") % words
    return capfirst(card.when.text)


def language_sentence(event: Event, card: EventCard, at: datetime) -> str:
    """In which languages it can be followed without any doubt; empty where that is not known."""
    if card.state in (*OFF, "over"):
        return ""
    floor, slots, hours = event.languages.all(), event.slots.all(), hours_of(event)
    sure = [
        language_name(note.language)
        for note in notes(floor, slots, hours, is_over=False)
        if certainty_of(note.language, floor, slots, hours) in (Certainty.FLOOR, Certainty.CONFIRMED)
    ]
    return _("In %(languages)s.") % {"languages": join_words(sure, active_language())} if sure else ""


def materials_sentence(card: EventCard) -> str:
    """What there is to open afterwards, and what is still to be posted."""
    if card.state != "over" or not card.attachments:
        return ""
    return _("To watch and read: %(materials)s.") % {"materials": ", ".join(item.text for item in card.attachments)}


def zones_line(event: Event) -> str:
    """The same hour on other clocks."""
    if event.all_day:
        return ""
    language = active_language()
    return capfirst(
        " · ".join(
            other_zone(event.starts_at, event.ends_at, time_zone=event.time_zone, shown_in=zone, language=language).text
            for zone in event.also_shown_in
            if zone != event.time_zone
        )
    )


def place_words(event: Event, card: EventCard) -> str:
    """How people meet, and where: “In person: Union Hall, Syracuse, New York”."""
    place = ", ".join(one_line(part) for part in (event.venue, card.place) if part)
    if event.attendance_mode == AttendanceMode.ONLINE or not place:
        return card.mode_label
    return f"{card.mode_label}: {place}"


def _message(event: Event, at: datetime, link: str) -> Message:
    language, card = active_language(), event_card(event, at)
    note = event.text("occurrence_note", language) if card.state in OFF else LocalText("", language, language)
    is_off = card.state in (*OFF, "over")
    facts = in_lines(
        [
            line_of(title_words(card), card.title),
            line_of(when_sentence(card)),
            line_of("" if is_off else zones_line(event)),
            line_of(str(note), note),
            line_of("" if is_off else place_words(event, card), card.place),
            line_of("" if is_off else " · ".join(badge.text for badge in card.badges)),
            line_of(materials_sentence(card)),
        ]
    )
    return Message(
        language=language,
        name=settings.LANGUAGE_NAMES[language],
        subject=_subject(event, card, language),
        lines=(*facts, line_of(link)),
        short=_short(event, card, at, link),
        letter=letter(facts, card.summary, link),
    )


def _subject(event: Event, card: EventCard, language: str) -> str:
    day = short_date(event.starts_at.astimezone(event.zone).date(), language)
    return one_line(title_words(card) if card.state in OFF else f"{title_words(card)}, {day}")


def _short(event: Event, card: EventCard, at: datetime, link: str) -> str:
    language = active_language()
    day = short_date(event.starts_at.astimezone(event.zone).date(), language)
    start = "" if event.all_day else _start(event, language)
    facts = {
        Occurrence.CANCELLED: [],
        Occurrence.POSTPONED: [],
        "over": [day],
    }.get(card.state, [f"{day}, {start}" if start else day, language_sentence(event, card, at)])
    prefix = f"{card.state_label}: " if card.state in OFF else ""
    return short_message(str(card.title), facts, link, prefix)


def _start(event: Event, language: str) -> str:
    zone = event.time_zone
    return other_zone(event.starts_at, None, time_zone=zone, shown_in=zone, language=language).text
