"""What stands in a destination and why: outputs, the questions that each one asked, and which of them must be made again."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from ssg.catalog.queries import Queries, Trace
from ssg.catalog.rows import Output, PageRow

# The output that stands for what every page asks (navigation, titles): its path is no file's.
EVERY_PAGE = ""


class Traces:
    """The part of the catalog that belongs to one destination."""

    def __init__(self, db: sqlite3.Connection, destination: str):
        self._db, self._destination = db, destination
        self._questions: dict[tuple[str, tuple], int] = {}
        self._changed: list[int] = []
        self._was_finished = False

    def outputs(self) -> dict[str, bytes | None]:
        """Path and digest of each file that stands here, as far as we know."""
        sql = "SELECT path, digest FROM output WHERE destination = ? AND path != ''"
        return dict(self._db.execute(sql, (self._destination,)))

    def pages(self) -> Iterator[tuple[PageRow, str, Output | None, int | None]]:
        """Every planned page: its row, its file, what stands there (None if that is not known), and the number of that output."""
        sql = """SELECT p.url, p.kind, p.key, p.number, p.source, p.layout, p.output, o.digest, o.size, o.mtime_ns, o.made_with, o.id
            FROM page p LEFT JOIN output o ON o.destination = ? AND o.path = p.output ORDER BY p.kind, p.rowid"""
        for url, kind, key, number, source, layout, path, digest, size, mtime, made_with, id_ in self._db.execute(
            sql, (self._destination,)
        ):
            row = PageRow(url=url, kind=kind, key=key, number=number, source=source, layout=layout)
            known = Output(path=path, digest=digest, size=size, mtime_ns=mtime, made_with=made_with) if digest else None
            yield row, path, known, id_

    # ---- questions

    def ask_again(self, queries: Queries, subjects: set[str]) -> None:
        """Ask again every question about the subjects that changed, and note the answers' digests."""
        self._was_finished = self._meta(f"finished:{self._destination}") == self._meta("generation") != ""
        for subject in sorted(subjects):
            unread = "SELECT 1 FROM reading WHERE reading.question = question.id"
            self._db.execute(f"DELETE FROM question WHERE subject = ? AND NOT EXISTS ({unread})", (subject,))
            rows = self._db.execute("SELECT id, name, args, digest FROM question WHERE subject = ?", (subject,)).fetchall()
            for id_, name, args, digest in rows:
                now = _answer(queries, name, args)
                if now != digest:
                    self._changed.append(id_)
                    self._db.execute("UPDATE question SET digest = ? WHERE id = ?", (now, id_))
        if self._changed:
            self._set("generation", str(int(self._meta("generation") or 0) + 1))
        self._db.execute("DELETE FROM touched")
        self._db.commit()

    def stale(self) -> tuple[set[int], bool]:
        """The outputs that saw an answer which has another digest now; and whether what every page asks is among them."""
        sql = """SELECT DISTINCT r.output, o.path FROM reading r JOIN question q ON q.id = r.question JOIN output o ON o.id = r.output
            WHERE o.destination = ? AND r.digest != q.digest"""
        if self._was_finished:  # nothing can be stale but what asked a question that changed just now
            rows = [row for id_ in self._changed for row in self._db.execute(f"{sql} AND q.id = ?", (self._destination, id_))]
        else:
            rows = self._db.execute(sql, (self._destination,)).fetchall()
        return {id_ for id_, _ in rows}, any(path == EVERY_PAGE for _, path in rows)

    # ---- outputs

    def put_page(self, made: Output, trace: Trace, *, stands: bool) -> None:
        """Keep what a page was made from. Until its file `stands` in the destination nothing is known of the file itself."""
        columns = "made_with = excluded.made_with" + ("" if stands else ", digest = NULL")
        row = self._db.execute(
            f"""INSERT INTO output (destination, path, made_with) VALUES (?,?,?)
                ON CONFLICT DO UPDATE SET {columns} RETURNING id""",
            (self._destination, made.path, made.made_with),
        ).fetchone()
        self._db.execute("DELETE FROM reading WHERE output = ?", row)
        rows = [(row[0], self._question(asked, subject, digest), digest) for asked, (subject, digest) in trace.items()]
        self._db.executemany("INSERT OR REPLACE INTO reading VALUES (?,?,?)", rows)

    def commit(self) -> None:
        """From here on it is known that the files of these pages may or may not have been replaced."""
        self._db.commit()

    def rollback(self) -> None:
        """The pages were not published after all."""
        self._db.rollback()

    def finish(self, outputs: Iterable[Output], removed: Iterable[str]) -> None:
        """The files stand in the destination; every page there is made from the answers as they are now."""
        rows = [(o.digest, o.size, o.mtime_ns, self._destination, o.path) for o in outputs]
        self._db.executemany("UPDATE output SET digest = ?, size = ?, mtime_ns = ? WHERE destination = ? AND path = ?", rows)
        self.remove(removed)
        generation = self._meta("generation") or "0"
        self._set("generation", generation)
        self._set(f"finished:{self._destination}", generation)
        self._db.commit()

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files, with the questions that only they asked."""
        asked = "SELECT r.question FROM reading r JOIN output o ON o.id = r.output WHERE o.destination = ? AND o.path = ?"
        unread = "DELETE FROM question WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM reading WHERE question = ?1)"
        for path in paths:
            questions = self._db.execute(asked, (self._destination, path)).fetchall()
            self._db.execute("DELETE FROM output WHERE destination = ? AND path = ?", (self._destination, path))
            self._db.executemany(unread, questions)

    def _question(self, asked: tuple[str, tuple], subject: str, digest: bytes) -> int:
        known = self._questions.get(asked)
        if known is None:
            name, args = asked[0], json.dumps(asked[1])
            row = self._db.execute(
                "INSERT INTO question (name, args, subject, digest) VALUES (?,?,?,?)"
                " ON CONFLICT DO UPDATE SET digest = excluded.digest RETURNING id",
                (name, args, subject, digest),
            ).fetchone()
            known = self._questions[asked] = row[0]
        return known

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def _set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _answer(queries: Queries, name: str, args: str) -> bytes:
    try:
        return queries.digest_now(name, _tuples(json.loads(args)))
    except KeyError:  # the story is gone
        return b""


def _tuples(value: object) -> object:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
