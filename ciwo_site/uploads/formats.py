"""The formats that the site takes, and how each is told from its first bytes."""

from dataclasses import dataclass
from typing import IO

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ciwo_site.uploads import archives, text

HEAD_BYTES = 8 * 1024


@dataclass(frozen=True)
class Format:
    """A file format. `name` carries its article, so that it fits into a sentence in any language."""

    code: str
    name: str | Promise
    media_type: str
    extensions: tuple[str, ...]

    @property
    def extension(self) -> str:
        """The ending under which a file is stored and offered, without the dot."""
        return self.extensions[0]


FORMATS = {
    known.code: known
    for known in (
        Format("pdf", _("a PDF"), "application/pdf", ("pdf",)),
        Format("epub", _("an EPUB book"), "application/epub+zip", ("epub",)),
        Format(
            "docx",
            _("a Word document"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ("docx",),
        ),
        Format("odt", _("an OpenDocument text"), "application/vnd.oasis.opendocument.text", ("odt",)),
        Format("mp3", _("an MP3 recording"), "audio/mpeg", ("mp3",)),
        Format("mp4", _("an MP4 video"), "video/mp4", ("mp4", "m4v")),
        Format("webm", _("a WebM video"), "video/webm", ("webm",)),
        Format("vtt", _("a WebVTT caption file"), "text/vtt", ("vtt",)),
        Format("srt", _("a SubRip caption file"), "application/x-subrip", ("srt",)),
        Format("txt", _("a plain text"), "text/plain", ("txt",)),
    )
}
DOCUMENT_FORMATS = ("pdf", "epub", "docx", "odt", "mp3")
RECORDING_FORMATS = ("mp3", "mp4", "webm")
MATERIAL_FORMATS = tuple(FORMATS)

# What `filetype` calls the formats above that a signature at the start is enough to suspect.
SUSPECTED = {"mp3": "mp3", "mp4": "mp4", "m4v": "mp4", "webm": "webm"}

# Names for what is not taken: by media type, then by its first half.
OTHER_NAMES = {
    "application/msword": _("an old Office document, or one with a password"),
    "application/x-msdownload": _("a program"),
    "application/x-executable": _("a program"),
    "application/zip": _("a compressed folder"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": _("a presentation"),
    "application/vnd.oasis.opendocument.presentation": _("a presentation"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _("a spreadsheet"),
    "application/vnd.oasis.opendocument.spreadsheet": _("a spreadsheet"),
    "image": _("a picture"),
    "video": _("a video of another kind"),
    "audio": _("a recording of another kind"),
    "font": _("a font"),
}
OLD_OFFICE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognize(stream: IO[bytes]) -> str | None:
    """The format's code as the content says it, None for anything else. A suspicion: documents.py opens the file."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return archives.recognize(stream)
    if guess := filetype.guess(head):
        return SUSPECTED.get(guess.extension)
    return text.recognize(stream)


def describe_stranger(stream: IO[bytes]) -> str | Promise | None:
    """What to call a file that is none of the formats, None when nobody can tell."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if head.startswith(OLD_OFFICE_SIGNATURE):
        return OTHER_NAMES["application/msword"]
    if text.is_web_page(head):
        return _("a web page")
    if (guess := filetype.guess(head)) is None:
        return None
    return OTHER_NAMES.get(guess.mime) or OTHER_NAMES.get(guess.mime.partition("/")[0])
