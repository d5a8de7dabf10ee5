"""What events, programs and guides have in common."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ciwo_site.models import CatalogEntry
from tests.factories import NOW, make_event, make_guide, make_organization, make_program, make_series, make_topic

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
KINDS = [make_event, make_series, make_program, make_guide]


def name_of(make_entry: Callable[..., CatalogEntry]) -> str:
    return make_entry.__name__


@pytest.mark.parametrize("make_entry", KINDS, ids=name_of)
def test_an_entry_is_published_when_it_is_due(make_entry: Callable[..., CatalogEntry]) -> None:
    entry = make_entry(publish_at=NOW)

    assert [entry.is_published(at) for at in (NOW - MINUTE, NOW, NOW + MINUTE)] == [False, True, True]
    for publication in ("draft", "review"):
        entry.publication = publication
        assert not entry.is_published(NOW + MINUTE)


@pytest.mark.parametrize("make_entry", KINDS, ids=name_of)
def test_the_word_for_one_entry_means_what_the_queryset_means(make_entry: Callable[..., CatalogEntry]) -> None:
    entries: list[CatalogEntry] = [
        make_entry(),
        make_entry(listed=False),
        make_entry(publication="draft"),
        make_entry(publish_at=NOW + MINUTE),
        make_entry(publish_at=NOW),
    ]
    rows = type(entries[0]).objects

    assert set(rows.published(NOW)) == {entry for entry in entries if entry.is_published(NOW)}
    assert set(rows.public(NOW)) == {entry for entry in entries if entry.may_be_named(NOW)} == {entries[0], entries[4]}


@pytest.mark.parametrize("make_entry", KINDS, ids=name_of)
def test_an_entry_has_an_address_in_each_language(make_entry: Callable[..., CatalogEntry]) -> None:
    entry = make_entry(title_en="Sharing stories", title_es="")

    assert entry.address("en").endswith(f"/{entry.pk}-sharing-stories/")
    assert entry.address("es").startswith("/es/")
    assert entry.get_absolute_url() == entry.address("en")


def test_an_entry_without_a_title_can_be_named_in_the_admin() -> None:
    assert str(make_event(publication="draft", title_en="", title_es="")) == "(no title yet)"


def test_an_entry_knows_in_which_languages_a_text_is_written() -> None:
    event = make_event(body_en="<p>Text</p>", summary_en=" ", summary_es="Resumen")

    assert [event.languages_with(field) for field in ("title", "body", "summary", "recap")] == [
        ["en", "es"],
        ["en"],
        ["es"],
        [],
    ]


def test_names_fall_back_to_the_language_there_is() -> None:
    assert str(make_topic(name_en="", name_es="Negociación")) == "Negociación"
    federation = make_organization(name_en="Federation", name_es="Federación", acronym_es="FITH")
    assert (str(federation.full_name), federation.text("name", "es").text) == ("Federation", "Federación")
