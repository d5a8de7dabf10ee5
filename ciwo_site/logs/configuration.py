"""The configuration of Python's logging, for the site and for the server that runs it."""

import logging
from typing import Any


class Unasked(logging.Filter):
    """Leaves out the server's advice on its number of threads, which ciwo_site/slow_clients.py chooses on purpose."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "Python threads" not in record.getMessage()


def logging_settings(*, level: str, style: str) -> dict[str, Any]:
    """`style` is "line", "json" or "full". Everything goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "ciwo_site.logs.formatters.LineFormatter"},
            "json": {"()": "ciwo_site.logs.formatters.JsonFormatter"},
            "full": {"()": "ciwo_site.logs.formatters.FullFormatter"},
        },
        "filters": {
            "nobody": {"()": "ciwo_site.access_log.Nobody"},
            "unasked": {"()": "ciwo_site.logs.configuration.Unasked"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": style},
            "access": {"class": "logging.StreamHandler"},
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            "_granian": {"handlers": ["console"], "filters": ["unasked"], "level": "WARNING", "propagate": False},
            # The server's log of requests, off unless asked for: whatever format it is given, it names nobody.
            "granian.access": {"handlers": ["access"], "filters": ["nobody"], "level": "INFO", "propagate": False},
        },
    }
