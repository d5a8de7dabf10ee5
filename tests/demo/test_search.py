"""Searching the demo for the words that a reader would try, on the real content and on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client, TestCase

from ciwo_site.addresses import localized_reverse
from ciwo_site.demo.loader import event_uid, load_once
from ciwo_site.demo.redating import redate
from ciwo_site.demo.source import Source
from ciwo_site.i18n import site_languages
from ciwo_site.search.query import parse
from events.models import Event
from programs.models import SearchEntry
from programs.search.index import out_of_step
from programs.search.kinds import KINDS
from programs.search.matches import find

NOW = datetime(2026, 5, 6, 17, 10, tzinfo=UTC)


def found(typed: str, language: str, kind: str = "") -> list[str]:
    """The titles of what is found, in the reader's language where there is one, in order."""
    matches = find(parse(typed, site_languages()), language, NOW).best(0, 100, kind)
    rows = [(KINDS[match.kind], KINDS[match.kind].model.objects.get(pk=match.entry)) for match in matches]
    return [kind.texts(row, language).title or str(row) for kind, row in rows]


def event(key: str) -> Event:
    return Event.objects.get(uid=event_uid(key))


@pytest.mark.database
class TestSearch(TestCase):  # a class, so that everything is loaded once for all of its tests
    @classmethod
    def setUpTestData(cls) -> None:
        connection.run_on_commit.clear()
        with cls.captureOnCommitCallbacks(execute=True):
            load_once(Source(), NOW)

    def test_loading_indexes_all_of_it(self) -> None:
        assert SearchEntry.objects.filter(kind="event").count() == Event.objects.count() == 15
        assert not out_of_step()

    def test_organizacion(self) -> None:
        plain, accented = found("organizacion", "es"), found("organización", "es")

        assert plain == accented
        assert {"WINS", "Always Essential Fellowship", "Build the Bench"} <= set(plain)

    def test_historia_finds_historias_and_first_in_titles(self) -> None:
        assert found("historia", "es")[0].startswith("Compartiendo Historias con Trabajadores Esenciales")
        assert found("historias", "es") == found("historia", "es") == found("HISTORIA", "es")

    def test_organizing_finds_organize(self) -> None:
        assert found("organizing", "en")[:1] == found("organize", "en")[:1]
        assert "Minnesota Community and Labor Escalation" in found("organizing", "en", "event")

    def test_comunidad_finds_comunitaria(self) -> None:
        assert found("comunidad", "es") == found("comunitaria", "es") != []

    def test_a_name_finds_the_person_and_where_she_spoke(self) -> None:
        titles = found("trevino", "es")

        assert titles[0] == "Valeria Treviño"
        assert any(title.startswith("Compartiendo Historias") for title in titles)
        assert found("adriana paz", "en")[0] == "Adriana Paz Ramírez"

    def test_an_acronym_in_either_language(self) -> None:
        assert found("IDWF", "es") == found("fith", "en") == ["Adriana Paz Ramírez"]

    def test_a_word_that_was_said_finds_the_event_in_both_languages(self) -> None:
        assert found("autobus", "es", "event") == ["Muestra: Cómo hicimos nuestro primer volante"]
        assert found("autobuses", "en", "event") == ["Sample: How we made our first flyer"]

    def test_unnamed_workers_stay_unnamed(self) -> None:
        assert found("amazon", "en", "event")[:1] == [
            "Amazon Warehouses and Fulfillment Centers: Contemporary Forms of Worker Control"
        ]

    def test_the_page_of_results(self) -> None:
        page = Client().get(localized_reverse("search", "es"), {"q": "historia"})

        assert "<mark>Historias</mark> con Trabajadores Esenciales" in page.content.decode()

    def test_samples_that_move_with_the_days_are_indexed_again(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            assert redate(Source(), NOW + timedelta(days=3)) > 0

        assert not out_of_step()
