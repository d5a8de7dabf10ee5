"""Every warning is a sentence that names what it is about."""

from datetime import date, timedelta

from django.utils.translation import override

from events.coverage_warnings import Code, CoverageWarning, Severity
from events.coverage_words import SENTENCES, warning_sentence
from tests.events.coverage.plans import START, Slot, cover, only


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Code)
    for code in Code:
        assert "%(" not in warning_sentence(CoverageWarning(code, Severity.NOTE, Slot(), date(2026, 5, 1)), "en")


def test_sentences_name_the_service_what_is_wrong_and_the_day() -> None:
    found = only(cover(Slot(status="requested"), at=START - timedelta(days=9)))

    with override("es"):
        sentence = warning_sentence(found, "en")

    assert sentence.replace("\xa0", " ") == (
        "Live interpretation between English and Spanish: not confirmed yet. 9 days are left. "
        "This was due by May 6, 2026."
    )


def test_a_person_in_two_places_is_named_with_the_other_event() -> None:
    warning = CoverageWarning(Code.PERSON_TWICE, Severity.URGENT, Slot(), person="Ana Ruiz", other_event=4)

    assert warning_sentence(warning, "en") == (
        "Live interpretation between English and Spanish: Ana Ruiz is in another service of event 4 at the same time."
    )
