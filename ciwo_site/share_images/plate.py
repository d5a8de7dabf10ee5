"""What stands on a share image: words that are ready, a figure, a ground. Costs no query and knows no HTTP."""

from dataclasses import astuple, dataclass
from enum import StrEnum
from hashlib import blake2s
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ciwo_site.enums import language_name
from ciwo_site.i18n import LocalText, active_language

SIZE = (1200, 630)  # pixels; what the networks that show such pictures ask for
HOUSE_FIGURE = "hands"  # as on the page of a series and in the footer


class Ground(StrEnum):
    """Stock and inks, as pages use them for the same kind of entry."""

    WEBINAR = "webinar"
    CONVENING = "convening"
    GUIDE = "guide"
    PROGRAM = "program"
    PERSON = "person"
    HOUSE = "house"  # a series, and the site itself


class Bar(StrEnum):
    """What is printed across the date of an event that does not take place on it."""

    NONE = ""
    THIN = "thin"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class Plate:
    DESIGN: ClassVar[int] = 1  # raised when the press prints the same words differently

    kind: str  # of entry; with `number` it is the picture's address
    number: int  # 0 for the site itself
    language: str
    ground: Ground
    figure: str
    title: LocalText
    kicker: str  # above the title: the kind, and what it belongs to
    line: str  # along the lower edge: when it is, or what there is to know instead
    day: str = ""  # empty for what has no date
    month: str = ""
    languages: tuple[str, ...] = ()  # in which it can surely be followed
    state: str = ""  # “Cancelled”
    bar: Bar = Bar.NONE
    note: str = ""  # says of a borrowed title which language it is in

    @property
    def mark(self) -> str:
        """Changes when anything on the picture does, and never otherwise."""
        content = repr((self.DESIGN, *astuple(self)))
        return blake2s(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    @property
    def address(self) -> str:
        """The path of the picture. The mark is a part of it, so that what was fetched may be kept without end."""
        with override(self.language):
            return reverse("share-image", kwargs={"kind": self.kind, "number": self.number, "mark": self.mark})

    @property
    def description(self) -> str:
        """What somebody who does not see the picture should know: all that stands on it."""
        words = [self.state, self.kicker, str(self.title), self.note, self.line, *self.languages]
        return _("Poster: %(words)s") % {"words": " · ".join(part for part in words if part)}


def title_note(title: LocalText) -> str:
    """What a picture says of a title that exists only in the other language, as the page does."""
    if not title.is_borrowed:
        return ""
    return _("This title exists only in %(name)s.") % {"name": language_name(title.language)}


def house_name() -> str:
    """As on top of every page."""
    return _("Workers’ webinars, convenings and guides")


def house_line() -> str:
    """As at the foot of every page."""
    return _("A catalog by CIWO, the Center for Innovation in Worker Organization.")


def house_plate() -> Plate:
    """For every page that is about no entry of its own."""
    language = active_language()
    title = _("Webinars, convenings and guides for worker organizing")
    return Plate(
        kind="site",
        number=0,
        language=language,
        ground=Ground.HOUSE,
        figure=HOUSE_FIGURE,
        title=LocalText(title, language, language),
        kicker=_("In English and in Spanish"),
        line=house_line(),
    )
