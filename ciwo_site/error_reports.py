"""Errors told to Sentry, where SENTRY_DSN is set: where in the code, of what kind, and nothing of anybody.

What Sentry's library would send by itself is left out at its source (bodies, cookies, local variables, breadcrumbs), and
what remains passes `told`, which keeps only what is named there: something that a later version adds stays here.
Needs the extra `sentry`. Knows nothing of Django's settings, in which it is started.
"""

from importlib import import_module
from typing import Any

from ciwo_site.logs.discretion import discreet, words_of
from ciwo_site.request_ids import current_request_id

KEPT = {"event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk"}
KEPT_OF_A_FRAME = {"filename", "module", "function", "lineno", "in_app"}
KEPT_OF_AN_EXCEPTION = {"type", "module", "mechanism"}
KEPT_OF_A_MECHANISM = {"type", "handled"}


def start(address: str, **options: Any) -> None:
    """`options` are for tests, which bring a transport of their own."""
    import_module("sentry_sdk").init(
        dsn=address,
        before_send=told,
        before_send_transaction=lambda _event, _hint: None,
        auto_session_tracking=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        max_request_body_size="never",
        send_client_reports=False,
        server_name="catalog",  # and not this machine's
        traces_sample_rate=0,
        **options,
    )


def response_in(answer: Any) -> Any:
    """Django's own response, in whatever Sentry's library made of what the handler returned.

    What stands before Django (kept pages, slow clients) asks the response more than WSGI promises.
    """
    return getattr(answer, "_response", answer)


def told(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """The event that is sent instead."""
    sent = {name: value for name, value in event.items() if name in KEPT}
    if message := _message(event):
        sent["message"] = message
    if exceptions := event.get("exception", {}).get("values"):
        sent["exception"] = {"values": [_exception(value) for value in exceptions]}
        if (info := hint.get("exc_info")) and info[1] is not None:
            sent["exception"]["values"][-1]["value"] = words_of(info[1])
    if place := event.get("transaction"):  # the pattern of an address, not the address
        sent["transaction"] = discreet(str(place))
    if number := current_request_id():
        sent["tags"] = {"request_id": number}
    return sent


def _message(event: dict[str, Any]) -> str:
    """The words of a line of the log, before anything was put into them."""
    entry = event.get("logentry") or {}
    return discreet(str(entry.get("message") or event.get("message") or ""))


def _exception(value: dict[str, Any]) -> dict[str, Any]:
    kept = {name: found for name, found in value.items() if name in KEPT_OF_AN_EXCEPTION}
    if mechanism := kept.get("mechanism"):
        kept["mechanism"] = {name: found for name, found in mechanism.items() if name in KEPT_OF_A_MECHANISM}
    frames = (value.get("stacktrace") or {}).get("frames", [])
    kept["stacktrace"] = {
        "frames": [{name: found for name, found in frame.items() if name in KEPT_OF_A_FRAME} for frame in frames]
    }
    return kept
