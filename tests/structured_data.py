"""Reading a page's structured data back."""

import json
from typing import Any

from django.http import HttpResponse
from justhtml import JustHTML


def graph_of(page: HttpResponse) -> dict[str, Any] | None:
    """The one block of JSON-LD on a page; None where there is none."""
    blocks = JustHTML(page.content, sanitize=False).query('script[type="application/ld+json"]')
    assert len(blocks) <= 1
    return json.loads(blocks[0].to_text(strip=False)) if blocks else None


def of_type(graph: dict[str, Any], kind: str) -> dict[str, Any]:
    """The only node of that type at the top of a graph."""
    (found,) = (node for node in graph["@graph"] if kind in (node["@type"], *node["@type"]))
    return found
