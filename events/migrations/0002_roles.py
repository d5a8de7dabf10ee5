"""The groups of the staff. What each may do beyond Django's permissions stands in ciwo_site/roles.py."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EVENT_MODELS = (
    "event", "webinar", "convening", "series", "speaker", "cohost", "eventlanguage", "interpretationslot", "interpreter",
    "material",
)  # fmt: skip
PROGRAM_MODELS = (
    "organization", "person", "affiliation", "topic", "program", "programpartner", "cohort", "resourceguide",
    "guideedition", "page",
)  # fmt: skip
CATALOG = [*(("events", model) for model in EVENT_MODELS), *(("programs", model) for model in PROGRAM_MODELS)]
ACCESS = [("events", "eventlanguage"), ("events", "interpretationslot"), ("events", "interpreter")]
ACCOUNTS = [("auth", "user"), ("auth", "group")]
ALL = ("add", "change", "delete", "view")


def codes(models, actions):
    return {(app, f"{action}_{model}") for app, model in models for action in actions}


EDITOR = codes(CATALOG, ALL) | codes([("programs", "downloadtotal")], ("view",))
ROLES = {
    "Editor": EDITOR,
    # To see is all that is given here: a translator's right to write texts is the role itself.
    "Translator": codes([row for row in CATALOG if row != ("events", "interpreter")], ("view",)),
    "Language-access coordinator": codes(ACCESS, ALL)
    | codes([("events", model) for model in EVENT_MODELS], ("view",))
    | codes([("programs", "organization")], ("view",)),
    "Administrator": EDITOR | codes(ACCOUNTS, ALL),
}


def make_roles(apps, schema_editor):
    make_permissions(apps)
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        (row.content_type.app_label, row.codename): row
        for row in permission_model.objects.select_related("content_type")
    }
    for name, wanted in ROLES.items():
        group, _created = group_model.objects.get_or_create(name=name)
        group.permissions.add(*(known[code] for code in sorted(wanted)))


def make_permissions(apps):
    """Django makes permissions after the last migration, which is too late for groups that a migration makes."""
    for label in ("auth", "programs", "events"):
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, apps=apps, verbosity=0)
        app.models_module = None
    apps.get_model("contenttypes", "ContentType").objects.clear_cache()


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("programs", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
