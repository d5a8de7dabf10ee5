"""What the share image of an event or a series says: the words of its card, and no others."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciwo_site.i18n import LocalText, active_language
from ciwo_site.share_images.plate import HOUSE_FIGURE, Bar, Ground, Plate, house_line, title_note
from events.cards import EventCard
from events.enums import AttendanceMode, EventKind, Occurrence
from events.language_access import Certainty

GROUNDS = {EventKind.WEBINAR: Ground.WEBINAR, EventKind.CONVENING: Ground.CONVENING}
BARS = {Occurrence.POSTPONED: Bar.THIN, Occurrence.CANCELLED: Bar.HEAVY}
# A picture is kept by telephones long after it was sent, so it says nothing of what is only asked for.
SURE = (Certainty.FLOOR, Certainty.CONFIRMED, Certainty.PART)


def event_plate(card: EventCard) -> Plate:
    """The poster of an event. Nothing on it changes by the clock alone: “happening now” would soon be untrue."""
    is_off = card.state in BARS
    place = "" if card.mode == AttendanceMode.ONLINE else str(card.place)
    kicker = [card.kind_label, *(str(name) for name in card.belongs if str(name) != place)]
    return Plate(
        kind="event",
        number=card.number,
        language=active_language(),
        ground=GROUNDS[EventKind(card.kind)],
        figure=card.figure,
        title=card.title,
        kicker=" · ".join(kicker),
        line=" · ".join(part for part in (capfirst(card.when.text), place) if part),
        day=card.when.day,
        month=f"{card.when.month_name} {card.when.year}",
        languages=tuple(badge.text for badge in card.badges if badge.certainty in SURE),
        state=card.state_label if is_off else "",
        bar=BARS.get(card.state, Bar.NONE),  # type: ignore[call-overload]  # the state of a card is a plain word
        note=title_note(card.title),
    )


def series_plate(number: int, title: LocalText, host: LocalText | None) -> Plate:
    """`host` is the organization that the page says hosts it."""
    return Plate(
        kind="series",
        number=number,
        language=active_language(),
        ground=Ground.HOUSE,
        figure=HOUSE_FIGURE,
        title=title,
        kicker=_("Series of events"),
        line=_("Hosted by %(name)s.") % {"name": host} if host else house_line(),
        note=title_note(title),
    )
