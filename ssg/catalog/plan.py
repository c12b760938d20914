"""The planned pages, kept from build to build: a new plan changes only the rows that differ, and
tells which addresses came or went.
"""

import sqlite3
from collections.abc import Collection, Iterable

from ssg.catalog.invalidated import Invalidated
from ssg.catalog.rows import Columns, PageRow, page_values
from ssg.catalog.topics import PAGES

_COLUMNS = "output, case_key, url, kind, key, number, source, layout"


class Plan:
    """The pages of the site. `moved` has the addresses of pages that were added, changed or taken
    away, unless all are (`is_new`).
    """

    def __init__(self, db: sqlite3.Connection, invalidated: Invalidated):
        self._db, self._invalidated = db, invalidated
        self.moved: set[str] = set()
        self.is_new = False

    def put(
        self, planner: str, pages: Iterable[PageRow], sources: Collection[str] | None = None
    ) -> None:
        """Put down the pages that one planner plans now, in place of those that it planned before:
        of all, or of those that belong to some files.
        """
        former: dict[Columns, list[int]] = {}
        marks = ",".join("?" * len(sources or ()))
        within = "" if sources is None else f"AND ifnull(source, key) IN ({marks})"
        for id_, *row in self._db.execute(
            f"SELECT rowid, {_COLUMNS} FROM page WHERE planner = ? {within}",
            (planner, *(sources or ())),
        ):
            former.setdefault(tuple(row), []).append(
                id_
            )  # an alias that is written twice is two equal pages
        self._db.executemany(
            f"INSERT INTO page ({_COLUMNS}, planner) VALUES (?,?,?,?,?,?,?,?,?)",
            self._new(planner, pages, former),
        )
        gone = [(row, id_) for row, ids in former.items() for id_ in ids]
        self._db.executemany("DELETE FROM page WHERE rowid = ?", [(id_,) for _, id_ in gone])
        self.moved |= {row[2] for row, _ in gone}
        if self.moved:
            self._invalidated.add(PAGES)

    def keep_only(self, planners: Collection[str]) -> None:
        """Take away the pages of planners that are no more: of a plugin that was removed."""
        marks = ",".join("?" * len(planners))
        gone = self._db.execute(
            f"SELECT url FROM page WHERE planner NOT IN ({marks})", tuple(planners)
        ).fetchall()
        if gone:
            self._db.execute(f"DELETE FROM page WHERE planner NOT IN ({marks})", tuple(planners))
            self.moved |= {url for (url,) in gone}
            self._invalidated.add(PAGES)

    def _new(
        self, planner: str, pages: Iterable[PageRow], former: dict[Columns, list[int]]
    ) -> Iterable[Columns]:
        for page in pages:
            row = page_values(page)
            if known := former.get(row):
                known.pop()
            else:
                if not self.is_new:
                    self.moved.add(page.url)
                yield (*row, planner)
