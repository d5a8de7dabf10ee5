"""Figures as tables in Markdown."""

from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, words: int = 1) -> str:
    """`words` is the number of the one column that holds words; the others hold figures and stand on the right."""
    lines = [columns, ["---" if number == words else "---:" for number in range(len(columns))], *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)
