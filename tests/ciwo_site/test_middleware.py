"""What every response carries beyond its page."""

import gzip

import pytest
from django.test import Client

from ciwo_site.share_images.plate import house_plate
from tests.factories import AT_NOW, make_event, make_guide_edition

pytestmark = [pytest.mark.django_db, AT_NOW]

GZIP = {"accept-encoding": "gzip"}


def test_readers_pages_are_compressed_where_the_browser_can_read_that(client: Client) -> None:
    for day in range(5):
        make_event(title_en=f"Webinar {day}")

    plain, packed = client.get("/en/events/"), client.get("/en/events/", headers=GZIP)

    assert ("Content-Encoding" in plain.headers, packed.headers["Content-Encoding"]) == (False, "gzip")
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_the_admins_pages_are_not_compressed_since_they_hold_secrets(client: Client) -> None:
    page = client.get("/admin/login/", headers=GZIP)

    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers


def test_a_picture_is_not_compressed_twice(client: Client) -> None:
    path = house_plate().address

    assert "Content-Encoding" not in client.get(path, headers={"accept-encoding": "gzip"}).headers


def test_a_file_is_not_compressed_so_that_its_parts_stay_as_measured(client: Client) -> None:
    edition = make_guide_edition()

    answer = client.get(edition.address("en"), headers=GZIP)

    assert "Content-Encoding" not in answer.headers
    assert len(b"".join(answer)) == int(answer.headers["Content-Length"]) == edition.size


def test_the_admins_pages_stay_out_of_caches_and_keep_their_referrer(client: Client) -> None:
    headers = client.get("/admin/login/").headers

    assert headers["Referrer-Policy"] == "same-origin"
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))


def test_the_admins_cookies_belong_to_the_admins_addresses(client: Client) -> None:
    cookies = client.get("/admin/login/").cookies

    assert {name: cookie["path"] for name, cookie in cookies.items()} == {"csrftoken": "/admin/"}
