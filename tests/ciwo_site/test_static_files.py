"""The style sheet's parts become one file, in which every import and address still means what it meant."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from ciwo_site.static_files import SiteStaticFilesStorage

SOURCES = {
    "css/site.css": '@layer base, components;\n@import url("base.css") layer(base);\n@import url("parts/card.css") layer(components);\n'
    '@import url("print.css") print;\n@import url("tokens.css");\n',
    "css/tokens.css": ":root { --ink: black; }\n",
    "css/base.css": '/* A comment\n   of two lines. */\n@font-face { src: url("../fonts/text.woff2"); }\n\n  p { margin: 0; }\n',
    "css/parts/card.css": '.card { background: url("../../pictures/sun.svg#ray"); fill: url("#own"); }\n',
    "css/print.css": "a { color: black; }\n",
    "fonts/text.woff2": "font",
    "pictures/sun.svg": "<svg/>",
}


@pytest.fixture
def collected(tmp_path: Path) -> SiteStaticFilesStorage:
    """A storage that holds the sources, as `collectstatic` copied them."""
    storage = SiteStaticFilesStorage(location=tmp_path, base_url="/static/")
    for name, text in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return storage


def process(storage: SiteStaticFilesStorage) -> dict[str, str]:
    """What each file is called after it was processed."""
    source = FileSystemStorage(storage.location)
    answers = list(storage.post_process({name: (source, name) for name in SOURCES}))
    assert [problem for _name, _hashed, problem in answers if isinstance(problem, Exception)] == []
    return {name: hashed for name, hashed, _processed in answers if hashed}


def test_the_sheet_holds_its_parts_in_their_layers_and_media(collected: SiteStaticFilesStorage) -> None:
    names = process(collected)

    sheet = (Path(collected.location) / names["css/site.css"]).read_text()

    assert "@import" not in sheet
    assert "comment" not in sheet
    assert sheet.index("@layer base, components;") < sheet.index("@layer base {") < sheet.index("@layer components {")
    assert "@media print {a { color: black; }" in sheet
    assert ":root { --ink: black; }" in sheet


def test_the_sheet_leads_to_the_hashed_files_that_its_parts_named(collected: SiteStaticFilesStorage) -> None:
    names = process(collected)

    sheet = (Path(collected.location) / names["css/site.css"]).read_text()

    assert f'url("../{names["fonts/text.woff2"]}")' in sheet
    assert f'url("../{names["pictures/sun.svg"]}#ray")' in sheet
    assert 'url("#own")' in sheet


def test_every_import_of_the_real_sheet_is_of_a_form_that_is_understood(tmp_path: Path) -> None:
    source = FileSystemStorage(Path(settings.BASE_DIR) / "static")
    paths = {
        str(path.relative_to(source.location)): (source, str(path.relative_to(source.location)))
        for path in (Path(source.location) / "css").rglob("*.css")
    }

    sheet = SiteStaticFilesStorage(location=tmp_path, base_url="/static/")._printed("css/site.css", paths)

    assert "@import" not in sheet
    assert sheet.count("{") == sheet.count("}") > 100
