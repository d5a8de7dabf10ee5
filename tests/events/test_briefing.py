"""What interpreters are told: both languages, the names and how to say them, the words they will need."""

from datetime import timedelta

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from ciwo_site.i18n import LocalText
from events.briefing import Briefing, briefing
from events.models import Event
from programs.models import GlossaryTerm
from tests.factories import (
    AT_NOW,
    NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_material,
    make_organization,
    make_person,
    make_recording,
    make_slot,
    make_speaker,
    pdf_file,
)

pytestmark = [pytest.mark.django_db, AT_NOW]


def brief(event: Event) -> Briefing:
    found = Event.objects.for_page(NOW).get(pk=event.pk)
    return briefing(found, NOW, GlossaryTerm.objects.all(), lambda material: f"/private/{material.pk}")


def words(texts: list[LocalText]) -> list[tuple[str, str]]:
    return [(text.language, text.text) for text in texts]


def plain(text: str) -> str:
    """With ordinary spaces."""
    return " ".join(text.split())


def test_titles_are_given_in_both_languages_the_readers_first() -> None:
    event = make_event(title_en="Stories", title_es="Historias")

    assert words(brief(event).title) == [("en", "Stories"), ("es", "Historias")]
    with translation.override("es"):
        assert words(brief(event).title) == [("es", "Historias"), ("en", "Stories")]


def test_a_name_stands_with_how_to_say_it_and_a_role_in_both_languages() -> None:
    event = make_event()
    person = make_person(
        name="Ana Torres", pronunciation="AH-nah TOH-rres", credentials_en="Dr.", credentials_es="Dra."
    )
    place = make_organization(name_en="Federation", name_es="Federación", acronym_en="IDWF", acronym_es="FITH")
    make_affiliation(person, organization=place, role_en="Director", role_es="Directora")
    make_speaker(event, person=person, role_en="Opens", role_es="Abre", part="moderator")

    found = brief(event).speakers[0]

    assert words(found.name) == [("en", "Dr. Ana Torres"), ("es", "Dra. Ana Torres")]
    assert (found.say, found.part) == ("AH-nah TOH-rres", "Moderator")
    assert words(found.roles) == [("en", "Opens"), ("es", "Abre")]
    assert [words(row) for row in found.affiliations] == [
        [("en", "Director, Federation (IDWF)"), ("es", "Directora, Federación (FITH)")]
    ]


@pytest.mark.parametrize(("of_event", "of_person"), [({"people_named": False}, {}), ({}, {"named_publicly": False})])
def test_whoever_is_not_named_in_public_is_not_named_in_a_link_that_can_be_passed_on(
    of_event: dict, of_person: dict
) -> None:
    event = make_event(**of_event)
    make_speaker(event, person=make_person(name="Secret Person", **of_person))
    make_speaker(event, group_en="Amazon worker leaders")

    found = brief(event)

    assert [words(speaker.name) for speaker in found.speakers] == [[("en", "Amazon worker leaders")]]
    assert found.people_are_unnamed


def test_a_service_says_when_who_and_whether_it_is_recorded() -> None:
    event = make_event(starts_at=NOW + timedelta(days=30), also_shown_in=["America/Chicago"])
    make_slot(
        event,
        both_ways=True,
        call_time=event.starts_at - timedelta(minutes=30),
        team_size=2,
        provider=make_organization(name_en="Coop", name_es="Cooperativa"),
        channel_recorded=True,
        materials_due=event.local_date - timedelta(days=5),
        notes="Secret note",
    )

    service = brief(event).services[0]

    assert list(map(plain, service.call_time)) == ["10:30 a.m. ET", "9:30 a.m. CT"]
    assert list(map(plain, service.hours)) == ["11:00 a.m.–1:00 p.m. ET", "10:00 a.m.–12:00 noon CT"]
    assert (service.team, service.is_recorded) == ("2 people", True)
    assert service.recording == "This channel is recorded. The recording will not be published."
    assert words(service.provider) == [("en", "Coop"), ("es", "Cooperativa")]
    assert "Secret" not in repr(brief(event))


def test_a_call_on_the_day_before_says_which_day() -> None:
    event = make_event(starts_at=NOW + timedelta(days=30))
    make_slot(event, call_time=event.starts_at - timedelta(days=1))

    assert brief(event).services[0].call_time[0].startswith("Wednesday, April 8, 2026")


def test_cancelled_services_and_the_names_of_interpreters_stay_out() -> None:
    event = make_event()
    make_slot(event, status="cancelled")
    make_slot(event).interpreters.create(name="Secret Person")

    found = brief(event)

    assert len(found.services) == 1
    assert "Secret" not in repr(found)


def test_what_cannot_be_said_yet_is_said_to_be_unknown() -> None:
    event = make_event(all_day=True, ends_at=None)
    make_slot(event)

    service = brief(event).services[0]

    assert (service.hours, service.call_time) == (["The hour is not known yet."], [])


def test_papers_lead_to_files_behind_the_link_to_other_sites_or_nowhere_yet() -> None:
    event = make_event()
    file = make_material(event, file=pdf_file(), title_en="Slides to speak", order=1)
    make_material(event, link="https://slides.example/1", order=2)
    make_material(event, link="", order=3)
    make_recording(event, link="", consent_recorded=False, order=4)

    found = brief(event).papers

    assert [paper.url for paper in found] == [f"/private/{file.pk}", "https://slides.example/1", "", ""]
    assert [paper.leads_elsewhere for paper in found] == [False, True, False, False]


def test_short_forms_come_from_organizations_and_from_what_the_texts_explain() -> None:
    event = make_event(
        body_en="<p>Hosted with the National Labor Relations Board (NLRB) and the Federation (IDWF).</p>",
        run_of_show="6:00 Welcome",
    )
    make_cohost(
        event,
        organization=make_organization(
            name_en="Federation", name_es="Federación", acronym_en="IDWF", acronym_es="FITH"
        ),
    )
    make_cohost(event, organization=make_organization(name_en="No short form"))

    rows = brief(event).acronyms

    assert [[(form.language, form.short, form.long) for form in row] for row in rows] == [
        [("en", "IDWF", "Federation"), ("es", "FITH", "Federación")],
        [("en", "NLRB", "National Labor Relations Board"), ("es", "", "")],
    ]


def test_terms_are_those_that_some_text_of_the_event_uses() -> None:
    bargaining = GlossaryTerm.objects.create(
        term_en="collective bargaining", term_es="negociación colectiva", note_es="No “regateo”.", avoid_es="regateo"
    )
    GlossaryTerm.objects.create(term_en="strike", term_es="huelga")
    event = make_event(body_es="<p>Hablamos de la <strong>negociación</strong> colectiva.</p>")
    in_the_plan = make_event(run_of_show="6:10 Collective bargaining, with examples")

    for found in (brief(event), brief(in_the_plan)):
        assert [[form.long for form in row] for row in found.terms] == [[bargaining.term_en, bargaining.term_es]]
        assert found.terms[0][1].avoid == ["regateo"]
        assert found.terms[0][1].note == "No “regateo”."


def test_the_announcement_is_given_in_each_language_that_has_one() -> None:
    event = make_event(summary_en="Short", body_en="<p>Long</p>", summary_es="", body_es="<p> </p>")

    assert [(about.language, about.summary) for about in brief(event).about] == [("en", "Short")]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_fetched_event_costs_no_query_but_the_glossarys(
    django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    event = make_event()
    for _row in range(rows):
        speaker = make_speaker(event)
        make_affiliation(speaker.person)
        make_slot(event, provider=make_organization())
        make_material(event)
        make_cohost(event, organization=make_organization(acronym_en="ABC"))
        GlossaryTerm.objects.create(term_en="webinar")
    found = Event.objects.for_page(NOW).get(pk=event.pk)

    with django_assert_num_queries(1):
        briefing(found, NOW, GlossaryTerm.objects.all(), lambda material: "/")
