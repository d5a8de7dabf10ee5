"""The lines of a pasted text, and the stretches of it that are about one event each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from re import compile as pattern
from unicodedata import normalize

from events.intake.dates import GLUED_MONTH, Day, find_days, is_month_heading
from events.intake.times import Stretch, find_stretches
from events.intake.word_sets import word_set

LIMIT = 50_000  # characters; a page of six webinars has 12,000
MOST_PASSAGES = 40
LONGEST_HEADING = 150  # characters
LONGEST_ANCHOR = 200
HIGHEST_CLIMB = 4  # headings above a date
WRAPPED_AT = 55  # a line that is this long and goes on in lower case was broken by a mail program

# Controls, marks that nobody sees and halves of characters: none is a word, and a database refuses some of them.
UNSEEN = pattern(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)
MAIL = pattern(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
NO_MAIL = "…"
IMAGE = pattern(
    r"(?i)^(?:image|photo|picture|imagen|foto)(?: of| de| del)\b.{0,80}?\b(?:webinar|flyer|event|evento|volante)\b"
)
IMAGE_LINE = pattern(
    r"(?i)^(?:skip to (?:main )?content|ir al contenido|[\w -]{0,30}\b(?:image|imagen|photo)\b[\w -]{0,20})$"
)
LABEL = pattern(r"(?i)\b(?:when|date(?: (?:and|&) time)?|time|cuándo|cuando|fecha(?: y hora)?|hora|día)\s?:")
EDGES = " -–—|:;,•·@/()[]*_~📅🗓⏰🕔"
SEPARATOR = pattern(r"\s?[-–—|:•·(]\s?$|^\s?[-–—|:•·)]\s?")
PREPOSITION = pattern(r"(?i)\b(?:on|at|from|el|del|de|para el|for|this|este)$")
JOINTS = word_set("from at on to and or the de del el a la las y o desde")  # join a date to its hours
ENDS_A_SENTENCE = (".", "!", "?", "…", ";")
LINK_LINE = pattern(r"(?i)^(?:please )?(?:register|rsvp|sign up|click|inscríb|regístr|haga clic|inscripci)\w*.{0,40}$")


@dataclass(frozen=True)
class Line:
    """One line, with its spaces evened; `opens` says that a blank line stands before it."""

    text: str
    opens: bool = False

    @cached_property
    def days(self) -> list[Day]:
        return find_days(self.text)

    @cached_property
    def stretches(self) -> list[Stretch]:
        return find_stretches(self.text)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        days = [(day.begins, day.ends) for day in self.days]
        return sorted([*days, *((stretch.begins, stretch.ends) for stretch in self.stretches)])

    @cached_property
    def is_image(self) -> bool:
        return bool(IMAGE_LINE.match(self.text))

    @cached_property
    def rest(self) -> tuple[str, str]:
        """What stands before and after the dates and times of the line, without labels and captions of images."""
        caption = IMAGE.match(self.text)
        spans = sorted([*self._spans, caption.span()] if caption else self._spans)
        if not spans:
            return self.text, ""
        return LABEL.sub("", self.text[: spans[0][0]]), LABEL.sub("", self.text[max(end for _begin, end in spans) :])

    @cached_property
    def between(self) -> list[str]:
        """The words between the dates and times of the line that are not theirs."""
        pieces = [self.text[end:begin] for (_, end), (begin, _) in pairwise(self._spans) if end < begin]
        words = [word.strip(EDGES).casefold() for piece in pieces for word in LABEL.sub("", piece).split()]
        return [word for word in words if word and word not in JOINTS]

    @cached_property
    def anchor(self) -> Day | None:
        """The day that the line announces, as a heading does and a sentence does not."""
        days = [day for day in self.days if day.is_announced]
        if not days or len(self.text) > LONGEST_ANCHOR:
            return None
        before, after = (part.strip(EDGES) for part in self.rest)
        if len(self.between) > 3 or (before and after and len(before.split()) + len(after.split()) > 5):
            return None
        words = f"{before} {after}".split()
        if len(words) > 2 and self.text.endswith(ENDS_A_SENTENCE):
            return None
        if PREPOSITION.search(before) and len(words) > 6:
            return None
        return days[0] if len(words) <= 25 else None

    @cached_property
    def anchored_title(self) -> str:
        """The title in “Title - January 16” or “January 16: Title”; empty where the date stands alone."""
        if self.anchor is None:
            return ""
        before, after = self.rest
        if before.strip(EDGES) and not after.strip(EDGES) and SEPARATOR.search(before):
            return before.strip(EDGES)
        if after.strip(EDGES) and not before.strip(EDGES) and SEPARATOR.search(after):
            return after.strip(EDGES)
        return ""

    @cached_property
    def is_month(self) -> bool:
        return is_month_heading(self.text)

    @cached_property
    def is_link(self) -> bool:
        return bool(LINK_LINE.match(self.text)) or self.text.startswith(("http://", "https://", "www."))

    @cached_property
    def is_heading(self) -> bool:
        """Short, and neither a sentence, a label, a link nor a date."""
        return (
            len(self.text) <= LONGEST_HEADING
            and any(letter.isalpha() for letter in self.text)
            and not self.text.endswith((*ENDS_A_SENTENCE[:1], ";", ":", ","))
            and not (self.is_image or self.is_link or self.is_month or self.days or self.stretches)
        )


@dataclass(frozen=True)
class Passage:
    """The lines about one event, and the day they announce; `introduction` is what the page says before all events."""

    lines: tuple[Line, ...]
    day: Day | None
    introduction: tuple[Line, ...] = ()

    @property
    def anchors(self) -> list[Line]:
        return [line for line in self.lines if line.anchor is not None and line.anchor.same_day(self.day)]


def tidy(text: str) -> str:
    """The text that everything else reads: composed letters, no unseen characters, no personal address."""
    return MAIL.sub(NO_MAIL, GLUED_MONTH.sub(" ", UNSEEN.sub("", normalize("NFC", UNSEEN.sub("", text)))))


def has_mail(text: str) -> bool:
    return MAIL.search(text) is not None


def read_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    opens = True
    for raw in tidy(text).splitlines():
        words = " ".join(raw.split())
        if not words:
            opens = True
            continue
        if lines and not opens and _goes_on(lines[-1].text, words):
            lines[-1] = Line(f"{lines[-1].text} {words}", lines[-1].opens)
        else:
            lines.append(Line(words, opens))
        opens = False
    return lines


def find_passages(lines: list[Line]) -> list[Passage]:
    """One passage per announced day, in the order of the text; one of the whole text where no line announces a day."""
    anchors = [index for index, line in enumerate(lines) if line.anchor is not None]
    if not anchors:
        return [Passage(tuple(lines), _day_in_prose(lines))] if lines else []
    groups: list[list[int]] = []
    for index in anchors:
        known = next((group for group in groups if _same_event(lines[group[0]], lines[index])), None)
        if known is None:
            groups.append([index])
        else:
            known.append(index)
    if len(groups) == 1:
        return [Passage(tuple(lines), lines[anchors[0]].anchor)]
    return _cut(lines, groups)


def _cut(lines: list[Line], groups: list[list[int]]) -> list[Passage]:
    owners = {index: number for number, group in enumerate(groups) for index in group}
    cuts: list[tuple[int, int]] = []  # where a stretch begins, and whose it is
    for index in sorted(owners):
        if not cuts or cuts[-1][1] != owners[index]:
            cuts.append((_climb(lines, index), owners[index]))
    parts: dict[int, list[Line]] = {number: [] for number in range(len(groups))}
    for place, (begin, owner) in enumerate(cuts):
        end = cuts[place + 1][0] if place + 1 < len(cuts) else len(lines)
        parts[owner].extend(line for line in lines[begin:end] if not line.is_month)
    introduction = tuple(lines[: cuts[0][0]])
    return [Passage(tuple(parts[number]), lines[group[0]].anchor, introduction) for number, group in enumerate(groups)]


def _climb(lines: list[Line], index: int) -> int:
    """The first of the headings right above a date, which is where its event begins."""
    if lines[index].anchored_title:
        return index
    begin = index
    while begin > 0 and index - begin < HIGHEST_CLIMB and lines[begin - 1].is_heading:
        begin -= 1
        if lines[begin].opens:
            break
    return begin


def _same_event(first: Line, second: Line) -> bool:
    """Two lines announce one event when the day agrees, and the hour does or is said in another language."""
    if first.anchor is None or second.anchor is None or not first.anchor.same_day(second.anchor):
        return False
    hours, others = ({stretch.start for stretch in line.stretches} for line in (first, second))
    return not hours or not others or bool(hours & others) or first.anchor.language != second.anchor.language


def _day_in_prose(lines: list[Line]) -> Day | None:
    announced = [(line, day) for line in lines for day in line.days if day.is_announced]
    timed = [day for line, day in announced if any(0 <= s.begins - day.ends <= 40 for s in line.stretches)]
    return timed[0] if timed else announced[0][1] if announced else None


def _goes_on(line: str, following: str) -> bool:
    return len(line) >= WRAPPED_AT and not line.endswith((*ENDS_A_SENTENCE, ":")) and following[0].islower()
