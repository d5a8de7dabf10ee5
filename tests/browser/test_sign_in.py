"""The door of the staff in a real browser: a passkey, an app's picture, and nothing that the content policy refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.steps import go

PASSWORD = "a good pass phrase"


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana", password=PASSWORD)


def give_password(page: Page, address: str = "/admin/") -> None:
    page.goto(address)
    page.fill("#id_username", "ana")
    page.fill("#id_password", PASSWORD)
    go(page.locator("button.default"))


def make_authenticator(page: Page) -> None:
    """What a fingerprint reader does, in the browser's own imitation."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.usefixtures("ana")
def test_a_passkey_is_added_and_is_then_asked_for(page: Page) -> None:
    make_authenticator(page)
    give_password(page, "/admin/second-factor/")
    go(page.get_by_role("link", name="Add a passkey"))
    page.get_by_label("A name by which you will know it").fill("The office computer")
    go(page.get_by_role("button", name="Add a passkey"))

    expect(page.locator(".codes li")).to_have_count(10)
    go(page.get_by_role("link", name="I have them"))
    expect(page.get_by_text("The office computer").first).to_be_visible()
    go(page.get_by_role("button", name="Log out"))
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible()

    give_password(page, "/admin/auth/user/")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    go(page.get_by_role("button", name="Use a passkey"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("user")

    page.goto("/admin/confirm/passkey/?next=/admin/auth/group/")
    go(page.get_by_role("button", name="Use a passkey"))
    expect(page).to_have_url(f"{page.url.split('/admin')[0]}/admin/auth/group/")


PAGES = {
    "way in": "/admin/login/",
    "forgotten": "/admin/password/forgotten/",
    "second factor": "/admin/second-factor/",
    "app": "/admin/second-factor/app/",
    "passkey": "/admin/second-factor/passkeys/add/",
    "password": "/admin/password_change/",
    "confirm": "/admin/confirm/",
    "sign-ins": "/admin/programs/signinevent/",
    "changes": "/admin/admin/logentry/",
}


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("look", [{"language": "en-US"}, {"language": "es-MX", "dark": True, "width": 360}])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    new_page: Callable[..., Page], axe: Any, look: dict[str, Any]
) -> None:
    page = new_page(**look)

    found = {}
    for name, address in PAGES.items():
        if name == "second factor":
            give_password(page)
        page.goto(address)
        found[name] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found[name].append("wider than the window")

    assert found == {name: [] for name in PAGES}
