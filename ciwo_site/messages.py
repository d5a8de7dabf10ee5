"""Words that one person sends to another, and the links that put them into a messenger. Plain links: nothing is asked
of another host until somebody follows one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText

SHORT_LENGTH = 160  # characters: one text message of plain letters (GSM 03.38)
MAIL_LINK_LENGTH = 1900  # characters that mail programs and browsers take in a link without cutting it
LEAST_TITLE = 24  # characters of a title that a short message keeps


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message, and the words in it that are borrowed from another language."""

    text: str
    borrowed: LocalText | None = None

    @property
    def pieces(self) -> list[LocalText]:
        """The line in parts of one language each, for a page, which can say so."""
        if self.borrowed is None:
            return [LocalText(self.text, "", "")]
        before, borrowed, after = self.text.partition(one_line(self.borrowed))
        found = [
            LocalText(before, "", ""),
            LocalText(borrowed, self.borrowed.language, self.borrowed.wanted),
            LocalText(after, "", ""),
        ]
        return [piece for piece in found if piece]


@dataclass(frozen=True, slots=True)
class Message:
    """What is said in one language, ready for each way to send it."""

    language: str
    name: str  # of the language, in its own words
    subject: str
    lines: tuple[Line, ...]  # for a messenger, or to be copied
    short: str  # for a text message
    letter: str  # for an e-mail

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def whatsapp(self) -> str:
        return f"https://wa.me/?text={percent(self.text)}"

    @property
    def sms(self) -> str:
        """RFC 5724 wants `sms:?body=`, which iPhones do not read; both kinds of phones read this."""
        return f"sms:?&body={percent(self.short)}"

    @property
    def mail(self) -> str:
        """RFC 6068: everything percent-encoded, lines ended by CRLF. A letter that is too long for a link is the message."""
        link = self._mail(self.letter)
        return link if len(link) <= MAIL_LINK_LENGTH else self._mail(self.text)

    def _mail(self, text: str) -> str:
        return f"mailto:?subject={percent(self.subject)}&body={percent(text.replace(chr(10), chr(13) + chr(10)))}"


@dataclass(frozen=True, slots=True)
class Share:
    """How a page is passed on: in messages of equal weight, the reader's language first, and on paper."""

    link: str  # whole
    messages: list[Message]
    flyer_url: str = ""  # empty where there is none

    def __hash__(self) -> int:
        return hash(self.link)


def percent(text: str) -> str:
    """A text inside a link, whatever it holds."""
    return quote(text, safe="")


def one_line(text: object) -> str:
    """A text without line breaks, tabs and spaces that never break, which some messengers show as boxes."""
    return " ".join(str(text).split())


def text_on_one_line(text: LocalText) -> LocalText:
    """The same, which still knows its language."""
    return LocalText(one_line(text), text.language, text.wanted)


def marked(text: LocalText) -> str:
    """A text on one line, with the language that it is in where that is not the reader's."""
    if not text.is_borrowed:
        return one_line(text)
    # Translators: after a text that exists in another language only, as in “A summary. (in English)”.
    return _("%(text)s (in %(language)s)") % {"text": one_line(text), "language": language_name(text.language)}


def marked_title(title: LocalText) -> str:
    """A title on one line, with the language that it is in where that is not the reader's."""
    if not title.is_borrowed:
        return one_line(title)
    return _("%(title)s (title in %(language)s)") % {
        "title": one_line(title),
        "language": language_name(title.language),
    }


def line_of(text: str, borrowed: LocalText | None = None) -> Line:
    """A line of a message, in which a text may be borrowed."""
    return Line(one_line(text), borrowed if borrowed is not None and borrowed.is_borrowed else None)


def in_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Without those that say nothing."""
    return tuple(line for line in lines if line.text)


def letter(lines: Iterable[Line], summary: LocalText, link: str) -> str:
    """The lines, what it is about and the link, a blank line between each."""
    return "\n\n".join(part for part in ("\n".join(line.text for line in lines), marked(summary), link) if part)


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut between words, or within one where there is no other place; in plain letters."""
    if len(text) <= length:
        return text
    room = length - 3
    words = text[: room + 1].rpartition(" ")[0]
    return f"{words if len(words) > room // 2 else text[:room]}..."


def short_message(title: str, facts: Iterable[str], link: str, prefix: str = "") -> str:
    """A message of at most `SHORT_LENGTH` characters, if link and facts leave room for a title: the title gives way first.

    Dashes and spaces become plain ones, because a single other letter makes a text message count double.
    """
    after = ". ".join([*(plain(fact).rstrip(". ") for fact in facts if fact), link])
    room = max(SHORT_LENGTH - len(prefix) - len(after) - len(". "), LEAST_TITLE)
    return f"{prefix}{shortened(plain(title), room).rstrip('. ')}. {after}"


def plain(text: str) -> str:
    """On one line, without typographic signs that a text message pays for."""
    return one_line(text).translate(PLAIN)


PLAIN = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "..."})
