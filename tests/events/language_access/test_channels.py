"""How to find the channel of a language on a platform."""

import pytest
from django.utils import translation

from events.channels import channel_note
from events.enums import Platform
from tests.events.language_access.services import slot


@pytest.mark.parametrize("platform", Platform.values)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_platform_has_its_steps_in_both_languages(platform: str, language: str) -> None:
    with translation.override(language):
        note = channel_note(platform, [slot()], language=language)

    assert note.platform
    assert len(note.steps) >= 2
    with translation.override("en" if language == "es" else "es"):
        other = channel_note(platform, [slot()], language="en" if language == "es" else "es")
    assert set(note.steps).isdisjoint(other.steps)


def test_those_who_speak_the_language_of_most_need_the_channel_too() -> None:
    assert channel_note("", [slot(both_ways=True)], language="en").who_needs_it == [
        "Everybody chooses a channel, whichever language they speak.",
        "To follow in Spanish, choose the Spanish channel: you need it whenever somebody speaks English.",
        "To follow in English, choose the English channel: you need it whenever somebody speaks Spanish.",
    ]
    assert channel_note("", [slot(from_language="pt", to_language="en")], language="en").who_needs_it == [
        "To follow in English, choose the English channel: you need it whenever somebody speaks Portuguese."
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "requested"},
        {"status": "cancelled"},
        {"service": "consecutive"},
        {"service": "captions"},
        {"service": "sign_language", "to_language": "ase"},
        {"provided_by": "automatic"},
    ],
    ids=str,
)
def test_there_is_no_channel_to_choose_where_none_is_confirmed(fields: dict) -> None:
    assert channel_note("zoom", [slot(**fields)], language="en") is None


def test_what_staff_wrote_comes_before_the_steps_of_the_platform() -> None:
    told = slot(how_to_join_en="Press the globe.", how_to_join_es="")

    in_english, in_spanish = (channel_note("zoom", [told], language=language) for language in ("en", "es"))

    assert (in_english.platform, in_english.steps) == ("", [])
    assert in_spanish.platform == "Zoom"
