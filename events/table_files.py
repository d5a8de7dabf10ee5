"""Tables as files: CSV in UTF-8 and XLSX. Reading is bounded and refuses in a sentence; writing lets no formula live."""

import csv
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX, TablibFormat
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException
from tablib import Dataset

FORMATS: dict[str, type[TablibFormat]] = {"csv": CSV, "xlsx": XLSX}
LIVE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
GUARD = "'"
UNPACKED = 5  # an XLSX file may swell this much beyond the limit for files,
FOLD = 100  # and this much beyond its own size
TAGS = 600_000  # in all of it: an empty cell of fifteen bytes becomes half a kilobyte when it is read
HELD = ("xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")  # as a whole, and many times as large,
HELD_BYTES = 2 * 1024 * 1024  # so that each has to be short
CHUNK_BYTES = 64 * 1024
LONGEST_CELL = 100_000


def write(headers: Sequence[str], rows: Iterable[Sequence[str]], extension: str) -> bytes:
    """A file that opens in a spreadsheet with its accents, and without anything that would run there."""
    dataset = Dataset(*[[guarded(cell) for cell in row] for row in rows], headers=list(headers))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of openpyxl's, while it writes
        written = FORMATS[extension]().export_data(dataset)
    return written if isinstance(written, bytes) else written.encode("utf-8-sig")


def guarded(cell: str) -> str:
    cell = ILLEGAL_CHARACTERS_RE.sub("", cell)
    return f"{GUARD}{cell}" if cell.startswith((*LIVE, GUARD)) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith((*LIVE, GUARD)) else cell


def read(name: str, content: bytes) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of a file. Raises `ValidationError` with the one sentence that says what is wrong with it."""
    lines = _xlsx_lines(content) if name.lower().endswith(".xlsx") else _csv_lines(content)
    most = settings.IMPORT_MAX_ROWS
    rows = list(islice((line for line in lines if any(line)), most + 2))
    if len(rows) < 2:
        raise ValidationError(_("This table has no rows."))
    if len(rows) > most + 1:
        words = _("This table has more than %(count)s rows. Please split it into several files.")
        raise ValidationError(words % {"count": f"{most:,}"})
    headers = [header.strip() for header in rows[0]]
    while headers and not headers[-1]:
        headers.pop()
    for number, row in enumerate(rows[1:], 2):
        for cell in row:
            if cell.startswith("="):
                words = _("Line %(line)s has a formula: %(cell)s. Formulas are not read; write the value.")
                raise ValidationError(words % {"line": number, "cell": cell[:40]})
            if len(cell) > LONGEST_CELL:
                words = _("Line %(line)s has a cell with more than %(count)s characters.")
                raise ValidationError(words % {"line": number, "count": f"{LONGEST_CELL:,}"})
        if any(row[len(headers) :]):
            words = _("Line %(line)s has more cells than the table has columns.")
            raise ValidationError(words % {"line": number})
    width = len(headers)
    return headers, [[unguarded(cell) for cell in (row + [""] * width)[:width]] for row in rows[1:]]


def _csv_lines(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise ValidationError(
            _("The letters of this file cannot be read. Save it again as “CSV UTF-8”, or as XLSX, and try again.")
        )
    header = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=header.count)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise ValidationError(_("This is not a table that we can read. Save it as “CSV UTF-8” or as XLSX.")) from None


def _xlsx_lines(content: bytes) -> Iterator[list[str]]:
    refusal = _("This is not a spreadsheet that we can read. Save it again as XLSX, or as “CSV UTF-8”.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            if _swells(archive, len(content)):
                raise ValidationError(_("This spreadsheet is too large when it is opened."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that play no part here
            book = load_workbook(BytesIO(content), read_only=True, data_only=False)
            for row in book.worksheets[0].iter_rows(max_col=200, max_row=settings.IMPORT_MAX_ROWS + 100):
                yield [_words(cell) for cell in row]
    except (
        BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        IndexError,
        OSError,
        SyntaxError,
        TypeError,
        EOFError,
        RuntimeError,
        zlib.error,
    ):
        raise ValidationError(refusal) from None


def _swells(archive: ZipFile, size: int) -> bool:
    """Would it take more time and memory than a table does? No more than its parts say of themselves is ever unpacked."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > min(UNPACKED * settings.IMPORT_MAX_BYTES, FOLD * size):
        return True
    if any(part.filename in HELD and part.file_size > HELD_BYTES for part in parts):
        return True
    return sum(_tags(archive, part) for part in parts) > TAGS


def _tags(archive: ZipFile, part: ZipInfo) -> int:
    with archive.open(part) as unpacked:
        return sum(chunk.count(b"<") for chunk in iter(lambda: unpacked.read(CHUNK_BYTES), b""))


def _words(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        has_hour = "h" in (cell.number_format or "").lower() or value.time().hour or value.time().minute
        return value.strftime("%Y-%m-%d %H:%M" if has_hour else "%Y-%m-%d")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip() if isinstance(value, str) else str(value)
