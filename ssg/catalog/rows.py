"""The rows that go into the catalog: made where a file is parsed or a page planned, in any process,
and plain enough to travel.
"""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import msgspec

from ssg.catalog.bodies import body_blob
from ssg.markup.marks import OPEN
from ssg.model.file_metadata import Metadata
from ssg.model.probe import Probe
from ssg.model.rights import Leased
from ssg.model.story import Story, card_of, last_changed, parts_of
from ssg.source.files import SourceStat
from ssg.story.blocks import block_stories
from ssg.text.urls import case_key, nfc, output_path, slugify

if TYPE_CHECKING:
    from ssg.story.parse import Parsed

encode = msgspec.msgpack.Encoder().encode

# A row of a table or of an answer: as many columns as were asked for.
Columns = tuple[Any, ...]
# The lists that each published story belongs to; the others (author, tag, series) come from its
# fields.
HOME, SECTION, MONTH = "home", "section", "month"
AUTHOR, TAG, SERIES = "author", "tag", "series"
# The kind of a link to a whole address of this site: it stays as it is, but must lead somewhere.
OWN = "own"


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """A story as columns; times in seconds since 1970. `blocks` says whether its text has marks for
    layouts, `elsewhere` whether its canonical address is another site's.
    """

    path: str
    lang: str
    kind: str
    section: str
    url: str
    title: str
    sort: float
    weight: int | None
    status: str
    embargo: float | None
    published: float | None
    expires: float | None
    pages: int
    changed: float | None
    layout: str
    blocks: int
    leased: int
    elsewhere: int
    record: bytes
    card: bytes
    body: bytes


class PictureRow(NamedTuple):
    """A resolved picture of a story, as columns, and the keys of those who made it."""

    n: int
    resolved: bytes
    place: str
    people: frozenset[str]


class Use(NamedTuple):
    """A media file that a story names, and where; `part` is its role in a recording, "" if it
    stands for itself.
    """

    src: str
    line: int
    part: str = ""


class FileRow(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed file, with all that the catalog keeps of it."""

    stat: SourceStat
    digest: bytes
    problems: bytes
    story: StoryRow | None = None
    members: tuple[tuple[str, str, str], ...] = ()
    links: tuple[tuple[str, str, int, int], ...] = ()
    uses: tuple[Use, ...] = ()
    pictures: tuple[PictureRow, ...] = ()


class PageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A planned page. `key` and `number` mean what its kind wants; `source` is the file to blame
    for it; `layout` what it is made with.
    """

    url: str
    kind: str
    key: str = ""
    number: int = 0
    source: str = ""
    layout: str = ""


# A page is found by the file that it makes, since addresses and files say the same thing.
AT_URL = "ifnull(case_key, output) = ? AND url = ?"


def at_url(url: str) -> tuple[str, str]:
    """The values for AT_URL."""
    return case_key(output_path(url)), url


def page_values(page: PageRow) -> Columns:
    """A page as columns. What says the same as another column is left out: most pages are about the
    file that they are made from.
    """
    path = output_path(page.url)
    key = case_key(path)
    source = None if page.source == page.key else page.source
    return (
        path,
        None if key == path else key,
        page.url,
        page.kind,
        page.key,
        page.number,
        source,
        page.layout,
    )


def use_values(story: int, n: int, use: Use, path: str | None) -> Columns:
    """A media file of a story as columns; it is shown until its rights say otherwise."""
    return story, n, use.src, use.line, path, use.part


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """A file that stands in a destination: its path there, digest of its bytes, size in bytes, time
    in nanoseconds, and what made it.
    """

    path: str
    digest: bytes
    size: int
    mtime_ns: int
    recipe: bytes = b""


def file_row(
    stat: SourceStat,
    digest: bytes,
    parsed: "Parsed",
    zone: dt.tzinfo,
    *,
    leased: Leased,
    pictures: tuple[PictureRow, ...] = (),
    own: tuple[str, ...] = (),
) -> FileRow:
    """Make the row of a parsed file. `pictures` are what its pictures are without their
    files (build/resolve.py), `own` the whole addresses of this site in it.
    """
    problems = encode(parsed.problems) if parsed.problems else b""
    story = parsed.story
    if story is None:
        return FileRow(stat=stat, digest=digest, problems=problems)
    related = tuple(("related", link.path, 0, 0) for link in story.related if link.path)
    named = (
        (block.line, link.path)
        for block in parsed.body.blocks
        for link in block_stories(block.options)
    )
    in_blocks = tuple(("related", path, line, 1) for line, path in named if path)
    aliases = tuple(("alias", alias.url, alias.line, 1) for alias in story.aliases)
    return FileRow(
        stat=stat,
        digest=digest,
        problems=problems,
        story=_story_row(story, parsed, leased),
        members=tuple(dict.fromkeys(_members(story, zone))) if story.kind == "story" else (),
        links=tuple(("link", link.target, link.line, link.column) for link in parsed.body.links)
        + tuple((OWN, target, 0, 0) for target in own)
        + related
        + in_blocks
        + aliases,
        uses=tuple(_uses(story, parsed.media_lines)),
        pictures=pictures,
    )


def linked_file(target: str) -> str:
    """The file that a link leads to, as a story names it or as its address; "" for a story or a
    place on a page.
    """
    path = nfc(unquote(target.partition("#")[0].partition("?")[0]))
    return "" if path.lower().endswith((".md", ".markdown", "/")) or "." not in path else path


def media_row(stat: SourceStat, probe: Probe, metadata: Metadata, placeholder: str) -> Columns:
    """The columns of a picture that was looked into."""
    digest = bytes.fromhex(probe.digest)
    return (
        stat.path,
        stat.size,
        stat.mtime_ns,
        digest,
        probe.problem or probe.warning or None,
        placeholder,
        encode(probe),
        encode(metadata),
    )


def _uses(story: Story, lines: tuple[int, ...]) -> Iterator[Use]:
    for entry, line in zip(story.media, lines, strict=True):
        yield Use(entry.src, line)
    for part in parts_of(story.media):
        yield Use(part.src, lines[part.of], part.role)


def _story_row(story: Story, parsed: "Parsed", leased: Leased) -> StoryRow:
    return StoryRow(
        path=story.path,
        lang=story.lang,
        kind=story.kind,
        section=story.section,
        url=story.url,
        title=story.title,
        sort=_seconds(story.date) or 0.0,
        weight=story.weight,
        status=story.status,
        embargo=_seconds(story.embargo),
        published=_seconds(story.date),
        expires=_seconds(story.expires),
        pages=story.pages,
        changed=_seconds(last_changed(story)),
        layout=story.layout,
        blocks=int(OPEN in parsed.body.html),
        leased=leased,
        elsewhere=int(bool(story.canonical_elsewhere)),
        record=encode(story),
        card=encode(card_of(story)),
        body=body_blob(parsed.body),
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
