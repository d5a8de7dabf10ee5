"""What schema.org's own vocabulary holds against structured data: unknown words, words in the wrong place, wrong values.

The vocabulary is `vocabulary.json` (see `extract.py`). Stricter than search engines: a number is no Text, a plain text
is no Thing, an address is whole, a reference leads to something in the same graph.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

VOCABULARY = json.loads(Path(__file__).with_name("vocabulary.json").read_text())
TYPES: dict[str, dict[str, Any]] = VOCABULARY["types"]
ENUMERATIONS: dict[str, list[str]] = VOCABULARY["enumerations"]
# An annotation on an action, for who searches, not a property (schema.org, “Potential Actions”).
ANNOTATIONS = {"query-input": re.compile(r"required name=\w+")}

WORDS = {"Text", "string"}
FORMS = {
    "Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)"),
    "Distance": re.compile(r"\d+ \w+"),
    "Duration": re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?"),
    "URL": re.compile(r"https?://[^\s<>\"{}|\\^`]+"),
}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def faults(document: dict[str, Any]) -> list[str]:
    """Sentences on a document with one `@graph`; none where all is right."""
    known = {node["@id"] for node in nodes(document["@graph"]) if "@id" in node and "@type" in node}
    found = [] if document["@context"] == "https://schema.org" else [f"another context: {document['@context']}"]
    for number, node in enumerate(document["@graph"]):
        found += _node_faults(node, f"{number}", known)
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a piece of JSON, each before those inside it."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


@cache
def lineage(name: str) -> frozenset[str]:
    """A type and everything it inherits from."""
    return frozenset({name}).union(*(lineage(parent) for parent in TYPES[name]["parents"]))


def _ranges(kinds: list[str], name: str) -> list[str] | None:
    """What a property may hold on these types; None where none of them has it."""
    found = [
        TYPES[ancestor]["properties"][name]
        for kind in kinds
        for ancestor in lineage(kind)
        if name in TYPES[ancestor]["properties"]
    ]
    return sorted({part for ranges in found for part in ranges}) if found else None


def _node_faults(node: dict[str, Any], path: str, known: set[str]) -> Iterator[str]:
    kinds = [node["@type"]] if isinstance(node["@type"], str) else node["@type"]
    unknown = [kind for kind in kinds if kind not in TYPES]
    if unknown:
        yield f"{path}: unknown types {unknown}"
        return
    path = f"{path} {'+'.join(kinds)}"
    for name, value in node.items():
        if name == "@id" and not FORMS["URL"].fullmatch(value):
            yield f"{path}: the identity is no whole address: {value!r}"
        elif name in ANNOTATIONS and "SearchAction" in kinds:
            if not ANNOTATIONS[name].fullmatch(value):
                yield f"{path}.{name}: {value!r}"
        elif not name.startswith("@"):
            ranges = _ranges(kinds, name)
            if ranges is None:
                yield f"{path}: {name} is no property of it"
                continue
            for single in value if isinstance(value, list) else [value]:
                yield from _value_faults(single, name, ranges, f"{path}.{name}", known)


def _value_faults(value: Any, name: str, ranges: list[str], path: str, known: set[str]) -> Iterator[str]:
    match value:
        case {"@type": str() | list()}:
            kinds = [value["@type"]] if isinstance(value["@type"], str) else value["@type"]
            if not any(part in ranges for kind in kinds if kind in TYPES for part in lineage(kind)):
                yield f"{path}: {kinds} where {ranges} belongs"
            yield from _node_faults(value, path, known)
        case {"@id": str(identifier)} if len(value) == 1:
            is_page = name == "item"  # of a way here: a page that has a graph of its own
            if not FORMS["URL"].fullmatch(identifier) or (identifier not in known and not is_page):
                yield f"{path}: leads nowhere: {identifier!r}"
        case {"@value": str(text), "@language": str(language)} if len(value) == 2:
            if not WORDS & set(ranges) or not text.strip() or not LANGUAGE.fullmatch(language):
                yield f"{path}: {value!r} where {ranges} belongs"
        case bool():
            if "Boolean" not in ranges:
                yield f"{path}: {value!r} where {ranges} belongs"
        case int():
            if not {"Integer", "Number"} & set(ranges):
                yield f"{path}: {value!r} where {ranges} belongs"
        case str():
            if not _is_one_of(value, name, ranges):
                yield f"{path}: {value!r} where {ranges} belongs"
        case _:
            yield f"{path}: {value!r}"


def _is_one_of(text: str, name: str, ranges: list[str]) -> bool:
    if name == "inLanguage":
        return bool(LANGUAGE.fullmatch(text))
    if any(text in ENUMERATIONS.get(part, ()) for part in ranges):
        return True
    formed = [FORMS[part] for part in ranges if part in FORMS]
    if any(form.fullmatch(text) for form in formed):
        return True
    return bool(WORDS & set(ranges)) and bool(text.strip())
