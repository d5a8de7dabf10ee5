"""A small catalog in which everything is tried, and how it is seen whether it was done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from events.models import AccessRequest, Event, InterpretationSlot
from programs.models import GuideEdition, PrivateLink
from tests.factories import make_event

ROLES = {"T": "Translator", "C": "Language-access coordinator", "E": "Editor", "A": "Administrator"}
PASSWORD = "a good pass phrase"


@dataclass
class World:
    """A small catalog, and somebody who may do everything: what a form holds is read through her eyes."""

    root: Client
    filled: Callable[[Any], dict[str, Any]]
    event: Event
    slot: InterpretationSlot
    request: AccessRequest
    link: PrivateLink
    edition: GuideEdition
    other: User
    forms: dict[tuple[Client, str], dict[str, Any]] = field(default_factory=dict)

    def form(self, client: Client, address: str) -> dict[str, Any]:
        """What a browser would send: all that somebody sees who may do everything, and one's own where one sees it."""
        sent = self._form(self.root, address) | self._form(client, address)
        return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}

    def _form(self, client: Client, address: str) -> dict[str, Any]:
        """Read once: after each attempt everything is as it was."""
        if (client, address) not in self.forms:
            page = client.get(address)
            self.forms[client, address] = self.filled(page) if page.status_code == 200 else {}
        return self.forms[client, address]

    @property
    def webinar(self) -> str:
        return f"/admin/events/webinar/{self.event.pk}/change/"

    def version(self) -> str:
        """The address of the event as it was before its title became “Second”."""
        self.root.post(self.webinar, self.form(self.root, self.webinar) | {"title_en": "Second"})
        history = f"/admin/events/webinar/{self.event.pk}/history/"
        return f"{history}{self.root.get(history).context['lines'][-1].version.number}/"

    def deleted(self) -> str:
        """The address at which another event, now deleted, can be brought back."""
        lost = make_event(title_en="Lost")
        self.root.post(f"/admin/events/webinar/{lost.pk}/delete/", {"post": "yes"})
        [found] = self.root.get("/admin/events/webinar/recover/").context["deleted"]
        return found["url"]


Try = Callable[[Client, World], Any]
Look = Callable[[World], Any]
Actions = dict[str, tuple[str, Try, Look]]


def keep_in(actions: Actions) -> Callable[[str, str, Look], Callable[[Try], Try]]:
    """A decorator with what is tried, who succeeds (first letters of roles), and how it shows."""

    def action(name: str, who: str, look: Look) -> Callable[[Try], Try]:
        def keep(attempt: Try) -> Try:
            actions[name] = (who, attempt, look)
            return attempt

        return keep

    return action


def stored(model: type[Model], **fields: Any) -> Look:
    return lambda _world: model._default_manager.filter(**fields).exists()


def gone(model: type[Model], **fields: Any) -> Look:
    return lambda _world: not model._default_manager.filter(**fields).exists()


def chosen(client: Client, address: str, what: str, *rows: Model, **more: Any) -> Any:
    data = {"action": what, "_selected_action": [row.pk for row in rows], "post": "yes"}
    return client.post(address, data | more)
