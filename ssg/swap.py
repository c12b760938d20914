"""Moves staged files into the place of those that stand there, each at once; and puts back all that it replaced if that cannot be finished."""

import contextlib
import errno
import os
import shutil
from pathlib import Path

# What was done to a path: the file there was kept aside, nothing was there, or a file or folder was moved in whole.
_KEPT, _NEW, _WHOLE = "kept", "new", "whole"


class OutputError(Exception):
    """The site cannot be written here; the message says why. What was published before is as it was."""


class Swap:
    """One publication. `staged` is the folder of new files, `kept` an empty one for those that they replace, both on the disk of `place`."""

    def __init__(self, place: str, staged: str, kept: str):
        self._place, self._staged, self._kept = place, staged, kept
        self._touched: list[tuple[str, str]] = []

    def move_all(self) -> None:
        """Move all that is staged into an empty folder: a few renames, however many files there are."""
        for name in os.listdir(self._staged):
            self._touched.append((name, _WHOLE))
            os.rename(f"{self._staged}/{name}", f"{self._place}/{name}")

    def move(self, path: str) -> None:
        """Move one file into its place."""
        self._keep(path)
        staged, target = f"{self._staged}/{path}", f"{self._place}/{path}"
        try:
            os.replace(staged, target)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            _make_room(Path(target))
            os.replace(staged, target)

    def remove(self, path: str) -> None:
        """Take one file away, and the folders that are empty then."""
        self._keep(path)
        remove_file(self._place, path)

    def put_back(self) -> None:
        """Undo what can be undone."""
        for number, (path, how) in reversed(list(enumerate(self._touched))):
            target = f"{self._place}/{path}"
            with contextlib.suppress(OSError):
                if how == _KEPT:
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    os.replace(f"{self._kept}/{number}", target)
                elif how == _WHOLE:
                    os.rename(target, f"{self._staged}/{path}")
                else:
                    remove_file(self._place, path)

    def _keep(self, path: str) -> None:
        """Keep the file that stands at `path`. It stays there too, so that readers find it until it is replaced."""
        target, kept = f"{self._place}/{path}", f"{self._kept}/{len(self._touched)}"
        try:
            os.link(target, kept)
            how = _KEPT
        except (FileNotFoundError, NotADirectoryError):
            how = _NEW
        except OSError:  # a disk without hard links; or a folder stands there, which is left to the move
            how = _KEPT if os.path.isfile(target) else _NEW
            if how == _KEPT:
                shutil.copy2(target, kept)
        self._touched.append((path, how))


def remove_file(place: str, path: str) -> None:
    """Remove the file at `path` below the folder `place`, and the folders that are empty then."""
    target = f"{place}/{path}"
    # Where somebody has made a folder of that name, it is theirs.
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        os.unlink(target)
    while (target := os.path.dirname(target)) != place:
        try:
            os.rmdir(target)
        except OSError:  # not empty, or gone
            break


def _make_room(target: Path) -> None:
    """The folder for a file. OutputError where somebody else's file stands in its place, or their folder in the file's."""
    try:
        if target.is_dir():
            target.rmdir()
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTDIR, errno.ENOTEMPTY):
            raise
        raise OutputError(f"{target} cannot be written: a file that ssg did not make stands where a folder is needed, "
                          "or a folder in the place of the file; move it away") from error  # fmt: skip
