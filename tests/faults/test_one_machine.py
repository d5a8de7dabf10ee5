"""The catalog on one machine: SQLite, local files, two processes of the shipped server."""

import os
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

from ciwo_site.admin.unkept_files import FULL
from tests.factories import pdf_file
from tests.faults.load import TURNED_AWAY, Load
from tests.faults.middle import InTheMiddle
from tests.faults.processes import SECONDS_TO_START, Serving, Site, are_new, wait_until
from tests.faults.test_files import errors_of
from tests.faults.test_growing import new_edition
from tests.faults.visitor import Visitor

SECONDS_OF_ANOTHER_WRITER = 3
SECONDS_OF_WAITING_FOR_ONE = 20  # as the settings have it
ROOM_BYTES = 2_000_000
# Of one save: the title in each language, and the file of a new edition.
HALVES = """
    SELECT title_en = 'Killed', title_es = 'Interrumpida',
           (SELECT count(*) FROM programs_guideedition WHERE version = 30)
    FROM programs_resourceguide WHERE id = ?
"""


def test_another_writer_delays_a_save_and_loses_none(
    small: Serving, catalog: SimpleNamespace, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff = signed_in(small)
    form = f"/admin/events/webinar/{catalog.event}/change/"
    fields = staff.form(form) | {"place_en": "Saved late"}

    with closing(sqlite3.connect(database_file(small.site))) as database, database:
        # So many that the next page would forget some of them, if it could.
        database.executemany("INSERT INTO programs_catalogchange (at) VALUES ('2026-01-01')", [()] * 1100)
    with writing(small.site) as began:
        saving = InTheMiddle(lambda: staff.post(form, fields))
        reading = Visitor(small.port).get("/en/events/")
        time.sleep(max(0, began + SECONDS_OF_ANOTHER_WRITER - time.monotonic()))
        is_delayed = not saving.is_over
    saved = saving.answer()

    assert (reading.status, saved.status) == (200, 302)
    assert is_delayed
    assert reading.seconds < SECONDS_OF_WAITING_FOR_ONE / 2
    assert staff.form(form)["place_en"] == "Saved late"


def test_told_to_stop_under_load_the_server_fails_no_request_that_is_under_way(
    small: Serving, catalog: SimpleNamespace, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff, reader = signed_in(small), Visitor(small.port)
    form = f"/admin/events/webinar/{catalog.event}/change/"
    fields = staff.form(form) | {"place_en": "Saved while stopping"}

    with Load(lambda: reader.get("/en/events/"), readers=4) as load:
        wait_until(lambda: load.asked > 10)
        with writing(small.site):  # keeps a save under way
            saving = InTheMiddle(lambda: staff.post(form, fields))
            wait_until(lambda: small.has_taken_in(staff.own_port), what="a save that is under way")
            small.signal(signal.SIGTERM)
            wait_until(lambda: "ConnectionRefusedError" in load.unanswered, what="a server that takes nobody in")
        saved = saving.answer()
        code = small.wait()

    assert (saved.status, code) == (302, 0)
    assert (load.cut_off, load.broken) == (0, [])
    assert set(load.unanswered) <= {"ConnectionRefusedError", *TURNED_AWAY}
    assert sum(name in TURNED_AWAY for name in load.unanswered) <= 8  # four readers, two processes that end
    assert set(load.answered) == {200}


def test_told_to_reload_under_load_the_server_refuses_nobody(small: Serving) -> None:
    """What a proxy asks again, so that nobody notices, is in test_proxy."""
    reader, before = Visitor(small.port), small.workers()

    with Load(lambda: reader.get("/en/events/"), readers=2) as load:
        wait_until(lambda: load.asked > 5)
        small.signal(signal.SIGHUP)
        wait_until(lambda: are_new(small.workers(), before), seconds=SECONDS_TO_START, what="new processes")
        asked = load.asked
        wait_until(lambda: load.asked > asked + 5)

    assert (load.cut_off, load.broken) == (0, [])
    assert set(load.unanswered) <= TURNED_AWAY
    assert len(load.unanswered) <= 4  # two readers, two processes that end
    assert set(load.answered) == {200}


def test_a_process_that_dies_right_after_a_reload_gets_a_successor(small: Serving) -> None:
    before = small.workers()
    small.signal(signal.SIGHUP)
    wait_until(lambda: are_new(small.workers(), before), seconds=SECONDS_TO_START, what="new processes")

    reloaded = small.workers()
    for worker in reloaded:
        os.kill(worker, signal.SIGKILL)
    wait_until(lambda: are_new(small.workers(), reloaded), seconds=SECONDS_TO_START, what="successors")

    small.wait_until_it_answers()
    assert small.is_running


def test_killed_at_any_moment_a_process_leaves_whole_entries(
    small: Serving, catalog: SimpleNamespace, signed_in: Callable[[Serving], Visitor]
) -> None:
    """A title in both languages and the file of an edition belong to one save; so each is there with the others."""
    staff = signed_in(small)
    form = f"/admin/programs/resourceguide/{catalog.guide}/change/"
    fields, workers = staff.form(form), small.workers()
    edition = new_edition(fields, pdf_file().read(), version=30)
    saving = InTheMiddle(
        lambda: staff.post(form, {**fields, **edition, "title_en": "Killed", "title_es": "Interrumpida"})
    )
    wait_until(lambda: small.has_taken_in(staff.own_port) or saving.is_over, what="a save that is under way, or over")

    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    saving.end()
    wait_until(lambda: not set(workers) & set(small.workers()), what="the end of both processes")
    small.wait_until_it_answers()

    found = rows(small.site, HALVES, [catalog.guide])
    named = {name for (name,) in rows(small.site, "SELECT file FROM programs_guideedition")}
    media = Path(small.site.environment["MEDIA_ROOT"])
    stored = {str(path.relative_to(media)) for path in media.glob("guides/*/*")}
    reader = Visitor(small.port)
    assert found in ([(0, 0, 0)], [(1, 1, 1)])
    assert named <= stored
    assert [reader.get(f"/media/{name}").status for name in stored - named] == [404] * len(stored - named)


def test_on_a_full_disk_an_upload_is_a_sentence_and_nothing_is_lost(
    small: Serving, catalog: SimpleNamespace, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff = signed_in(small)
    form = f"/admin/programs/resourceguide/{catalog.guide}/change/"
    fields = staff.form(form)
    file = pdf_file().read() + b"%" * (ROOM_BYTES + 300_000)  # small enough to be received in memory
    sent = fields | {"title_en": "What I typed", **new_edition(fields, file, version=20)}

    with full_disk(small):
        answer = staff.post(form, sent)
        page = Visitor(small.port).get("/en/events/")
    again = staff.post(form, sent | new_edition(fields, file, version=20))

    assert answer.status == 200
    assert errors_of(answer) == [str(FULL)]
    assert 'value="What I typed"' in answer.text
    assert page.status == 200
    assert again.status == 302, errors_of(again)


def test_where_there_is_no_room_to_receive_a_large_upload_it_is_a_sentence_too(
    small: Serving, catalog: SimpleNamespace, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff = signed_in(small)
    form = f"/admin/programs/resourceguide/{catalog.guide}/change/"
    fields = staff.form(form)
    sent = fields | {
        "title_en": "What I typed",
        **new_edition(fields, pdf_file().read() + b"%" * (2 * ROOM_BYTES), version=21),
    }

    with room_for(ROOM_BYTES, small):
        answer = staff.post(form, sent)

    assert answer.status == 200
    assert errors_of(answer) == [str(FULL)]
    assert 'value="What I typed"' in answer.text


# Parts ----------------------------------------------------------------------------------------------------------------


@contextmanager
def writing(site: Site) -> Generator[float]:
    """Another program holds the database, as a tool of the machine's owner might."""
    database = sqlite3.connect(database_file(site), timeout=60, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        yield time.monotonic()
    finally:
        database.execute("ROLLBACK")
        database.close()


def rows(site: Site, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
    database = sqlite3.connect(database_file(site))
    try:
        return database.execute(query, values).fetchall()
    finally:
        database.close()


def database_file(site: Site) -> Path:
    return site.folder / "catalog.sqlite3"


@contextmanager
def full_disk(server: Serving) -> Generator[None]:
    """A disk of 1 MB in the place of the files; where we may not put one there, the kernel's limit on a file's length."""
    media = server.site.environment["MEDIA_ROOT"]
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", media], capture_output=True).returncode != 0:
        with room_for(ROOM_BYTES, server):
            yield
        return
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", media], check=True)


@contextmanager
def room_for(size: int, server: Serving) -> Generator[None]:
    """No file of the server's processes can grow beyond that: a write that would is refused, as by a full disk."""
    with closing(sqlite3.connect(database_file(server.site))) as database:  # so that the database itself stays below
        wait_until(
            lambda: database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0,
            what="a database that nobody reads",
        )
    before = {worker: resource.prlimit(worker, resource.RLIMIT_FSIZE) for worker in server.workers()}
    for worker, (_soft, hard) in before.items():
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        for worker, limits in before.items():
            resource.prlimit(worker, resource.RLIMIT_FSIZE, limits)
