"""The strings that the code shows to people: found in Python and in templates, and merged into the catalogs.

Django's own command needs gettext. Babel reads Python by itself, and reads templates once Django has turned them into
something like Python.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

from ciwo_site.catalogs import message_name, read_catalog

# Django's names for the functions that mark a string, beside those that Babel knows.
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ("Translators:",)
TEMPLATE_SUFFIXES = (".html", ".txt", ".xml", ".svg")
# Not shown to people, or written by others.
SKIPPED_FOLDERS = {"migrations", "node_modules", "static", "tests", "var", "__pycache__"}


def find_strings(folders: Iterable[Path]) -> Catalog:
    """Every marked string of the Python files and templates below these folders."""
    found = Catalog(charset="utf-8")
    for path in sorted({path for folder in folders for path in _sources(folder)}):
        for _line, function, arguments, comments in _extract(path):
            context, ids = _arguments(function, arguments)
            if ids:
                found.add(ids if len(ids) > 1 else ids[0], auto_comments=comments, context=context)
    return found


def merge_strings(path: Path, found: Catalog) -> str:
    """The text of a catalog with exactly the strings found: translations kept, new strings empty, old ones gone.

    The head of the file stays as it is. There are no line numbers and the order is that of the strings themselves, so
    that two people who add strings seldom touch the same line.
    """
    catalog = read_catalog(path)
    catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
    for message in catalog:
        message.previous_id = []
    body = BytesIO()
    write_po(body, catalog, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True, width=120)
    return f"{_head(path)}\n{body.getvalue().decode().strip()}\n"


def compare_strings(path: Path, found: Catalog) -> tuple[list[str], list[str]]:
    """The strings that a catalog misses, and those that it holds although no code uses them."""
    held = {(message_name(message), message.pluralizable) for message in read_catalog(path) if message.id}
    used = {(message_name(message), message.pluralizable) for message in found if message.id}
    return sorted(name for name, _plural in used - held), sorted(name for name, _plural in held - used)


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        is_source = path.suffix == ".py" or (path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts)
        if is_source and not SKIPPED_FOLDERS.intersection(path.relative_to(folder).parts) and path.is_file():
            yield path


def _extract(path: Path) -> Iterator[tuple[Any, ...]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of the page around the strings is not indented as Python is.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    return extract_python(BytesIO(source.encode()), KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"})


def _arguments(function: str, arguments: object) -> tuple[str | None, tuple[str, ...]]:
    """Tell a call's context from its strings; a call whose strings are not literal gives none."""
    given = arguments if isinstance(arguments, tuple) else (arguments,)
    context: str | None = None
    ids: list[str] = []
    for place in KEYWORDS[function] or (1,):
        is_context = isinstance(place, tuple)
        index = place[0] if isinstance(place, tuple) else place
        value = given[index - 1] if len(given) >= index else None
        if not isinstance(value, str):
            return None, ()
        if is_context:
            context = value
        else:
            ids.append(value)
    return context, tuple(ids)


def _head(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    end = lines.index("") if "" in lines else len(lines)
    return "\n".join(lines[:end]) + "\n"
