"""A process that builds again and again, and is told which paths changed: what it makes equals a
clean build.
"""

import gc
import os
import random
import shutil
from pathlib import Path

import pytest
from conftest import NOW, Site, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssg.build.options import Options, Stopped
from ssg.build.recipes import Recipes
from ssg.build.run import build
from ssg.build.session import Session
from ssg.catalog.scan import CatalogScan
from ssg.catalog.traces import Traces
from ssg.layouts.code import LayoutEnvironment
from ssg.pages.context import Context
from ssg.source.files import scan_folder
from tests.build.test_invariant import MORE_STEPS, thresholds_kept
from tests.build.test_traces import (
    PASSING,
    Newsroom,
    _layouts_compiled_once,  # noqa: F401  for this module too
    built,  # noqa: F401
)

FOLDERS = ("content", "static", "layouts", "data")
# What is done to the output and to the catalog is no change of the newsroom's files.
AROUND = {
    "kill",
    "fill the disk",
    "spoil outputs",
    "spoil pictures",
    "set times",
    "damage the catalog",
    "earlier catalog",
    "catalog of another site",
}
assert MORE_STEPS.keys() > AROUND
STEP = st.tuples(st.sampled_from(sorted(MORE_STEPS.keys() - AROUND)), st.integers(0, 999_999))


def stamps(root: Path) -> dict[str, tuple[int, ...]]:
    """Everything that stands below the watched folders, as it would be seen by whoever watches."""
    found = {}
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            seen = path.lstat()
            is_file = path.is_file()
            stamp = (seen.st_ino, seen.st_size if is_file else 0, seen.st_ctime_ns * is_file)
            found[path.relative_to(root).as_posix()] = stamp
    return found


def changed(before: dict[str, tuple[int, ...]], after: dict[str, tuple[int, ...]]) -> list[str]:
    return [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]


@pytest.mark.slow
@given(steps=st.lists(STEP, min_size=6, max_size=14))
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_builds_of_one_session_equal_clean_builds(
    built: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int]],
) -> None:
    root = tmp_path_factory.mktemp("session") / "site"
    shutil.copytree(built, root)
    with pytest.MonkeyPatch.context() as patch, thresholds_kept():
        paper = Newsroom(Site(root), patch)
        paper.write(**PASSING)
        session = Session(root)
        before = stamps(root)
        for name, seed in steps:
            draw = random.Random(seed)
            MORE_STEPS[name](paper, draw)
            after = stamps(root)
            paths = changed(before, after)
            draw.shuffle(paths)  # events come in any order
            for path in paths:
                session.note(path)
            for folder in FOLDERS:
                assert session.scan(folder) == scan_folder(root, folder)
            before = after
            paper.build(session=session)
    shutil.rmtree(root.parent)


def paper_with(site, count: int = 3) -> Site:
    return site(
        "".join(f"-- content/world/s{n}.md --\n{story(f'Story {n}')}" for n in range(count))
    )


def test_a_note_of_a_file_a_folder_and_what_is_gone(site) -> None:
    made = paper_with(site)
    session = Session(made.root)
    session.scan("content")
    made.write("-- content/local/new.md --\nx\n-- content/world/s1.md --\ny\n")
    (made.root / "content/world/s2.md").unlink()
    (made.root / "content/world/.s1.md.swp").write_text("z")
    (made.root / "content/world/s1.md~").write_text("z")
    for path in ("local", "world/s1.md", "world/s2.md", "world/.s1.md.swp", "world/s1.md~"):
        session.note(f"content/{path}")
    assert session.scan("content") == scan_folder(made.root, "content")
    shutil.move(made.root / "content/world", made.root / "content/region")
    session.note("content/region")
    session.note("content/world")
    assert session.scan("content") == scan_folder(made.root, "content")
    assert "content/region/s1.md" in [file.path for file in session.scan("content").files]


@pytest.mark.parametrize("target", ["../../static", "../../..", "nowhere"])
def test_a_link_is_looked_at_with_its_whole_folder(site, target: str) -> None:
    made = paper_with(site).write("-- static/a.txt --\na\n")
    session = Session(made.root)
    session.scan("content")
    os.symlink(target, made.root / "content/world/link")
    session.note("content/world/link")
    assert session.scan("content") == scan_folder(made.root, "content")
    made.write("-- static/b.txt --\nb\n")
    session.note("content/world/s1.md")
    assert session.scan("content") == scan_folder(made.root, "content")


def test_what_another_process_built_meanwhile_is_looked_at(site) -> None:
    made = paper_with(site)
    session = Session(made.root)
    made.build(session=session)
    assert session.file_count is not None
    made.write(f"-- content/world/s1.md --\n{story('Another')}")
    made.build(now=NOW)  # by somebody else
    (made.out / "world/2026/11/s0/index.html").write_text("spoiled")
    made.build(session=session)
    assert "Story 0" in made.read("world/2026/11/s0/")
    assert "Another" in made.read("")


def test_a_build_can_be_stopped_while_it_renders_and_publishes_nothing(site) -> None:
    made = paper_with(site)
    session = Session(made.root)
    made.build(session=session)
    before = made.files()
    made.write("-- layouts/story.html --\n{{ story.title }}!\n")
    session.note("layouts")
    session.note("layouts/story.html")

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "rendering pages":
            raise Stopped

    options = Options(now=NOW, destination=made.out, jobs=1, session=session, progress=stop)
    with pytest.raises(Stopped):
        build(made.root, options)
    assert made.files() == before
    made.build(session=session)
    assert made.read("world/2026/11/s1/") == "Story 1!"


def test_pages_that_are_looked_at_are_made_first(site) -> None:
    made = paper_with(site, 4).write("-- layouts/assets/site.css --\na {}\n")
    session = Session(made.root)
    made.build(session=session)
    made.write("-- layouts/story.html --\n{{ story.title }}!\n")
    made.write("-- layouts/assets/site.css --\nb {}\n")
    session.note("layouts")
    shown: list[tuple[str, bytes]] = []
    seen_before = made.read("world/2026/11/s2/")

    def show(path: str, content: bytes) -> None:
        assert made.read("world/2026/11/s2/") == seen_before
        shown.append((path, content))

    first = {"/world/2026/11/s2/", "/assets/site.css", "/nowhere/"}
    made.build(session=session, first=frozenset(first), show=show)
    assert sorted(shown) == [
        ("assets/site.css", b"b {}\n"),
        ("world/2026/11/s2/index.html", b"Story 2!"),
    ]
    assert made.read("world/2026/11/s2/") == "Story 2!"
    assert made.read("world/2026/11/s3/") == "Story 3!"
    made.write("-- layouts/story.html --\n{{ nothing.at.all }}\n")
    session.note("layouts/story.html")
    shown.clear()
    made.build(session=session, first=frozenset(first), show=show)
    assert shown == []
    assert made.codes() == ["layout-error"]


def test_nothing_of_a_build_but_its_session_is_kept(site) -> None:
    made = paper_with(site)
    session = Session(made.root)
    counts = []
    for number in range(4):
        made.write(f"-- content/world/s1.md --\n{story(f'Story {number}')}")
        session.note("content/world/s1.md")
        made.build(session=session)
        made.report = None
        gc.collect()
        kept = (Context, Recipes, Traces, CatalogScan, LayoutEnvironment)
        counts.append(sum(isinstance(each, kept) for each in gc.get_objects()))
    assert counts[1:] == counts[:1] * 3
