"""Writes the site: new bytes are staged first; only when every page is made are they moved into
place (output/swap.py), and stale files removed.
"""

import contextlib
import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from ssg.catalog.queries import Trace
from ssg.catalog.rows import Output
from ssg.catalog.traces import Traces
from ssg.disk.doors import Door, OutputError, files_below, is_plain
from ssg.disk.interrupts import held
from ssg.disk.seals import Sealer, sealer_of
from ssg.output.made_list import MadeList
from ssg.output.place import STATE_FOLDER, check_place, real_place
from ssg.output.swap import Swap
from ssg.source.digests import digest_of


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A rendered file; `staged` when its bytes differ from what stands there. `trace` has the
    questions that it asked the catalog.
    """

    file: Output
    staged: bool
    trace: Trace


class Destination:
    """A folder that a site is built to. `name` identifies it in the catalog: its path as seen from
    the site.
    """

    def __init__(self, root: Path, folder: Path, sealer: Sealer | None = None):
        self._given, self.folder, self.sealer = (
            folder,
            real_place(folder),
            sealer or sealer_of(root),
        )
        self.name = Path(os.path.relpath(self.folder, os.path.realpath(root))).as_posix()
        existing = next(parent for parent in (self.folder, *self.folder.parents) if parent.exists())
        same_disk = existing.stat().st_dev == root.stat().st_dev
        self.list = MadeList(root / STATE_FOLDER, self.name, self.sealer)
        # A rename is atomic only on one file system.
        self.stage = (
            root / STATE_FOLDER / "stage"
            if same_disk
            else self.folder.parent / f".{self.folder.name}.ssg-stage"
        )
        self.was_empty = False  # before something was published
        self.is_published = False  # what a build made stands in its place
        self._unrecorded: set[str] = set()
        self._place = str(self.folder)  # as text, since pathlib takes longer than the system calls
        self._door = Door(self.folder)
        self._staged, self._kept = Door(self.stage / "new"), Door(self.stage / "old")

    def check(self, root: Path) -> None:
        """OutputError if building here would overwrite what is not ours, or cannot work."""
        check_place(root, self._given, self.sealer)

    def is_unchanged(self, path: str, size: int, mtime_ns: int) -> bool:
        """Whether a file is as it was written, by size and time."""
        try:
            stat = os.lstat(f"{self._place}/{path}")
        except (OSError, ValueError):
            return False
        return stat.st_size == size and stat.st_mtime_ns == mtime_ns

    def time_if_same(self, path: str, digest: bytes) -> int | None:
        """The time of a file if its bytes have this digest (it may have been copied or unpacked
        since it was written); else None.
        """
        try:
            file = self._door.open(path)
            mtime = os.fstat(file).st_mtime_ns
            return mtime if digest_of(file)[0] == digest else None
        except (OSError, OutputError):
            return None

    def stage_file(
        self,
        path: str,
        content: bytes | Path,
        known: Output | None,
        trace: Trace,
        recipe: bytes,
    ) -> Made:
        """Compare a rendered file with what stands at `path`, and stage it if it differs. Runs in
        workers.
        """
        digest, size = digest_of(content)
        if known and known.digest == digest and self.is_unchanged(path, known.size, known.mtime_ns):
            return Made(
                file=msgspec.structs.replace(known, recipe=recipe),
                staged=False,
                trace=trace,
            )
        mtime = self._staged.write(path, content)
        return Made(
            file=Output(path=path, digest=digest, size=size, mtime_ns=mtime, recipe=recipe),
            staged=True,
            trace=trace,
        )

    def open_stage(self) -> None:
        self.close_stage()
        for door in (self._staged, self._kept):
            os.makedirs(door.folder)

    def close_stage(self) -> None:
        """Remove the stage; also one that a build left which was killed."""
        self._staged.close()
        self._kept.close()
        if self.stage.parent.is_dir():
            with contextlib.closing(Door(self.stage.parent)) as door:
                door.clear(self.stage.name)

    def publish(
        self, traces: Traces, staged: list[str], stale: list[str], recipe_state: str
    ) -> None:
        """Move staged files into place and remove `stale` ones."""
        self._check_writable()
        self.was_empty = not os.listdir(self.folder)
        traces.reopen()
        swap = Swap(self._door, self._staged, self._kept)
        try:
            if self.was_empty:
                swap.move_all()
            else:
                for path in filter(
                    is_plain, stale
                ):  # first, since a page may now stand where a folder was
                    swap.remove(path)
                for path in staged:
                    swap.move(path)
            traces.finish(stale, recipe_state)
            self.is_published = True
        except (
            BaseException
        ):  # a full disk, or Ctrl-C: a site that is half old and half new must not stay
            swap.put_back()
            traces.rollback()
            traces.reopen()
            raise

    def stale(self, traces: Traces, planned: set[str]) -> list[str]:
        """The files that earlier builds made here and this one does not."""
        known = traces.outputs() | self.list.read()
        if not known:
            self._unrecorded = set(self.files())
            if others := self._unrecorded - planned:
                raise self._not_ours(others)
        return sorted(known - planned)

    def _not_ours(self, files: set[str]) -> OutputError:
        """What is said of a folder that holds files of which nothing is known: an earlier build's
        whose record is lost, or somebody's own.

        Nobody can tell which of them must go: one of them could be a story that was killed or is
        embargoed again.
        """
        more = f" and {len(files) - 3:,} more" if len(files) > 3 else ""
        return OutputError(
            f"{self.folder} is not empty, and .ssg/ has no record of this machine that ssg made"
            f" {', '.join(sorted(files)[:3])}{more}; delete that folder and build again, or build"
            " to another one (-d). On CI, restore ~/.local/state/ssg together with .ssg/"
        )

    def _check_unrecorded(self, staged: set[str]) -> None:
        """OutputError if files would be replaced of which nobody knows whose they are, unless they
        are what would be written.
        """
        if differing := {
            path for path in staged if path in self._unrecorded and not self._is_equal(path)
        }:
            raise self._not_ours(differing)

    def _is_equal(self, path: str) -> bool:
        return self.time_if_same(path, digest_of(self._staged.open(path))[0]) is not None

    @contextlib.contextmanager
    def recorded_publication(
        self, traces: Traces, files: set[str] | None, staged: set[str], stale: set[str]
    ) -> Iterator[tuple[str, ...]]:
        """Keep the list of files right while `staged` ones are published and `stale` ones removed.
        `files` are all that shall stand here, if that is known. The catalog knows by `traces` how
        the list ended. Gives the files that will be replaced, though no earlier build made them.

        An interrupt waits meanwhile: half a site must not stay, and what is said of it must be
        true.
        """
        self._check_unrecorded(staged)
        before = self.list.read()
        strangers = tuple(
            sorted(
                path for path in staged - before if before and os.path.isfile(self.folder / path)
            )
        )
        after = files if files is not None else (before | staged) - stale
        with held():
            self.note_made(before | after | stale)
            yield strangers
            self.note_made(after)
            traces.note_list(self.list.digest())

    def note_made(self, paths: set[str]) -> None:
        """Keep the list of files that stand here. It must be noted before a file is made, so that
        none is ever forgotten.
        """
        if paths != self.list.read():
            self.list.write(paths)

    def clear(self, traces: Traces) -> int:
        """Remove every file that ssg made here; returns how many. OutputError if one lies behind a
        link: then nothing is removed.
        """
        paths = list(filter(is_plain, sorted(traces.outputs() | self.list.read())))
        for path in paths:
            with contextlib.suppress(OSError):  # it is gone already
                self._door.place(path)
        for path in paths:
            self._door.remove(path)
        traces.finish(paths)
        self.list.remove()
        with contextlib.suppress(OSError):
            self.folder.rmdir()
        return len(paths)

    def files(self) -> Iterator[str]:
        """The files that stand here."""
        return files_below(self.folder)

    def foreign(self, planned: set[str]) -> tuple[str, ...]:
        """The files here that ssg did not make."""
        if self.was_empty:
            return ()
        return tuple(sorted(path for path in self.files() if path not in planned))

    def _check_writable(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.folder))


@contextlib.contextmanager
def locked(root: Path, say_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the site's lock: two builds at once would write into each other's catalog."""
    with contextlib.closing(Door(root)) as door:
        try:
            lock = door.lock_file(f"{STATE_FOLDER}/lock")
        except NotADirectoryError:
            raise OutputError(
                f"{root / STATE_FOLDER} is a file, and ssg needs a folder of that name; remove it"
            ) from None
    with open(lock, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
