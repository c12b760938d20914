"""What the desk asks about all stories, whatever their state."""

import re
import sqlite3
from collections.abc import Iterator

import msgspec

from ssg.catalog.invalidated import number_of
from ssg.catalog.topics import about_list, about_story
from ssg.story.lifecycle import Clock, State, Timing, state_of
from ssg.text.urls import case_key

_FIELDS = "path, kind, section, url, title, status, published, embargo, expires"
# Only these can be anything else than live.
_NOT_PLAIN = "(status != 'usable' OR embargo > :now OR published > :now OR expires IS NOT NULL)"

_LIKE = re.compile("[%_!]")
_MOST_WORDS = 8


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A story in a list of the desk. Moments are seconds since 1970. `state` is what readers see of
    it, whatever a preview shows.
    """

    path: str
    kind: str
    section: str
    url: str
    title: str
    state: State
    published: float | None
    embargo: float | None
    expires: float | None


class Overview:
    """Looks through the catalog for the desk. `clock` has the moment; what it shows besides does
    not count here.
    """

    def __init__(self, db: sqlite3.Connection, clock: Clock):
        self._db, self._clock = db, Clock(now=clock.now)

    def unpublished(self) -> Iterator[Line]:
        """Stories that readers do not see, in the order of their files."""
        for line in self._lines(f"WHERE {_NOT_PLAIN} ORDER BY path", now=self._now):
            if line.state not in (State.LIVE, State.ARCHIVED):
                yield line

    def line(self, path: str) -> Line | None:
        """The story of a file."""
        return next(self._lines("WHERE path = :path", path=path), None)

    def source_of(self, output: str) -> str:
        """The file that the page in an output file was made from; "" if there is none."""
        sql = (
            "SELECT ifnull(source, key) FROM page WHERE ifnull(case_key, output) = ? AND output = ?"
        )
        row = self._db.execute(sql, (case_key(output), output)).fetchone()
        return row[0] if row else ""

    def next_change(self) -> float | None:
        """The next moment at which a story comes or goes by itself."""
        moments = [
            self._db.execute(
                f"SELECT min({column}) FROM story WHERE {column} > ?", (self._now,)
            ).fetchone()[0]
            for column in ("embargo", "published", "expires")
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    def search(self, words: str, section: str) -> list[Line]:
        """Stories whose headline or file name has all of some words, newest first; of one section,
        or of all.
        """
        conditions, values = ["kind = 'story'"], dict[str, object]()
        if section:
            conditions.append("section = :section")
            values["section"] = section
        for number, word in enumerate(words.split()[:_MOST_WORDS]):
            conditions.append(
                f"(title LIKE :w{number} ESCAPE '!' OR path LIKE :w{number} ESCAPE '!')"
            )
            values[f"w{number}"] = f"%{_LIKE.sub(lambda match: '!' + match[0], word)}%"
        order = "ORDER BY published IS NOT NULL, published DESC, path"
        return list(self._lines(f"WHERE {' AND '.join(conditions)} {order}", **values))

    def sections(self) -> tuple[str, ...]:
        """The keys of all sections that have a story, published or not."""
        sql = "SELECT DISTINCT section FROM story WHERE kind = 'story' AND section != '' ORDER BY 1"
        return tuple(key for (key,) in self._db.execute(sql))

    def shown_on(self, path: str, destination: str) -> tuple[str, ...]:
        """The files of a destination whose pages asked about a story: about itself, or about a part
        of a list that it stands in.
        """
        sql = """SELECT DISTINCT o.path FROM question q JOIN reading r ON r.question = q.id
            JOIN output o ON o.id = r.output
            WHERE o.destination = ? AND q.about = ? AND q.low <= ? AND q.high >= ?"""
        asked = [(number_of(about_story(path)), 0)]
        lists = """SELECT l.kind, l.key, l.n FROM listing l JOIN story s ON s.id = l.story
            WHERE s.path = ?"""
        for kind, key, number in self._db.execute(lists, (path,)):
            asked.append((number_of(about_list(kind, key)), number))
        found = {
            output
            for about, number in asked
            for (output,) in self._db.execute(sql, (destination, about, number, number))
        }
        return tuple(sorted(found - {""}))

    def media_of(self, path: str) -> tuple[str, ...]:
        """The media files of this site that a story names."""
        sql = """SELECT DISTINCT u.path FROM use u JOIN story s ON s.id = u.story
            WHERE s.path = ? AND u.path != '' ORDER BY u.path"""
        return tuple(file for (file,) in self._db.execute(sql, (path,)))

    def shows(self, file: str) -> tuple[Line, ...]:
        """The stories that name a media file."""
        sql = "WHERE id IN (SELECT story FROM use WHERE use.path = :file) ORDER BY path"
        return tuple(self._lines(sql, file=file))

    @property
    def _now(self) -> float:
        return self._clock.now.timestamp()

    def _lines(self, condition: str, **values: object) -> Iterator[Line]:
        for row in self._db.execute(f"SELECT {_FIELDS} FROM story {condition}", values):
            path, kind, section, url, title, status, published, embargo, expires = row
            timing = Timing.at(status, published, embargo, expires)
            yield Line(
                path=path,
                kind=kind,
                section=section,
                url=url,
                title=title,
                state=state_of(timing, self._clock),
                published=published,
                embargo=embargo,
                expires=expires,
            )
