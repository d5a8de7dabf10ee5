"""robots.txt and security.txt, read back as the programs that look for them do."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings as site
from django.test import Client
from pytest_django import Settings

from ciwo_site.well_known import security_text
from tests.factories import AT_NOW

pytestmark = [AT_NOW]

SECURITY = "/.well-known/security.txt"


def test_robots_may_read_everything_and_learn_where_the_sitemap_is(client: Client) -> None:
    response = client.get("/robots.txt")

    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert parser.can_fetch("anybody", "http://testserver/en/events/")
    assert parser.site_maps() == ["http://testserver/sitemap.xml"]


def test_robots_txt_names_nothing_private(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert [word for word in ("admin", "privat", "Disallow") if word in text] == []


def test_without_a_contact_there_is_no_security_txt(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = []

    assert client.get(SECURITY).status_code == 404


def test_security_txt_says_what_rfc_9116_asks_for(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = ["security@center.example", "https://center.example/security", "tel:+1-201-555-0123"]

    response = client.get(SECURITY)

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "Contact: mailto:security@center.example",
        "Contact: https://center.example/security",
        "Contact: tel:+1-201-555-0123",
        "Expires: 2027-02-01T00:00:00Z",
        "Preferred-Languages: en, es",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


@pytest.mark.parametrize("day", range(0, 800, 13))
def test_security_txt_always_ends_in_less_than_a_year_and_never_soon(day: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)

    (line,) = [line for line in security_text(["x:y"], "", at).splitlines() if line.startswith("Expires: ")]

    assert timedelta(days=300) < datetime.fromisoformat(line.removeprefix("Expires: ")) - at < timedelta(days=365)


def test_it_is_sent_once_and_then_only_when_it_changed(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = ["security@center.example"]

    for address in ("/robots.txt", SECURITY):
        known = {"if-none-match": client.get(address).headers["ETag"]}

        assert client.get(address, headers=known).status_code == 304
        assert (client.head(address).status_code, client.post(address).status_code) == (200, 405)


def test_the_contact_is_a_setting_that_is_empty_at_first() -> None:
    assert site.SECURITY_CONTACT == []
