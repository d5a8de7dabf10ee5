"""What is done with rows that were chosen, and on the board."""

from django.test import Client

from events.models import AccessRequest, Event, InterpretationSlot
from tests.admin.role_actions.world import Actions, World, chosen, gone, keep_in, stored
from tests.factories import make_event

ACTIONS: Actions = {}
action = keep_in(ACTIONS)


@action("take events off the site in the list", "EA", gone(Event, publication="published"))
def _unpublish_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/events/webinar/", "unpublish", world.event)


@action("publish events in the list", "EA", stored(Event, publication="published", title_en="Draft"))
def _publish_chosen(client: Client, world: World) -> None:
    draft = make_event(publication="draft", title_en="Draft", summary_en="S", summary_es="R", body_en="B", body_es="C")
    chosen(client, "/admin/events/webinar/", "publish", draft)


@action("delete events in the list", "EA", gone(Event))
def _delete_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/events/webinar/", "delete_selected", world.event)


@action("confirm services in the list", "CEA", stored(InterpretationSlot, status="confirmed"))
def _confirm_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/events/interpretationslot/", "mark_confirmed", world.slot)


@action("confirm a service on the board", "CEA", stored(InterpretationSlot, status="confirmed"))
def _board(client: Client, world: World) -> None:
    client.post(f"/admin/board/services/{world.slot.pk}/", {"before": "requested", "status": "confirmed"})


@action("take care of a request for access", "CEA", stored(AccessRequest, answered=True))
def _answer(client: Client, world: World) -> None:
    chosen(client, "/admin/events/accessrequest/", "mark_answered", world.request)


@action("delete a request for access", "CEA", gone(AccessRequest))
def _delete_request(client: Client, world: World) -> None:
    client.post(f"/admin/events/accessrequest/{world.request.pk}/delete/", {"post": "yes"})
