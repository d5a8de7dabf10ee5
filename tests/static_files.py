"""Static files for tests: nothing is collected, and a name that no file has is refused as the hashed storage would."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class FoundFilesStorage(StaticFilesStorage):
    def url(self, name: str | None) -> str:
        if name and not name.endswith("/") and finders.find(name.partition("#")[0]) is None:
            raise ValueError(f"No static file is called {name!r}.")
        return super().url(name)
