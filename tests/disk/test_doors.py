"""The doors: nothing is written, moved, read or removed outside of a folder, whatever a path or a
link says.
"""

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PIXEL, Site, story
from hypothesis import given
from hypothesis import strategies as st

from ssg.disk.doors import Door, OutputError, found_inside, is_plain
from ssg.output.swap import Swap

OUT = [
    "../x",
    "/x",
    "a/../../x",
    "a//x",
    "",
    ".",
    "..",
    "a/..",
    "a/.",
    "./x",
    "a/",
    "x\0y",
    "/../../.profile",
]


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A folder beside, whose files must be as they were."""
    folder = tmp_path / "victim"
    (folder / "deep").mkdir(parents=True)
    for name in ("x", "secret", "deep/x"):
        (folder / name).write_text(f"the {name} of somebody")
    before = contents(folder)
    yield folder
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes | str | None]:
    """All that lies in a folder: files with their bytes, links with their targets."""
    return {
        path.relative_to(folder).as_posix(): (
            os.readlink(path)
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else None
        )
        for path in folder.rglob("*")
    }


@pytest.fixture
def door(tmp_path: Path, victim: Path) -> Door:
    """The door of a folder that holds links to the victim."""
    (tmp_path / "own/in").mkdir(parents=True)
    (tmp_path / "own/out").symlink_to("../victim")
    (tmp_path / "own/in/far").symlink_to(victim)
    (tmp_path / "own/file").symlink_to("../victim/secret")
    (tmp_path / "own/nothing").symlink_to("../victim/new")
    return Door(tmp_path / "own")


@pytest.mark.parametrize("path", [*OUT, "out/x", "in/far/x", "in/far/deep/x"])
def test_what_leads_out_is_neither_written_read_moved_nor_removed(
    door: Door, tmp_path: Path, path: str
) -> None:
    other = Door(tmp_path / "other")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/x").write_text("ours")
    acts = (
        lambda: door.write(path, b"new"),
        lambda: door.read(path),
        lambda: door.remove(path),
        lambda: door.make_room(path),
        lambda: door.link(path, other, "y"),
        lambda: door.move(path, other, "y"),
        lambda: other.move("x", door, path),
        lambda: other.link("x", door, path),
    )
    for act in acts:
        with pytest.raises(OutputError):
            act()
    assert contents(tmp_path / "other") == {"x": b"ours"}


@pytest.mark.parametrize("name", ["file", "nothing"])
def test_a_link_in_the_place_of_a_file_is_replaced_or_removed_and_never_followed(
    door: Door, tmp_path: Path, name: str
) -> None:
    for act in (lambda: door.write(name, b"new"), lambda: door.read(name)):
        with pytest.raises(OSError, match=r"symbolic links|No such"):
            act()
    door.put(name, b"new")
    assert (door.read(name), (tmp_path / "own" / name).is_symlink()) == (b"new", False)


def test_removing_a_link_removes_the_link(door: Door, tmp_path: Path) -> None:
    for name in ("file", "nothing", "out"):
        door.remove(name)
        assert not os.path.lexists(tmp_path / "own" / name)


def test_a_folder_that_is_itself_a_link_has_no_door(tmp_path: Path, victim: Path) -> None:
    (tmp_path / "link").symlink_to("victim")
    with pytest.raises(OutputError, match="is a symbolic link"):
        Door(tmp_path / "link").write("x", b"new")
    with pytest.raises(OutputError, match="is a symbolic link"):
        Door(tmp_path / "link").names()


def test_what_lies_under_a_name_is_cleared_without_following_links(
    door: Door, tmp_path: Path
) -> None:
    for name in ("out", "file", "nothing", "in", "never there"):
        door.clear(name)
    assert contents(tmp_path / "own") == {}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileNotFoundError):
        Door(tmp_path).read("pipe")


def test_files_go_where_they_should_with_their_folders_however_many(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    door = Door(tmp_path / "own")
    paths = [f"{a}/{b}/{a * b}/x" for a in range(12) for b in range(12)]
    for path in paths:
        door.write(path, path.encode())
    assert {path: door.read(path).decode() for path in paths} == {path: path for path in paths}
    assert len(door._open) < 60
    for path in paths:
        door.remove(path)
    assert contents(tmp_path / "own") == {}
    door.write(paths[0], b"again")  # no folder that went is taken for one that is there
    assert door.read(paths[0]) == b"again"


def test_another_process_opens_a_door_for_itself(tmp_path: Path) -> None:
    door = Door(tmp_path)
    door.write("a/b", b"one")
    other = pickle.loads(pickle.dumps(door))
    assert other._open == {}
    assert other.read("a/b") == b"one"


def test_a_swap_that_meets_a_link_puts_all_back(tmp_path: Path, victim: Path) -> None:
    for name in ("place", "staged/out", "kept"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "place/a").write_text("old")
    (tmp_path / "place/out").symlink_to("../victim")
    (tmp_path / "staged/a").write_text("new")
    (tmp_path / "staged/out/x").write_text("new")
    swap = Swap(Door(tmp_path / "place"), Door(tmp_path / "staged"), Door(tmp_path / "kept"))
    swap.move("a")
    with pytest.raises(OutputError, match="is a symbolic link"):
        swap.move("out/x")
    swap.put_back()
    assert contents(tmp_path / "place") == {"a": b"old", "out": "../victim"}


@given(st.text("./a\0\n ", max_size=8))
def test_a_plain_path_stays_below(path: str) -> None:
    if is_plain(path):
        assert not path.startswith("/")
        assert os.path.normpath(path) == path
        assert not path.startswith("..") or path.startswith("...") or path.split("/")[0] != ".."


# ---- what is read of the newsroom


@pytest.mark.parametrize(
    "path", [*OUT, "/etc/passwd", "data/x", "site.yaml", ".git/config", "content/../site.yaml"]
)
def test_what_is_no_file_of_the_newsroom_is_not_read_for_publishing(
    tmp_path: Path, path: str
) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(OutputError):
        found_inside(tmp_path, path)


LEADS = {
    "content/t.txt": [
        "data/budget.yaml",
        "site.yaml",
        "content/world/later.md",
        "layouts/story.html",
        "notes/plan.txt",
        "README.md",
    ],
    "content/t.vtt": ["data/budget.yaml", "content/world/later.md"],
    "content/t.png": [
        "data/budget.yaml",
        "content/world/later.md",
        "layouts/story.html",
        "build/index.html",
    ],
    "content/t.mp4": ["content/world/later.md"],
    "content/world/t": ["data", "layouts", "build"],
    "content/b.md": ["data/budget.yaml", "site.yaml"],
    "static/t.txt": ["content/world/later.md"],
}


@pytest.fixture
def newsroom(site) -> Site:
    made: Site = site(
        "-- content/world/later.md"
        f" --\n{story('Later', embargo='2027-01-01T00:00:00Z', body='SECRET')}-- data/budget.yaml"
        " --\nsecret: SECRET\n-- layouts/story.html --\nSECRET\n-- notes/plan.txt --\nSECRET\n--"
        " notes/clip.txt --\nSECRET\n-- README.md --\nSECRET\n-- build/index.html --\nSECRET\n--"
        " content/world/a.md"
        f" --\n{story(media='[{src: clip.mp3, transcript: t.txt, credit: Ana Ruiz, alt: A clip}]')}"
    )
    return made


@pytest.mark.parametrize(
    ("path", "target"), [(path, target) for path, targets in LEADS.items() for target in targets]
)
def test_a_link_to_what_is_not_for_readers_is_an_error_and_its_door_is_shut(
    newsroom: Site, path: str, target: str
) -> None:
    link = newsroom.root / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(os.path.relpath(newsroom.root / target, link.parent))
    newsroom.build(destination=None)
    assert ("symlink", path) in [
        (problem.code, problem.path) for problem in newsroom.report.problems
    ]
    inside = (
        path
        if (newsroom.root / target).is_file()
        else f"{path}/{next((newsroom.root / target).iterdir()).name}"
    )
    with pytest.raises(OutputError):
        found_inside(newsroom.root, inside)


def test_links_between_files_for_readers_are_followed_as_before(newsroom: Site) -> None:
    newsroom.write(
        "-- photos/pier.png --\n-- content/media/said.txt --\nHello.\n-- static/a.txt"
        " --\nHello.\n-- content/b.md --\n" + story("B")
    )
    links = {
        "content/local/pier.png": "../../photos/pier.png",
        "content/local/t.txt": "../media/said.txt",
        "content/local/b.md": "../b.md",
        "content/s.txt": "../content/media/said.txt",
        "static/read.md": "../README.md",
        "static/b.yaml": "../data/budget.yaml",
    }
    for path, target in links.items():
        (newsroom.root / path).parent.mkdir(exist_ok=True)
        (newsroom.root / path).symlink_to(target)
    newsroom.build(destination=None)
    assert "symlink" not in newsroom.codes(), newsroom.problems()
    for path, target in links.items():
        assert (
            found_inside(newsroom.root, path)
            == (newsroom.root / path).parent.joinpath(target).resolve()
        )


def test_a_text_behind_a_linked_folder_outside_of_content_is_not_printed(newsroom: Site) -> None:
    """A folder of pictures may lie elsewhere in the site; what is printed as it is must have been
    put into content/.
    """
    from tests.recordings import mp3

    (newsroom.root / "content/media").symlink_to("../notes")
    (newsroom.root / "notes/clip.mp3").write_bytes(mp3())
    (newsroom.root / "notes/pier.png").write_bytes(PIXEL)
    newsroom.write(
        "-- content/world/a.md --\n"
        + story(
            media=(
                "[{src: clip.mp3, transcript: clip.txt, credit: Ana Ruiz}, {src: pier.png, alt: A"
                " pier, credit: Ana Ruiz}]"
            )
        )
    )
    newsroom.build(destination=None)
    [problem] = [problem for problem in newsroom.report.problems if "clip.txt" in problem.message]
    assert problem.severity == "error"
    assert "behind a link" in problem.message
    assert not any("pier.png" in problem.message for problem in newsroom.report.problems)
    with pytest.raises(OutputError):
        found_inside(newsroom.root, "content/media/clip.txt")
