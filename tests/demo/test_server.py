import socket

import pytest

from ciwo_site.demo.server import HOST, ensure_port_is_free
from ciwo_site.demo.stopped import Stopped


def test_a_taken_port_is_one_sentence_that_names_another() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Stopped) as stopped:
            ensure_port_is_free(port)

    assert str(stopped.value).startswith(f"Port {port} is taken by another program; choose another, for example demo")
    assert "\n" not in str(stopped.value)


def test_a_port_that_becomes_free_can_be_used() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]

    ensure_port_is_free(port)


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(Stopped, match=f"{port} is not a port"):
        ensure_port_is_free(port)
