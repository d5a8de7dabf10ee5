"""Files that were stored before transcripts were read."""

from io import StringIO

import pytest
from django.core.management import call_command

from events.models import Material
from tests.factories import make_material, make_past_event, pdf_file, said_file

pytestmark = pytest.mark.django_db


def call(*arguments: str) -> str:
    answer = StringIO()
    call_command("read_transcripts", *arguments, stdout=answer)
    return answer.getvalue()


def test_what_was_not_read_is_and_what_was_stays() -> None:
    event = make_past_event()
    old, known = (make_material(event, kind="transcript", file=said_file()) for _number in range(2))
    broken = make_material(event, kind="captions", file=said_file())
    make_material(event, kind="transcript", file=pdf_file())
    make_material(event, kind="document", file=said_file())
    for material in (old, broken):
        Material.objects.filter(pk=material.pk).update(transcript=[], transcript_of="", transcript_paragraphs=0)
    Material.objects.filter(pk=known.pk).update(transcript_paragraphs=77)
    broken.file.storage.delete(broken.file.name)

    first, second, every = call(), call(), call("--all")

    assert first == "Read: 1. Not readable, as their forms say: 1.\n"
    assert second == "Read: 0. Not readable, as their forms say: 0.\n"
    assert every == "Read: 2. Not readable, as their forms say: 1.\n"
    assert Material.objects.with_transcript().get(pk=old.pk).transcript[0]["text"] == "Good evening."
