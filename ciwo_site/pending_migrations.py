"""Does the database have the shape that this version of the site was written for?"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def pending_migrations() -> list[str]:
    """ "events.0005_feeds" and so on, in order. A database that is ahead of the code has none that are pending.

    Raises `OperationalError` where the database does not answer.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _is_backwards in plan]
