"""Moves staged files into the place of those that stand there, each at once; and puts back all that
it replaced if that cannot be finished.
"""

import contextlib
import errno

from ssg.disk.doors import Door, OutputError

# What was done to a path: the file there was kept aside, nothing was there, or a file or folder was
# moved in whole.
_KEPT, _NEW, _WHOLE = "kept", "new", "whole"


class Swap:
    """One publication. `staged` is the folder of new files, `kept` an empty one for those that they
    replace, both on the disk of `place`.
    """

    def __init__(self, place: Door, staged: Door, kept: Door):
        self._place, self._staged, self._kept = place, staged, kept
        self._touched: list[tuple[str, str]] = []

    def move_all(self) -> None:
        """Move all that is staged into an empty folder: a few renames, however many files there
        are.
        """
        for name in self._staged.names():
            self._touched.append((name, _WHOLE))
            self._staged.move(name, self._place, name)

    def move(self, path: str) -> None:
        """Move one file into its place."""
        self._keep(path)
        try:
            self._staged.move(path, self._place, path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            self._make_room(path)
            self._staged.move(path, self._place, path)

    def remove(self, path: str) -> None:
        """Take one file away, and the folders that are empty then."""
        self._keep(path)
        self._place.remove(path)

    def put_back(self) -> None:
        """Undo what can be undone."""
        for number, (path, how) in reversed(list(enumerate(self._touched))):
            with contextlib.suppress(OSError, OutputError):
                if how == _KEPT:
                    self._place.place(path, make=True)
                    self._kept.move(str(number), self._place, path)
                elif how == _WHOLE:
                    self._place.move(path, self._staged, path)
                else:
                    self._place.remove(path)

    def _keep(self, path: str) -> None:
        """Keep the file that stands at `path`. It stays there too, so that readers find it until it
        is replaced.
        """
        how = _KEPT
        try:
            self._place.link(path, self._kept, str(len(self._touched)))
        except (FileNotFoundError, NotADirectoryError):
            how = _NEW
        self._touched.append((path, how))

    def _make_room(self, path: str) -> None:
        """The folder for a file. OutputError where somebody else's file stands in its place, or
        their folder in the file's.
        """
        try:
            self._place.make_room(path)
        except OSError as error:
            if error.errno not in (errno.EEXIST, errno.ENOTDIR, errno.ENOTEMPTY):
                raise
            raise OutputError(
                f"{self._place.folder}/{path} cannot be written: a file that ssg did not make"
                " stands where a folder is needed, or a folder in the place of the file; move it"
                " away"
            ) from error
