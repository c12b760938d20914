"""The questions that pages ask. Each method is one question; its answer depends only on the catalog
and its arguments.

While a page is made, `trace` collects each question with a digest of its answer. A later build
makes the page again only if an answer has another digest (a verifying trace, as in "Build Systems a
la Carte", Mokhov et al. 2018). `topic` says which part of the catalog an answer depends on, and
of a list which of its numbers, so that only the questions about what changed need be asked again.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from ssg.catalog.answers import (
    Credited,
    StandalonePage,
    Target,
    Term,
    decode_picture,
    decode_probe,
)
from ssg.catalog.bodies import read_body
from ssg.catalog.rows import AT_URL, Columns, at_url
from ssg.catalog.schema import open_for_reading
from ssg.catalog.topics import (
    END,
    INDEXES,
    LEDGER,
    PAGES,
    STANDALONE,
    about_list,
    about_photos,
    about_story,
    about_terms,
)
from ssg.markup.marks import Body
from ssg.model.people import Person
from ssg.model.resolved import ResolvedPicture
from ssg.model.story import Card, Story
from ssg.story.lifecycle import PUBLISHED, State

_encode = msgspec.msgpack.Encoder().encode
_decode_story = msgspec.msgpack.Decoder(Story).decode
_decode_card = msgspec.msgpack.Decoder(Card).decode
# To make the page that asks this takes no longer than to find out whether the answer changed.
ALWAYS_STALE = frozenset({"sitemap"})
_MOST_REMEMBERED = 20_000
IS_PUBLISHED = "(" + ", ".join(f"'{state}'" for state in PUBLISHED) + ")"


class Answer(NamedTuple):
    """What a question was about: a topic, there the numbers `low` to `high`, and the digest of
    the answer. (Plain, since each page has some.)
    """

    topic: str
    low: int
    high: int
    digest: bytes


Arguments = tuple[object, ...]
# The name of a question and its arguments.
Question = tuple[str, Arguments]
# What was asked, and what was answered.
Trace = dict[Question, Answer]


class Queries:
    """Asks the catalog. With `trace` set to a dict, questions and digests of answers are collected
    in it.
    """

    def __init__(self, db: sqlite3.Connection, *, is_immutable: bool = False):
        """`is_immutable` says that nothing in the catalog changes while this one asks."""
        self.db, self.is_immutable = db, is_immutable
        self.trace: Trace | None = None
        self._answers: dict[Question, tuple[list[Columns], Answer]] = {}

    @classmethod
    def at(cls, path: Path) -> "Queries":
        """The catalog file at `path`, opened read-only."""
        return cls(open_for_reading(path), is_immutable=True)

    @contextlib.contextmanager
    def read_transaction(self) -> Iterator[None]:
        """Ask many questions under one lock, which SQLite would take for each: that takes longer
        than most answers.
        """
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.rollback()

    @contextlib.contextmanager
    def tracing(self) -> Iterator[Trace]:
        """What is asked meanwhile is noted in a trace of its own, and not in the one under way."""
        outer, trace = self.trace, Trace()
        self.trace = trace
        try:
            yield trace
        finally:
            self.trace = outer

    def _ask(
        self,
        name: str,
        args: Arguments,
        topic: str,
        sql: str,
        values: Columns | None = None,
        low: int = 0,
        high: int = END,
    ) -> list[Columns]:
        rows = self.db.execute(sql, args if values is None else values).fetchall()
        if self.trace is not None and (name, args) not in self.trace:
            self.trace[name, args] = Answer(topic, low, high, _digest(rows))
        return rows

    def _ask_cached(
        self,
        name: str,
        args: Arguments,
        topic: str,
        sql: str,
        values: Columns | None = None,
        low: int = 0,
    ) -> list[Columns]:
        """Ask what many pages ask: the answer is remembered while nothing changes."""
        asked = (name, args)
        known = self._answers.get(asked)
        if known is None:
            rows = self.db.execute(sql, args if values is None else values).fetchall()
            known = rows, Answer(topic, low, END, _digest(rows))
            if self.is_immutable and len(self._answers) < _MOST_REMEMBERED:
                self._answers[asked] = known
        if self.trace is not None:
            self.trace[asked] = known[1]
        return known[0]

    def _ask_end(
        self,
        name: str,
        args: Arguments,
        kind: str,
        key: str,
        sql: str,
        values: Columns | None = None,
        limit: int = -1,
    ) -> list[Columns]:
        """Ask for the newest of a list: `sql` gives their numbers last, which are no part of the
        answer.
        """
        found = self.db.execute(sql, args if values is None else values).fetchall()
        rows = [row[:-1] for row in found]
        if self.trace is not None and (name, args) not in self.trace:
            if not limit:
                low = END  # of a list that was not asked for nothing may change
            elif len(found) == limit:
                low = found[-1][-1]
            else:
                low = 0  # shorter than was asked for: it may grow at its old end, too
            self.trace[name, args] = Answer(about_list(kind, key), low, END, _digest(rows))
        return rows

    def evaluate(self, name: str, args: Arguments) -> Answer:
        """What a question would be answered now. KeyError if the story that it is about is gone."""
        with self.tracing() as trace:
            getattr(self, name)(*args)
        return trace[name, args]

    # ---- one story

    def story(self, path: str) -> tuple[Story, State]:
        """The story of a file. KeyError if there is none."""
        rows = self._ask(
            "story",
            (path,),
            about_story(path),
            "SELECT record, state FROM story JOIN text ON text.story = id WHERE path = ?",
        )
        if not rows:
            raise KeyError(path)
        return _decode_story(rows[0][0]), State(rows[0][1])

    def body(self, path: str) -> Body:
        rows = self._ask(
            "body",
            (path,),
            about_story(path),
            "SELECT body FROM story JOIN text ON text.story = id WHERE path = ?",
        )
        return read_body(rows[0][0]) if rows else Body()

    def whole(self, path: str) -> tuple[Story, State, Body]:
        """A story with its text. KeyError if there is none."""
        rows = self._ask(
            "whole",
            (path,),
            about_story(path),
            "SELECT record, state, body FROM story JOIN text ON text.story = id WHERE path = ?",
        )
        if not rows:
            raise KeyError(path)
        record, state, body = rows[0]
        return _decode_story(record), State(state), read_body(body)

    def neighbours(self, section: str, path: str) -> tuple[Card | None, Card | None]:
        """The stories before and after this one in its section."""
        sql = """SELECT me.n, l.n < me.n, c.card FROM story this
            JOIN listing me ON me.story = this.id AND me.kind = 'section'
            LEFT JOIN listing l ON l.kind = 'section' AND l.key = ?1 AND l.n IN (me.n - 1, me.n + 1)
            LEFT JOIN card c ON c.story = l.story
            WHERE this.path = ?2"""
        found = self.db.execute(sql, (section, path)).fetchall()
        rows = [
            row[1:] for row in found if row[2] is not None
        ]  # the number itself is no part of the answer
        if self.trace is not None:
            low, high = (found[0][0] - 1, found[0][0] + 1) if found else (0, END)
            self.trace["neighbours", (section, path)] = Answer(
                about_list("section", section), low, high, _digest(rows)
            )
        cards = {before: _decode_card(card) for before, card in rows}
        return cards.get(1), cards.get(0)

    def target(self, path: str) -> Target | None:
        """What a link to the story file `path` leads to; None if there is no such file."""
        sql = f"SELECT url, title, state IN {IS_PUBLISHED}, pages FROM story WHERE path = ?"
        for url, title, published, pages in self._ask("target", (path,), about_story(path), sql):
            return Target(
                url=url, path=path, title=title, is_published=bool(published), pages=pages
            )
        return None

    def picture(self, story: str, n: int) -> ResolvedPicture | None:
        """Number `n` (from 0) of the pictures of a story, and behind them the posters; None if
        there is none.
        """
        sql = "SELECT resolved FROM picture WHERE story = ? AND n = ?"
        rows = self._ask("picture", (story, n), about_story(story), sql)
        return decode_picture(rows[0][0]) if rows else None

    def transcript(self, story: str, src: str) -> str:
        """The text of a transcript that a story names; "" if it is served from elsewhere."""
        sql = """SELECT m.probe FROM story s JOIN use u ON u.story = s.id
            JOIN media m ON m.path = u.path WHERE s.path = ? AND u.src = ?"""
        rows = self._ask("transcript", (story, src), about_story(story), sql)
        return decode_probe(rows[0][0]).text if rows else ""

    def original(self, story: str, src: str) -> tuple[str, bool] | None:
        """The path of a media file that a story names, and whether it may be shown; None if it
        names none so, or if it is served from elsewhere.
        """
        sql = """SELECT u.path, u.shown FROM story s JOIN use u ON u.story = s.id
            WHERE s.path = ? AND u.src = ? AND u.path != ''"""
        rows = self._ask("original", (story, src), about_story(story), sql)
        return (rows[0][0], bool(rows[0][1])) if rows else None

    # ---- lists

    def count(self, kind: str, key: str) -> int:
        rows = self._ask_cached(
            "count",
            (kind, key),
            about_list(kind, key),
            "SELECT count FROM term WHERE kind = ? AND key = ?",
            low=END,
        )
        return rows[0][0] if rows else 0

    def label(self, kind: str, key: str) -> str | None:
        """The label of a list; None if no published story is on it."""
        rows = self._ask_cached(
            "label",
            (kind, key),
            about_list(kind, key),
            "SELECT label FROM term WHERE kind = ? AND key = ?",
            low=END,
        )
        return rows[0][0] if rows else None

    def newest(self, kind: str, key: str, limit: int, offset: int = 0) -> tuple[Card, ...]:
        """Stories of a list, newest first."""
        sql = """SELECT c.card, l.n FROM listing l JOIN card c ON c.story = l.story
            WHERE l.kind = ? AND l.key = ? ORDER BY l.n DESC LIMIT ? OFFSET ?"""
        rows = self._ask_end("newest", (kind, key, limit, offset), kind, key, sql, limit=limit)
        return tuple(_decode_card(card) for (card,) in rows)

    def newest_live(self, kind: str, key: str, limit: int, offset: int = 0) -> tuple[Card, ...]:
        """Stories of a list that are not archived, newest first."""
        sql = f"""SELECT c.card, l.n FROM listing l JOIN story s ON s.id = l.story
            JOIN card c ON c.story = l.story
            WHERE l.kind = ? AND l.key = ? AND s.state = '{State.LIVE}' ORDER BY l.n DESC
            LIMIT ? OFFSET ?"""
        rows = self._ask_end("newest_live", (kind, key, limit, offset), kind, key, sql, limit=limit)
        return tuple(_decode_card(card) for (card,) in rows)

    def between(self, kind: str, key: str, first: int, last: int) -> tuple[Card, ...]:
        """Stories number `first` to `last` of a list (numbered from the oldest, from 1), newest
        first.
        """
        sql = """SELECT c.card FROM listing l JOIN card c ON c.story = l.story
            WHERE l.kind = ? AND l.key = ? AND l.n BETWEEN ? AND ? ORDER BY l.n DESC"""
        rows = self._ask(
            "between", (kind, key, first, last), about_list(kind, key), sql, low=first, high=last
        )
        return tuple(_decode_card(card) for (card,) in rows)

    def newest_paths(self, kind: str, key: str, limit: int) -> tuple[str, ...]:
        """Files of the newest stories of a list that are not archived, newest first (for feeds)."""
        sql = f"""SELECT s.path, l.n FROM listing l JOIN story s ON s.id = l.story
            WHERE l.kind = ? AND l.key = ? AND s.state = '{State.LIVE}' ORDER BY l.n DESC LIMIT ?"""
        return tuple(
            path
            for (path,) in self._ask_end(
                "newest_paths", (kind, key, limit), kind, key, sql, limit=limit
            )
        )

    def terms(self, kind: str) -> tuple[Term, ...]:
        """All lists of a kind, by key."""
        sql = "SELECT kind, key, label, count FROM term WHERE kind = ? ORDER BY key"
        rows = self._ask("terms", (kind,), about_terms(kind), sql)
        return tuple(
            Term(kind=k, key=key, label=label, count=count) for k, key, label, count in rows
        )

    def keys(self, kind: str) -> tuple[str, ...]:
        """The keys of all lists of a kind."""
        rows = self._ask(
            "keys", (kind,), about_terms(kind), "SELECT key FROM term WHERE kind = ? ORDER BY key"
        )
        return tuple(key for (key,) in rows)

    def has_any(self, kind: str) -> bool:
        """Whether there is any list of a kind."""
        rows = self._ask_cached(
            "has_any",
            (kind,),
            about_terms(kind),
            "SELECT EXISTS (SELECT 1 FROM term WHERE kind = ?)",
        )
        return bool(rows[0][0])

    def byline_of(self, key: str) -> tuple[Person, ...]:
        """The byline of the newest story by an author, for what it says of them."""
        sql = """SELECT c.card, l.n FROM listing l JOIN story s ON s.id = l.story
            JOIN card c ON c.story = l.story
            WHERE l.kind = 'author' AND l.key = ? ORDER BY l.n DESC LIMIT 1"""
        rows = self._ask_end("byline_of", (key,), "author", key, sql, limit=1)
        return _decode_card(rows[0][0]).byline if rows else ()

    # ---- the site

    def index_path(self, section: str) -> str | None:
        """The `_index.md` of a section (of the site for "")."""
        sql = f"""SELECT path FROM story WHERE kind != 'story' AND kind = 'section' AND section = ?
            AND state IN {IS_PUBLISHED}
            ORDER BY length(path), path LIMIT 1"""
        rows = self._ask_cached("index_path", (section,), INDEXES, sql)
        return rows[0][0] if rows else None

    def standalone(self) -> tuple[StandalonePage, ...]:
        """The published standalone pages, by weight."""
        sql = (
            "SELECT title, url FROM story WHERE kind != 'story' AND kind = 'page' AND state ="
            f" '{State.LIVE}' ORDER BY ifnull(weight, 0), path"
        )
        return tuple(
            StandalonePage(title=title, url=url)
            for title, url in self._ask("standalone", (), STANDALONE, sql)
        )

    def ledger(self, first: int, limit: int) -> tuple[Credited, ...]:
        """Pictures in published stories, by agency, photographer and credit, from number `first`
        (from 0) on; all with a `limit` of -1.
        """
        sql = f"""SELECT p.resolved, s.url, s.title
            FROM picture p JOIN story s ON s.path = p.story
            JOIN use u ON u.story = s.id AND u.n = p.n
            WHERE p.place != '' AND s.state IN {IS_PUBLISHED} AND u.shown
            ORDER BY p.place, p.story, p.n LIMIT ? OFFSET ?"""
        rows = self._ask("ledger", (first, limit), LEDGER, sql, (limit, first))
        return tuple(
            Credited(picture=decode_picture(picture), url=url, title=title)
            for picture, url, title in rows
        )

    def photos_by(self, person: str, limit: int) -> tuple[tuple[ResolvedPicture, Card], ...]:
        """The newest published pictures by a person (the key of their page), each once, with the
        newest story that shows it.
        """
        sql = f"""SELECT p.resolved, d.card FROM (
              SELECT s.id, s.sort, s.path, h.n,
                row_number() OVER (PARTITION BY ifnull(nullif(u.path, ''), u.src)
                  ORDER BY s.sort DESC, s.path, h.n) AS time
              FROM photo h JOIN story s ON s.path = h.story
                JOIN use u ON u.story = s.id AND u.n = h.n
              WHERE h.person = ? AND s.state IN {IS_PUBLISHED} AND u.shown) f
            JOIN picture p ON p.story = f.path AND p.n = f.n JOIN card d ON d.story = f.id
            WHERE f.time = 1 ORDER BY f.sort DESC, f.path, f.n LIMIT ?"""
        rows = self._ask("photos_by", (person, limit), about_photos(person), sql)
        return tuple((decode_picture(picture), _decode_card(card)) for picture, card in rows)

    def has_static(self, url: str) -> bool:
        """Whether a file of static/ goes to the output at `url`."""
        return bool(
            self._ask_cached(
                "has_static",
                (url,),
                PAGES,
                f"SELECT 1 FROM page WHERE {AT_URL} AND kind = 'static'",
                at_url(url),
            )
        )

    def sitemap(
        self, kinds: tuple[str, ...], first: int, limit: int, page_size: int
    ) -> tuple[tuple[str, float | None], ...]:
        """Addresses for the sitemap, oldest story first, and when what stands there last changed
        (seconds since 1970).

        `page_size` is the number of stories on an archive page.
        """
        marks = ",".join("?" * len(kinds))
        sql = f"""SELECT p.url, CASE p.kind
                WHEN 'archive' THEN (SELECT max(x.changed) FROM listing l
                    JOIN story x ON x.id = l.story
                    WHERE l.kind = substr(p.key, 1, instr(p.key, '/') - 1)
                      AND l.key = substr(p.key, instr(p.key, '/') + 1)
                      AND l.n > (p.number - 1) * ? AND l.n <= p.number * ?)
                ELSE coalesce(s.changed, t.changed) END
            FROM page p LEFT JOIN story s ON s.path = p.key AND p.kind IN ('story', 'page')
            LEFT JOIN term t ON t.key = iif(p.kind IN ('months', 'terms'), '', p.key)
              AND t.kind = iif(p.kind IN ('front', 'months', 'terms'), 'home', p.kind)
            WHERE p.kind IN ({marks}) AND s.elsewhere IS NOT 1
            ORDER BY s.id IS NULL, s.sort, p.url LIMIT ? OFFSET ?"""
        values = (page_size, page_size, *kinds, limit, first)
        return tuple(self._ask("sitemap", (kinds, first, limit, page_size), PAGES, sql, values))

    def count_pages(self, kinds: tuple[str, ...]) -> int:
        """How many pages the sitemap lists: none of a story whose address is elsewhere."""
        marks = ",".join("?" * len(kinds))
        rows = self._ask(
            "count_pages",
            (kinds,),
            PAGES,
            f"""SELECT count(*) FROM page p LEFT JOIN story s
                ON s.path = p.key AND p.kind IN ('story', 'page')
                WHERE p.kind IN ({marks}) AND s.elsewhere IS NOT 1""",
            kinds,
        )
        count: int = rows[0][0]
        return count


def _digest(rows: list[Columns]) -> bytes:
    return hashlib.blake2b(_encode(rows), digest_size=8).digest()
