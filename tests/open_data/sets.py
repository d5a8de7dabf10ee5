"""Sets of open data as a program fetches them."""

import csv
import json
from io import StringIO
from typing import Any

from django.test import Client

from ciwo_site.addresses import localized_reverse


def address(name: str, extension: str = "json", language: str = "en") -> str:
    return localized_reverse(f"open-data-{extension}", language, {"name": name})


def items(client: Client, name: str, language: str = "en") -> list[dict[str, Any]]:
    return json.loads(client.get(address(name, "json", language)).content)["items"]


def table(client: Client, name: str, language: str = "en") -> list[dict[str, str]]:
    content = client.get(address(name, "csv", language)).content
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
