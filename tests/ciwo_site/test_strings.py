from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from ciwo_site.strings import compare_strings, find_strings, merge_strings

PYTHON = """
from django.utils.translation import gettext_lazy as _, npgettext, pgettext_lazy

GUIDE = _("guide")
HALF = pgettext_lazy("half", "a.m.")


def hours(n):
    return npgettext("time", "{n} hour", "{n} hours", n)


def unmarked(name):
    return _(name)
"""
TEMPLATE = """{% load i18n %}
    <p title="{% translate "Don't (panic" %}">{{ name|default:_("nobody") }}
  {% blocktranslate trimmed count n=guides|length %}
      One guide
    {% plural %}
      {{ n }} guides
  {% endblocktranslate %}
"""
CATALOG = """# Ours.
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"

msgid "obsolete"
msgstr "obsoleta"

msgid "guide"
msgstr "guía"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "app/models.py": PYTHON,
        "app/templates/page.html": TEMPLATE,
        "app/migrations/0001_initial.py": '_("from a migration")',
        "locale/es/LC_MESSAGES/django.po": CATALOG,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def catalog(project: Path) -> Path:
    return project / "locale" / "es" / "LC_MESSAGES" / "django.po"


def test_strings_are_found_in_python_and_in_templates(project: Path) -> None:
    found = find_strings([project / "app"])

    assert {(message.context, message.id) for message in found if message.id} == {
        (None, "guide"),
        ("half", "a.m."),
        ("time", ("{n} hour", "{n} hours")),
        (None, "Don't (panic"),
        (None, "nobody"),
        (None, ("One guide", "%(n)s guides")),
    }


def test_a_catalog_is_compared_with_the_code(project: Path, catalog: Path) -> None:
    missing, unused = compare_strings(catalog, find_strings([project / "app"]))

    assert missing == ["Don't (panic", "One guide", "half | a.m.", "nobody", "time | {n} hour"]
    assert unused == ["obsolete"]


def test_merging_keeps_translations_and_the_head_and_drops_the_rest(project: Path, catalog: Path) -> None:
    found = find_strings([project / "app"])

    merged = merge_strings(catalog, found)

    assert merged.startswith(CATALOG.partition("\n\n")[0] + "\n\n")
    assert 'msgid "guide"\nmsgstr "guía"\n' in merged
    assert "obsolet" not in merged
    assert "#:" not in merged
    assert merged.count("msgstr[2]") == 2


def test_merging_again_changes_nothing(project: Path, catalog: Path) -> None:
    found = find_strings([project / "app"])
    catalog.write_text(merge_strings(catalog, found), encoding="utf-8")

    assert merge_strings(catalog, found) == catalog.read_text(encoding="utf-8")
    assert compare_strings(catalog, found) == ([], [])


def test_the_sites_catalogs_hold_the_strings_of_the_code() -> None:
    call_command("collect_strings", "--check", stdout=StringIO())
