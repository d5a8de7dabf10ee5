"""Hits for the page of patterns: an event with its text, words of another language, a moment in a transcript, a tie."""

from ciwo_site.i18n import LocalText
from ciwo_site.plates import FIGURES
from ciwo_site.search.marking import Marked, Piece
from ciwo_site.search_hits import Hit, MarkedText, Tie
from events.cards import EventCard


def marked(text: LocalText) -> MarkedText:
    """A text whose words in asterisks are marked: “a *moon* at night”."""
    pieces = tuple(Piece(part, number % 2 == 1) for number, part in enumerate(text.text.split("*")) if part)
    plain = LocalText(text.text.replace("*", ""), text.language, text.wanted)
    return MarkedText(plain, Marked(pieces, frozenset({0})))


def hits(own: LocalText, borrowed: LocalText, nothing: LocalText, long_title: LocalText, card: EventCard) -> list[Hit]:
    """`own` and `borrowed` have a word in asterisks, each in its own language."""
    return [
        hit("event", card.kind_label, own, own, card=card),
        hit("event", card.kind_label, long_title, borrowed, "In the Spanish transcript, 1:08:", "#search", card=card),
        hit("guide", "Guide", own, borrowed, "In the Spanish text:"),
        hit("person", "Person", own, nothing, ties=[Tie("Role", marked(own)), Tie("Topic", marked(borrowed))]),
    ]


def hit(
    kind: str,
    label: str,
    title: LocalText,
    text: LocalText,
    note: str = "",
    note_url: str = "",
    *,
    ties: list[Tie] | None = None,
    card: EventCard | None = None,
) -> Hit:
    return Hit(
        number=1,
        kind=kind,
        label=label,
        url="#search",
        title=marked(title),
        snippet=marked(text),
        note=note,
        note_url=note_url,
        ties=ties or [],
        figure=FIGURES[3],
        card=card,
        is_explained=True,
    )
