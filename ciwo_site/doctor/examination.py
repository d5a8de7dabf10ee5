"""Every part of a deployment, one after the other. A part that cannot be looked at does not hide the others."""

from collections.abc import Callable, Iterator

from ciwo_site.doctor import (
    cache,
    clock,
    configuration,
    database,
    disk,
    files,
    headers,
    jobs,
    mail,
    pages,
    pictures,
    search,
    staff,
    strings,
    texts,
)
from ciwo_site.doctor.finding import Finding, Findings


def examine(address: str = "") -> Iterator[tuple[str, list[Finding]]]:
    """The name of each part and what was found there. `address` is the public one, asked through the proxy."""
    parts: dict[str, Callable[[], Findings]] = {
        "settings": configuration.findings,
        "database": database.findings,
        "cache": cache.findings,
        "pages": pages.findings,
        "search": search.findings,
        "files": files.findings,
        "pictures": pictures.findings,
        "strings and static files": strings.findings,
        "texts": texts.findings,
        "headers": lambda: headers.findings(address),
        "mail": mail.findings,
        "clock": clock.findings,
        "disk": disk.findings,
        "timers": jobs.findings,
        "staff": staff.findings,
    }
    for name, part in parts.items():
        try:
            yield name, list(part())
        except Exception as error:  # whatever it is: the other parts are worth looking at
            words = f"This could not be looked at ({type(error).__name__})."
            yield name, [Finding(words, "Cure what is above first; if it stays, it is a mistake of ours.")]
