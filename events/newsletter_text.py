"""A newsletter as plain text, for mailers and people who want no HTML."""

from collections.abc import Sequence

from events.newsletter import Newsletter, NewsletterItem


def newsletter_text(parts: Sequence[Newsletter]) -> str:
    """The block to paste, one language below the other."""
    return "\n\n\n".join(_part(part) for part in parts)


def _part(part: Newsletter) -> str:
    heading = part.heading.upper()
    head = f"{heading}\n{part.time}\n{'=' * max(len(heading), len(part.time))}"
    return "\n\n".join([head, *map(_item, part.items), f"{part.more}: {part.more_url}"])


def _item(item: NewsletterItem) -> str:
    title = f"{item.state_label}: {item.title}" if item.state_label else str(item.title)
    lines = [title, item.remark, item.when, *item.facts, str(item.summary), item.url]
    return "\n".join(line for line in lines if line)
