"""The copies of pictures that pages offer: a browser that chose one shows nothing where it is not there."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from imagefield.fields import IMAGEFIELDS

from ciwo_site.doctor.finding import Finding, Findings

PICTURES_LOOKED_AT = 30  # the newest of each kind; one question to the storage for each copy


def findings() -> Findings:
    incomplete = [picture.name for picture in _pictures() if not _is_complete(picture)]
    if incomplete:
        yield Finding(
            f"{len(incomplete)} pictures lack copies that pages offer, such as {incomplete[0]}: "
            "some browsers show nothing in their place.",
            "Run manage.py process_imagefields --all, as after an upgrade that brings new formats.",
        )


def _pictures() -> Iterator[Any]:
    for field in IMAGEFIELDS:
        rows = field.model._default_manager.exclude(**{field.name: ""}).order_by("-pk")
        yield from (getattr(row, field.name) for row in islice(rows, PICTURES_LOOKED_AT))


def _is_complete(picture: Any) -> bool:
    """One whose own file is gone is said among the files."""
    copies = (picture._process_context(steps).name for steps in picture.field.formats.values())
    return not picture.storage.exists(picture.name) or all(picture.storage.exists(name) for name in copies)
