"""What is written, moved, read or removed below a folder goes through its Door, which nothing leads
out of.

A path of a catalog or a list may be anybody's. A Door takes only plain ones, and opens their
folders part by part without following links; so whatever such a path or a link says, what is done
is done inside. For what is read of the newsroom, where links may lead from one folder to another,
see `found_inside`.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK a named pipe would be waited for.
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_LOCK = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
# Folders, of one Door: a few of them must do with the few files that a machine may allow.
_MOST_OPEN = 16
_LONGEST_DRAFT = 60  # characters of its name, of up to four bytes: disks take 255


class OutputError(Exception):
    """The site cannot be written here; the message says why. What was published before is as it
    was.
    """


def is_plain(path: str) -> bool:
    """Whether a path is one of a file below a folder: relative, without `..`, empty parts or what
    no name can have.
    """
    parts = path.split("/")
    return "" not in parts and ".." not in parts and "." not in parts and "\0" not in path


class Door:
    """The door of one folder, opened when it is first used. Folders on the way to a file stay open
    for the next one there.
    """

    def __init__(self, folder: str | Path):
        self.folder = str(folder)
        self._open: dict[str, int] = {}

    def __reduce__(self) -> tuple[type["Door"], tuple[str]]:
        return Door, (self.folder,)  # another process opens it for itself

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        while self._open:
            os.close(self._open.popitem()[1])

    # ---- places

    def place(self, path: str, *, make: bool = False) -> tuple[int, str]:
        """The open folder of a file, and its name there. OutputError if that is not below this
        folder. `make` makes missing folders.
        """
        if not is_plain(path):
            raise OutputError(
                f"a file {path!r} would lie outside of {self.folder}; remove .ssg/ and build again"
            )
        parent, _, name = path.rpartition("/")
        known = self._open.get(parent)
        return (self._folder(parent, make) if known is None else known), name

    def _folder(self, path: str, make: bool) -> int:
        known = self._open.get(path)
        if known is not None:
            return known
        if not path:
            found = self._opened(self.folder, None, self.folder)
        else:
            above, _, name = path.rpartition("/")
            parent = self._folder(above, make)
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(name, dir_fd=parent)
            found = self._opened(name, parent, f"{self.folder}/{path}")
        while len(self._open) >= _MOST_OPEN:
            oldest = next(
                (key for key in self._open if key and not path.startswith(f"{key}/")), None
            )
            if oldest is None:
                break
            os.close(self._open.pop(oldest))
        self._open[path] = found
        return found

    def _opened(self, name: str, parent: int | None, shown: str) -> int:
        try:
            return os.open(name, _FOLDER, dir_fd=parent)
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP) and os.path.islink(shown):
                raise OutputError(
                    f"{shown} is a symbolic link; remove it, so that nothing is written or removed"
                    " elsewhere"
                ) from None
            raise

    def _forget(self, path: str) -> None:
        """A folder is no longer there, or another."""
        for key in [key for key in self._open if key == path or key.startswith(f"{path}/")]:
            os.close(self._open.pop(key))

    # ---- reading

    def open(self, path: str) -> int:
        """A file, open for reading. OSError if there is no ordinary file."""
        parent, name = self.place(path)
        file = os.open(name, _READ, dir_fd=parent)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            raise FileNotFoundError(2, "no ordinary file", f"{self.folder}/{path}")
        return file

    def read(self, path: str) -> bytes:
        with open(self.open(path), "rb") as file:
            return file.read()

    def is_folder(self, path: str) -> bool:
        try:
            parent, name = self.place(path)
            return stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)
        except OSError:
            return False

    def names(self) -> list[str]:
        """What lies in the folder itself."""
        return sorted(os.listdir(self._folder("", make=False)))

    # ---- writing

    def write(self, path: str, content: bytes | Path) -> int:
        """Write a file, with its folders; gives its time in nanoseconds. (Without Python's buffers,
        which take as long as the writing.)
        """
        parent, name = self.place(path, make=True)
        file = os.open(name, _NEW_FILE, 0o666, dir_fd=parent)
        try:
            if isinstance(content, Path):
                with (
                    open(os.open(content, _READ), "rb") as source,
                    open(os.dup(file), "wb") as target,
                ):
                    shutil.copyfileobj(source, target, 1 << 20)
            else:
                _write_all(file, content)
            return os.fstat(file).st_mtime_ns
        finally:
            os.close(file)

    def put(
        self, name: str, content: bytes, *, sync: bool = False, mode: int | None = None
    ) -> None:
        """Write a file that appears whole or not at all, in place of what has that name. `sync`:
        also if the power goes. `mode`: the file's permissions, where they are not the usual ones.
        """
        draft = f".{name}.draft"  # one process at a time writes here
        parent, _ = self.place(draft)
        self.clear(draft)  # of a process that was killed; or a link that leads elsewhere
        _write_draft(draft, parent, content, sync=sync, mode=mode)
        if self.is_folder(name):
            self.clear(name)
        os.replace(draft, name, src_dir_fd=parent, dst_dir_fd=parent)

    def rewrite(self, path: str, content: bytes, *, mode: int) -> None:
        """Write a file of the newsroom anew, whole or not at all, also if the power goes. Where a
        folder is in the way, nothing is removed: OSError.
        """
        parent, name = self.place(path)
        draft = f".{name[:_LONGEST_DRAFT]}.draft"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft, dir_fd=parent)
        try:
            _write_draft(draft, parent, content, sync=True, mode=mode)
            os.replace(draft, name, src_dir_fd=parent, dst_dir_fd=parent)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(draft, dir_fd=parent)
            raise

    def lock_file(self, path: str) -> int:
        """A file that only says by its lock that somebody is at work; made if need be."""
        parent, name = self.place(path, make=True)
        return os.open(name, _LOCK, 0o644, dir_fd=parent)

    def move(self, path: str, other: "Door", target: str) -> None:
        """Move a file or folder below another door. OSError if its folder there is missing."""
        here, name = self.place(path)
        there, new = other.place(target)
        os.replace(name, new, src_dir_fd=here, dst_dir_fd=there)
        self._forget(path)

    def make_room(self, path: str) -> None:
        """The folder for a file, and no empty folder in its place."""
        parent, name = self.place(path, make=True)
        if self.is_folder(path):
            os.rmdir(name, dir_fd=parent)
            self._forget(path)

    def link(self, path: str, other: "Door", target: str) -> None:
        """Keep a file below another door too."""
        here, name = self.place(path)
        there, new = other.place(target)
        try:
            os.link(name, new, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
        except FileNotFoundError:
            raise
        except OSError:  # a disk without hard links; or a folder stands there, which `open` says
            with (
                open(self.open(path), "rb") as source,
                open(os.open(new, _NEW_FILE, 0o666, dir_fd=there), "wb") as copy,
            ):
                shutil.copyfileobj(source, copy, 1 << 20)
                state = os.fstat(source.fileno())
                os.utime(copy.fileno(), ns=(state.st_atime_ns, state.st_mtime_ns))

    # ---- removing

    def remove(self, path: str) -> None:
        """Remove a file, and the folders that are empty then. What is no file stays."""
        # Where somebody has made a folder of that name, it is theirs.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            parent, name = self.place(path)
            if not self.is_folder(path):
                os.unlink(name, dir_fd=parent)
        while path := path.rpartition("/")[0]:
            try:
                parent, name = self.place(path)
                os.rmdir(name, dir_fd=parent)
            except OSError:  # not empty, or gone
                break
            self._forget(path)

    def clear(self, name: str) -> None:
        """Remove whatever lies under a name of the folder itself, without following it."""
        with contextlib.suppress(FileNotFoundError):
            parent, _ = self.place(name)
            state = os.stat(name, dir_fd=parent, follow_symlinks=False)
            if stat.S_ISDIR(state.st_mode):
                shutil.rmtree(name, ignore_errors=True, dir_fd=parent)
            else:
                os.unlink(name, dir_fd=parent)
            self._forget(name)


def _write_draft(name: str, folder: int, content: bytes, *, sync: bool, mode: int | None) -> None:
    file = os.open(name, _NEW_FILE | os.O_EXCL, 0o666, dir_fd=folder)
    try:
        _write_all(file, content)
        if mode is not None:
            os.fchmod(file, mode)
        if sync:
            os.fsync(file)
    finally:
        os.close(file)


def _write_all(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


# ---- what is read of the newsroom

TEXTS = (".vtt", ".txt")  # what is printed in a page as it is, of all media
_STORIES = (".md", ".markdown")
_NOT_FOR_CONTENT = ("data", "layouts", "build", "site.yaml")


def barred(path: str, inside: list[str]) -> tuple[str, str] | None:
    """Why a link at `path` may not lead to the place with the parts `inside` of the site, and what
    to do; None if it may.
    """
    top, name = path.partition("/")[0], inside[-1].lower()
    if any(part.startswith(".") and part != ".well-known" for part in inside):
        return (
            "leads to a hidden file or folder, which may hold secrets",
            "copy what readers may see into the site instead",
        )
    if inside[0] == "content" and top != "content":
        return (
            "leads into content/, and would publish stories before their time",
            "move the file to static/",
        )
    if top == "content" and inside[0] in _NOT_FOR_CONTENT:
        return (
            f"leads to `{inside[0]}`, which is not for readers as it is",
            "copy what readers may see into content/ instead",
        )
    if top == "content" and name.endswith(_STORIES) and not path.lower().endswith(_STORIES):
        return (
            (
                "leads to a story's text under the name of another kind of file, and would publish"
                " it before its time"
            ),
            "remove the link",
        )
    if (
        top == "content"
        and path.lower().endswith(TEXTS)
        and not (inside[0] == "content" and name.endswith(TEXTS))
    ):
        return (
            "leads out of content/ or to another kind of file, whose text would be printed",
            "copy what readers may see into content/ instead",
        )
    return None


def found_inside(root: Path, path: str) -> Path:
    """Where a file of content/, static/ or layouts/ really lies, to be read now. OutputError for
    any place that may not be published.
    """
    real_root = os.path.realpath(root)
    if not is_plain(path) or path.partition("/")[0] not in ("content", "static", "layouts"):
        raise OutputError(
            f"the catalog names {path!r}, which is not a file of the site to publish; remove .ssg/"
            " and build again"
        )
    real = os.path.realpath(f"{real_root}/{path}")
    if not real.startswith(real_root + os.sep):
        raise OutputError(f"{path} leads out of the site; copy the file into the site instead")
    if mistake := barred(path, real[len(real_root) + 1 :].split(os.sep)):
        raise OutputError(f"{path} {mistake[0]}; {mistake[1]}")
    return Path(real)


def files_below(folder: str | Path) -> Iterator[str]:
    """All files below a folder, as paths from there; not those of a repository that it holds. No
    link is followed.
    """
    prefix = len(str(folder)) + 1
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            if name != ".git":  # of a work tree
                yield os.path.join(parent, name)[prefix:].replace(os.sep, "/")
