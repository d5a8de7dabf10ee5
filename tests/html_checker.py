"""The Nu HTML checker, npm's `vnu-jar`: VNU_JAR names its file, else it is where `.ci/run` puts it."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

INSTALLED = Path(__file__).parent.parent / "var/tools/node_modules/vnu-jar/build/dist/vnu.jar"


def find_checker() -> list[str] | str:
    """The command, or the reason why there is none."""
    jar = Path(os.environ.get("VNU_JAR") or INSTALLED)
    java = shutil.which("java")
    if not jar.is_file():
        return f"no HTML checker: there is no file {jar} (VNU_JAR names another; .ci/run installs it)"
    if not java:
        return "no HTML checker: it needs Java, and there is no `java` here"
    return [java, "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always"]


def messages(command: list[str], pages: Mapping[str, str | bytes]) -> list[str]:
    """Every error as `page, line: sentence [extract]`. Costs about two seconds, however many pages there are."""
    with tempfile.TemporaryDirectory(prefix="catalog-html-") as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            file = Path(folder) / f"{number}.html"
            file.write_bytes(html.encode() if isinstance(html, str) else html)
            names[file.name] = name
        result = subprocess.run([*command, folder], capture_output=True, text=True, timeout=300, check=True)
    found = json.loads(result.stdout or result.stderr)["messages"]
    return [_sentence(message, names) for message in found]


def _sentence(message: dict[str, object], names: Mapping[str, str]) -> str:
    page = names.get(str(message.get("url", "")).rpartition("/")[2], "")
    return f"{page}, line {message.get('lastLine', '?')}: {message['message']} [{message.get('extract', '')}]"
