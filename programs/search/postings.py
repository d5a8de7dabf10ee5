"""The words turned round: from what entries say to where a word stands. Only differences are written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from programs.models import SearchEntry, SearchWord

PLACES = ("in_title", "in_summary", "in_text")  # from the weightiest
BEGINNING = 3  # letters; at most as many as `ciwo_site.search.query.SHORTEST_BEGINNING`
STAMP = {"word": "", "language": ""}  # the row that says which state of the index this is; it stands for no word
AT_ONCE = 300  # words of a query

Words = Mapping[str, list[str]]  # language → words of title, summary and text, each separated by spaces
Key = tuple[str, str]  # language, word


def places_of(words: Words) -> dict[Key, int]:
    """Where each word of an entry weighs most: the number of the place in `PLACES`."""
    found: dict[Key, int] = {}
    for language, by_place in words.items():
        for place, line in enumerate(by_place):
            for word in line.split():
                found.setdefault((language, word), place)
    return found


class Postings:
    """What a change of entries does to the words."""

    def __init__(self) -> None:
        self._changes: dict[Key, dict[int, int | None]] = defaultdict(dict)

    def note(self, entry: int, before: Words, after: Words) -> None:
        """An entry said one thing and now says another; either may be nothing."""
        old, new = places_of(before), places_of(after)
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                self._changes[key][entry] = new.get(key)

    def write(self) -> None:
        """A query for reading and one for writing for every few hundred words that changed."""
        by_language: dict[str, list[str]] = defaultdict(list)
        for language, word in sorted(self._changes):
            by_language[language].append(word)
        for language, words in by_language.items():
            for start in range(0, len(words), AT_ONCE):
                self._write(language, words[start : start + AT_ONCE])

    def _write(self, language: str, words: Sequence[str]) -> None:
        stored = {row.word: row for row in SearchWord.objects.filter(language=language, word__in=words)}
        changed = [self._changed(language, word, stored.get(word)) for word in words]
        SearchWord.objects.bulk_create(
            [row for row in changed if any(getattr(row, place) for place in PLACES)],
            update_conflicts=True,
            unique_fields=["word", "language"],
            update_fields=PLACES,
        )
        empty = [row.word for row in changed if not any(getattr(row, place) for place in PLACES)]
        if empty:
            SearchWord.objects.filter(language=language, word__in=empty).delete()

    def _changed(self, language: str, word: str, stored: SearchWord | None) -> SearchWord:
        """The row as it will be, without a number of its own: the database finds it by the word."""
        row = SearchWord(language=language, word=word, beginning=word[:BEGINNING])
        changes = {str(entry): place for entry, place in self._changes[language, word].items()}
        for number, place in enumerate(PLACES):
            entries = dict.fromkeys(getattr(stored, place).split() if stored else ())
            for entry, wanted in changes.items():
                if wanted == number:
                    entries[entry] = None
                else:
                    entries.pop(entry, None)
            setattr(row, place, " ".join(entries))
        return row


Entries = tuple[frozenset[str], ...]  # one set of numbers for each place


def as_they_should_be() -> dict[Key, Entries]:
    """Every word with its entries, from what the entries say: what the table of words is held against."""
    found: dict[Key, tuple[set[str], ...]] = defaultdict(lambda: tuple(set() for _place in PLACES))
    for number, words in SearchEntry.objects.values_list("pk", "words").iterator():
        for key, place in places_of(words).items():
            found[key][place].add(str(number))
    return {key: tuple(map(frozenset, sets)) for key, sets in found.items()}


def as_they_are() -> dict[Key, Entries]:
    rows = SearchWord.objects.exclude(**STAMP).values_list("language", "word", *PLACES).iterator()
    return {(language, word): tuple(frozenset(line.split()) for line in lines) for language, word, *lines in rows}
