"""The share image of every page: named in its head, open to whom the page is open, kept as long as it says the same."""

from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

import pytest
from django.core.cache import caches
from django.test import Client
from justhtml import JustHTML
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from ciwo_site.share_images import answers
from ciwo_site.share_images.plate import house_plate
from tests.factories import AT_NOW, NOW, make_event, make_guide, make_person, make_program, make_series
from tests.showcase import Showcase, make_showcase

pytestmark = [pytest.mark.django_db, AT_NOW]

ENTRIES = {"event": make_event, "series": make_series, "program": make_program, "guide": make_guide}


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    caches[answers.SHELF].clear()


def head_of(client: Client, address: str) -> dict[str, str]:
    """The named facts in the head of a page."""
    head = JustHTML(client.get(address).content, sanitize=False).query("head meta[content]")
    return {node.attrs.get("property") or node.attrs.get("name"): node.attrs["content"] for node in head}


def path_of(client: Client, address: str) -> str:
    return head_of(client, address)["og:image"].removeprefix("http://testserver")


def test_every_page_leads_to_a_picture_of_the_promised_size(client: Client) -> None:
    showcase = make_showcase()
    entries = (showcase.upcoming, showcase.past, showcase.only_english, showcase.only_spanish, showcase.series)
    entries += (showcase.program, showcase.guide, showcase.person)
    addresses = ["/en/", "/es/", "/en/about/", showcase.past.address("es"), *(entry.address("en") for entry in entries)]

    pictures = {address: path_of(client, address) for address in addresses}

    for path in set(pictures.values()):
        answer = client.get(path)

        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png"), path
        assert Image.open(BytesIO(answer.content)).size == (1200, 630), path
    assert pictures["/en/"] == pictures["/en/about/"]
    assert len(set(pictures.values())) == len(addresses) - 1


def test_a_shared_page_says_what_networks_ask_for_in_its_own_language(client: Client) -> None:
    event = make_event(summary_en="Stories move", summary_es="Las historias mueven")

    english, spanish = (head_of(client, event.address(code)) for code in ("en", "es"))

    assert (english["og:locale"], english["og:locale:alternate"]) == ("en_US", "es_US")
    assert (spanish["og:locale"], spanish["og:locale:alternate"]) == ("es_US", "en_US")
    assert (english["og:image:width"], english["og:image:height"]) == ("1200", "630")
    assert english["twitter:card"] == "summary_large_image"
    for head, title in ((english, "Webinar"), (spanish, "Seminario web")):
        assert head["og:title"] == head["twitter:title"] == title
        assert head["og:description"] == head["twitter:description"] == head["description"]
        assert head["og:image"] == head["twitter:image"]
        assert title in head["og:image:alt"]
        assert head["og:image:alt"] == head["twitter:image:alt"]


def test_it_may_be_kept_without_end_and_shown_elsewhere(client: Client) -> None:
    answer = client.get(path_of(client, make_event().address("en")))

    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_it_is_printed_once(client: Client) -> None:
    path = path_of(client, make_event().address("en"))
    first = client.get(path).content

    with patch.object(answers, "printed") as press:
        again = client.get(path).content

    assert press.call_count == 0
    assert again == first


def test_another_mark_leads_to_the_present_picture_and_nothing_is_printed_for_it(client: Client) -> None:
    event = make_event()
    path = path_of(client, event.address("en"))
    old = path.rpartition("-")[0] + "-0123456789abcdef.png"

    with patch.object(answers, "printed") as press:
        answer = client.get(old)

    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, path, "no-cache")
    assert press.call_count == 0


def test_a_changed_title_has_a_new_picture_and_the_old_address_leads_to_it(client: Client) -> None:
    event = make_event()
    before = path_of(client, event.address("en"))
    event.title_en = "A better title"
    event.save()

    after = path_of(client, event.address("en"))

    assert after != before
    assert client.get(before)["Location"] == after


@pytest.mark.parametrize("kind", ENTRIES)
@pytest.mark.parametrize(
    "hidden",
    [{"publication": "draft"}, {"publication": "review"}, {"publish_at": NOW + timedelta(minutes=1)}],
    ids=["draft", "in review", "not due yet"],
)
def test_what_is_not_published_has_no_picture(client: Client, kind: str, hidden: dict) -> None:
    entry = ENTRIES[kind]()
    path = path_of(client, entry.address("en"))
    for name, value in hidden.items():
        setattr(entry, name, value)
    entry.save()

    by_mark, by_any_mark = client.get(path), client.get(f"/en/share/{kind}/{entry.pk}-0.png")

    assert (by_mark.status_code, by_any_mark.status_code) == (404, 404)


@pytest.mark.parametrize("kind", ENTRIES)
def test_what_is_unlisted_has_a_picture_for_who_has_the_link(client: Client, kind: str) -> None:
    entry = ENTRIES[kind](listed=False)

    assert client.get(path_of(client, entry.address("en"))).status_code == 200


def test_somebody_who_is_not_named_publicly_has_no_picture(client: Client) -> None:
    person = make_person()
    path = path_of(client, person.address("en"))
    person.named_publicly = False
    person.save()

    assert (client.get(path).status_code, client.get(f"/en/share/person/{person.pk}-0.png").status_code) == (404, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/en/share/site/1-0.png",
        "/en/share/organization/1-0.png",
        "/en/share/event/999-0.png",
        "/en/share/event/99999999999999999999-0.png",
        "/en/share/event/1-.png",
        "/en/share/event/1-0.jpg",
    ],
)
def test_nothing_else_is_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_it_asks_the_database_as_often_as_a_list_of_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    showcase: Showcase = make_showcase()
    path = path_of(client, showcase.upcoming.address("en"))

    with django_assert_num_queries(5):
        client.get(path)
    with django_assert_num_queries(0):
        client.get(house_plate().address)


def test_it_can_only_be_read(client: Client) -> None:
    path = path_of(client, make_event().address("en"))

    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
