from typing import Any

from django.contrib.messages import get_messages

from programs.models import GuideEdition
from tests.factories import make_guide, make_guide_edition, make_program, pdf_file


def edition(number: int, **fields: Any) -> dict[str, Any]:
    given = {"language": "es", "version": "1", "dated": "2026-01-15", "published": "on", **fields}
    return {f"editions-{number}-{name}": value for name, value in given.items()}


def test_an_edition_is_uploaded_with_its_facts(staff: Any, filled: Any) -> None:
    guide = make_guide()
    address = f"/admin/programs/resourceguide/{guide.pk}/change/"
    editor = staff("Editor")

    response = editor.post(
        address, filled(editor.get(address)) | edition(0, file=pdf_file()) | {"editions-TOTAL_FORMS": "1"}
    )

    assert response.status_code == 302
    found = GuideEdition.objects.get()
    assert (found.guide, found.language, found.format, found.pages) == (guide, "es", "pdf", 1)


def test_the_same_edition_twice_is_a_sentence_beside_the_version(staff: Any, filled: Any) -> None:
    guide = make_guide_edition(language="es").guide
    address = f"/admin/programs/resourceguide/{guide.pk}/change/"
    editor = staff("Editor")

    response = editor.post(
        address, filled(editor.get(address)) | edition(1, file=pdf_file()) | {"editions-TOTAL_FORMS": "2"}
    )

    forms = response.context["inline_admin_formsets"][0].formset.forms
    assert [list(form.errors) for form in forms] == [[], ["version"]]
    assert GuideEdition.objects.count() == 1
    assert not list(get_messages(response.wsgi_request))


def test_a_picture_that_is_none_is_refused_beside_its_field(staff: Any, filled: Any) -> None:
    program = make_program()
    address = f"/admin/programs/program/{program.pk}/change/"
    editor = staff("Editor")

    response = editor.post(address, filled(editor.get(address)) | {"image": pdf_file(), "title_en": "New"})

    assert list(response.context["adminform"].form.errors) == ["image"]
    assert 'value="New"' in response.content.decode()
    program.refresh_from_db()
    assert not program.image
