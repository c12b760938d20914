"""Where this ssg was installed from, as pip can install it again on another machine."""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import ssg

NAME = "ssg-news"
# What may stand in a line of a workflow between quotes; an address with a password is none of it.
_ADDRESS = re.compile(r"https?://(?!/)[A-Za-z0-9._~:/%+=-]{1,500}")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def requirement() -> tuple[str, bool]:
    """What to give to `pip install`, and whether that is where this ssg came from. It is not for
    one that was installed from a folder or a file, which no other machine can reach.
    """
    return requirement_of(_record())


def requirement_of(record: dict[str, Any] | None) -> tuple[str, bool]:
    """The same by the record that pip keeps (PEP 610): None for a package from an index."""
    indexed = f"{NAME}=={ssg.__version__}"
    if record is None:
        return indexed, True
    url = str(record.get("url", ""))
    if not _ADDRESS.fullmatch(url):
        return indexed, False
    repository = record.get("vcs_info")
    if repository is None:
        return f"{NAME} @ {url}", True
    commit = str(repository.get("commit_id", ""))
    if repository.get("vcs") != "git" or not _COMMIT.fullmatch(commit):
        return indexed, False
    return f"{NAME} @ git+{url}@{commit}", True


def _record() -> dict[str, Any] | None:
    """What pip noted of where the package came from. A checkout that was never installed is a
    folder.
    """
    try:
        found = distribution(NAME)
        text = found.read_text("direct_url.json")
        package = Path(str(found.locate_file("ssg"))).resolve()
    except (PackageNotFoundError, OSError):
        return {}
    if text is None:
        return None if package == Path(ssg.__file__).resolve().parent else {}
    try:
        record = json.loads(text)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}
