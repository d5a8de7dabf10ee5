"""Plain text and captions: in an encoding that can be told for sure, and nothing in it that only a program would write.

Everything that is kept is UTF-8. Two encodings in which office programs still save are known too: UTF-16 with its mark,
and Windows' own for western Europe, where every letter in it is one that people there write.
"""

import codecs
import re
from typing import IO

from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from ciwo_site.uploads.refusals import damaged, not_utf8

CHUNK_BYTES = 64 * 1024
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# What Windows-1252 has beyond ASCII and somebody writes. Older encodings, read as this one, show other signs.
NOT_WRITTEN = re.compile(
    r"[^\x00-\x7f\xa0áéíóúüñÁÉÍÓÚÜÑàèìòùâêîôûäëïöçãõÀÈÌÒÙÂÊÎÔÛÄËÏÖÇÃÕæÆœŒßªº°¿¡«»“”‘’–—…€£©®·•½¼¾×]"
)
WEB_PAGE_STARTS = ("<!doctype", "<!--", "<?xml", "<html", "<head", "<body", "<script", "<svg", "<iframe")
WEBVTT = re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)")
# The times of a caption, whoever wrote them: only a file that begins with its name is WebVTT.
TIMES = re.compile(
    r"^[ \t]*(?:[0-9]{1,4}:)?[0-9]{1,3}:[0-9]{1,2}(?:[.,][0-9]{1,6})?[ \t]*-{1,3}>[ \t]*[0-9]{1,4}:[0-9]", re.MULTILINE
)


def recognize(stream: IO[bytes]) -> str | None:
    """ "vtt", "srt" or "txt" by the beginning, None for what is not text."""
    stream.seek(0)
    head = stream.read(CHUNK_BYTES)
    start = _words(head)
    if is_web_page(head) or (not head.startswith(UTF16_MARKS) and NOT_TEXT.search(head.decode("latin-1"))):
        return None
    if WEBVTT.match(start):
        return "vtt"
    return "srt" if TIMES.search(start) else "txt"


def check(stream: IO[bytes]) -> None:
    """Refuse a text whose letters nobody can tell, or that is not text, anywhere in it."""
    encoding_of(stream)


def encoding_of(stream: IO[bytes]) -> str:
    """The name of the encoding. Reads the whole file, a chunk at a time; raises `UploadRefused`."""
    stream.seek(0)
    candidates = ["utf-16"] if stream.read(2) in UTF16_MARKS else ["utf-8", "cp1252"]
    for encoding in candidates:
        if _decodes(stream, encoding):
            return encoding
    raise not_utf8()


def as_utf8(file: File) -> File:
    """The same text as UTF-8, under the same name; the file itself where it is that already."""
    encoding = encoding_of(file)
    file.seek(0)
    if encoding == "utf-8":
        return file
    return ContentFile(file.read().decode(encoding).encode(), name=file.name)


def is_web_page(head: bytes) -> bool:
    return _words(head).lstrip()[:20].lower().startswith(WEB_PAGE_STARTS)


def _words(head: bytes) -> str:
    """The beginning of what may be a text, in whichever encoding its mark tells."""
    encoding = "utf-16" if head.startswith(UTF16_MARKS) else "utf-8-sig"
    return head.decode(encoding, errors="replace")


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    """Is the whole file text in that encoding? Raises `UploadRefused` where it is, but holds what no text does."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    while True:
        chunk = stream.read(CHUNK_BYTES)
        try:
            decoded = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            return False
        if encoding == "cp1252" and NOT_WRITTEN.search(decoded):
            return False
        if NOT_TEXT.search(decoded):
            raise damaged(_("a plain text"))
        if not chunk:
            return True
