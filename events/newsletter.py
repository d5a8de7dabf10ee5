"""The coming events, as a newsletter tells of them: in one language, or in each at the same length.

Pure: takes events that were fetched `for_listing`; costs no query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language
from ciwo_site.messages import one_line, text_on_one_line
from events.cards import event_card
from events.flyer import title_remark
from events.messages import OFF, place_words, when_sentence
from events.models import Event
from events.newsletter_range import NewsletterRange


@dataclass(frozen=True, slots=True)
class NewsletterItem:
    """One event, every text on one line."""

    title: LocalText
    remark: str  # that the title or the text is in another language
    state_label: str  # “Cancelled”; empty where the state needs no word
    when: str
    facts: list[str]  # where, and in which languages
    summary: LocalText
    url: str  # absolute, with nothing in it that would tell who followed it


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The part of a newsletter that is written in one language."""

    language: str
    language_name: str  # in its own words
    heading: str
    time: str
    items: list[NewsletterItem]
    more: str
    more_url: str


def newsletters(
    events: Sequence[Event], time: NewsletterRange, at: datetime, origin: str, languages: Sequence[str]
) -> list[Newsletter]:
    """The same events in each of these languages. `origin` is the scheme and host of the site."""
    found = []
    for code in languages:
        with translation.override(code):
            found.append(_newsletter(events, time, at, origin))
    return found


def _newsletter(events: Sequence[Event], time: NewsletterRange, at: datetime, origin: str) -> Newsletter:
    language = active_language()
    return Newsletter(
        language=language,
        language_name=settings.LANGUAGE_NAMES[language],
        heading=_("Webinars and convenings"),
        time=time.words,
        items=[_item(event, at, origin) for event in events],
        more=_("All upcoming events"),
        more_url=f"{origin}{reverse('event-list')}",
    )


def _item(event: Event, at: datetime, origin: str) -> NewsletterItem:
    card = event_card(event, at)
    is_off = card.state in OFF
    facts = [] if is_off else [place_words(event, card), " · ".join(badge.text for badge in card.badges)]
    note = event.text("occurrence_note") if is_off else card.summary
    return NewsletterItem(
        title=text_on_one_line(card.title),
        remark=_remark(card.title, note),
        state_label=card.state_label if is_off else "",  # “Happening now” is over before anybody reads it
        when=one_line(when_sentence(card)),
        facts=[fact for part in facts if (fact := one_line(part))],
        summary=text_on_one_line(note),
        url=f"{origin}{card.url}",
    )


def _remark(title: LocalText, text: LocalText) -> str:
    """What to say of a title or a text that is borrowed from another language."""
    words = {"language": language_name((title if title.is_borrowed else text).language)}
    if title.is_borrowed and text.is_borrowed:
        return _("Title and text are in %(language)s.") % words
    if title.is_borrowed:
        return title_remark(title)
    return _("The text is in %(language)s.") % words if text.is_borrowed else ""
