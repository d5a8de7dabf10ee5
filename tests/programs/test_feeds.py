"""The feed of guides, read back by feedparser."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from ciwo_site.addresses import localized_reverse
from tests.factories import AT_NOW, NOW, make_guide, make_guide_edition

pytestmark = [pytest.mark.django_db, AT_NOW]


def read(client: Client, language: str = "en", **headers: str) -> Any:
    return feedparser.parse(client.get(localized_reverse("guides-feed", language), headers=headers).content)


def test_a_guide_is_an_entry_in_each_language_that_it_can_be_read_in(client: Client) -> None:
    guide = make_guide(title_en="Co-Directorships", title_es="Codirecciones", summary_en="Two people lead.")
    make_guide_edition(guide, version=1)
    make_guide_edition(guide, version=2)
    make_guide_edition(guide, version=3, published=False)
    make_guide_edition(guide, language="es")

    parsed = read(client)

    found = {entry.title: entry.content[0].value for entry in parsed.entries}
    assert parsed.bozo == 0
    assert found == {
        "Guide in English: Co-Directorships": "<p>Guide in English · version 2 · PDF</p>\n<p>Two people lead.</p>",
        "Guide in Spanish: Co-Directorships": "<p>Guide in Spanish · version 1 · PDF</p>\n<p>Two people lead.</p>",
    }
    assert {entry.link for entry in parsed.entries} == {f"http://testserver{guide.address('en')}"}


def test_what_was_posted_last_comes_first(client: Client, time_machine: Any) -> None:
    older = make_guide(title_en="Older")
    make_guide_edition(older)
    time_machine.shift(timedelta(days=1))
    make_guide_edition(make_guide(title_en="Newer"))
    time_machine.shift(timedelta(days=1))
    make_guide_edition(older, language="es")

    assert [entry.title for entry in read(client).entries] == [
        "Guide in Spanish: Older",
        "Guide in English: Newer",
        "Guide in English: Older",
    ]


def test_a_guide_that_appears_later_is_news_from_then_on(client: Client, time_machine: Any) -> None:
    make_guide_edition(make_guide(publish_at=NOW + timedelta(hours=1)))
    before = read(client).entries
    time_machine.shift(timedelta(hours=2))

    (entry,) = read(client).entries

    assert (before, entry.updated) == ([], "2026-03-10T16:00:00Z")


def test_a_guide_without_a_file_is_no_news(client: Client) -> None:
    make_guide()
    make_guide_edition(published=False)

    assert read(client).entries == []


def test_a_borrowed_title_keeps_its_language(client: Client) -> None:
    make_guide_edition(make_guide(title_en="", title_es="Codirecciones"))

    assert read(client).entries[0].title == 'Guide in English: <span lang="es">Codirecciones</span>'


def test_the_feed_is_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programs.feeds.LENGTH", 2)
    for _number in range(2):
        guide = make_guide()
        make_guide_edition(guide)
        make_guide_edition(guide, language="es")

    assert len(read(client).entries) == 2


def test_a_guide_that_staff_deleted_is_missed(client: Client, time_machine: Any) -> None:
    guide, _other = make_guide(), make_guide_edition()
    make_guide_edition(guide)
    time_machine.shift(timedelta(minutes=1))
    address = localized_reverse("guides-feed", "en")
    known = {"if-modified-since": client.get(address).headers["Last-Modified"]}

    time_machine.shift(timedelta(hours=1))
    unchanged = client.get(address, headers=known).status_code
    client.force_login(User.objects.create_superuser("ana"))
    client.post(reverse("admin:programs_resourceguide_delete", args=[guide.pk]), {"post": "yes"})
    client.logout()

    assert (unchanged, client.get(address, headers=known).status_code) == (304, 200)
    assert len(read(client).entries) == 1
