"""Who is let in: private links, accounts and roles."""

from django.contrib.auth.models import Group, User
from django.test import Client

from programs.models import PrivateLink
from tests.admin.role_actions.world import PASSWORD, Actions, World, chosen, keep_in, stored
from tests.factories import make_program

ACTIONS: Actions = {}
action = keep_in(ACTIONS)


# Private links --------------------------------------------------------------------------------------------------------


@action("make a link to a preview", "CEA", lambda _world: PrivateLink.objects.filter(purpose="preview").count() == 2)
def _preview_link(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/of/event/{world.event.pk}/", {"purpose": "preview"})


@action("make a link to a briefing", "CEA", stored(PrivateLink, purpose="briefing"))
def _briefing_link(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/of/event/{world.event.pk}/", {"purpose": "briefing"})


@action("make a link to a program's preview", "EA", lambda _world: PrivateLink.objects.count() == 2)
def _program_link(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/of/program/{make_program().pk}/", {"purpose": "preview"})


@action("take a link back", "CEA", stored(PrivateLink, revoked_at__isnull=False))
def _take_back(client: Client, world: World) -> None:
    client.post(f"/admin/programs/privatelink/{world.link.pk}/take-back/")


@action("take links back in the list", "CEA", stored(PrivateLink, revoked_at__isnull=False))
def _take_back_chosen(client: Client, world: World) -> None:
    chosen(client, "/admin/programs/privatelink/", "take_back_chosen", world.link)


# Accounts -------------------------------------------------------------------------------------------------------------


@action("make an account", "A", stored(User, username="new"))
def _account(client: Client, world: World) -> None:
    data = {"username": "new", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/admin/auth/user/add/", data)


@action("give somebody a role", "A", stored(User, username="other", groups__name="Administrator"))
def _role(client: Client, world: World) -> None:
    group = Group.objects.get(name="Administrator")
    data = {"username": "other", "is_active": "on", "is_staff": "on", "groups": [group.pk]}
    client.post(f"/admin/auth/user/{world.other.pk}/change/", data)


@action("set somebody's password", "A", lambda world: not User.objects.get(pk=world.other.pk).check_password(PASSWORD))
def _password(client: Client, world: World) -> None:
    data = {"usable_password": "true", "password1": "another pass phrase", "password2": "another pass phrase"}
    client.post(f"/admin/auth/user/{world.other.pk}/password/", data)


@action("make a group", "A", stored(Group, name="new"))
def _group(client: Client, world: World) -> None:
    client.post("/admin/auth/group/add/", {"name": "new"})


@action("make somebody a superuser", "", lambda _world: User.objects.filter(is_superuser=True).count() == 2)
def _superuser(client: Client, world: World) -> None:
    data = {"username": "other", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    client.post(f"/admin/auth/user/{world.other.pk}/change/", data)
