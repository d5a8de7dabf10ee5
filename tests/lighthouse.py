"""Google's Lighthouse, npm's `lighthouse`, as `.ci/lighthouse.mjs` calls it. `.ci/run` installs it; LIGHTHOUSE_TOOLS names another folder."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
INSTALLED = PROJECT / "var/tools"
SCRIPT = PROJECT / ".ci/lighthouse.mjs"
SECONDS_FOR_A_PAGE = 60  # on a busy machine; five on an idle one


def find_lighthouse() -> Path | str:
    """The folder that holds it, or the reason why there is none."""
    tools = Path(os.environ.get("LIGHTHOUSE_TOOLS") or INSTALLED)
    if not (tools / "node_modules/lighthouse").is_dir():
        return f"no Lighthouse: there is none in {tools} (LIGHTHOUSE_TOOLS names another folder; .ci/run installs it)"
    if not shutil.which("node"):
        return "no Lighthouse: it needs Node, and there is no `node` here"
    return tools


def scores(tools: Path, chromium: str, addresses: Iterable[str]) -> Mapping[str, Any]:
    """Address → scores by category (0 to 100) and `faults`, sentences on what is less than 100. Speed is left out."""
    command = ["node", str(SCRIPT), "--quick", "--json", *addresses]
    found = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": chromium, "LIGHTHOUSE_TOOLS": str(tools)},
        capture_output=True,
        text=True,
        timeout=SECONDS_FOR_A_PAGE * len(command),
    )
    assert found.stdout, found.stderr
    return {page["address"]: {**page["scores"], "faults": page["faults"]} for page in json.loads(found.stdout)}
