"""Readers' pages, search and pictures."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image
from pytest_django import Settings

from ciwo_site.doctor import pages, pictures, search, texts
from ciwo_site.doctor.finding import Weight
from programs.enums import PageKey
from programs.models import Page
from programs.search.index import bring_in_step
from tests.ciwo_site.doctor.found import only, words
from tests.factories import make_past_event

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_a_table_whose_changes_nobody_hears_of_is_found(settings: Settings) -> None:
    settings.PAGE_CACHE = True
    well = list(pages.findings())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute('DROP TRIGGER "tells_readers_events_event_update"')
        else:
            cursor.execute("ALTER TABLE events_event DISABLE TRIGGER tells_readers")

    assert well == []
    assert words(pages.findings()).startswith(
        "The database does not tell of changes in 1 tables, such as events_event: readers may see pages as they were"
    )


def test_pages_that_are_not_kept_are_advice(settings: Settings) -> None:
    settings.PAGE_CACHE = False

    assert only(pages.findings()).weight == Weight.ADVICE


@pytest.mark.database
def test_an_index_of_search_that_is_out_of_step_is_found() -> None:
    make_past_event(title_en="Sharing stories")
    said = words(search.findings())  # the transaction of this test is not over
    bring_in_step()

    assert "1 entries and 0 words are out of step" in said
    assert list(search.findings()) == []


def test_a_picture_without_its_copies_is_found() -> None:
    drawn = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(drawn, "PNG")
    event = make_past_event(image=ContentFile(drawn.getvalue(), "a.png"), image_description_en="People at a table")
    well = list(pictures.findings())
    event.image.storage.delete(event.image._process_context(event.image.field.formats["small_avif"]).name)
    lacking = words(pictures.findings())
    event.image.storage.delete(event.image.name)

    assert well == []
    assert lacking.startswith(f"1 pictures lack copies that pages offer, such as {event.image.name}")
    assert list(pictures.findings()) == []


def test_pages_of_the_site_that_lack_a_text_are_advice() -> None:
    for key in PageKey:
        Page.objects.update_or_create(key=key, defaults={"body_en": "<p>Written.</p>", "body_es": "<p>Escrita.</p>"})
    well = list(texts.findings())
    Page.objects.filter(key=PageKey.CONTACT).delete()
    Page.objects.filter(key=PageKey.PRIVACY).update(body_es="")

    found = only(texts.findings())

    assert well == []
    assert found.weight == Weight.ADVICE
    assert found.words == "Pages of the site itself have no text: contact (en, es); privacy (es)."
