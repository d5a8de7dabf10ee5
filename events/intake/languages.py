"""Which language a text is in, told by its small words; and which languages it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from re import compile as pattern

from events.intake.word_sets import word_set

SMALL_WORDS: Mapping[str, frozenset[str]] = {
    "en": word_set(
        "the of and to in for with is are was were this that these those from by at an will be our your we you they their "
        "it its on or as how what who which join about have has more us when where not all here"
    ),
    "es": word_set(
        "el la los las les de del y e en para por con un una unos unas se su sus al como que es son esta este estos estas "
        "nos lo más o a desde entre sobre habrá únase únete acompáñenos cómo qué quién donde dónde cuando todas todos "
        "todes nuestra nuestro muy ya sin hasta también será"
    ),
}
# Endings that say the language of a title without small words; each counts for half a word.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("ing", "tion", "tions", "ment", "ness", "ship", "ship's", "ers", "ty", "ly", "'s", "’s"),
    "es": (
        "ción",
        "ciones",
        "dad",
        "dades",
        "mente",
        "miento",
        "ando",
        "iendo",
        "ores",
        "oras",
        "eros",
        "eras",
        "ismo",
    ),
}
MARKS: Mapping[str, str] = {"es": "¿¡ñ"}
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("english", "inglés", "ingles"), "en"),
    **dict.fromkeys(("spanish", "español", "espanol", "castellano"), "es"),
    **dict.fromkeys(("portuguese", "portugués"), "pt"),
    **dict.fromkeys(("french", "francés"), "fr"),
    **dict.fromkeys(("haitian creole", "kreyòl", "creole", "criollo haitiano"), "ht"),
    **dict.fromkeys(("chinese", "mandarin", "chino", "mandarín"), "zh"),
    **dict.fromkeys(("korean", "coreano"), "ko"),
    **dict.fromkeys(("vietnamese", "vietnamita"), "vi"),
    **dict.fromkeys(("tagalog", "tagalo"), "tl"),
    **dict.fromkeys(("arabic", "árabe"), "ar"),
    **dict.fromkeys(("bengali", "bengalí"), "bn"),
    **dict.fromkeys(("nepali", "nepalí"), "ne"),
    **dict.fromkeys(("mixtec", "mixteco"), "mix"),
    **dict.fromkeys(("nahuatl", "náhuatl"), "nah"),
    **dict.fromkeys(("quechua",), "qu"),
    **dict.fromkeys(("k’iche’", "k'iche'", "quiché", "kiche"), "quc"),
}
WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
NAMED = pattern(rf"(?i)(?<!\w)(?:{'|'.join(sorted(NAMES, key=len, reverse=True))})(?!\w)")
# The full stop of “Dr.”, of an initial and of “p.m.” ends nothing.
SENTENCE_END = pattern(
    r"(?<!\bDr\.)(?<!\bDra\.)(?<!\bProf\.)(?<!\bRev\.)(?<!\bM[rsx]\.)(?<!\bMrs\.)(?<!\bSr\.)(?<!\bSra\.)(?<!\bLic\.)"
    r"(?<! [A-Z]\.)(?<![ap]\.m\.)(?<=[.!?…]) (?=[^\W\d_a-z]|[¿¡“\"(])"
)


def detect(text: str, languages: Iterable[str]) -> str:
    """The language of a text, out of these; empty where nothing tells, or two are told alike."""
    scores = sorted(((_score(text, language), language) for language in languages), reverse=True)
    if not scores or not scores[0][0] or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return ""
    return scores[0][1]


def is_sure(text: str, language: str, languages: Iterable[str]) -> bool:
    """Do at least three words speak for the language, and twice as many as for any other?"""
    score = _score(text, language)
    return score >= 3 and all(score >= 2 * _score(text, other) for other in languages if other != language)


def _is_clear(text: str, language: str, languages: Iterable[str]) -> bool:
    others = [other for other in languages if other != language]
    alone = _score(text, language) >= 2 and not any(_score(text, other) for other in others)
    return alone or is_sure(text, language, [language, *others])


def split_by_language(paragraph: str, languages: Sequence[str]) -> list[tuple[str, str]]:
    """A paragraph as runs of sentences in one language each. A sentence that is not sure stays with its neighbours."""
    main = detect(paragraph, languages)
    runs: list[tuple[str, list[str]]] = []
    for sentence in sentences(paragraph):
        own = detect(sentence, languages)
        language = own if own and _is_clear(sentence, own, languages) else runs[-1][0] if runs else main
        if runs and runs[-1][0] == language:
            runs[-1][1].append(sentence)
        else:
            runs.append((language, [sentence]))
    return [(language, " ".join(parts)) for language, parts in runs]


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text)


def named_languages(text: str) -> list[str]:
    """The codes of the languages that a text names, in its order, each once."""
    return list(dict.fromkeys(NAMES[match[0].casefold()] for match in NAMED.finditer(text)))


def _score(text: str, language: str) -> float:
    words = [word.casefold() for word in WORD.findall(text)]
    small, endings = SMALL_WORDS.get(language, frozenset()), ENDINGS.get(language, ())
    score = float(sum(word in small for word in words))
    score += sum(0.5 for word in words if word not in small and len(word) > 4 and endings and word.endswith(endings))
    return score + 2 * sum(text.count(mark) for mark in MARKS.get(language, ""))
