"""How a line of the log is written: for people, or as JSON for a program. Neither tells anything of anybody."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from ciwo_site.logs.discretion import chain_of, discreet, kind_of, places_of, words_of
from ciwo_site.request_ids import current_request_id


class LineFormatter(logging.Formatter):
    """One line, and one more for each place where an error passed."""

    def format(self, record: logging.LogRecord) -> str:
        number = current_request_id()
        name = f"{record.name} [{number}]" if number else record.name
        lines = [f"{record.levelname} {name}: {discreet(record.getMessage())}"]
        if record.exc_info and record.exc_info[1]:
            for error in chain_of(record.exc_info[1]):
                words = words_of(error)
                lines.append(f"  {kind_of(error)}: {words}" if words else f"  {kind_of(error)}")
                lines += [f"    {place}" for place in places_of(error)]
        return "\n".join(lines)


class JsonFormatter(logging.Formatter):
    """An object on one line: time, level, logger, message, and where there is one, request and error."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
        }
        if number := current_request_id():
            told["request_id"] = number
        told |= _request(record)
        if record.exc_info and record.exc_info[1]:
            told["errors"] = [
                {"kind": kind_of(error), "words": words_of(error), "places": places_of(error)}
                for error in chain_of(record.exc_info[1])
            ]
        return json.dumps(told, ensure_ascii=False)


class FullFormatter(logging.Formatter):
    """Everything, for a developer's own machine (`DEBUG`)."""

    def __init__(self) -> None:
        super().__init__("{levelname} {name}: {message}", style="{")


def _request(record: logging.LogRecord) -> dict[str, Any]:
    """What Django's log of requests knows besides: method, view and status."""
    request, status = getattr(record, "request", None), getattr(record, "status_code", None)
    method = getattr(request, "method", None)
    view = getattr(getattr(request, "resolver_match", None), "view_name", None)
    found = {"method": method, "view": view, "status": status}
    return {name: value for name, value in found.items() if value is not None}
