"""Writes to the catalog: what was read from the newsroom's files, which stories are published now, and what is planned from that."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from ssg.catalog.schema import CATALOG_NAME, open_for_writing
from ssg.problems import Problem
from ssg.source import SourceStat
from ssg.story.lifecycle import PUBLISHED, Clock, State, state_of
from ssg.story.model import Story, card_of
from ssg.story.parse import Parsed
from ssg.urls import fold, output_path, slugify

encode = msgspec.msgpack.Encoder().encode
_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode
_decode_story = msgspec.msgpack.Decoder(Story).decode

# The lists that each published story belongs to; the others (author, tag, series) come from its fields.
HOME, SECTION, MONTH = "home", "section", "month"
AUTHOR, TAG, SERIES = "author", "tag", "series"


class FileRow(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed file, ready to store: all in bytes and plain tuples, so that it crosses between processes fast."""

    stat: SourceStat
    digest: bytes
    problems: bytes
    story: tuple | None = None
    members: tuple[tuple[str, str, str], ...] = ()
    links: tuple[tuple[str, str, int, int], ...] = ()
    uses: tuple[tuple[str, int], ...] = ()


class PageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A planned page. `key` and `number` mean what its kind wants; `source` is the file to blame for it."""

    url: str
    kind: str
    key: str = ""
    number: int = 0
    source: str = ""


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """A file that stands in a destination: its path there, digest of its bytes, size in bytes, time in nanoseconds."""

    path: str
    digest: bytes
    size: int
    mtime_ns: int


def file_row(stat: SourceStat, digest: bytes, parsed: Parsed, zone: dt.tzinfo) -> FileRow:
    """Make the row of a parsed file. Runs in the worker that parsed it."""
    problems = encode(parsed.problems) if parsed.problems else b""
    story = parsed.story
    if story is None:
        return FileRow(stat=stat, digest=digest, problems=problems)
    columns = (
        *(story.path, story.kind, story.section, story.url, story.title),
        *(_seconds(story.date) or 0.0, story.weight or 0, story.status),
        *(_seconds(story.embargo), _seconds(story.date), _seconds(story.expires), story.pages, _seconds(story.updated or story.date)),
        *(encode(story), encode(card_of(story)), encode(parsed.body)),
    )
    related = tuple(("related", link.path, 0, 0) for link in story.related if link.path)
    aliases = tuple(("alias", alias.url, alias.line, 1) for alias in story.aliases)
    return FileRow(
        stat=stat,
        digest=digest,
        problems=problems,
        story=columns,
        members=tuple(_members(story, zone)) if story.kind == "story" else (),
        links=tuple(("link", link.target, link.line, link.column) for link in parsed.body.links) + related + aliases,
        uses=tuple((entry.src, line) for entry, line in zip(story.media, parsed.media_lines, strict=True)),
    )


def _members(story: Story, zone: dt.tzinfo) -> Iterator[tuple[str, str, str]]:
    yield HOME, "", ""
    yield SECTION, story.section, ""
    if story.date:
        local = story.date.astimezone(zone)
        yield MONTH, f"{local.year:04}-{local.month:02}", ""
    for person in story.byline:
        if key := slugify(person.name):
            yield AUTHOR, key, person.name
    for tag in story.tags:
        if key := slugify(tag):
            yield TAG, key, tag
    if key := slugify(story.series):
        yield SERIES, key, story.series


def _seconds(moment: dt.datetime | None) -> float | None:
    return moment.timestamp() if moment else None


class Store:
    """The catalog, open for writing by the one process that builds."""

    def __init__(self, folder: Path):
        self.path = folder / CATALOG_NAME
        self._db, self.discarded = open_for_writing(self.path)

    def close(self) -> None:
        """Fold the write-ahead log in, so that the one file is all there is to cache."""
        self._db.commit()
        self._db.execute("PRAGMA optimize")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def commit(self) -> None:
        self._db.commit()

    # ---- what was read

    def use_key(self, key: str) -> None:
        """Forget all stories if they were parsed under another key (configuration, block names, version of ssg or of a library)."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'parsed-under'").fetchone()
        if row and row[0] == key:
            return
        with self._db:
            self._db.execute("DELETE FROM file")
            self._db.execute("DELETE FROM story")
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('parsed-under', ?)", (key,))

    def files(self) -> dict[str, tuple[int, int, bytes]]:
        """Size, time and digest of every file that was read."""
        return {path: rest for path, *rest in self._db.execute("SELECT path, size, mtime_ns, digest FROM file")}

    def forget_files(self, paths: Iterable[str]) -> None:
        rows = [(path,) for path in paths]
        self._db.executemany("DELETE FROM file WHERE path = ?", rows)
        self._db.executemany("DELETE FROM story WHERE path = ?", rows)

    def touch_file(self, stat: SourceStat) -> None:
        """The file has another time, but the same text."""
        self._db.execute("UPDATE file SET size = ?, mtime_ns = ? WHERE path = ?", (stat.size, stat.mtime_ns, stat.path))

    def put_file(self, row: FileRow) -> None:
        """Store a parsed file in place of what was known of it."""
        db, stat = self._db, row.stat
        db.execute("DELETE FROM story WHERE path = ?", (stat.path,))
        db.execute("INSERT OR REPLACE INTO file VALUES (?,?,?,?,?)", (stat.path, stat.size, stat.mtime_ns, row.digest, row.problems))
        if row.story is None:
            return
        cursor = db.execute(
            "INSERT INTO story (path, kind, section, url, title, sort, weight, status, embargo, published, expires, pages, changed, record, card, body)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            row.story,
        )
        story = cursor.lastrowid
        db.executemany("INSERT OR IGNORE INTO member VALUES (?,?,?,?)", [(story, *member) for member in row.members])
        db.executemany("INSERT INTO link VALUES (?,?,?,?,?)", [(story, *link) for link in row.links])
        db.executemany("INSERT INTO use VALUES (?,?,?,?,NULL)", [(story, n, *use) for n, use in enumerate(row.uses)])

    def file_problems(self) -> Iterator[Problem]:
        for (blob,) in self._db.execute("SELECT problems FROM file WHERE problems != x'' ORDER BY path"):
            yield from _decode_problems(blob)

    # ---- what is published now

    def set_states(self, clock: Clock) -> None:
        """Decide the state of every story at `clock.now`."""
        now = clock.now.timestamp()
        # Most stories are plainly live; only the others are looked at one by one.
        plain = "status = 'usable' AND embargo IS NULL AND expires IS NULL AND (published IS NULL OR published <= ?)"
        self._db.execute(f"UPDATE story SET state = ? WHERE state != ? AND {plain}", (State.LIVE, State.LIVE, now))
        rows = self._db.execute(f"SELECT id, record FROM story WHERE NOT ({plain})", (now,)).fetchall()
        states = [(str(state_of(_decode_story(record), clock)), id) for id, record in rows]
        self._db.executemany("UPDATE story SET state = ? WHERE id = ?", states)

    def number_lists(self) -> None:
        """Number the published stories of each list from the oldest. Archived ones are not on the home page."""
        published = ", ".join(f"'{state}'" for state in PUBLISHED)
        self._db.execute("DELETE FROM listing")
        self._db.execute(
            f"""INSERT INTO listing SELECT m.kind, m.key,
                  row_number() OVER (PARTITION BY m.kind, m.key ORDER BY iif(m.kind = '{SERIES}', s.weight, 0), s.sort, s.path), s.id
                FROM member m JOIN story s ON s.id = m.story
                WHERE s.state IN ({published}) AND (m.kind != '{HOME}' OR s.state = '{State.LIVE}')"""
        )
        self._db.execute("DELETE FROM term")
        self._db.execute(
            """INSERT INTO term SELECT l.kind, l.key, min(m.label), count(*), max(s.changed) FROM listing l
               JOIN member m ON m.story = l.story AND m.kind = l.kind AND m.key = l.key JOIN story s ON s.id = l.story GROUP BY l.kind, l.key"""
        )

    # ---- pictures

    def uses(self) -> list[tuple[int, str, str]]:
        """Every use of a picture: story id, story path, src."""
        return self._db.execute("SELECT u.story, s.path, u.src FROM use u JOIN story s ON s.id = u.story").fetchall()

    def set_use_paths(self, rows: Iterable[tuple[str | None, int, str]]) -> None:
        self._db.executemany("UPDATE use SET path = ? WHERE story = ? AND src = ?", rows)

    def known_media(self) -> dict[str, tuple[int, int]]:
        return {path: (size, mtime) for path, size, mtime in self._db.execute("SELECT path, size, mtime_ns FROM media")}

    def put_media(self, rows: Iterable[tuple]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO media VALUES (?,?,?,?,?,?,?)", rows)

    def forget_media(self, paths: Iterable[str]) -> None:
        self._db.executemany("DELETE FROM media WHERE path = ?", [(path,) for path in paths])

    # ---- planned pages

    def forget_pages(self) -> None:
        self._db.execute("DELETE FROM page")

    def add_pages(self, pages: Iterable[PageRow]) -> None:
        """Put down planned pages, so that later planners and the renderers see them."""
        rows = ((path := output_path(p.url), fold(path), p.url, p.kind, p.key, p.number, p.source) for p in pages)
        self._db.executemany("INSERT INTO page VALUES (?,?,?,?,?,?,?)", rows)
        self._db.commit()

    # ---- what was written

    def outputs(self, destination: str) -> dict[str, bytes | None]:
        """Path and digest of each file that stands in a destination, as far as we know."""
        return dict(self._db.execute("SELECT path, digest FROM output WHERE destination = ?", (destination,)))

    def begin_writing(self, destination: str, paths: Sequence[str]) -> None:
        """Note, before a file is replaced, that nothing is known about it until the write is done."""
        self._db.executemany("INSERT OR REPLACE INTO output VALUES (?,?,NULL,NULL,NULL)", [(destination, path) for path in paths])
        self._db.commit()

    def finish_writing(self, destination: str, outputs: Iterable[Output], removed: Iterable[str]) -> None:
        rows = [(destination, o.path, o.digest, o.size, o.mtime_ns) for o in outputs]
        with self._db:  # all or nothing
            self._db.executemany("INSERT OR REPLACE INTO output VALUES (?,?,?,?,?)", rows)
            self._db.executemany("DELETE FROM output WHERE destination = ? AND path = ?", [(destination, path) for path in removed])
