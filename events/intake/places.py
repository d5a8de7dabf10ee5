"""Where people meet: a labelled line, or a city with its state."""

from __future__ import annotations

from collections.abc import Iterable
from re import compile as pattern

from events.intake.guesses import Guess
from events.intake.word_sets import word_list

STATES_EN = word_list(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana "
    "Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska "
    "Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming"
)
STATES_OF_TWO_WORDS = (
    *("New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Rhode Island"),
    *("South Carolina", "South Dakota", "West Virginia", "Puerto Rico", "D.C.", "DC"),
)
STATES_ES = (
    *(
        "Nueva York",
        "Nueva Jersey",
        "Nuevo México",
        "Nuevo Hampshire",
        "Virginia Occidental",
        "Pensilvania",
        "Luisiana",
    ),
    *("Carolina del Norte", "Carolina del Sur", "Dakota del Norte", "Dakota del Sur", "Misisipi", "Misuri", "Oregón"),
    *("Hawái", "Tejas"),
)
LETTERS = word_list(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC "
    "SD TN TX UT VT VA WA WV WI WY PR"
)
_STATE = "|".join([*STATES_EN, *STATES_OF_TWO_WORDS, *STATES_ES, *LETTERS]).replace(".", r"\.")
CITY = pattern(
    rf"\b(?:in|at|In|en|En) (?P<place>[A-ZÁÉÍÓÚÑ][\w.'’-]{{1,30}}(?: (?:de |del )?[A-ZÁÉÍÓÚÑ][\w.'’-]{{1,30}}){{0,3}}, (?:{_STATE}))(?!\w)"
)
LABELLED = pattern(
    r"(?i)^(?:where|location|place|venue|address|lugar|dónde|donde|ubicación|dirección|sede)\s?: ?(?P<place>.{2,200})$"
)
ONLINE = pattern(r"(?i)\b(?:zoom|online|virtual|en línea|virtualmente|webinar|webex|teams)\b")


def find_places(lines: Iterable[tuple[str, str]]) -> dict[str, Guess[str]]:
    """The place in each language that names one; none for “online”. `lines` are texts with their language."""
    found: dict[str, Guess[str]] = {}
    for line, language in lines:
        if match := LABELLED.match(line):
            if not ONLINE.search(match["place"]):
                found.setdefault(language, Guess(match["place"].strip(), match[0]))
        elif match := CITY.search(line):
            found.setdefault(language, Guess(match["place"], match[0]))
    return found
