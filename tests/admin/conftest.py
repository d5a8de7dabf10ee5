"""People of the staff, each with one role, and the form data that a browser would send."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client

PASSWORD = "a good pass phrase"


@pytest.fixture
def staff(db: None) -> Callable[..., Client]:
    """`staff("Editor", language="es")` → a client signed in as somebody with that role; "superuser" for one without."""

    def sign_in(role: str, language: str = "en") -> Client:
        is_superuser = role == "superuser"
        user = User.objects.create_user(role or "nobody", password=PASSWORD, is_staff=True, is_superuser=is_superuser)
        if role and not is_superuser:
            user.groups.add(Group.objects.get(name=role))
        client = Client(headers={"accept-language": language})
        client.force_login(user)
        return client

    return sign_in


class FormReader(HTMLParser):
    """What a browser would send of the big form of a page, without its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self.is_inside = False
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "form":
            self.is_inside = (found.get("id") or "").endswith("_form")
        elif not self.is_inside:
            return
        elif tag == "input" and name and found.get("type") not in ("submit", "file", "checkbox", "radio"):
            self.data[name] = value
        elif tag == "input" and name and found.get("type") in ("checkbox", "radio") and "checked" in found:
            self.data.setdefault(name, []).append(value or "on")
        elif tag == "select" and name:
            self.select, self.data[name] = name, []
        elif tag == "option" and self.select and "selected" in found:
            self.data[self.select].append(value)
        elif tag == "textarea" and name:
            self.textarea, self.data[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            # A browser drops the line break that Django writes first.
            self.data[self.textarea] = self.data[self.textarea].removeprefix("\r\n").removeprefix("\n")
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea] += data


@pytest.fixture
def filled() -> Callable[[HttpResponse], dict[str, Any]]:
    """`filled(response)` → what the form on the page sends if nothing is changed."""

    def read(response: HttpResponse) -> dict[str, Any]:
        reader = FormReader()
        reader.feed(response.content.decode())
        return reader.data

    return read
