"""Collecting static files: the style sheet's parts are printed into one, so that a reader fetches one."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>[a-z]+)\))?(?: (?P<media>[^;]+))?;')
_URL = re.compile(r'url\("(?P<file>[^"#:]+)(?P<rest>#[^"]*)?"\)')


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed, with the imports of the one style sheet resolved."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if SHEET in paths and not dry_run:
            sheet = self._printed(SHEET, paths)
            self.delete(SHEET)
            self.save(SHEET, ContentFile(sheet.encode()))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, dry_run, **options)

    def _printed(self, name: str, paths: dict[str, Any]) -> str:
        """The text of a sheet with every import in its place, without comments and needless space."""
        storage, path = paths[name]
        with storage.open(path) as file:
            text = _COMMENT.sub("", file.read().decode())
        folder = PurePosixPath(name).parent

        def imported(match: re.Match[str]) -> str:
            inner = self._printed(normpath(str(folder / match["file"])), paths)
            inner = f"@layer {match['layer']} {{{inner}}}" if match["layer"] else inner
            return f"@media {match['media']} {{{inner}}}" if match["media"] else inner

        return re.sub(r"\s*\n\s*", "\n", _IMPORT.sub(imported, self._rebased(text, folder))).strip()

    @staticmethod
    def _rebased(text: str, folder: PurePosixPath) -> str:
        """Addresses of a part, as seen from the one sheet; those of imports stay, they are about to go."""
        home = PurePosixPath(SHEET).parent

        def rebased(match: re.Match[str]) -> str:
            target = normpath(str(folder / match["file"]))
            up = "../" * len(home.parts)
            return f'url("{up}{target}{match["rest"] or ""}")'

        return "".join(
            line if line.lstrip().startswith("@import") else _URL.sub(rebased, line)
            for line in text.splitlines(keepends=True)
        )
