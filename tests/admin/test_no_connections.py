"""Nothing that staff type makes the server open a connection: no look at a link, no fetch of a picture, no name resolved."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, URLField
from django.test import Client

from events.models import Event, Material
from programs.models import Organization, Program
from tests.admin.test_import_export import as_csv, exported
from tests.admin.test_intake import draft
from tests.factories import make_event, make_material, make_organization, make_page, make_program

LINK = "http://169.254.169.254/latest/meta-data/"  # what an attacker would like a server to fetch
BODY = f'<p><a href="{LINK}">a</a><img src="{LINK}"></p>'
FILLED = {("events", "event", "registration_link"), ("events", "material", "link"),
          ("programs", "organization", "web_page"), ("programs", "program", "application_link")}  # fmt: skip


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every attempt to reach another machine or to learn where it is. PostgreSQL's own connection is not Python's."""
    made: list[str] = []

    def refuse(name: str) -> Callable[..., Any]:
        def attempt(*given: Any, **_named: Any) -> Any:
            made.append(f"{name}{given[-1:]}")
            raise OSError("the tests allow no connection")

        return attempt

    monkeypatch.setattr(socket.socket, "connect", refuse("connect"))
    monkeypatch.setattr(socket.socket, "connect_ex", refuse("connect_ex"))
    for name in ("create_connection", "getaddrinfo", "gethostbyname", "gethostbyaddr"):
        monkeypatch.setattr(socket, name, refuse(name))
    return made


def test_an_attempt_is_noticed(attempts: list[str]) -> None:
    with pytest.raises(OSError, match="no connection"):
        socket.create_connection(("example.org", 80))

    assert len(attempts) == 1


def links_of(*models: type[Model]) -> set[tuple[str, str, str]]:
    return {
        (model._meta.app_label, str(model._meta.model_name), field.name)
        for model in models
        for field in model._meta.get_fields()
        if isinstance(field, URLField)
    }


def test_every_field_for_a_link_is_tried_below() -> None:
    ours = [model for label in ("events", "programs") for model in apps.get_app_config(label).get_models()]

    assert links_of(*(model for model in ours if not model._meta.proxy)) == FILLED


def test_saving_links_opens_no_connection(staff: Any, filled: Any, attempts: list[str]) -> None:
    editor: Client = staff("Editor")
    event, program, organization = make_event(), make_program(), make_organization()
    make_material(event)
    forms = {
        f"/admin/events/webinar/{event.pk}/change/": {
            "registration_link": LINK,
            "materials-0-link": LINK,
            "body_en": BODY,
            "body_es": BODY,
        },
        f"/admin/programs/program/{program.pk}/change/": {"application_link": LINK, "body_en": BODY, "body_es": BODY},
        f"/admin/programs/organization/{organization.pk}/change/": {"web_page": LINK},
        f"/admin/programs/page/{make_page('about').pk}/change/": {"body_en": BODY},
    }

    answers = [editor.post(address, filled(editor.get(address)) | typed) for address, typed in forms.items()]

    assert [answer.status_code for answer in answers] == [302] * len(forms)
    assert Event.objects.filter(registration_link=LINK).exists()
    assert Material.objects.filter(link=LINK).exists()
    assert Program.objects.filter(application_link=LINK).exists()
    assert Organization.objects.filter(web_page=LINK).exists()
    assert attempts == []


def test_a_flyer_and_a_table_open_none_either(staff: Any, attempts: list[str]) -> None:
    editor: Client = staff("Editor")
    make_event()
    pasted = f"Sharing stories\nTuesday, February 27, 2024, 6 p.m. ET\nRegister: {LINK}"
    when = draft(kind="webinar", day="2024-02-27", start="18:00", end="20:00", time_zone="America/New_York")

    editor.post("/admin/intake/", {"text": pasted})
    editor.post("/admin/intake/", {"text": pasted, **when})
    (row, *_others) = exported(editor)
    looked = editor.post("/admin/events/webinar/import/", {"table": as_csv([row | {"registration_link": LINK}])})
    editor.post("/admin/events/webinar/import/", {"token": looked.context["token"]})

    assert Event.objects.filter(registration_link=LINK).exists()
    assert attempts == []


def test_the_pages_that_show_them_open_none(client: Client, db: None, attempts: list[str]) -> None:
    event = make_event(registration_link=LINK, body_en=BODY)
    make_material(event, link=LINK)

    page = client.get(event.address("en"))

    assert page.status_code == 200
    assert attempts == []
