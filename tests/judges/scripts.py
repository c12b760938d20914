"""Which pages run a script in Chromium."""

import json
import shutil
import subprocess
from pathlib import Path

_PROGRAM = Path(__file__).parent / "scripts.mjs"
_MODULES = Path(__file__).parents[2] / ".judges" / "npm" / "node_modules"


def pages_that_run(pages: list[str]) -> list[int]:
    """The numbers of those pages (whole documents with the title "calm") in which something ran.
    FileNotFoundError without a browser.
    """
    node, chromium = shutil.which("node"), shutil.which("chromium")
    if not node or not chromium or not (_MODULES / "playwright-core").is_dir():
        raise FileNotFoundError(
            "this needs node, chromium and playwright-core; `make test` installs them"
        )
    asked = {"modules": str(_MODULES), "chromium": chromium, "pages": pages}
    done = subprocess.run(
        [node, str(_PROGRAM)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ran: list[int] = json.loads(done.stdout)
    return ran
