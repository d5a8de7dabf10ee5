"""Make `vocabulary.json` again: `uv run tests/schema_org/extract.py path/to/schema.d.ts`.

The source is `dist/schema.d.ts` of the npm package `schema-dts` 2.1.0 (Apache License 2.0), which its makers generate
from schema.org's own vocabulary. Kept are the types that the site uses, everything they inherit from, every property
with its range except the deprecated ones, and the members of enumerations.
"""

import json
import re
import sys
from pathlib import Path

SOURCE = "npm schema-dts 2.1.0, dist/schema.d.ts, Apache License 2.0"
TYPES = (
    "AboutPage", "AudioObject", "BreadcrumbList", "CollectionPage", "ContactPage", "DigitalDocument", "EducationEvent",
    "EducationalOccupationalProgram", "EntryPoint", "EventSeries", "ImageObject", "ItemList", "ItemPage",
    "LearningResource", "ListItem", "Organization", "Person", "Place", "PresentationDigitalDocument", "ProfilePage",
    "Project", "SearchAction", "SearchResultsPage", "TextDigitalDocument", "VideoObject", "VirtualLocation", "WebPage",
    "WebSite",
)  # fmt: skip
ENUMERATIONS = ("EventAttendanceModeEnumeration", "EventStatusType")

INTERFACE = re.compile(r"^(?:export )?interface (\w+?)(Base|Leaf)(?:<[^>]*>)? extends ([^{]+) \{$")
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.+), "\w+">;$')
ENUMERATION = re.compile(r"^export type (\w+) = (.+);$")


def read(source: str) -> tuple[dict[str, list[str]], dict[str, dict[str, list[str]]], dict[str, list[str]]]:
    """Parents, properties with their ranges, and members of enumerations, each by type."""
    parents: dict[str, list[str]] = {}
    properties: dict[str, dict[str, list[str]]] = {}
    members: dict[str, list[str]] = {}
    name, is_deprecated = "", False
    for line in source.splitlines():
        if match := INTERFACE.match(line):
            name = match[1]
            found = [part.removesuffix("Base") for part in re.findall(r"\w+Base", match[3])]
            own = (part for part in found if "_" not in part and part not in (name, *parents.get(name, ())))
            parents.setdefault(name, []).extend(own)
        elif "@deprecated" in line:
            is_deprecated = True
        elif match := PROPERTY.match(line):
            ranges = sorted({part.strip() for part in match[2].split("|")} - {"IdReference"})
            if not is_deprecated:
                properties.setdefault(name, {})[match[1]] = ranges
            is_deprecated = False
        elif (match := ENUMERATION.match(line)) and match[1] in ENUMERATIONS:
            members[match[1]] = sorted(re.findall(r'"(https://schema\.org/\w+)"', match[2]))
    return parents, properties, members


def extract(source: str) -> dict[str, object]:
    parents, properties, members = read(source)
    wanted: set[str] = set()
    waiting = list(TYPES)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += parents.get(name, [])
    types = {
        name: {"parents": sorted(parents.get(name, [])), "properties": properties.get(name, {})}
        for name in sorted(wanted)
    }
    return {"source": SOURCE, "types": types, "enumerations": members}


def main(source: Path) -> None:
    found = extract(source.read_text())
    types = ",\n".join(f"  {json.dumps(name)}: {json.dumps(facts)}" for name, facts in found["types"].items())
    text = (
        f'{{\n"source": {json.dumps(found["source"])},\n"enumerations": {json.dumps(found["enumerations"])},\n'
        f'"types": {{\n{types}\n}}\n}}\n'
    )
    Path(__file__).with_name("vocabulary.json").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
