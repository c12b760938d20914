"""Workflows run the actions that we looked at: each is pinned by its commit, here, in what `ssg new
site` writes and in the documents.
"""

import collections
import re
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.fast

ROOT = Path(__file__).resolve().parent.parent
_USES = re.compile(r"^\s*(?:- )?uses:\s*(.*?)\s*$", re.M)
_PINNED = re.compile(r"([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)")
PLACES = sorted(
    [
        *ROOT.glob(".github/**/*.yml"),
        *ROOT.glob("ssg/starter/**/*.yml"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("*.md"),
    ],
)


def used_in(path: Path) -> list[str]:
    return _USES.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", [path for path in PLACES if used_in(path)], ids=lambda path: path.name
)
def test_every_action_is_pinned_by_its_commit_and_names_its_version(path: Path) -> None:
    assert [used for used in used_in(path) if not _PINNED.fullmatch(used)] == []


def test_an_action_is_pinned_alike_everywhere() -> None:
    pins = collections.defaultdict(set)
    for path in PLACES:
        for used in used_in(path):
            name, *pin = _PINNED.fullmatch(used).groups()
            pins[name].add(tuple(pin))
    assert len(pins) >= 6
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


def test_no_workflow_is_overlooked() -> None:
    """Whatever has jobs is a workflow, wherever it stands."""
    with_jobs = {
        path
        for path in ROOT.glob("ssg/**/*.y*ml")
        if re.search(r"^jobs:", path.read_text(encoding="utf-8"), re.M)
    }
    with_jobs |= set(ROOT.glob(".github/workflows/*"))
    assert with_jobs
    assert with_jobs <= set(PLACES)
    for path in with_jobs:
        steps = [
            step
            for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
            for step in job["steps"]
        ]
        assert sum("uses" in step for step in steps) == len(used_in(path))
