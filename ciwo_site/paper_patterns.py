"""What the page of patterns shows of messages and paper, made of plain values like the rest of it."""

from django.utils.safestring import SafeString

from ciwo_site.i18n import LocalText, active_language, other_languages
from ciwo_site.messages import Line, Message, Share
from ciwo_site.printing.sheet import Paper
from ciwo_site.printing.svg import svg
from events.flyer import FlyerPage, FlyerText, Spoken
from events.flyer_options import BOTH, FlyerOptions
from events.flyer_sheet import flyer_sheet

LINK = "https://example.org/e/4"
LONG = (
    "Compartiendo Historias con Trabajadores Esenciales: el poder de la narración de historias como herramienta "
    "movilizadora"
)


def share() -> Share:
    languages = (active_language(), *other_languages(active_language()))
    lines = (Line("A title of some words"), Line("Tuesday, February 24, 2026, 6:00–8:00 p.m. ET"), Line(LINK))
    return Share(LINK, [Message(code, code, "A title", lines, LINK, LINK) for code in languages], "#share")


def flyers() -> list[SafeString]:
    """A plain one, one in both languages with a strip, one of a gathering in colour, and one that is off."""
    sheets = [
        (_flyer("scheduled", "A title of some words"), FlyerOptions()),
        (_flyer("scheduled", "A title of some words", LONG), FlyerOptions(language=BOTH, has_strip=True)),
        (_flyer("scheduled", LONG, kind="convening"), FlyerOptions(paper=Paper.A4, in_colour=True)),
        (_flyer("cancelled", "A title of some words"), FlyerOptions(in_colour=True)),
    ]
    return [svg(flyer_sheet(page, options)) for page, options in sheets]


def _flyer(state: str, *titles: str, kind: str = "webinar") -> FlyerPage:
    codes = (active_language(), *other_languages(active_language()))
    return FlyerPage(
        link=LINK,
        kind=kind,
        state=state,
        day="24",
        figure="hands",
        texts=[_text(title, code, state) for title, code in zip(titles, codes, strict=False)],
        spoken=[]
        if state == "cancelled"
        else [Spoken("English", "Spoken.", "en", True), Spoken("Español", "Requested.", "es", False)],
        hosts=["Center", "Partner"],
    )


def _text(title: str, code: str, state: str) -> FlyerText:
    return FlyerText(
        language=code,
        title=LocalText(title, code, code),
        series=LocalText("WINS", code, code),
        kind="Webinar",
        state_label="Cancelled" if state == "cancelled" else "",
        when="Tuesday, February 24, 2026, 6:00–8:00 p.m. ET",
        zones=["5:00–7:00 p.m. CT"],
        where=[LocalText("Online", code, code)],
        people="With First Person, Second Person",
        note="The note that staff wrote." if state == "cancelled" else "",
        remark="",
        services=[],
        call="Register and read more",
        month="February",
        year="2026",
        short_when=["Feb 24, 2026", "6:00 p.m. ET"],
    )
