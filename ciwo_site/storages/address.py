"""From `MEDIA_STORAGE_URL` to Django's settings. Knows nothing of those, which are made from it.

s3://key:secret@store.example.org/bucket?region=us-east-1&prefix=wins/
s3://key:secret@store.example.org:9000/bucket?tls=off
s3:///bucket?region=us-east-1        Amazon's own store, and the credentials of the machine
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL = "ciwo_site.storages.local.LocalFiles"
WORDS = {"region", "prefix", "tls", "addressing"}


def storage_settings(address: str) -> dict[str, Any]:
    """Without an address, files lie in `MEDIA_ROOT`."""
    if not address:
        return {"BACKEND": LOCAL}
    parts = urlsplit(address)
    words = dict(parse_qsl(parts.query))
    bucket = unquote(parts.path.strip("/"))
    if parts.scheme != "s3" or not bucket or "/" in bucket or not words.keys() <= WORDS:
        # The address itself is not repeated: it holds a secret.
        raise ImproperlyConfigured(
            "MEDIA_STORAGE_URL is s3://key:secret@host/bucket, and may end in ?region=…&prefix=…&tls=off&addressing=virtual."
        )
    place = parts.netloc.rpartition("@")[2]
    scheme = "http" if words.get("tls") == "off" else "https"
    options = {
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{place}" if place else None,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "region_name": words.get("region"),
        "location": words.get("prefix", ""),
        "addressing_style": words.get("addressing", "path" if place else "auto"),
    }
    return {"BACKEND": "ciwo_site.storages.objects.ObjectStore", "OPTIONS": options}
