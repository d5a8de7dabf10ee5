"""Somebody of the staff, and what she does at the door."""

import base64
import hmac
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from ciwo_site.sign_in import views
from ciwo_site.sign_in.sealed import seal
from programs.models import SignInEvent

PASSWORD = "a good pass phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SECONDS_TO_ANSWER", 0)


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_superuser("ana", email="ana@center.example", password=PASSWORD)


@pytest.fixture
def clock(time_machine: Any) -> Any:
    """Time stands still until it is moved."""
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def enter() -> Callable[..., HttpResponse]:
    """`enter(client, "ana", PASSWORD, next=…)` → the answer to the form of the sign-in page."""

    def send(client: Client, name: str = "ana", password: str = PASSWORD, **more: str) -> HttpResponse:
        return client.post("/admin/login/", {"login": name, "password": password, **more})

    return send


@pytest.fixture
def app(ana: User, time_machine: Any) -> Callable[[], str]:
    """Ana has an authenticator app, which shows `app()` at present (RFC 6238, read from the RFC and not from a library).

    Time stands still: a code is good for its own half minute alone, which may end before it is sent.
    """
    time_machine.move_to(timezone.now(), tick=False)
    Authenticator.objects.create(user=ana, type="totp", data={"secret": seal(SECRET)})

    def code(at: float | None = None, secret: str = SECRET) -> str:
        counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
        digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
        offset = digest[-1] & 15
        number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
        return f"{number % 10**6:06}"

    return code


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.fixture
def happened() -> Callable[[], list[tuple[Any, ...]]]:
    """`happened()` → what the record says, oldest first: happening, name, method."""

    def read() -> list[tuple[Any, ...]]:
        return list(SignInEvent.objects.order_by("pk").values_list("happening", "name", "method"))

    return read
