"""What feeds say of an event and of a recording, in the active language. Costs no query; knows no HTTP."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.atom import AtomEntry, AtomLink, AtomText, content_of, entry_id, labelled, page_links, paragraph
from ciwo_site.dates import When, duration, when
from ciwo_site.enums import language_name
from ciwo_site.freshness import latest
from ciwo_site.i18n import LocalText, active_language
from events.cards import EventCard, event_card
from events.enums import MaterialKind, Occurrence
from events.models import Event, Material

SEPARATOR = " · "


def upcoming_entry(event: Event, at: datetime, origin: str) -> AtomEntry:
    """An event that was fetched `for_listing`; what hangs on it moves its `updated_at`."""
    language = active_language()
    card = event_card(event, at)
    is_changed = event.occurrence != Occurrence.SCHEDULED
    return AtomEntry(
        id=entry_id(event.uid, "upcoming", language),
        title=titled(card.title, card.state_label if is_changed else ""),
        updated=latest(event.updated_at, event.publish_at),
        published=event.publish_at,
        links=page_links(event, origin),
        categories={card.kind: card.kind_label},
        summary=summary_of(card.summary),
        content=content_of(*what_it_is(event, card), paragraph(card.summary)),
    )


def recording_entry(recording: Material, origin: str) -> AtomEntry:
    """A recording, with its event at hand."""
    language, event = active_language(), recording.event
    hours = when(event.starts_at, event.ends_at, all_day=event.all_day, time_zone=event.time_zone, language=language)
    summary = event.text("summary", language)
    return AtomEntry(
        id=entry_id(event.uid, f"recording/{recording.pk}", language),
        title=titled(event.text("title", language), _recording_label(recording)),
        updated=latest(recording.posted_at, event.publish_at),
        links=[*page_links(event, origin), _recording_link(recording, language, origin)],
        categories={recording.kind: str(recording.get_kind_display())},
        summary=summary_of(summary),
        content=content_of(
            paragraph(recording.text("title", language)),
            paragraph(SEPARATOR.join(_recording_facts(recording, language))),
            time_paragraph(hours),
            paragraph(summary),
        ),
    )


def _recording_label(recording: Material) -> str:
    words = {"language": language_name(recording.language)}
    if recording.kind == MaterialKind.AUDIO:
        return _("Audio in %(language)s") % words
    return _("Recording in %(language)s") % words


def _recording_facts(recording: Material, language: str) -> Iterator[str]:
    yield _recording_label(recording)
    yield str(recording.get_origin_display())
    if recording.duration_seconds:
        yield duration(max(1, round(recording.duration_seconds / 60)), language)


def _recording_link(recording: Material, language: str, origin: str) -> AtomLink:
    """The file itself (§4.2.7.2 “enclosure”), or where else it can be watched."""
    if recording.link:
        return AtomLink(recording.link, "related", hreflang=recording.language)
    address = f"{origin}{recording.address(language)}"
    return AtomLink(address, "enclosure", recording.media_type, recording.language, recording.size)


# Pieces -----------------------------------------------------------------------------------------------------------------


def titled(title: LocalText, label: str = "") -> AtomText:
    if label:
        return labelled(_("%(label)s: %(title)s"), label, title)
    return AtomText(title.text, title.language)


def summary_of(summary: LocalText) -> AtomText | None:
    return AtomText(summary.text, summary.language) if summary else None


def time_paragraph(found: When) -> str:
    return f'<p><time datetime="{found.start_iso}">{escape(capfirst(found.text))}</time></p>'


def what_it_is(event: Event, card: EventCard) -> Iterator[str]:
    """State, time, place and languages, as the lists of the site say them."""
    if event.occurrence != Occurrence.SCHEDULED:
        yield paragraph(card.state_label)
        yield paragraph(event.text("occurrence_note"))
    yield time_paragraph(card.when)
    language = active_language()
    names = [LocalText(card.kind_label, language, language), *card.belongs]
    yield f"<p>{SEPARATOR.join(map(_span, names))}</p>"
    yield paragraph(event.venue)
    if card.badges:
        yield paragraph(SEPARATOR.join(badge.text for badge in card.badges))
    elif event.occurrence != Occurrence.CANCELLED:
        yield paragraph(_("The languages of this event are not announced yet."))


def _span(text: LocalText) -> str:
    if text.is_borrowed:
        return f'<span lang="{escape(text.language)}">{escape(text.text)}</span>'
    return escape(text.text)
