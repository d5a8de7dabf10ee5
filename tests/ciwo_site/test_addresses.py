"""The number of an address finds the entry; every page has a twin."""

import re

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from ciwo_site.addresses import EntryConverter, EntryNumber, localized_reverse, moved, twins


class Story:
    def address(self, language: str | None = None) -> str:
        return {"en": "/en/stories/4-sharing/", "es": "/es/historias/4-compartiendo/"}[language or "en"]


def request(path: str):
    found = RequestFactory().get(path)
    found.resolver_match = resolve(found.path_info)
    return found


@pytest.mark.parametrize(
    ("text", "number"), [("4", 4), ("4-sharing-stories", 4), ("007-x", 7), ("999999999-", 999999999)]
)
def test_the_number_finds_the_entry(text: str, number: int) -> None:
    assert re.fullmatch(EntryConverter.regex, text)
    assert EntryNumber(text).number == number


@pytest.mark.parametrize("text", ["", "x", "-4", "4x", "4-ñ", "4-A", "1234567890", "٤", "4/5", "4-a\n"])
def test_what_begins_with_no_number_is_no_entry(text: str) -> None:
    assert not re.fullmatch(EntryConverter.regex, text)


def test_a_page_has_a_twin_in_each_language_with_what_it_keeps_of_its_query() -> None:
    with translation.override("en"):
        found = twins(request(localized_reverse("event-list", "en")), query="kind=webinar")

    assert [(twin.language, twin.name, twin.url, twin.is_current) for twin in found] == [
        ("en", "English", "/en/events/?kind=webinar", True),
        ("es", "Español", "/es/eventos/?kind=webinar", False),
    ]


def test_an_entrys_twin_has_its_own_slug() -> None:
    found = twins(RequestFactory().get("/en/stories/4-sharing/"), Story())

    assert [twin.url for twin in found] == ["/en/stories/4-sharing/", "/es/historias/4-compartiendo/"]


def test_a_page_that_is_none_has_the_home_pages_for_twins() -> None:
    assert [twin.url for twin in twins(RequestFactory().get("/nothing/"))] == ["/en/", "/es/"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/en/stories/4-sharing/", None),
        ("/en/stories/4/", "/en/stories/4-sharing/"),
        ("/en/stories/4-old/?page=2&x=%C3%B1", "/en/stories/4-sharing/?page=2&x=%C3%B1"),
    ],
)
def test_another_slug_leads_to_the_present_address(path: str, location: str | None) -> None:
    answer = moved(RequestFactory().get(path), Story())

    assert (answer and answer["Location"]) == location


def test_a_redirect_is_asked_for_anew_since_a_title_may_change_back() -> None:
    answer = moved(RequestFactory().get("/en/stories/4-old/"), Story())

    assert (answer.status_code, answer["Cache-Control"]) == (301, "no-cache")
