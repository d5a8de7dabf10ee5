"""This week: what is wrong or due, in sentences, each with its cure; only what a person may do; at a steady price."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation
from PIL import Image

from ciwo_site.this_week import Task, tasks_for
from ciwo_site.this_week.page import tools_for
from events.models import AccessRequest, Event, Interpreter
from tests.factories import (
    AT_NOW,
    NOW,
    make_event,
    make_guide,
    make_guide_edition,
    make_organization,
    make_past_event,
    make_person,
    make_program,
    make_recording,
    make_series,
    make_slot,
    make_speaker,
)

pytestmark = [pytest.mark.django_db, AT_NOW]


def days(number: int) -> Any:
    return NOW + timedelta(days=number)


def person(role: str) -> User:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def editor() -> User:
    return person("Editor")


def make_well_planned(**fields: Any) -> Event:
    """A webinar with which nothing is wrong."""
    event = make_event(
        **{"languages": ("en",), "registration_link": "https://register.example/", "image": "", **fields}
    )
    make_speaker(event)
    slot = make_slot(
        event,
        both_ways=True,
        provider=make_organization(),
        team_size=2,
        call_time=event.starts_at - timedelta(minutes=30),
        materials_sent=NOW.date(),
    )
    slot.interpreters.set([Interpreter.objects.create(name=name) for name in ("Luz", "Mar")])
    return event


def with_picture(entry: Any, field: str = "image") -> Any:
    content = BytesIO()
    Image.new("RGB", (40, 30)).save(content, "PNG")
    setattr(entry, field, ContentFile(content.getvalue(), "one.png"))
    entry.save()
    return entry


def sentences(user: User) -> list[str]:
    return [task.sentence for task in tasks_for(user, NOW)]


def only(user: User) -> Task:
    [task] = tasks_for(user, NOW)
    return task


def test_an_event_with_which_nothing_is_wrong_is_not_mentioned(editor: User) -> None:
    make_well_planned()

    assert sentences(editor) == []


def test_a_title_that_is_missing_in_one_language(editor: User) -> None:
    event = make_well_planned(title_en="Sharing stories", title_es="", starts_at=days(5))

    task = only(editor)

    assert task.sentence == "“Sharing stories” (Mar 15, 2026) has no title in Spanish."
    assert (task.button, task.severity, task.due) == ("Write the title", "urgent", event.local_date)
    assert task.url == f"/admin/events/webinar/{event.pk}/change/#id_title_es"


@pytest.mark.parametrize("make", [make_series, make_program, make_guide])
def test_other_entries_that_readers_see_are_watched_too(editor: User, make: Any) -> None:
    make(title_en="", title_es="Solo esto")
    make(title_en="A draft", title_es="", publication="draft")

    assert sentences(editor) == ["“Solo esto” has no title in English."]
    assert only(editor).severity == "note"


def test_a_past_event_waits_and_a_cancelled_one_is_left_alone(editor: User) -> None:
    make_past_event(title_es="")
    make_past_event(title_es="", publication="draft")
    make_event(title_es="", occurrence="cancelled")

    assert only(editor).severity == "note"


def test_an_interpreter_who_is_not_confirmed_with_the_days_that_are_left(editor: User) -> None:
    event = make_well_planned(title_en="Sharing stories", starts_at=days(9))
    event.slots.update(status="requested")

    task = only(editor)

    assert task.sentence == (
        "“Sharing stories” (Mar 19, 2026): Live interpretation between English and Spanish: not confirmed yet. "
        "9 days are left. This was due by March 5, 2026."
    )
    assert (task.button, task.severity) == ("Confirm it", "urgent")
    assert task.url == f"/admin/events/interpretationslot/{event.slots.get().pk}/change/"


def test_a_service_of_next_month_is_no_task_yet(editor: User) -> None:
    make_well_planned(starts_at=days(40)).slots.update(status="requested")

    assert sentences(editor) == []


def test_an_event_that_nobody_planned_interpretation_for(editor: User) -> None:
    event = make_well_planned(starts_at=days(10))
    event.slots.all().delete()

    task = only(editor)

    assert "No interpretation is planned for people who follow in Spanish" in task.sentence
    assert (task.button, task.url) == ("Plan it", f"/admin/events/webinar/{event.pk}/change/#slots-group")


@pytest.mark.parametrize(("ahead", "severity"), [(5, "urgent"), (15, "pressing"), (40, "note")])
def test_a_webinar_without_a_registration_link(editor: User, ahead: int, severity: str) -> None:
    event = make_well_planned(title_en="Stories", registration_link="", starts_at=days(ahead))

    task = only(editor)

    assert task.sentence.endswith(f", in {ahead} days, has no registration link.")
    assert (task.button, task.severity) == ("Add the link", severity)
    assert task.url == f"/admin/events/webinar/{event.pk}/change/#id_registration_link"


def test_nobody_registers_in_person_or_before_it_opens_or_for_a_draft(editor: User) -> None:
    make_well_planned(registration_link="", attendance_mode="in_person")
    make_well_planned(registration_link="", registration_opens_at=days(10))
    make_well_planned(registration_link="", publication="draft")

    assert sentences(editor) == []


def test_an_empty_panel(editor: User) -> None:
    event = make_well_planned(starts_at=days(12))
    event.speakers.all().delete()

    task = only(editor)

    assert task.sentence.endswith(", in 12 days, has nobody on its panel.")
    assert (task.button, task.url) == ("Add the speakers", f"/admin/events/webinar/{event.pk}/change/#speakers-group")


@pytest.mark.parametrize(("ago", "is_due"), [(4, False), (5, True), (90, True)])
def test_a_recording_that_was_announced_and_is_not_posted(editor: User, ago: int, is_due: bool) -> None:
    event = make_event(title_en="Stories", starts_at=days(-ago) - timedelta(hours=3), languages=("en",))
    make_recording(event, link="", language="en")
    make_recording(event, link="", language="es")
    make_recording(make_event(starts_at=days(-ago) - timedelta(hours=3)))

    found = tasks_for(editor, NOW)

    assert [task.button for task in found] == (["Post the recording"] if is_due else [])
    if is_due:
        assert found[0].sentence.endswith(
            f"ended {ago} days ago, and its recording in English and Spanish is not posted."
        )
        assert found[0].url == f"/admin/events/webinar/{event.pk}/change/#materials-group"


def test_the_days_for_a_recording_are_a_setting(editor: User, settings: Any) -> None:
    make_recording(make_event(starts_at=days(-8)), link="")
    settings.RECORDING_DAYS = 10

    assert sentences(editor) == []


def test_a_picture_that_is_described_in_one_language(editor: User) -> None:
    with_picture(make_series(title_en="WINS", image_description_en="A march"))

    assert sentences(editor) == ["The picture of “WINS” has no description in Spanish."]


def test_a_picture_that_nobody_described(editor: User) -> None:
    with_picture(make_series(title_en="WINS"))

    assert sentences(editor) == ["The picture of “WINS” has no description in English and Spanish."]


def test_a_photo_without_a_description(editor: User) -> None:
    with_picture(make_person(name="Ana Torres", photo_description_en="Ana at a rally"), "photo")

    assert sentences(editor) == ["The photo of Ana Torres has no description in Spanish."]


def test_an_edition_that_is_older_in_one_language(editor: User) -> None:
    guide = make_guide(title_en="Co-directors")
    make_guide_edition(guide, language="en", version=2)
    make_guide_edition(guide, language="es", version=1)
    make_guide_edition(guide, language="es", version=3, published=False)
    make_guide_edition(make_guide(), language="en", version=2)

    task = only(editor)

    assert task.sentence == (
        "“Co-directors”: the edition in Spanish is version 1; the one in English is already version 2."
    )
    assert (task.button, task.url) == (
        "Add the new edition",
        f"/admin/programs/resourceguide/{guide.pk}/change/#editions-group",
    )


def test_people_who_asked_for_something(editor: User) -> None:
    event = make_well_planned(title_en="Stories", starts_at=days(20))
    for answered in (False, False, True):
        AccessRequest.objects.create(event=event, sign_language=True, written_in="es", answered=answered)

    task = only(editor)

    assert task.sentence == (
        "“Stories” (Mar 30, 2026), in 20 days: 2 people asked for something that they need to follow it."
    )
    assert (task.button, task.severity) == ("Read the requests", "pressing")


@pytest.mark.parametrize(
    ("promised", "severity"), [("2026-03-09", "urgent"), ("2026-03-14", "pressing"), ("2026-05-01", None)]
)
def test_a_translation_that_was_promised(editor: User, promised: str, severity: str | None) -> None:
    guide = make_guide(title_en="Guide", title_es="", promised_on={"es": promised})

    found = tasks_for(editor, NOW)

    assert [task.severity for task in found] == ([severity] if severity else [])
    if severity:
        assert found[0].sentence.startswith("Readers were promised “Guide” in Spanish by March")
        assert found[0].sentence.endswith("Still missing: title.")
        assert found[0].url == f"/admin/programs/resourceguide/{guide.pk}/change/#id_title_es"


@pytest.mark.parametrize("promised", [{"es": ""}, {"es": "nonsense"}, {"es": None}, {"xx": "2026-01-01"}, []])
def test_a_promise_that_cannot_be_read_is_none(editor: User, promised: Any) -> None:
    make_guide(title_en="Guide", title_es="", promised_on=promised)

    assert sentences(editor) == ["“Guide” has no title in Spanish."]


def test_a_kept_promise_is_not_mentioned(editor: User) -> None:
    make_guide(promised_on={"es": "2026-01-01"})

    assert sentences(editor) == []


def test_what_cannot_wait_comes_first(editor: User) -> None:
    make_series(title_es="")
    make_well_planned(registration_link="", starts_at=days(15))
    make_well_planned(registration_link="", starts_at=days(6))
    make_well_planned(registration_link="", starts_at=days(3))

    found = [(task.severity.value, task.due) for task in tasks_for(editor, NOW)]

    assert found == [
        ("urgent", days(3).date()),
        ("urgent", days(6).date()),
        ("pressing", days(15).date()),
        ("note", None),
    ]


def test_everything_is_said_in_spanish(editor: User) -> None:
    make_everything()

    with translation.override("en"):
        english = set(sentences(editor)) | {task.button for task in tasks_for(editor, NOW)}
    with translation.override("es"):
        spanish = set(sentences(editor)) | {str(task.button) for task in tasks_for(editor, NOW)}

    assert english & spanish == set()


def make_everything() -> None:
    event = with_picture(make_event(title_es="", starts_at=days(6)))
    make_slot(event, status="requested")
    AccessRequest.objects.create(event=event, captions=True, written_in="en")
    make_recording(make_past_event(), link="")
    with_picture(make_person(), "photo")
    guide = make_guide(title_es="", promised_on={"es": "2026-03-01"})
    make_guide_edition(guide, language="en", version=2)
    make_guide_edition(guide, language="es")
    with_picture(make_series(title_es=""))
    make_program(title_en="")


BUTTONS = {
    "Translator": {"Write the title", "Describe the picture", "Describe the photo", "Finish the translation"},
    "Language-access coordinator": {"Confirm it", "Note the languages", "Note who does it", "Read the request"},
}


@pytest.mark.parametrize("role", BUTTONS)
def test_a_person_sees_only_what_she_may_do(role: str) -> None:
    make_everything()

    buttons = {str(task.button) for task in tasks_for(person(role), NOW)}

    assert buttons & BUTTONS[role] == BUTTONS[role]
    others = {"Add the link", "Add the speakers", "Post the recording", "Add the new edition"}
    assert buttons & others == set()
    if role == "Translator":
        assert buttons == BUTTONS[role]


def test_somebody_without_a_role_has_nothing_to_do() -> None:
    make_everything()
    nobody = User.objects.create_user("nobody", is_staff=True)

    assert tasks_for(nobody, NOW) == []
    assert [tool.url for tool in tools_for(nobody)] == ["/admin/guide/"]


def test_every_button_leads_to_a_page_that_opens(editor: User) -> None:
    make_everything()
    client = Client()
    client.force_login(editor)

    answers = {task.url: client.get(task.url.partition("#")[0]).status_code for task in tasks_for(editor, NOW)}

    assert set(answers.values()) == {200}


@pytest.mark.parametrize("number", [1, 3])
def test_the_price_is_the_same_however_much_there_is(editor: User, number: int, django_assert_num_queries: Any) -> None:
    for _place in range(number):
        make_everything()

    with django_assert_num_queries(16):
        tasks_for(editor, NOW)


def test_the_first_page_lists_them_and_is_kind_when_there_are_none(editor: User) -> None:
    client = Client()
    client.force_login(editor)
    empty = client.get("/admin/").content.decode()
    make_well_planned(title_en="Stories & <more>", title_es="", starts_at=days(5))

    full = client.get("/admin/").content.decode()

    assert "All is well" in empty
    assert "“Stories &amp; &lt;more&gt;” (Mar 15, 2026) has no title in Spanish." in full
    assert "All is well" not in full


def test_nobody_sees_it_without_signing_in() -> None:
    assert Client().get("/admin/").url == "/admin/login/?next=/admin/"
    assert Client().get("/admin/guide/").url == "/admin/login/?next=/admin/guide/"
