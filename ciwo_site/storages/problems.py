"""What can be wrong with the place where files are kept, apart from a file that is not there."""


class StorageProblem(Exception):
    """A file could not be kept or fetched, and it is not the file's fault."""


class StorageFull(StorageProblem):
    """There is no room for it."""


class StorageUnreachable(StorageProblem):
    """The place does not answer, or refuses us."""
