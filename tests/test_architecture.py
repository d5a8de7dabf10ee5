"""Who may import whom: shared code ← programs ← events ← wiring; and what else holds for every file."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("ciwo_site", "programs", "events")

# The modules of ciwo_site that know the apps; every other one there is shared code, which knows none.
WIRING = (
    "ciwo_site.bench",
    "ciwo_site.catalog_window",
    "ciwo_site.demo",
    "ciwo_site.doctor",
    "ciwo_site.management.commands.bench",
    "ciwo_site.management.commands.bench_server",
    "ciwo_site.management.commands.demo",
    "ciwo_site.management.commands.doctor",
    "ciwo_site.matrix",
    "ciwo_site.open_data",
    "ciwo_site.paper_patterns",
    "ciwo_site.page_cache",
    "ciwo_site.patterns",
    "ciwo_site.preview",
    "ciwo_site.private_views",
    "ciwo_site.search_hits",
    "ciwo_site.search_page",
    "ciwo_site.search_patterns",
    "ciwo_site.settings",
    "ciwo_site.sitemaps",
    "ciwo_site.share_image_views",
    "ciwo_site.staff_urls",
    "ciwo_site.this_week",
    "ciwo_site.urls",
    "ciwo_site.views",
    "ciwo_site.wsgi",
)
LAYERS = ("shared", "programs", "events", "wiring")  # each may use those before it

TOP_LEVEL = {
    "CHANGELOG.md", "README.md", "ciwo_site", "deploy", "docs", "events", "locale", "manage.py", "programs", "pyproject.toml",
    "static", "templates", "tests", "uv.lock", "var",
}  # fmt: skip
ADDRESS = re.compile(r"(?:https?:)?//(?=[\w-]+\.)([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
# Identifiers that look like addresses, and a name that is reserved for examples (RFC 2606); nothing is fetched.
HARMLESS = {"schema.org", "www.w3.org", "www.sitemaps.org", "example.org"}
# Where a reader goes by choice, with a press on a link that says so; nothing is fetched before.
LINKED = {"wa.me", "calendar.google.com", "outlook.live.com"}


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def layer(module: str) -> str | None:
    package = module.partition(".")[0]
    if package != "ciwo_site":
        return package if package in PACKAGES else None
    return "wiring" if any(f"{module}.".startswith(f"{name}.") for name in WIRING) else "shared"


def uses(path: Path) -> Iterator[str]:
    """What a module imports, and the models that it names in words, as in `ForeignKey("programs.Program")`."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.ImportFrom():
                pytest.fail(f"{dotted(path)}, line {node.lineno}: imports are absolute")
            case ast.Constant(value=str(text)) if re.fullmatch(r"(programs|events)\.[A-Z]\w+", text):
                yield text


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_a_module_uses_only_the_layers_below_its_own(path: Path) -> None:
    allowed = LAYERS[: LAYERS.index(layer(dotted(path))) + 1]

    against_the_arrows = [used for used in uses(path) if layer(used) not in (*allowed, None)]

    assert against_the_arrows == []


def test_the_arrows_are_seen() -> None:
    assert [layer(name) for name in ("ciwo_site.i18n", "programs.models", "events", "ciwo_site.urls", "django.db")] == [
        "shared",
        "programs",
        "events",
        "wiring",
        None,
    ]


def test_the_list_of_wiring_names_no_module_that_is_gone() -> None:
    known = {dotted(path) for path in modules()}

    assert [name for name in WIRING if name not in known] == []


def test_nothing_lies_at_the_top_that_has_no_place_there() -> None:
    found = {path.name for path in PROJECT.iterdir() if not path.name.startswith(".")}

    assert found - TOP_LEVEL - {"__pycache__", "node_modules"} == set()


def test_pages_styles_and_scripts_name_no_other_host() -> None:
    sources = [*modules(), *(PROJECT / "templates").rglob("*.*"), *(PROJECT / "static").rglob("*.*")]
    named = [
        f"{path.relative_to(PROJECT)}: {host}"
        for path in sources
        if path.suffix in {".py", ".html", ".xml", ".css", ".js", ".svg"}
        for host in ADDRESS.findall(path.read_text())
        if host not in HARMLESS | LINKED
    ]

    assert named == []
