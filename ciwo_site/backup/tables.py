"""Which tables belong to the catalog, and in which shape the database has them."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model, QuerySet

# Who is signed in is nobody's business a year later, and a restored site should ask again.
SESSIONS = "sessions.Session"
# What migrations fill by themselves, so that a catalog is empty that has nothing else.
FILLED_BY_MIGRATIONS = {"auth.Group", "auth.Group_permissions", "auth.Permission", "contenttypes.ContentType"}


def tables() -> dict[str, type[Model]]:
    """Every table that is part of a backup, by label. A model whose rows belong to one database alone says `IS_SAVED = False`."""
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.label: model
        for model in sorted(found, key=lambda model: model._meta.label)
        if model._meta.managed and not model._meta.proxy and model._meta.label != SESSIONS
        if getattr(model, "IS_SAVED", True)
    }


def sessions() -> list[type[Model]]:
    return [apps.get_model(SESSIONS)] if apps.is_installed("django.contrib.sessions") else []


def columns(model: type[Model]) -> list[Field]:
    """What is stored of a row; not what the database works out."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def rows(model: type[Model]) -> QuerySet:
    """As stored: the managers of translated models would put one language in the place of another."""
    return QuerySet(model=model).order_by("pk")


def is_empty() -> bool:
    return not any(rows(model).exists() for label, model in tables().items() if label not in FILLED_BY_MIGRATIONS)


def applied_migrations() -> list[str]:
    """Of the applications that are installed; those of one that was taken out have no table to speak of."""
    known = {app for app, _name in MigrationLoader(None).disk_migrations}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in known)
