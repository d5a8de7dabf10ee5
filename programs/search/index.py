"""Keeping the index in step with the entries: read what an entry says, compare, write the difference."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s
from secrets import token_hex
from typing import Any

from django.db import transaction

from ciwo_site.i18n import site_languages
from ciwo_site.search.words import words_in, words_version
from programs.models import SearchEntry, SearchWord
from programs.search.kinds import KINDS, SearchKind, Texts, seconds
from programs.search.postings import STAMP, Postings, Words, as_they_are, as_they_should_be

AT_ONCE = 500  # entries that are read together


@dataclass(frozen=True, slots=True)
class Reading:
    """What an entry says now, before its words are made of it."""

    shown_from: int
    starts: int | None
    over: int | None
    texts: Mapping[str, Texts]

    @property
    def fingerprint(self) -> str:
        """The same for two readings of which the same words are made."""
        return blake2s(repr((words_version(), self)).encode(), digest_size=16).hexdigest()

    def words(self) -> Words:
        return {language: list(_words(texts, language)) for language, texts in self.texts.items() if texts}


def _words(texts: Texts, language: str) -> Iterator[str]:
    for text in (texts.title, texts.summary, " \n ".join(texts.passages)):
        yield " ".join(sorted(words_in(text, language)))


def read(kind: SearchKind, rows: Sequence[Any]) -> Iterator[tuple[Any, Reading | None]]:
    """What search may know of rows; None for one that readers may not find."""
    long_texts = kind.long_texts([row.pk for row in rows])
    return ((row, _read(kind, row, long_texts.get(row.pk, {}))) for row in rows)


def _read(kind: SearchKind, row: Any, long_texts: Mapping[str, str]) -> Reading | None:
    shown_from = kind.shown_from(row)
    if shown_from is None:
        return None
    texts = {code: _with(kind.texts(row, code), long_texts.get(code, "")) for code in site_languages()}
    if not any(texts.values()):
        return None
    if (times := kind.times(row)) is None:
        return Reading(seconds(shown_from), None, None, texts)
    starts, over = times
    return Reading(seconds(shown_from), seconds(starts), seconds(over), texts)


def _with(texts: Texts, long_text: str) -> Texts:
    return replace(texts, passages=(*texts.passages, long_text)) if long_text else texts


def index(changed: Mapping[str, Collection[int]]) -> int:
    """Bring entries in step, by the name of their kind and their numbers. Returns how many were not."""
    with transaction.atomic():
        _one_after_the_other()
        postings = Postings()
        count = sum(
            _index_some(KINDS[name], numbers, postings)
            for name, every in changed.items()
            for numbers in in_parts(sorted(every))
        )
        postings.write()
        if count:
            _stamp()
    return count


def _one_after_the_other() -> None:
    """Two processes that index at once would each write words without the other's: the second waits for the first."""
    SearchWord.objects.get_or_create(word=STAMP["word"], language=STAMP["language"])
    SearchWord.objects.select_for_update().get(**STAMP)


def _stamp() -> None:
    """Tell every process that what it knows of the index has changed."""
    SearchWord.objects.filter(**STAMP).update(in_title=token_hex(8))


def _index_some(kind: SearchKind, numbers: Collection[int], postings: Postings) -> int:
    stored = {entry.number: entry for entry in SearchEntry.objects.filter(kind=kind.name, number__in=numbers)}
    readings = {row.pk: reading for row, reading in read(kind, list(kind.rows().filter(pk__in=numbers)))}
    made: list[SearchEntry] = []
    gone: list[SearchEntry] = []
    for number in numbers:
        reading = readings.get(number)
        before = stored.get(number)
        if reading is None:
            gone += [before] if before else []
        elif before is None or before.fingerprint != reading.fingerprint:
            made.append(_entry(kind, number, reading))
    saved = SearchEntry.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["kind", "number"],
        update_fields=["shown_from", "starts", "over", "words", "version", "fingerprint"],
    )
    for entry in saved:
        before = stored.get(entry.number)
        postings.note(entry.pk, before.words if before else {}, entry.words)
    for entry in gone:
        postings.note(entry.pk, entry.words, {})
    if gone:
        SearchEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    return len(made) + len(gone)


def _entry(kind: SearchKind, number: int, reading: Reading) -> SearchEntry:
    return SearchEntry(
        kind=kind.name,
        number=number,
        shown_from=reading.shown_from,
        starts=reading.starts,
        over=reading.over,
        words=reading.words(),
        version=words_version(),
        fingerprint=reading.fingerprint,
    )


def in_parts(numbers: list[int]) -> Iterator[list[int]]:
    """Some at a time, as a query bears them."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))


# The whole of it ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """What the index says and the entries do not, or the other way round."""

    entries: Mapping[str, Collection[int]]  # kind → numbers
    words: int

    def __bool__(self) -> bool:
        return bool(self.words or any(self.entries.values()))


def out_of_step() -> Difference:
    """Compare the whole index with the entries, whatever door they came through. Reads everything, writes nothing."""
    entries = {name: set(_different(kind)) for name, kind in KINDS.items()}
    for name, number in SearchEntry.objects.exclude(kind__in=KINDS).values_list("kind", "number"):
        entries.setdefault(name, set()).add(number)
    return Difference({name: sorted(numbers) for name, numbers in entries.items() if numbers}, _astray())


def _astray() -> int:
    """How many words stand elsewhere than the entries say."""
    should, are = as_they_should_be(), as_they_are()
    return sum(should.get(key) != are.get(key) for key in should.keys() | are.keys())


def _different(kind: SearchKind) -> Iterator[int]:
    entries = SearchEntry.objects.filter(kind=kind.name)
    stored = dict(entries.values_list("number", "fingerprint"))
    for numbers in in_parts(_numbers(kind)):
        for row, reading in read(kind, list(kind.rows().filter(pk__in=numbers))):
            if stored.pop(row.pk, None) != (reading.fingerprint if reading else None):
                yield row.pk
    yield from stored


def bring_in_step() -> int:
    """Index what is out of step, words that went astray included. Returns how many entries it was."""
    SearchEntry.objects.exclude(kind__in=KINDS).delete()
    numbers = {name: {*_numbers(kind), *_indexed(name)} for name, kind in KINDS.items()}
    count = index(numbers)
    if _astray():
        make_words_anew()
    return count


def make_anew() -> int:
    """Forget the index and make it from the entries. Returns how many there are."""
    with transaction.atomic():
        _one_after_the_other()
        SearchEntry.objects.all().delete()
        SearchWord.objects.exclude(word="").delete()
        return index({name: _numbers(kind) for name, kind in KINDS.items()})


def make_words_anew() -> None:
    """Write the table of words from the entries' words."""
    with transaction.atomic():
        _one_after_the_other()
        SearchWord.objects.exclude(word="").delete()
        postings = Postings()
        for number, words in SearchEntry.objects.values_list("pk", "words").iterator():
            postings.note(number, {}, words)
        postings.write()
        _stamp()


def _numbers(kind: SearchKind) -> list[int]:
    return list(kind.model._default_manager.order_by("pk").values_list("pk", flat=True))


def _indexed(name: str) -> list[int]:
    return list(SearchEntry.objects.filter(kind=name).values_list("number", flat=True))
