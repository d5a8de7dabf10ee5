"""What an object store holds, asked in its own language."""

import http.client
from xml.etree import ElementTree

NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"


def names(port: int, bucket: str = "catalog") -> set[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", f"/{bucket}?max-keys=1000")
    listing = ElementTree.fromstring(connection.getresponse().read())  # noqa: S314 -- our own process wrote it
    connection.close()
    return {str(key.text) for key in listing.iter(f"{NAMESPACE}Key")}
