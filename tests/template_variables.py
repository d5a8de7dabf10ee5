"""An undefined variable in one of our own templates is an error; Django's templates rely on undefined ones being empty."""

import sys
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.template.base import FilterExpression, Node, Origin

LIBRARIES = ("site-packages", "dist-packages")


class UndefinedVariableError(Exception):
    pass


class RefuseUndefined(str):
    """Stands in for `string_if_invalid`: an ordinary empty string to everybody except Django's look-up of a variable.

    Django asks whether it is true, whether it holds `%s`, and then puts the variable's name into it.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        caller = sys._getframe(1)
        return caller.f_code is FilterExpression.resolve.__code__ and _own_place(caller) is not None

    def __contains__(self, text: str) -> bool:
        return text == "%s" and _own_place(sys._getframe(1)) is not None

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariableError(f"{_own_place(sys._getframe(1))}: {variable} is not defined")


def _own_place(frame: FrameType | None) -> str | None:
    """Where the innermost node being rendered was written, when that is in this project."""
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and isinstance(getattr(node, "origin", None), Origin):
            written_in = Path(node.origin.name)
            own = written_in.is_relative_to(settings.BASE_DIR) and not set(LIBRARIES) & set(written_in.parts)
            return f"{written_in.relative_to(settings.BASE_DIR)}, line {node.token.lineno}" if own else None
        frame = frame.f_back
    return None
