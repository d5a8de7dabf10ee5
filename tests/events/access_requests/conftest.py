"""An event that somebody may ask about."""

import pytest

from events.models import Event
from tests.factories import make_event


@pytest.fixture
def event() -> Event:
    return make_event(title_en="Sharing stories", title_es="Compartir historias", languages=("en",))
