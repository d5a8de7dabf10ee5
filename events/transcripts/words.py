"""What staff are told of a file that was read, or could not be: plain sentences with the number of the line."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciwo_site.dates import duration
from ciwo_site.i18n import active_language
from ciwo_site.uploads import UploadRefused
from events.transcripts.parts import Problem, Repair, Unreadable


def refusal(error: Unreadable) -> UploadRefused:
    """In the active language."""
    return UploadRefused(problem_sentence(error.problem, error.line, error.extract), code=error.problem.value)


def problem_sentence(problem: str, line: int, extract: str) -> str:
    names = {"line": line, "extract": extract}
    sentence = {
        Problem.NO_TEXT: _(
            "There are no words in this file that readers could be shown. Please look whether it is the right one."
        ),
        Problem.TIMES: _(
            "Line %(line)s: we cannot read the times in “%(extract)s”. They look like this: "
            "00:01:05.000 --> 00:01:09.500"
        ),
        Problem.TEXT_WITHOUT_TIME: _(
            "Line %(line)s: “%(extract)s” has no time. Captions need one for all that is said; "
            "a text without times can be uploaded as a transcript whose name ends in “.txt”."
        ),
        Problem.TOO_LONG: _("This text is too long for one page of a transcript: please upload it in several files."),
    }.get(Problem(problem), "")
    return sentence % names


def repair_sentence(repair: str, line: int) -> str:
    sentence = {
        Repair.ARROW: _("Line %(line)s: the times are not written as the format asks, but we understood them."),
        Repair.ENDS_EARLY: _("Line %(line)s: this caption ended before it began, so we left its end out."),
        Repair.OUT_OF_ORDER: _("Line %(line)s: this began earlier than what stands before it; we put it in order."),
        Repair.JOINED: _("Line %(line)s: the words went on after an empty line; we joined them to those before."),
    }[Repair(repair)]
    return sentence % {"line": line}


def length_words(paragraphs: int, facts: Mapping[str, Any]) -> str:
    """“84 paragraphs, 1 h 2 min, 6 speakers”, in the active language."""
    parts = [ngettext("%(count)s paragraph", "%(count)s paragraphs", paragraphs) % {"count": paragraphs}]
    if facts.get("seconds"):
        parts.append(duration(max(1, round(facts["seconds"] / 60)), active_language()))
    if speakers := facts.get("speakers"):
        parts.append(ngettext("%(count)s speaker", "%(count)s speakers", speakers) % {"count": speakers})
    return ", ".join(parts)


def reading_words(paragraphs: int, facts: Mapping[str, Any]) -> list[str]:
    """What was read of a file, then what was mended in it or why nothing could be read. Empty before any reading."""
    if not facts:
        return []
    if "problem" in facts:
        return [problem_sentence(facts["problem"], facts["line"], facts["extract"])]
    return [length_words(paragraphs, facts), *(repair_sentence(repair, line) for repair, line in facts["notes"])]
