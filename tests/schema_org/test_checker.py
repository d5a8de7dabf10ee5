"""The checker can object: a vocabulary that lets everything pass would prove nothing."""

from typing import Any

import pytest

from tests.schema_org.checker import faults

EVENT = {"@type": "EducationEvent", "@id": "https://catalog.example/e/1", "name": "Sharing stories"}


def graph(**changes: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [{**EVENT, **changes}]}


@pytest.mark.parametrize(
    "changes",
    [
        {"startDate": "2026-04-09T11:00-04:00", "endDate": "2026-04-09"},
        {"location": [{"@type": "Place", "name": "Hall"}, {"@type": "VirtualLocation", "url": "https://a.example/"}]},
        {"organizer": {"@type": "Project", "name": "The hub"}},
        {"name": {"@value": "Historias", "@language": "es"}},
        {"isAccessibleForFree": True, "inLanguage": ["en", "quc"]},
        {"eventStatus": "https://schema.org/EventCancelled"},
        {"superEvent": {"@id": "https://catalog.example/e/1"}},
        {"image": {"@type": "ImageObject", "width": "1200 px", "url": "https://a.example/a.png"}},
    ],
)
def test_what_is_right_passes(changes: dict[str, Any]) -> None:
    assert faults(graph(**changes)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"@type": "Lesson"},
        {"beginDate": "2026-04-09"},
        {"startDate": "April 9"},
        {"startDate": "2026-04-09T11:00"},  # whose eleven o’clock?
        {"location": {"@type": "Person", "name": "Ana"}},
        {"organizer": "CIWO"},
        {"performers": {"@type": "Person", "name": "Ana"}},  # deprecated
        {"numberOfPages": 3},
        {"name": ""},
        {"name": 3},
        {"name": None},
        {"isAccessibleForFree": "yes"},
        {"inLanguage": "Spanish"},
        {"eventStatus": "https://schema.org/EventForgotten"},
        {"superEvent": {"@id": "https://catalog.example/e/2"}},
        {"url": "/e/1"},
        {"image": {"@type": "ImageObject", "width": 1200}},
        {"name": {"@value": "Historias", "@language": "Spanish"}},
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any]) -> None:
    assert len(faults(graph(**changes))) == 1
