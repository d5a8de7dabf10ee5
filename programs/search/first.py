"""The first index, and a new one after an update of the rules: `migrate` sees to both, so that nobody has to think of it."""

from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from ciwo_site.search.words import words_version
from programs.models import SearchEntry
from programs.search.index import make_anew
from programs.search.kinds import KINDS


def index_after_migrate(using: str, **signal: Any) -> None:
    """For `post_migrate`. What is there already is left alone."""
    if "plan" not in signal:  # `flush` sends this signal, too, and leaves nothing to index
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return  # a part of the migrations: some tables are not what the models say
    if SearchEntry.objects.exclude(version=words_version()).exists() or is_missing():
        make_anew()


def is_missing() -> bool:
    """Is there something to find and no index at all?"""
    return not SearchEntry.objects.exists() and any(kind.rows().exists() for kind in KINDS.values())
