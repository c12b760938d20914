"""What a process that builds one site again and again keeps between two builds, so that a build
costs what changed: which files there are, and that nobody touched what the last build left.

A command that builds once has an empty session: it looks at everything.
"""

import bisect
import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ssg.build.output_scan import OutputScan
from ssg.catalog.sealed import stamp_of
from ssg.source.files import FolderScan, SourceStat, is_passed_over, scan_folder, source_stat


class Session:
    """The memory of one process about one site and one destination of it.

    `note` is told which paths changed; whoever cannot tell calls `forget`. What another process
    did to the catalog shows by its file.
    """

    def __init__(self, root: Path):
        self._root = root
        self._scans: dict[str, FolderScan] = {}
        self._stamp = ""
        # How many files are in the destination, each as the catalog knows it; None where that is
        # not known.
        self.file_count: int | None = None

    def forget(self) -> None:
        """Look at everything in the next build."""
        self._scans.clear()
        self.file_count = None

    def scan(self, folder: str) -> FolderScan:
        """The files below a folder of the site."""
        if folder not in self._scans:
            self._scans[folder] = scan_folder(self._root, folder)
        return self._scans[folder]

    def looked(self) -> OutputScan | None:
        """What stands in the destination, if nobody need look."""
        if self.file_count is None:
            return None
        return OutputScan(count=self.file_count, altered=set(), retimed={})

    def note(self, path: str) -> None:
        """A file or folder at a path (POSIX, relative to the site) came, changed or went."""
        folder, *names = path.split("/")
        known = self._scans.get(folder)
        if known is None or any(map(is_passed_over, names)):
            return
        if not names or known.has_links or known.problems:
            del self._scans[folder]  # what a link leads to may have changed elsewhere
            return
        found = _at(self._root, path)
        if found is None:
            del self._scans[folder]
            return
        start = bisect.bisect_left(known.files, path, key=_path)
        if start < len(known.files) and known.files[start].path == path:
            del known.files[start]
        first = bisect.bisect_left(known.files, path + "/", key=_path)
        last = bisect.bisect_left(known.files, path + "0", key=_path)  # "0" comes behind "/"
        del known.files[first:last]
        for file in found.files:
            bisect.insort(known.files, file, key=_path)

    @contextlib.contextmanager
    def building(self, catalog: Path) -> Iterator[None]:
        """Around a build. What was known does not hold if another process has built meanwhile."""
        if self._stamp != _stamp(catalog):
            self.forget()
        try:
            yield
        finally:
            self._stamp = _stamp(catalog)


def _at(root: Path, path: str) -> FolderScan | None:
    """What lies at a path now; None where only a look at the whole folder can tell."""
    try:
        mode = os.lstat(root / path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return FolderScan()
    except OSError:
        return None
    if stat.S_ISREG(mode) and path.isprintable():
        return FolderScan(files=[source_stat(root, path)])
    found = scan_folder(root, path) if stat.S_ISDIR(mode) and path.isprintable() else None
    return None if found is None or found.has_links or found.problems else found


def _path(file: SourceStat) -> str:
    return file.path


def _stamp(catalog: Path) -> str:
    try:
        return stamp_of(catalog)
    except OSError:
        return ""
