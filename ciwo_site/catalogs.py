"""The catalogs of strings, compiled and checked with Babel, because a fresh machine has no gettext.

Nothing here looks outside the folder it is given: Django's own commands walk the whole tree, libraries included.
"""

import re
from collections.abc import Iterator, Sequence
from os import fsync, replace, utime
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"

PERCENT_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%%")
BRACE_PLACEHOLDER = re.compile(r"\{\w*\}")
# A quotation that does not end, and a string that occurs twice, are passed over by Babel in silence.
WELL_FORMED_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) )?"([^"\\]|\\.)*")?')


def catalog_paths(locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """The catalogs of a locale folder, one for each language and domain."""
    return sorted(locale_dir.glob("*/LC_MESSAGES/*.po"))


def read_catalog(path: Path) -> Catalog:
    """Read a catalog; what is not one raises `PoFileError` and is never guessed at."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def compile_catalogs(locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """Compile each catalog that has no compiled form or a newer text, and return what was written.

    Needs no settings, so that it can run before Django reads them. Two processes may do it at once: each replaces the
    whole file in one step, with the same strings.
    """
    return [_compile(path) for path in catalog_paths(locale_dir) if _is_behind(path)]


def check_catalog(path: Path) -> list[str]:
    """Say what is wrong with a catalog, one sentence for each problem; an empty list means that it can be published."""
    try:
        catalog = read_catalog(path)
    except (PoFileError, UnicodeDecodeError) as error:
        return [f"{path.name} cannot be read: {error}"]
    lines = path.read_text(encoding="utf-8").splitlines()
    problems = [
        f"line {number} cannot be read" for number, line in enumerate(lines, 1) if not WELL_FORMED_LINE.fullmatch(line)
    ]
    if sum(line.startswith("msgid ") for line in lines) > sum(1 for _message in catalog):
        problems.append("a string occurs twice")
    for message in catalog:
        if message.id:
            problems += (f"{message_name(message)}: {problem}" for problem in _problems(message, catalog.num_plurals))
    return problems


def _is_behind(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns


def _compile(path: Path) -> Path:
    compiled = path.with_suffix(".mo")
    # The age is taken before reading, so that an edit made meanwhile is still newer than the result.
    stamp = path.stat().st_mtime_ns
    catalog = read_catalog(path)
    with NamedTemporaryFile(dir=path.parent, suffix=".mo.part", delete=False) as file:
        partial = Path(file.name)
        try:
            write_mo(file, catalog)
            file.flush()
            fsync(file.fileno())
            partial.chmod(0o644)
            utime(partial, ns=(stamp, stamp))
            replace(partial, compiled)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    return compiled


def message_name(message: Message) -> str:
    """A message as people speak of it: its context, if it has one, and its (singular) text."""
    text = _forms(message.id)[0]
    return f"{message.context} | {text}" if message.context else text


def _forms(text: object) -> Sequence[str]:
    """The singular and plural forms of a message's text, which Babel gives bare when there is only one."""
    return list(text) if isinstance(text, list | tuple) else [str(text or "")]


def _problems(message: Message, plural_forms: int) -> Iterator[str]:
    translations = _forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not any(translations):
        yield "not translated"
        return
    if message.pluralizable and (len(translations) != plural_forms or not all(translations)):
        yield f"needs {plural_forms} plural forms"
    allowed = [_placeholders(source, message) for source in _forms(message.id)]
    for translation in filter(None, translations):
        if _placeholders(translation, message) not in allowed:
            yield f"placeholders differ in “{translation}”"


def _placeholders(text: str, message: Message) -> list[str]:
    found = BRACE_PLACEHOLDER.findall(text)
    if message.python_format:
        found += PERCENT_PLACEHOLDER.findall(text)
    return sorted(set(found))
