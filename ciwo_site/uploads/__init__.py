"""Files that staff upload, judged by what is in them. A name and a browser's word for a type are claims, not facts.

Every check ends in `UploadRefused` with one sentence in plain words, or in the facts that a page shows about the file.
Each is bounded in time and memory by the size limits, whatever the file says of itself.
"""

from ciwo_site.uploads.documents import (
    DocumentFacts,
    inspect_document,
    inspect_material,
    validate_document,
    validate_material,
)
from ciwo_site.uploads.formats import DOCUMENT_FORMATS, FORMATS, MATERIAL_FORMATS, RECORDING_FORMATS, Format
from ciwo_site.uploads.paths import UnguessablePath, unguessable_name
from ciwo_site.uploads.pictures import PictureFacts, inspect_picture, tidy_picture, validate_picture
from ciwo_site.uploads.refusals import UploadRefused

__all__ = [
    "DOCUMENT_FORMATS",
    "FORMATS",
    "MATERIAL_FORMATS",
    "RECORDING_FORMATS",
    "DocumentFacts",
    "Format",
    "PictureFacts",
    "UnguessablePath",
    "UploadRefused",
    "inspect_document",
    "inspect_material",
    "inspect_picture",
    "tidy_picture",
    "unguessable_name",
    "validate_document",
    "validate_material",
    "validate_picture",
]
