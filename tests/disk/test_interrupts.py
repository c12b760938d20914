"""A build that is interrupted ends with one sentence, which is true, and with exit code 130; what a
killed one left behind goes.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Site, story

from ssg.disk.interrupts import held

REPOSITORY = Path(__file__).resolve().parents[2]
AT = "2026-11-22T12:00:00+00:00"
# Where a signal comes: before the function is called, or after it has returned.
POINTS = [
    "ssg.cli.build_command.find_root",
    "ssg.config.site.load_config",
    "ssg.build.run.Run.parse",
    "ssg.build.run.Run.plan",
    "ssg.catalog.store.Store.settle",
    "ssg.build.run.Run.render",
    "ssg.output.destination.Destination.note_made",
    "ssg.catalog.traces.Traces.reopen",
    "ssg.output.swap.Swap.move",
    "ssg.output.swap.Swap.remove",
    "ssg.catalog.traces.Traces.finish",
    "ssg.catalog.traces.Traces.note_list",
    "ssg.build.pictures.clear_pictures",
    "ssg.output.destination.Destination.close_stage",
    "ssg.catalog.store.Store.close",
    "ssg.cli.build_command._summary",
]
_SCRIPT = """
import importlib, os, signal, sys
import ssg.build.run, ssg.cli, ssg.cli.build_command
point, after, number = sys.argv.pop(1), sys.argv.pop(1) == "after", int(sys.argv.pop(1))
path, _, name = point.rpartition(".")
try:
    owner = importlib.import_module(path)
except ImportError:
    module, _, kind = path.rpartition(".")
    owner = getattr(importlib.import_module(module), kind)
original = getattr(owner, name)
def act(*arguments, **named):
    if not after:
        os.kill(os.getpid(), number)
    result = original(*arguments, **named)
    if after:
        os.kill(os.getpid(), number)
    return result
setattr(owner, name, act)
if hasattr(ssg.build.run, name) and owner is not ssg.build.run:
    setattr(ssg.build.run, name, act)
ssg.cli.main()
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was built, and changed since."""
    made = Site(tmp_path_factory.mktemp("built"))
    made.write(f"-- content/world/a.md --\n{story()}-- content/world/b.md --\n{story('Second')}")
    assert run(made).returncode == 0
    made.write("-- content/world/a.md --\n" + story("Another headline"))
    (made.root / "content/world/b.md").unlink()
    return made


@pytest.fixture(scope="module")
def clean(built: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a clean build of it gives."""
    made = Site(tmp_path_factory.mktemp("clean") / "site")
    shutil.copytree(built.root, made.root, ignore=shutil.ignore_patterns("build", ".ssg"))
    assert run(made).returncode == 0
    return made.files()


@pytest.fixture
def newsroom(built: Site, tmp_path: Path) -> Site:
    shutil.copytree(built.root, tmp_path / "site")
    return Site(tmp_path / "site")


def run(
    made: Site, point: str = "ssg.cli.main", after: str = "after", number: int = 0
) -> subprocess.CompletedProcess[str]:
    script = (
        [sys.executable, "-c", _SCRIPT, point, after, str(number)]
        if number
        else [sys.executable, "-m", "ssg"]
    )
    return subprocess.run(
        [*script, "build", "-s", str(made.root), "--at", AT],
        cwd=REPOSITORY,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("after", ["before", "after"])
@pytest.mark.parametrize("point", POINTS)
def test_an_interrupt_at_any_point_ends_with_one_true_sentence(
    newsroom: Site, clean: dict[str, bytes], point: str, after: str
) -> None:
    before = newsroom.files()
    done = run(newsroom, point, after, signal.SIGINT)
    told = done.stderr.strip().splitlines()
    assert done.returncode == 130, done.stderr
    assert [line for line in told if line.startswith("interrupted; ")] == told, done.stderr
    assert len(told) == 1
    now = newsroom.files()
    if "nothing was published" in told[0]:
        assert now == before
    else:
        assert told == ["interrupted; the site was published before"]
        assert now == clean
    assert not (newsroom.root / ".ssg/stage").exists() or point.endswith("close_stage")
    if after == "after":
        assert run(newsroom).returncode == 0
        assert newsroom.files() == clean


def test_a_cancelled_job_ends_as_with_an_interrupt(newsroom: Site) -> None:
    done = run(newsroom, "ssg.output.swap.Swap.move", "after", signal.SIGTERM)
    assert (done.returncode, done.stderr) == (130, "interrupted; the site was published before\n")


@pytest.mark.parametrize("changes", [True, False])
def test_a_stage_that_a_killed_build_left_goes_with_the_next_build_also_if_nothing_changed(
    newsroom: Site, changes: bool
) -> None:
    done = run(newsroom, "ssg.output.swap.Swap.move", "before", signal.SIGKILL)
    assert done.returncode == -signal.SIGKILL
    assert (newsroom.root / ".ssg/stage/new").is_dir()
    if not changes:
        assert run(newsroom).returncode == 0
        (newsroom.root / ".ssg/stage/new/world").mkdir(parents=True)
    done = run(newsroom)
    assert done.returncode == 0, done.stderr
    assert ("0 written" in done.stdout) == (not changes)
    assert not (newsroom.root / ".ssg/stage").exists()


def test_an_interrupt_waits_until_what_must_be_whole_is_done() -> None:
    order: list[str] = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  (where it is raised is what is tested)
        with held():
            os.kill(os.getpid(), signal.SIGINT)
            order.append("done")
        order.append("never")
    assert order == ["done"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
