"""The feeds as feedparser reads them."""

from typing import Any

import feedparser
from django.test import Client

from ciwo_site.addresses import localized_reverse

FEEDS = ("upcoming-feed", "recordings-feed", "changes-feed", "guides-feed")


def read(client: Client, name: str, language: str = "en") -> Any:
    response = client.get(localized_reverse(name, language))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    parsed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert (parsed.bozo, parsed.version) == (0, "atom10")
    return parsed


def titles(client: Client, name: str, language: str = "en") -> list[str]:
    return [entry.title for entry in read(client, name, language).entries]
