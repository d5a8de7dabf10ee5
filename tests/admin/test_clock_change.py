"""The two nights of the year on which an hour is no hour, or two: in the form, when duplicating, in a table."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from ciwo_site.dates import when
from events.models import Event
from tests.admin.test_import_export import as_csv, exported, look, refusals, save
from tests.admin.test_intake import draft
from tests.factories import make_event

FIRST, SECOND = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.fixture
def event(db: None) -> Event:
    return make_event(ends_at=None)


def send(client: Client, filled: Any, event: Event, day: str, hour: str, **more: str) -> Any:
    address = f"/admin/events/webinar/{event.pk}/change/"
    typed = {"starts_at_0": day, "starts_at_1": hour, "title_en": "Typed meanwhile"}
    return client.post(address, filled(client.get(address)) | typed | more)


@pytest.mark.parametrize(("language", "words"), [("en", "jump over that hour"), ("es", "el reloj se adelanta")])
def test_an_hour_that_the_clocks_leave_out_is_refused_in_words(
    staff: Any, filled: Any, event: Event, language: str, words: str
) -> None:
    response = send(staff("Editor", language), filled, event, "2026-03-08", "02:30")

    (sentence,) = response.context["adminform"].form.errors["starts_at"]
    assert words in sentence
    assert filled(response)["title_en"] == "Typed meanwhile"
    event.refresh_from_db()
    assert event.title_en == "Webinar"


def test_an_hour_that_happens_twice_asks_which_and_keeps_what_was_typed(staff: Any, filled: Any, event: Event) -> None:
    client = staff("Editor")

    asked = send(client, filled, event, "2026-11-01", "01:30")

    page = asked.content.decode()
    assert "Which of the two is meant?" in page
    assert "the first 01:30 (EDT, UTC-04:00)" in page
    assert "the second 01:30 (EST, UTC-05:00)" in page
    kept = filled(asked)
    assert (kept["starts_at_0"], kept["starts_at_1"], kept["title_en"]) == ("2026-11-01", "01:30", "Typed meanwhile")


@pytest.mark.parametrize(("turn", "meant"), [("0", FIRST), ("1", SECOND)])
def test_the_answer_is_the_moment_and_is_shown_again(
    staff: Any, filled: Any, event: Event, turn: str, meant: datetime
) -> None:
    client = staff("Editor")

    assert send(client, filled, event, "2026-11-01", "01:30", starts_at_2=turn).status_code == 302

    event.refresh_from_db()
    assert event.starts_at == meant
    again = filled(client.get(f"/admin/events/webinar/{event.pk}/change/"))
    assert again["starts_at_2"] == [turn]
    assert send(client, filled, event, "2026-11-01", "01:30", title_en="Once more").status_code == 302
    event.refresh_from_db()
    assert event.starts_at == meant


@pytest.mark.parametrize("turn", ["2", "-1", "x", ""])
def test_an_answer_that_was_not_offered_is_none(staff: Any, filled: Any, event: Event, turn: str) -> None:
    response = send(staff("Editor"), filled, event, "2026-11-01", "01:30", starts_at_2=turn)

    assert "starts_at" in response.context["adminform"].form.errors


def test_every_other_hour_asks_nothing(staff: Any, filled: Any, event: Event) -> None:
    client = staff("Editor")

    page = client.get(f"/admin/events/webinar/{event.pk}/change/").content.decode()

    assert "starts_at_2" not in page
    assert send(client, filled, event, "2026-11-01", "03:30", starts_at_2="1").status_code == 302
    event.refresh_from_db()
    assert event.starts_at == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def test_duplicating_asks_too(staff: Any, event: Event) -> None:
    client, address = staff("Editor"), f"/admin/events/webinar/{event.pk}/duplicate/"
    typed = {"starts_at_0": "2026-11-01", "starts_at_1": "01:30"}

    asked = client.post(address, typed)
    client.post(address, typed | {"starts_at_2": "1"})

    assert "the second 01:30 (EST, UTC-05:00)" in asked.content.decode()
    assert Event.objects.latest("pk").starts_at == SECOND


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("2026-11-01 01:30 -04:00", FIRST), ("2026-11-01T01:30-05:00", SECOND), ("2026-11-01 01:30 -0500", SECOND)],
)
def test_a_table_says_it_by_the_offset_and_comes_back_as_it_went(
    staff: Any, event: Event, cell: str, meant: datetime
) -> None:
    editor = staff("Editor")
    (row,) = exported(editor)

    save(editor, look(editor, as_csv([row | {"starts_at": cell}])))

    event.refresh_from_db()
    assert event.starts_at == meant
    (again,) = exported(editor)
    assert again["starts_at"] == f"2026-11-01 01:30 {'-04:00' if meant == FIRST else '-05:00'}"
    assert look(editor, as_csv([again])).context["lines"] == []


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2026-11-01 01:30", "“2026-11-01 01:30 -04:00” or “2026-11-01 01:30 -05:00”"),
        ("2026-11-01 01:30 +02:00", "not that far from UTC"),
        ("2026-03-08 02:30 -05:00", "jump over that hour"),
        ("2026-07-01 18:00 -05:00", "not that far from UTC"),
    ],
)
def test_a_table_that_leaves_it_open_or_is_wrong_is_told_so(staff: Any, event: Event, cell: str, words: str) -> None:
    editor = staff("Editor")
    (row,) = exported(editor)

    found = refusals(look(editor, as_csv([row | {"starts_at": cell}])))

    assert [words in sentence for _column, sentence in found] == [True]


# 20:00 in New York, as eight zones have it: (January, July), with the day where it is another one.
ELSEWHERE = {
    "America/Los_Angeles": ("5:00 p.m.", "5:00 p.m."),
    "America/Chicago": ("7:00 p.m.", "7:00 p.m."),
    "America/Phoenix": ("6:00 p.m.", "5:00 p.m."),
    "America/Puerto_Rico": ("9:00 p.m.", "8:00 p.m."),
    "America/Mexico_City": ("7:00 p.m.", "6:00 p.m."),
    "America/Santiago": ("10:00 p.m.", "8:00 p.m."),
    "Europe/Madrid": ("2:00 a.m.", "2:00 a.m."),
    "Asia/Manila": ("9:00 a.m.", "8:00 a.m."),
}


@pytest.mark.parametrize("zone", ELSEWHERE)
@pytest.mark.parametrize(("season", "day"), [(0, "2026-01-15"), (1, "2026-07-15")], ids=["January", "July"])
def test_eight_in_the_evening_in_new_york_is_right_everywhere(
    staff: Any, filled: Any, event: Event, zone: str, season: int, day: str
) -> None:
    """From the form, through the database, to the words that a reader of that zone gets."""
    send(staff("Editor"), filled, event, day, "20:00")
    event.refresh_from_db()

    words = when(event.starts_at, None, all_day=False, time_zone=zone, language="en").text

    hour = ELSEWHERE[zone][season]
    assert f" {hour}" in words.replace("\u202f", " ").replace("\u00a0", " ")
    assert ("16" in words) is hour.endswith("a.m.")


# A flyer that was pasted --------------------------------------------------------------------------------------------------

FLYER = "Sharing stories\nSunday, November 1, 2026, 1:30 a.m. to 4:00 a.m. ET"
NIGHT = draft(kind="webinar", day="2026-11-01", start="01:30", end="04:00", time_zone="America/New_York")


def test_a_flyer_of_that_night_asks_which_hour_is_meant(staff: Any, db: None) -> None:
    page = staff("Editor").post("/admin/intake/", {"text": FLYER, **NIGHT}).content.decode()

    assert "Which of the two is meant?" in page
    assert '<select name="draft-0-start_turn" aria-label="Which of the two?"' in page
    assert "the second 01:30 (EST, UTC-05:00)" in page
    assert "draft-0-end_turn" not in page
    assert not Event.objects.exists()


@pytest.mark.parametrize(("turn", "meant"), [("0", FIRST), ("1", SECOND)])
def test_the_draft_of_a_flyer_begins_at_the_hour_that_was_chosen(
    staff: Any, db: None, turn: str, meant: datetime
) -> None:
    answer = staff("Editor").post("/admin/intake/", {"text": FLYER, **NIGHT, "draft-0-start_turn": turn})

    assert answer.status_code == 302
    assert Event.objects.get().starts_at == meant


def test_what_was_chosen_stays_chosen_while_something_else_is_wrong(staff: Any, db: None) -> None:
    data = {"text": FLYER, **NIGHT, "draft-0-end": "01:30", "draft-0-start_turn": "1"}

    page = staff("Editor").post("/admin/intake/", data).content.decode()

    assert re.search(r'<select name="draft-0-start_turn".*?<option value="1" selected>', page, re.DOTALL)


@pytest.mark.parametrize("turn", ["2", "-1", "x", "0' OR 1"])
def test_what_is_no_answer_is_asked_again(staff: Any, db: None, turn: str) -> None:
    answer = staff("Editor").post("/admin/intake/", {"text": FLYER, **NIGHT, "draft-0-start_turn": turn})

    assert answer.status_code == 200
    assert not Event.objects.exists()


def test_a_flyer_of_the_night_that_skips_an_hour_is_refused_in_words(staff: Any, db: None) -> None:
    skipped = draft(kind="webinar", day="2026-03-08", start="02:30", end="04:00", time_zone="America/New_York")

    page = staff("Editor").post("/admin/intake/", {"text": FLYER, **skipped}).content.decode()

    assert "jump over that hour" in page
    assert not Event.objects.exists()
