"""Writes what was read from the newsroom's files, and keeps what follows from it up to date:
states, lists, pictures, planned pages.

Each change names the topics that it invalidates (see topics.py), so that the build asks only about
those again.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from ssg.catalog.bodies import read_body
from ssg.catalog.invalidated import Invalidated
from ssg.catalog.listings import Listings
from ssg.catalog.pictures import Pictures
from ssg.catalog.plan import Plan
from ssg.catalog.rows import (
    OWN,
    Columns,
    FileRow,
    StoryRow,
    encode,
    linked_file,
    use_values,
)
from ssg.catalog.schema import (
    CATALOG_NAME,
    STORY_INDEXES,
    drop_indexes,
    make_indexes,
    open_for_writing,
)
from ssg.catalog.sealed import SealedFile
from ssg.catalog.seen import SeenFiles
from ssg.catalog.topics import INDEXES, PAGES, STANDALONE, about_story
from ssg.catalog.traces import new_generation
from ssg.disk.interrupts import held
from ssg.disk.seals import Sealer, sealer_of
from ssg.markup.links import own_links
from ssg.problems import Problem
from ssg.source.files import SourceStat
from ssg.story.lifecycle import Clock, State, Timing, state_of
from ssg.text.urls import Urls

_COLUMNS = tuple(
    name for name in StoryRow.__struct_fields__ if name not in ("record", "card", "body")
)
_INSERT = (
    f"INSERT INTO story (id, {', '.join(_COLUMNS)}) VALUES (?, {', '.join('?' * len(_COLUMNS))})"
)
_INSERT_USE = "INSERT INTO use VALUES (?,?,?,?,?,?,1)"
_UPDATE = f"UPDATE story SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"
# What planning looks at: a change of any other column moves no page.
_PLANNED = ("kind", "section", "url", "pages", "layout", "blocks", "elsewhere")
_PLAIN = (
    "status = 'usable' AND embargo IS NULL AND expires IS NULL AND (published IS NULL OR published"
    " <= ?)"
)


class Store:
    """The catalog, open for writing by the one process that builds. Everything up to `settle` is
    one transaction.
    """

    def __init__(self, folder: Path, sealer: Sealer | None = None, *, verify: bool = False):
        self.path = folder / CATALOG_NAME
        self._sealed = SealedFile(self.path, sealer or sealer_of(folder.parent))
        untrusted = self._sealed.open()
        self.db, discarded = open_for_writing(self.path, verify=verify)
        self.discarded = untrusted or discarded  # why what was there could not be used
        self.all_new = False  # nothing that was known of stories, lists and pages holds
        self.plan_is_stale = False
        self.changed: set[str] = set()
        self._updated: list[int] = []
        self.files = SeenFiles(self.db)
        self.invalidated = Invalidated(self.db)
        self.lists = Listings(self.db, self.invalidated)
        self.plan = Plan(self.db, self.invalidated)
        self.pictures = Pictures(self.db, self.invalidated)

    def close(self) -> None:
        """Fold the write-ahead log in, so that one file is all there is to cache; then seal it."""
        with held():
            self.db.rollback()
            [is_busy, *_] = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self.db.close()
            if not is_busy:
                self._sealed.close()

    def meta(self, key: str) -> str:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def set_meta(self, key: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # ---- what was read

    def use_key(self, key: str) -> None:
        """Forget all stories if they were parsed under another key (configuration, block names,
        version of ssg or of a library).
        """
        if self.meta("parsed-under") == key:
            return
        # What a page read is forgotten, so that none can be trusted any more: not even when the old
        # key comes back.
        self.db.execute("UPDATE output SET recipe = x'' WHERE id IN (SELECT output FROM reading)")
        self.files.clear()
        for table in (
            "story",
            "finding",
            "listing",
            "term",
            "picture",
            "photo",
            "question",
            "reading",
        ):
            self.db.execute(f"DELETE FROM {table}")
        drop_indexes(self.db, STORY_INDEXES)
        self.set_meta("parsed-under", key)
        self.all_new = self.plan_is_stale = self.plan.is_new = True

    def use_address(self, urls: Urls) -> set[str]:
        """Find the links to whole addresses of this site again, if the site stood elsewhere when
        the stories were read. Returns the files that had or have any. (New stories come with
        theirs.)
        """
        if self.meta("own-links-to") == urls.base_url:
            return set()
        self.set_meta("own-links-to", urls.base_url)
        if self.all_new:
            return set()
        of_stories = "FROM link l JOIN story s ON s.id = l.story WHERE l.kind = ?"
        had = {path for (path,) in self.db.execute(f"SELECT s.path {of_stories}", (OWN,))}
        self.db.execute("DELETE FROM link WHERE kind = ?", (OWN,))
        sql = """SELECT s.id, s.path, t.body FROM text t JOIN story s ON s.id = t.story
            WHERE instr(t.body, CAST(? AS BLOB))"""
        for id_, path, body in self.db.execute(sql, (urls.sign,)).fetchall():
            links = own_links(read_body(body).html, urls)
            rows = [(id_, OWN, target, 0, 0) for target in links]
            self.db.executemany("INSERT INTO link VALUES (?,?,?,?,?)", rows)
            had.add(path)
        return had

    def forget_files(self, paths: Iterable[str]) -> None:
        for path in paths:
            self.changed.add(path)
            self.files.forget(path)
            self.db.execute("DELETE FROM finding WHERE path = ?", (path,))
            old = self._story(path)
            if old:
                self._note_change(path, old, None, self._members_of(old["id"]), ())
                self.db.execute("DELETE FROM story WHERE id = ?", (old["id"],))

    def put_files(self, rows: list[FileRow]) -> None:
        """Store parsed files in place of what was known of them."""
        if self.all_new:
            return self._put_first(rows)
        for row in rows:
            self._put_file(row)

    def _put_first(self, rows: list[FileRow]) -> None:
        """Store files of which nothing was known."""
        stories = [(row, row.story) for row in rows if row.story]
        numbered = [(id_, row, story) for id_, (row, story) in enumerate(stories, self._next_id())]
        many = self.db.executemany
        for row in rows:
            self.files.put(row.stat, row.digest, row.problems)
        many(_INSERT, [(id_, *_columns(story)) for id_, _, story in numbered])
        many(
            "INSERT INTO text VALUES (?,?,?)",
            [(id_, story.record, story.body) for id_, _, story in numbered],
        )
        many("INSERT INTO card VALUES (?,?)", [(id_, story.card) for id_, _, story in numbered])
        many(
            "INSERT OR IGNORE INTO member VALUES (?,?,?,?)",
            [(id_, *member) for id_, row, _ in numbered for member in row.members],
        )
        many(
            "INSERT INTO link VALUES (?,?,?,?,?)",
            [(id_, *link) for id_, row, _ in numbered for link in row.links],
        )
        many(
            _INSERT_USE,
            [
                use_values(id_, n, use, None)
                for id_, row, _ in numbered
                for n, use in enumerate(row.uses)
            ],
        )
        self.pictures.put([(row.stat.path, row.pictures) for _, row, _ in numbered])

    def _put_file(self, row: FileRow) -> None:
        db, stat, story = self.db, row.stat, row.story
        self.changed.add(stat.path)
        old = self._story(stat.path)
        if story is None:
            self.forget_files([stat.path])
            return self.files.put(stat, row.digest, row.problems)
        self.files.put(stat, row.digest, row.problems)
        self._note_change(
            stat.path, old, story, self._members_of(old["id"]) if old else (), row.members
        )
        known: dict[str, str | None] = {}
        if old is None:
            id_ = self._next_id()
            db.execute(_INSERT, (id_, *_columns(story)))
            self.lists.changed.add(id_)  # it may have the number of one that was deleted
        else:
            id_ = old["id"]
            db.execute(_UPDATE, (*_columns(story), id_))
            self._updated.append(id_)
            known = self._found_for(id_)
            self.plan_is_stale |= self._shown_as(id_) != [(use.src, use.part) for use in row.uses]
            self.plan_is_stale |= self._aliases(id_) != sorted(
                target for kind, target, *_ in row.links if kind == "alias"
            )
            self.plan_is_stale |= self._linked_files(id_) != {
                file
                for kind, target, *_ in row.links
                if kind == "link" and (file := linked_file(target))
            }
            for table in ("member", "link", "use"):
                db.execute(f"DELETE FROM {table} WHERE story = ?", (id_,))
        db.execute("INSERT OR REPLACE INTO text VALUES (?,?,?)", (id_, story.record, story.body))
        db.execute("INSERT OR REPLACE INTO card VALUES (?,?)", (id_, story.card))
        db.executemany(
            "INSERT OR IGNORE INTO member VALUES (?,?,?,?)",
            [(id_, *member) for member in row.members],
        )
        db.executemany("INSERT INTO link VALUES (?,?,?,?,?)", [(id_, *link) for link in row.links])
        db.executemany(
            _INSERT_USE,
            [use_values(id_, n, use, known.get(use.src)) for n, use in enumerate(row.uses)],
        )

    def _next_id(self) -> int:
        id_: int = self.db.execute("SELECT ifnull(max(id), 0) + 1 FROM story").fetchone()[0]
        return id_

    def _story(self, path: str) -> sqlite3.Row | None:
        cursor = self.db.execute("SELECT * FROM story_full WHERE path = ?", (path,))
        cursor.row_factory = sqlite3.Row
        row: sqlite3.Row | None = cursor.fetchone()
        return row

    def _members_of(self, story: int) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            self.db.execute("SELECT kind, key, label FROM member WHERE story = ?", (story,))
        )

    def _found_for(self, story: int) -> dict[str, str | None]:
        """The pictures that a story names, and the files found for them."""
        return dict(self.db.execute("SELECT src, path FROM use WHERE story = ?", (story,)))

    def _shown_as(self, story: int) -> list[tuple[str, str]]:
        """What planning asks of a story's media: names and roles in order; one that was withheld
        must be asked about again.
        """
        return self.db.execute(
            "SELECT src, iif(shown, part, '-') FROM use WHERE story = ? ORDER BY n", (story,)
        ).fetchall()

    def _linked_files(self, story: int) -> set[str]:
        """The files to which a story links: an original is published where one does."""
        links = self.db.execute(
            "SELECT target FROM link WHERE story = ? AND kind = 'link'", (story,)
        )
        return {file for (target,) in links if (file := linked_file(target))}

    def _aliases(self, story: int) -> list[str]:
        return sorted(
            target
            for (target,) in self.db.execute(
                "SELECT target FROM link WHERE story = ? AND kind = 'alias'", (story,)
            )
        )

    def _note_change(
        self,
        path: str,
        old: sqlite3.Row | None,
        new: StoryRow | None,
        members: tuple[tuple[str, str, str], ...],
        new_members: tuple[tuple[str, str, str], ...],
    ) -> None:
        """Find out what a story's new row (None: it is gone) changes for others."""
        self.invalidated.add(about_story(path))
        lists = {(kind, key) for kind, key, _ in (*members, *new_members)}
        if old is None or new is None:
            kind = old["kind"] if old else ""
            if new:
                kind = new.kind
            self.lists.moved |= lists
            self.plan_is_stale = True
            self._touch_kind(kind)
            return
        # The place of a story in its lists, and the time when they last changed.
        if set(members) != set(new_members) or any(
            old[name] != getattr(new, name) for name in ("sort", "weight", "changed")
        ):
            self.lists.moved |= lists
        if old["card"] != new.card:
            self.lists.changed.add(old["id"])
        if any(old[name] != getattr(new, name) for name in _PLANNED):
            self.plan_is_stale = True
        if any(old[name] != getattr(new, name) for name in ("sort", "changed", "elsewhere")):
            self.invalidated.add(PAGES)
        if (old["kind"], old["record"], old["body"]) != (new.kind, new.record, new.body):
            self._touch_kind(old["kind"])
            self._touch_kind(new.kind)

    def _touch_kind(self, kind: str) -> None:
        """Section texts and standalone pages show on every page."""
        if kind == "section":
            self.invalidated.add(INDEXES)
            self.plan_is_stale = True
        elif kind == "page":
            self.invalidated.add(STANDALONE)

    # ---- what is published now

    def set_states(self, clock: Clock) -> None:
        """Decide the state of every story at `clock.now`."""
        if self.all_new:
            make_indexes(self.db, STORY_INDEXES)
        now = clock.now.timestamp()
        # Most new stories are plainly live, and stay so; only the others are looked at one by one.
        self.db.execute(
            f"UPDATE story SET state = ? WHERE state = '' AND {_PLAIN}", (State.LIVE, now)
        )
        wanted = (
            "SELECT id, path, kind, status, published, embargo, expires, state FROM story WHERE"
        )
        rows = self.db.execute(
            f"{wanted} embargo IS NOT NULL OR expires IS NOT NULL OR status != 'usable'"
        ).fetchall()
        rows += self.db.execute(f"{wanted} published > ?", (now,)).fetchall()
        rows += self.db.execute(
            f"{wanted} state < ? OR state > ?", (State.LIVE, State.LIVE)
        ).fetchall()
        for id_ in self._updated:
            rows += self.db.execute(f"{wanted} id = ?", (id_,)).fetchall()
        for id_, path, kind, status, date, embargo, expires, state in {
            row[0]: row for row in rows
        }.values():
            now_state = str(state_of(Timing.at(status, date, embargo, expires), clock))
            if now_state != state:
                self.db.execute("UPDATE story SET state = ? WHERE id = ?", (now_state, id_))
                self._note_state(id_, path, kind)

    def _note_state(self, story: int, path: str, kind: str) -> None:
        """A story is published or recalled."""
        self.changed.add(path)
        self.invalidated.add(about_story(path))
        self.invalidated.add(PAGES)
        self.lists.moved |= {(kind, key) for kind, key, _ in self._members_of(story)}
        self.lists.changed.add(story)
        self._touch_kind(kind)
        self.plan_is_stale = True

    def number_lists(self) -> None:
        """Number the published stories of each list that changed."""
        self.plan_is_stale |= self.lists.number(everything=self.all_new)

    # ---- pictures

    def uses(self) -> list[tuple[int, str, str, str | None]]:
        """Every use of a picture: story id, story path, src, and the file found for it."""
        return self.db.execute(
            "SELECT u.story, s.path, u.src, u.path FROM use u JOIN story s ON s.id = u.story"
        ).fetchall()

    def set_use(self, story: int, story_path: str, src: str, path: str | None) -> None:
        """The file found for a picture has changed."""
        self.db.execute("UPDATE use SET path = ? WHERE story = ? AND src = ?", (path, story, src))
        self.invalidated.add(about_story(story_path))
        self.changed.add(story_path)
        self.plan_is_stale = True

    def known_media(self, key: str) -> dict[str, tuple[int, int, bytes]]:
        """Size, time and digest of the pictures that were looked into; none fits if that was done
        under another key.
        """
        if self.meta("looked-under") != key:
            self.set_meta("looked-under", key)
            self.db.execute("UPDATE media SET mtime_ns = -1, digest = x''")
        return {
            path: tuple(row)
            for path, *row in self.db.execute("SELECT path, size, mtime_ns, digest FROM media")
        }

    def touch_media(self, stats: Iterable[SourceStat]) -> None:
        """The pictures have other times, but the same bytes."""
        self.db.executemany(
            "UPDATE media SET mtime_ns = ? WHERE path = ?",
            [(stat.mtime_ns, stat.path) for stat in stats],
        )

    def put_media(self, row: Columns) -> None:
        """Store what was found out about a picture."""
        known = self.db.execute(
            "SELECT probe, metadata FROM media WHERE path = ?", row[:1]
        ).fetchone()
        self.plan_is_stale |= known != row[-2:]
        self.db.execute("INSERT OR REPLACE INTO media VALUES (?,?,?,?,?,?,?,?)", row)
        for (path,) in self.db.execute(
            "SELECT DISTINCT s.path FROM use u JOIN story s ON s.id = u.story WHERE u.path = ?",
            row[:1],
        ):
            self.invalidated.add(about_story(path))
            self.changed.add(path)

    def forget_media(self, paths: Iterable[str]) -> None:
        self.db.executemany("DELETE FROM media WHERE path = ?", [(path,) for path in paths])

    # ---- findings

    def put_findings(self, findings: dict[str, list[Problem]]) -> None:
        """Keep the problems of files that were checked, in place of those of the last time."""
        self.db.executemany("DELETE FROM finding WHERE path = ?", [(path,) for path in findings])
        rows = [(path, encode(tuple(problems))) for path, problems in findings.items() if problems]
        self.db.executemany("INSERT INTO finding VALUES (?,?)", rows)

    def settle(self) -> None:
        """Commit all of it, together with what it invalidated."""
        self.files.write()
        self.invalidated.write()
        if self.plan.moved or self.all_new:
            new_generation(self.db)
        self.db.commit()


def _columns(story: StoryRow) -> Columns:
    return tuple(getattr(story, name) for name in _COLUMNS)
