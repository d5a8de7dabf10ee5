"""What people send each other about a guide."""

import pytest

from programs.messages import guide_share
from tests.factories import make_guide

pytestmark = pytest.mark.django_db

ORIGIN = "https://wins.example.org"


def test_it_names_the_guide_its_languages_and_its_page_in_each_language() -> None:
    guide = make_guide(title_en="Co-directing", title_es="Codirección", summary_en="To print.")

    share = guide_share(guide, ["en", "es", "en"], ORIGIN)

    english, spanish = share.messages
    assert english.text.split("\n") == [
        "Co-directing",
        "A guide to download in English and Spanish.",
        f"{ORIGIN}/en/guides/{guide.pk}-co-directing/",
    ]
    assert "To print." in english.letter
    assert spanish.text.startswith("Codirección\n")
    assert spanish.text.endswith(guide.address("es"))
    assert share.link == f"{ORIGIN}{guide.address('en')}"
    assert share.flyer_url == ""


def test_a_guide_without_a_file_promises_none() -> None:
    guide = make_guide(title_en="", title_es="Guía")

    english = guide_share(guide, [], ORIGIN).messages[0]

    assert english.text.split("\n") == ["Guía (title in Spanish)", f"{ORIGIN}{guide.address('en')}"]
    assert english.short == f"Guía. {ORIGIN}{guide.address('en')}"
