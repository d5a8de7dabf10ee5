"""Where an uploaded file is stored: a name that nobody can guess, and that cannot leave its folder."""

import re
import secrets
from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.db.models import Model
from django.utils.deconstruct import deconstructible

from ciwo_site.uploads.formats import FORMATS
from ciwo_site.uploads.pictures import EXTENSIONS as PICTURE_EXTENSIONS

FOLDER = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*", re.ASCII)
# Each ending that a checked file can have, and the one that it is stored under.
STORED_EXTENSIONS = {
    **{extension: known.extension for known in FORMATS.values() for extension in known.extensions},
    **{extension: extensions[0] for extensions in PICTURE_EXTENSIONS.values() for extension in extensions},
}


def unguessable_name(folder: str, extension: str) -> str:
    """ "guides/ab/ab34….pdf": 128 random bits, spread over 256 folders, under an ending that the site knows."""
    if not FOLDER.fullmatch(folder):
        raise SuspiciousFileOperation("The folder must be plain words between slashes.")
    stored_extension = STORED_EXTENSIONS.get(extension.removeprefix(".").lower())
    if stored_extension is None:
        raise SuspiciousFileOperation("This ending belongs to no format that the site takes.")
    token = secrets.token_hex(16)
    return f"{folder}/{token[:2]}/{token}.{stored_extension}"


@deconstructible(path="ciwo_site.uploads.UnguessablePath")
class UnguessablePath:
    """For `upload_to`. Of the uploaded name only the ending is used, which the validators compared with the content."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: Model | None, filename: str) -> str:
        return unguessable_name(self.folder, PurePath(filename).suffix)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UnguessablePath) and self.folder == other.folder

    def __hash__(self) -> int:
        return hash((UnguessablePath, self.folder))
