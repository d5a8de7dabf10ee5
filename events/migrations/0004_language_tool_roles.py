"""What each group may do with the models of the language tools."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALL = ("add", "change", "delete", "view")


def codes(app, model, actions):
    return {(app, f"{action}_{model}") for action in actions}


PLANNING = (
    codes("events", "accessrequest", ("change", "delete", "view"))
    | codes("events", "slotstatuschange", ("view",))
    | codes("programs", "privatelink", ALL)
)
ROLES = {
    "Editor": PLANNING | codes("programs", "glossaryterm", ALL),
    "Translator": codes("programs", "glossaryterm", ("view",)),
    "Language-access coordinator": PLANNING | codes("programs", "glossaryterm", ("view",)),
    "Administrator": PLANNING | codes("programs", "glossaryterm", ALL),
}


def widen_roles(apps, schema_editor):
    for label in ("programs", "events"):
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, apps=apps, verbosity=0)
        app.models_module = None
    apps.get_model("contenttypes", "ContentType").objects.clear_cache()
    permissions = apps.get_model("auth", "Permission").objects.select_related("content_type")
    known = {(row.content_type.app_label, row.codename): row for row in permissions}
    for name, wanted in ROLES.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(known[code] for code in sorted(wanted)))


class Migration(migrations.Migration):
    dependencies = [("events", "0003_language_tools"), ("programs", "0002_language_tools")]

    operations = [migrations.RunPython(widen_roles, migrations.RunPython.noop)]
