"""The server's log of requests, without the people who made them.

It is off unless somebody asks for it. Whatever format it is given then, no address, no query (what somebody searched
for), no header and no key of a private link gets into it.
"""

import logging
import re

# A private link's token with its signature; the key of a letter that sets a new password.
KEYS = re.compile(r"[\w-]{30,}[.][\w-]{20,}|(?<=/admin/password/new/)[^/]+")
LEFT_OUT = "-"
HEADERS = "_h"  # how granian names the headers that a format asks for


class Nobody(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict):
            record.args = {name: _told(name, value) for name, value in record.args.items()}
        return True


def _told(name: str, value: object) -> object:
    if name in ("addr", "query_string") or name.startswith(HEADERS):
        return LEFT_OUT
    return KEYS.sub(LEFT_OUT, str(value)) if name == "path" else value
