"""A guide's file at its permanent address; a download leaves one number behind and nothing else."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciwo_site.addresses import localized_reverse
from programs.models import DownloadTotal, GuideEdition
from tests.factories import AT_NOW, NOW, make_guide, make_guide_edition, make_material, make_past_event, pdf_file

pytestmark = [pytest.mark.django_db, AT_NOW]

TODAY = NOW.date()


@pytest.fixture
def edition() -> GuideEdition:
    guide = make_guide(title_en="Co-Directorships Resource Guide", title_es="Guía de codirección")
    return make_guide_edition(guide, language="es", version=2)


def body(response: HttpResponse) -> bytes:
    return b"".join(response)


def totals() -> list[tuple[date, int]]:
    return list(DownloadTotal.objects.order_by("day").values_list("day", "count"))


def latest(guide: Model, language: str) -> str:
    return localized_reverse("edition-latest", "en", {"entry": guide.pk, "language": language})


def test_a_file_says_what_it_is_from_its_own_content(edition: GuideEdition) -> None:
    content = pdf_file().read()

    assert (edition.format, edition.media_type, edition.pages, edition.size) == (
        "pdf",
        "application/pdf",
        1,
        len(content),
    )
    assert len(edition.checksum) == 64
    assert edition.file.name.startswith("guides/")


def test_a_reader_receives_the_file_under_a_readable_name(client: Client, edition: GuideEdition) -> None:
    answer = client.get(edition.address("en"), headers={"accept-encoding": "gzip, br"})

    assert (answer.status_code, body(answer)) == (200, pdf_file().read())
    assert {
        name: answer.headers.get(name) for name in ("Content-Type", "Content-Length", "Content-Disposition", "ETag")
    } == {
        "Content-Type": "application/pdf",
        "Content-Length": str(edition.size),
        "Content-Disposition": 'attachment; filename="guia-de-codireccion-es-v2.pdf"',
        "ETag": f'"{edition.checksum}"',
    }
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Content-Encoding" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_head_range_and_an_unchanged_file_are_answered(client: Client, edition: GuideEdition) -> None:
    address, content = edition.address("en"), pdf_file().read()

    head = client.head(address)
    part = client.get(address, headers={"range": "bytes=4-9", "accept-encoding": "gzip"})
    unchanged = client.get(address, headers={"if-none-match": f'"{edition.checksum}"'})
    beyond = client.get(address, headers={"range": "bytes=99999999-"})

    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(len(content)))
    assert (part.status_code, body(part), part.headers["Content-Range"]) == (
        206,
        content[4:10],
        f"bytes 4-9/{len(content)}",
    )
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert beyond.status_code == 416
    assert totals() == []


def test_each_download_adds_one_to_the_total_of_the_day(
    client: Client, edition: GuideEdition, time_machine: Any
) -> None:
    for day in (10, 10, 11):
        time_machine.move_to(NOW.replace(day=day), tick=False)
        body(client.get(edition.address("es")))

    assert totals() == [(date(2026, 3, 10), 2), (date(2026, 3, 11), 1)]


def test_a_download_writes_one_number_and_nothing_else(client: Client, edition: GuideEdition) -> None:
    models = [model for model in apps.get_models() if model is not DownloadTotal]
    before = {model: list(model.objects.values()) for model in models if model.__name__ != "LogEntry"}

    with CaptureQueriesContext(connection) as queries:
        body(
            client.get(edition.address("en"), headers={"user-agent": "Someone", "referer": "https://employer.example/"})
        )

    written = [
        query["sql"]
        for query in queries.captured_queries
        if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]
    assert {model: list(model.objects.values()) for model in before} == before
    assert [sql.split('"')[1] for sql in written if '"' in sql] == ["programs_downloadtotal"] * len(written)
    assert DownloadTotal.objects.values("edition", "day", "count").get() == {
        "edition": edition.pk,
        "day": TODAY,
        "count": 1,
    }


def test_two_first_downloads_of_a_day_are_both_counted(edition: GuideEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process writes the row between our look and our insert."""
    really_update = type(DownloadTotal.objects.all()).update
    seen = []

    def update(queryset, **values):
        changed = really_update(queryset, **values)
        if not seen:
            seen.append(changed)
            DownloadTotal.objects.create(edition=edition, day=TODAY, count=1)
        return changed

    monkeypatch.setattr(type(DownloadTotal.objects.all()), "update", update)
    DownloadTotal.add_one(edition, TODAY)

    assert (seen, totals()) == ([0], [(TODAY, 2)])


def test_an_old_address_of_a_file_leads_to_it(client: Client, edition: GuideEdition) -> None:
    answer = client.get(f"/en/guides/{edition.guide.pk}-old-title/editions/{edition.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, edition.address("en"))


def test_a_file_is_found_under_its_own_guide_alone(client: Client, edition: GuideEdition) -> None:
    other = make_guide()

    assert client.get(f"/en/guides/{other.pk}-guide/editions/{edition.pk}/").status_code == 404


def test_latest_leads_to_the_newest_version_and_to_pdf_first(client: Client, edition: GuideEdition) -> None:
    guide = edition.guide
    make_guide_edition(guide, language="es", version=1)
    word = make_guide_edition(guide, language="es", version=5)
    GuideEdition.objects.filter(pk=word.pk).update(format="docx", version=2)
    make_guide_edition(guide, language="en", version=3)
    make_guide_edition(guide, language="es", version=4, published=False)

    answer = client.get(latest(guide, "es"))

    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, edition.address("en"), "no-cache")


def test_latest_is_missing_where_a_language_has_no_edition(client: Client, edition: GuideEdition) -> None:
    assert [client.get(latest(edition.guide, code)).status_code for code in ("es", "en", "fr", "xx")] == [
        302,
        404,
        404,
        404,
    ]


def test_the_page_of_a_guide_says_what_can_be_downloaded_and_which_language_is_behind(
    client: Client, edition: GuideEdition
) -> None:
    make_guide_edition(edition.guide, language="en", version=1, dated=date(2024, 1, 16))

    page = client.get(edition.guide.address("en"))

    shown = [(e.language_label, e.format_label, e.version, e.pages, e.dated) for e in page.context["card"].editions]
    assert shown == [
        ("English", "PDF", 1, "1 page", "January 16, 2024"),
        ("Spanish", "PDF", 2, "1 page", "January 15, 2026"),
    ]
    assert "The English edition is version 1; the Spanish one is already version 2." in page.content.decode()


def test_the_page_of_a_guide_says_which_language_has_no_edition(client: Client, edition: GuideEdition) -> None:
    html = client.get(edition.guide.address("en")).content.decode()

    assert "There is no edition in English yet." in html
    assert "There is no edition in Spanish yet." not in html


def test_a_file_that_the_storage_lost_is_not_found(client: Client, edition: GuideEdition) -> None:
    edition.file.storage.delete(edition.file.name)

    assert client.get(edition.address("en")).status_code == 404
    assert totals() == []


def test_a_material_is_sent_like_a_guide_but_not_counted(client: Client) -> None:
    event = make_past_event(title_en="Sharing stories", title_es="Compartiendo historias")
    slides = make_material(event, file=pdf_file(), language="es")

    answer = client.get(slides.address("en"), headers={"accept-encoding": "gzip"})
    part = client.get(slides.address("en"), headers={"range": "bytes=0-3"})

    assert (answer.status_code, body(answer)) == (200, pdf_file().read())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="compartiendo-historias-slides-es.pdf"'
    assert "Content-Encoding" not in answer.headers
    assert (part.status_code, body(part)) == (206, b"%PDF")
    assert totals() == []


def test_a_material_that_is_a_link_has_no_file_to_send(client: Client) -> None:
    material = make_material(make_past_event())

    assert client.get(material.address("en")).status_code == 404


def test_uploads_are_not_served_from_the_folder_they_lie_in(client: Client, edition: GuideEdition) -> None:
    assert client.get(f"/media/{edition.file.name}").status_code == 404
