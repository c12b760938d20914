"""Which files of content/ were read, and what was wrong in each: how the next build knows which
ones changed.
"""

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from ssg.problems import Problem
from ssg.source.files import SourceStat

# Size in bytes, time in nanoseconds, digest.
Seen = tuple[int, int, bytes]
_MANY = 2_000
_decode_files = msgspec.msgpack.Decoder(dict[str, Seen]).decode
_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode
_encode = msgspec.msgpack.Encoder().encode


class SeenFiles:
    """Read as a whole when it is first asked for, and written as a whole: a row a file takes ten
    times as long.
    """

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        self._files: dict[str, Seen] | None = None
        self._is_changed = False

    def all(self) -> dict[str, Seen]:
        """What was seen, by path."""
        if self._files is None:
            row = self._db.execute("SELECT files FROM seen").fetchone()
            self._files = _decode_files(row[0]) if row else {}
        return self._files

    def put(self, stat: SourceStat, digest: bytes, problems: bytes) -> None:
        """A file was read; `problems` are msgpack."""
        self._is_changed = True
        files = self.all()
        if problems:
            self._db.execute("INSERT OR REPLACE INTO problem VALUES (?,?)", (stat.path, problems))
        elif stat.path in files:
            self._db.execute("DELETE FROM problem WHERE path = ?", (stat.path,))
        files[stat.path] = (stat.size, stat.mtime_ns, digest)

    def touch(self, stats: Iterable[SourceStat]) -> None:
        """Files have other times, but the same text. Of many (a fresh clone, made for one build)
        that is written with the next change only.
        """
        files, before = self.all(), list(stats)
        for stat in before:
            files[stat.path] = (stat.size, stat.mtime_ns, files[stat.path][2])
        self._is_changed |= 0 < len(before) < _MANY

    def forget(self, path: str) -> None:
        self._is_changed = True
        self.all().pop(path, None)
        self._db.execute("DELETE FROM problem WHERE path = ?", (path,))

    def clear(self) -> None:
        self._files, self._is_changed = {}, True
        self._db.execute("DELETE FROM problem")

    def unchecked(self) -> set[str]:
        """The stories that could not be checked against others in the last build."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'unchecked'").fetchone()
        return set(row[0].split("\n")) - {""} if row else set()

    def keep_unchecked(self, paths: Iterable[str]) -> None:
        if (now := set(paths)) != self.unchecked():  # a build without changes writes nothing
            self._db.execute(
                "INSERT OR REPLACE INTO meta VALUES ('unchecked', ?)", ("\n".join(sorted(now)),)
            )

    def problems(self) -> Iterator[Problem]:
        """The problems of all files, by path."""
        for (blob,) in self._db.execute("SELECT problems FROM problem ORDER BY path"):
            yield from _decode_problems(blob)

    def write(self) -> None:
        if self._is_changed:
            self._db.execute("INSERT OR REPLACE INTO seen VALUES (1, ?)", (_encode(self.all()),))
            self._is_changed = False
