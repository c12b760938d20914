"""Workflows run the actions that we looked at: each is pinned by its commit, here, in what `ssg new
site` writes and in the documents.
"""

import collections
import hashlib
import hmac
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from ssg.scaffold.new import workflow

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


# ---- the workflow with previews of pull requests

PREVIEWS: dict[str, Any] = yaml.safe_load(workflow(previews=True))
JOBS: dict[str, Any] = PREVIEWS["jobs"]
SECRET = "a long random text"
SHAS = ("a" * 40, "b" * 40)
# Stands for the program of GitHub: lists pull requests, and notes what it is asked to say.
_GH = """\
#!/bin/sh
for last; do :; done
if [ "$1" = pr ]; then printf '%s' "$PULLS" | jq -r "$last"; exit; fi
echo "$@" >> said.txt
"""


def key_of(branch: str) -> str:
    return hmac.new(SECRET.encode(), branch.encode(), hashlib.sha256).hexdigest()[:32]


def script_of(job: str) -> str:
    found = [step["run"] for step in JOBS[job]["steps"] if "\n" in step.get("run", "")]
    assert len(found) == 1
    return str(found[0])


def run(job: str, folder: Path, **values: str) -> dict[str, str]:
    """Run the script of a job as GitHub does; gives its outputs."""
    if not all(map(shutil.which, ("bash", "jq", "openssl"))):
        pytest.skip("this needs bash, jq and openssl")
    (folder / "gh").write_text(_GH)
    (folder / "gh").chmod(0o755)
    output = folder / "output.txt"
    output.write_text("")
    known = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(output),
        "GITHUB_REPOSITORY": "ledger/harbor",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_RUN_ID": "7",
    }
    subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script_of(job)],
        cwd=folder,
        env=known | values,
        check=True,
        timeout=60,
    )
    return dict(line.split("=", 1) for line in output.read_text().splitlines())


def pulls(*branches: str, fork: str = "") -> str:
    return json.dumps(
        [
            {"headRefName": name, "headRefOid": sha, "isCrossRepository": name == fork}
            for name, sha in zip(branches, SHAS, strict=False)
        ]
    )


def test_what_a_pull_request_brings_is_built_without_secrets_and_rights() -> None:
    assert PREVIEWS["permissions"] == {}
    brought = [
        name
        for name, job in JOBS.items()
        for step in job["steps"]
        if "checkout" in step.get("uses", "") and step["with"]["ref"] != "main"
    ]
    assert brought == ["preview"]
    checkouts = [step["with"] for step in JOBS["preview"]["steps"] if "with" in step][:2]
    assert [each.get("path") for each in checkouts] == [None, "branch"]
    assert JOBS["preview"]["permissions"] == {"contents": "read"}
    assert "secrets" not in json.dumps(JOBS["preview"])
    assert "cache" not in json.dumps(JOBS["preview"])
    with_secret = [name for name, job in JOBS.items() if "secrets." in json.dumps(job)]
    assert with_secret == ["find"]
    assert not any("checkout" in step.get("uses", "") for step in JOBS["find"]["steps"])


def test_a_preview_has_the_stories_of_its_branch_and_the_layouts_of_main(tmp_path: Path) -> None:
    """Layouts are programs: none of a branch runs in the name of main."""
    for place, folders in (("", "content static layouts"), ("branch", "content layouts data .ssg")):
        for name in folders.split():
            (tmp_path / place / name).mkdir(parents=True)
            (tmp_path / place / name / f"of-{place or 'main'}").write_text("")
        (tmp_path / place / "site.yaml").write_text(f"title: {place}")
    (tmp_path / "ssg").write_text('#!/bin/sh\necho "$@" > asked.txt\n')
    (tmp_path / "ssg").chmod(0o755)
    run("preview", tmp_path, BASE_URL="https://x.example", KEY="0123", RUNNER_TEMP="/tmp/runner")
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/*")}
    assert found == {"content/of-branch", "layouts/of-main"}
    assert (tmp_path / "site.yaml").read_text() == "title: branch"
    asked = (tmp_path / "asked.txt").read_text()
    assert "--base-url https://x.example/preview/0123/ -d /tmp/runner/previews/0123" in asked


def test_no_word_of_a_stranger_stands_in_a_script() -> None:
    """Names of branches are anybody's: scripts have them as values, never as text of their own."""
    for job in JOBS.values():
        assert not [step for step in job["steps"] if "${{" in step.get("run", "")]
    assert "head.repo.full_name == github.repository" in JOBS["build"]["if"]


def test_a_preview_that_fails_keeps_nothing_from_being_published() -> None:
    assert JOBS["preview"]["continue-on-error"] is True
    assert JOBS["preview"]["strategy"]["fail-fast"] is False
    for name in ("together", "deploy", "tell"):
        assert JOBS[name]["if"].startswith("always() && needs.")
    assert "needs.build.result == 'success'" in JOBS["together"]["if"]


def test_both_workflows_build_and_publish_the_site_alike() -> None:
    plain: dict[str, Any] = yaml.safe_load(workflow(previews=False))
    assert PREVIEWS[True]["schedule"] == plain[True]["schedule"]  # YAML 1.1 reads `on` as true
    commands = [
        [step["run"] for step in each["jobs"]["build"]["steps"] if "run" in step]
        for each in (plain, PREVIEWS)
    ]
    assert commands[0] == commands[1]
    assert plain["jobs"]["deploy"]["steps"] == JOBS["deploy"]["steps"]


def test_each_branch_has_an_address_that_stays(tmp_path: Path) -> None:
    given = pulls("cms/local/a'b$(x)", "stranger", fork="stranger")
    found = run("find", tmp_path, PULLS=given, SECRET=SECRET)
    previews = json.loads(found["previews"])
    assert previews == [{"sha": SHAS[0], "key": key_of("cms/local/a'b$(x)")}]
    assert run("find", tmp_path, PULLS=given, SECRET=SECRET) == found
    assert run("find", tmp_path, PULLS=given, SECRET=SECRET + "!") != found


@pytest.mark.parametrize("secret", ["", "short"])
def test_without_a_secret_there_are_no_previews(tmp_path: Path, secret: str) -> None:
    assert run("find", tmp_path, PULLS=pulls("a"), SECRET=secret) == {"previews": "[]"}
    assert run("find", tmp_path, PULLS="[]", SECRET=SECRET) == {"previews": "[]"}


def test_previews_go_below_the_site_and_their_addresses_are_told(tmp_path: Path) -> None:
    found = run("find", tmp_path, PULLS=pulls("a", "b"), SECRET=SECRET)["previews"]
    (tmp_path / "site").mkdir()
    # What the preview of `a` made, and what nobody asked for. That of `b` failed.
    for name in (key_of("a"), "not-asked-for"):
        (tmp_path / "previews" / name).mkdir(parents=True)
        (tmp_path / "previews" / name / "index.html").write_text("draft")
    made = run("together", tmp_path, PREVIEWS=found)["made"]
    assert made.split() == [key_of("a")]
    assert [each.name for each in (tmp_path / "site/preview").iterdir()] == [key_of("a")]
    run("tell", tmp_path, PREVIEWS=found, MADE=made, BASE_URL="https://x.example/news")
    good, bad = (tmp_path / "said.txt").read_text().splitlines()
    assert f"statuses/{SHAS[0]} " in good
    assert "state=success" in good
    assert f"target_url=https://x.example/news/preview/{key_of('a')}/ " in good
    assert f"statuses/{SHAS[1]} " in bad
    assert "state=failure target_url=" not in good
    assert "https://github.com/ledger/harbor/actions/runs/7" in bad


def test_a_site_without_previews_is_published_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert run("together", tmp_path, PREVIEWS="[]") == {"made": ""}
    assert list((tmp_path / "site").iterdir()) == []
    run("tell", tmp_path, PREVIEWS="[]", MADE="", BASE_URL="https://x.example")
    assert not (tmp_path / "said.txt").exists()
