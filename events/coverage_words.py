"""The warnings of a plan in sentences, for staff. Pure but for the catalog of strings.

A sentence may hold the name of an interpreter, which is private: never on a public page.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from ciwo_site.dates import duration, join_words, long_date
from ciwo_site.enums import language_name
from ciwo_site.i18n import active_language
from events.coverage_warnings import Code, CoverageWarning, Severity
from events.language_access import service_phrase

SENTENCES = {
    Code.FLOOR_UNKNOWN: gettext_lazy("Nobody has noted which languages are spoken from the stage."),
    Code.END_UNKNOWN: gettext_lazy("Nobody has noted when the event ends, so its minutes cannot be counted."),
    Code.HOURS_UNKNOWN: gettext_lazy("Only the date of the event is known, so its minutes cannot be counted."),
    Code.NOTHING_PLANNED: gettext_lazy("No interpretation is planned for people who follow in %(languages)s."),
    Code.STARTS_LATE: gettext_lazy(
        "%(service)s: it starts %(time)s after the event does; until then there is nothing in %(languages)s."
    ),
    Code.ENDS_EARLY: gettext_lazy(
        "%(service)s: it ends %(time)s before the event does; after that there is nothing in %(languages)s."
    ),
    Code.LEAVES_GAP: gettext_lazy("%(service)s: after it ends, there is nothing in %(languages)s for %(time)s."),
    Code.OUTSIDE_EVENT: gettext_lazy("%(service)s: its hours lie outside the event."),
    Code.STARTS_BEFORE_EVENT: gettext_lazy("%(service)s: it starts %(time)s before the event does."),
    Code.ENDS_AFTER_EVENT: gettext_lazy("%(service)s: it ends %(time)s after the event does."),
    Code.SAME_SERVICE_TWICE: gettext_lazy("%(service)s: the same service is planned twice for the same minutes."),
    Code.NOT_REQUESTED: gettext_lazy("%(service)s: nobody has been asked yet."),
    Code.NOT_CONFIRMED: gettext_lazy("%(service)s: not confirmed yet."),
    Code.PROVIDER_MISSING: gettext_lazy("%(service)s: neither a cooperative or agency nor an interpreter is noted."),
    Code.TEAM_SHORT: gettext_lazy("%(service)s: people found so far: %(people)s of %(wanted)s."),
    Code.TEAM_THIN: gettext_lazy(
        "%(service)s: it lasts %(time)s, which takes at least %(wanted)s people in turns of %(shortest)s to %(longest)s "
        "minutes. In the team so far: %(people)s."
    ),
    Code.PERSON_TWICE: gettext_lazy("%(service)s: %(person)s is in another service %(where)s at the same time."),
    Code.PERSON_PERHAPS_TWICE: gettext_lazy(
        "%(service)s: %(person)s may be in another service %(where)s at the same time; not all the hours are known."
    ),
    Code.CALL_TIME_MISSING: gettext_lazy("%(service)s: the team has no call time."),
    Code.MATERIALS_DUE: gettext_lazy("%(service)s: the slides and texts have not been sent to the team."),
    Code.MATERIALS_LATE: gettext_lazy("%(service)s: the slides and texts have not been sent to the team."),
}
TO_ASK = {Code.NOTHING_PLANNED, Code.NOT_REQUESTED}


def warning_sentence(warning: CoverageWarning, language: str | None = None) -> str:
    """What is wrong, and by when it is to be put right, in a language (the active one if none is given)."""
    with override(language or active_language()):
        parts = [SENTENCES[warning.code] % _words(warning)]
        if warning.code == Code.NOT_CONFIRMED:
            parts.append(_days_left(warning.days_left))
        if warning.due is not None:
            parts.append(_due(warning) % {"date": long_date(warning.due, active_language())})
    return " ".join(parts)


def _words(warning: CoverageWarning) -> dict[str, str | int]:
    language = active_language()
    shortest, longest = warning.turns
    return {
        "service": capfirst(service_phrase(warning.slot)) if warning.slot is not None else "",
        "languages": join_words([language_name(code) for code in warning.languages], language),
        "time": duration(warning.minutes, language),
        "people": warning.people,
        "wanted": warning.wanted,
        "shortest": shortest,
        "longest": longest,
        "person": warning.person,
        "where": _("of this event")
        if warning.other_event is None
        else _("of event %(number)s") % {"number": warning.other_event},
    }


def _days_left(days: int) -> str:
    if days == 0:
        return _("No days are left.")
    return ngettext("%(days)s day is left.", "%(days)s days are left.", days) % {"days": days}


def _due(warning: CoverageWarning) -> str:
    is_late = warning.severity == Severity.URGENT
    if warning.code in TO_ASK:
        return _("The day to ask by was %(date)s.") if is_late else _("Ask by %(date)s.")
    return _("This was due by %(date)s.") if is_late else _("Due by %(date)s.")
