"""The catalogs of strings, read here by polib, which the code that writes and compiles them does not use."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

CATALOGS = [path for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

every_catalog = pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)


def strings(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_language_but_that_of_the_source_has_a_catalog() -> None:
    languages = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}

    assert {path.parent.parent.name for path in CATALOGS} == languages


def test_catalogs_hold_the_strings_of_the_code_and_no_other() -> None:
    call_command("collect_strings", check=True, verbosity=0)


@every_catalog
def test_nothing_is_missing_fuzzy_or_out_of_use(path: Path) -> None:
    catalog = polib.pofile(path)

    assert [entry.msgid for entry in catalog.untranslated_entries() + catalog.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalog.obsolete_entries()] == []


@every_catalog
def test_every_plural_form_is_filled(path: Path) -> None:
    catalog = polib.pofile(path)
    forms = int(re.search(r"nplurals=(\d+)", catalog.metadata["Plural-Forms"]).group(1))

    plurals = [entry for entry in catalog if entry.msgid_plural]

    assert [entry.msgid for entry in plurals if len(entry.msgstr_plural) != forms or not all(strings(entry))] == []


@every_catalog
def test_translations_have_the_placeholders_of_their_source(path: Path) -> None:
    wrong = [
        translation
        for entry in polib.pofile(path)
        for translation in strings(entry)
        if set(PLACEHOLDER.findall(translation))
        not in [set(PLACEHOLDER.findall(source)) for source in (entry.msgid, entry.msgid_plural or entry.msgid)]
    ]

    assert wrong == []


@every_catalog
def test_catalogs_carry_no_line_numbers(path: Path) -> None:
    assert [entry.msgid for entry in polib.pofile(path) if entry.occurrences] == []


@every_catalog
def test_the_compiled_catalog_says_what_the_written_one_does(path: Path) -> None:
    written = {(entry.msgctxt, entry.msgid): strings(entry) for entry in polib.pofile(path).translated_entries()}
    compiled = {(entry.msgctxt, entry.msgid): strings(entry) for entry in polib.mofile(path.with_suffix(".mo"))}

    assert compiled == written
