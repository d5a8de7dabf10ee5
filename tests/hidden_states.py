"""What keeps an entry from readers, as fields of it: each for a test of its own."""

from datetime import timedelta

import pytest

from tests.factories import NOW

UNPUBLISHED = [
    pytest.param({"publication": "draft"}, id="draft"),
    pytest.param({"publication": "review"}, id="in review"),
    pytest.param({"publish_at": NOW + timedelta(minutes=1)}, id="not due yet"),
]
UNLISTED = {"listed": False}
HIDDEN = [*UNPUBLISHED, pytest.param(UNLISTED, id="unlisted")]  # from lists and all that is made of them
