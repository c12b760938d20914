"""Whether the catalog file is as this machine left it. What came with a repository is thrown away
before SQLite sees it.

The seal beside the file names it by its number on the disk, size and times, which are looked at in
each build. On CI it names the bytes, too, which are read where those do not fit, as in a cache that
was unpacked. (Elsewhere that would take a tenth of a build after one edit.) While the catalog is
open there is no seal: one that was not closed is begun anew.
"""

import contextlib
import hashlib
import os
import stat
from pathlib import Path

from ssg.disk.doors import Door
from ssg.disk.seals import Sealer

SEAL_NAME = "seal"
BESIDE = ("-wal", "-shm", "-journal")
# One of these is set on CI: by nearly all; Azure Pipelines; Jenkins; TeamCity.
_ON_CI = ("CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION")
_NO_DIGEST = "-"
_UNKNOWN = (
    "the catalog in .ssg/ came from elsewhere, or a build was killed while it was open; it is made"
    " anew"
)


class SealedFile:
    """A catalog file and its seal."""

    def __init__(self, path: Path, sealer: Sealer):
        self._path, self._sealer = path, sealer
        self._seal = path.with_name(SEAL_NAME)
        self._stamp = ""  # of the file when it was opened
        self._digest = _NO_DIGEST  # the seal of its bytes

    def open(self) -> str:
        """Break the seal, so that the catalog may be written to; without one that fits, remove it.
        Says why if it did.
        """
        for path in (self._seal, self._path, *beside(self._path)):
            if not _is_ordinary(path):  # a link would be followed, a pipe waited for
                _clear(path)
        was_there, reason = self._path.exists(), self._distrust()
        _clear(self._seal)
        if any(
            path.exists() and path.stat().st_size
            for path in beside(self._path)
            if not path.name.endswith("-shm")
        ):
            reason = _UNKNOWN  # a sealed file is whole: what a journal would make of it is not ours
        if not was_there or reason:
            discard(self._path)
            self._stamp, self._digest = "", _NO_DIGEST
        return reason if was_there else ""

    def close(self) -> None:
        """Seal the file, which nobody writes to any more."""
        if self._sealer.reason:
            return
        stamp = stamp_of(self._path)
        if stamp != self._stamp:  # its bytes are not those that were sealed
            self._digest = _NO_DIGEST
        if self._digest == _NO_DIGEST and any(map(os.environ.get, _ON_CI)):
            self._digest = self._sealer.seal("bytes of a catalog", _digest(self._path)).hex()
        seal = self._sealer.seal("catalog", f"{stamp} {self._digest}".encode()).hex()
        with contextlib.closing(Door(self._path.parent)) as door:
            door.put(SEAL_NAME, f"{seal} {self._digest}\n".encode("ascii"))

    def _distrust(self) -> str:
        """Why the catalog is not to be trusted, "" if it is."""
        if self._sealer.reason:
            return f"the catalog in .ssg/ is not trusted and made anew: {self._sealer.reason}"
        try:
            seal, self._digest = self._seal.read_text(encoding="ascii").split()
            stamp = stamp_of(self._path)
            if self._sealer.fits(
                bytes.fromhex(seal), "catalog", f"{stamp} {self._digest}".encode()
            ):
                self._stamp = stamp
                return ""
            if self._digest != _NO_DIGEST and self._sealer.fits(
                bytes.fromhex(self._digest), "bytes of a catalog", _digest(self._path)
            ):
                self._stamp = stamp
                return ""
        except (OSError, ValueError):
            pass
        return _UNKNOWN


def beside(path: Path) -> tuple[Path, ...]:
    """The files that SQLite keeps beside a catalog while it is open."""
    return tuple(path.with_name(path.name + suffix) for suffix in BESIDE)


def discard(path: Path) -> None:
    """Remove a catalog, with its seal."""
    _clear(path.with_name(SEAL_NAME), path, *beside(path))


def _clear(*paths: Path) -> None:
    """Remove what lies at paths of one folder, whatever it is."""
    with contextlib.closing(Door(paths[0].parent)) as door:
        for path in paths:
            door.clear(path.name)


def _is_ordinary(path: Path) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return True


def stamp_of(path: Path) -> str:
    """By which a file is known without being read: nobody can choose all of this. (The number of a
    disk is not in it: that of some changes when the machine starts.)
    """
    state = os.stat(path, follow_symlinks=False)
    return f"{state.st_ino} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"


def _digest(path: Path) -> bytes:
    with open(
        os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb", buffering=0
    ) as file:
        return hashlib.file_digest(file, "sha256").digest()
