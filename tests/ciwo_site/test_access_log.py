"""What the server's log of requests may say, whatever it is asked to say."""

import logging

import pytest
from granian.log import DEFAULT_ACCESSLOG_FMT

from ciwo_site.access_log import Nobody

EVERYTHING = DEFAULT_ACCESSLOG_FMT + " %(query_string)s %(_h0)s"
FACTS = {
    "addr": "203.0.113.77",
    "time": "2026-03-10 15:00:00 +0000",
    "dt_ms": 12.3456,
    "status": 200,
    "path": "/en/events/",
    "query_string": "q=secret",
    "method": "GET",
    "scheme": "https",
    "protocol": "HTTP/1.1",
    "_h0": "Firefox",
}


def line(**facts: object) -> str:
    record = logging.LogRecord("granian.access", logging.INFO, "", 0, EVERYTHING, ({**FACTS, **facts},), None)
    assert Nobody().filter(record)
    return record.getMessage()


def test_it_tells_what_was_asked_for_and_nothing_of_who_asked() -> None:
    assert line() == '[2026-03-10 15:00:00 +0000] - - "GET /en/events/ HTTP/1.1" 200 12.346 - -'


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"/en/private/briefing/{'aB3-_' * 9}.{'x_Y-9' * 6}/", "/en/private/briefing/-/"),
        (f"/es/privado/calendario/{'aB3-_' * 9}.{'x_Y-9' * 6}.ics", "/es/privado/calendario/-.ics"),
        ("/admin/password/new/3-cl9m2p-0f3a77/", "/admin/password/new/-/"),
        ("/es/eventos/4-compartir-historias-sobre-organizarse-en-los-almacenes/", None),
        ("/static/css/site.0123456789ab.css", None),
    ],
)
def test_the_key_of_a_door_is_left_out(path: str, told: str | None) -> None:
    assert f'"GET {told or path} HTTP/1.1"' in line(path=path)


def test_another_message_of_the_server_stays_as_it_is() -> None:
    record = logging.LogRecord("granian.access", logging.INFO, "", 0, "ready: %s", ("yes",), None)

    assert Nobody().filter(record)
    assert record.getMessage() == "ready: yes"
