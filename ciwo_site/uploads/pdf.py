"""What a PDF says of itself: how many pages, and in which language."""

import re
from typing import IO, Any

from pypdf import PdfReader
from pypdf.generic import ByteStringObject

from ciwo_site.uploads.formats import FORMATS
from ciwo_site.uploads.refusals import UploadRefused, damaged, locked

MAX_NODES = 50_000
LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9-]*)?", re.ASCII)


def pages_and_language(stream: IO[bytes]) -> tuple[int, str | None]:
    """Number of pages and the document's language ("en", "es", …), None where it names none."""
    stream.seek(0)
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted:
            raise locked()
        root = reader.root_object
        pages, language = _count_pages(root["/Pages"]), _language(root.get("/Lang"))
    except UploadRefused:
        raise
    except Exception as error:  # a broken file breaks the parser in more ways than its documentation can list
        raise damaged(FORMATS["pdf"].name) from error
    if not pages:
        raise damaged(FORMATS["pdf"].name)
    return pages, language


def _count_pages(tree: Any) -> int:
    """Pages by walking the tree, a node at a time: its own count may lie, and a bad tree can bite its tail."""
    waiting, seen, pages = [tree], 0, 0
    while waiting:
        node = waiting.pop().get_object()
        seen += 1
        if seen > MAX_NODES:
            raise damaged(FORMATS["pdf"].name)
        if "/Kids" in node:
            waiting.extend(node["/Kids"])
        else:
            pages += 1
    return pages


def _language(tag: Any) -> str | None:
    if tag is None:
        return None
    tag = tag.get_object()
    words = tag.decode("latin-1") if isinstance(tag, ByteStringObject) else str(tag)
    match = LANGUAGE_TAG.fullmatch(words.strip().lower())
    return match[1] if match else None
