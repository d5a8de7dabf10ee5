"""A file that cannot be kept is a sentence beside its field; nothing is saved, and what was typed stays."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from justhtml import JustHTML

from ciwo_site.admin.unkept_files import FULL, UNREACHABLE
from ciwo_site.storages.problems import StorageFull, StorageUnreachable
from programs.models import GuideEdition
from tests.factories import make_guide, make_guide_edition, make_program, pdf_file

pytestmark = pytest.mark.django_db

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
Filled = Callable[[HttpResponse], dict[str, Any]]


def refuse(monkeypatch: pytest.MonkeyPatch, problem: Exception, method: str = "save") -> None:
    def fail(*_arguments: Any, **_names: Any) -> None:
        raise problem

    monkeypatch.setattr(default_storage, method, fail)


def errors_of(response: HttpResponse) -> list[str]:
    found = JustHTML(response.content.decode(), sanitize=False).query(".errorlist:not(.nonfield) li")
    return [item.to_text() for item in found]


@pytest.mark.parametrize(
    ("problem", "words"), [(StorageFull(), FULL), (StorageUnreachable(), UNREACHABLE)], ids=["full", "away"]
)
def test_a_file_of_a_row_that_cannot_be_kept(
    staff: Callable[..., Client], filled: Filled, monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str
) -> None:
    guide, client = make_guide(title_en="As it was"), staff("Editor")
    form = f"/admin/programs/resourceguide/{guide.pk}/change/"
    fields = filled(client.get(form)) | {
        "title_en": "What I typed",
        "editions-TOTAL_FORMS": "1",
        "editions-0-language": "es",
        "editions-0-version": "1",
        "editions-0-dated": "2026-01-15",
        "editions-0-file": pdf_file(),
    }
    refuse(monkeypatch, problem)

    response = client.post(form, fields)

    guide.refresh_from_db()
    assert response.status_code == 200
    assert errors_of(response) == [str(words)]
    assert b'value="What I typed"' in response.content
    assert guide.title_en == "As it was"
    assert not GuideEdition.objects.exists()


def test_a_picture_that_cannot_be_kept(
    staff: Callable[..., Client], filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, client = make_program(), staff("Editor")
    form = f"/admin/programs/program/{program.pk}/change/"
    fields = filled(client.get(form)) | {"image": ContentFile(PNG, name="picture.png")}
    refuse(monkeypatch, StorageFull())

    response = client.post(form, fields)

    assert (response.status_code, errors_of(response)) == (200, [str(FULL)])


def test_a_large_file_that_there_is_no_room_to_receive(
    staff: Callable[..., Client], filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide, client = make_guide(), staff("Editor")
    form = f"/admin/programs/resourceguide/{guide.pk}/change/"
    large = ContentFile(pdf_file().read() + b" " * 3_000_000, name="large.pdf")
    fields = filled(client.get(form)) | {
        "title_en": "What I typed",
        "editions-TOTAL_FORMS": "1",
        "editions-0-language": "es",
        "editions-0-version": "1",
        "editions-0-dated": "2026-01-15",
        "editions-0-file": large,
    }

    def fail(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk", fail)

    response = client.post(form, fields)

    assert (response.status_code, errors_of(response)) == (200, [str(FULL)])
    assert b'value="What I typed"' in response.content


def test_the_texts_of_an_entry_with_a_picture_are_saved_while_the_store_is_away(
    staff: Callable[..., Client], filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = make_guide(image=ContentFile(PNG, name="picture.png"))
    make_guide_edition(guide)
    client = staff("Editor")
    form = f"/admin/programs/resourceguide/{guide.pk}/change/"
    fields = filled(client.get(form)) | {"title_en": "Saved without the store"}
    for name in ("open", "exists", "save", "size", "listdir"):
        refuse(monkeypatch, StorageUnreachable(), name)

    response = client.post(form, fields)

    guide.refresh_from_db()
    assert (response.status_code, guide.title_en) == (302, "Saved without the store")
