"""Staff upload what people said: a file is read, or refused in their language; an earlier one is read again."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from reversion.models import Version

from events.models import Event, Material
from tests.factories import make_event, make_material, make_past_event

SAID = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Torres>Good evening, all of you.\n"
OTHER = "WEBVTT\n\n00:01.000 --> 62:00.000\n<v Luz Vega>Other words.\n\n05:00.000 --> 04:00.000\n<v Ana Torres>More.\n"


def change(event: Event) -> str:
    return f"/admin/events/{event.kind}/{event.pk}/change/"


def upload(text: str, name: str = "said.vtt") -> dict[str, Any]:
    """A new transcript in the form's first free row."""
    return {
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "transcript",
        "materials-0-language": "en",
        "materials-0-origin": "original",
        "materials-0-order": "0",
        "materials-0-consent_recorded": "on",
        "materials-0-file": SimpleUploadedFile(name, text.encode()),
    }


def words_beside_the_file(client: Client, event: Event) -> str:
    form = client.get(change(event)).context["inline_admin_formsets"][4].formset.forms[0]
    return str(form.fields["file"].help_text).replace("\u00a0", " ")


@pytest.fixture
def editor(staff: Any) -> Client:
    return staff("Editor")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("WEBVTT\n\n00:00:01.000 --> 00:00:64.000\nHello", "Line 3: we cannot read the times in"),
        ("WEBVTT\n\nHello, all of you", "Line 3: “Hello, all of you” has no time."),
        ("WEBVTT\n\nNOTE nothing", "There are no words in this file"),
    ],
)
def test_a_broken_transcript_is_refused_beside_its_file(editor: Client, filled: Any, text: str, sentence: str) -> None:
    event = make_event()

    response = editor.post(change(event), filled(editor.get(change(event))) | upload(text))

    form = response.context["inline_admin_formsets"][4].formset.forms[0]
    assert list(form.errors) == ["file"]
    assert form.errors["file"][0].startswith(sentence)
    assert sentence in response.content.decode()
    assert not Material.objects.exists()


def test_a_form_for_a_file_says_which_files_there_can_be(editor: Client) -> None:
    event = make_past_event()
    make_material(event)

    assert "Transcripts and captions: VTT, SRT or plain text (TXT)" in words_beside_the_file(editor, event)


def test_the_form_says_what_was_read(editor: Client, filled: Any) -> None:
    event = make_event()

    response = editor.post(change(event), filled(editor.get(change(event))) | upload(OTHER))

    assert response.status_code == 302
    assert words_beside_the_file(editor, event) == (
        "Read from this file: 2 paragraphs, 1 h 2 min, 2 speakers<br>"
        "Line 6: this caption ended before it began, so we left its end out.<br>"
    )


def test_a_file_that_could_not_be_read_says_why(editor: Client) -> None:
    event = make_past_event()
    broken = SimpleUploadedFile("said.vtt", b"WEBVTT\n\nno time")
    material = make_material(event, kind="document", file=broken)
    material.kind = "transcript"
    material.save()

    assert "Line 3: “no time” has no time." in words_beside_the_file(editor, event)


def test_an_earlier_file_brings_its_transcript_back_and_versions_hold_none(editor: Client, filled: Any) -> None:
    event = make_event()
    editor.post(change(event), filled(editor.get(change(event))) | upload(SAID))
    data = filled(editor.get(change(event))) | {"materials-0-file": SimpleUploadedFile("said.vtt", OTHER.encode())}
    editor.post(change(event), data)
    after = Material.objects.with_transcript().get().transcript

    history = f"/admin/events/webinar/{event.pk}/history/"
    number = editor.get(history).context["lines"][1].version.number
    answer = editor.post(f"{history}{number}/", {"restore": "1"})

    assert [row["speaker"] for row in after] == ["Luz Vega", "Ana Torres"]
    assert answer.status_code == 302
    assert [row["text"] for row in Material.objects.with_transcript().get().transcript] == ["Good evening, all of you."]
    kept = [json.loads(version.serialized_data)[0]["fields"] for version in Version.objects.get_for_model(Material)]
    assert kept
    assert not set().union(*kept) & set(Material.DERIVED)


def test_a_deleted_event_comes_back_with_its_transcript(editor: Client, filled: Any) -> None:
    event = make_event()
    editor.post(change(event), filled(editor.get(change(event))) | upload(SAID))
    editor.post(f"/admin/events/webinar/{event.pk}/delete/", {"post": "yes"})
    is_gone = not Material.objects.exists()

    (deleted,) = editor.get("/admin/events/webinar/recover/").context["deleted"]
    editor.post(deleted["url"])

    assert is_gone
    assert Material.objects.get().transcript_paragraphs == 1


def test_another_change_of_the_event_leaves_the_transcript_as_it_is(editor: Client, filled: Any) -> None:
    event = make_event()
    editor.post(change(event), filled(editor.get(change(event))) | upload(SAID))
    Material.objects.update(transcript=[{"at": 1, "speaker": "", "text": "Mended by hand"}])

    editor.post(change(event), filled(editor.get(change(event))) | {"title_en": "Another title"})

    assert Event.objects.get().title_en == "Another title"
    assert Material.objects.with_transcript().get().transcript[0]["text"] == "Mended by hand"
