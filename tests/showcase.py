"""One of everything that readers can see, and the address of every type of page: for promises of the whole site."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from ciwo_site.addresses import localized_reverse
from events.embed_code import SeriesEmbed
from events.models import Event, Series
from events.parts import EntryPart
from events.transcripts.addresses import TranscriptPlace
from programs.models import GuideEdition, Page, Person, Program, ResourceGuide
from tests.factories import (
    MONTH,
    NOW,
    film_file,
    make_affiliation,
    make_cohost,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_page,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
    pdf_file,
    said_file,
)

LISTS = ("event-list", "event-archive", "program-list", "guide-list")
PAGES = ("about", "contact", "accessibility", "privacy", "open-data", "subscribe", "search")


@dataclass
class Showcase:
    upcoming: Event
    past: Event
    only_english: Event
    only_spanish: Event
    series: Series
    program: Program
    guide: ResourceGuide
    edition: GuideEdition
    person: Person

    def addresses(self, language: str) -> dict[str, str]:
        """Every type of page, by a name for people, in one language."""
        entries = {
            "an upcoming event": self.upcoming,
            "a past event": self.past,
            "an event in English only": self.only_english,
            "an event in Spanish only": self.only_spanish,
            "a series": self.series,
            "a series on another site": SeriesEmbed(self.series),
            "a program": self.program,
            "a guide": self.guide,
            "a person": self.person,
            "a flyer": EntryPart(self.upcoming, "flyer"),
            "a transcript": TranscriptPlace(self.past, "en"),
        }
        plain = {name: localized_reverse(name, language) for name in ("home", *LISTS, *PAGES)}
        filtered = {
            "upcoming events, filtered": f"{plain['event-list']}?follow=es&kind=webinar",
            "upcoming events, none left": f"{plain['event-list']}?kind=convening&topic=999",
            "past events, filtered": f"{plain['event-archive']}?recording=1&year=2026",
            "search, nothing found": f"{plain['search']}?q=the+zebra+crosses",
            "search, a word": f"{plain['search']}?q=summary",  # finds something where saves are indexed
        }
        return plain | filtered | {name: entry.address(language) for name, entry in entries.items()}

    def about(self) -> QuerySet[Page]:
        """The page that says who we are, to be changed."""
        return Page.objects.filter(key="about")

    def every_address(self) -> dict[str, str]:
        """`addresses` in both languages, the name of the language after each page's."""
        return {
            f"{name} ({language})": address
            for language in ("en", "es")
            for name, address in self.addresses(language).items()
        }


def make_showcase() -> Showcase:
    home, partner = make_organization(web_page="https://center.example/"), make_organization(name_en="Partner")
    topic = make_topic()
    series = make_series(
        organization=home,
        summary_en="A run of webinars.",
        summary_es="Una serie de seminarios web.",
        body_en="<p>S</p>",
    )
    program = make_program(
        summary_en="A program.",
        summary_es="Un programa.",
        body_en="<p>About</p>",
        body_es="<p>Sobre</p>",
        audience_en="Organizers",
        length_en="One year",
        application_link="https://apply.example/",
    )
    program.organizations.add(partner)
    guide = make_guide(program=program, summary_en="To print.", summary_es="Para imprimir.", body_en="<h2>Part</h2>")
    edition = make_guide_edition(guide, version=2)
    make_guide_edition(guide, language="es")
    person = make_person(pronouns="she/her", credentials_en="Dr.", credentials_es="Dra.", bio_en="<p>Life</p>")
    make_affiliation(person, organization=home)
    program.contact = make_affiliation(person, program=program)
    program.save()
    common = {"series": series, "program": program, "topics": [topic], "summary_en": "Summary", "summary_es": "Resumen"}
    upcoming = make_event(
        **common,
        languages=("en",),
        registration_link="https://register.example/",
        also_shown_in=["America/Mexico_City", "Asia/Manila"],
        body_en="<p>About</p>",
        body_es="<p>Sobre</p>",
    )
    make_slot(upcoming, both_ways=True, provider=partner, how_to_join_en="Press the globe.")
    make_slot(upcoming, service="captions", status="requested", confirm_by=NOW.date())
    make_slot(upcoming, service="sign_language", to_language="ase", starts_at=upcoming.starts_at)
    make_speaker(upcoming, person=person, part="moderator")
    make_speaker(upcoming, group_en="Amazon worker leaders", group_es="Líderes de Amazon")
    make_cohost(upcoming, program=program)
    past = make_past_event(
        **common, guides=[guide], languages=("en", "es"), recap_en="<p>We met.</p>", people_named=False
    )
    make_speaker(past, person=person)
    make_recording(past, duration_seconds=3600, title_en="The evening", title_es="La tarde")
    make_material(past, file=pdf_file(), language="es")
    make_material(past, kind="transcript", link="", language="es")
    make_recording(past, link="", file=film_file(), language="es", origin="interpreted")
    for kind in ("captions", "transcript"):
        make_material(past, kind=kind, origin="machine", file=said_file())
    make_event(starts_at=NOW - timedelta(hours=1), title_en="Under way", title_es="En curso")
    make_event(
        kind="convening",
        attendance_mode="hybrid",
        all_day=True,
        ends_at=None,
        occurrence="postponed",
        occurrence_note_en="Snow.",
        venue="Hall",
        place_en="Syracuse, New York",
        place_es="Syracuse, Nueva York",
    )
    make_event(starts_at=NOW + 2 * MONTH, occurrence="cancelled", occurrence_note_en="No room.")
    only_english = make_event(starts_at=NOW + 3 * MONTH, title_en="Only in English", title_es="", body_en="<p>Text</p>")
    only_spanish = make_past_event(
        title_en="", title_es="Solo en español", summary_es="Resumen", body_es="<p>Texto</p>"
    )
    make_page("about")
    make_page("privacy", title_en="What we keep", title_es="", body_es="")
    return Showcase(upcoming, past, only_english, only_spanish, series, program, guide, edition, person)
