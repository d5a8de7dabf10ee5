"""What the site knows of its object store. Whole stores are tried in tests/faults/."""

from collections.abc import Generator
from io import BytesIO

import pytest
from urllib3.exceptions import ProtocolError

from ciwo_site.storages import objects
from ciwo_site.storages.problems import StorageUnreachable


@pytest.fixture(autouse=True)
def reachable() -> Generator[None]:
    yield
    objects._reachable.worked()


class Cut(BytesIO):
    def read(self, *_size: object) -> bytes:
        raise ProtocolError("Connection broken")


def test_a_download_that_is_under_way_goes_on_when_another_request_met_silence() -> None:
    body = objects._Body(BytesIO(b"content"))
    objects._reachable.failed()

    with pytest.raises(StorageUnreachable, match="a moment ago"), objects.reaching():
        pass
    assert body.read(7) == b"content"


def test_a_download_that_breaks_off_is_said_in_our_words_and_the_next_does_not_wait() -> None:
    with pytest.raises(StorageUnreachable, match="does not answer"):
        objects._Body(Cut()).read(7)

    with pytest.raises(StorageUnreachable, match="a moment ago"), objects.reaching():
        pass


def test_bytes_of_an_earlier_answer_do_not_say_that_the_store_is_back() -> None:
    objects._reachable.failed()
    objects._Body(BytesIO(b"content")).read(7)

    with pytest.raises(StorageUnreachable, match="a moment ago"), objects.reaching():
        pass
