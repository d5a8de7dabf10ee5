"""Rows as lines of JSON and back, column by column as they are stored."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BinaryField, Model
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_string

from ciwo_site.backup.tables import columns, rows

ROWS_AT_ONCE = 500


def lines(model: type[Model]) -> Iterator[bytes]:
    """In the order of their numbers, a few hundred in memory at once."""
    names = [field.attname for field in columns(model)]
    for row in rows(model).values_list(*names).iterator(chunk_size=ROWS_AT_ONCE):
        yield json.dumps(row, default=_as_json, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def store(model: type[Model], found: Iterable[list[Any]]) -> int:
    """Insert rows as they are, past everything that saving one would add (times, files, texts); say how many."""
    fields = columns(model)
    stored, remaining = 0, iter(found)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        made: list[Any] = [
            SimpleNamespace(
                **{field.attname: _from_json(field, value) for field, value in zip(fields, row, strict=True)}
            )
            for row in batch
        ]
        size = max(1, connection.ops.bulk_batch_size(fields, made))
        for start in range(0, len(made), size):
            query = InsertQuery(model)
            query.insert_values(fields, made[start : start + size], raw=True)
            query.get_compiler(connection=connection).execute_sql()
        stored += len(made)
    return stored


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value).__name__} has no place in a backup.")


def _from_json(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, BinaryField):
        return b64decode(value)
    return field.to_python(value)
