"""EPUB, ODT and DOCX are zip archives: told apart by their members, and never unpacked without a bound."""

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.utils.translation import gettext_lazy as _

from ciwo_site.uploads.refusals import damaged, locked, swollen, with_macros

MAX_UNPACKED_BYTES = 500 * 1024 * 1024
MAX_FOLD = 100  # unpacked size to packed size
MAX_MEMBERS = 10_000
MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
CHUNK_BYTES = 64 * 1024

ENCRYPTED = 0x1
# The only two that the three formats use; the others that Python reads can swell a small block without a limit.
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
END_RECORD = b"PK\x05\x06"
END_RECORD_64 = b"PK\x06\x07"
END_RECORD_REACH = 22 + 65_535  # the end record and the longest comment after it

MIME_TYPES = {b"application/epub+zip": "epub", b"application/vnd.oasis.opendocument.text": "odt"}
NEEDED_MEMBERS = {
    "epub": {"META-INF/container.xml"},
    "odt": {"content.xml"},
    "docx": {"[Content_Types].xml", "word/document.xml"},
}


def recognize(stream: IO[bytes]) -> str | None:
    """ "epub", "odt", "docx", or None for another archive. Reads the list of members and one short member."""
    with _opened(stream) as archive:
        names = set(archive.namelist())
        code: str | None = "docx"
        if "mimetype" in names:
            with archive.open("mimetype") as member:
                code = MIME_TYPES.get(member.read(100).strip())
        return code if code and names >= NEEDED_MEMBERS[code] else None


def check(stream: IO[bytes]) -> None:
    """Refuse an archive that would swell, is locked, carries macros, or has a member that cannot be read."""
    size = stream.seek(0, os.SEEK_END)
    limit = min(MAX_UNPACKED_BYTES, MAX_FOLD * size)
    with _opened(stream) as archive:
        members = archive.infolist()
        if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
            raise with_macros()
        if sum(member.file_size for member in members) > limit:
            raise swollen()
        # The declared sizes may lie, so what comes out is counted too; reading to the end also proves each checksum.
        unpacked = 0
        for member in members:
            with archive.open(member) as content:
                while chunk := content.read(CHUNK_BYTES):
                    unpacked += len(chunk)
                    if unpacked > limit:
                        raise swollen()


@contextmanager
def _opened(stream: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    _refuse_a_long_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if any(member.flag_bits & ENCRYPTED for member in members):
                raise locked()
            if any(member.compress_type not in COMPRESSIONS for member in members):
                raise damaged(_("a compressed folder"))
            yield archive
    except UNREADABLE as error:
        raise damaged(_("a compressed folder")) from error


def _refuse_a_long_directory(stream: IO[bytes]) -> None:
    """Python reads the whole list of members at once: look at the list's length before it does."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - END_RECORD_REACH))
    tail = stream.read(END_RECORD_REACH)
    if END_RECORD_64 in tail:  # for archives of 4 GB or 65,535 members
        raise swollen()
    position = tail.find(END_RECORD)
    while position >= 0:
        members = int.from_bytes(tail[position + 10 : position + 12], "little")
        directory_bytes = int.from_bytes(tail[position + 12 : position + 16], "little")
        if members > MAX_MEMBERS or directory_bytes > MAX_DIRECTORY_BYTES:
            raise swollen()
        position = tail.find(END_RECORD, position + 1)
