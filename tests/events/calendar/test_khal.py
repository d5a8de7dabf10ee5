"""A real calendar program: khal imports the calendar, again after a change, and shows one event."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ciwo_site.addresses import localized_reverse
from events.models import Event
from tests.factories import AT_NOW, make_event

pytestmark = [pytest.mark.django_db, AT_NOW]

CONFIG = """
[calendars]
[[events]]
path = {folder}/events
[locale]
local_timezone = America/New_York
default_timezone = America/New_York
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.sqlite3
"""
SHOWN = "{start-date} {start-time} {end-time} {status}|{title}|{location}|{uid}"


@pytest.fixture
def khal(tmp_path: Path) -> Callable[..., str]:
    """Runs the program on a calendar of its own; Debian's `python3-…` is another Python than ours."""
    program = shutil.which("khal")
    if program is None:
        pytest.skip("khal is not installed (Debian: apt-get install khal)")
    (tmp_path / "events").mkdir()
    config = tmp_path / "config"
    config.write_text(CONFIG.format(folder=tmp_path))
    environment = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}

    def run(*arguments: str) -> str:
        command = [program, "--config", str(config), *arguments]
        finished = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    return run


@pytest.fixture
def import_feed(client: Client, khal: Callable[..., str], tmp_path: Path) -> Callable[[str], list[str]]:
    """Imports the calendar as it is now and tells what the program shows of the whole year."""

    def run(query: str = "") -> list[str]:
        response = client.get(localized_reverse("calendar", "en") + query)
        file = tmp_path / "feed.ics"
        file.write_bytes(b"".join(response))
        khal("import", "--batch", "-a", "events", str(file))
        listing = khal("list", "--day-format", "", "--format", SHOWN, "2026-01-01", "2027-01-01")
        return [line for line in listing.splitlines() if line.strip()]

    return run


def test_a_calendar_program_shows_one_event_before_and_after_its_cancellation(
    import_feed: Callable[..., list[str]],
) -> None:
    event = make_event(title_en="Sharing stories, again; “ñ” 🎉", venue="Union Hall", attendance_mode="in_person")
    words = f"Sharing stories, again; “ñ” 🎉|Union Hall|{event.uid}"

    assert import_feed() == [f"2026-04-09 11:00 13:00 CONFIRMED |{words}"]

    event = Event.objects.get(pk=event.pk)
    event.occurrence = "cancelled"
    event.save()

    assert import_feed() == [f"2026-04-09 11:00 13:00 CANCELLED |Cancelled: {words}"]


def test_a_calendar_program_follows_an_event_to_another_day(import_feed: Callable[..., list[str]]) -> None:
    event = make_event()
    first = import_feed()

    event = Event.objects.get(pk=event.pk)
    event.starts_at, event.ends_at = event.starts_at.replace(month=11, day=1, hour=6), None
    event.save()

    moved = import_feed()
    assert ([row[:16] for row in first], [row[:16] for row in moved]) == (["2026-04-09 11:00"], ["2026-11-01 01:00"])


def test_a_calendar_program_shows_the_discreet_kind_in_place_of_the_other(
    import_feed: Callable[..., list[str]],
) -> None:
    event = make_event(title_en="Organizing", all_day=True, ends_at=None)
    import_feed()

    shown = import_feed("?discreet=1")

    assert [row.split("|")[1:] for row in shown] == [["Appointment", "", str(event.uid)]]
