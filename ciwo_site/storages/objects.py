"""Files in an S3-compatible store, for any number of web processes. Readers never meet it: the site passes the bytes on.

django-storages fetches a whole object before its first byte; here a part is fetched as a part.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name
from urllib3.exceptions import HTTPError

from ciwo_site.breaker import Breaker
from ciwo_site.storages.problems import StorageFull, StorageUnreachable

SECONDS_BETWEEN_ATTEMPTS = 2.0
CLIENT = {
    "connect_timeout": 2,
    "read_timeout": 5,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
    "max_pool_connections": 32,
    # What only Amazon's own store knows is used only where it is demanded.
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
MISSING = {"404", "NoSuchKey", "NotFound"}
FULL = {"507", "QuotaExceeded", "EntityTooLarge", "XMinioStorageFull", "InsufficientStorage"}

_reachable = Breaker(SECONDS_BETWEEN_ATTEMPTS)


@deconstructible(path="ciwo_site.storages.objects.ObjectStore")
class ObjectStore(S3Storage):
    def __init__(self, **options: Any) -> None:
        style = {"addressing_style": options.pop("addressing_style", "path")}
        super().__init__(
            **{
                "client_config": Config(s3=style, **CLIENT),
                "default_acl": None,
                "file_overwrite": False,
                "querystring_auth": False,
                "transfer_config": TransferConfig(max_concurrency=2),  # bounded memory for a recording of 1 GB
                **options,
            }
        )
        self._lock = Lock()
        self._shared: Any = None

    @property
    def connection(self) -> Any:
        """One for all threads: its client may be shared, and making one takes a tenth of a second."""
        with self._lock:
            if self._shared is None:
                self._shared = self._create_session().resource(
                    "s3",
                    region_name=self.region_name,
                    endpoint_url=self.endpoint_url,
                    config=self.client_config,
                )
            return self._shared

    def url(self, name: str, *_arguments: Any, **_options: Any) -> str:
        """An address of this site, whatever keeps the file."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def open_part(self, name: str, chosen: range) -> "_Body":
        """The chosen bytes to read; the store has answered already when this returns."""
        asked = {"Range": f"bytes={chosen.start}-{chosen.stop - 1}"} if chosen else {}
        with reaching():
            answer = self._client.get_object(Bucket=self.bucket_name, Key=self._key(name), **asked)
        return _Body(answer["Body"])

    def size(self, name: str) -> int:
        with reaching():
            return self._client.head_object(Bucket=self.bucket_name, Key=self._key(name))["ContentLength"]

    def exists(self, name: str) -> bool:
        with reaching():
            return super().exists(name)

    def delete(self, name: str) -> None:
        with reaching():
            super().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with reaching():
            return super().listdir(path)

    def answers(self) -> None:
        """Ask for nothing in particular. Raises StorageUnreachable where there is no such bucket for us."""
        with reaching():
            try:
                self._client.head_bucket(Bucket=self.bucket_name)
            except ClientError as error:
                raise StorageUnreachable("There is no such bucket, or it is not ours.") from error

    def _open(self, name: str, mode: str = "rb") -> Any:
        with reaching():
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with reaching():
            return super()._save(name, content)

    def _key(self, name: str) -> str:
        return self._normalize_name(clean_name(name))

    @property
    def _client(self) -> Any:
        return self.connection.meta.client


class _Body:
    """What botocore reads from, with our word for a store that goes away in the middle."""

    def __init__(self, body: Any) -> None:
        self._body = body
        self.close = body.close

    def read(self, size: int) -> bytes:
        """Whatever other requests met: what the store has begun to give is not cut off for their sake."""
        with _in_our_words():
            return self._body.read(size)


@contextmanager
def reaching() -> Iterator[None]:
    """Tell a store that is gone from an object that is not there, and after a failure leave it alone for a moment."""
    if not _reachable.lets_through():
        raise StorageUnreachable("The store did not answer a moment ago; it is tried again in a moment.")
    with _in_our_words():
        yield
    _reachable.worked()


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in MISSING:
            _reachable.worked()
            raise FileNotFoundError("The store has no such object.") from error
        if code in FULL:
            raise StorageFull("The store has no room.") from error
        raise StorageUnreachable(f"The store refuses ({code}).") from error
    except (BotoCoreError, Boto3Error, HTTPError, OSError) as error:
        _reachable.failed()
        raise StorageUnreachable(f"The store does not answer ({type(error).__name__}).") from error
