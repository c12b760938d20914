"""The whole site at once: what planning, checking and `ssg list` look through. Pages never ask
these, so nothing here is traced.
"""

import itertools
import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import unquote

import msgspec

from ssg.catalog.answers import decode_picture, decode_probe
from ssg.catalog.bodies import read_body
from ssg.catalog.queries import IS_PUBLISHED
from ssg.catalog.rows import AT_URL, Columns, PageRow, at_url, linked_file
from ssg.markup.marks import Body
from ssg.media.finder import media_url
from ssg.model.probe import Probe
from ssg.model.resolved import ResolvedPicture
from ssg.model.rights import Leased
from ssg.model.story import Story
from ssg.problems import Problem
from ssg.story.lifecycle import NOTICES, PUBLISHED, State
from ssg.text.urls import Urls, clean_url, nfc

_decode_story = msgspec.msgpack.Decoder(Story).decode
_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode
_WITH_PAGE = (*PUBLISHED, *NOTICES)


def _quoted(states: tuple[State, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


_IS_WITH_PAGE = f"({_quoted(_WITH_PAGE)})"
# Each place where a published story shows a file of ours, with what was resolved of it there.
_SHOWN_FILES = (
    "FROM use u JOIN story s ON s.id = u.story"
    " LEFT JOIN picture p ON p.story = s.path AND p.n = u.n"
)
_IS_SHOWN_FILE = f"u.path != '' AND u.shown AND s.state IN {IS_PUBLISHED}"
_PAGE = "url, kind, key, number, ifnull(source, key), layout"
_CASE_KEY = "ifnull(case_key, output)"
# Looking for so many names in every link takes longer than checking everything.
_MANY_NAMES = 200


class StoryAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where a story stands, and what its page is made with."""

    path: str
    kind: str
    url: str
    state: State
    pages: int
    layout: str
    has_blocks: bool


class PictureAt(NamedTuple):
    """A picture of a story, the line of its entry, and its role in a recording ("" for none)."""

    line: int
    part: str
    picture: ResolvedPicture


class CatalogScan:
    """Looks through the catalog."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db

    # ---- stories

    def all_stories(self) -> Iterator[tuple[Story, State]]:
        for record, state in self._db.execute("SELECT record, state FROM story_full ORDER BY path"):
            yield _decode_story(record), State(state)

    def count_states(self) -> dict[str, int]:
        """How many stories are in each state."""
        sql = "SELECT state, count(*) FROM story WHERE kind = 'story' GROUP BY state ORDER BY state"
        return dict(self._db.execute(sql))

    def addresses(self, paths: Collection[str] | None = None) -> Iterator[StoryAddress]:
        """Every story that has a page or a notice; of those at `paths`, if they are given."""
        within = "" if paths is None else f"AND path IN ({','.join('?' * len(paths))})"
        sql = (
            "SELECT path, kind, url, state, pages, layout, blocks FROM story WHERE state IN"
            f" {_IS_WITH_PAGE} {within} ORDER BY path"
        )
        for path, kind, url, state, pages, layout, blocks in self._db.execute(
            sql, tuple(paths or ())
        ):
            yield StoryAddress(
                path=path,
                kind=kind,
                url=url,
                state=State(state),
                pages=pages,
                layout=layout,
                has_blocks=bool(blocks),
            )

    def aliases(self, paths: Collection[str] | None = None) -> Iterator[tuple[str, str, str]]:
        """Former addresses of published and recalled stories (at some paths, or of all): file,
        address now, former address.
        """
        within = "" if paths is None else f"AND s.path IN ({','.join('?' * len(paths))})"
        yield from self._db.execute(
            f"""SELECT s.path, s.url, l.target FROM link l JOIN story s ON s.id = l.story
                WHERE l.kind = 'alias' AND s.state IN {_IS_WITH_PAGE} {within}
                ORDER BY s.path, l.rowid""",
            tuple(paths or ()),
        )

    def section_texts(self) -> Iterator[tuple[str, str]]:
        """Section and path of every published _index.md."""
        sql = (
            "SELECT section, path FROM story WHERE kind != 'story' AND kind = 'section' AND state"
            f" IN {IS_PUBLISHED} ORDER BY path"
        )
        yield from self._db.execute(sql)

    def state_of(self, path: str) -> State | None:
        """The state of a story, None if there is none."""
        row = self._db.execute("SELECT state FROM story WHERE path = ?", (path,)).fetchone()
        return State(row[0]) if row and row[0] else None

    def sections(self) -> dict[str, list[str]]:
        """The files of each section's stories, of all states."""
        found: dict[str, list[str]] = {}
        sql = "SELECT section, path FROM story WHERE kind = 'story' AND section != '' ORDER BY path"
        for section, path in self._db.execute(sql):
            found.setdefault(section, []).append(path)
        return found

    def dated_before(self, moment: float) -> frozenset[str]:
        """The files of stories with an earlier date."""
        sql = "SELECT path FROM story WHERE published < ?"
        return frozenset(path for (path,) in self._db.execute(sql, (moment,)))

    def day_of(self, path: str) -> int:
        """The day of a story's date, counted from 1970; 0 without one."""
        row = self._db.execute("SELECT sort FROM story WHERE path = ?", (path,)).fetchone()
        return int(row[0] // 86_400) if row else 0

    def changing_after(self, now: float) -> Iterator[Story]:
        """Published stories with an update or correction that is to come."""
        sql = (
            f"SELECT record FROM story_full WHERE changed > ? AND state IN {IS_PUBLISHED}"
            " ORDER BY path"
        )
        for (record,) in self._db.execute(sql, (now,)):
            yield _decode_story(record)

    def has_layout(self, name: str) -> bool:
        """Whether a story names a layout."""
        sql = "SELECT 1 FROM story WHERE layout = ? LIMIT 1"
        return self._db.execute(sql, (name,)).fetchone() is not None

    def body_of(self, path: str) -> Body:
        row = self._db.execute("SELECT body FROM story_full WHERE path = ?", (path,)).fetchone()
        return read_body(row[0]) if row else Body()

    def file_names(self) -> tuple[str, ...]:
        """Names of story files, without folders (to guess what a dead link meant)."""
        return tuple(
            sorted(
                {
                    path.rpartition("/")[2]
                    for (path,) in self._db.execute(
                        "SELECT path FROM story ORDER BY path LIMIT 5000"
                    )
                }
            )
        )

    # ---- for checking

    def checkable(self, *, pictures: bool = True) -> tuple[str, ...]:
        """Published or embargoed files that can have problems with other files: those with links,
        related stories, leases or pictures.
        """
        users = "SELECT story FROM use" if pictures else "SELECT id FROM story WHERE leased"
        sql = (
            "SELECT path FROM story WHERE id IN (SELECT story FROM link WHERE kind != 'alias'"
            f" UNION {users}) ORDER BY path"
        )
        return tuple(path for (path,) in self._db.execute(sql))

    def to_check(self, changed: set[str], moved: set[str], *, replanned: bool) -> set[str]:
        """The files to check again when the stories `changed` did: themselves, those that link to
        them, all whose leases can run out, and those that miss a picture (for which another file
        may be suggested now). After a new plan also those that link to addresses where pages
        `moved` (came or went), and all that have problems.
        """
        paths = changed | {
            path
            for (path,) in self._db.execute(
                f"SELECT path FROM story WHERE leased = {Leased.FOR_A_TIME:d}"
            )
        }
        if replanned:
            paths |= {
                path for (path,) in self._db.execute("SELECT path FROM finding WHERE path != ''")
            }
        else:
            missing = """SELECT f.path FROM finding f JOIN story s ON s.path = f.path
                WHERE EXISTS (SELECT 1 FROM use u WHERE u.story = s.id AND u.path IS NULL)"""
            paths |= {path for (path,) in self._db.execute(missing)}
        names = {nfc(path.rpartition("/")[2]) for path in changed}
        urls = (
            url
            for path in changed
            for url in self._db.execute("SELECT url FROM story WHERE path = ?", (path,))
        )
        names |= {url.strip("/") for url in (*moved, *(url for (url,) in urls))}
        if len(names) > _MANY_NAMES:
            return paths | set(self.checkable())
        return paths | self._linking_to(names - {""}, anchored=not replanned)

    def _linking_to(self, names: set[str], *, anchored: bool) -> set[str]:
        """The files with a link that has one of some names in it, however it is spelt. It may name
        a few too many.
        """
        if not names:
            return set()
        sql = (
            "SELECT DISTINCT s.path, l.target FROM link l JOIN story s ON s.id = l.story WHERE"
            " l.kind != 'alias'"
        )
        links = self._db.execute(f"{sql} AND l.target LIKE '%#%'" if anchored else sql)
        return {
            path for path, target in links if any(name in nfc(unquote(target)) for name in names)
        }

    def links(self, path: str) -> list[tuple[str, str, int, int]]:
        """Links of a story, if it is published: kind, target, line, column."""
        sql = f"""SELECT l.kind, l.target, l.line, l.col FROM link l JOIN story s ON s.id = l.story
            WHERE s.path = ? AND l.kind != 'alias' AND s.state IN {IS_PUBLISHED} ORDER BY l.rowid"""
        return self._db.execute(sql, (path,)).fetchall()

    def uses(self, path: str) -> list[tuple[str, int, str | None, str]]:
        """Media files that a story names: src, line, the file found for it (None if there is none),
        and its role in a recording.

        A draft may be without its pictures yet; a recalled story shows none, and that one was
        deleted may be part of the recall.
        """
        sql = f"""SELECT u.src, u.line, u.path, u.part FROM use u JOIN story s ON s.id = u.story
            WHERE s.path = ? AND s.state NOT IN ('{State.DRAFT}', {_quoted(NOTICES)})
            ORDER BY u.n"""
        return self._db.execute(sql, (path,)).fetchall()

    def first_use(self, file: str) -> tuple[str, str, int] | None:
        """The first published story that shows a media file, the name that it uses for it, and its
        line; None if there is none.
        """
        sql = (
            f"SELECT s.path, u.src, u.line {_SHOWN_FILES} WHERE {_IS_SHOWN_FILE} AND u.path = ?"
            " ORDER BY s.path, u.n LIMIT 1"
        )
        found: tuple[str, str, int] | None = self._db.execute(sql, (file,)).fetchone()
        return found

    def pictures_of(
        self, path: str, *, published: bool = False, limited: bool = False
    ) -> list[PictureAt]:
        """The media of a story and the posters that belong to them. None if it must be published,
        or something must limit their use, and it is not so.
        """
        state = f"AND s.state IN {IS_PUBLISHED}" if published else ""
        state += " AND s.leased" if limited else ""
        sql = f"""SELECT u.line, u.part, p.resolved FROM story s JOIN use u ON u.story = s.id
            JOIN picture p ON p.story = s.path AND p.n = u.n
            WHERE s.path = ? {state} ORDER BY u.n"""
        return [
            PictureAt(line, part, decode_picture(picture))
            for line, part, picture in self._db.execute(sql, (path,))
        ]

    def distinct_rights(self, path: str, *, limited: bool = False) -> list[PictureAt]:
        """The same without the posters that have the credit and rights of an entry of `media`; or
        only those that a published story shows and whose use something limits.
        """
        found = self.pictures_of(path, published=limited, limited=limited)
        own = {(at.picture.entry.credit, at.picture.rights) for at in found if not at.part}
        return [
            at
            for at in found
            if not at.part or (at.picture.entry.credit, at.picture.rights) not in own
        ]

    def media_found(self, path: str) -> tuple[str | None, Probe, int]:
        """What is wrong with a media file, what is inside it, and its size in bytes."""
        row = self._db.execute(
            "SELECT problem, probe, size FROM media WHERE path = ?", (path,)
        ).fetchone()
        return (row[0], decode_probe(row[1]), row[2]) if row else (None, Probe(), 0)

    def findings(self) -> Iterator[Problem]:
        for (blob,) in self._db.execute("SELECT problems FROM finding ORDER BY path"):
            yield from _decode_problems(blob)

    # ---- pages

    def linked_files(self) -> set[str]:
        """The planned addresses of media files to which published stories link: by the name that
        the story uses for them, or by their address in the site.
        """
        rows = self._db.execute(
            f"""SELECT DISTINCT l.target, u.src, u.path FROM link l JOIN story s ON s.id = l.story
                LEFT JOIN use u ON u.story = s.id AND u.path != '' AND u.shown
                WHERE l.kind = 'link' AND l.target LIKE '%.%' AND s.state IN {IS_PUBLISHED}"""
        )
        found = set()
        for target, src, path in rows:
            if (named := linked_file(target)) == src:
                found.add(media_url(path))
            elif named.startswith("/"):
                found.add(named)
        return found

    def published_media(self) -> Iterator[tuple[str, str, tuple[ResolvedPicture, ...]]]:
        """The media files that published stories use and may show, each with the digest of its
        bytes, and with what was resolved of it in each of these stories. A transcript stands in the
        page.
        """
        rows = self._db.execute(
            f"""SELECT u.path, m.digest, p.resolved {_SHOWN_FILES}
                LEFT JOIN media m ON m.path = u.path WHERE {_IS_SHOWN_FILE}
                AND u.part != 'transcript' ORDER BY u.path, s.path, u.n"""
        )
        for (path, digest), uses in itertools.groupby(rows, key=lambda row: row[:2]):
            pictures = tuple(decode_picture(picture) for *_, picture in uses if picture)
            yield path, (digest or b"").hex(), pictures

    def published_pictures(self, path: str = "") -> Iterator[ResolvedPicture]:
        """The pictures that published stories show, and of which files are made; or those of one
        file.
        """
        of_one = "AND u.path = ?" if path else ""
        sql = f"""SELECT p.resolved {_SHOWN_FILES} WHERE {_IS_SHOWN_FILE} AND p.resolved NOTNULL
            {of_one} ORDER BY u.path, s.path, u.n"""
        for (resolved,) in self._db.execute(sql, (path,) if path else ()):
            picture = decode_picture(resolved)
            if picture.files:
                yield picture

    def count_shown(self) -> int:
        """How often published stories show a picture, video or audio."""
        sql = (
            "SELECT count(*) FROM use u JOIN story s ON s.id = u.story WHERE u.shown AND u.part ="
            f" '' AND s.state IN {IS_PUBLISHED}"
        )
        count: int = self._db.execute(sql).fetchone()[0]
        return count

    def planned_keys(self, kinds: tuple[str, ...]) -> set[str]:
        """The keys of all planned pages of some kinds."""
        marks = ",".join("?" * len(kinds))
        return {
            key
            for (key,) in self._db.execute(f"SELECT key FROM page WHERE kind IN ({marks})", kinds)
        }

    def page(self, url: str) -> PageRow | None:
        row = self._db.execute(
            f"SELECT {_PAGE} FROM page WHERE {AT_URL} LIMIT 1", at_url(url)
        ).fetchone()
        return _page(row) if row else None

    def page_at(self, urls: Urls, address: str) -> PageRow | None:
        """The page that somebody means by an address: a whole one, or a path from the site's root,
        with the last slash or without.
        """
        paths = dict.fromkeys(
            filter(
                None, (clean_url(address) if address.startswith("/") else None, urls.local(address))
            )
        )
        return next(
            (page for url in paths if (page := self.page(url) or self.page(url + "/"))), None
        )

    def colliding_pages(self) -> tuple[tuple[PageRow, ...], ...]:
        """Pages that would be one file, in groups."""
        groups = self._db.execute(
            f"SELECT {_CASE_KEY} FROM page GROUP BY 1 HAVING count(*) > 1 ORDER BY 1"
        ).fetchall()
        sql = (
            f"SELECT {_PAGE} FROM page WHERE {_CASE_KEY} = ?"
            " ORDER BY ifnull(source, key), kind, output"
        )
        return tuple(tuple(_page(row) for row in self._db.execute(sql, group)) for group in groups)

    def pages_below_files(self) -> tuple[tuple[str, str], ...]:
        """Pairs of outputs of which the first would be a folder of the second's name ("a" and
        "a/index.html").
        """
        bare = self._db.execute(
            f"SELECT output, {_CASE_KEY}, ifnull(source, key) FROM page WHERE output NOT LIKE '%.%'"
        ).fetchall()
        found = []
        for output, case_key, source in bare:
            sql = (
                "SELECT ifnull(source, key), output FROM page"
                f" WHERE {_CASE_KEY} >= ? AND {_CASE_KEY} < ? LIMIT 1"
            )
            row = self._db.execute(sql, (case_key + "/", case_key + "0")).fetchone()
            if row:
                found.append((source or output, row[0] or row[1]))
        # Folders with a dot in their names ("feed.xml/index.html") are few: they are looked at from
        # below.
        folders: dict[str, str] = {}
        sql = (
            f"SELECT {_CASE_KEY}, output, ifnull(source, key) FROM page"
            " WHERE output LIKE '%.%/%' ORDER BY output"
        )
        for case_key, output, source in self._db.execute(sql):
            parts = case_key.split("/")
            for depth in range(1, len(parts)):
                folders.setdefault("/".join(parts[:depth]), source or output)
        for folder, source in folders.items():
            row = self._db.execute(
                f"SELECT ifnull(source, key), output FROM page WHERE {_CASE_KEY} = ? LIMIT 1",
                (folder,),
            ).fetchone()
            if "." in folder and row:
                found.append((row[0] or row[1], source))
        return tuple(found)


def _page(row: Columns) -> PageRow:
    url, kind, key, number, source, layout = row
    return PageRow(url=url, kind=kind, key=key, number=number, source=source, layout=layout)
