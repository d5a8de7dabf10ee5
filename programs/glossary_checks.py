"""What the glossary says against a text: forms to avoid, and acronyms of another language. Advice, never a refusal.

Pure: knows neither the database nor the active language. Rows of `GlossaryTerm` and `Organization` are read by the names
of their columns.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from ciwo_site.i18n import site_languages
from programs.glossary_terms import fold, forms_to_avoid, is_short_form

_HIDDEN = "\ue000"  # stands where an approved form stood; no word goes across it


@dataclass(frozen=True, slots=True)
class Rule:
    """In texts of one language, `avoid` should be `approved`, which is empty where nothing takes its place."""

    avoid: str
    approved: str


def rules(language: str, terms: Iterable[object], organizations: Iterable[object] = ()) -> list[Rule]:
    """Everything to look for in texts of a language, each form once."""
    found: dict[str, Rule] = {}
    for rule in (*_of_terms(language, terms), *_of_acronyms(language, organizations)):
        if rule.avoid != rule.approved:
            found.setdefault(rule.avoid, rule)
    return list(found.values())


def broken(text: str, found: Iterable[Rule]) -> list[Rule]:
    """The rules that a plain text breaks. Whole words count; in an approved form, nothing is to be avoided."""
    return [rule for rule in found if _is_broken(text, rule)]


def _of_terms(language: str, terms: Iterable[object]) -> Iterator[Rule]:
    for term in terms:
        approved = _column(term, "term", language)
        for form in forms_to_avoid(term, language):  # type: ignore[arg-type]
            yield Rule(form, approved)


def _of_acronyms(language: str, organizations: Iterable[object]) -> Iterator[Rule]:
    for organization in organizations:
        approved = _column(organization, "acronym", language)
        for other in site_languages():
            acronym = _column(organization, "acronym", other)
            if approved and acronym:
                yield Rule(acronym, approved)


def _column(row: object, field: str, language: str) -> str:
    return (getattr(row, f"{field}_{language}", None) or "").strip()


def _is_broken(text: str, rule: Rule) -> bool:
    """Accents do not matter, unless they are all that sets the two forms apart."""
    by_accents = fold(rule.avoid).casefold() == fold(rule.approved).casefold()
    read = _as_written if by_accents else fold
    heard, avoid, approved = read(text), read(rule.avoid), read(rule.approved)
    # Apart from short forms in capitals, and from forms that differ in capitals alone, case does not matter.
    if not is_short_form(rule.avoid) and avoid.casefold() != approved.casefold():
        heard, avoid, approved = heard.casefold(), avoid.casefold(), approved.casefold()
    if approved:
        heard = _pattern(approved).sub(_HIDDEN, heard)
    return _pattern(avoid).search(heard) is not None


def _as_written(text: str) -> str:
    return normalize("NFC", text)


@lru_cache(maxsize=2048)
def _pattern(form: str) -> re.Pattern[str]:
    spoken = r"\s+".join(re.escape(word) for word in form.split())
    return re.compile(rf"(?<!\w){spoken}(?!\w)")
