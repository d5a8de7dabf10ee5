import gettext
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from django.conf import settings

from ciwo_site.catalogs import catalog_paths, check_catalog, compile_catalogs

HEAD = """msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"

"""
GUIDE = 'msgid "guide"\nmsgstr "guía"\n'

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(body: str) -> Path:
        path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return write


def test_a_catalog_is_compiled_with_its_plural_rule(write: Write, tmp_path: Path) -> None:
    write(GUIDE + '\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "una"\nmsgstr[1] "millones"\nmsgstr[2] "muchas"\n')

    written = compile_catalogs(tmp_path)

    with written[0].open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("guide") == "guía"
    assert [compiled.ngettext("one", "many", n) for n in (0, 1, 2, 1000000)] == ["muchas", "una", "muchas", "millones"]


def test_a_catalog_is_compiled_only_when_its_text_is_newer(write: Write, tmp_path: Path) -> None:
    path = write(GUIDE)
    assert compile_catalogs(tmp_path) == [path.with_suffix(".mo")]
    assert compile_catalogs(tmp_path) == []

    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))

    assert compile_catalogs(tmp_path) == [path.with_suffix(".mo")]
    assert sorted(file.name for file in path.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_broken_catalog_leaves_the_compiled_one_alone(write: Write, tmp_path: Path) -> None:
    write(GUIDE)
    compiled = compile_catalogs(tmp_path)[0]
    content = compiled.read_bytes()
    path = write("<<<<<<< ours\n" + GUIDE)
    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))

    with pytest.raises(PoFileError):
        compile_catalogs(tmp_path)

    assert compiled.read_bytes() == content
    assert len(check_catalog(path)) == 1


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('msgid "guide"\nmsgstr ""\n', "guide: not translated"),
        (GUIDE + '\n"guía', "line 10 cannot be read"),
        (f"{GUIDE}\n{GUIDE}", "a string occurs twice"),
        ('#, fuzzy\nmsgid "guide"\nmsgstr "guía"\n', "guide: fuzzy"),
        ('msgctxt "a book"\nmsgid "guide"\nmsgstr ""\n', "a book | guide: not translated"),
        ('msgid "{n} in {m}"\nmsgstr "{n} en {x}"\n', "{n} in {m}: placeholders differ in “{n} en {x}”"),
        ('#, python-format\nmsgid "%(n)s up"\nmsgstr "%(m)s"\n', "%(n)s up: placeholders differ in “%(m)s”"),
        (
            'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "una"\nmsgstr[1] ""\nmsgstr[2] "x"\n',
            "one: needs 3 plural forms",
        ),
        ('msgid "one"\nmsgid_plural "many"\nmsgstr[0] "una"\nmsgstr[1] "x"\n', "one: needs 3 plural forms"),
    ],
)
def test_each_gap_of_a_catalog_is_named(write: Write, body: str, problem: str) -> None:
    assert check_catalog(write(body)) == [problem]


def test_a_complete_catalog_has_no_problem(write: Write) -> None:
    plural = (
        '#, python-format\nmsgid "one guide"\nmsgid_plural "%(n)s guides"\n'
        'msgstr[0] "una guía"\nmsgstr[1] "%(n)s de guías"\nmsgstr[2] "%(n)s guías"\n'
    )

    assert check_catalog(write(f"{GUIDE}\n{plural}")) == []


def test_every_language_but_the_first_has_a_catalog() -> None:
    languages = {path.parent.parent.name for path in catalog_paths()}

    assert languages == {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}


@pytest.mark.parametrize("path", catalog_paths(), ids=lambda path: path.parent.parent.name)
def test_the_sites_catalogs_are_complete(path: Path) -> None:
    assert check_catalog(path) == []
