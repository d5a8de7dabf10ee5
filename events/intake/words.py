"""What staff read about a gap, in the active language."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from ciwo_site.enums import language_name
from events.intake.guesses import Gap

SENTENCES: Mapping[str, Callable[[], str]] = {
    "too_long": lambda: _(
        "This text is too long to be one flyer, so nothing was read. Please paste fewer than %(detail)s characters."
    ),
    "too_many": lambda: _(
        "This text announces more than %(detail)s events, so nothing was read. Please paste a part of it."
    ),
    "date_missing": lambda: _("No date was found."),
    "more_days": lambda: _("It lasts several days: “%(detail)s”. Only the first day was taken."),
    "month_unclear": lambda: _("“%(detail)s” was read with the month first. Please check it."),
    "weekday_disagrees": lambda: _("“%(detail)s” falls on another day of the week in that year."),
    "year_missing": lambda: _("The text does not say the year."),
    "no_such_day": lambda: _("The year %(detail)s does not have this day."),
    "start_missing": lambda: _("No hour was found. The event has a date without an hour."),
    "half_missing": lambda: _("“%(detail)s” does not say morning or afternoon."),
    "end_missing": lambda: _("The text does not say when it ends."),
    "times_disagree": lambda: _("Another hour is named too: “%(detail)s”."),
    "zone_missing": lambda: _("The text does not say the time zone."),
    "zones_disagree": lambda: _("The hours for the different time zones are not the same moment: %(detail)s."),
    "place_missing": lambda: _("The text does not say where people meet."),
    "title_missing": lambda: _("There is no title in %(language)s."),
    "body_missing": lambda: _("There is no text in %(language)s."),
    "floor_missing": lambda: _("The text does not say which languages are spoken from the stage."),
    "interpretation_missing": lambda: _("The text says nothing of interpretation."),
    "interpretation_refused": lambda: _("The text says that there is none: “%(detail)s”"),
    "people_missing": lambda: _("The text names nobody who speaks."),
    "people_lost": lambda: _("The text announces names that did not come with it: “%(detail)s”"),
    "spelling_differs": lambda: _("This name is written in more than one way: %(detail)s."),
    "address_missing": lambda: _("A link is announced, but its address did not come with the text: “%(detail)s”"),
    "registration_missing": lambda: _("The text does not say how to register."),
    "mail_removed": lambda: _("An e-mail address was left out: a personal address does not belong on a public page."),
}


def gap_sentence(gap: Gap) -> str:
    """`language` is the name of the one whose code is the detail, for gaps about one language."""
    return SENTENCES[gap.code]() % {"detail": gap.detail, "language": language_name(gap.detail)}
