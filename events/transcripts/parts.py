"""What a transcript is made of, and why one cannot be made."""

from dataclasses import dataclass, field
from enum import StrEnum


class Problem(StrEnum):
    """What is wrong with a file, so that nobody can tell what was meant."""

    NO_TEXT = "no_text"
    TIMES = "times"  # a line with an arrow whose times cannot be read
    TEXT_WITHOUT_TIME = "text_without_time"
    TOO_LONG = "too_long"


class Repair(StrEnum):
    """What was wrong with a file, and mended because it was clear what was meant."""

    ARROW = "arrow"  # the times stood, but not as the format writes them
    ENDS_EARLY = "ends_early"
    OUT_OF_ORDER = "out_of_order"
    JOINED = "joined"  # an empty line within a caption


class Unreadable(ValueError):
    """`line` counts from 1, 0 where no line is to blame; `extract` is what stands there."""

    def __init__(self, problem: Problem, line: int = 0, extract: str = "") -> None:
        super().__init__(problem, line, extract)
        self.problem, self.line, self.extract = problem, line, extract[:80]


@dataclass(frozen=True, slots=True)
class Note:
    """A repair, and in which line."""

    repair: Repair
    line: int


@dataclass(slots=True)
class Cue:
    """Words with their time. Seconds from the beginning; None where nobody noted it."""

    at: float | None
    until: float | None
    text: str  # clean; the line breaks of a caption stay
    speaker: str = ""
    is_new_turn: bool = False  # somebody else speaks, named or not
    line: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    at: int | None  # whole seconds
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    cues: list[Cue]
    paragraphs: list[Paragraph]
    notes: list[Note] = field(default_factory=list)

    @property
    def seconds(self) -> int | None:
        """From the beginning to the end of the last words; None without times."""
        return max((int(cue.until or cue.at or 0) for cue in self.cues if cue.at is not None), default=None)

    @property
    def speakers(self) -> int:
        """How many are told apart by name."""
        return len({cue.speaker for cue in self.cues if cue.speaker})
