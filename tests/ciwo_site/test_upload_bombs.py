"""Files that were made to break a server: each is refused in words, within ten seconds and 300 MB of memory.

They are judged in a process of their own, which is measured as the operating system counts.
"""

import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from tests.ciwo_site.test_uploads import make_pdf

SECONDS, MEGABYTES = 10, 300
TAKEN = "taken"
MEGABYTE = 1024 * 1024

# Judges files as the field of a form does; prints what was said of each, its CPU seconds, and the peak of memory in MB.
JUDGE = """
import json, os, re, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "ciwo_site.settings"
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files import File
from ciwo_site.uploads import tidy_picture, validate_document, validate_material, validate_picture

def peak():
    # Linux counts what the parent had before this program began as its own in ru_maxrss, but not here.
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) / 1024

def judge_picture(file):
    validate_picture(file)
    tidy_picture(file)

JUDGES = {"document": validate_document, "material": validate_material, "picture": judge_picture}
found = {}
for path, kind in json.loads(sys.argv[1]):
    began, said = time.process_time(), "taken"
    with open(path, "rb") as handle:
        try:
            JUDGES[kind](File(handle, name=os.path.basename(path)))
        except ValidationError as refusal:
            said = " ".join(refusal.messages)
    found[os.path.basename(path)] = said, time.process_time() - began, peak()
print(json.dumps(found))
"""


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@cache
def zeros(megabytes: int) -> bytes:
    """Deflated, to less than a hundredth of it."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _time in range(megabytes)) + packer.flush()


def png(width: int, height: int, *, extra: bytes = b"", rows: bytes | None = None) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = bytes(1 + (width + 7) // 8)
    data = zlib.compress(row * height, 9) if rows is None else rows
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def picture(format_: str, mode: str, size: tuple[int, int], **options: Any) -> bytes:
    """Of one colour: large to decode, small to send."""
    content = BytesIO()
    quickly = {"quality": 1, "method": 0} if format_ == "WEBP" else {}
    Image.new(mode, size).save(content, format_, **quickly, **options)
    return content.getvalue()


def archive(*, megabytes: int = 0, members: int = 1, mimetype: bytes = b"") -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        if mimetype:
            bomb.writestr("mimetype", mimetype)
            bomb.writestr("META-INF/container.xml", b"<container/>")
        else:
            bomb.writestr("[Content_Types].xml", b"<Types/>")
            bomb.writestr("word/document.xml", b"<w:document/>")
        for number in range(members):
            with bomb.open(f"part-{number}", "w") as member:
                for _time in range(megabytes):
                    member.write(bytes(MEGABYTE))
    return content.getvalue()


def lying_archive() -> bytes:
    """Every size in it says ten bytes; 60 MB come out."""
    honest = archive(megabytes=60)
    return honest.replace(struct.pack("<I", 60 * MEGABYTE), struct.pack("<I", 10))


def archive_that_overlaps() -> bytes:
    """A thousand members that are the same ten megabytes of the file."""
    content = BytesIO(archive(megabytes=10))
    with zipfile.ZipFile(content, "a") as bomb:
        whole = bomb.getinfo("part-0")
        for number in range(1000):
            twin = zipfile.ZipInfo(f"twin-{number}")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type", "create_version"):
                setattr(twin, name, getattr(whole, name))
            bomb.filelist.append(twin)
        bomb._didModify = True
    return content.getvalue()


def pdf(stream: bytes) -> bytes:
    """A PDF whose objects, its list of pages too, lie in a stream that swells a thousandfold."""
    objects = [
        b"<</Type/ObjStm/N 2/First 10/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=3):
        offsets.append(len(body))
        body += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(
        [
            b"\0\0\0\0\0\0",
            b"\2\0\0\0\3\0",
            b"\2\0\0\0\3\1",
            *(b"\1" + struct.pack(">I", place) + b"\0" for place in offsets),
        ]
    )
    start = len(body)
    body += b"4 0 obj<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return body + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start


def pdf_with_endless_pages() -> bytes:
    kids = b" ".join(b"2 0 R" for _time in range(200_000))
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids["
        + kids
        + b"]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


HUGE = 320  # megabytes, more than may be used
BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "ten thousand pixels each way.png": ("picture", lambda: png(10_000, 10_000), "more than 40 million pixels"),
    "a claim of a billion.png": ("picture", lambda: png(2**31 - 1, 2**31 - 1, rows=b"x"), "more than 40 million pixels"),
    "wide.webp": ("picture", lambda: picture("WEBP", "RGB", (16_383, 1_000)), "more than 13 million pixels"),
    "rows that never end.png": ("picture", lambda: png(6_000, 6_000, rows=zeros(HUGE)), TAKEN),
    "a large drawing.png": ("picture", lambda: picture("PNG", "RGBA", (6_300, 6_300)), TAKEN),
    "in passes.jpg": ("picture", lambda: picture("JPEG", "CMYK", (6_000, 4_000), progressive=True), "more than 20 million pixels"),
    "in passes, as a camera writes it.jpg": ("picture", lambda: picture("JPEG", "RGB", (6_300, 6_300), progressive=True), TAKEN),
    "words that never end.png": (
        "picture", lambda: png(10, 10, extra=chunk(b"zTXt", b"a\0\0" + zeros(HUGE))), "Please choose a JPEG",
    ),
    "a profile that never ends.png": (
        "picture", lambda: png(10, 10, extra=chunk(b"iCCP", b"a\0\0" + zeros(HUGE))), "Please choose a JPEG",
    ),
    "a page.png": ("picture", lambda: b"<!doctype html><script>alert(1)</script>", "Please choose a JPEG"),
    "drawn.png": ("picture", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Please choose a JPEG"),
    "nothing.png": ("picture", lambda: b"", "This file is empty."),
    "one part.docx": ("document", lambda: archive(megabytes=HUGE), "unpack"),
    "many parts.docx": ("material", lambda: archive(megabytes=HUGE // 50, members=50), "unpack"),
    "a book.epub": ("document", lambda: archive(megabytes=HUGE, mimetype=b"application/epub+zip"), "unpack"),
    "a lie.docx": ("document", lying_archive, "cannot be opened"),
    "the same a thousand times.docx": ("document", archive_that_overlaps, "unpack"),
    "swelling.pdf": ("document", lambda: pdf(zeros(HUGE)), "damaged"),
    "endless.pdf": ("document", pdf_with_endless_pages, "damaged"),
    "a page.pdf": ("document", lambda: b"<html><script>alert(1)</script></html>", "This file is a web page."),
    "guide.pdf.html": ("document", make_pdf, "its name ends in"),
    "drawn.pdf": ("material", lambda: b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "Please choose"),
    "drawn.txt": ("material", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Please choose"),
    "nothing.pdf": ("document", lambda: b"", "This file is empty."),
    "large.pdf": ("document", lambda: b"%PDF-1.7\n" + bytes(settings.UPLOAD_MAX_DOCUMENT_BYTES), "too large"),
}  # fmt: skip


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float, float]]:
    """Of each: what was said, CPU seconds, and the peak of memory until then, what is taken last."""
    folder = tmp_path_factory.mktemp("bombs")
    cases = []
    for name, (kind, make, _words) in sorted(BOMBS.items(), key=lambda case: case[1][2] == TAKEN):
        (folder / name).write_bytes(make())
        cases.append((str(folder / name), kind))
    command = [sys.executable, "-c", JUDGE, json.dumps(cases)]
    run = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", BOMBS)
def test_what_was_made_to_break_a_server_is_refused_in_words_and_in_time(judged: Any, name: str) -> None:
    said, seconds, megabytes = judged[name]

    assert BOMBS[name][2] in said
    assert seconds < SECONDS
    # Forty million pixels that are taken need 160 MB by themselves, beside the hundred of the program.
    assert megabytes < (MEGABYTES if said != TAKEN else MEGABYTES + 100)
