"""Writing the site: staged first, moved together, stale files removed, other people's files left
alone.
"""

import threading
from typing import NamedTuple

import pytest

from ssg.catalog.rows import PageRow
from ssg.catalog.store import Store
from ssg.catalog.traces import Traces
from ssg.output.destination import Destination, OutputError, locked
from ssg.source.digests import digest_of


class Counts(NamedTuple):
    written: int
    unchanged: int
    removed: int


class Folder:
    """A site's folder with a catalog, to publish from."""

    def __init__(self, root):
        self.root = root
        self.store = Store(root / ".ssg")
        self.destination = Destination(root, root / "build")

    @property
    def traces(self):
        return Traces(self.store.db, self.destination.name)

    def known(self, path):
        """What the catalog knows of a file that is planned."""
        return next(known for _, _, planned, known in self.traces.pages() if planned == path)

    def publish(self, **files):
        """Stage and publish `name="text"`; `__` in a name is a slash. As a build does it."""
        traces, contents = (
            self.traces,
            {name.replace("__", "/"): text for name, text in files.items()},
        )
        self.store.plan.put(0, (PageRow(url=f"/{path}", kind="static") for path in contents))
        self.store.settle()
        stale = sorted((traces.outputs() | self.destination.list.read()) - contents.keys())
        self.destination.open_stage()
        staged = [path for path, text in contents.items() if self._stage(traces, path, text)]
        self.destination.note_made(contents.keys() | set(stale))
        self.destination.publish(traces, staged, stale, "")
        self.destination.note_made(set(contents))
        self.destination.close_stage()
        return Counts(len(staged), len(contents) - len(staged), len(stale))

    def _stage(self, traces, path, text):
        content = text.encode() if isinstance(text, str) else text
        made = self.destination.stage_file(path, content, self.known(path), {}, b"")
        traces.put_pages([(made.file, made.trace, not made.staged)])
        return made.staged

    def files(self):
        below = self.root / "build"
        return {
            path.relative_to(below).as_posix(): path.read_text()
            for path in below.rglob("*")
            if path.is_file()
        }

    def close(self):
        self.store.close()


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path)
    yield made
    made.close()


def test_what_is_staged_is_published(folder):
    assert folder.publish(a="one", b__c="two") == (2, 0, 0)
    assert folder.files() == {"a": "one", "b/c": "two"}
    assert not (folder.root / ".ssg/stage").exists()


def test_nothing_stands_there_before_publishing(folder):
    folder.destination.open_stage()
    folder.destination.stage_file("a", b"one", None, {}, b"")
    assert not (folder.root / "build").exists()


def test_only_changed_files_are_written(folder):
    folder.publish(a="one", b="two", c="three")
    before = {name: (folder.root / "build" / name).stat().st_mtime_ns for name in "ab"}
    assert folder.publish(a="one", b="zwei", c="three") == (1, 2, 0)
    assert (folder.root / "build/a").stat().st_mtime_ns == before["a"]
    assert folder.files()["b"] == "zwei"


def test_files_that_are_no_longer_made_are_removed_with_their_folders(folder):
    folder.publish(a="one", x__y__z="deep", x__w="stays")
    assert folder.publish(a="one", x__w="stays") == (0, 2, 1)
    assert folder.files() == {"a": "one", "x/w": "stays"}
    assert not (folder.root / "build/x/y").exists()


def test_files_of_others_are_named_and_left_alone(folder):
    folder.publish(a="one", x__y="two")
    (folder.root / "build/x/own.txt").write_text("mine")
    (folder.root / "build/.git").mkdir()
    (folder.root / "build/.git/HEAD").write_text("ref")
    folder.publish(a="one")
    assert sorted(folder.destination.files()) == ["a", "x/own.txt"]
    assert folder.files() == {"a": "one", "x/own.txt": "mine", ".git/HEAD": "ref"}


@pytest.mark.parametrize("harm", ["delete", "edit"])
def test_a_file_that_someone_changed_is_written_again(folder, harm):
    folder.publish(a="one")
    target = folder.root / "build/a"
    target.unlink() if harm == "delete" else target.write_text("changed")
    assert folder.publish(a="one") == (1, 0, 0)
    assert folder.files() == {"a": "one"}


def test_a_page_may_stand_where_a_folder_was_and_the_other_way_round(folder):
    folder.publish(a="file")
    folder.publish(a__b="now below")
    assert folder.files() == {"a/b": "now below"}
    folder.publish(a="a file again")
    assert folder.files() == {"a": "a file again"}


def test_a_file_is_copied_as_it_is(folder):
    (folder.root / "photo").write_bytes(bytes(range(256)) * 5000)
    folder.publish(media__photo=folder.root / "photo")
    assert (folder.root / "build/media/photo").read_bytes() == (folder.root / "photo").read_bytes()
    assert (folder.root / "photo").exists()


def test_a_crash_between_noting_and_writing_is_made_good(folder):
    folder.publish(a="one")
    traces = folder.traces
    traces.put_pages([(folder.known("a"), {}, False)])
    traces.reopen()  # and then the lights went out
    assert folder.known("a") is None
    assert folder.publish(a="one") == (1, 0, 0)


def test_each_destination_is_known_by_itself(folder):
    folder.publish(a="one")
    folder.destination = Destination(folder.root, folder.root / "other")
    assert folder.publish(a="one") == (1, 0, 0)
    assert (folder.root / "build/a").exists()
    assert (folder.root / "other/a").exists()


def test_clearing_removes_only_what_was_made_here(folder):
    folder.publish(a="one", x__y="two")
    (folder.root / "build/own.txt").write_text("mine")
    assert folder.destination.clear(folder.traces) == 2
    assert folder.files() == {"own.txt": "mine"}
    (folder.root / "build/own.txt").unlink()
    assert folder.destination.clear(folder.traces) == 0
    assert not (folder.root / "build").exists()


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path):
    data = b"x" * 3_000_000
    (tmp_path / "f").write_bytes(data)
    assert digest_of(tmp_path / "f") == digest_of(data)
    assert digest_of(data)[1] == len(data)
    assert digest_of(b"a") != digest_of(b"b")


@pytest.mark.parametrize(
    "place", [".", "content", "content/world", "layouts", "static/x", "data", ".ssg", ".."]
)
def test_the_newsrooms_own_folders_are_no_destination(tmp_path, place):
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    with pytest.raises(OutputError):
        Destination(root, (root / place).resolve()).check(root)


@pytest.mark.parametrize("place", ["build", "public", "../out", "contents"])
def test_other_folders_are_fine(tmp_path, place):
    root = tmp_path / "site"
    root.mkdir()
    Destination(root, (root / place).resolve()).check(root)


def test_a_file_is_no_destination(tmp_path):
    (tmp_path / "build").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        Destination(tmp_path, tmp_path / "build").check(tmp_path)


def test_the_name_of_a_destination_does_not_depend_on_where_the_site_lies(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    names = {
        Destination(tmp_path / name, tmp_path / name / "build").name for name in ("one", "two")
    }
    assert names == {"build"}


def test_a_second_build_waits_for_the_first(tmp_path):
    said, order = threading.Event(), []

    def second():
        with locked(tmp_path, said.set):
            order.append("second")

    with locked(tmp_path, lambda: order.append("waited")):
        thread = threading.Thread(target=second)
        thread.start()
        assert said.wait(5)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]
