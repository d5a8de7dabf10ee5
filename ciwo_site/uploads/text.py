"""Plain text and captions: UTF-8 to the last byte, and nothing in it that only a program would write."""

import codecs
import re
from typing import IO

from django.utils.translation import gettext_lazy as _

from ciwo_site.uploads.refusals import damaged, not_utf8

CHUNK_BYTES = 64 * 1024
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
WEB_PAGE_STARTS = (b"<!doctype", b"<!--", b"<?xml", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe")
WEBVTT = re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)")
SUBRIP = re.compile(r"\s{0,20}[0-9]+[ \t]*\r?\n[0-9]{1,2}:[0-9]{2}:[0-9]{2}[,.][0-9]{1,3} +--> +[0-9]")


def recognize(stream: IO[bytes]) -> str | None:
    """ "vtt", "srt" or "txt" by the beginning, None for what is not text."""
    stream.seek(0)
    head = stream.read(CHUNK_BYTES)
    if head.startswith(UTF16_MARKS):
        return "txt"  # check() says what to do about it
    if is_web_page(head) or NOT_TEXT.search(head.decode("latin-1")):
        return None
    start = head.removeprefix(codecs.BOM_UTF8).decode(errors="replace")
    if WEBVTT.match(start):
        return "vtt"
    return "srt" if SUBRIP.match(start) else "txt"


def check(stream: IO[bytes]) -> None:
    """Refuse a text that is not UTF-8, or is not text, anywhere in it. Reads the whole file, a chunk at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    while True:
        chunk = stream.read(CHUNK_BYTES)
        try:
            decoded = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise not_utf8() from error
        if NOT_TEXT.search(decoded):
            raise damaged(_("a plain text"))
        if not chunk:
            return


def is_web_page(head: bytes) -> bool:
    return head.removeprefix(codecs.BOM_UTF8).lstrip()[:20].lower().startswith(WEB_PAGE_STARTS)
