"""A process holds the pages that are asked for, within bounds."""

from ciwo_site.page_cache.entries import Entry, make_entry
from ciwo_site.page_cache.memory import PAGES, Memory
from tests.factories import NOW


def page(size: int) -> Entry:
    return make_entry("1", NOW, NOW, [], b"x" * size)


def test_the_page_that_nobody_wanted_for_longest_is_forgotten_first() -> None:
    memory = Memory(limit=300)
    for key in ("a", "b", "c"):
        memory.put(key, page(100))

    memory.get("a")
    memory.put("d", page(100))

    assert [bool(memory.get(key)) for key in "abcd"] == [True, False, True, True]
    assert memory.size == 300


def test_a_page_that_was_packed_takes_more_room() -> None:
    memory, entry = Memory(), page(1000)
    memory.put("a", entry)
    entry.pack("br")

    memory.put("a", entry)

    assert memory.size == 1000 + len(entry.packed["br"])


def test_one_that_is_larger_than_all_the_room_is_not_held() -> None:
    memory = Memory(limit=300)
    memory.put("a", page(100))

    memory.put("b", page(301))

    assert (memory.get("a"), memory.get("b"), memory.size) == (None, None, 0)


def test_many_small_pages_are_too_many_too() -> None:
    memory = Memory()
    for number in range(PAGES + 5):
        memory.put(str(number), page(1))

    assert memory.size == PAGES
