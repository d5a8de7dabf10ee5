"""A copy of a picture that is not there: lost, or of a format that came with an update. It is made when somebody asks.

A browser that was offered a copy does not try another one, so a missing copy would be a hole in the page.
"""

import logging
import re
from typing import Any

from imagefield.fields import IMAGEFIELDS

# As django-imagefield calls them: beside a hash of the whole name, the stem of the original and a hash of the recipe.
_COPY = re.compile(r"__processed__/(?:[0-9a-f]{3}/)+(?P<original>[0-9a-f]{32})-[0-9a-f]{12}\.[a-z]{3,4}")

logger = logging.getLogger(__name__)


def make_copy(name: str) -> bool:
    """Make the copy that has this name, if an entry's picture has one. Says whether it did.

    Costs a query for each column with pictures, and for a known name the decoding of a picture, once.
    """
    match = _COPY.fullmatch(name)
    if match is None:
        return False
    for column in IMAGEFIELDS:
        rows = column.model._base_manager.filter(**{f"{column.name}__contains": f"/{match['original']}."})
        for row in rows[:1]:
            picture = getattr(row, column.name)
            for recipe in column.formats:
                if picture._process_context(column.formats[recipe]).name == name:
                    return _made(picture, recipe)
    return False


def _made(picture: Any, recipe: str) -> bool:
    if not picture.storage.exists(picture.name):  # the original is lost too
        return False
    picture.process(recipe)
    logger.warning("A copy of a picture was missing and is made anew.")
    return True
