"""Guides and an event's materials: what the file is, how long, in which language, and its checksum."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files import File

from ciwo_site.uploads import archives, formats, pdf, recordings, text
from ciwo_site.uploads.formats import DOCUMENT_FORMATS, FORMATS, MATERIAL_FORMATS, RECORDING_FORMATS, Format
from ciwo_site.uploads.refusals import damaged, empty, misnamed, too_large, unexpected

CHUNK_BYTES = 64 * 1024
DEFAULT_DOCUMENT_BYTES = 50 * 1024 * 1024
DEFAULT_RECORDING_BYTES = 1024 * 1024 * 1024

TEXTS = ("vtt", "srt", "txt")
PLAYABLE = {"mp3": recordings.is_mp3, "mp4": recordings.is_mp4, "webm": recordings.is_webm}


@dataclass(frozen=True)
class DocumentFacts:
    """What the content says. `size` in bytes; `pages` and `language` from a PDF, None for other formats."""

    format: str
    media_type: str
    size: int
    pages: int | None
    language: str | None
    checksum_sha256: str


def inspect_document(file: File, *, max_bytes: int) -> DocumentFacts:
    """The facts about a guide's file (PDF, EPUB, DOCX, ODT, MP3). Raises UploadRefused for anything else.

    Reads the file two or three times, in chunks, and leaves it at its beginning.
    """
    return _inspect(file, DOCUMENT_FORMATS, lambda _format: max_bytes)


def inspect_material(file: File, *, max_bytes: int, max_document_bytes: int | None = None) -> DocumentFacts:
    """As inspect_document, and also MP4, WebM, captions (VTT, SRT) and plain text.

    `max_bytes` is for recordings, and for the rest too unless `max_document_bytes` gives them less.
    """
    others = max_bytes if max_document_bytes is None else max_document_bytes
    return _inspect(file, MATERIAL_FORMATS, lambda format_: max_bytes if format_ in RECORDING_FORMATS else others)


def validate_document(file: File) -> None:
    """For a FileField that holds a guide. A file that is stored already was checked when it came."""
    if not getattr(file, "_committed", False):
        inspect_document(file, max_bytes=document_limit())


def validate_material(file: File) -> None:
    """For a FileField that holds an event's material, under the limit of its own kind."""
    if not getattr(file, "_committed", False):
        inspect_material(file, max_bytes=recording_limit(), max_document_bytes=document_limit())


def document_limit() -> int:
    """In bytes."""
    return getattr(settings, "UPLOAD_MAX_DOCUMENT_BYTES", DEFAULT_DOCUMENT_BYTES)


def recording_limit() -> int:
    """In bytes."""
    return getattr(settings, "UPLOAD_MAX_RECORDING_BYTES", DEFAULT_RECORDING_BYTES)


def _inspect(file: File, wanted: Collection[str], limit_of: Callable[[str], int]) -> DocumentFacts:
    if file.closed:
        file.open()
    size = file.size
    if not size:
        raise empty()
    # Before the first look inside, so that no more than the largest allowed file is ever read.
    if size > (largest := max(limit_of(code) for code in wanted)):
        raise too_large(size, largest)
    found = _recognize(file, wanted)
    if size > limit_of(found.code):
        raise too_large(size, limit_of(found.code))
    _check_name(file.name or "", found)
    pages, language = _look_inside(file, found)
    checksum = _checksum(file)
    file.seek(0)
    return DocumentFacts(found.code, found.media_type, size, pages, language, checksum)


def _recognize(file: File, wanted: Collection[str]) -> Format:
    code = formats.recognize(file)
    if code is not None and code in wanted:
        return FORMATS[code]
    name = FORMATS[code].name if code else formats.describe_stranger(file)
    raise unexpected(name, [FORMATS[choice].name for choice in wanted])


def _check_name(name: str, found: Format) -> None:
    """The name's ending must be true: it is what a reader's computer believes when it opens the file."""
    ending = PurePath(name).suffix.removeprefix(".")
    if ending.lower() not in found.extensions:
        raise misnamed(found.name, ending, found.extension)


def _look_inside(file: File, found: Format) -> tuple[int | None, str | None]:
    if found.code == "pdf":
        return pdf.pages_and_language(file)
    if found.code in archives.NEEDED_MEMBERS:
        archives.check(file)
    elif found.code in TEXTS:
        text.check(file)
    elif (plays := PLAYABLE.get(found.code)) and not plays(file):
        raise damaged(found.name)
    return None, None


def _checksum(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()
