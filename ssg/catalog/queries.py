"""The questions that pages ask. Each method is one question; its answer depends only on the catalog and its arguments."""

import functools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ssg.catalog.schema import open_for_reading
from ssg.catalog.store import Output, PageRow
from ssg.markup.marks import Body
from ssg.story.lifecycle import NOTICES, PUBLISHED, State
from ssg.story.model import Card, Story

_decode_story = msgspec.msgpack.Decoder(Story).decode
_decode_card = msgspec.msgpack.Decoder(Card).decode
_decode_body = msgspec.msgpack.Decoder(Body).decode
_WITH_PAGE = (*PUBLISHED, *NOTICES)
_PUBLISHED = "(" + ", ".join(f"'{state}'" for state in PUBLISHED) + ")"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A list that stories are on: an author, tag, series, section or month."""

    kind: str
    key: str
    label: str
    count: int


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's file: pixels, MIME type, and what is wrong with it, if anything."""

    path: str
    type: str
    width: int | None
    height: int | None
    problem: str | None


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a link to a story file leads to."""

    url: str
    path: str
    title: str
    is_published: bool
    pages: int


class Queries:
    """The catalog, open for reading."""

    def __init__(self, path: Path):
        self._db: sqlite3.Connection = open_for_reading(path)

    def close(self) -> None:
        self._db.close()

    def _row(self, sql: str, *values: object) -> tuple | None:
        return self._db.execute(sql, values).fetchone()

    # ---- one story

    def story(self, path: str) -> tuple[Story, State]:
        """The story of a file. KeyError if there is none."""
        row = self._row("SELECT record, state FROM story WHERE path = ?", path)
        if row is None:
            raise KeyError(path)
        return _decode_story(row[0]), State(row[1])

    def body(self, path: str) -> Body:
        row = self._row("SELECT body FROM story WHERE path = ?", path)
        return _decode_body(row[0]) if row else Body()

    def neighbours(self, path: str) -> tuple[Card | None, Card | None]:
        """The stories before and after this one in its section."""
        row = self._row(
            "SELECT l.key, l.n FROM listing l JOIN story s ON s.id = l.story WHERE s.path = ? AND l.kind = 'section'", path
        )
        if row is None:
            return None, None
        sql = "SELECT s.card FROM listing l JOIN story s ON s.id = l.story WHERE l.kind = 'section' AND l.key = ? AND l.n = ?"
        before, after = self._row(sql, row[0], row[1] - 1), self._row(sql, row[0], row[1] + 1)
        return (_decode_card(before[0]) if before else None), (_decode_card(after[0]) if after else None)

    def target(self, path: str) -> Target | None:
        """What a link to the story file `path` leads to; None if there is no such file."""
        row = self._row(f"SELECT url, title, state IN {_PUBLISHED}, pages FROM story WHERE path = ?", path)
        return Target(url=row[0], path=path, title=row[1], is_published=bool(row[2]), pages=row[3]) if row else None

    def picture_file(self, story: str, src: str) -> MediaFile | None:
        """The file of a picture that a story names; None if it is served from elsewhere."""
        row = self._row(
            "SELECT m.path, m.type, m.width, m.height, m.problem FROM story s JOIN use u ON u.story = s.id"
            " JOIN media m ON m.path = u.path WHERE s.path = ? AND u.src = ?",
            *(story, src),
        )
        return MediaFile(path=row[0], type=row[1], width=row[2], height=row[3], problem=row[4]) if row else None

    # ---- lists

    def count(self, kind: str, key: str) -> int:
        row = self._row("SELECT count FROM term WHERE kind = ? AND key = ?", kind, key)
        return row[0] if row else 0

    def newest(self, kind: str, key: str, limit: int, offset: int = 0) -> tuple[Card, ...]:
        """Stories of a list, newest first."""
        last = self.count(kind, key) - offset
        return self.between(kind, key, last - limit + 1, last)

    def between(self, kind: str, key: str, first: int, last: int) -> tuple[Card, ...]:
        """Stories number `first` to `last` of a list (numbered from the oldest, from 1), newest first."""
        rows = self._db.execute(
            "SELECT s.card FROM listing l JOIN story s ON s.id = l.story"
            " WHERE l.kind = ? AND l.key = ? AND l.n BETWEEN ? AND ? ORDER BY l.n DESC",
            (kind, key, first, last),
        )
        return tuple(_decode_card(card) for (card,) in rows)

    def newest_paths(self, kind: str, key: str, limit: int) -> tuple[str, ...]:
        """Files of the newest stories of a list that are not archived, newest first (for feeds)."""
        rows = self._db.execute(
            "SELECT s.path FROM listing l JOIN story s ON s.id = l.story"
            " WHERE l.kind = ? AND l.key = ? AND s.state = ? ORDER BY l.n DESC LIMIT ?",
            (kind, key, State.LIVE, limit),
        )
        return tuple(path for (path,) in rows)

    def terms(self, kind: str) -> tuple[Term, ...]:
        """All lists of a kind, by key."""
        rows = self._db.execute("SELECT kind, key, label, count FROM term WHERE kind = ? ORDER BY key", (kind,))
        return tuple(Term(kind=k, key=key, label=label, count=count) for k, key, label, count in rows)

    def term(self, kind: str, key: str) -> Term | None:
        row = self._row("SELECT kind, key, label, count FROM term WHERE kind = ? AND key = ?", kind, key)
        return Term(kind=row[0], key=row[1], label=row[2], count=row[3]) if row else None

    def byline_of(self, key: str) -> Story | None:
        """The newest story by an author, for what it says of them."""
        row = self._row(
            "SELECT s.record FROM listing l JOIN story s ON s.id = l.story WHERE l.kind = 'author' AND l.key = ? ORDER BY l.n DESC LIMIT 1",
            key,
        )
        return _decode_story(row[0]) if row else None

    def index_path(self, section: str) -> str | None:
        """The `_index.md` of a section (of the site for "")."""
        where = f"kind = 'section' AND section = ? AND state IN {_PUBLISHED}"
        row = self._row(f"SELECT path FROM story WHERE {where} ORDER BY length(path), path", section)
        return row[0] if row else None

    # ---- for planning and checking

    def stories(self, kinds: tuple[str, ...], states: tuple[State, ...]) -> Iterator[tuple[Story, State]]:
        """Stories of some kinds and states, by path."""
        sql = f"SELECT record, state FROM story WHERE kind IN ({_marks(kinds)}) AND state IN ({_marks(states)}) ORDER BY path"
        for record, state in self._db.execute(sql, (*kinds, *states)):
            yield _decode_story(record), State(state)

    def addresses(self) -> Iterator[tuple[str, str, str, State, int]]:
        """Path, kind, url, state and number of pages of every story that has a page or a notice."""
        sql = f"SELECT path, kind, url, state, pages FROM story WHERE state IN ({_marks(_WITH_PAGE)}) ORDER BY path"
        return ((path, kind, url, State(state), pages) for path, kind, url, state, pages in self._db.execute(sql, _WITH_PAGE))

    def sitemap(self, kinds: tuple[str, ...], first: int, limit: int, page_size: int) -> tuple[tuple[str, float | None], ...]:
        """Addresses for the sitemap, oldest story first, and when what stands there last changed (seconds since 1970).

        `page_size` is the number of stories on an archive page.
        """
        rows = self._db.execute(
            f"""SELECT p.url, CASE p.kind
                    WHEN 'archive' THEN (SELECT max(x.changed) FROM listing l JOIN story x ON x.id = l.story
                        WHERE l.kind = substr(p.key, 1, instr(p.key, '/') - 1) AND l.key = substr(p.key, instr(p.key, '/') + 1)
                          AND l.n > (p.number - 1) * ? AND l.n <= p.number * ?)
                    ELSE coalesce(s.changed, t.changed) END
                FROM page p LEFT JOIN story s ON s.path = p.key AND p.kind IN ('story', 'page')
                LEFT JOIN term t ON t.key = iif(p.kind IN ('months', 'terms'), '', p.key)
                  AND t.kind = iif(p.kind IN ('front', 'months', 'terms'), 'home', p.kind)
                WHERE p.kind IN ({_marks(kinds)}) ORDER BY s.id IS NULL, s.sort, p.url LIMIT ? OFFSET ?""",
            (page_size, page_size, *kinds, limit, first),
        )
        return tuple(rows)

    def count_pages(self, kinds: tuple[str, ...]) -> int:
        return self._row(f"SELECT count(*) FROM page WHERE kind IN ({_marks(kinds)})", *kinds)[0]

    def all_stories(self) -> Iterator[tuple[Story, State]]:
        for record, state in self._db.execute("SELECT record, state FROM story ORDER BY path"):
            yield _decode_story(record), State(state)

    def uses(self, story: str | None = None) -> list[tuple[str, str, int, str | None]]:
        """Pictures that stories name: story path, src, line, and the file found for it (None if there is none).

        Not those of drafts, nor of recalled stories: that a picture was deleted may be part of the recall.
        """
        states = ", ".join(f"'{state}'" for state in (State.DRAFT, *NOTICES))
        sql = f"SELECT s.path, u.src, u.line, u.path FROM use u JOIN story s ON s.id = u.story WHERE s.state NOT IN ({states})"
        if story is not None:
            return self._db.execute(f"{sql} AND s.path = ?", (story,)).fetchall()
        return self._db.execute(f"{sql} ORDER BY s.path, u.n").fetchall()

    def stories_with_media(self, states: tuple[State, ...]) -> Iterator[tuple[Story, State]]:
        sql = f"SELECT record, state FROM story WHERE id IN (SELECT story FROM use) AND state IN ({_marks(states)}) ORDER BY path"
        for record, state in self._db.execute(sql, states):
            yield _decode_story(record), State(state)

    def media_problem(self, path: str) -> str | None:
        row = self._row("SELECT problem FROM media WHERE path = ?", path)
        return row[0] if row else None

    def file_names(self) -> tuple[str, ...]:
        """Names of story files, without folders (to guess what a dead link meant)."""
        return tuple(sorted({path.rpartition("/")[2] for (path,) in self._db.execute("SELECT path FROM story LIMIT 5000")}))

    def published_media(self) -> tuple[str, ...]:
        """The picture files that published stories use."""
        rows = self._db.execute(
            f"SELECT DISTINCT u.path FROM use u JOIN story s ON s.id = u.story WHERE u.path != '' AND s.state IN {_PUBLISHED} ORDER BY u.path"
        )
        return tuple(path for (path,) in rows)

    def aliases(self) -> Iterator[tuple[str, str, str]]:
        """Former addresses of published stories: file, address now, former address."""
        yield from self._db.execute(
            f"""SELECT s.path, s.url, l.target FROM link l JOIN story s ON s.id = l.story
                WHERE l.kind = 'alias' AND s.state IN {_PUBLISHED} ORDER BY s.path, l.rowid"""
        )

    def links(self) -> Iterator[tuple[str, str, str, int, int]]:
        """Links of published stories: file, kind, target, line, column."""
        yield from self._db.execute(
            f"SELECT s.path, l.kind, l.target, l.line, l.col FROM link l JOIN story s ON s.id = l.story WHERE l.kind != 'alias' AND s.state IN {_PUBLISHED} ORDER BY s.path, l.rowid"
        )

    def pages(self) -> Iterator[PageRow]:
        """All planned pages, by kind and address."""
        rows = self._db.execute("SELECT url, kind, key, number, source FROM page ORDER BY kind, output")
        return (PageRow(url=u, kind=k, key=key, number=n, source=s) for u, k, key, n, s in rows)

    def page(self, url: str) -> PageRow | None:
        row = self._row("SELECT url, kind, key, number, source FROM page WHERE url = ? LIMIT 1", url)
        return PageRow(url=row[0], kind=row[1], key=row[2], number=row[3], source=row[4]) if row else None

    def colliding_pages(self) -> tuple[tuple[str, tuple[PageRow, ...]], ...]:
        """Pages that would be one file, in groups."""
        groups = self._db.execute("SELECT fold FROM page GROUP BY fold HAVING count(*) > 1 ORDER BY fold").fetchall()
        found = []
        for (key,) in groups:
            rows = self._db.execute("SELECT url, kind, key, number, source FROM page WHERE fold = ? ORDER BY source, kind, output", (key,))
            found.append((key, tuple(PageRow(url=u, kind=k, key=kk, number=n, source=s) for u, k, kk, n, s in rows)))
        return tuple(found)

    def pages_below_files(self) -> tuple[tuple[str, str], ...]:
        """Pairs of outputs of which the first would be a folder of the second's name ("a" and "a/index.html")."""
        rows = self._db.execute("SELECT output, fold, source FROM page WHERE output NOT LIKE '%.%'")
        bare = [(fold, source or output) for output, fold, source in rows]
        found = []
        for fold_, source in bare:
            row = self._row("SELECT source, output FROM page WHERE fold >= ? AND fold < ? LIMIT 1", fold_ + "/", fold_ + "0")
            if row:
                found.append((source, row[0] or row[1]))
        # Folders with a dot in their names ("feed.xml/index.html") are few: they are looked at from below.
        folders: dict[str, str] = {}
        for fold_, output, source in self._db.execute("SELECT fold, output, source FROM page WHERE output LIKE '%.%/%' ORDER BY output"):
            parts = fold_.split("/")
            for depth in range(1, len(parts)):
                folders.setdefault("/".join(parts[:depth]), source or output)
        for folder, source in folders.items():
            if "." in folder and (row := self._row("SELECT source, output FROM page WHERE fold = ? LIMIT 1", folder)):
                found.append((row[0] or row[1], source))
        return tuple(found)

    def output(self, destination: str, path: str) -> Output | None:
        """What was written to `path` of a destination by an earlier build; None if that is not known."""
        row = self._row(
            "SELECT digest, size, mtime_ns FROM output WHERE destination = ? AND path = ? AND digest IS NOT NULL", destination, path
        )
        return Output(path=path, digest=row[0], size=row[1], mtime_ns=row[2]) if row else None


@functools.cache
def _placeholders(count: int) -> str:
    return ",".join("?" * count)


def _marks(values: tuple) -> str:
    return _placeholders(len(values))
