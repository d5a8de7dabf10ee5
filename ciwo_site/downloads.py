"""A stored file as an HTTP answer (RFC 9110): conditional, in one range if asked, streamed from the storage.

Not Django's FileResponse, which knows no ranges: a recording must be seekable and a broken download resumable.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

CHUNK_BYTES = 64 * 1024
PLAYED_TYPES = ("audio/", "video/")
ONE_RANGE = re.compile(r"([0-9]{0,20})-([0-9]{0,20})", re.ASCII)
# Apple's players ask for two bytes first, to learn whether ranges work.
PROBE_BYTES = 2


class UnsatisfiableRange(Exception):
    """A well-formed range of which the file holds no byte."""


def file_response(
    request: HttpRequest,
    file: FieldFile,
    *,
    filename: str,
    media_type: str,
    checksum: str,
    last_modified: datetime,
    inline: bool = False,
) -> HttpResponseBase:
    """Answer a GET or HEAD with the file, a part of it (206), or why not (304, 412, 416). 404 when it is gone.

    `filename` is what the reader sees, in any letters. `checksum` is of the whole content and becomes the strong ETag.
    `inline` lets a page's own player read sound or video; every other type stays a download, so that no uploaded file
    is ever shown as a page of this site. The caller sets Cache-Control. The file is open when this returns, so that
    what is wrong with its storage (`StorageProblem`) comes before the first byte.
    """
    etag, modified = f'"{checksum}"', int(last_modified.timestamp())
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": _disposition(filename, media_type, inline=inline),
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "X-Content-Type-Options": "nosniff",
    }
    unchanged = get_conditional_response(request, etag, modified, HttpResponse(headers=headers))
    if unchanged is not None and unchanged.status_code != 200:
        return unchanged
    size = _size(file)
    try:
        part = _requested_range(request, size, etag, modified)
    except UnsatisfiableRange:
        headers |= {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
        del headers["Content-Disposition"]  # there is nothing to save
        return HttpResponse(status=416, headers=headers)
    chosen = part or range(size)
    headers |= {"Content-Length": str(len(chosen)), "Content-Type": _content_type(media_type)}
    if part:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    content = open_part(file.storage, str(file.name), chosen)
    return StreamingHttpResponse(content, status=206 if part else 200, headers=headers)


def whole_file(storage: Storage, name: str) -> StreamingHttpResponse:
    """All of a stored file under no name of its own. 404 when it is gone; the caller sets type and Cache-Control."""
    try:
        size = storage.size(name)
        content = open_part(storage, name, range(size))
    except FileNotFoundError as error:
        raise Http404("The storage does not have this file.") from error
    return StreamingHttpResponse(content, headers={"Content-Length": str(size)})


def counts_as_download(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this answer begins the file, so that resuming or seeking in it counts no second time."""
    if request.method != "GET":
        return False
    if response.status_code == 206:
        started = response.headers.get("Content-Range", "").startswith("bytes 0-")
        return started and int(response.headers["Content-Length"]) > PROBE_BYTES
    return response.status_code == 200


def parse_range(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for, None when it is to be ignored: another unit, several ranges, nonsense.

    Raises UnsatisfiableRange when it asks only for bytes that the file does not have.
    """
    unit, equals, ranges = header.partition("=")
    asked = [part.strip(" \t") for part in ranges.split(",") if part.strip(" \t")]
    if not equals or unit.strip().lower() != "bytes" or len(asked) != 1:
        return None
    match = ONE_RANGE.fullmatch(asked[0])
    if match is None or asked[0] == "-":
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        if last and int(last) < int(first):
            return None
        start, stop = int(first), min(size, int(last) + 1) if last else size
    if start >= stop:
        raise UnsatisfiableRange
    return range(start, stop)


def open_part(storage: Storage, name: str, chosen: range) -> "StoredPart":
    """The chosen bytes of a stored file, which is open from now on. A storage that can fetch a part has `open_part`."""
    if opener := getattr(storage, "open_part", None):
        return StoredPart(opener(name, chosen), len(chosen))
    file = storage.open(name, "rb")
    file.seek(chosen.start)
    return StoredPart(file, len(chosen))


class StoredPart:
    """Chunks of 64 KB, each read when it is asked for. The response closes it, whether or not it was read to its end; so
    does whoever lets it go."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.close = file.close
        self._file = file
        self._left = size

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self._file.read(min(CHUNK_BYTES, self._left)) if self._left else b""
        if not chunk:
            self.close()
            raise StopIteration
        self._left -= len(chunk)
        return chunk

    def __del__(self) -> None:
        self.close()


def _requested_range(request: HttpRequest, size: int, etag: str, modified: int) -> range | None:
    header = request.headers.get("Range")
    # RFC 9110 gives Range a meaning for GET alone.
    if header is None or request.method != "GET" or not _if_range_holds(request, etag, modified):
        return None
    return parse_range(header, size)


def _if_range_holds(request: HttpRequest, etag: str, modified: int) -> bool:
    """Whether the reader's first part is of the file as it is now: the same strong tag, or the very same date."""
    condition = request.headers.get("If-Range")
    if condition is None:
        return True
    condition = condition.strip()
    if condition.startswith(('"', "W/")):
        return condition == etag
    return parse_http_date_safe(condition) == modified


def _size(file: FieldFile) -> int:
    try:
        return file.storage.size(str(file.name))
    except FileNotFoundError as error:
        raise Http404("The storage no longer has this file.") from error


def _content_type(media_type: str) -> str:
    # Uploaded text is known to be UTF-8: ciwo_site.uploads takes no other.
    is_bare_text = media_type.startswith("text/") and ";" not in media_type
    return f"{media_type}; charset=utf-8" if is_bare_text else media_type


def _disposition(filename: str, media_type: str, *, inline: bool) -> str:
    as_attachment = not (inline and media_type.startswith(PLAYED_TYPES))
    return content_disposition_header(as_attachment, _plain(filename)) or "attachment"


def _plain(filename: str) -> str:
    """The name without what could break a header, name a folder, or turn the reading direction of its ending."""
    visible = "".join(letter for letter in filename if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    return re.sub(r'[/\\:*?"<>|]+', "-", visible).strip(" .") or "file"
