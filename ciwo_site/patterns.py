"""What the page of patterns shows: every component in every state, made of plain values, without a database.

The words are for staff and stay as they are in both languages, so that a translator need not translate examples;
what the components say around them is translated.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.utils.safestring import SafeString

from ciwo_site import paper_patterns, search_patterns
from ciwo_site.borrowed import Extent, LanguageNotice
from ciwo_site.dates import other_zone, when
from ciwo_site.i18n import LocalText, active_language, other_languages, site_languages
from ciwo_site.messages import Share
from ciwo_site.open_data.dataset import Field
from ciwo_site.open_data.events import EVENT_FIELDS
from ciwo_site.pagination import Pages
from ciwo_site.plates import FIGURES
from ciwo_site.search_hits import Hit
from events.calendar.links import EventCalendar, Subscription, subscription
from events.cards import Attachment, EventCard, Group, state_label
from events.enums import AttendanceMode, EventKind
from events.facets import Facet, Option
from events.filters import EventFilters
from events.language_access import Badge, Certainty, LanguageNote, Line
from events.material_items import MaterialItem, MaterialSet
from events.pages import Billing, EventPage, Host, Registration
from events.players import Player, Track
from events.take_away.offer import TakeAway, TakeAwayFile
from events.transcript_page import Row
from programs.cards import EditionItem, GuideCard, ProgramCard

STARTS_AT = datetime(2026, 2, 24, 23, 0, tzinfo=UTC)
ZONE = "America/New_York"
STATES = ("scheduled", "live", "postponed", "cancelled", "over")
CALENDAR = "https://example.org/en/events/calendar.ics"
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
    transcript: list[Row]
    figures: tuple[str, ...]
    data_fields: tuple[Field, ...]
    share: Share
    calendar: EventCalendar
    subscriptions: list[Subscription]
    flyers: list[SafeString]
    hits: list[Hit]


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
        transcript=_transcript(),
        figures=FIGURES,
        data_fields=EVENT_FIELDS[:9],
        share=paper_patterns.share(),
        calendar=EventCalendar("#calendar", "#calendar", "#calendar", "#calendar", "#calendar"),
        subscriptions=[
            subscription(name, f"{CALENDAR}?series=1", "CIWO") for name in (own("WINS"), borrowed(LONG_TITLE))
        ],
        flyers=paper_patterns.flyers(),
        hits=search_patterns.hits(
            own("What *organizing* is"), borrowed("Qué es *organizar*"), own(""), borrowed(LONG_TITLE), cards[4]
        ),
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
        moved_from_day=None,
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
        take_away=_take_away() if card.state == "over" else None,
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
        Certainty.PENDING: Line(
            "Requested, not confirmed yet.", Certainty.PENDING, "We will say here if it is confirmed."
        ),
        Certainty.NONE: Line("No interpretation is planned.", Certainty.NONE),
        Certainty.UNKNOWN: Line("Not announced yet.", Certainty.UNKNOWN),
    }
    names = {"en": "English", "es": "Español", "pt": "Português", "fr": "Français", "ht": "Kreyòl ayisyen"}
    return [
        LanguageNote(code, name, certainty, [lines[certainty]])
        for (code, name), certainty in zip(names.items(), lines, strict=True)
    ]


def _materials() -> list[MaterialSet]:
    """A film and a sound of ours, one on another site, a text with a page of its own, a file, and what is to come."""
    film = Player(True, [Track("captions", "en", "English", "#materials")])
    about = "Recording, as spoken · Original · 1 h 30 min"
    items = [
        MaterialItem("play", own("The evening"), f"{about} · MP4 · 3.4 MB", "Download", "#film", False, player=film),
        MaterialItem(
            "audio", own("The evening"), "Audio only · Original", "Download", "#s", False, player=Player(False, [])
        ),
        MaterialItem("play", own("The evening"), about, "Watch on example.org", "#materials", True),
        MaterialItem("sign", own("Sign language view"), "Interpreted", "Watch on example.org", "#materials", True),
        MaterialItem(
            "document", own("What was said"), "Transcript · Original", "Read", "#t", False, page_url="#transcript"
        ),
        MaterialItem("document", borrowed("La tarde"), "Transcript · Automatic · PDF", "Download", "#materials", False),
        MaterialItem("slides", own("Slides"), "Original", "Download", "", False),
    ]
    return [MaterialSet("en", "In English", items), MaterialSet("es", "In Spanish", items[2:3])]


def _take_away() -> TakeAway:
    files = [TakeAwayFile("#zip", code, f"In {code}", "about 3.4 MB") for code in site_languages()]
    return TakeAway("One folder with everything in it.", files)


def _transcript() -> list[Row]:
    words = "We were four around a kitchen table, and each of us had a different idea of what the flyer was for. "
    return [
        Row("t-0m", [], "0:04", "#film", "Ana Torres", words * 3),
        Row("", [], "0:48", "", "Luz", "Yes."),
        Row("t-1m", ["t-2m"], "1:05", "#film", "Ana Torres", LONG_TITLE.replace(" ", "")),
        Row("", [], "", "", "", words),
    ]


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
        day=date(2026, 3, 20),
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
