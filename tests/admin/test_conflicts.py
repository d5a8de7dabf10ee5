"""Two people at the same entry: the second is told, sees both versions, and loses nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from events.models import Event
from tests.factories import make_event, make_organization, make_person, make_slot, make_speaker, make_topic


def change(event: Event) -> str:
    return f"/admin/events/webinar/{event.pk}/change/"


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(
        title_en="Sharing stories",
        title_es="Compartir historias",
        summary_en="A first summary",
        body_en="<p>One <strong>two</strong></p>",
        languages=("en",),
        topics=[make_topic()],
    )
    make_slot(event, status="requested", provider=make_organization())
    make_speaker(event, role_en="Organizer")
    return event


@pytest.fixture
def ana(staff: Any) -> Client:
    return staff("Editor")


@pytest.fixture
def rosa(staff: Any) -> Client:
    return staff("Administrator")


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_one_person_alone_is_never_asked(ana: Client, filled: Any, event: Event) -> None:
    for title in ("First", "Second"):
        sent = filled(ana.get(change(event))) | {"title_en": title}
        assert ana.post(change(event), sent).status_code == 302

    assert Event.objects.get().title_en == "Second"


def test_the_second_to_save_is_told_and_sees_both_versions_word_by_word(
    ana: Client, rosa: Client, filled: Any, event: Event
) -> None:
    hers = filled(rosa.get(change(event))) | {"title_en": "Sharing our stories"}
    ana.post(change(event), filled(ana.get(change(event))) | {"title_en": "Sharing brave stories"})

    told = rosa.post(change(event), hers)

    assert told.status_code == 200
    assert "Editor saved this while you were writing" in words(told)
    assert "Sharing <mark>our</mark> stories" in words(told)
    assert "Sharing <mark>brave</mark> stories" in words(told)
    assert filled(told)["title_en"] == "Sharing our stories"
    assert Event.objects.get().title_en == "Sharing brave stories"


def test_keeping_hers_saves_what_she_typed_and_leaves_what_she_did_not_touch(
    ana: Client, rosa: Client, filled: Any, event: Event
) -> None:
    hers = filled(rosa.get(change(event))) | {"title_en": "Hers"}
    his = {"title_en": "His", "title_es": "De él", "slots-0-status": "confirmed", "speakers-0-role_en": "Steward"}
    ana.post(change(event), filled(ana.get(change(event))) | his)
    told = rosa.post(change(event), hers)

    kept = rosa.post(change(event), filled(told) | {"_continue": "1"})

    assert kept.status_code == 302, (
        kept.context["errors"],
        kept.context["adminform"].form.errors,
        [f.formset.errors for f in kept.context["inline_admin_formsets"]],
        kept.context.get("conflict"),
    )
    stored = Event.objects.get()
    assert (stored.title_en, stored.title_es) == ("Hers", "De él")
    assert (stored.slots.get().status, stored.speakers.get().role_en) == ("confirmed", "Steward")


def test_taking_theirs_keeps_what_she_typed_in_the_history(
    ana: Client, rosa: Client, filled: Any, event: Event
) -> None:
    hers = filled(rosa.get(change(event))) | {"title_en": "Hers alone"}
    ana.post(change(event), filled(ana.get(change(event))) | {"title_en": "His"})
    told = rosa.post(change(event), hers)

    taken = rosa.post(change(event), filled(told) | {"_take_theirs": "1"}, follow=True)

    assert filled(taken)["title_en"] == "His"
    assert Event.objects.get().title_en == "His"
    history = rosa.get(f"/admin/events/webinar/{event.pk}/history/")
    assert "Typed, but never saved" in words(history)
    [aside] = [line.version for line in history.context["lines"] if line.version.kind == "set_aside"]
    assert aside.rows[aside.main]["title_en"] == "Hers alone"


def test_a_third_person_who_saves_before_she_chooses_is_told_of_too(
    ana: Client, rosa: Client, filled: Any, event: Event
) -> None:
    hers = filled(rosa.get(change(event))) | {"title_en": "Hers"}
    ana.post(change(event), filled(ana.get(change(event))) | {"title_en": "His"})
    told = rosa.post(change(event), hers)
    ana.post(change(event), filled(ana.get(change(event))) | {"title_en": "His again"})

    told_again = rosa.post(change(event), filled(told))

    assert told_again.status_code == 200
    assert "<mark>His again</mark>" in words(told_again)
    assert Event.objects.get().title_en == "His again"


def test_a_change_of_another_field_is_shown_and_stays(ana: Client, rosa: Client, filled: Any, event: Event) -> None:
    hers = filled(rosa.get(change(event))) | {"summary_en": "A better summary"}
    ana.post(change(event), filled(ana.get(change(event))) | {"title_es": "Otro título"})

    told = rosa.post(change(event), hers)
    rosa.post(change(event), filled(told))

    assert "you did not touch it" in words(told)
    assert [one.change.name for one in told.context["conflict"].theirs] == ["title_es"]
    assert told.context["conflict"].mine == ("Summary (English)",)
    stored = Event.objects.get()
    assert (stored.title_es, stored.summary_en) == ("Otro título", "A better summary")


def test_rows_that_came_and_went_meanwhile_stay_so(ana: Client, rosa: Client, filled: Any, event: Event) -> None:
    hers = filled(rosa.get(change(event))) | {"title_en": "Hers"}
    event.speakers.all().delete()
    make_speaker(event, person=make_person(name="Lucía Paz"))

    told = rosa.post(change(event), hers)
    kept = rosa.post(change(event), filled(told))

    assert "Lucía Paz" in words(told)
    assert kept.status_code == 302, (
        kept.context["errors"],
        kept.context["adminform"].form.errors,
        [f.formset.errors for f in kept.context["inline_admin_formsets"]],
        kept.context.get("conflict"),
    )
    assert [speaker.person.name for speaker in event.speakers.all()] == ["Lucía Paz"]
    assert Event.objects.get().title_en == "Hers"


def test_a_status_confirmed_meanwhile_in_the_list_of_services_is_not_undone(
    ana: Client, rosa: Client, filled: Any, event: Event
) -> None:
    hers = filled(rosa.get(change(event))) | {"title_en": "Hers"}
    event.slots.update(status="confirmed")

    told = rosa.post(change(event), hers)
    rosa.post(change(event), filled(told))

    assert told.context["conflict"].by is None
    assert event.slots.get().status == "confirmed"


def test_somebody_who_saved_without_a_change_is_no_conflict(
    ana: Client, rosa: Client, filled: Any, event: Event
) -> None:
    hers = filled(rosa.get(change(event))) | {"title_en": "Hers"}
    ana.post(change(event), filled(ana.get(change(event))))

    assert rosa.post(change(event), hers).status_code == 302


def test_a_translator_is_told_of_texts_and_not_of_what_she_cannot_change(
    ana: Client, staff: Any, filled: Any, event: Event
) -> None:
    translator = staff("Translator")
    hers = filled(translator.get(change(event))) | {"title_es": "De ella"}
    ana.post(change(event), filled(ana.get(change(event))) | {"venue": "Elsewhere"})

    assert translator.post(change(event), hers).status_code == 302

    again = filled(translator.get(change(event))) | {"title_es": "De ella otra vez"}
    ana.post(change(event), filled(ana.get(change(event))) | {"title_es": "De él"})
    assert translator.post(change(event), again).status_code == 200


def test_taking_theirs_is_for_those_who_may_write(staff: Any, event: Event) -> None:
    assert staff("").post(change(event), {"_take_theirs": "1"}).status_code == 403


@pytest.mark.parametrize("stored", ["", "nonsense", "[]", '{"a": 1}', '{"webinar.1": {"title_en": 3}}'])
def test_a_spoilt_print_breaks_nothing(ana: Client, filled: Any, event: Event, stored: str) -> None:
    sent = filled(ana.get(change(event))) | {"_stored_values": stored, "title_en": "New"}

    assert ana.post(change(event), sent).status_code in (200, 302)


@pytest.mark.parametrize("address", ["programs/person", "programs/organization", "programs/topic"])
def test_other_forms_are_guarded_too(ana: Client, rosa: Client, filled: Any, db: None, address: str) -> None:
    entry = {"person": make_person, "organization": make_organization, "topic": make_topic}[address.partition("/")[2]]()
    form = f"/admin/{address}/{entry.pk}/change/"
    name = "name" if address == "programs/person" else "name_en"
    hers = filled(rosa.get(form)) | {name: "Hers"}
    ana.post(form, filled(ana.get(form)) | {name: "His"})

    told = rosa.post(form, hers)

    assert "<mark>Hers</mark>" in words(told)
    assert rosa.post(form, filled(told)).status_code == 302
    entry.refresh_from_db()
    assert getattr(entry, name) == "Hers"
