"""What a log may say of an error, and of a request: where it happened and of what kind it was, never whose it was.

The words of an exception often hold what somebody typed (a database quotes the whole row). They are told only for the
kinds that speak of the machine; of all others the kind and the places in the code remain. Knows nothing of Django's
settings, so that the server's own log can be written by it before they are read.
"""

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from ciwo_site.access_log import KEYS

PROJECT = Path(__file__).resolve().parent.parent.parent
LEFT_OUT = "…"
LONGEST = 500  # characters of an exception's own words

MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.\w+")
IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
QUERY = re.compile(r"\?[^\s\"'?]*=[^\s\"']*")
TELEPHONE = re.compile(r"(?<![\w.:-])\+?\(?\d[\d ().-]{7,}\d(?![\w:])")
# A part of a path that is made of letters of both cases and is as long as only a key is.
KEY = re.compile(r"(?<=/)(?=[^/\s]*[A-Z])(?=[^/\s]*[a-z])[\w:.=-]{20,}")

# By name, because not every one of them is installed. A class counts with all that are made from it.
SPEAK_OF_THE_MACHINE = {
    "ImproperlyConfigured",
    "ImportError",
    "InterfaceError",
    "OperationalError",
    "StorageProblem",
    "TemplateDoesNotExist",
    "TemplateSyntaxError",
}


def discreet(text: str) -> str:
    """A text without addresses of people and machines, queries, telephone numbers and the keys of private links."""
    for pattern in (KEYS, KEY, MAIL, QUERY, IPV6, IPV4, TELEPHONE):
        text = pattern.sub(LEFT_OUT, text)
    return text


def words_of(error: BaseException) -> str:
    """What may be told of an exception's own words; often nothing."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror  # without the name of the file
    if not any(kind.__name__ in SPEAK_OF_THE_MACHINE for kind in type(error).__mro__):
        return ""
    return discreet(str(error).partition("\nDETAIL")[0])[:LONGEST]


def kind_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def places_of(error: BaseException) -> list[str]:
    """ "events/views.py:41 in event_list", the innermost last. Names of files and functions, and no values."""
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    return [f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]


def chain_of(error: BaseException) -> Iterator[BaseException]:
    """The exception and what led to it, once each."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)


def _short(filename: str) -> str:
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else path.name
