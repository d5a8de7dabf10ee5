"""Who changed what, in words; the way back, in both languages; and what was deleted."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from reversion.models import Revision

from events.models import Event, Speaker
from programs.models import Person, ResourceGuide
from tests.factories import (
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_person,
    make_series,
    make_slot,
    make_speaker,
    make_topic,
)

ROLES = ("Editor", "Translator", "Language-access coordinator", "Administrator")


def form(event: Event) -> str:
    return f"/admin/events/{event.kind}/{event.pk}/change/"


def history(event: Event) -> str:
    return f"/admin/events/{event.kind}/{event.pk}/history/"


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(
        title_en="First",
        title_es="Primero",
        body_en="<p>One</p>",
        body_es="<p>Uno</p>",
        languages=("en",),
        topics=[make_topic(name_en="Wages")],
        series=make_series(title_en="WINS"),
    )
    make_slot(event, status="requested", provider=make_organization(), notes="a private note")
    make_speaker(event, person=make_person(name="Ana Torres"), role_en="Organizer", role_es="Promotora")
    return event


@pytest.fixture
def editor(staff: Any) -> Client:
    return staff("Editor")


def save(client: Client, filled: Any, event: Event, **typed: Any) -> None:
    data = filled(client.get(form(event))) | {name.replace("__", "-"): value for name, value in typed.items()}
    response = client.post(form(event), data)
    assert response.status_code == 302, response.context["errors"]


def lines(client: Client, event: Event) -> list[list[str]]:
    """What each version changed, the newest first."""
    found = client.get(history(event)).context["lines"]
    return [
        [*(change.label for change in line.changes.fields), *(row.words for row in line.changes.rows)] for line in found
    ]


def version_of(client: Client, event: Event, place: int) -> str:
    return f"{history(event)}{client.get(history(event)).context['lines'][place].version.number}/"


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30)).save(content, "PNG")
    return content.getvalue()


# Who changed what -----------------------------------------------------------------------------------------------------


def test_the_history_says_who_changed_which_field_in_which_language(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, title_es="Segundo", venue="Union hall", speakers__0__role_en="Steward")

    page = editor.get(history(event))

    assert [line.version.by.username for line in page.context["lines"] if line.version.by] == ["Editor"]
    assert lines(editor, event) == [
        ["Title (Spanish)", "Venue", "Speaker “Ana Torres”: Role at this event (English)"],
        [],
    ]
    assert "The first version that was kept" in text(page)


def test_the_history_speaks_spanish(staff: Any, filled: Any, event: Event) -> None:
    save(staff("Editor"), filled, event, title_es="Segundo")

    found = lines(staff("Administrator", "es"), event)

    assert found[0] == ["Título (español)"]


def test_rows_that_come_and_go_are_named(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, speakers__0__DELETE="on")
    typed = {"languages-TOTAL_FORMS": "2", "languages-1-language": "es", "languages-1-order": "1"}
    save(editor, filled, event, **{name.replace("-", "__"): value for name, value in typed.items()})

    [added], [removed], _first = lines(editor, event)

    assert added.endswith("(added)")
    assert "Spanish" in added
    assert removed == "Speaker “Ana Torres” (taken away)"


def test_what_changed_outside_the_form_is_kept_before_it_is_overwritten(
    editor: Client, filled: Any, event: Event
) -> None:
    save(editor, filled, event, title_en="Second")
    Event.objects.update(summary_en="From an import")
    save(editor, filled, event, summary_en="Typed")

    kinds = [line.version.kind.value for line in editor.get(history(event)).context["lines"]]

    assert kinds == ["saved", "found", "saved", "found"]
    assert lines(editor, event)[:2] == [["Summary (English)"], ["Summary (English)"]]


def test_a_service_saved_in_its_own_form_is_part_of_the_history_of_the_event(
    editor: Client, filled: Any, event: Event
) -> None:
    slot = event.slots.get()
    address = f"/admin/events/interpretationslot/{slot.pk}/change/"
    response = editor.post(address, filled(editor.get(address)) | {"status": "held", "team_size": "2"})
    assert response.status_code == 302

    [changed, *_rest] = lines(editor, event)

    assert "Status" in changed[0]
    assert "People in the team" in changed[0]


def test_looking_keeps_nothing(editor: Client, event: Event) -> None:
    for address in (form(event), history(event), "/admin/events/webinar/"):
        editor.get(address)

    assert not Revision.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_history_costs_the_same_however_much_changed(
    editor: Client, filled: Any, event: Event, number: int, django_assert_max_num_queries: Any
) -> None:
    for place in range(number):
        save(editor, filled, event, title_en=f"Title {place}", venue=f"Hall {place}")
        make_speaker(event)

    editor.get(history(event))
    with django_assert_max_num_queries(32):
        editor.get(history(event))


# The way back ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_earlier_version_comes_back_in_both_languages_with_its_rows(
    staff: Any, filled: Any, event: Event, language: str
) -> None:
    client = staff("Editor", language)
    topics = list(event.topics.values_list("pk", flat=True))
    before = Event.objects.values().get(pk=event.pk)
    save(client, filled, event, title_en="Second", title_es="Segundo", body_es="<p>Dos</p>", topics=[], series="")
    save(client, filled, event, speakers__0__DELETE="on")

    response = client.post(version_of(client, event, -1))

    assert response.status_code == 302
    after = Event.objects.values().get(pk=event.pk)
    changed = {name for name in before if (before[name] or "") != (after[name] or "")}
    assert changed <= {
        "updated_at",
        "title",
        "body",
    }  # the last two are nobody's: a column for each language holds the text
    assert list(event.topics.values_list("pk", flat=True)) == topics
    speaker = event.speakers.get()
    assert (speaker.person.name, speaker.role_en, speaker.role_es) == ("Ana Torres", "Organizer", "Promotora")


def test_restoring_asks_first_and_shows_both_versions_word_by_word(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, title_en="First and second")
    address = version_of(editor, event, -1)

    page = editor.get(address)

    assert "First <mark>and second</mark>" in text(page)
    assert "Put this version back?" in text(page)
    assert Event.objects.get().title_en == "First and second"


def test_what_was_there_before_a_restoration_is_in_the_history(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, title_en="Second")
    editor.post(version_of(editor, event, -1))

    restored, second, _first = editor.get(history(event)).context["lines"]
    editor.post(f"{history(event)}{second.version.number}/")

    assert restored.version.kind == "restored"
    assert Event.objects.get().title_en == "Second"


def test_what_was_decided_about_readers_and_people_is_not_undone(editor: Client, filled: Any, event: Event) -> None:
    Event.objects.update(publication="published")
    event.slots.update(status="confirmed")
    save(editor, filled, event, title_en="Second")
    event.slots.update(status="cancelled")
    Event.objects.update(publication="draft", people_named=False, listed=False)

    editor.post(version_of(editor, event, -1))

    stored = Event.objects.get()
    assert (stored.title_en, stored.publication, stored.people_named, stored.listed) == ("First", "draft", False, False)
    assert event.slots.get().status == "cancelled"


def test_a_new_hour_that_is_taken_back_is_told_to_calendars(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, venue="Elsewhere")
    sequence = Event.objects.get().sequence

    editor.post(version_of(editor, event, -1))

    assert Event.objects.get().sequence > sequence


def test_rows_added_since_stay_unless_it_is_asked_for(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, title_en="Second")
    make_speaker(event, person=make_person(name="Rosa Gil"))
    address = version_of(editor, event, -1)

    page = editor.get(address)
    editor.post(address)
    stayed = Speaker.objects.count()
    editor.post(address, {"remove": "1"})

    assert [row.name for row in page.context["newer_rows"]] == ["Speaker “Rosa Gil”"]
    assert (stayed, Speaker.objects.count()) == (2, 1)


def test_what_cannot_be_put_back_is_a_sentence_and_changes_nothing(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, title_en="Second", languages__0__DELETE="on")
    event.languages.create(language="en")

    response = editor.post(version_of(editor, event, -1), follow=True)

    assert "This version cannot be put back" in text(response)
    assert Event.objects.get().title_en == "Second"


def test_a_series_that_is_gone_since_is_left_out(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, title_en="Second", series="")
    event.series.delete()

    editor.post(version_of(editor, event, -1))

    stored = Event.objects.get()
    assert (stored.title_en, stored.series) == ("First", None)


def test_the_state_of_the_translations_comes_back_with_the_texts(editor: Client, filled: Any, event: Event) -> None:
    before = {key: state.value for key, state in Event.objects.get().translation_states().items()}
    save(editor, filled, event, title_en="Second")
    assert {key: state.value for key, state in Event.objects.get().translation_states().items()} != before

    editor.post(version_of(editor, event, -1))

    assert {key: state.value for key, state in Event.objects.get().translation_states().items()} == before


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_change_everything_restore(staff: Any, filled: Any, event: Event, role: str) -> None:
    save(staff("superuser"), filled, event, title_en="Second")
    client = staff(role)
    address = version_of(client, event, -1)
    may = role in ("Editor", "Administrator")

    assert ("Put this version back" in text(client.get(address))) is may
    assert client.post(address).status_code == (302 if may else 403)
    assert Event.objects.get().title_en == ("First" if may else "Second")
    for door in ("recover/", "recover/1/"):
        assert client.get(f"/admin/events/webinar/{door}").status_code == {
            (True, "recover/"): 200,
            (True, "recover/1/"): 404,
        }.get((may, door), 403)


def test_somebody_without_a_role_sees_no_history(staff: Any, event: Event) -> None:
    client = staff("")

    assert client.get(history(event)).status_code == 403
    assert client.get(f"{history(event)}1/").status_code == 403
    assert client.get("/admin/events/webinar/recover/").status_code == 403


def test_the_history_tells_nobody_what_the_form_keeps_from_her(staff: Any, filled: Any, event: Event) -> None:
    slot = event.slots.get()
    save(staff("superuser"), filled, event, slots__0__notes="another private note", title_en="Second")
    translator = staff("Translator")

    seen = text(translator.get(history(event))) + text(translator.get(version_of(translator, event, -1)))

    assert slot.notes == "a private note"
    assert "private note" not in seen
    assert "Notes" not in seen
    assert "Notes" in text(staff("Editor").get(history(event)))


@pytest.mark.parametrize("number", ["0", "999", "99999999999999999999"])
def test_a_mistyped_version_is_not_found(editor: Client, event: Event, number: str) -> None:
    assert editor.get(f"{history(event)}{number}/").status_code == 404
    assert editor.get(f"/admin/events/webinar/recover/{number}/").status_code == 404


def test_a_version_of_another_entry_is_not_found(editor: Client, filled: Any, event: Event) -> None:
    other = make_event()
    save(editor, filled, other, title_en="Other")
    number = editor.get(history(other)).context["lines"][0].version.number

    assert editor.post(f"{history(event)}{number}/").status_code == 404


# What was deleted -----------------------------------------------------------------------------------------------------


def test_a_deleted_event_comes_back_as_a_draft_with_all_that_hung_on_it(editor: Client, event: Event) -> None:
    make_material(event, title_en="Slides")
    event.slots.update(status="confirmed")
    editor.post(f"/admin/events/webinar/{event.pk}/delete/", {"post": "yes"})
    assert not Event.objects.exists()

    [found] = editor.get("/admin/events/webinar/recover/").context["deleted"]
    page = editor.get(found["url"])
    response = editor.post(found["url"])

    assert "Primero" in text(page)
    assert response.status_code == 302
    back = Event.objects.get()
    assert (back.pk, back.uid, back.title_en, back.title_es) == (event.pk, event.uid, "First", "Primero")
    assert (back.publication, back.slots.get().status) == ("draft", "needed")
    assert [str(row) for row in back.speakers.all()] == ["Ana Torres"]
    assert [row.title_en for row in back.materials.all()] == ["Slides"]
    assert [topic.name_en for topic in back.topics.all()] == ["Wages"]
    assert editor.get(found["url"]).status_code == 404


def test_events_deleted_from_the_list_come_back_too(editor: Client, event: Event) -> None:
    data = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    editor.post("/admin/events/webinar/", data)
    assert not Event.objects.exists()

    [found] = editor.get("/admin/events/webinar/recover/").context["deleted"]
    editor.post(found["url"])

    assert Event.objects.get().title_es == "Primero"


def test_each_list_brings_back_its_own_kind(editor: Client, event: Event) -> None:
    convening = make_event(kind="convening", title_en="A convening")
    for one in (event, convening):
        editor.post(f"/admin/events/{one.kind}/{one.pk}/delete/", {"post": "yes"})

    names = {
        kind: [row["version"].object_repr for row in editor.get(f"/admin/events/{kind}/recover/").context["deleted"]]
        for kind in ("webinar", "convening")
    }

    assert names == {"webinar": ["First"], "convening": ["A convening"]}


def test_an_event_of_the_other_kind_that_still_stands_is_not_deleted(editor: Client, filled: Any, event: Event) -> None:
    convening = make_event(kind="convening", title_en="A convening")
    save(editor, filled, convening, title_en="A gathering")

    assert editor.get("/admin/events/webinar/recover/").context["deleted"] == []


def test_a_guide_comes_back_with_its_editions(editor: Client, db: None) -> None:
    edition = make_guide_edition(make_guide(title_es="Una guía"))
    editor.post(f"/admin/programs/resourceguide/{edition.guide_id}/delete/", {"post": "yes"})

    [found] = editor.get("/admin/programs/resourceguide/recover/").context["deleted"]
    editor.post(found["url"])

    back = ResourceGuide.objects.get()
    assert (back.title_es, back.editions.get().checksum) == ("Una guía", edition.checksum)


def test_a_file_that_is_gone_is_said_to_be(editor: Client, db: None) -> None:
    edition = make_guide_edition()
    edition.file.storage.delete(edition.file.name)
    editor.post(f"/admin/programs/resourceguide/{edition.guide_id}/delete/", {"post": "yes"})

    [found] = editor.get("/admin/programs/resourceguide/recover/").context["deleted"]
    response = editor.post(found["url"], follow=True)

    assert "is no longer stored" in text(response)
    assert not ResourceGuide.objects.exists()


def test_a_person_comes_back_unnamed_if_she_was(editor: Client, db: None) -> None:
    person = make_person(name="Ana Torres", named_publicly=False, bio_es="<p>Vida</p>")
    editor.post(f"/admin/programs/person/{person.pk}/delete/", {"post": "yes"})

    [found] = editor.get("/admin/programs/person/recover/").context["deleted"]
    editor.post(found["url"])

    assert [(row.bio_es, row.named_publicly) for row in Person.objects.all()] == [("<p>Vida</p>", False)]


def test_an_added_event_has_a_first_version(editor: Client, filled: Any, db: None) -> None:
    address = "/admin/events/webinar/add/"
    typed = {"title_en": "New", "starts_at_0": "2026-07-01", "starts_at_1": "18:00"}
    editor.post(address, filled(editor.get(address)) | typed)

    [line] = editor.get(history(Event.objects.get())).context["lines"]

    assert (line.version.kind, line.version.by.username, line.is_first) == ("saved", "Editor", True)


def test_publishing_from_the_list_is_in_the_history(editor: Client, filled: Any, event: Event) -> None:
    Event.objects.update(publication="draft")
    save(editor, filled, event, venue="Hall")
    editor.post("/admin/events/webinar/", {"action": "unpublish", "_selected_action": [event.pk]})
    editor.post("/admin/events/webinar/", {"action": "publish", "_selected_action": [event.pk]})

    assert lines(editor, event)[:2] == [["Publication"], ["Venue"]]


def test_a_picture_that_is_stored_comes_back(editor: Client, filled: Any, event: Event) -> None:
    name = event.image.storage.save("pictures/one.png", ContentFile(picture()))
    Event.objects.update(image=name, image_description_en="A march")
    save(editor, filled, event, image_description_en="Something else")

    editor.post(version_of(editor, event, -1))

    stored = Event.objects.get()
    assert (stored.image.name, stored.image_description_en) == (name, "A march")
