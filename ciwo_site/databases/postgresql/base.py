"""Django's PostgreSQL, and a limit to how long a request waits for a server that is silent.

A server that refuses answers at once. One that is frozen, or cut off behind a proxy, says nothing: without a limit of our
own, a few requests would take every thread with them, and the pages that need no database would stop too.
"""

from time import monotonic
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import IsolationLevel

from ciwo_site.databases.silence import silence
from ciwo_site.patience import seconds_to_wait

# A refusal comes sooner; after that long, the next request is told at once and does not wait as well.
SECONDS_OF_SILENCE = 1.0
SHORTEST_TO_CONNECT = 2  # seconds; libpq takes no less for an end to connecting

heard = SimpleNamespace(at=0.0)  # when the database last answered anybody of this process


class PatientConnection(psycopg.Connection):
    """Gives up, and is closed for good, when an answer takes longer than the request may wait."""

    def wait(self, gen: Any, *args: Any, **options: Any) -> Any:
        seconds = seconds_to_wait()
        if seconds is None or options.get("timeout") is not None:
            return super().wait(gen, *args, **options)
        try:
            answer = super().wait(gen, *args, **{**options, "timeout": seconds})
        except psycopg.errors._WaitTimeout as error:
            # One slow statement is no outage, as long as others are answered.
            if monotonic() - heard.at >= seconds:
                silence.failed()
            self.close()
            raise psycopg.OperationalError("The database did not answer in time.") from error
        heard.at = monotonic()
        silence.worked()
        return answer


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> PatientConnection:
        seconds = seconds_to_wait()
        if seconds is not None:
            if not silence.lets_through():
                raise psycopg.OperationalError("The database was silent a moment ago; it is tried again in a moment.")
            longest = max(SHORTEST_TO_CONNECT, int(seconds))
            conn_params = {
                **conn_params,
                "connect_timeout": min(int(conn_params.get("connect_timeout", longest)), longest),
            }
        self.isolation_level = IsolationLevel.READ_COMMITTED
        began = monotonic()
        try:
            connection = PatientConnection.connect(**conn_params)
        except psycopg.OperationalError:
            if monotonic() - began > SECONDS_OF_SILENCE:
                silence.failed()
            raise
        silence.worked()
        return connection

    def is_usable(self) -> bool:
        """Asked before a request's first statement: nobody waits on an old connection either."""
        if seconds_to_wait() is not None and not silence.lets_through():
            return False
        return super().is_usable()
