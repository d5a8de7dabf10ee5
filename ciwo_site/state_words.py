"""The states of a text in words, and what somebody can decide of it."""

from enum import StrEnum

from django.utils.translation import pgettext_lazy

from ciwo_site.translation_states import State

STATE_WORDS = {
    State.MISSING: pgettext_lazy("state of a text", "Missing"),
    State.STALE: pgettext_lazy("state of a text", "Out of date"),
    State.NEEDS_REVIEW: pgettext_lazy("state of a text", "Needs review"),
    State.MACHINE_DRAFT: pgettext_lazy("state of a text", "Machine draft"),
    State.REVIEWED: pgettext_lazy("state of a text", "Reviewed"),
    State.NOT_NEEDED: pgettext_lazy("state of a text", "Not needed"),
}  # in the order of what there is to do


class Mark(StrEnum):
    """What somebody says of a text when she saves it."""

    REVIEWED = "reviewed"
    NEEDS_REVIEW = "needs_review"
    MACHINE_DRAFT = "machine_draft"
    SMALL = "small"  # the change needs no translation
    NOT_NEEDED = "not_needed"  # empty on purpose


MARK_WORDS = {
    Mark.REVIEWED: pgettext_lazy("mark of a text", "Reviewed: it says the same"),
    Mark.NEEDS_REVIEW: pgettext_lazy("mark of a text", "Needs review"),
    Mark.MACHINE_DRAFT: pgettext_lazy("mark of a text", "Machine draft"),
    Mark.SMALL: pgettext_lazy("mark of a text", "Small change: no translation needed"),
    Mark.NOT_NEEDED: pgettext_lazy("mark of a text", "Stays empty: no translation needed"),
}
