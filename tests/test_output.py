"""Writing the site: staged first, moved together, stale files removed, other people's files left alone."""

import threading

import pytest

from ssg.catalog.queries import Queries
from ssg.catalog.store import Store
from ssg.output import Destination, OutputError, digest_of, locked


class Folder:
    """A site's folder with a catalog, to publish from."""

    def __init__(self, root):
        self.root = root
        self.store = Store(root / ".ssg")
        self.queries = Queries(self.store.path)
        self.destination = Destination(root, root / "build")

    def publish(self, **files):
        """Stage and publish `name="text"`; `__` in a name is a slash."""
        self.destination.open_stage()
        made = []
        for name, text in files.items():
            path = name.replace("__", "/")
            content = text.encode() if isinstance(text, str) else text
            made.append(self.destination.stage_file(path, content, self.queries.output(self.destination.name, path)))
        published = self.destination.publish(self.store, made)
        self.destination.close_stage()
        return published

    def files(self):
        below = self.root / "build"
        return {path.relative_to(below).as_posix(): path.read_text() for path in below.rglob("*") if path.is_file()}

    def close(self):
        self.queries.close()
        self.store.close()


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path)
    yield made
    made.close()


def counts(published):
    return published.written, published.unchanged, published.removed


def test_what_is_staged_is_published(folder):
    assert counts(folder.publish(a="one", b__c="two")) == (2, 0, 0)
    assert folder.files() == {"a": "one", "b/c": "two"}
    assert not (folder.root / ".ssg/stage").exists()


def test_nothing_stands_there_before_publishing(folder):
    folder.destination.open_stage()
    folder.destination.stage_file("a", b"one", None)
    assert not (folder.root / "build").exists()


def test_only_changed_files_are_written(folder):
    folder.publish(a="one", b="two", c="three")
    before = {name: (folder.root / "build" / name).stat().st_mtime_ns for name in "ab"}
    assert counts(folder.publish(a="one", b="zwei", c="three")) == (1, 2, 0)
    assert (folder.root / "build/a").stat().st_mtime_ns == before["a"]
    assert folder.files()["b"] == "zwei"


def test_files_that_are_no_longer_made_are_removed_with_their_folders(folder):
    folder.publish(a="one", x__y__z="deep", x__w="stays")
    assert counts(folder.publish(a="one", x__w="stays")) == (0, 2, 1)
    assert folder.files() == {"a": "one", "x/w": "stays"}
    assert not (folder.root / "build/x/y").exists()


def test_files_of_others_are_named_and_left_alone(folder):
    folder.publish(a="one", x__y="two")
    (folder.root / "build/x/own.txt").write_text("mine")
    (folder.root / "build/.git").mkdir()
    (folder.root / "build/.git/HEAD").write_text("ref")
    published = folder.publish(a="one")
    assert published.foreign == ("x/own.txt",)
    assert folder.files() == {"a": "one", "x/own.txt": "mine", ".git/HEAD": "ref"}


@pytest.mark.parametrize("harm", ["delete", "edit"])
def test_a_file_that_someone_changed_is_written_again(folder, harm):
    folder.publish(a="one")
    target = folder.root / "build/a"
    target.unlink() if harm == "delete" else target.write_text("changed")
    assert counts(folder.publish(a="one")) == (1, 0, 0)
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
    folder.store.begin_writing(folder.destination.name, ["a"])  # and then the lights went out
    assert folder.queries.output(folder.destination.name, "a") is None
    assert counts(folder.publish(a="one")) == (1, 0, 0)


def test_each_destination_is_known_by_itself(folder):
    folder.publish(a="one")
    folder.destination = Destination(folder.root, folder.root / "other")
    assert counts(folder.publish(a="one")) == (1, 0, 0)
    assert (folder.root / "build/a").exists()
    assert (folder.root / "other/a").exists()


def test_clearing_removes_only_what_was_made_here(folder):
    folder.publish(a="one", x__y="two")
    (folder.root / "build/own.txt").write_text("mine")
    assert folder.destination.clear(folder.store) == 2
    assert folder.files() == {"own.txt": "mine"}
    (folder.root / "build/own.txt").unlink()
    assert folder.destination.clear(folder.store) == 0
    assert not (folder.root / "build").exists()


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path):
    data = b"x" * 3_000_000
    (tmp_path / "f").write_bytes(data)
    assert digest_of(tmp_path / "f") == digest_of(data)
    assert digest_of(data)[1] == len(data)
    assert digest_of(b"a") != digest_of(b"b")


@pytest.mark.parametrize("place", [".", "content", "content/world", "layouts", "static/x", "data", ".ssg", ".."])
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
    names = {Destination(tmp_path / name, tmp_path / name / "build").name for name in ("one", "two")}
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
