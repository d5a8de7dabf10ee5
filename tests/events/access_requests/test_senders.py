"""Whose form it was that a request came from."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from ciwo_site.same_site import Sender, sender_of
from events.models import Event
from tests.events.access_requests.asking import send, what_is_asked
from tests.factories import AT_NOW

pytestmark = [pytest.mark.django_db, AT_NOW]


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({"sec-fetch-site": "same-origin"}, Sender.OURS),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, Sender.OURS),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, Sender.OURS),
        ({"origin": "http://testserver"}, Sender.OURS),
        ({"origin": "https://trusted.example"}, Sender.OURS),
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, Sender.FOREIGN),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, Sender.FOREIGN),
        ({"sec-fetch-site": "same-site"}, Sender.FOREIGN),
        ({"sec-fetch-site": "none"}, Sender.FOREIGN),
        ({"sec-fetch-site": ""}, Sender.FOREIGN),
        ({"origin": "null"}, Sender.FOREIGN),
        ({"origin": ""}, Sender.FOREIGN),
        ({"origin": "https://testserver"}, Sender.FOREIGN),
        ({"origin": "http://testserver:8000"}, Sender.FOREIGN),
        ({"origin": "http://testserver.evil.example"}, Sender.FOREIGN),
        ({"origin": "http://testserver", "host": "evil.example"}, Sender.FOREIGN),
        ({}, Sender.UNKNOWN),
        ({"referer": "http://testserver/"}, Sender.UNKNOWN),
    ],
    ids=str,
)
def test_only_our_own_pages_are_ours(settings: Settings, headers: dict[str, str], sender: Sender) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://trusted.example"]

    assert sender_of(RequestFactory().post("/", headers=headers)) == sender


@pytest.mark.parametrize(
    ("headers", "language", "words"),
    [
        ({"origin": "http://evil.example"}, "en", "did not come from our page"),
        ({"origin": "http://evil.example"}, "es", "no salió de nuestra página"),
        ({}, "en", "Your browser does not say"),
        ({}, "es", "Su navegador no indica"),
    ],
    ids=str,
)
def test_what_comes_from_elsewhere_is_refused_kindly(
    event: Event, headers: dict[str, str], language: str, words: str
) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = send(client, event, read_in=language, headers=headers, message="a long story", captions="on")

    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert what_is_asked() == []
    # Another site's words are not shown as the reader's own; the reader's own are not lost.
    assert (b"a long story" in answer.content) == (headers == {})


def test_no_cookie_is_needed(event: Event) -> None:
    assert send(Client(enforce_csrf_checks=True), event, captions="on").status_code == 303
