"""The page of patterns: for staff, every component in every state, in both languages."""

from collections.abc import Callable, Mapping

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from justhtml import JustHTML

from ciwo_site.patterns import patterns

LANGUAGES = ("en", "es")


def page_of_patterns(client: Client, language: str) -> str:
    client.force_login(User.objects.create_user(f"staff-{language}", is_staff=True))
    response = client.get(reverse("patterns"), headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_an_event_in_every_state(client: Client, language: str) -> None:
    html = page_of_patterns(client, language)

    states = ("on-ink--live", "on-ink--postponed", "on-ink--over", "date-plate--cancelled", "date-plate--convening")
    assert [state for state in states if state not in html] == []
    assert f'<html lang="{language}">' in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_every_degree_of_certainty(client: Client, language: str) -> None:
    page = JustHTML(page_of_patterns(client, language))

    drawn = {node.attrs["class"].rpartition("--")[2] for node in page.query(".access-note__language")}

    assert drawn == {"sure", "asked", "none", "unknown"}


@pytest.mark.django_db
def test_its_html_is_valid(client: Client, html_checker: Callable[[Mapping[str, str]], list[str]]) -> None:
    pages = {language: page_of_patterns(client, language) for language in LANGUAGES}

    assert html_checker(pages) == []


@pytest.mark.django_db
def test_it_is_for_staff_alone(client: Client) -> None:
    response = client.get(reverse("patterns"))

    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_samples_need_no_database(language: str) -> None:
    with translation.override(language):
        samples = patterns()

    assert {card.title.wanted for card in samples.cards} == {language}
