"""The demo's own files keep the rules that uploads are held to, and the ones for accessible documents."""

from pathlib import Path

import pytest
from django.core.files import File
from pypdf import PdfReader

from ciwo_site.uploads import inspect_material, inspect_picture

FILES = Path(__file__).resolve().parents[2] / "ciwo_site" / "demo" / "files"
DOCUMENTS = sorted(path for folder in ("guides", "materials") for path in (FILES / folder).iterdir())
POSTERS = sorted((FILES / "posters").iterdir())
POSTER_BYTES = 60 * 1024
DOCUMENT_BYTES = 250 * 1024


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_demo_file_is_what_its_name_says(path: Path) -> None:
    with path.open("rb") as stream:
        facts = inspect_material(File(stream, name=path.name), max_bytes=DOCUMENT_BYTES)

    assert path.suffix == f".{facts.format}"


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.suffix == ".pdf"], ids=name_of)
def test_a_demo_pdf_is_tagged_and_names_its_language_and_title(path: Path) -> None:
    reader = PdfReader(path)
    root = reader.root_object

    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert f"-{root['/Lang']}" in path.stem
    assert reader.metadata is not None
    assert reader.metadata.title


@pytest.mark.parametrize("path", POSTERS, ids=name_of)
def test_a_poster_is_wide_and_light(path: Path) -> None:
    with path.open("rb") as stream:
        facts = inspect_picture(File(stream, name=path.name))

    assert (facts.format, facts.width, facts.height) == ("PNG", 1600, 900)
    assert facts.size <= POSTER_BYTES
