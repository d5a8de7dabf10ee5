"""Read a flyer's pasted text and propose bilingual drafts: what was read, what was guessed, and what is missing.

Rules only, and pure: no model, no database, no clock. Nothing here decides; a person does, with the words beside each
guess.
"""

from events.intake.draft import Proposal, read_flyer
from events.intake.guesses import Gap, Guess
from events.intake.passages import LIMIT, MOST_PASSAGES
from events.intake.words import gap_sentence

__all__ = ["LIMIT", "MOST_PASSAGES", "Gap", "Guess", "Proposal", "gap_sentence", "read_flyer"]
