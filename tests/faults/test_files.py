"""The object store gone or silent: pages work, downloads say so, and nothing that staff typed is lost."""

import hashlib
import http.client
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from justhtml import JustHTML

from ciwo_site.admin.unkept_files import UNREACHABLE
from ciwo_site.storages.objects import CLIENT
from tests.factories import pdf_file
from tests.faults.conftest import SECONDS_TO_RECOVER, Large, readiness_says
from tests.faults.processes import Serving, frozen, wait_until
from tests.faults.seed import LARGE_BYTES
from tests.faults.test_growing import new_edition
from tests.faults.visitor import Answer, Visitor

SECONDS_OF_A_SILENT_STORE = CLIENT["read_timeout"]  # for whoever asks it


@pytest.mark.parametrize("outage", ["refuses", "is silent"])
def test_with_the_store_gone_pages_work_and_downloads_say_so(large: Large, outage: str) -> None:
    reader = Visitor(large.web.port)
    download = large.catalog.edition_address
    usual = max(reader.get(address).seconds for address in ("/en/", large.catalog.guide_address, "/es/eventos/"))

    with store_that(outage, large):
        pages = [reader.get(address) for address in ("/en/", large.catalog.guide_address, "/es/eventos/")]
        refused, picture = reader.get(download), reader.get(large.catalog.picture_address)
        folder = reader.get(large.catalog.folder_address)
        is_said = readiness_says(large.web.port, "The place of the files does not answer")
    again = wait_until(
        lambda: (answer := reader.get(download)).status == 200 and answer,
        seconds=SECONDS_TO_RECOVER,
        what="a download",
        every=0.2,
    )

    assert [page.status for page in pages] == [200, 200, 200]
    assert max(page.seconds for page in pages) < usual + SECONDS_OF_A_SILENT_STORE - 1
    assert (refused.status, refused.heading) == (503, "This file is out of reach for the moment")
    assert refused.headers["Retry-After"] == "30"
    assert (folder.status, folder.heading) == (503, "This file is out of reach for the moment")
    assert picture.status == 503
    assert is_said
    assert hashlib.sha256(again.body).hexdigest() == large.catalog.edition_sha256


def test_a_download_whose_store_goes_away_in_the_middle_is_seen_to_be_broken(large: Large) -> None:
    with (
        a_megabyte_at_most(large),
        begun(large, large.catalog.large_address) as file,
        begun(large, large.catalog.folder_address) as folder,
    ):
        file.read(100_000)
        part = folder.read(100_000)
        with store_that("refuses", large):
            with pytest.raises(http.client.IncompleteRead):
                file.read()
            part += folder.read()  # no length was told before
    reader = Visitor(large.web.port)
    whole = wait_until(
        lambda: (answer := reader.get(large.catalog.folder_address)).status == 200 and answer,
        seconds=SECONDS_TO_RECOVER,
        what="a folder",
        every=0.2,
    )

    assert part.startswith(b"PK")
    assert not is_zipfile(BytesIO(part))
    assert folder.headers["Cache-Control"] == "no-store"  # so that nobody keeps half a folder
    assert ZipFile(BytesIO(whole.body)).testzip() is None
    assert len(whole.body) > LARGE_BYTES
    assert wait_until(
        lambda: large.web.words().count("A download was cut off: The store") == 2, what="two lines of a log"
    )


@contextmanager
def a_megabyte_at_most(large: Large) -> Generator[None]:
    """Of each file; else a quick machine would have passed on all of it before anything happens."""
    large.line.most = 1_000_000
    large.line.cut()  # connections that are open have no limit
    large.line.mend()
    try:
        yield
    finally:
        large.line.most = None


@contextmanager
def begun(large: Large, path: str) -> Generator[http.client.HTTPResponse]:
    """As somebody on a slow line asks for it: what was not read waits at the site.

    Asked again where the store was out of reach a moment ago for another test, which the site remembers.
    """

    def ask() -> http.client.HTTPResponse | None:
        nonlocal connection
        connection.close()
        connection = http.client.HTTPConnection("127.0.0.1", large.web.port, timeout=40)
        connection.sock = socket.socket()
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sock.connect(("127.0.0.1", large.web.port))
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer if answer.status == 200 else None

    connection = http.client.HTTPConnection("127.0.0.1")
    try:
        yield wait_until(ask, seconds=SECONDS_TO_RECOVER, what=f"the beginning of {path}", every=0.2)
    finally:
        connection.close()


def test_a_file_that_cannot_be_kept_is_a_sentence_beside_its_field(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff = signed_in(large.web)
    form = f"/admin/programs/resourceguide/{large.catalog.guide}/change/"
    fields = staff.form(form)
    before = fields["title_en"]
    fields |= {"title_en": "What I typed", **new_edition(fields, pdf_file().read(), version=8)}

    with store_that("refuses", large):
        answer = staff.post(form, fields)

    assert answer.status == 200
    assert errors_of(answer) == [str(UNREACHABLE)]
    assert 'value="What I typed"' in answer.text
    assert staff.form(form)["title_en"] == before


def errors_of(answer: Answer) -> list[str]:
    found = JustHTML(answer.text, sanitize=False).query(".errorlist li")
    return [item.to_text() for item in found]


def test_texts_are_saved_while_the_store_is_gone_though_the_entry_has_a_picture(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff = signed_in(large.web)
    form = f"/admin/programs/resourceguide/{large.catalog.guide}/change/"
    fields = staff.form(form)

    with store_that("refuses", large):
        answer = staff.post(form, fields | {"summary_en": "Saved without the store"})

    assert answer.status == 302, errors_of(answer)
    assert staff.form(form)["summary_en"] == "Saved without the store"
    picture = partial(Visitor(large.web.port).get, large.catalog.picture_address)
    wait_until(lambda: picture().status == 200, seconds=SECONDS_TO_RECOVER, what="a picture", every=0.2)


@contextmanager
def store_that(outage: str, large: Large) -> Generator[None]:
    if outage == "is silent":
        with frozen(large.store.process.pid):
            yield
        return
    large.line.cut()
    try:
        yield
    finally:
        large.line.mend()
