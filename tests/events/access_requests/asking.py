"""A request for access as a browser sends it, and what is kept of it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from justhtml import JustHTML

from events.access_requests.deadlines import access_address
from events.models import AccessRequest, Event

SAME_ORIGIN = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}


def send(
    client: Client, event: Event, *, read_in: str = "en", headers: Any = SAME_ORIGIN, **fields: Any
) -> HttpResponse:
    return client.post(access_address(event, read_in), fields, headers=headers)


def parse(page: HttpResponse) -> JustHTML:
    return JustHTML(page.content, sanitize=False)


def what_is_asked() -> list[tuple]:
    fields = ("language", "sign_language", "captions", "low_bandwidth", "message", "email", "written_in", "answered")
    return list(AccessRequest.objects.order_by("pk").values_list(*fields))
