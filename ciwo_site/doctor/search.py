"""The index of search: does it say what the entries say?"""

from contextlib import suppress

from django.db import DatabaseError

from ciwo_site.doctor.finding import Finding, Findings
from programs.search.index import out_of_step


def findings() -> Findings:
    with suppress(DatabaseError):  # which is said elsewhere
        if difference := out_of_step():
            entries = sum(map(len, difference.entries.values()))
            yield Finding(
                f"Search does not find what the catalog says: {entries} entries and {difference.words} words are out of step.",
                "Run manage.py index_search.",
            )
