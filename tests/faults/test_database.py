"""PostgreSQL gone, frozen or cut off: readers are told so in their language, and the site comes back by itself."""

import os
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

import psycopg

from ciwo_site.patience import KEPT_PAGE, READERS
from tests.factories import pdf_file
from tests.faults.conftest import SECONDS_TO_RECOVER, Large, readiness_says
from tests.faults.middle import InTheMiddle
from tests.faults.objects import names
from tests.faults.processes import Serving, wait_until
from tests.faults.test_growing import HOST, new_edition
from tests.faults.visitor import Answer, Visitor


def test_with_the_database_gone_kept_pages_tell_their_age_and_others_say_so(large: Large) -> None:
    reader = Visitor(large.web.port)
    known = {
        "/en/events/": "Part of our site does not answer",
        "/es/eventos/": "Una parte de nuestro sitio no responde",
    }
    for address in known:
        assert is_fresh(reader.get(address, Host=HOST))
    large.database.crash()
    try:
        kept = {address: reader.get(address, Host=HOST) for address in known}
        through_the_other = reader.at(large.other.port).get("/en/events/", Host=HOST)
        english, spanish = reader.get("/en/events/?never=asked"), reader.get("/es/eventos/?never=asked")
        alive = reader.get("/healthz")
        is_said = readiness_says(large.web.port, "The database does not answer.")
    finally:
        large.database.start()
    for address in (*known, "/en/events/?never=asked"):
        wait_until(lambda: is_fresh(reader.get(address)), seconds=SECONDS_TO_RECOVER, what=address, every=0.2)  # noqa: B023

    assert [page.status for page in (*kept.values(), through_the_other)] == [200] * 3
    for address, words in known.items():
        assert words in kept[address].text
        assert 0 <= int(kept[address].headers["Age"]) < 300
        assert kept[address].headers["Cache-Control"] == "no-store"
    assert (english.status, spanish.status) == (503, 503)
    assert 'lang="en"' in english.text
    assert 'lang="es"' in spanish.text
    assert english.headers["Retry-After"] == spanish.headers["Retry-After"] == "30"
    assert "no-store" in english.headers["Cache-Control"]
    assert alive.status == 200
    assert is_said


def test_with_the_database_frozen_a_reader_waits_a_little_and_the_next_not_at_all(large: Large) -> None:
    reader = Visitor(large.web.port)
    reader.get("/en/events/")
    large.database.freeze()
    try:
        first, second = reader.get("/en/events/"), soonest(lambda: reader.get("/en/events/"))
        unknown, alive = reader.get("/en/events/?not=asked"), soonest(lambda: reader.get("/healthz"))
    finally:
        large.database.thaw()
    wait_until(lambda: is_fresh(reader.get("/en/events/")), seconds=SECONDS_TO_RECOVER, what="a fresh page", every=0.2)

    assert [answer.status for answer in (first, second, unknown, alive)] == [200, 200, 503, 200]
    assert "Age" in first.headers
    assert "Age" in second.headers
    assert first.seconds < 2 * KEPT_PAGE  # one of them, whatever else the machine does
    assert unknown.seconds < READERS + 1
    assert max(second.seconds, alive.seconds) < 1


def soonest(ask: Callable[[], Answer]) -> Answer:
    """Of three answers: one reader in two seconds waits for all, and the machine may do something else."""
    return min((ask() for _time in range(3)), key=attrgetter("seconds"))


def test_a_database_that_goes_while_a_page_is_made_anew_leaves_the_page_as_it_was(large: Large) -> None:
    reader = Visitor(large.web.port)
    before = reader.get(large.catalog.event_address)
    with locked(large, "events_event", "ACCESS EXCLUSIVE") as database:  # the version is told, the page is not
        database.execute("UPDATE programs_topic SET id = id")
        reading = InTheMiddle(lambda: reader.get(large.catalog.event_address))
        waiting = wait_until(lambda: waiting_backend(database), what="a page that waits")
        database.execute("SELECT pg_terminate_backend(%s)", [waiting])
        kept = reading.answer()
    after = reader.get(large.catalog.event_address)

    assert (kept.status, kept.heading) == (200, before.heading)
    assert "Part of our site does not answer" in kept.text
    assert kept.headers["Cache-Control"] == "no-store"
    assert is_fresh(after)


def is_fresh(answer: Answer) -> bool:
    return answer.status == 200 and "Age" not in answer.headers


def test_a_connection_that_is_cut_in_the_middle_spoils_only_its_own_request(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff, reader = signed_in(large.web), Visitor(large.web.port)
    form = f"/admin/events/webinar/{large.catalog.event}/change/"
    before = reader.get(large.catalog.event_address).heading
    fields = staff.form(form) | {"title_en": "Cut off"}

    with locked(large, "django_admin_log") as database:  # the last table that a save writes to
        saving = InTheMiddle(lambda: staff.post(form, fields))
        waiting = wait_until(lambda: waiting_backend(database), what="a save that waits")
        during = reader.get("/en/events/")
        database.execute("SELECT pg_terminate_backend(%s)", [waiting])
        spoilt = saving.answer()

    assert during.status == 200
    assert spoilt.status == 503
    assert reader.get(large.catalog.event_address).heading == before
    assert staff.get(form).status == 200


def test_a_process_killed_while_it_saves_leaves_neither_half_an_entry_nor_a_file_that_can_be_fetched(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff, reader = signed_in(large.web), Visitor(large.other.port)
    form = f"/admin/programs/resourceguide/{large.catalog.guide}/change/"
    fields = staff.form(form)
    fields |= {"title_en": "Half saved", **new_edition(fields, pdf_file().read(), version=9)}
    before, files = reader.get(large.catalog.guide_address).heading, stored_files(large)

    with locked(large, "programs_guideedition") as database:
        saving = InTheMiddle(lambda: staff.post(form, fields))
        wait_until(lambda: waiting_backend(database), what="a save that waits")
        left_behind = stored_files(large) - files
        for worker in large.web.workers():
            os.kill(worker, signal.SIGKILL)
        broken = saving.end()

    assert isinstance(broken, OSError)
    assert len(left_behind) == 1  # the file had come to the store, and its row had not come to the database
    assert reader.get(large.catalog.guide_address).heading == before
    assert reader.get(f"/media/{left_behind.pop()}").status == 404
    assert rows(large, "SELECT count(*) FROM programs_guideedition WHERE version = 9") == [(0,)]


# Parts ----------------------------------------------------------------------------------------------------------------


@contextmanager
def locked(large: Large, table: str, mode: str = "EXCLUSIVE") -> Generator[psycopg.Connection[Any]]:
    """While this lasts, whoever writes to the table waits; in the mode ACCESS EXCLUSIVE whoever reads it, too."""
    with (
        psycopg.connect(large.database.address) as holder,
        psycopg.connect(large.database.address, autocommit=True) as watcher,
    ):
        holder.execute(f"LOCK TABLE {table} IN {mode} MODE")
        yield watcher
        holder.rollback()


def waiting_backend(database: psycopg.Connection[Any]) -> int | None:
    found = database.execute("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'").fetchone()
    return found[0] if found else None


def rows(large: Large, query: str) -> list[Any]:
    with psycopg.connect(large.database.address) as database:
        return database.execute(query).fetchall()


def stored_files(large: Large) -> set[str]:
    """What the store holds, asked without the site."""
    return names(large.store.port)
