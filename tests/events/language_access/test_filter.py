"""The list's filter and the page change with the slots."""

import pytest
from django.test import Client

from events.models import Event, InterpretationSlot
from tests.events.language_access.services import HOUR
from tests.factories import AT_NOW, MONTH, NOW, make_event, make_slot


@pytest.mark.django_db
def test_the_filter_finds_no_event_that_is_interpreted_in_part() -> None:
    make_slot(make_event(languages=("en",)), starts_at=NOW + MONTH + HOUR)
    whole = make_event(languages=("en",))
    make_slot(whole, starts_at=whole.starts_at, ends_at=whole.ends_at)

    assert list(Event.objects.followable_in("es")) == [whole]


@pytest.mark.django_db
@AT_NOW
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_changes_with_the_slot(client: Client, language: str) -> None:
    event = make_event(languages=("en",), platform="zoom")
    tried = make_slot(event, status="needed")
    lists = {"en": "/en/events/?follow=es", "es": "/es/eventos/?follow=es"}

    seen = {}
    for status in ("needed", "requested", "confirmed"):
        InterpretationSlot.objects.filter(pk=tried.pk).update(status=status)
        page = client.get(event.address(language))
        tone = page.context["page"].languages[1].tone
        badges_shown = [badge.certainty.value for badge in page.context["card"].badges]
        found = [card.number for group in client.get(lists[language]).context["groups"] for card in group.cards]
        seen[status] = (tone, badges_shown, "access-channel" in page.content.decode(), found)

    assert seen == {
        "needed": ("none", ["floor"], False, []),
        "requested": ("asked", ["floor", "pending"], False, []),
        "confirmed": ("sure", ["floor", "confirmed"], True, [event.pk]),
    }
