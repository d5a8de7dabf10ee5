"""A flyer's text, read as a proposal, and what tests ask of one."""

from datetime import time

from events.enums import LanguageService
from events.intake import Proposal, read_flyer
from events.intake.interpretation import Interpretation
from events.intake.people import Person

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
BOTH_WAYS = Interpretation(LanguageService.SIMULTANEOUS, ("en", "es"), both_ways=True, live=True)


def read_one(text: str, year: int | None = None) -> Proposal:
    (proposal,) = read_flyer(text, year=year)
    return proposal


def codes(proposal: Proposal) -> set[tuple[str, str]]:
    return {(gap.field, gap.code) for gap in proposal.gaps}


def hours(proposal: Proposal) -> tuple[time | None, time | None, str | None]:
    found = (proposal.start, proposal.end, proposal.time_zone)
    start, end, zone = (guess.value if guess else None for guess in found)
    return start, end, zone  # type: ignore[return-value]


def people(proposal: Proposal) -> dict[str, Person]:
    return {guess.value.name: guess.value for guess in proposal.people}


def texts(guesses: tuple) -> list[str]:
    return [guess.value.text for guess in guesses]
