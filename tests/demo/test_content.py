"""The facts of `catalog-facts` that a model easily loses, as they are in the database after loading."""

import re
from datetime import UTC, date, datetime
from pathlib import PurePath
from zoneinfo import ZoneInfo

import feedparser
import pytest
import time_machine
from django.conf import settings
from django.test import Client, TestCase
from icalendar import Calendar

from ciwo_site.demo.loader import event_uid, load_once
from ciwo_site.demo.source import Source
from ciwo_site.drawers import DAY, DRAWERS
from ciwo_site.page_cache import front
from ciwo_site.sign_in import devices
from events.enums import AttendanceMode, Occurrence, SlotStatus
from events.models import Event, Material, Speaker
from programs.models import GuideEdition, Organization, Page, Person, Program

NOW = datetime(2026, 5, 6, 17, 10, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


def event(key: str) -> Event:
    return Event.objects.get(uid=event_uid(key))


def people_of(event: Event) -> list[str]:
    return [speaker.person.name for speaker in event.speakers.all() if speaker.person]


@pytest.mark.database
class TestContent(TestCase):  # a class, so that everything is loaded once for all of its tests
    @classmethod
    def setUpTestData(cls) -> None:
        load_once(Source(), NOW)

    def test_all_of_it_is_public(self) -> None:
        assert Event.objects.public(NOW).count() == Event.objects.count() == 15
        assert [program.title_en for program in Program.objects.public(NOW).order_by("pk")] == [
            "Always Essential Fellowship",
            "LUNA",
            "Build the Bench",
            "WILL Empower",
            "Worker Center Innovation Hub",
        ]
        assert set(Page.objects.values_list("key", flat=True)) == {"about", "contact", "accessibility", "privacy"}

    def test_what_is_said_of_privacy_has_the_days_and_hours_of_the_settings(self) -> None:
        page = Page.objects.get(key="privacy")

        for language, units in {"en": ("days", "hours"), "es": ("días", "horas")}.items():
            body = getattr(page, f"body_{language}")
            numbers = {(number, unit) for number, unit in re.findall(r"(\d+) (\w+)", body) if unit in units}
            assert numbers == {
                (str(settings.ACCESS_REQUEST_DAYS), units[0]),
                (str(settings.SIGN_IN_RECORD_DAYS), units[0]),
                (str(devices.AGE // (24 * 60 * 60)), units[0]),
                (str(settings.STAFF_SESSION_HOURS), units[1]),
            }
            assert f"{DRAWERS} " in body
        assert front.KEPT_SECONDS == DAY
        assert page.body_en.count("<h2>") == page.body_es.count("<h2>")
        assert page.body_en.count("<p>") == page.body_es.count("<p>")

    def test_three_events_have_no_spanish_text(self) -> None:
        without = [
            found
            for found in Event.objects.order_by("starts_at")
            if not any("es" in found.languages_with(field) for field in Event.BILINGUAL)
        ]

        assert without == [event("minnesota-2024"), event("co-directors-2024"), event("amazon-2024")]
        assert not Speaker.objects.filter(event__in=without, group_es__gt="").exists()

    def test_two_events_have_a_title_in_spanish_alone(self) -> None:
        found = [one for one in Event.objects.order_by("starts_at") if one.languages_with("title") == ["es"]]

        assert found == [event("storytelling-2024"), event("global-leaders-2024")]
        assert all(one.text("title", "en").language == "es" for one in found)

    def test_one_event_has_a_spanish_text_without_a_spanish_title(self) -> None:
        found = [one for one in Event.objects.filter(body_es__gt="") if "es" not in one.languages_with("title")]

        assert found == [event("luna-2024")]

    def test_the_first_webinar_has_no_end_and_two_zones(self) -> None:
        found = event("minnesota-2024")

        assert found.ends_at is None
        assert found.time_zone == "America/Chicago"
        assert found.also_shown_in == ["America/New_York"]
        assert found.starts_at.astimezone(NEW_YORK) == datetime(2024, 1, 9, 18, tzinfo=NEW_YORK)

    def test_one_webinar_is_on_a_leap_day(self) -> None:
        found = event("global-leaders-2024")

        assert found.local_date == date(2024, 2, 29)
        assert found.starts_at == datetime(2024, 2, 29, 8, tzinfo=NEW_YORK)
        assert found.languages.count() == found.slots.count() == 0

    def test_the_convening_has_a_date_without_an_hour(self) -> None:
        found = event("syracuse-2024")

        assert found.all_day
        assert found.local_date == date(2024, 10, 25)
        assert found.over_at == datetime(2024, 10, 26, tzinfo=NEW_YORK)
        assert found.attendance_mode == AttendanceMode.IN_PERSON
        assert not found.people_named

    def test_an_acronym_differs_by_language(self) -> None:
        federation = Organization.objects.get(acronym_en="IDWF")

        assert federation.acronym_es == "FITH"

    def test_a_person_has_two_affiliations(self) -> None:
        davis = Person.objects.get(name="Sheri Davis")

        assert [str(one.place) for one in davis.affiliations.all()] == [
            "Center for Innovation in Worker Organization (CIWO)",
            "WILL Empower",
        ]
        assert [davis.text("credentials", language).text for language in ("en", "es")] == ["Dr.", "Dra."]

    def test_some_people_stay_unnamed(self) -> None:
        panel = event("amazon-2024")

        assert people_of(panel) == ["Tamara Lee", "Maite Tapia"]
        assert panel.speakers.get(person=None).group_en == "Amazon worker leaders"

    def test_the_tilde_of_a_name_is_kept(self) -> None:
        assert "Valeria Treviño" in people_of(event("storytelling-2024"))

    def test_a_webinar_is_hosted_together_with_a_program(self) -> None:
        webinar = event("co-directors-2024")

        assert [str(cohost) for cohost in webinar.cohosts.all()] == ["Build the Bench"]
        assert webinar.speakers.get(person__name="MaryGrace DiMaria").billed_as.role_en == (
            "Director of Innovative Programs"
        )
        assert [guide.title_en for guide in webinar.guides.all()] == ["Co-Directorships Resource Guide"]

    def test_a_recording_may_be_announced_before_it_is_posted(self) -> None:
        materials = event("co-directors-2024").materials.all()

        assert [(material.kind, material.is_posted) for material in materials] == [
            ("recording", False),
            ("slides", False),
        ]

    def test_the_hub_has_a_contact_in_a_role(self) -> None:
        hub = Program.objects.get(kind="hub")

        assert hub.contact.person.name == "Arianna Drakotas Schindle"
        assert hub.contact.role_en == "Director of Training and Curriculum Design"

    def test_the_guide_is_newer_in_english(self) -> None:
        editions = GuideEdition.objects.order_by("language")

        assert [(one.language, one.version, one.format) for one in editions] == [("en", 2, "pdf"), ("es", 1, "pdf")]
        assert all(one.pages and one.size and len(PurePath(one.file.name).stem) == 32 for one in editions)

    def test_the_samples_show_every_state(self) -> None:
        samples = Event.objects.filter(title_en__startswith="Sample: ")

        assert samples.count() == 8
        assert all(sample.title_es.startswith("Muestra: ") for sample in samples)
        assert not Speaker.objects.filter(event__in=samples, person__isnull=False).exists()
        assert event("sample-live").is_under_way(NOW)
        assert event("sample-postponed").occurrence == Occurrence.POSTPONED
        assert event("sample-cancelled").occurrence == Occurrence.CANCELLED
        assert event("sample-convening").attendance_mode == AttendanceMode.HYBRID
        assert event("sample-tomorrow").slots.get().status == SlotStatus.REQUESTED
        assert event("sample-next-month").slots.get().status == SlotStatus.CONFIRMED
        assert event("sample-english-only").slots.count() == 0
        assert event("sample-past").is_over(NOW)
        assert {"recording", "slides", "transcript", "captions", "audio"} == set(
            Material.objects.filter(event=event("sample-past")).exclude(file="").values_list("kind", flat=True)
        )

    def test_pictures_are_described_in_both_languages(self) -> None:
        entries = [*Event.objects.exclude(image=""), *Program.objects.exclude(image="")]

        assert entries
        assert all(entry.languages_with("image_description") == ["en", "es"] for entry in entries)

    def test_rich_text_needed_no_cleaning(self) -> None:
        for row in (*Source().events, *Source().samples):
            found = event(row["key"])
            for column in ("body_en", "body_es", "recap_en", "recap_es"):
                assert (getattr(found, column) or "") == row.get(column, "").strip(), row["key"]

    def test_what_is_cancelled_was_announced_before(self) -> None:
        """So the calendars of whoever subscribed say that it is off, and the feed of changes tells it."""
        with time_machine.travel(NOW, tick=False):
            calendar = Calendar.from_ical(b"".join(Client().get("/en/events/calendar.ics")))
            feed = feedparser.parse(Client().get("/es/eventos/cambios.atom").content)

        status = {str(found["SUMMARY"]): str(found.get("STATUS")) for found in calendar.walk("VEVENT")}
        told = {entry.title.partition(":")[0]: entry.updated_parsed[:3] for entry in feed.entries}
        assert [name for name, word in status.items() if word == "CANCELLED"] == [
            "Cancelled: Sample: Practice day for new facilitators"
        ]
        assert event("sample-cancelled").sequence == event("sample-postponed").sequence == 1
        assert told["Cancelado"] == told["Pospuesto"] == (2026, 5, 6)
