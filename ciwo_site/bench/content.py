"""A catalog of any size, the same each time, with every kind of row that a page reads."""

from datetime import date, datetime, timedelta

from django.db import transaction

from ciwo_site.bench.prose import sentences
from ciwo_site.enums import Publication
from ciwo_site.i18n import site_languages
from events.enums import LanguageService, MaterialKind, Occurrence, SlotStatus
from events.models import Event, EventLanguage, InterpretationSlot, Material, Series, Speaker
from programs.catalog_version import forget_old_changes
from programs.models import Affiliation, GuideEdition, Organization, Person, Program, ResourceGuide, Topic

BATCH = 1000
UPCOMING_SHARE = 10  # one event in so many is still to come
UPCOMING_LEAST = 30  # at least: a full page of a list, and another one
GUIDE_SHARE = 2  # one event in so many left the guide behind: more than its page lists
PAST_DAYS, COMING_DAYS = 3650, 365
SUMMARY_WORDS, BODY_WORDS = 20, 120  # of an event, in each language
SUMMARY = "What people tried at work, what it taught them, and what they would do again. " * 2
BODY = "<p>" + "A paragraph of an ordinary length, as staff write it for a page. " * 6 + "</p>"


def in_every_language(**texts: str) -> dict[str, str]:
    """The real columns of bilingual fields, each text marked with its language."""
    return {f"{field}_{code}": f"{text} ({code})" for field, text in texts.items() for code in site_languages()}


def fill(count: int, now: datetime) -> None:
    """Make `count` published events with all that belongs to them, as a site has them that has been running for a while."""
    _fill(count, now)
    forget_old_changes()


@transaction.atomic  # indexed once, when all of it is there
def _fill(count: int, now: datetime) -> None:
    """Make `count` published events with speakers, languages, slots and materials, and what they belong to."""
    organization = Organization.objects.create(**in_every_language(name="A cooperative"))
    published = {"publication": Publication.PUBLISHED}
    series = [
        Series.objects.create(organization=organization, **published, **in_every_language(title=f"Series {n}"))
        for n in range(3)
    ]
    programs = [Program.objects.create(**published, **in_every_language(title=f"Program {n}")) for n in range(5)]
    topics = [Topic.objects.create(**in_every_language(name=f"Topic {n}")) for n in range(12)]
    guide = ResourceGuide.objects.create(
        program=programs[0], **published, **in_every_language(title="A guide", summary=SUMMARY, body=BODY)
    )
    for code in site_languages():
        edition = GuideEdition(
            guide=guide, language=code, dated=date(2024, 3, 1), format="pdf", media_type="application/pdf"
        )
        edition.file.name, edition.size, edition.pages, edition.checksum = f"guides/{code}.pdf", 90_000, 4, "0" * 64
        GuideEdition.objects.bulk_create([edition])
    people = [Person.objects.create(name=f"Person {n}") for n in range(40)]
    for person in people:
        Affiliation.objects.create(person=person, organization=organization, **in_every_language(role="Organizer"))
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        events = Event.objects.bulk_create([_event(number, count, now, series, programs) for number in numbers])
        _attach(events, people, topics, guide, organization)


def _event(number: int, count: int, now: datetime, series: list[Series], programs: list[Program]) -> Event:
    coming = number % UPCOMING_SHARE == 0 or number < UPCOMING_LEAST
    days = (COMING_DAYS if coming else -PAST_DAYS) * (number + 1) / count
    starts_at = (now + timedelta(days=days)).replace(minute=0, second=0, microsecond=0) + timedelta(
        hours=1 if coming else -3
    )
    event = Event(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        series=series[number % 3],
        program=programs[number % 5],
        publication=Publication.PUBLISHED,
        occurrence=Occurrence.POSTPONED if number % 50 == 7 else Occurrence.SCHEDULED,
        also_shown_in=["America/Chicago", "America/Mexico_City"],
        registration_link="https://example.org/register",
        **in_every_language(title=f"Webinar number {number} on building power where we work"),
        **{f"summary_{code}": sentences(number, code, SUMMARY_WORDS) for code in site_languages()},
        **{f"body_{code}": f"<p>{sentences(number, code, BODY_WORDS)}</p>" for code in site_languages()},
    )
    event.settle_time()
    return event


def _attach(
    events: list[Event], people: list[Person], topics: list[Topic], guide: ResourceGuide, provider: Organization
) -> None:
    """Three speakers, a floor language, two slots, four materials, two topics and a guide for each event."""
    languages = site_languages()
    EventLanguage.objects.bulk_create([EventLanguage(event=event, language=languages[0]) for event in events])
    Speaker.objects.bulk_create(
        [
            Speaker(event=event, person=people[(event.pk * 7 + order) % len(people)], order=order)
            for event in events
            for order in range(3)
        ]
    )
    InterpretationSlot.objects.bulk_create(
        [
            InterpretationSlot(
                event=event,
                service=service,
                from_language=languages[0],
                to_language=to,
                status=status,
                provider=provider,
            )
            for event in events
            for service, to, status in (
                (
                    LanguageService.SIMULTANEOUS,
                    languages[-1],
                    SlotStatus.CONFIRMED if event.pk % 3 else SlotStatus.REQUESTED,
                ),
                (LanguageService.CAPTIONS, languages[0], SlotStatus.CONFIRMED),
            )
        ]
    )
    Material.objects.bulk_create(
        [
            Material(
                event=event,
                kind=kind,
                language=code,
                link="https://example.org/material",
                consent_recorded=True,
                order=order,
                **in_every_language(title=f"{kind} of the event"),
            )
            for event in events
            for order, (kind, code) in enumerate(
                (k, c) for k in (MaterialKind.RECORDING, MaterialKind.SLIDES) for c in languages
            )
        ]
    )
    Event.topics.through.objects.bulk_create(
        [
            Event.topics.through(event_id=event.pk, topic_id=topics[(event.pk + shift) % len(topics)].pk)
            for event in events
            for shift in (0, 5)
        ]
    )
    Event.guides.through.objects.bulk_create(
        [
            Event.guides.through(event_id=event.pk, resourceguide_id=guide.pk)
            for event in events
            if event.pk % GUIDE_SHARE == 0
        ]
    )
