"""What a list says of an event's languages, in a few words."""

import pytest

from events.language_access import badges
from tests.events.language_access.services import HOURS, floor, slot


@pytest.mark.parametrize(
    ("fields", "is_over", "words"),
    [
        ({}, False, ["In English", "Interpreted into Spanish"]),
        ({"status": "requested"}, False, ["In English", "Interpretation into Spanish requested"]),
        ({"status": "requested"}, True, ["In English"]),
        ({"status": "needed"}, False, ["In English"]),
        ({"status": "cancelled"}, False, ["In English"]),
        ({"both_ways": True}, False, ["In English", "Interpreted into Spanish"]),
        ({"service": "captions", "to_language": "en"}, False, ["In English", "Live captions in English"]),
        ({"provided_by": "automatic"}, False, ["In English", "Interpreted into Spanish by a machine"]),
        (
            {"service": "captions", "provided_by": "automatic"},
            False,
            ["In English", "Automatic captions in Spanish"],
        ),
        ({"service": "captions", "status": "held"}, False, ["In English", "Captions in Spanish requested"]),
        ({"service": "sign_language", "to_language": "ase"}, False, ["In English", "American Sign Language"]),
        (
            {"service": "sign_language", "to_language": "ase", "status": "held"},
            False,
            ["In English", "American Sign Language requested"],
        ),
    ],
    ids=str,
)
def test_a_list_says_it_in_a_few_words(fields: dict, is_over: bool, words: list[str]) -> None:
    assert [badge.text for badge in badges(floor("en"), [slot(**fields)], HOURS, is_over=is_over)] == words


def test_a_list_says_nothing_twice() -> None:
    found = badges(floor("en", "es"), [slot(), slot(both_ways=True)], HOURS, is_over=False)

    assert [badge.text for badge in found] == ["In English", "In Spanish"]
