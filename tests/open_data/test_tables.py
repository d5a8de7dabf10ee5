"""Open data as tables: the same as the JSON, and no formula."""

import pytest
from django.test import Client

from ciwo_site.open_data.sets import SETS
from tests.factories import (
    AT_NOW,
    make_cohost,
    make_event,
    make_guide,
    make_guide_edition,
    make_material,
    make_organization,
    make_past_event,
    make_person,
    make_speaker,
    make_topic,
)
from tests.open_data.sets import address, items, table
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

AWKWARD = [
    "a; b, c\\d",
    "two\nlines",
    "🦄 ñandú",
    "]]>",
    "</script>",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    '"q"',
    "x" * 300,
]


@pytest.mark.parametrize("title", AWKWARD)
def test_a_title_comes_back_from_json_and_from_csv(client: Client, title: str) -> None:
    make_event(title_en=title)

    (item,), (row,) = items(client, "events"), table(client, "events")

    guarded = f"'{title}" if title[0] in "=+-@'" else title
    assert (item["title"]["text"], row["title"], row["title_language"]) == (title, guarded, "en")


def test_no_cell_is_a_formula(client: Client) -> None:
    formula = "=HYPERLINK(1)"
    organization = make_organization(name_en=formula, web_page="https://center.example/")
    event = make_event(
        title_en=formula, summary_en=formula, venue=formula, place_en=formula, body_en=f"<p>{formula}</p>"
    )
    make_speaker(event, person=make_person(name=formula))
    make_cohost(event, organization=organization)
    event.topics.add(make_topic(name_en=formula))
    make_material(make_past_event(), title_en=formula)
    make_guide_edition(make_guide(title_en=formula))

    cells = [cell for name in SETS for row in table(client, name) for cell in row.values()]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert cells.count(f"'{formula}") == 11


def test_a_table_says_what_the_json_says(client: Client) -> None:
    make_showcase()

    for name, dataset in SETS.items():
        for item, row in zip(items(client, name, "es"), table(client, name, "es"), strict=True):
            for field in dataset.fields:
                value, cell = item[field.name], row[field.name]
                if isinstance(value, dict):
                    assert (row[f"{field.name}_language"], cell) == (value["language"], value["text"])
                elif isinstance(value, list):
                    names = [each["name"] if isinstance(each, dict) else str(each) for each in value]
                    assert cell == "; ".join(names)
                else:
                    assert cell == ("" if value is None else str(value)), (name, field.name)


def test_a_table_opens_in_a_spreadsheet_with_its_accents(client: Client) -> None:
    make_event(title_es="Años")

    response = client.get(address("events", "csv", "es"))

    assert response.content.startswith(b"\xef\xbb\xbfnumber,url,short_url,")
    assert b"\r\n" in response.content
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == 'attachment; filename="events-es.csv"'
