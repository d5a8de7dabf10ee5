"""Reading an archive back, to know that it could be restored."""

from pathlib import Path

from ciwo_site.backup.archive import MANIFEST, SEAL, Manifest, Reading, Refused, file_member, reading, rows_member


def verify(path: Path) -> Manifest:
    """Read every byte and compare every checksum. Raises `Refused` with the first thing that is wrong."""
    with reading(path) as archive:
        check(archive)
        return archive.manifest


def check(archive: Reading) -> None:
    manifest = archive.manifest
    members = {rows_member(label) for label in manifest.tables} | {file_member(name) for name in manifest.files}
    if members != manifest.checksums.keys():
        raise Refused("The archive’s manifest contradicts itself.")
    if missing := sorted(members - archive.members):
        raise Refused(f"The archive lacks {missing[0]}, which its manifest names.")
    if strange := sorted(archive.members - members - {MANIFEST, SEAL}):
        raise Refused(f"The archive has {strange[0]}, which its manifest does not name.")
    for member, expected in manifest.checksums.items():
        if archive.checksum(member) != expected:
            raise Refused(f"{member} was changed or damaged: its checksum is another than the manifest’s.")
