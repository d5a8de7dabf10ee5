"""Every table that readers are told of changes the catalog's version; what is private does not."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from events.models import AccessRequest, Event
from programs.catalog_version import KEPT_ROWS, TOO_MANY_ROWS, catalog_version, forget_old_changes
from programs.change_triggers import drop_triggers, make_triggers, tables_that_tell_readers
from programs.models import CatalogChange, DownloadTotal, Topic
from tests.factories import make_event, make_guide_edition, make_topic
from tests.showcase import make_showcase

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PRIVATE = {
    "events_accessrequest",
    "events_interpreter",
    "programs_catalogchange",
    "programs_downloadtotal",
    "programs_glossaryterm",
    "programs_privatelink",
    "programs_searchentry",
    "programs_searchword",
    "programs_signinevent",
}


def name() -> str:
    return catalog_version()


def test_only_what_is_private_is_left_out() -> None:
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in settings.CATALOG_APPS
    }

    assert tables - set(tables_that_tell_readers()) == PRIVATE


@pytest.mark.parametrize("table", tables_that_tell_readers())
def test_every_table_has_its_triggers(table: str) -> None:
    make_triggers()  # a second time makes no further ones

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            assert cursor.fetchone() == (3,)
        else:
            cursor.execute("SELECT tgtype FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass", [table])
            assert cursor.fetchall() == [(4 + 8 + 16 + 32,)]  # after insert, delete, update or truncate, per statement


def test_a_new_row_a_changed_one_and_one_that_goes_change_the_version() -> None:
    make_showcase()
    seen = [name()]

    topic = Topic.objects.create(name_en="Strikes", name_es="Huelgas")
    seen.append(name())
    Topic.objects.filter(pk=topic.pk).update(name_en="Walkouts")
    seen.append(name())
    topic.delete()
    seen.append(name())

    assert len(set(seen)) == 4


def _rows_in_bulk() -> None:
    Topic.objects.bulk_create([Topic(name_en="One"), Topic(name_en="Two")])


def _changed_in_bulk() -> None:
    topics = list(Topic.objects.all())
    Topic.objects.bulk_update(topics, ["name_en"])


def _a_link_between_two() -> None:
    Event.objects.get().topics.set(Topic.objects.all())


def _by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET venue = 'Union hall'")


def _emptied_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE programs_topic CASCADE" if connection.vendor == "postgresql" else "DELETE FROM programs_topic"
        )


@pytest.mark.parametrize("change", [_rows_in_bulk, _changed_in_bulk, _a_link_between_two, _by_hand, _emptied_by_hand])
def test_every_door_changes_the_version(change: Any) -> None:
    make_event()
    make_topic()
    before = name()

    change()

    assert name() != before


def test_a_download_and_a_request_for_access_change_nothing() -> None:
    edition, event = make_guide_edition(), make_event()
    before = name()

    DownloadTotal.objects.create(edition=edition, day="2026-03-10", count=1)
    AccessRequest.objects.create(event=event, captions=True, written_in="en")

    assert name() == before


def test_what_is_rolled_back_changes_nothing() -> None:
    make_topic()
    before = name()

    with transaction.atomic():
        Topic.objects.update(name_en="Changed")
        inside = name()
        transaction.set_rollback(True)

    assert inside != before
    assert name() == before


def test_old_changes_are_forgotten_and_the_name_is_a_new_one() -> None:
    CatalogChange.objects.bulk_create(
        [CatalogChange() for _row in range(TOO_MANY_ROWS - CatalogChange.objects.count())]
    )
    assert forget_old_changes() == 0
    make_topic()
    before, newest = name(), CatalogChange.objects.latest("pk")

    forget_old_changes()

    assert CatalogChange.objects.count() == KEPT_ROWS
    assert newest in CatalogChange.objects.all()
    assert name() != before


def test_changes_that_end_late_change_the_version_however_often_old_ones_are_forgotten() -> None:
    """A long transaction took its numbers early, and its rows come to light when others have long been counted."""
    others = CatalogChange(pk=100_000)
    CatalogChange.objects.all().delete()
    others.save()
    seen = [name()]

    for first in (1000, 2000, 3000):
        late = range(first, first + TOO_MANY_ROWS)
        CatalogChange.objects.bulk_create([CatalogChange(pk=number) for number in late])
        seen.append(name())
        forget_old_changes()
        seen.append(name())

    assert len(set(seen)) == len(seen)


def test_a_catalog_that_counts_from_an_earlier_number_again_has_names_of_its_own() -> None:
    CatalogChange.objects.all().delete()
    seen = []

    for at in (datetime(2026, 3, 10, tzinfo=UTC), datetime(2026, 3, 11, tzinfo=UTC)):
        change = CatalogChange.objects.create(pk=7, at=at)
        seen.append(name())
        change.delete()

    assert seen[0] != seen[1]


def test_a_catalog_that_changed_while_it_was_migrated_has_a_new_name() -> None:
    """By a migration, or by somebody who saved meanwhile: on SQLite nothing told of it."""
    make_topic()
    before = name()

    drop_triggers()
    Topic.objects.update(name_en="Changed")
    make_triggers()

    assert name() != before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tables_can_still_be_migrated_back_and_forth() -> None:
    call_command("migrate", "programs", "0002", verbosity=0)
    call_command("migrate", verbosity=0)
    make_topic()
    before = name()

    Topic.objects.update(name_en="Changed")

    assert name() != before
