"""What a question finds, and in which order; on both databases."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from ciwo_site.i18n import site_languages
from ciwo_site.search.query import parse
from events.models import Event
from programs.models import Person
from programs.search.matches import find
from tests.factories import (
    MONTH,
    NOW,
    make_affiliation,
    make_cohost,
    make_event,
    make_guide,
    make_material,
    make_organization,
    make_page,
    make_past_event,
    make_person,
    make_program,
    make_series,
    make_speaker,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Search = Callable[..., list[Any]]
Indexed = Callable[[], int]


# Which ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("organizacion", "Organización en el trabajo"),
        ("ORGANIZACIÓN", "organizaciones hermanas"),
        ("historia", "Muchas historias"),
        ("nino", "Niños"),
        ("voz", "Nuestras voces"),
        ("organi", "Organización"),
        ("100%", "Al 100%"),
        ("kiche", "En K’iche’"),
    ],
)
def test_a_title_is_found_in_spanish(search: Search, indexed: Indexed, typed: str, title: str) -> None:
    event = make_event(title_en="", title_es=title)
    make_event(title_en="Other", title_es="Otro")
    indexed()

    assert search(typed, "es") == search(typed, "en") == [event]


@pytest.mark.parametrize(("typed", "title"), [("organizing", "We organize"), ("woman", "Women"), ("coop", "The co-op")])
def test_a_title_is_found_in_english(search: Search, indexed: Indexed, typed: str, title: str) -> None:
    event = make_event(title_en=title)
    make_event()
    indexed()

    assert search(typed, "en") == search(typed, "es") == [event]


def test_every_field_that_the_page_shows_is_found(search: Search, indexed: Indexed) -> None:
    event = make_event(
        summary_en="alpha",
        body_es="<p>beta<strong>gamma</strong></p>",
        recap_en="<p>delta</p>",
        venue="Epsilon Hall",
        place_es="zeta",
        occurrence_note_en="eta",
    )
    make_material(event, title_en="theta")
    make_speaker(event, group_es="Líderes de iota", role_es="kappa")
    indexed()

    words = ["alpha", "betagamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]
    assert [word for word in words if search(word) != [event]] == []


def test_notes_of_staff_and_addresses_are_not_found(search: Search, indexed: Indexed) -> None:
    event = make_event(run_of_show="secret", registration_link="https://secret.example/", image_description_en="secret")
    make_material(event, link="https://secret.example/")
    indexed()

    assert search("secret") == []


def test_every_kind_of_page_is_found(search: Search, indexed: Indexed) -> None:
    made = [
        make_event(body_en="<p>solar</p>"),
        make_series(body_en="<p>solar</p>"),
        make_program(audience_en="solar"),
        make_guide(body_en="<p>solar</p>"),
        make_person(bio_en="<p>solar</p>"),
        make_page("about", body_en="<p>solar</p>"),
    ]
    indexed()

    assert sorted(map(repr, search("solar"))) == sorted(map(repr, made))


def test_all_words_must_be_there_each_in_whichever_language(search: Search, indexed: Indexed) -> None:
    event = make_event(title_en="Winter", title_es="Verano")
    make_event(title_en="Winter", title_es="Otoño")
    indexed()

    assert search("verano winter") == [event]
    assert search("verano winter spring") == []


def test_only_the_last_word_may_be_a_beginning(search: Search, indexed: Indexed) -> None:
    event = make_event(title_en="Storytelling workshop")
    indexed()

    assert search("workshop story") == [event]
    assert search("story workshop") == []


def test_a_word_in_the_middle_of_another_is_none(search: Search, indexed: Indexed) -> None:
    make_event(title_en="Storytelling")
    indexed()

    assert search("telling") == search("tellin") == []


@pytest.mark.parametrize("typed", ["%", "_", "%%%", "a_b", "st%ry", "'; DROP TABLE", "\0", "\\", "*", "😀"])
def test_signs_of_databases_mean_nothing(search: Search, indexed: Indexed, typed: str) -> None:
    make_event(title_en="Story", title_es="Historia")
    indexed()

    assert search(typed) == []


def test_nothing_is_found_before_anything_is_indexed(search: Search) -> None:
    make_event(title_en="Story")

    assert search("story") == []


# By what it belongs to ------------------------------------------------------------------------------------------------


def test_an_event_is_found_by_what_it_belongs_to(search: Search, indexed: Indexed) -> None:
    event = make_event(
        series=make_series(title_en="Alpha"),
        program=make_program(title_es="Beta"),
        topics=[make_topic(name_en="Gamma")],
    )
    make_speaker(event, person=make_person(name="Delta López"))
    make_cohost(event, organization=make_organization(acronym_es="EPSI"))
    make_cohost(event, program=make_program(title_en="Zeta"))
    indexed()

    assert [word for word in ("alpha", "beta", "gamma", "lopez", "epsi", "zeta") if event not in search(word)] == []
    assert search("lopez gamma", kind="event") == [event]


def test_programs_guides_people_and_series_are_found_by_what_they_belong_to(search: Search, indexed: Indexed) -> None:
    topic, organization = make_topic(name_en="Alpha"), make_organization(name_en="Beta")
    program, guide, person = make_program(title_en="Gamma"), make_guide(topics=[topic]), make_person()
    program.topics.add(topic)
    program.organizations.add(organization)
    guide.program = program
    guide.save()
    make_affiliation(person, organization=organization, role_en="Delta")
    make_affiliation(person, program=program)
    series = make_series(organization=organization)
    indexed()

    assert set(search("alpha")) == {program, guide}
    assert set(search("beta")) == {program, person, series}
    assert set(search("gamma")) == {program, guide, person}
    assert search("delta") == [person]


def test_only_a_name_leads_to_what_belongs_to_it(search: Search, indexed: Indexed) -> None:
    program = make_program(body_en="<p>Alpha</p>")
    make_event(program=program)
    indexed()

    assert search("alpha") == [program]


@pytest.mark.parametrize(
    "state", [{"publication": "draft"}, {"publish_at": NOW + timedelta(minutes=1)}, {"listed": False}]
)
def test_nothing_is_found_by_what_readers_may_not_know_of(search: Search, indexed: Indexed, state: dict) -> None:
    series, program = make_series(title_en="Secret", **state), make_program(title_en="Secret", **state)
    event = make_event(series=series, program=program)
    make_cohost(event, program=program)
    make_guide(program=program)
    make_affiliation(make_person(), program=program, role_en="Secret keeper")
    indexed()

    assert search("secret") == []


def test_somebody_who_is_not_named_is_not_found(search: Search, indexed: Indexed) -> None:
    secret, named = make_person(name="Secret One", named_publicly=False), make_person(name="Named Two")
    make_speaker(make_event(), person=secret)
    make_speaker(make_event(people_named=False), person=named)
    indexed()

    assert search("secret") == []
    assert search("two") == [named]


def test_a_tie_holds_and_ends_at_once(search: Search, indexed: Indexed) -> None:
    """No index is made in between: ties are asked for."""
    person, topic = make_person(name="Delta López"), make_topic(name_en="Gamma")
    event = make_event(topics=[topic])
    make_speaker(event, person=person)
    indexed()
    assert search("gamma") == search("lopez", kind="event") == [event]

    Event.objects.filter(pk=event.pk).update(people_named=False)
    event.topics.clear()

    assert search("gamma") == search("lopez", kind="event") == []


def test_a_person_who_is_no_longer_named_leads_nowhere_at_once(search: Search, indexed: Indexed) -> None:
    person = make_person(name="Delta López")
    make_speaker(make_event(), person=person)
    indexed()

    Person.objects.filter(pk=person.pk).update(named_publicly=False)

    assert search("lopez", kind="event") == []


# What readers may see --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [{"publication": "draft"}, {"publication": "review"}, {"listed": False}])
def test_what_is_hidden_is_not_even_in_the_index(search: Search, indexed: Indexed, state: dict) -> None:
    make_event(title_en="Secret", **state)
    make_guide(title_en="Secret", **state)
    make_series(title_en="Secret", **state)
    make_program(title_en="Secret", **state)

    assert indexed() == 0
    assert search("secret") == []


def test_an_entry_is_found_from_the_minute_on_when_it_is_due(search: Search, indexed: Indexed) -> None:
    due = NOW + timedelta(minutes=1)
    event = make_event(title_en="Soon", publish_at=due)
    indexed()

    assert search("soon", at=NOW) == search("soon", at=due - timedelta(seconds=1)) == []
    assert search("soon", at=due) == [event]
    assert search("soon", at=NOW) == []


# In which order -------------------------------------------------------------------------------------------------------


def test_a_title_weighs_more_than_a_summary_and_that_more_than_a_text(search: Search, indexed: Indexed) -> None:
    text = make_event(body_en="<p>luna</p>")
    title = make_event(title_en="Luna")
    tied = make_event(topics=[make_topic(name_en="luna")])
    summary = make_event(summary_en="luna")
    indexed()

    assert search("luna") == [title, summary, text, tied]


def test_the_readers_language_comes_first(search: Search, indexed: Indexed) -> None:
    spanish = make_event(title_en="Webinar", title_es="Luna")
    english = make_event(title_en="Luna", title_es="Seminario")
    indexed()

    assert search("luna", "en") == [english, spanish]
    assert search("luna", "es") == [spanish, english]


def test_a_title_in_another_language_comes_before_a_summary_in_ones_own(search: Search, indexed: Indexed) -> None:
    summary = make_event(summary_en="luna")
    title = make_event(title_es="Luna")
    indexed()

    assert search("luna", "en") == [title, summary]


def test_what_is_to_come_comes_before_what_lasts_and_what_is_over(search: Search, indexed: Indexed) -> None:
    past, long_past = make_past_event(title_en="Luna"), make_event(title_en="Luna", starts_at=NOW - 5 * MONTH)
    guide = make_guide(title_en="Luna")
    later, sooner = make_event(title_en="Luna", starts_at=NOW + 2 * MONTH), make_event(title_en="Luna")
    under_way = make_event(title_en="Luna", starts_at=NOW - timedelta(hours=1))
    indexed()

    assert search("luna") == [under_way, sooner, later, guide, past, long_past]


def test_an_event_that_ends_meanwhile_moves(search: Search, indexed: Indexed) -> None:
    ending = make_event(title_en="Luna", starts_at=NOW - timedelta(hours=1))
    later = make_event(title_en="Luna")
    indexed()

    assert search("luna", at=NOW) == [ending, later]
    assert search("luna", at=NOW + timedelta(hours=2)) == [later, ending]


def test_more_words_in_the_title_weigh_more(search: Search, indexed: Indexed) -> None:
    one = make_event(title_en="Luna", body_en="<p>sol</p>")
    both = make_event(title_en="Luna y sol", starts_at=NOW + 2 * MONTH)
    indexed()

    assert search("luna sol") == [both, one]


# How many --------------------------------------------------------------------------------------------------------------


def test_hits_are_counted_by_kind_and_shown_in_parts(indexed: Indexed) -> None:
    events = [make_event(title_en="Luna", starts_at=NOW + MONTH + timedelta(days=day)) for day in range(5)]
    make_guide(title_en="Luna")
    make_topic(name_en="Luna")
    indexed()

    found = find(parse("luna", site_languages()), "en", NOW)

    assert (len(found), found.counts) == (6, {"event": 5, "guide": 1})
    assert [match.entry for match in found.best(2, 4, "event")] == [events[2].pk, events[3].pk]
    assert found.best(5, 10, "event") == []


def test_each_word_is_counted_for_itself(indexed: Indexed) -> None:
    make_event(title_en="Luna")
    make_event(title_en="Sol")
    make_event(title_es="Soles")
    indexed()

    found = find(parse("luna sol cielo", site_languages()), "en", NOW)

    assert len(found) == 0
    assert [(term.typed, count) for term, count in found.alone] == [("luna", 1), ("sol", 2), ("cielo", 0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_asks_as_often_for_three_rows_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries, indexed: Indexed, rows: int
) -> None:
    for _row in range(rows):
        event = make_event(title_en="Luna", topics=[make_topic(name_en="Luna")], program=make_program(title_en="Luna"))
        make_speaker(event, person=make_person(name="Luna"))
    indexed()

    with django_assert_num_queries(3):  # words, the facts that this process does not know yet, ties
        found = find(parse("luna", site_languages()), "en", NOW)
        assert len(found.best(0, 100)) == len(found) == 3 * rows
    with django_assert_num_queries(2):
        find(parse("luna", site_languages()), "en", NOW)
    with django_assert_num_queries(1):
        find(parse("nobody", site_languages()), "en", NOW)
