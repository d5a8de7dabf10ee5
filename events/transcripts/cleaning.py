"""Words without marks of a program: no tag, no entity, no control character, whatever the file held."""

import re
import unicodedata
from html import unescape
from html.entities import html5

TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<[0-9:.]+>|\{\\[a-zA-Z][^{}\n]*\}|\{/?[biuBIU]\}|<![^<>\n]*>")
TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
SPACES = re.compile(r"[^\S\n]+")
# Control characters, marks that turn the reading direction, and what is not shown; joiners stay, scripts need them.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
NOT_ASCII = re.compile(r"[^\n\x20-\x7e]")


def lines_of(text: str) -> list[str]:
    """The lines of a file, whatever ends them, without a byte order mark."""
    return BREAKS.sub("\n", text.removeprefix("\ufeff")).split("\n")


def clean(text: str) -> str:
    """What is left to read. Keeps line breaks, one space for several. Takes time in proportion to the length."""
    if "<" in text or "{" in text:
        text = TAG.sub("", text)
    if "&" in text:
        text = ENTITY.sub(_character, text)
        # What an entity hid may be a tag again.
        text = TAG.sub("", text)
        text = ENTITY.sub("", text)
    if "<" in text:
        text = TAG_START.sub("< ", text)
    if NOT_ASCII.search(text):
        text = unicodedata.normalize("NFC", UNSEEN.sub("", BREAKS.sub("\n", text)))
    if "<" in text:  # what was taken away may have stood between
        text = TAG_START.sub("< ", text)
    text = SPACES.sub(" ", text)
    return "\n".join(line for part in text.split("\n") if (line := part.strip()))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _character(entity: re.Match[str]) -> str:
    text = entity[0]
    if text[1] == "#":
        return unescape(text).replace("\ufffd", "")
    return html5.get(text[1:], text)
