"""One file that holds the whole catalog, rows and files, and can be restored onto SQLite and onto PostgreSQL.

It is a zip archive, so that a person without this site can read it too:

    manifest.json     what the archive holds: format, migrations, columns and number of rows, SHA-256 of every member
    manifest.sha256   the checksum of the manifest itself
    rows/….jsonl      a line for each row of a table, a list of its columns
    files/…           every uploaded file, under its name in the storage

Nobody's session is in it. Everything else is, also what is secret: keep it as you keep the database.
"""

from ciwo_site.backup.archive import Refused
from ciwo_site.backup.restoring import restore
from ciwo_site.backup.saving import save
from ciwo_site.backup.verifying import verify

__all__ = ["Refused", "restore", "save", "verify"]
