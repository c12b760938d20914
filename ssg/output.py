"""Writes the site: new bytes are staged first; only when every page is made are they moved into place (swap.py), and stale files removed."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from ssg.catalog.queries import Trace
from ssg.catalog.rows import Output
from ssg.catalog.traces import Traces
from ssg.digests import digest_of
from ssg.swap import OutputError, Swap, remove_file

STATE_FOLDER = ".ssg"


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A rendered file; `staged` when its bytes differ from what stands there. `trace` has the questions that it asked the catalog."""

    file: Output
    staged: bool
    trace: Trace


class Destination:
    """A folder that a site is built to. `name` identifies it in the catalog: its path as seen from the site."""

    def __init__(self, root: Path, folder: Path):
        self.folder = folder
        self.name = Path(os.path.relpath(folder, root)).as_posix()
        existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
        same_disk = existing.stat().st_dev == root.stat().st_dev
        name = hashlib.blake2b(self.name.encode(), digest_size=8).hexdigest()
        self._made_list = root / STATE_FOLDER / f"made-{name}.txt"
        # A rename is atomic only on one file system.
        self.stage = root / STATE_FOLDER / "stage" if same_disk else folder.parent / f".{folder.name}.ssg-stage"
        self.was_empty = False  # before something was published
        # As text, since pathlib takes longer than the system calls.
        self._place, self._staged, self._kept = str(folder), f"{self.stage}/new", f"{self.stage}/old"

    def check(self, root: Path) -> None:
        """OutputError if building here would overwrite the newsroom's own files, or cannot work."""
        if self.folder.exists() and not self.folder.is_dir():
            raise OutputError(f"{self.folder} is a file, not a folder")
        inside = [root, *(root / name for name in ("content", "layouts", "static", "data", STATE_FOLDER))]
        if any(self.folder == own or self.folder in own.parents for own in inside) or any(
            own in self.folder.parents for own in inside[1:]
        ):
            raise OutputError(f"{self.folder} holds the newsroom's own files; build to another folder (-d)")

    def stands(self, path: str, size: int, mtime_ns: int) -> bool:
        """Whether a file is as it was written, by size and time."""
        try:
            stat = os.stat(f"{self._place}/{path}")
        except OSError:
            return False
        return stat.st_size == size and stat.st_mtime_ns == mtime_ns

    def holds(self, path: str, digest: bytes) -> int | None:
        """The time of a file if its bytes have this digest (it may have been copied or unpacked since it was written); else None."""
        try:
            mtime = os.stat(f"{self._place}/{path}").st_mtime_ns
            return mtime if digest_of(self.folder / path)[0] == digest else None
        except OSError:
            return None

    def stage_file(self, path: str, content: bytes | Path, known: Output | None, trace: Trace, made_with: bytes) -> Made:
        """Compare a rendered file with what stands at `path`, and stage it if it differs. Runs in workers."""
        digest, size = digest_of(content)
        if known and known.digest == digest and self.stands(path, known.size, known.mtime_ns):
            return Made(file=msgspec.structs.replace(known, made_with=made_with), staged=False, trace=trace)
        staged = f"{self._staged}/{path}"
        _make_folder(os.path.dirname(staged))
        if isinstance(content, Path):
            shutil.copyfile(content, staged)
            mtime = os.stat(staged).st_mtime_ns
        else:
            mtime = _write(staged, content)
        return Made(file=Output(path=path, digest=digest, size=size, mtime_ns=mtime, made_with=made_with), staged=True, trace=trace)

    def open_stage(self) -> None:
        if self.stage.is_symlink():
            self.stage.unlink()
        shutil.rmtree(self.stage, ignore_errors=True)
        os.makedirs(self._staged)
        os.makedirs(self._kept)

    def close_stage(self) -> None:
        shutil.rmtree(self.stage, ignore_errors=True)

    def publish(self, traces: Traces, staged: list[str], stale: list[str], recipe_state: str) -> None:
        """Move staged files into place and remove `stale` ones."""
        self._check_writable()
        self.was_empty = not os.listdir(self.folder)
        if not self.was_empty:
            self._check_links([*stale, *staged])
        traces.reopen()
        swap = Swap(self._place, self._staged, self._kept)
        try:
            if self.was_empty:
                swap.move_all()
            else:
                for path in filter(_is_inside, stale):  # first, since a page may now stand where a folder was
                    swap.remove(path)
                for path in staged:
                    swap.move(path)
            traces.finish(stale, recipe_state)
        except BaseException:  # a full disk, or Ctrl-C: a site that is half old and half new must not stay
            swap.put_back()
            traces.rollback()
            traces.reopen()
            raise

    def made_before(self) -> set[str]:
        """The files that earlier builds made here, by a list that outlives the catalog."""
        try:
            return set(filter(_is_inside, self._made_list.read_text(encoding="utf-8").splitlines()))
        except (OSError, UnicodeDecodeError):
            return set()

    def list_digest(self) -> str:
        """A digest of that list, by which the catalog knows it again."""
        try:
            return digest_of(self._made_list)[0].hex()
        except OSError:
            return ""

    def stale(self, traces: Traces, planned: set[str]) -> list[str]:
        """The files that earlier builds made here and this one does not."""
        known = traces.outputs() | self.made_before()
        if not known:
            self._check_unknown(planned)
        return sorted(known - planned)

    def _check_unknown(self, planned: set[str]) -> None:
        """OutputError if an earlier build seems to have been here of which nothing is known any more (.ssg/ was deleted).

        Then nobody can tell which of the other files must go: one of them could be a story that was killed or is embargoed again.
        """
        standing = set(self.files())
        if (others := sorted(standing - planned)) and standing & planned:
            more = f" and {len(others) - 3:,} more" if len(others) > 3 else ""
            raise OutputError(
                f"{self.folder} holds an earlier site, but .ssg/ has no record of it, so that {', '.join(others[:3])}{more} "
                "would stay for ever; delete that folder and build again"
            )

    @contextlib.contextmanager
    def noting(self, traces: Traces, files: set[str] | None, staged: set[str], stale: set[str]) -> Iterator[tuple[str, ...]]:
        """Keep the list of files right while `staged` ones are published and `stale` ones removed. `files` are all that shall stand here, if
        that is known. The catalog knows by `traces` how the list ended. Gives the files that will be replaced, though no earlier build made them.
        """
        before = self.made_before()
        strangers = tuple(sorted(path for path in staged - before if before and os.path.isfile(self.folder / path)))
        after = files if files is not None else (before | staged) - stale
        self.note_made(before | after | stale)
        yield strangers
        self.note_made(after)
        traces.note_list(self.list_digest())

    def note_made(self, paths: set[str]) -> None:
        """Keep the list of files that stand here. It must be noted before a file is made, so that none is ever forgotten."""
        if paths != self.made_before():
            draft = self._made_list.with_suffix(".draft")
            draft.unlink(missing_ok=True)  # it could be a link that leads elsewhere
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644), "w", encoding="utf-8") as file:
                file.writelines(f"{path}\n" for path in sorted(paths))
            os.replace(draft, self._made_list)

    def clear(self, traces: Traces) -> int:
        """Remove every file that ssg made here; returns how many."""
        paths = sorted(traces.outputs() | self.made_before())
        for path in filter(_is_inside, paths):
            remove_file(self._place, path)
        traces.finish(paths)
        self.note_made(set())
        with contextlib.suppress(OSError):
            self.folder.rmdir()
        return len(paths)

    def files(self) -> Iterator[str]:
        """The files that stand here."""
        return _files_below(self.folder)

    def foreign(self, planned: set[str]) -> tuple[str, ...]:
        """The files here that ssg did not make."""
        if self.was_empty:
            return ()
        return tuple(sorted(path for path in self.files() if path not in planned))

    def _check_writable(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        probe = self.folder / ".ssg-probe"
        probe.write_bytes(b"")
        probe.unlink()

    def _check_links(self, paths: Iterable[str]) -> None:
        """OutputError if a link in the destination would let the site write into another folder (after CVE-2026-35525)."""
        seen: set[str] = set()
        for path in paths:
            parent = os.path.dirname(path)
            while parent and parent not in seen:
                if os.path.islink(self.folder / parent):
                    raise OutputError(f"{self.folder / parent} is a symbolic link; remove it, so that nothing is written elsewhere")
                seen.add(parent)
                parent = os.path.dirname(parent)


def _is_inside(path: str) -> bool:
    """Whether a path on our lists can be one of ours. Whoever sends us a site could send lists with it."""
    return path != "" and not path.startswith("/") and ".." not in path.split("/")


def _make_folder(folder: str) -> None:
    """The folder for a staged file; mostly only its last part is missing."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _write(path: str, content: bytes) -> int:
    """Write a new file; gives its time in nanoseconds. (Without Python's buffers, which take as long as the writing.)"""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
        return os.fstat(file).st_mtime_ns
    finally:
        os.close(file)


@contextlib.contextmanager
def locked(root: Path, say_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the site's lock: two builds at once would write into each other's catalog."""
    folder = root / STATE_FOLDER
    if folder.is_symlink():  # whoever sends us a site must not choose where we write
        raise OutputError(f"{folder} is a symbolic link; remove it")
    folder.mkdir(exist_ok=True)
    with open(os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _files_below(folder: Path) -> Iterator[str]:
    prefix = len(str(folder)) + 1
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            yield os.path.join(parent, name)[prefix:].replace(os.sep, "/")
