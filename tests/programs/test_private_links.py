"""Doors without an account: what their addresses hold, when they are open."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from programs.enums import LinkPurpose
from programs.models import PrivateLink
from programs.private_links import (
    AlteredLink,
    ClosedLink,
    address,
    expiry,
    make_link,
    open_link,
    open_links,
    signed,
    take_back,
)
from tests.factories import AT_NOW, MONTH, NOW, make_event, make_organization

pytestmark = AT_NOW
PREVIEW, BRIEFING, CALENDAR = LinkPurpose.PREVIEW, LinkPurpose.BRIEFING, LinkPurpose.CALENDAR


@pytest.fixture
def link(db: None) -> PrivateLink:
    return make_link(make_event(publication="draft"), PREVIEW, None, NOW)


def test_an_address_opens_what_it_was_made_for_at_the_price_of_one_query(
    link: PrivateLink, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = open_link(signed(link), PREVIEW, NOW)
        assert found.target_type.model == "event"

    assert found == link


def test_a_token_holds_256_bits_and_no_two_are_alike(db: None) -> None:
    event = make_event()

    tokens = {make_link(event, PREVIEW, None, NOW).token for _number in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}  # 32 bytes, six bits to a letter


@pytest.mark.parametrize("place", [0, 20, 42, 43, 44, -1])
def test_an_altered_letter_is_noticed_without_a_query(
    link: PrivateLink, django_assert_num_queries: DjangoAssertNumQueries, place: int
) -> None:
    letters = list(signed(link))
    letters[place] = "A" if letters[place] != "A" else "B"

    with django_assert_num_queries(0), pytest.raises(AlteredLink):
        open_link("".join(letters), PREVIEW, NOW)


@given(st.text(max_size=200))
def test_nothing_made_up_is_an_address(text: str) -> None:
    with pytest.raises(AlteredLink):
        open_link(text, PREVIEW, NOW)


def test_the_bare_token_is_no_address_so_a_copy_of_the_database_opens_nothing(link: PrivateLink) -> None:
    with pytest.raises(AlteredLink):
        open_link(link.token, PREVIEW, NOW)


def test_another_secret_key_closes_every_link_unless_the_old_one_is_kept(link: PrivateLink, settings: Settings) -> None:
    given_away = signed(link)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"

    with pytest.raises(AlteredLink):
        open_link(given_away, PREVIEW, NOW)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert open_link(given_away, PREVIEW, NOW) == link


def test_a_link_for_one_purpose_serves_no_other(link: PrivateLink) -> None:
    for purpose in (BRIEFING, CALENDAR):
        with pytest.raises(AlteredLink):
            open_link(signed(link), purpose, NOW)


def test_a_link_works_until_the_moment_it_expires(link: PrivateLink) -> None:
    assert link.expires_at is not None

    assert open_link(signed(link), PREVIEW, link.expires_at - timedelta(seconds=1)) == link
    with pytest.raises(ClosedLink):
        open_link(signed(link), PREVIEW, link.expires_at)


def test_a_link_that_was_taken_back_is_closed_at_once_and_the_others_are_not(link: PrivateLink) -> None:
    other = make_link(link.target, PREVIEW, None, NOW)

    assert take_back(PrivateLink.objects.filter(pk=link.pk), NOW) == 1
    assert take_back(PrivateLink.objects.filter(pk=link.pk), NOW + MONTH) == 0

    with pytest.raises(ClosedLink):
        open_link(signed(link), PREVIEW, NOW)
    assert open_link(signed(other), PREVIEW, NOW) == other
    assert list(open_links(NOW)) == [other]
    link.refresh_from_db()
    assert link.revoked_at == NOW


def test_a_link_that_is_gone_was_one(link: PrivateLink) -> None:
    given_away = signed(link)
    link.delete()

    with pytest.raises(ClosedLink):
        open_link(given_away, PREVIEW, NOW)


def test_each_purpose_has_its_own_end(settings: Settings) -> None:
    settings.PRIVATE_LINK_DAYS = 30
    usual, far = NOW + timedelta(days=30), NOW + timedelta(days=90)

    assert expiry(PREVIEW, NOW) == expiry(PREVIEW, NOW, far) == usual
    assert expiry(BRIEFING, NOW, NOW + timedelta(days=3)) == usual
    assert expiry(BRIEFING, NOW, far) == far + timedelta(days=2)
    assert expiry(CALENDAR, NOW) is None


@pytest.mark.django_db
def test_an_address_is_in_the_language_of_whoever_gets_it() -> None:
    link = make_link(make_organization(), CALENDAR, None, timezone.now())

    english, spanish = address(link, "en"), address(link, "es")

    assert english == f"/en/private/calendar/{signed(link)}.ics"
    assert spanish.startswith("/es/")
    assert spanish.endswith(f"/{signed(link)}.ics")
