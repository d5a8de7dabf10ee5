"""Rich text as staff write it: what is kept of it, and what it says without its form."""

import re
from html import escape, unescape
from typing import Any

import nh3

# What the editor's small toolbar offers, in django-prose-editor's words. It makes `TAGS` and no others, and what it
# cannot make is not kept either: a test compares the two.
EDITOR_EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
}
TAGS = frozenset({"p", "br", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "hr"})
ATTRIBUTES = {"a": {"href"}}
LINK_PROTOCOLS = frozenset(EDITOR_EXTENSIONS["Link"]["protocols"])
# Pages forbid referrers by a header; feeds and messages carry the same text without our headers.
LINK_REL = "noopener noreferrer"

_LINK_WITHOUT_ADDRESS = re.compile(rf'<a rel="{LINK_REL}">(.*?)</a>', re.DOTALL)
_EMPTY_BLOCK = re.compile(r"<(p|h[234]|li|ul|ol|blockquote)>(?:\s|&nbsp;|<br>)*</\1>")
_EMPTY_SPAN = re.compile(r'<(strong|em|a)(?: (?:[^">]|"[^"]*")*)?></\1>')
_BREAK = re.compile(r"</(?:p|h[234]|li|ul|ol|blockquote)>|<br>|<hr>")
_ROUNDS = 12


def sanitize(html: str) -> str:
    """Keep what `TAGS` allows and drop empty paragraphs; the result of the result is the same again."""
    kept = html
    for _round in range(_ROUNDS):
        previous, kept = kept, _sanitize_once(kept)
        if kept == previous == _clean(kept):
            return kept
    # Markup that is still changing was made to confuse. Its words are kept.
    return f"<p>{escape(plain_text(kept), quote=False)}</p>"


def plain_text(html: str) -> str:
    """The words alone, on one line."""
    spaced = _BREAK.sub(lambda tag: f" {tag[0]}", _clean(html))
    return " ".join(unescape(nh3.clean(spaced, tags=set())).split())


def is_empty(html: str) -> bool:
    """Is there nothing to read, whatever markup there is?"""
    return not plain_text(html)


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(LINK_PROTOCOLS),
        link_rel=LINK_REL,
    )


def _sanitize_once(html: str) -> str:
    kept = _LINK_WITHOUT_ADDRESS.sub(r"\1", _clean(html))
    return _EMPTY_BLOCK.sub("", _EMPTY_SPAN.sub("", kept)).strip()
