"""Rows of open data as JSON (RFC 8259) and as CSV (RFC 4180). Pure: values in, bytes out."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

from ciwo_site.i18n import LocalText
from ciwo_site.open_data.dataset import Field, RichText
from ciwo_site.richtext import plain_text, sanitize
from events.table_files import guarded

JSON, CSV = "json", "csv"
CONTENT_TYPES = {JSON: "application/json; charset=utf-8", CSV: "text/csv; charset=utf-8; header=present"}
SEPARATOR = "; "


def json_file(head: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> bytes:
    """The head's keys, then `items`."""
    items = [{name: _json_value(value) for name, value in record.items()} for record in records]
    return json.dumps({**head, "items": items}, ensure_ascii=False, indent=1).encode()


def _json_value(value: Any) -> Any:
    match value:
        case LocalText():
            return {"text": value.text, "language": value.language} if value else None
        case RichText(html=text):
            if not text:
                return None
            return {"text": plain_text(text.text), "html": sanitize(text.text), "language": text.language}
        case datetime() | date():
            return value.isoformat()
        case list():
            return [_json_value(each) for each in value]
        case dict():
            return {name: _json_value(each) for name, each in value.items()}
    return value


def csv_file(fields: Sequence[Field], records: Iterable[Mapping[str, Any]]) -> bytes:
    """With the mark by which a spreadsheet knows UTF-8, and without anything that it would take for a formula."""
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(columns(fields))
    for record in records:
        writer.writerow([guarded(cell) for field in fields for cell in _cells(field, record[field.name])])
    return output.getvalue().encode("utf-8-sig")


def columns(fields: Sequence[Field]) -> list[str]:
    """A text has a second column for its language."""
    return [name for field in fields for name in (field.name, f"{field.name}_language")[: 1 + field.has_language]]


def _cells(field: Field, value: Any) -> Iterator[str]:
    yield _cell(value)
    if field.has_language:
        text = value.html if isinstance(value, RichText) else value
        yield text.language if text else ""


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case RichText(html=text):
            return plain_text(text.text)
        case datetime() | date():
            return value.isoformat()
        case list():
            return SEPARATOR.join(map(_cell, value))
        case dict():
            return str(value["name"])
    return str(value)
