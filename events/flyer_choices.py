"""What can be chosen for a flyer, as links: each press shows the flyer that it makes, without a script."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ciwo_site.i18n import site_languages
from ciwo_site.printing.sheet import Paper
from events.flyer_options import BOTH, FlyerOptions


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    language: str  # of the label, where it is not the page's
    query: str  # with its question mark
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    choices: list[Choice]


def flyer_choices(options: FlyerOptions) -> list[Group]:
    """Every choice, given the others."""
    languages = {code: (settings.LANGUAGE_NAMES[code], code) for code in site_languages()}
    both = pgettext("languages of a flyer", "Both") if len(languages) == 2 else pgettext("languages of a flyer", "All")
    return [
        _group(options, "language", _("Language"), [*languages.items(), (BOTH, (both, ""))]),
        _group(
            options, "paper", _("Paper"), [(Paper.LETTER, (pgettext("paper", "Letter"), "")), (Paper.A4, ("A4", ""))]
        ),
        _group(
            options,
            "has_strip",
            _("To tear off"),
            [(False, (pgettext("to tear off a flyer", "Nothing"), "")), (True, (_("Strips with the link"), ""))],
        ),
        _group(options, "in_colour", _("Ink"), [(False, (_("Black, for any copier"), "")), (True, (_("Color"), ""))]),
    ]


def _group(options: FlyerOptions, name: str, label: str, values: Iterable[tuple]) -> Group:
    chosen = _chosen(options, name)
    return Group(
        name,
        label,
        [
            Choice(
                words, language, f"?{query}" if (query := options.but(**{name: value}).query) else "", value == chosen
            )
            for value, (words, language) in values
        ],
    )


def _chosen(options: FlyerOptions, name: str) -> object:
    if name == "language" and options.language != BOTH:
        return options.languages[0]
    return getattr(options, name)
