"""The world in which every role tries everything."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.models import AccessRequest
from programs.enums import LinkPurpose
from programs.private_links import make_link
from tests.admin.role_actions.world import PASSWORD, World
from tests.factories import NOW, make_event, make_guide_edition, make_organization, make_slot, make_speaker


@pytest.fixture
def world(db: None, filled: Any) -> World:
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    event = make_event(title_en="First", languages=("en",))
    make_speaker(event, role_en="Organizer")
    return World(
        root,
        filled,
        event,
        make_slot(event, status="requested", provider=make_organization()),
        AccessRequest.objects.create(event=event, captions=True, written_in="en"),
        make_link(event, LinkPurpose.PREVIEW, None, NOW),
        make_guide_edition(),
        User.objects.create_user("other", password=PASSWORD, is_staff=True),
    )
