"""What changed in the catalog, by the topics of questions: noted while stories are stored, kept
until the questions were asked again.
"""

import hashlib
import sqlite3
from collections.abc import Iterator

from ssg.catalog.topics import END


def number_of(text: str) -> int:
    """A hash that stands for a topic or a question in the catalog: 63 bits, so that SQLite keeps
    it as an integer.
    """
    return (
        int.from_bytes(
            hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "big"
        )
        >> 1
    )


class Invalidated:
    """Topics that changed; of a list, from which of its numbers to which."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        self._ranges: dict[str, tuple[int, int]] = {}

    def add(self, topic: str, low: int = 0, high: int = END) -> None:
        known = self._ranges.get(topic)
        self._ranges[topic] = (min(low, known[0]), max(high, known[1])) if known else (low, high)

    def write(self) -> None:
        """Keep it in the catalog, with what is there of builds that were broken off."""
        rows = [(number_of(topic), low, high) for topic, (low, high) in self._ranges.items()]
        self._db.executemany(
            "INSERT INTO invalidated VALUES (?,?,?) ON CONFLICT DO UPDATE SET low = min(low,"
            " excluded.low), high = max(high, excluded.high)",
            rows,
        )
        self._ranges.clear()

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """Hash of the topic, lowest and highest number."""
        yield from self._db.execute(
            "SELECT about, low, high FROM invalidated ORDER BY about"
        ).fetchall()

    def clear(self) -> None:
        if self._db.execute("SELECT EXISTS (SELECT 1 FROM invalidated)").fetchone()[
            0
        ]:  # else an empty page would be written: a changed catalog
            self._db.execute("DELETE FROM invalidated")
