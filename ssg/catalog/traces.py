"""What stands in a destination and why: outputs, the questions that each one asked, and which of
them must be made again.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ssg.catalog.invalidated import Invalidated, number_of
from ssg.catalog.queries import (
    ALWAYS_STALE,
    Answer,
    Arguments,
    Queries,
    Question,
    Trace,
)
from ssg.catalog.rows import Columns, Output, PageRow
from ssg.catalog.schema import TRACE_INDEXES, drop_indexes, make_indexes
from ssg.text.urls import case_key

# The output that stands for what every page asks (navigation, titles): its path is no file's.
SITE_NODE = ""
# The number of a planned page, the page, its file, and what stands there (None if that is not
# known).
Planned = tuple[int, PageRow, str, Output | None]
_MOST_REMEMBERED = 20_000
_encode = msgspec.json.encode
_PAGES = """SELECT p.url, p.kind, p.key, p.number, ifnull(p.source, p.key), p.layout, p.output,
      o.digest, o.size, o.mtime_ns, o.recipe, o.in_place, p.rowid
    FROM page p LEFT JOIN output o ON o.destination = ? AND o.path = p.output"""


class Traces:
    """The part of the catalog that belongs to one destination."""

    def __init__(self, db: sqlite3.Connection, destination: str):
        self._db, self._destination = db, destination
        self._asked: dict[Question, int] = {}
        self._changed: list[int] = []
        self._is_tracing = self._is_first = False
        self._finished_key = f"finished:{destination}"
        # Nothing is out of date here but for what this build finds changed.
        self.was_finished = self.is_current()

    def outputs(self) -> set[str]:
        """The files that stand here, as far as we know."""
        sql = "SELECT path FROM output WHERE destination = ? AND path != ''"
        return {path for (path,) in self._db.execute(sql, (self._destination,))}

    def files(self) -> Iterator[tuple[str, int, int, bytes]]:
        """Path, size, time and digest of each file that was made."""
        return self._db.execute(
            "SELECT path, size, mtime_ns, digest FROM output WHERE destination = ? AND path != ''",
            (self._destination,),
        )

    def retime(self, times: dict[str, int]) -> None:
        """Files have other times, but the same bytes."""
        rows = [(mtime, self._destination, path) for path, mtime in times.items()]
        self._db.executemany(
            "UPDATE output SET mtime_ns = ? WHERE destination = ? AND path = ?", rows
        )
        self._db.commit()

    def remake_with(self, path: str, recipe: bytes) -> None:
        """The recipe of a file has another digest, though it makes the same bytes."""
        self._db.execute(
            "UPDATE output SET recipe = ? WHERE destination = ? AND path = ?",
            (recipe, self._destination, path),
        )
        self._db.commit()

    def pages(self) -> Iterator[Planned]:
        """Every planned page."""
        yield from self._pages("ORDER BY p.kind, p.rowid")

    def pages_numbered(self, numbers: Sequence[int]) -> Iterator[Planned]:
        """Some planned pages, in the same order as `pages`."""
        yield from self._pages(
            f"WHERE p.rowid IN ({','.join('?' * len(numbers))}) ORDER BY p.kind, p.rowid", *numbers
        )

    def pages_at(self, paths: Iterable[str]) -> Iterator[Planned]:
        """The pages that make some files."""
        for path in paths:
            yield from self._pages(
                "WHERE ifnull(p.case_key, p.output) = ? AND p.output = ?", case_key(path), path
            )

    def pages_of(self, kinds: tuple[str, ...]) -> Iterator[Planned]:
        yield from self._pages(
            f"WHERE p.kind IN ({','.join('?' * len(kinds))}) ORDER BY p.kind, p.rowid", *kinds
        )

    def _pages(self, condition: str, *values: str | int) -> Iterator[Planned]:
        found = self._db.execute(f"{_PAGES} {condition}", (self._destination, *values))
        for (
            url,
            kind,
            key,
            number,
            source,
            layout,
            path,
            digest,
            size,
            mtime,
            recipe,
            in_place,
            id_,
        ) in found:
            row = PageRow(url=url, kind=kind, key=key, number=number, source=source, layout=layout)
            known = (
                Output(path=path, digest=digest, size=size, mtime_ns=mtime, recipe=recipe)
                if in_place
                else None
            )
            yield id_, row, path, known

    # ---- questions

    def ask_again(
        self, queries: Queries, invalidated: Invalidated, *, everything: bool = False
    ) -> list[str]:
        """Ask again every question about what was invalidated, and note the answers' digests.

        With `everything`, all others are asked, too. Returns those whose answers changed though
        nothing that they are about was invalidated, as sentences: there are none unless ssg is
        wrong.
        """
        for about, low, high in invalidated:
            within = "about = ? AND high >= ? AND low <= ?"
            unread = "SELECT 1 FROM reading WHERE reading.question = question.id"
            self._db.execute(
                f"DELETE FROM question WHERE {within} AND NOT EXISTS ({unread})", (about, low, high)
            )
            self._ask(queries, f"WHERE {within}", (about, low, high))
        missed = []
        if everything:
            known = set(self._changed)
            self._ask(queries, "", ())
            missed = [self._in_words(id_) for id_ in self._changed if id_ not in known]
        if self._changed:
            new_generation(self._db)
        invalidated.clear()
        self._db.commit()
        return missed

    def _ask(self, queries: Queries, condition: str, values: tuple[int, ...]) -> None:
        """Ask some questions again."""
        sql = f"SELECT id, name, args, low, high, digest FROM question {condition}"
        for id_, name, args, low, high, digest in self._db.execute(sql, values).fetchall():
            now = Answer("", low, high, b"")
            if name not in ALWAYS_STALE:
                now = _answer(queries, name, args)
            elif not condition:
                continue
            if (now.low, now.high, now.digest) != (low, high, digest):
                self._db.execute(
                    "UPDATE question SET low = ?, high = ?, digest = ? WHERE id = ?",
                    (now.low, now.high, now.digest, id_),
                )
            if now.digest != digest:
                self._changed.append(id_)

    def _in_words(self, id_: int) -> str:
        sql = "SELECT name, args FROM question WHERE id = ?"
        name, args = self._db.execute(sql, (id_,)).fetchone()
        return f"the answer to `{name}` of {args} changed, and no page was to be made for that"

    def stale(self) -> set[str]:
        """The outputs that saw an answer which has another digest now. What every page asks is
        among them where nobody knows what that was.
        """
        sql = """SELECT DISTINCT o.path FROM reading r JOIN question q ON q.id = r.question
            JOIN output o ON o.id = r.output WHERE +o.destination = ? AND r.digest != q.digest"""
        asked = (
            "SELECT 1 FROM reading r JOIN output o ON o.id = r.output WHERE o.destination = ? AND"
            " o.path = ? LIMIT 1"
        )
        unknown = (
            set()
            if self._db.execute(asked, (self._destination, SITE_NODE)).fetchone()
            else {SITE_NODE}
        )
        if not self.was_finished:
            return unknown | {path for (path,) in self._db.execute(sql, (self._destination,))}
        # Nothing can be stale but what asked a question that changed just now.
        one = f"{sql} AND q.id = ?"
        return unknown | {
            path
            for id_ in self._changed
            for (path,) in self._db.execute(one, (self._destination, id_))
        }

    def answers(self, path: str) -> list[tuple[str, Arguments, bool]]:
        """What the page of a file asked: question, arguments, and whether the answer is still the
        one that it saw.
        """
        sql = """SELECT q.name, q.args, q.digest = r.digest FROM output o
            JOIN reading r ON r.output = o.id JOIN question q ON q.id = r.question
            WHERE o.destination = ? AND o.path = ? ORDER BY q.name, q.args"""
        found = self._db.execute(sql, (self._destination, path))
        return [(name, _arguments(args), bool(same)) for name, args, same in found]

    # ---- outputs

    def put_pages(self, made: list[tuple[Output, Trace, bool]]) -> None:
        """Keep what some pages were made from, and whether their files stand in the destination
        already.
        """
        if not self._is_tracing:
            self._is_tracing = True
            self._is_first = bool(
                self._db.execute("SELECT NOT EXISTS (SELECT 1 FROM question)").fetchone()[0]
            )
            if self._is_first:
                drop_indexes(self._db, TRACE_INDEXES)
        rows = [
            (self._destination, o.path, o.digest, o.size, o.mtime_ns, o.recipe, in_place)
            for o, _, in_place in made
        ]
        self._db.executemany(
            """INSERT INTO output (destination, path, digest, size, mtime_ns, recipe, in_place)
                VALUES (?,?,?,?,?,?,?)
                ON CONFLICT DO UPDATE SET digest = excluded.digest, size = excluded.size,
                  mtime_ns = excluded.mtime_ns, recipe = excluded.recipe,
                  in_place = excluded.in_place""",
            rows,
        )
        find = "SELECT id FROM output WHERE destination = ? AND path = ?"
        outputs = [
            self._db.execute(find, (self._destination, output.path)).fetchone()
            for output, _, _ in made
        ]
        questions: list[Columns] = []
        readings: list[tuple[int, int, bytes]] = []
        for (id_,), (_, trace, _) in zip(outputs, made, strict=True):
            readings += [
                (id_, self._question(asked, answer, questions), answer.digest)
                for asked, answer in trace.items()
            ]
        if not self._is_first:
            self._db.executemany("DELETE FROM reading WHERE output = ?", outputs)
        self._db.executemany(
            """INSERT INTO question VALUES (?,?,?,?,?,?,?)
                ON CONFLICT DO UPDATE SET low = excluded.low, high = excluded.high,
                  digest = excluded.digest""",
            questions,
        )
        self._db.executemany("INSERT INTO reading VALUES (?,?,?)", readings)

    def put_every_page(self, trace: Trace) -> None:
        """Keep what every page asked."""
        self.put_pages([(Output(path=SITE_NODE, digest=b"", size=0, mtime_ns=0), trace, True)])

    def reopen(self) -> None:
        """Commit; from here on it is known that files may or may not have been replaced, until
        `finish` says that all stand.
        """
        make_indexes(self._db, TRACE_INDEXES)
        self._db.execute("DELETE FROM meta WHERE key = ?", (self._finished_key,))
        self._db.commit()

    def rollback(self) -> None:
        """The pages were not published after all."""
        self._db.rollback()

    def finish(self, removed: Iterable[str], recipe_state: str = "") -> None:
        """All files stand in the destination; every page there is made from the answers and recipes
        as they are now.
        """
        self._db.execute(
            "UPDATE output SET in_place = 1 WHERE destination = ? AND NOT in_place",
            (self._destination,),
        )
        self.remove(removed)
        generation = self._meta("generation") or "0"
        self._set("generation", generation)
        self._set(self._finished_key, generation)
        self._set(f"recipes:{self._destination}", recipe_state)
        self._db.commit()

    def is_current(self) -> bool:
        """Whether the last build here was made from the answers as they are now."""
        return self._meta(self._finished_key) == self._meta("generation") != ""

    def recipe_state(self) -> str:
        """The state of all recipes at the last build here."""
        return self._meta(f"recipes:{self._destination}")

    def list_digest(self) -> str:
        """A digest of the list of made files after the last build here. Another one: this catalog
        is older, or another site's.
        """
        return self._meta(f"list:{self._destination}")

    def note_list(self, digest: str) -> None:
        self._set(f"list:{self._destination}", digest)
        self._db.commit()

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files, with the questions that only they asked."""
        asked = (
            "SELECT r.question FROM reading r JOIN output o ON o.id = r.output WHERE o.destination"
            " = ? AND o.path = ?"
        )
        unread = (
            "DELETE FROM question WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM reading WHERE"
            " question = ?1)"
        )
        for path in paths:
            questions = self._db.execute(asked, (self._destination, path)).fetchall()
            self._db.execute(
                "DELETE FROM output WHERE destination = ? AND path = ?", (self._destination, path)
            )
            self._db.executemany(unread, questions)

    def _question(self, asked: Question, answer: Answer, new: list[Columns]) -> int:
        """The number of a question. One that was not asked for any page yet is added to `new`, as
        columns.
        """
        known = self._asked.get(asked)
        if known is None:
            name, args = asked[0], _encode(asked[1]).decode()
            known = number_of(f"{name}\0{args}")
            new.append(
                (
                    known,
                    name,
                    args,
                    number_of(answer.topic),
                    answer.low,
                    answer.high,
                    answer.digest,
                )
            )
            if (
                len(self._asked) >= _MOST_REMEMBERED
            ):  # so that memory stays flat; to add one twice does no harm
                self._asked.clear()
            self._asked[asked] = known
        return known

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def _set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def new_generation(db: sqlite3.Connection) -> None:
    """From now on pages of every destination may be out of date."""
    db.execute(
        "INSERT INTO meta VALUES ('generation', '1') ON CONFLICT DO UPDATE SET value = CAST(value"
        " AS INTEGER) + 1"
    )


def _answer(queries: Queries, name: str, args: str) -> Answer:
    try:
        return queries.evaluate(name, _arguments(args))
    except KeyError:  # the story is gone
        return Answer("", 0, 0, b"")


def _arguments(args: str) -> Arguments:
    return tuple(_tuples(item) for item in msgspec.json.decode(args))


def _tuples(value: object) -> object:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
