"""Times of a recording: as files write them, as readers see them, as addresses name them."""

import re

MAX_HOURS = 200  # a recording of more than a week is a slip of the finger

TIME = r"(?:(?P<h{n}>[0-9]{{1,6}}):)?(?P<m{n}>[0-9]{{1,4}}):(?P<s{n}>[0-9]{{1,4}})(?:[.,](?P<f{n}>[0-9]{{1,9}}))?"
ARROWS = r"(?:-{1,3}>|[—–]>|→|-{1,3}&gt;)"
TIMING = re.compile(rf"[ \t]*{TIME.format(n=1)}[ \t]*(?P<arrow>{ARROWS})[ \t]*{TIME.format(n=2)}(?:[ \t].*)?")
TIMING_LINE = re.compile(rf"^{TIMING.pattern}$", re.MULTILINE)
STRICT_TIMING = re.compile(
    r"(?:[0-9]{2,}:)?[0-9]{2}:[0-9]{2}[.,][0-9]{3}[ \t]+-->[ \t]+(?:[0-9]{2,}:)?[0-9]{2}:[0-9]{2}[.,][0-9]{3}(?:[ \t].*)?"
)
ARROW_LINE = re.compile(rf"-->|--&gt;|^[ \t]*[0-9]+:[0-9].*{ARROWS}")
ONE_TIME = re.compile(TIME.format(n=1))


class BadTime(ValueError):
    pass


def has_timing(line: str) -> bool:
    """Does a caption begin in this line, or is it meant to?"""
    return ("-" in line or "→" in line or "–" in line or "—" in line) and ARROW_LINE.search(line) is not None


def holds_captions(text: str) -> bool:
    """Is there a line whose times can be read? An arrow alone may stand in anybody's notes."""
    return TIMING_LINE.search(text) is not None


def read_timing(line: str) -> tuple[float, float, bool]:
    """Begin and end in seconds, and whether they stand as the format writes them. Raises `BadTime`."""
    match = TIMING.fullmatch(line.rstrip())
    if match is None:
        raise BadTime(line)
    begin, end = (_seconds(*(match[f"{part}{number}"] for part in "hmsf")) for number in (1, 2))
    return begin, end, STRICT_TIMING.fullmatch(line.strip()) is not None


def read_time(text: str) -> float:
    """ "1:02:03.5" in seconds. Raises `BadTime`."""
    match = ONE_TIME.fullmatch(text)
    if match is None:
        raise BadTime(text)
    return _seconds(*(match[f"{part}1"] for part in "hmsf"))


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    whole_minutes, whole_seconds = int(minutes), int(seconds)
    # Without hours, some programs count on beyond 59 minutes.
    if whole_seconds > 59 or (hours is not None and whole_minutes > 59) or int(hours or 0) > MAX_HOURS:
        raise BadTime(f"{minutes}:{seconds}")
    return int(hours or 0) * 3600 + whole_minutes * 60 + whole_seconds + (float(f"0.{fraction}") if fraction else 0.0)


def clock(seconds: int) -> str:
    """As a player shows it: "0:07", "12:05", "1:02:03"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def stamp(seconds: float) -> str:
    """As WebVTT writes it: "00:01:02.500"."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def anchor(minute: int) -> str:
    """The name of a minute in an address: "t-12m"."""
    return f"t-{minute}m"
