"""Taking in a large file when there is no room for it: the rest of its form is worth more than an error page."""

from contextlib import suppress
from io import BytesIO
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from ciwo_site.storages.problems import StorageFull


class UnkeptFile(UploadedFile):
    """A file that came and could not be kept: its name and size, and why. Reading it raises `problem`."""

    def __init__(self, name: str, size: int, problem: Exception) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)
        self.problem = problem

    def chunks(self, chunk_size: int | None = None) -> Any:
        raise self.problem

    def read(self, *_arguments: Any) -> bytes:
        raise self.problem


class ReceivingHandler(TemporaryFileUploadHandler):
    """Django's, which would end the whole request where the disk is full."""

    problem: Exception | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.problem = None
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._give_up()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.problem is None:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError:
                self._give_up()

    def file_complete(self, file_size: int) -> UploadedFile:
        if self.problem is None:
            try:
                return cast("UploadedFile", super().file_complete(file_size))
            except OSError:
                self._give_up()
        assert self.problem is not None  # noqa: S101 -- for the type checker
        return UnkeptFile(self.file_name or "", file_size, self.problem)

    def _give_up(self) -> None:
        """What was written is removed at once, so that there is room again."""
        self.problem = StorageFull("The disk is full.")
        if file := getattr(self, "file", None):
            with suppress(OSError):
                file.close()
