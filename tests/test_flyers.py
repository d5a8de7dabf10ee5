"""The flyer's page and its PDF: who gets it, how often it asks the database, and what a copy shop gets."""

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.test import Client
from justhtml import JustHTML
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from ciwo_site.addresses import localized_reverse
from events.models import Event
from tests.factories import (
    AT_NOW,
    make_event,
    make_guide,
    make_material,
    make_series,
    make_slot,
    make_speaker,
)

pytestmark = [pytest.mark.django_db, AT_NOW]

QUERIES = 10


def address(event: Event, name: str = "flyer", language: str = "en") -> str:
    return localized_reverse(name, language, {"entry": event.address(language).rstrip("/").rpartition("/")[2]})


def document(client: Client, event: Event, query: str = "", language: str = "en") -> PdfReader:
    answer = client.get(f"{address(event, 'flyer-pdf', language)}{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.content))


def test_the_page_shows_the_flyer_and_every_choice(client: Client) -> None:
    event = make_event(title_en="Sharing & caring", languages=("en",))

    page = JustHTML(client.get(f"{address(event)}?paper=a4").content, sanitize=False)

    assert page.query_one("h1").to_text() == "A flyer to print"
    assert "Sharing & caring" in [text.to_text() for text in page.query("svg.sheet text")]
    assert [link.to_text() for link in page.query(".filters [aria-current]")] == [
        "English",
        "A4",
        "Nothing",
        "Black, for any copier",
    ]
    assert [link.attrs["href"] for link in page.query('link[media="print"]')] == ["/static/css/paper/a4.css"]
    assert [link.attrs["href"] for link in page.query(".flyer__ways a")] == [f"{address(event, 'flyer-pdf')}?paper=a4"]


def test_every_choice_leads_somewhere(client: Client) -> None:
    event = make_event()
    links = JustHTML(client.get(address(event)).content, sanitize=False).query(".filters__choices a")

    answers = {link.attrs["href"]: client.get(link.attrs["href"]).status_code for link in links}

    assert len(links) == 9
    assert set(answers.values()) == {200}


def test_who_cannot_see_the_flyer_reads_its_words(client: Client) -> None:
    event = make_event(title_es="Compartiendo", languages=("en",))

    page = JustHTML(client.get(f"{address(event)}?language=both").content, sanitize=False)

    assert page.query_one("svg.sheet").attrs["aria-hidden"] == "true"
    words = page.query(".flyer__text div")
    assert [part.attrs["lang"] for part in words] == ["en", "es"]
    assert "Compartiendo" in words[1].to_text()
    assert f"http://testserver{event.short_address}" in page.query_one(".flyer__text ul").to_text()


def test_the_language_switch_keeps_paper_and_strip(client: Client) -> None:
    event = make_event()

    page = JustHTML(client.get(f"{address(event)}?paper=a4&strip=1").content, sanitize=False)

    links = [link.attrs["href"] for link in page.query(".language-switch a")]
    assert links == [f"{address(event, language=code)}?paper=a4&strip=1" for code in ("en", "es")]


def test_no_search_engine_keeps_it(client: Client) -> None:
    event = make_event()

    assert b'<meta name="robots" content="noindex">' in client.get(address(event)).content
    assert client.get(address(event, "flyer-pdf"))["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("name", ["flyer", "flyer-pdf"])
def test_an_old_address_leads_to_the_present_one(client: Client, name: str) -> None:
    event = make_event(title_en="Old")
    old = address(event, name)
    event.title_en = "New"
    event.save()

    answer = client.get(f"{old}?paper=a4")

    assert (answer.status_code, answer["Location"]) == (301, f"{address(event, name)}?paper=a4")


@pytest.mark.parametrize("name", ["flyer", "flyer-pdf"])
@pytest.mark.parametrize("state", [{"publication": "draft"}, {"publication": "review"}])
def test_a_draft_has_no_flyer(client: Client, name: str, state: dict) -> None:
    assert client.get(address(make_event(**state), name)).status_code == 404
    assert client.get(localized_reverse(name, "en", {"entry": "999999"})).status_code == 404


def test_staff_see_the_flyer_of_a_draft(client: Client, django_user_model: Any) -> None:
    event = make_event(publication="draft", title_en="Not yet")
    preview = f"/admin/preview/flyer/{event.pk}/en/?paper=a4"
    signed_out = client.get(preview)
    client.force_login(django_user_model.objects.create_superuser("boss"))

    page = client.get(preview).content.decode()

    assert signed_out.status_code == 302
    assert "Preview for staff" in page
    assert "flyer.pdf" not in page
    assert f'href="/admin/preview/flyer/{event.pk}/en/?' in page


def grow(event: Event, number: int) -> None:
    event.languages.create(language=("en", "es", "pt")[number])
    make_slot(event)
    make_speaker(event)
    make_material(event)
    event.guides.add(make_guide())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["flyer", "flyer-pdf"])
def test_it_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, rows: int
) -> None:
    event = make_event(series=make_series())
    for number in range(rows):
        grow(event, number)

    with django_assert_num_queries(QUERIES):
        answer = client.get(f"{address(event, name)}?language=both")

    assert answer.status_code == 200


# PDF --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es", "both"])
@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595.28)])
@pytest.mark.parametrize("strip", ["", "&strip=1"])
def test_it_is_one_page_in_every_variant(client: Client, language: str, paper: str, width: float, strip: str) -> None:
    event = make_event(title_en="Word " * 60, title_es="ñ" * 300, languages=("en",))

    found = document(client, event, f"?language={language}&paper={paper}{strip}")

    assert len(found.pages) == 1
    assert float(found.pages[0].mediabox.width) == pytest.approx(width, abs=0.1)


def test_its_words_can_be_read_back_in_both_languages(client: Client) -> None:
    event = make_event(title_en="Whose “hour” is it?", title_es="¿De quién es la hora, compañera?", languages=("en",))

    found = document(client, event, "?language=both", language="es")

    words = " ".join(found.pages[0].extract_text().split())
    assert "Whose “hour” is it?" in words
    assert "¿De quién es la hora, compañera?" in words
    assert f"testserver{event.short_address}" in words
    assert found.metadata.title == "¿De quién es la hora, compañera?"
    assert found.root_object["/Lang"] == "es"


def test_a_copier_makes_a_readable_code_of_it(client: Client) -> None:
    event = make_event()
    content = client.get(f"{address(event, 'flyer-pdf')}?strip=1&ink=color").content

    copy = pypdfium2.PdfDocument(content)[0].render(scale=150 / 72, grayscale=True).to_pil()

    codes = zxingcpp.read_barcodes(copy)
    assert {code.text for code in codes} == {f"http://testserver{event.short_address}"}
    assert len(codes) == 11


def test_it_is_sent_as_a_file_with_a_name(client: Client) -> None:
    event = make_event(title_en="Sharing; “stories”\r\nX: 1")

    answer = client.get(address(event, "flyer-pdf"))

    assert answer["Content-Disposition"] == f'attachment; filename="flyer-{event.pk}-sharing-stories-x-1.pdf"'


def test_the_same_flyer_is_not_made_or_sent_twice(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    first = client.get(address(event, "flyer-pdf"))
    monkeypatch.setattr("ciwo_site.printing.pdf.pdf", lambda *_args, **_names: pytest.fail("made again"))

    again = client.get(address(event, "flyer-pdf"), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_flyer_that_says_something_else_is_made_anew(client: Client) -> None:
    event = make_event()
    first = client.get(address(event, "flyer-pdf"))["ETag"]
    make_slot(event)
    second = client.get(address(event, "flyer-pdf"))["ETag"]
    cache.clear()

    assert first != second
    assert client.get(address(event, "flyer-pdf"))["ETag"] == second


def test_a_title_in_letters_that_the_faces_lack_is_left_to_the_browsers_print(client: Client) -> None:
    event = make_event(title_en="講座 now")

    assert client.get(address(event, "flyer-pdf")).status_code == 404
    page = client.get(address(event)).content.decode()
    assert "講座 now" in page
    assert "flyer.pdf" not in page


def test_emoji_in_a_title_do_not_stop_the_press(client: Client) -> None:
    found = document(client, make_event(title_en="🎉 Fiesta ]]> </script> & more"))

    assert "Fiesta ]]> </script> & more" in " ".join(found.pages[0].extract_text().split())
