"""What comes from a table, a flyer or an earlier version."""

from django.test import Client

from events.models import Event
from tests.admin.role_actions.world import Actions, World, keep_in, stored
from tests.admin.test_import_export import as_csv, exported
from tests.admin.test_intake import draft

ACTIONS: Actions = {}
action = keep_in(ACTIONS)


@action("import a table of events", "EA", stored(Event, title_es="De la tabla"))
def _import(client: Client, world: World) -> None:
    """With a token that was signed for somebody else, where one's own look is refused."""
    (row,) = exported(world.root)
    address, table = "/admin/events/webinar/import/", [row | {"title_es": "De la tabla"}]
    looked = client.post(address, {"table": as_csv(table)})
    if looked.status_code != 200:
        looked = world.root.post(address, {"table": as_csv(table)})
    client.post(address, {"token": looked.context["token"]})


@action("make a draft from a flyer", "EA", stored(Event, publication="draft"))
def _intake(client: Client, world: World) -> None:
    data = draft(kind="webinar", day="2024-02-27", start="18:00", end="20:00", time_zone="America/New_York")
    client.post("/admin/intake/", {"text": "Sharing stories\nTuesday, February 27, 2024", **data})


@action("put an earlier version back", "EA", stored(Event, title_en="First"))
def _revert(client: Client, world: World) -> None:
    client.post(world.version())


@action("bring back what was deleted", "EA", stored(Event, title_en="Lost"))
def _recover(client: Client, world: World) -> None:
    client.post(world.deleted())
