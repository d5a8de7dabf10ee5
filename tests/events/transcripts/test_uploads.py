"""A transcript is read when it is uploaded, by whichever door, or refused beside its file."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from ciwo_site.uploads import UploadRefused
from events.models import Material
from events.transcripts.addresses import transcript_address
from tests.events.transcripts.said import SAID, make_transcript, said, stored
from tests.factories import AT_NOW, make_material, make_past_event, pdf_file

pytestmark = [pytest.mark.django_db, AT_NOW]

FIELDS = ("transcript", "transcript_of", "transcript_paragraphs", "transcript_facts")


@pytest.mark.database
def test_a_transcript_is_read_when_it_is_uploaded() -> None:
    material = stored(make_transcript(make_past_event()))

    assert material.transcript == [
        {"at": 1, "speaker": "Ana Torres", "text": "Good evening, all of you."},
        {"at": 70, "speaker": "Luz Vega", "text": "Xiomara Quiñones brought the chairs."},
    ]
    assert (material.transcript_of, material.transcript_paragraphs) == (material.checksum, 2)
    assert material.transcript_facts == {"seconds": 72, "speakers": 2, "notes": []}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_the_letters_were_saved_as_the_file_is_kept_in_utf8(encoding: str) -> None:
    material = make_transcript(make_past_event(), file=said(encoding=encoding))

    with material.file.storage.open(material.file.name) as file:
        content = file.read()
    assert content.decode("utf-8-sig") == SAID
    assert material.size == len(content)
    assert stored(material).transcript[1]["text"] == "Xiomara Quiñones brought the chairs."


@pytest.mark.parametrize(
    ("fields", "is_read"),
    [
        ({}, True),
        ({"kind": "captions"}, True),
        ({"file": said("Plain words.", "said.txt")}, True),
        ({"file": said("1\n00:00:01,000 --> 00:00:02,000\nHello", "said.srt")}, True),
        ({"kind": "document", "file": said("Plain words.", "said.txt")}, False),
        ({"file": pdf_file()}, False),
        ({"link": "https://elsewhere.example/", "file": ""}, False),
    ],
)
def test_only_texts_of_what_people_said_are_read(fields: dict, is_read: bool) -> None:
    material = make_transcript(make_past_event(), **fields)

    assert (material.transcript_paragraphs > 0, bool(material.transcript_of)) == (is_read, is_read)


def test_a_text_that_cannot_be_read_is_refused_beside_its_file_in_the_language_of_whoever_uploads_it() -> None:
    broken = said("WEBVTT\n\n00:99:00.000 --> 00:99:04.000\nHello")
    material = Material(event=make_past_event(), kind="transcript", language="en", consent_recorded=True, file=broken)

    with pytest.raises(ValidationError) as refused:
        material.full_clean(exclude=["transcript", "transcript_facts", "media_type", "checksum"])
    with pytest.raises(UploadRefused), translation.override("es"):
        material.save()

    assert refused.value.message_dict == {
        "file": [
            "Line 3: we cannot read the times in “00:99:00.000 --> 00:99:04.000”. "
            "They look like this: 00:01:05.000 --> 00:01:09.500"
        ]
    }
    assert not Material.objects.exists()


def test_what_is_wrong_with_the_file_itself_is_said_once() -> None:
    material = Material(event=make_past_event(), kind="transcript", language="en", consent_recorded=True)
    material.file = ContentFile("año".encode("cp850"), name="said.txt")

    with pytest.raises(ValidationError) as refused:
        material.full_clean(exclude=["transcript", "transcript_facts", "media_type", "checksum"])

    assert [error.code for error in refused.value.error_dict["file"]] == ["not_utf8"]


def test_a_text_of_what_people_said_needs_their_consent_before_readers_have_it(client: Client) -> None:
    material = Material(event=make_past_event(), kind="transcript", language="en", file=said())

    with pytest.raises(ValidationError) as refused:
        material.clean()

    assert list(refused.value.message_dict) == ["consent_recorded"]
    material.save()
    page = client.get(material.event.address("en")).content.decode()
    assert not Material.objects.public().exists()
    assert [
        client.get(address).status_code for address in (material.address(), transcript_address(material.event, "en"))
    ] == [404, 404]
    assert "/transcript/" not in page
    assert material.address("en") not in page


def test_another_file_is_another_transcript_and_none_is_none() -> None:
    material = make_transcript(make_past_event())
    material.file = said("WEBVTT\n\n00:01.000 --> 00:02.000\nOther words")
    material.save()
    other = stored(material).transcript

    material.file = ""
    material.save()

    assert other == [{"at": 1, "speaker": "", "text": "Other words"}]
    assert [getattr(stored(material), field) for field in FIELDS] == [[], "", 0, {}]


def test_another_kind_is_read_anew_by_whichever_door() -> None:
    material = make_transcript(make_past_event())

    Material.objects.filter(pk=material.pk).update(kind="document")
    document = Material.objects.get(pk=material.pk)
    document.save(update_fields=["order"])
    without = stored(material).transcript
    document.kind = "captions"
    document.save()

    assert (without, len(stored(material).transcript)) == ([], 2)


def test_a_stored_file_that_cannot_be_read_says_so_and_hinders_nothing() -> None:
    material = make_material(make_past_event(), kind="document", file=said("WEBVTT\n\nno time", "said.vtt"))
    gone = make_material(make_past_event(), kind="document", file=said())
    gone.file.storage.delete(gone.file.name)

    for row in (material, gone):
        row.kind = "transcript"
        row.save()

    assert stored(material).transcript_facts == {"problem": "text_without_time", "line": 3, "extract": "no time"}
    assert stored(gone).transcript_facts["problem"] == "no_text"
    assert stored(material).transcript_of == material.checksum


def test_a_list_of_materials_leaves_their_texts_where_they_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    event = make_past_event()
    make_transcript(event)

    with django_assert_num_queries(1):
        (material,) = event.materials.all()
    material.order = 7
    with CaptureQueriesContext(connection) as queries:
        material.save()

    assert material.get_deferred_fields() == {"transcript"}
    assert [query["sql"] for query in queries if '"transcript" ' in query["sql"]] == []
    assert (stored(material).order, len(stored(material).transcript)) == (7, 2)
