"""The poster that an event without a picture gets: which cut-paper figure, in which ink."""

FIGURES = ("hands", "megaphone", "sun", "weave", "broom", "boxes", "conversation", "seedling", "moon", "crowd")


def figure_for(number: int) -> str:
    """One figure for an entry, the same for life; neighbours differ."""
    return FIGURES[number * 3 % len(FIGURES)]


def guide_figure(number: int) -> str:
    """A guide's: another one than that of the program with the same number."""
    return figure_for(number + 3)
