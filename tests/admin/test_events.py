"""Announcing an event: the form, its times, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events.models import Convening, Event, InterpretationSlot, Material, Webinar
from tests.factories import make_event, make_past_event, make_slot

ADD = "/admin/events/webinar/add/"


def change(event: Event) -> str:
    return f"/admin/events/{event.kind}/{event.pk}/change/"


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


@pytest.fixture
def editor(staff: Any) -> Client:
    return staff("Editor")


@pytest.fixture
def new_webinar(editor: Client, filled: Any) -> dict[str, Any]:
    return filled(editor.get(ADD)) | {
        "title_en": "Sharing stories",
        "title_es": "Compartiendo historias",
        "starts_at_0": "2026-07-01",
        "starts_at_1": "18:00",
        "ends_at_0": "2026-07-01",
        "ends_at_1": "20:00",
        "also_shown_in": ["America/Chicago"],
    }


def test_a_bilingual_webinar_with_interpretation_is_made_and_published(editor: Client, new_webinar: Any) -> None:
    new_webinar |= {
        "body_en": "<p>Hello</p><script>alert(1)</script>",
        "body_es": "<p>Hola</p>",
        "publication": "published",
        "languages-TOTAL_FORMS": "1",
        "languages-0-language": "en",
        "languages-0-order": "0",
        "slots-TOTAL_FORMS": "1",
        "slots-0-service": "simultaneous",
        "slots-0-from_language": "en",
        "slots-0-to_language": "es",
        "slots-0-both_ways": "on",
        "slots-0-status": "confirmed",
        "slots-0-provided_by": "people",
        "slots-0-starts_at_0": "2026-07-01",
        "slots-0-starts_at_1": "18:30",
    }

    response = editor.post(ADD, new_webinar)

    assert response.status_code == 302, errors(response)
    event = Webinar.objects.get()
    assert (event.title_en, event.title_es) == ("Sharing stories", "Compartiendo historias")
    assert event.body_en == "<p>Hello</p>"
    assert event.starts_at == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert event.also_shown_in == ["America/Chicago"]
    slot = InterpretationSlot.objects.get()
    assert (slot.event_id, slot.status, slot.both_ways) == (event.pk, "confirmed", True)
    assert slot.starts_at == datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert [found.pk for found in Event.objects.public()] == [event.pk]


def test_the_list_decides_the_kind(editor: Client, filled: Any) -> None:
    address = "/admin/events/convening/add/"
    data = filled(editor.get(address)) | {"title_es": "Encuentro", "starts_at_0": "2026-10-25", "all_day": "on"}

    editor.post(address, data | {"kind": "webinar"})

    assert [(found.kind, found.attendance_mode) for found in Convening.objects.all()] == [("convening", "in_person")]


def test_times_are_those_of_the_zone_that_is_chosen(editor: Client, new_webinar: Any) -> None:
    editor.post(ADD, new_webinar | {"time_zone": "America/Mexico_City"})

    assert Webinar.objects.get().starts_at == datetime(2026, 7, 2, 0, tzinfo=UTC)


def test_another_zone_makes_the_same_hours_other_moments(editor: Client, filled: Any) -> None:
    event = make_event(starts_at=datetime(2026, 7, 1, 22, tzinfo=UTC))
    slot = make_slot(event, starts_at=event.starts_at)
    data = filled(editor.get(change(event)))

    response = editor.post(change(event), data | {"time_zone": "America/Chicago"})

    assert response.status_code == 302, errors(response)
    event.refresh_from_db()
    slot.refresh_from_db()
    assert event.starts_at == slot.starts_at == datetime(2026, 7, 1, 23, tzinfo=UTC)


def test_saving_without_a_change_changes_nothing(editor: Client, filled: Any) -> None:
    ambiguous = datetime(2026, 11, 1, 6, 30, 15, tzinfo=UTC)  # 1:30 for the second time that night
    event = make_past_event(starts_at=ambiguous, body_en="<p>One</p>", registration_opens_at=ambiguous)
    before = Event.objects.values().get(pk=event.pk)

    response = editor.post(change(event), filled(editor.get(change(event))))

    assert response.status_code == 302, errors(response)
    after = Event.objects.values().get(pk=event.pk)
    assert {name for name in before if (before[name] or "") != (after[name] or "")} == {"updated_at"}


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [("2026-03-08", "02:30", "jump over that hour"), ("2026-11-01", "01:30", "show that hour twice")],
)
def test_an_hour_that_the_clocks_leave_out_or_repeat_is_refused_beside_its_field(
    editor: Client, new_webinar: Any, day: str, hour: str, words: str
) -> None:
    response = editor.post(
        ADD, new_webinar | {"starts_at_0": day, "starts_at_1": hour, "ends_at_0": "", "ends_at_1": ""}
    )

    assert list(errors(response)) == ["starts_at"]
    assert words in errors(response)["starts_at"][0]
    assert 'value="Sharing stories"' in response.content.decode()
    assert not Event.objects.exists()


def test_a_date_is_enough_where_only_the_date_is_known(editor: Client, new_webinar: Any) -> None:
    editor.post(ADD, new_webinar | {"all_day": "on", "starts_at_1": "", "ends_at_0": "2026-07-02", "ends_at_1": ""})

    event = Webinar.objects.get()
    assert event.starts_at == datetime(2026, 7, 1, 4, tzinfo=UTC)
    assert event.over_at == datetime(2026, 7, 3, 4, tzinfo=UTC)


def test_the_hour_is_asked_for_where_it_is_missing(editor: Client, new_webinar: Any) -> None:
    response = editor.post(ADD, new_webinar | {"starts_at_1": ""})

    assert errors(response) == {"starts_at": ["Give the hour too."]}


def test_an_event_that_ends_before_it_starts_is_refused_beside_the_end(editor: Client, new_webinar: Any) -> None:
    response = editor.post(ADD, new_webinar | {"ends_at_1": "17:00"})

    assert errors(response) == {"ends_at": ["The event ends before it starts."]}


def test_nothing_is_published_without_a_title(editor: Client, new_webinar: Any) -> None:
    response = editor.post(ADD, new_webinar | {"title_en": "", "title_es": " ", "publication": "published"})

    assert list(errors(response)) == ["title_en"]
    assert not Event.objects.exists()


def test_a_link_without_a_scheme_is_taken_as_https(editor: Client, new_webinar: Any) -> None:
    editor.post(ADD, new_webinar | {"registration_link": "register.example/1"})

    assert Webinar.objects.get().registration_link == "https://register.example/1"


@pytest.mark.parametrize(("language", "sentence"), [("en", "Please choose"), ("es", "elija")])
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_typed_is_lost(
    staff: Any, filled: Any, language: str, sentence: str
) -> None:
    client = staff("Editor", language)
    event = make_event()
    material = {
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "slides",
        "materials-0-language": "es",
        "materials-0-origin": "original",
        "materials-0-order": "0",
        "materials-0-title_es": "Diapositivas de la charla",
        "materials-0-file": SimpleUploadedFile("slides.pdf", b"MZ\x90\x00 no slides at all" * 20),
    }

    response = client.post(change(event), filled(client.get(change(event))) | material | {"title_en": "A new title"})

    form = response.context["inline_admin_formsets"][4].formset.forms[0]
    assert list(form.errors) == ["file"]
    assert sentence in form.errors["file"][0]
    page = response.content.decode()
    assert 'value="A new title"' in page
    assert 'value="Diapositivas de la charla"' in page
    assert not Material.objects.exists()


def test_a_recording_needs_the_consent_of_everybody_in_it(editor: Client, filled: Any) -> None:
    event = make_event()
    material = {
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "recording",
        "materials-0-language": "en",
        "materials-0-origin": "original",
        "materials-0-order": "0",
        "materials-0-link": "https://video.example/1",
    }

    response = editor.post(change(event), filled(editor.get(change(event))) | material)

    form = response.context["inline_admin_formsets"][4].formset.forms[0]
    assert list(form.errors) == ["consent_recorded"]


def test_selected_events_are_published_where_they_have_a_title(editor: Client) -> None:
    ready = make_event(publication="draft")
    untitled = make_event(publication="draft", title_en="", title_es="")
    data = {"action": "publish", "_selected_action": [ready.pk, untitled.pk]}

    response = editor.post("/admin/events/webinar/", data, follow=True)

    assert [event.pk for event in Event.objects.published()] == [ready.pk]
    messages = [str(message) for message in response.context["messages"]]
    assert len(messages) == 2
    assert "was not published. Give it a title" in messages[0]


def test_selected_events_are_taken_off_the_site(editor: Client) -> None:
    event = make_event()

    editor.post("/admin/events/webinar/", {"action": "unpublish", "_selected_action": [event.pk]})

    assert not Event.objects.published().exists()


def test_the_form_leads_to_the_page_of_readers_or_to_the_preview_of_a_draft(editor: Client) -> None:
    public, draft = make_event(), make_event(publication="draft")

    of_public, of_draft = (editor.get(change(event)).context["pages"] for event in (public, draft))

    assert [page["url"] for page in of_public] == [public.address("en"), public.address("es")]
    assert [page["url"] for page in of_draft] == [f"/admin/preview/event/{draft.pk}/{code}/" for code in ("en", "es")]


def test_every_time_on_the_form_is_shown_in_the_zone_of_the_event(editor: Client, filled: Any) -> None:
    at = datetime(2026, 7, 1, 22, tzinfo=UTC)
    event = make_event(starts_at=at, time_zone="America/Denver", registration_closes_at=at - timedelta(hours=1))
    make_slot(event, call_time=at - timedelta(minutes=30))

    data = filled(editor.get(change(event)))

    assert (data["starts_at_0"], data["starts_at_1"]) == ("2026-07-01", "16:00")
    assert data["registration_closes_at_1"] == "15:00"
    assert data["slots-0-call_time_1"] == "15:30"


def test_the_columns_of_no_particular_language_are_not_on_the_form(editor: Client, filled: Any) -> None:
    names = set(filled(editor.get(change(make_event()))))

    assert {"title_en", "title_es", "recap_en", "recap_es"} <= names
    assert not {"title", "summary", "body", "recap", "kind", "uid", "image_ppoi"} & names
