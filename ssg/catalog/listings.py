"""Numbers the published stories of each list from the oldest, and tells from which number on a list
has changed.
"""

import sqlite3

from ssg.catalog.invalidated import Invalidated
from ssg.catalog.queries import IS_PUBLISHED
from ssg.catalog.rows import HOME, SERIES
from ssg.catalog.topics import END, PAGES, about_list, about_terms
from ssg.story.lifecycle import State

# Renumbering this many lists one by one takes longer than all at once.
_MANY_LISTS = 400
# A series is read from its first part on: parts with a weight, then the others by date. All other
# lists show their newest story first, and stories of one moment by the names of their files.
_ORDER = (
    f"iif(m.kind = '{SERIES}', ifnull(s.weight, 1e18), 0), s.sort,"
    f" iif(m.kind = '{SERIES}', s.path, ''), s.path DESC"
)
_FROM = (
    f"FROM member m JOIN story s ON s.id = m.story WHERE s.state IN {IS_PUBLISHED} AND (m.kind !="
    f" '{HOME}' OR s.state = '{State.LIVE}')"
)
_COUNT = """INSERT INTO term SELECT l.kind, l.key, min(m.label), count(*), max(s.changed)
    FROM listing l
    JOIN member m ON m.story = l.story AND m.kind = l.kind AND m.key = l.key
    JOIN story s ON s.id = l.story GROUP BY l.kind, l.key"""


class Listings:
    """The lists that must be numbered anew: `moved` are those whose stories may stand elsewhere
    now, `changed` stories that look different.
    """

    def __init__(self, db: sqlite3.Connection, invalidated: Invalidated):
        self._db, self._invalidated = db, invalidated
        self.moved: set[tuple[str, str]] = set()
        self.changed: set[int] = set()

    def number(self, *, everything: bool) -> bool:
        """Bring the lists up to date. Archived stories are not on the home page. Returns whether
        the length of any list changed.
        """
        if self.moved:  # the sitemap tells when each list last changed
            self._invalidated.add(PAGES)
        if everything or len(self.moved) > _MANY_LISTS:
            self._number_all()
            return True
        resized = [self._number_one(kind, key) for kind, key in sorted(self.moved)]
        for story in self.changed:
            for kind, key, n in self._db.execute(
                "SELECT kind, key, n FROM listing WHERE story = ?", (story,)
            ):
                self._invalidated.add(about_list(kind, key), n, n)
        return any(resized)

    def _number_all(self) -> None:
        lists = "SELECT kind, key FROM term"
        before = set(self._db.execute(lists))
        self._db.execute("DELETE FROM listing")
        self._db.execute("DELETE FROM term")
        number = f"row_number() OVER (PARTITION BY m.kind, m.key ORDER BY {_ORDER})"
        self._db.execute(f"INSERT INTO listing SELECT m.kind, m.key, {number}, s.id {_FROM}")
        self._db.execute(_COUNT)
        for kind, key in before | set(self._db.execute(lists)):
            self._invalidated.add(about_list(kind, key))
            self._invalidated.add(about_terms(kind))

    def _number_one(self, kind: str, key: str) -> bool:
        """Number one list. What stands before the first change stays as it is."""
        before = [
            story
            for (story,) in self._db.execute(
                "SELECT story FROM listing WHERE kind = ? AND key = ? ORDER BY n", (kind, key)
            )
        ]
        sql = (
            f"SELECT s.id, m.label, s.changed {_FROM} AND m.kind = ? AND m.key = ? ORDER BY"
            f" {_ORDER}"
        )
        members = self._db.execute(sql, (kind, key)).fetchall()
        after = [story for story, _, _ in members]
        if before != after:
            same = next(
                (n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
                min(len(before), len(after)),
            )
            self._db.execute(
                "DELETE FROM listing WHERE kind = ? AND key = ? AND n > ?", (kind, key, same)
            )
            rows = ((kind, key, n, story) for n, story in enumerate(after[same:], same + 1))
            self._db.executemany("INSERT INTO listing VALUES (?,?,?,?)", rows)
            self._invalidated.add(about_list(kind, key), same + 1, END)
        term = self._term(kind, key)
        self._db.execute("DELETE FROM term WHERE kind = ? AND key = ?", (kind, key))
        if members:
            newest = max(
                (changed for _, _, changed in members if changed is not None), default=None
            )
            label = min(label for _, label, _ in members)
            self._db.execute(
                "INSERT INTO term VALUES (?,?,?,?,?)", (kind, key, label, len(members), newest)
            )
        if self._term(kind, key) != term:
            self._invalidated.add(about_list(kind, key), END, END)
            self._invalidated.add(about_terms(kind))
        return len(before) != len(after)

    def _term(self, kind: str, key: str) -> tuple[str, int] | None:
        term: tuple[str, int] | None = self._db.execute(
            "SELECT label, count FROM term WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return term
