"""The form of an entry, where each text stands with its state, what changed on the other side, and what to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ciwo_site.admin.base import StaffForm
from ciwo_site.admin.fields import DayInput
from ciwo_site.admin.glossary import Glossary, TermHint, current_glossary
from ciwo_site.dates import join_words
from ciwo_site.enums import Publication, language_name
from ciwo_site.i18n import active_language, language_columns, other_languages, site_languages
from ciwo_site.models import CatalogEntry
from ciwo_site.promises import gaps, promised_day, today_at, undecided
from ciwo_site.richtext import plain_text
from ciwo_site.state_words import MARK_WORDS, STATE_WORDS, Mark
from ciwo_site.translation_states import State, fingerprint, settle, states
from ciwo_site.word_diff import Piece, word_diff

DAY_IS_PAST = gettext_lazy("That day is past. Give one from today on.")
TEXT_IS_THERE = gettext_lazy("There is a text here. Only an empty field can be marked as not needed.")
TEXT_IS_MISSING = gettext_lazy("There is no text here yet that could be marked so.")


def mark_name(column: str) -> str:
    return f"mark_{column}"


def promise_name(language: str) -> str:
    return f"promise_{language}"


def gap_sentence(entry: CatalogEntry, language: str, fields: Sequence[str]) -> str:
    """“Missing in Spanish: title, summary.”"""
    names = [str(getattr(entry._meta.get_field(field), "verbose_name", field)) for field in fields]
    words = {"language": language_name(language), "fields": join_words(names, active_language())}
    return _("Missing in %(language)s: %(fields)s.") % words


@dataclass(frozen=True, slots=True)
class ChangeSince:
    """What became of another language's text since this one agreed with it."""

    heading: str
    language: str
    pieces: list[Piece] | None  # None where the two cannot be compared


class TextNote:
    """What stands beside one language's text of a bilingual field. Texts are those that are stored."""

    def __init__(self, form: "EntryForm", field: str, language: str) -> None:
        self.form, self.field, self.language = form, field, language
        self.column = f"{field}_{language}"
        self.state = form.stored_states.get((field, language))
        self.id = f"id_{self.column}_state"

    @property
    def words(self) -> str:
        if self.state is None:
            return ""
        # Where no language has a text, nobody decided that; there is just nothing yet.
        is_empty = self.state == State.NOT_NEEDED and not any(self.form.stored[self.field].values())
        return pgettext("state of a text", "Empty") if is_empty else str(STATE_WORDS[self.state])

    @property
    def is_settled(self) -> bool:
        return self.state in (State.REVIEWED, State.NOT_NEEDED)

    @property
    def mark(self) -> forms.BoundField:
        return self.form[mark_name(self.column)]

    @cached_property
    def changes(self) -> list[ChangeSince]:
        if self.state != State.STALE:
            return []
        return [self._change(code, before) for code, before in self.form.sources[self.field, self.language].items()]

    @property
    def advice(self) -> Sequence[str]:
        return self.form.glossary.advice(self.form.plain(self.field, self.form[self.column].value()), self.language)

    @property
    def hints(self) -> list[TermHint]:
        return [
            hint
            for code in other_languages(self.language)
            for hint in self.form.glossary.hints(
                self.form.plain(self.field, self.form.stored[self.field][code]), code, self.language
            )
        ]

    def _change(self, code: str, before: str | None) -> ChangeSince:
        after = self.form.plain(self.field, self.form.stored[self.field][code])
        pieces = None if before is None else word_diff(self.form.plain(self.field, before), after)
        heading = _("Since then, the %(language)s text changed:") % {"language": language_name(code)}
        return ChangeSince(heading, code, pieces)


class EntryForm(StaffForm):
    """Beyond the entry's own fields: a mark for each text, and a promise for each language.

    Both are there only for those who may write what they speak of.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: CatalogEntry = self.instance
        self.was_published = entry.publication == Publication.PUBLISHED and entry.pk is not None
        # As they are stored: checking the form writes into the entry.
        self.stored = entry._texts()
        self.record = entry.translation_record
        self.stored_states = entry.translation_states() if entry.pk else {}
        self.sources = {
            key: entry.sources_before(*key) for key, state in self.stored_states.items() if state == State.STALE
        }
        self.texts = [
            (field, code)
            for field in entry.BILINGUAL
            for code, column in zip(site_languages(), language_columns(field), strict=True)
            if column in self.fields
        ]
        for field, code in self.texts:
            self._add_note(field, code)
        if "publication" in self.fields:
            for code in site_languages():
                self._add_promise(code)

    def _add_note(self, field: str, code: str) -> None:
        column = f"{field}_{code}"
        label = _("Mark of: %(field)s") % {"field": self.fields[column].label}
        empty = ("", pgettext("mark of a text", "Mark as …"))
        self.fields[mark_name(column)] = forms.ChoiceField(
            choices=[empty, *((mark.value, words) for mark, words in MARK_WORDS.items())],
            required=False,
            label=label,
            widget=forms.Select(attrs={"class": "text-note__mark", "aria-label": label}),
        )
        note = TextNote(self, field, code)
        self.fields[column].note = note  # type: ignore[attr-defined]
        if note.state is not None:
            helps = [f"id_{column}_helptext"] if self.fields[column].help_text else []
            self.fields[column].widget.attrs["aria-describedby"] = " ".join([*helps, note.id])

    def _add_promise(self, code: str) -> None:
        name = promise_name(code)
        self.fields[name] = forms.DateField(
            required=False,
            label=_("%(language)s will follow by") % {"language": capfirst(language_name(code))},
            widget=DayInput(attrs={"class": "vDateField"}),
        )
        self.initial[name] = promised_day(self.instance.promised_on, code)

    @property
    def promises(self) -> list[forms.BoundField]:
        return [self[promise_name(code)] for code in site_languages() if promise_name(code) in self.fields]

    @cached_property
    def glossary(self) -> Glossary:
        return current_glossary()

    def plain(self, field: str, text: str | None) -> str:
        return plain_text(text or "") if field in self.instance.RICH else text or ""

    # What was decided -------------------------------------------------------------------------------------------------

    @property
    def marks(self) -> dict[tuple[str, str], State]:
        chosen = self._chosen()
        return {key: State(mark.value) for key, mark in chosen.items() if mark != Mark.SMALL}

    @property
    def small(self) -> list[tuple[str, str]]:
        return [key for key, mark in self._chosen().items() if mark == Mark.SMALL]

    def _chosen(self) -> dict[tuple[str, str], Mark]:
        chosen = {key: self.cleaned_data.get(mark_name("_".join(key))) for key in self.texts}
        return {key: Mark(value) for key, value in chosen.items() if value}

    # Checking ---------------------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self._check_marks()
        if "publication" in self.fields and not self.errors:
            self._check_promises()
        return cleaned

    def _check_marks(self) -> None:
        for (field, code), mark in self._chosen().items():
            column = f"{field}_{code}"
            if column in self.errors:
                continue
            has_text = bool(fingerprint(self.cleaned_data.get(column)))
            if has_text == (mark == Mark.NOT_NEEDED):
                self.add_error(mark_name(column), TEXT_IS_THERE if has_text else TEXT_IS_MISSING)

    def _check_promises(self) -> None:
        """Publishing asks for every language, or for the day by which it follows."""
        today = today_at(timezone.now())
        promised = self._promised()
        is_publishing = self.cleaned_data.get("publication") == Publication.PUBLISHED
        publishes_now = is_publishing and not self.was_published
        for code in promised:
            is_new = promise_name(code) in self.changed_data or publishes_now
            if is_new and promised[code] < today:
                self.add_error(promise_name(code), DAY_IS_PAST)
        if not is_publishing:
            return
        after = self._states_after()
        known = {} if publishes_now else gaps(self.stored_states)
        open_gaps = undecided(after, {code: day.isoformat() for code, day in promised.items()}, today)
        for code, fields in open_gaps.items():
            is_asked = not set(fields) <= set(known.get(code, ())) or promise_name(code) in self.changed_data
            if is_asked and promise_name(code) not in self.errors:
                advice = _("Write it, mark it as not needed, or give here the day by which it will follow.")
                sentence = f"{gap_sentence(self.instance, code, fields)} {advice}"
                self.add_error(promise_name(code), ValidationError(sentence, code="language_missing"))

    def _promised(self) -> dict[str, date]:
        found = {code: self.cleaned_data.get(promise_name(code)) for code in site_languages()}
        return {code: day for code, day in found.items() if day is not None}

    def _states_after(self) -> Mapping[tuple[str, str], State]:
        """The states as they will be once this is saved."""
        after = {
            field: {code: self.cleaned_data.get(f"{field}_{code}", text) or "" for code, text in by_language.items()}
            for field, by_language in self.stored.items()
        }
        before = self.stored if self.instance.pk else {}
        return states(settle(self.record, before, after, marks=self.marks, small=self.small), after)

    # Saving -----------------------------------------------------------------------------------------------------------

    def save(self, commit: bool = True) -> Any:
        self.instance.decide(self.marks, self.small)
        if "publication" in self.fields:
            promised = self._promised()
            if self.cleaned_data.get("publication") == Publication.PUBLISHED:
                still_missing = gaps(self._states_after())
                promised = {code: day for code, day in promised.items() if code in still_missing}
            self.instance.promised_on = {code: day.isoformat() for code, day in promised.items()}
        return super().save(commit)

    def advice(self) -> list[str]:
        """What the glossary says of the texts that were changed."""
        return [
            sentence
            for field, code in self.texts
            if f"{field}_{code}" in self.changed_data
            for sentence in self.glossary.advice(self.plain(field, self.cleaned_data.get(f"{field}_{code}")), code)
        ]
