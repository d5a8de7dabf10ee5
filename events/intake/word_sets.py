"""Lists of words, written as a line of words."""


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def word_list(words: str) -> tuple[str, ...]:
    return tuple(words.split())
