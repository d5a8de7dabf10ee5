"""Draft, in review, published, later, and off the site again: a button for each step."""

from datetime import UTC, datetime
from typing import Any

import pytest

from events.models import Event
from tests.factories import make_event, make_guide


def buttons(page: Any) -> list[str]:
    return [step.publication.value for step in page.context["publishing_steps"]]


@pytest.mark.parametrize(
    ("publication", "steps"),
    [("draft", ["review", "published"]), ("review", ["published", "draft"]), ("published", ["draft"])],
)
def test_each_state_offers_what_can_follow(staff: Any, publication: str, steps: list[str]) -> None:
    event = make_event(publication=publication)

    assert buttons(staff("Editor").get(f"/admin/events/webinar/{event.pk}/change/")) == steps


def test_a_draft_goes_to_review_is_published_and_taken_off(staff: Any, filled: Any) -> None:
    editor, event = staff("Editor"), make_event(publication="draft")
    address = f"/admin/events/webinar/{event.pk}/change/"

    found = []
    for step in ("review", "published", "draft"):
        sent = filled(editor.get(address)) | {"_publication": step, "title_en": f"Title for {step}"}
        assert editor.post(address, sent).status_code == 302
        event.refresh_from_db()
        found.append((event.publication, event.title_en, event.is_public))

    assert found == [
        ("review", "Title for review", False),
        ("published", "Title for published", True),
        ("draft", "Title for draft", False),
    ]


def test_a_time_to_come_publishes_later(staff: Any, filled: Any) -> None:
    editor, guide = staff("Editor"), make_guide(publication="draft")
    address = f"/admin/programs/resourceguide/{guide.pk}/change/"
    later = {"_publication": "published", "publish_at_0": "2099-01-01", "publish_at_1": "09:00"}

    editor.post(address, filled(editor.get(address)) | later)

    guide.refresh_from_db()
    assert (guide.publication, guide.publish_at, guide.is_public) == (
        "published",
        datetime(2099, 1, 1, 14, tzinfo=UTC),
        False,
    )


def test_the_form_judges_a_step(staff: Any, filled: Any) -> None:
    editor, event = staff("Editor"), make_event(publication="draft", title_en="", title_es="")
    address = f"/admin/events/webinar/{event.pk}/change/"

    response = editor.post(address, filled(editor.get(address)) | {"_publication": "published"})

    assert response.status_code == 200
    assert Event.objects.get().publication == "draft"


@pytest.mark.parametrize("role", ["Translator", "Language-access coordinator"])
def test_others_take_no_step(staff: Any, filled: Any, role: str) -> None:
    client, event = staff(role), make_event(publication="draft")
    address = f"/admin/events/webinar/{event.pk}/change/"
    page = client.get(address)

    client.post(address, filled(page) | {"_publication": "published"})

    assert buttons(page) == []
    assert Event.objects.get().publication == "draft"


def test_a_step_that_does_not_exist_changes_nothing(staff: Any, filled: Any) -> None:
    editor, event = staff("Editor"), make_event(publication="draft")
    address = f"/admin/events/webinar/{event.pk}/change/"

    editor.post(address, filled(editor.get(address)) | {"_publication": "gone"})

    assert Event.objects.get().publication == "draft"
