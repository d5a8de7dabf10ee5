"""The page that explains the open data."""

import pytest
from django.test import Client
from justhtml import JustHTML
from pytest_django import DjangoAssertNumQueries, Settings

from ciwo_site.addresses import localized_reverse
from ciwo_site.open_data.sets import SETS
from tests.factories import AT_NOW, make_event, make_material, make_series
from tests.open_data.sets import address

pytestmark = [pytest.mark.django_db, AT_NOW]


def test_the_page_explains_every_field_of_every_set(client: Client) -> None:
    make_event()

    page = JustHTML(client.get(localized_reverse("open-data", "en")).content, sanitize=False)

    explained = [node.to_text() for node in page.query(".data-fields dt")]
    assert explained == [field.name for dataset in SETS.values() for field in dataset.fields]
    assert [node.attrs["id"] for node in page.query("main h2")][2:] == list(SETS)
    assert "1 row now." in page.query("section.fact")[2].to_text()


def test_its_links_lead_to_every_page_of_every_file(client: Client, settings: Settings) -> None:
    settings.DATA_PER_PAGE = 1
    make_event(), make_event()

    page = JustHTML(client.get(localized_reverse("open-data", "es")).content, sanitize=False)
    links = [link.attrs["href"] for link in page.query("section .data-files a")]

    assert len(links) == 2 * len(SETS) + 1
    assert {client.get(link).status_code for link in links} == {200}
    assert links[:3] == [
        address("events", "json", "es"),
        *(address("events", "csv", "es") + end for end in ("", "?page=2")),
    ]
    assert {link[:4] for link in links} == {"/es/"}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _row in range(rows):
        make_material(make_event(series=make_series()))

    with django_assert_num_queries(6):
        client.get(localized_reverse("open-data", "en"))
