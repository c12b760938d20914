"""Opens the catalog file. A file of another version, or a damaged one, is thrown away: the next
build makes it anew with the same result.
"""

import contextlib
import hashlib
import sqlite3
from pathlib import Path

import msgspec

from ssg.catalog.bodies import DamagedBody
from ssg.catalog.sealed import discard

CATALOG_NAME = "catalog.sqlite"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The files of content/ that were read: path to size, time and digest (msgpack), see seen.py.
CREATE TABLE seen (id INTEGER PRIMARY KEY CHECK (id = 1), files BLOB NOT NULL);

-- The problems that were found in them (msgpack).
CREATE TABLE problem (path TEXT PRIMARY KEY, problems BLOB NOT NULL) WITHOUT ROWID;

-- record, card and body are msgpack of Story, Card and Body (of body see bodies.py). Times are
-- seconds since 1970; sort is the date. state is that at the moment of the build; leased is a value
-- of Leased (model/rights.py). elsewhere is 1 where search engines are told of another site's
-- address for it. weight is NULL where none is given.
CREATE TABLE story (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, lang TEXT NOT NULL, kind TEXT NOT NULL,
  section TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, sort REAL NOT NULL,
  weight INTEGER, status TEXT NOT NULL, embargo REAL, published REAL, expires REAL,
  pages INTEGER NOT NULL, changed REAL, layout TEXT NOT NULL, blocks INTEGER NOT NULL,
  leased INTEGER NOT NULL, elsewhere INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT ''
);
-- Apart, so that looking through all stories reads little, and so that lists, which show cards,
-- read no texts.
CREATE TABLE text (story INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE,
  record BLOB NOT NULL, body BLOB NOT NULL);
CREATE TABLE card (story INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE,
  card BLOB NOT NULL);
CREATE VIEW story_full AS SELECT story.*, record, card, body FROM story
  JOIN text ON text.story = story.id JOIN card ON card.story = story.id;
-- The few stories that must be looked at in every build.
CREATE INDEX story_timed ON story (id) WHERE embargo IS NOT NULL OR expires IS NOT NULL
  OR status != 'usable';
CREATE INDEX story_leased ON story (id) WHERE leased = 2;
CREATE INDEX story_other ON story (kind, section) WHERE kind != 'story';

-- Which lists a story belongs to, once it is published: home, section, author, tag, series, month.
-- (The columns of a primary key come first in each table WITHOUT ROWID: else quick_check of SQLite
-- 3.40 sees damage where there is none.)
CREATE TABLE member (
  story INTEGER NOT NULL REFERENCES story ON DELETE CASCADE, kind TEXT NOT NULL, key TEXT NOT NULL,
  label TEXT NOT NULL, PRIMARY KEY (story, kind, key)
) WITHOUT ROWID;

-- The published stories of each list, numbered from the oldest.
CREATE TABLE listing (
  kind TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, story INTEGER NOT NULL,
  PRIMARY KEY (kind, key, n)
) WITHOUT ROWID;
CREATE INDEX listing_story ON listing (story, kind);
CREATE TABLE term (
  kind TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, count INTEGER NOT NULL, changed REAL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;

-- What stories point at: links, related stories and aliases, by the path or address as written.
CREATE TABLE link (
  story INTEGER NOT NULL REFERENCES story ON DELETE CASCADE, kind TEXT NOT NULL,
  target TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL
);
CREATE INDEX link_story ON link (story);

-- The media files that stories name; n counts their entries, and behind them the files that
-- recordings bring along, with their roles in part. path is the file found for src in this build,
-- '' if it is served from elsewhere; shown is 0 where the site withholds what it has no right to
-- show now.
CREATE TABLE use (
  story INTEGER NOT NULL REFERENCES story ON DELETE CASCADE, n INTEGER NOT NULL, src TEXT NOT NULL,
  line INTEGER NOT NULL, path TEXT, part TEXT NOT NULL, shown INTEGER NOT NULL,
  PRIMARY KEY (story, n)
) WITHOUT ROWID;

-- A picture that was looked into: probe (what is inside) and metadata (what its file says of
-- itself) are msgpack of Probe and Metadata; problem is a sentence about what is wrong or odd;
-- placeholder a tiny picture as a data URI.
CREATE TABLE media (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, digest BLOB NOT NULL,
  problem TEXT, placeholder TEXT NOT NULL, probe BLOB NOT NULL, metadata BLOB NOT NULL
) WITHOUT ROWID;

-- What follows for each picture of a story (by its path) from story, preset and file at the moment
-- of the build: resolved is msgpack of ResolvedPicture; place is where it stands in the ledger, if
-- there is one.
CREATE TABLE picture (
  story TEXT NOT NULL, n INTEGER NOT NULL, resolved BLOB NOT NULL, place TEXT NOT NULL,
  PRIMARY KEY (story, n)
) WITHOUT ROWID;
CREATE INDEX picture_place ON picture (place) WHERE place != '';
-- Who made each picture, by the key of their page.
CREATE TABLE photo (person TEXT NOT NULL, story TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (person, story, n)) WITHOUT ROWID;
CREATE INDEX photo_story ON photo (story);

-- Every page of this build. output is the file, case_key its form on a disk that ignores case
-- (NULL if that is the same); source is the file to blame (NULL if that is the key); planner is the
-- name of the kind (pages/kind.py) that wants the page.
CREATE TABLE page (
  output TEXT NOT NULL, case_key TEXT, url TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  number INTEGER NOT NULL, source TEXT, layout TEXT NOT NULL, planner TEXT NOT NULL
);
CREATE INDEX page_case_key ON page (ifnull(case_key, output));

-- What was made for each destination, and the digest of the layouts, data and settings it was made
-- with. in_place is 0 while it is not known whether the file is in its place.
CREATE TABLE output (
  id INTEGER PRIMARY KEY, destination TEXT NOT NULL, path TEXT NOT NULL, digest BLOB NOT NULL,
  size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, recipe BLOB NOT NULL,
  in_place INTEGER NOT NULL, UNIQUE (destination, path)
);
CREATE INDEX output_waiting ON output (destination) WHERE NOT in_place;

-- The traces: each question that was asked, with the digest of its answer now; and which output
-- asked it, with the digest it saw. id is a hash of name and arguments. about (a hash too) names
-- the part of the catalog that the answer depends on, low and high which numbers of a list;
-- invalidated has what changed and was not asked about again yet.
CREATE TABLE question (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, args TEXT NOT NULL, about INTEGER NOT NULL,
  low INTEGER NOT NULL, high INTEGER NOT NULL, digest BLOB NOT NULL
);
CREATE TABLE reading (
  output INTEGER NOT NULL REFERENCES output ON DELETE CASCADE, question INTEGER NOT NULL,
  digest BLOB NOT NULL, PRIMARY KEY (output, question)
) WITHOUT ROWID;
CREATE TABLE invalidated (about INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL);

-- Problems between files, by the file they are about (msgpack).
CREATE TABLE finding (path TEXT PRIMARY KEY, problems BLOB NOT NULL) WITHOUT ROWID;
"""

# Those of tables that a first build fills: it makes them when it has done so, which takes half the
# time.
STORY_INDEXES = {
    "story_published": "story (published)",
    "story_state": "story (state)",
    "member_list": "member (kind, key, story)",
    "use_path": "use (path)",
}
TRACE_INDEXES = {
    "question_about": "question (about, high)",
    "reading_question": "reading (question)",
}

# Made from the tables, so that a changed table makes a new catalog.
SCHEMA_VERSION = hashlib.sha256(repr((_TABLES, STORY_INDEXES, TRACE_INDEXES)).encode()).hexdigest()[
    :16
]


DISCARDED = "the catalog was damaged or of another version; it is made anew"


def open_for_writing(path: Path, *, verify: bool = False) -> tuple[sqlite3.Connection, str]:
    """The catalog at `path`, made if need be; and why an older one had to be thrown away. `verify`
    reads all of it to find damage.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    discarded = ""
    if path.exists() and not _is_usable(path, verify):
        discard(path)
        discarded = DISCARDED
    is_new = not path.exists()
    connection = _connect(f"file:{_quoted(path)}?mode=rwc")
    connection.execute("PRAGMA page_size = 16384")  # stories of some KB fill smaller pages badly
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -32000")
    if is_new:
        with connection:
            connection.executescript(_TABLES)
            make_indexes(connection, STORY_INDEXES | TRACE_INDEXES)
            connection.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA_VERSION,))
    return connection, discarded


def make_indexes(db: sqlite3.Connection, indexes: dict[str, str]) -> None:
    for name, columns in indexes.items():
        db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")


def drop_indexes(db: sqlite3.Connection, indexes: dict[str, str]) -> None:
    """Within a transaction: they are there again if it is rolled back."""
    for name in indexes:
        db.execute(f"DROP INDEX IF EXISTS {name}")


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection, for a page renderer in any process."""
    connection = _connect(f"file:{_quoted(path)}?mode=ro")
    connection.execute("PRAGMA cache_size = -16000")
    return connection


# What may be raised where the catalog was damaged: looking through all of it at each start would
# take longer than a build.
DAMAGE = (sqlite3.DatabaseError, DamagedBody, msgspec.DecodeError)


def is_damage(error: Exception, path: Path) -> bool:
    """Whether an error comes from a damaged catalog at `path` (rather than from a full disk, for
    one).

    A value that is missing or of another type may be anybody's fault: then the file is looked
    through.
    """
    if isinstance(error, sqlite3.DatabaseError):
        damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT)
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in damaged
    return isinstance(error, DAMAGE) or not _is_usable(path, verify=True)


def is_damaged(path: Path) -> bool:
    """Whether the catalog at `path` is damaged: all of it is read."""
    return not _is_usable(path, verify=True)


def _is_usable(path: Path, verify: bool) -> bool:
    try:
        with contextlib.closing(_connect(f"file:{_quoted(path)}?mode=rw")) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
            is_ours = bool(row) and row[0] == SCHEMA_VERSION
            return is_ours and not (
                verify and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
            )
    except sqlite3.DatabaseError:
        return False


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=30)
    connection.execute(
        "PRAGMA trusted_schema = OFF"
    )  # what a schema says may call nothing that acts
    return connection


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
