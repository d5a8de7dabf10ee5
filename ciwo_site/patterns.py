"""What the page of patterns shows: every component in every state, made of plain values, without a database.

The words are for staff and stay as they are in both languages, so that a translator need not translate examples;
what the components say around them is translated.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ciwo_site.borrowed import Extent, LanguageNotice
from ciwo_site.dates import other_zone, when
from ciwo_site.i18n import LocalText, active_language, other_languages
from ciwo_site.pagination import Pages
from ciwo_site.plates import FIGURES
from events.cards import Attachment, EventCard, Group, state_label
from events.enums import AttendanceMode, EventKind
from events.facets import Facet, Option
from events.filters import EventFilters
from events.language_access import Badge, Certainty, LanguageNote, Line
from events.pages import Billing, EventPage, Host, MaterialItem, MaterialSet, Registration
from programs.cards import EditionItem, GuideCard, ProgramCard

STARTS_AT = datetime(2026, 2, 24, 23, 0, tzinfo=UTC)
ZONE = "America/New_York"
STATES = ("scheduled", "live", "postponed", "cancelled", "over")
LONG_TITLE = (
    "Compartiendo Historias con Trabajadores Esenciales: el poder de la narración de historias como herramienta "
    "movilizadora"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    cards: list[EventCard]  # one for each state, then a gathering and a long title in the other language
    pages: list[EventPage]
    groups: list[Group]
    one_page: Pages
    middle_page: Pages
    facets: list[Facet]
    selects: list[Facet]
    filters: EventFilters
    notices: list[LanguageNotice]
    program: ProgramCard
    guide: GuideCard
    prose: LocalText
    figures: tuple[str, ...]


def patterns() -> Patterns:
    """Samples of everything, in the active language."""
    cards = [
        *(event_card(number, state) for number, state in enumerate(STATES)),
        event_card(5, "scheduled", kind=EventKind.CONVENING, mode=AttendanceMode.HYBRID, all_day=True),
        replace(event_card(6, "scheduled"), title=borrowed(LONG_TITLE), summary=borrowed("Un resumen.")),
    ]
    facets = [_facet("follow", "es"), _facet("recording", ""), _facet("kind", "webinar"), _facet("topic", "")]
    return Patterns(
        cards=cards,
        pages=[
            event_page(
                replace(cards[1], title=borrowed(LONG_TITLE)),
                Registration("open", "https://example.org/register", "Registration closes soon."),
            ),
            event_page(cards[2], Registration("unknown", text="No link yet.")),
            event_page(cards[4], Registration("none")),
        ],
        groups=[Group("February 2026", "2026-02", "2026", cards[0].when.month_name, cards[:2])],
        one_page=Pages(1, 1, 2, 20),
        middle_page=Pages(2, 3, 50, 20),
        facets=facets,
        selects=facets[2:],
        filters=EventFilters(kind="webinar", follow="es"),
        notices=[LanguageNotice(extent, _other(), active_language()) for extent in Extent],
        program=_program(),
        guide=_guide(),
        prose=own(
            "<p>A paragraph with <strong>heavy</strong> words and a <a href='#prose'>link</a>.</p><h3>A heading</h3>"
            "<ul><li>One</li><li>Two</li></ul><blockquote><p>What somebody said.</p></blockquote>"
        ),
        figures=FIGURES,
    )


def own(text: str) -> LocalText:
    """A text in the reader's language."""
    return LocalText(text, active_language(), active_language())


def borrowed(text: str) -> LocalText:
    """A text in another language than the reader's."""
    return LocalText(text, _other(), active_language())


def _other() -> str:
    return other_languages(active_language())[0]


def event_card(
    number: int,
    state: str,
    *,
    kind: EventKind = EventKind.WEBINAR,
    mode: AttendanceMode = AttendanceMode.ONLINE,
    all_day: bool = False,
) -> EventCard:
    starts_at = STARTS_AT + timedelta(days=number)
    ends_at = None if all_day else starts_at + timedelta(hours=2)
    is_over = state == "over"
    return EventCard(
        number=number,
        url="#cards",
        kind=kind.value,
        kind_label=str(kind.label),
        mode=mode.value,
        mode_label=str(mode.label),
        title=own(f"A title of some words ({state})"),
        summary=own("A summary in one sentence, or in two."),
        belongs=[own("WINS"), own("Build the Bench")],
        when=when(starts_at, ends_at, all_day=all_day, time_zone=ZONE, language=active_language()),
        state=state,
        state_label=state_label(state),
        place=own("Syracuse, New York") if mode != AttendanceMode.ONLINE else own(""),
        badges=[
            Badge("On the floor", Certainty.FLOOR, "en"),
            Badge("Interpreted", Certainty.CONFIRMED, "es"),
            Badge("Requested", Certainty.PENDING, "ase"),
        ],
        attachments=[Attachment("play", "Recording"), Attachment("slides", "Slides")] if is_over else [],
        figure=FIGURES[number % len(FIGURES)],
        image=None,
        image_description=own(""),
    )


def event_page(card: EventCard, registration: Registration) -> EventPage:
    return EventPage(
        card=card,
        body=own("<p>What it is about.</p>"),
        recap=own("<p>What happened.</p>") if card.state == "over" else own(""),
        note=own("The note that staff wrote.") if card.state == "postponed" else own(""),
        venue="Union Hall",
        time_zone=ZONE,
        other_zones=[
            other_zone(
                STARTS_AT,
                None,
                time_zone=ZONE,
                shown_in=zone,
                language=active_language(),
            )
            for zone in ("America/Mexico_City", "Asia/Manila")
        ],
        moved_from="",
        languages=_languages(),
        services=[
            Line("Sign language is confirmed.", Certainty.CONFIRMED, "By people."),
            Line("Captions are requested.", Certainty.PENDING),
        ],
        people=[
            Billing(
                own("Dr. First Person"), "#people", "she/her", "Moderator", own(""), [(own("Director"), own("Center"))]
            ),
            Billing(own("An unnamed group"), "", "", "", own("Tells its story"), []),
        ],
        people_are_unnamed=card.state == "over",
        registration=registration,
        material_sets=_materials() if card.state == "over" else [],
        guides=[_guide()] if card.state == "over" else [],
        series=Host(own("WINS"), "#series"),
        program=Host(own("Build the Bench"), "#program"),
        hosts=[Host(own("Center"), ""), Host(own("Partner"), "#partner")],
        topics=[Host(own("Storytelling"), "#topic"), Host(own("Alliances"), "#topic")],
    )


def _languages() -> list[LanguageNote]:
    """One language for each degree of certainty."""
    lines = {
        Certainty.FLOOR: Line("Spoken from the stage.", Certainty.FLOOR),
        Certainty.CONFIRMED: Line(
            "Interpretation is confirmed.", Certainty.CONFIRMED, "By a cooperative.", own("Press the globe.")
        ),
        Certainty.PENDING: Line("Requested, not confirmed yet.", Certainty.PENDING, "We will confirm in time."),
        Certainty.NONE: Line("No interpretation is planned.", Certainty.NONE),
        Certainty.UNKNOWN: Line("Not announced yet.", Certainty.UNKNOWN),
    }
    names = {"en": "English", "es": "Español", "pt": "Português", "fr": "Français", "ht": "Kreyòl ayisyen"}
    return [
        LanguageNote(code, name, certainty, [lines[certainty]])
        for (code, name), certainty in zip(names.items(), lines, strict=True)
    ]


def _materials() -> list[MaterialSet]:
    items = [
        MaterialItem("play", own("The evening"), "Recording · Original · 1 h 30 min", "Watch", "#materials", True),
        MaterialItem("document", borrowed("La tarde"), "Transcript · Automatic · PDF", "Download", "#materials", False),
        MaterialItem("slides", own("Slides"), "Original", "Download", "", False),
    ]
    return [MaterialSet("en", "In English", items), MaterialSet("es", "In Spanish", items[:1])]


def _facet(name: str, chosen: str) -> Facet:
    values = {"follow": ("en", "es"), "recording": ("1",), "kind": ("webinar", "convening"), "topic": ("1", "2")}[name]
    options = [
        Option(value, own(f"{name} {value}"), 3, value == chosen, "" if value == chosen else f"{name}={value}")
        for value in values
    ]
    return Facet(name, name.capitalize(), "any", "", options)


def _program() -> ProgramCard:
    return ProgramCard(
        number=1,
        url="#program",
        kind="program",
        kind_label="Program",
        title=own("Build the Bench"),
        summary=own("So that more people are ready to lead."),
        audience=own("Organizers"),
        length=own("One year"),
        partners=[],
        figure="seedling",
        image=None,
        image_description=own(""),
    )


def _guide() -> GuideCard:
    newest = EditionItem(
        number=1,
        url="#guide",
        language="en",
        language_label="English",
        format_label="PDF",
        version=2,
        dated="March 20, 2026",
        pages="4 pages",
        size="93 kB",
        verb="Download in English",
        is_latest=True,
    )
    return GuideCard(
        number=1,
        url="#guide",
        title=own("Co-Directorships"),
        summary=own("For organizations in which two people lead."),
        program=None,
        figure="sun",
        image=None,
        image_description=own(""),
        editions=[newest, replace(newest, number=2, version=1, is_latest=False, dated="January 8, 2026")],
        older=["The Spanish edition is version 1; the English one is already version 2."],
        missing=["There is no edition in Portuguese yet."],
    )
