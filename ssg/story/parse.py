"""A story file in, a Story and its Body out, with every mistake in it as a Problem. Pure: the same
text and configuration give the same value.
"""

import datetime as dt
import re
from typing import Any, Unpack
from urllib.parse import unquote

import msgspec

from ssg.config.site import Config, check_networks
from ssg.grammar.credit import parse_credit, split_caption
from ssg.grammar.names import Known
from ssg.markup.convert import Converted, Converter
from ssg.markup.long_story import is_page_break, split_pages
from ssg.markup.marks import Body
from ssg.model.recordings import FIELDS as RECORDING_FIELDS
from ssg.model.recordings import recording_kind, recording_of
from ssg.model.story import Alias, MediaEntry, Story
from ssg.problems import Problem, Severity, Told
from ssg.source.fields import Reader, is_web_address, known_field, read_fields
from ssg.source.files import CONTENT, SourceFile
from ssg.source.yaml import Path, Yaml, parse_yaml
from ssg.source.yaml_mistakes import no_fields_help
from ssg.story.blocks import check_blocks
from ssg.story.front_matter import FIELDS, INNER_LAYOUTS, STATUS_WORDS
from ssg.story.halves import split_front_matter
from ssg.story.lint import comments_in_values, lint_story
from ssg.story.other_systems import story_answer
from ssg.story.times import Times
from ssg.text.urls import (
    case_key,
    clean_url,
    device_problem,
    file_slug,
    nfc,
    page_url_problem,
    slugify,
    story_url,
    usable_slug,
)

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_INDEX_NAMES = ("index", "_index")
# What counts of the fields of an _index.md. (`url` is told apart.)
_USED_IN_INDEX = frozenset(
    (
        "title",
        "summary",
        "ednote",
        "date",
        "updated",
        "embargo",
        "expires",
        "status",
        "section",
        "weight",
        "aliases",
        "url",
    )
)
_ADDRESS_HELP = "write a path such as /world/ferry-strike/"


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one file. `story` is None when its front matter has errors."""

    story: Story | None = None
    body: Body = Body()
    media_lines: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def _with_picture_names(body: Body, story: Story) -> Body:
    """The pictures of a text under their names in `media`: an address has no spaces, so a text may
    write `pier%202.jpg` for `pier 2.jpg`.
    """
    if not any("%" in picture.src for picture in body.pictures):
        return body
    known = {entry.src for entry in story.media}
    pictures = tuple(
        msgspec.structs.replace(picture, src=name)
        if picture.src not in known and (name := nfc(unquote(picture.src))) in known
        else picture
        for picture in body.pictures
    )
    return msgspec.structs.replace(body, pictures=pictures)


def parse_story(source: SourceFile, config: Config, converter: Converter) -> Parsed:
    """Parse one file of content/."""
    halves = split_front_matter(source)
    if isinstance(halves, Problem):
        return Parsed(problems=(halves,))
    yaml, problems = parse_yaml(source, halves.yaml, halves.first_line)
    if yaml is None:
        return Parsed(problems=tuple(problems))
    if yaml.value is not None and not isinstance(yaml.value, dict):
        problem = source.problem(
            "wrong-type",
            "the front matter must be fields such as `title: ...`",
            yaml.span(()),
            help=no_fields_help(halves.yaml),
        )
        return Parsed(problems=(problem,))
    maker = _Maker(source, config, yaml)
    fields = maker.read()
    converted = converter.convert(
        source,
        halves.body_start,
        lang=fields.get("lang", config.language),
        trusted=_is_trusted(fields, maker.given, config),
    )
    story = maker.story(fields, converted)
    problems += [*yaml.warnings, *maker.reader.problems, *converted.problems]
    body = converted.body
    if story is not None:
        body = _with_picture_names(body, story)
        problems += lint_story(story, body, maker.reader, config)
        problems += check_blocks(source, body, converter.options)
    problems += comments_in_values(source, yaml.value, halves.body_start, body)
    # A story with mistakes is kept where it could be made: links to it are not dead, and those in
    # it are checked in the same run.
    return Parsed(
        story=story,
        body=body,
        media_lines=maker.media_lines,
        problems=tuple(problems),
    )


def _is_trusted(fields: dict[str, Any], given: dict[str, Any], config: Config) -> bool:
    """Whether a text may bring its own HTML: our own may, and that of agencies that site.yaml
    trusts. A source that could not be read is not ours.
    """
    source = fields.get("source")
    if source is None:
        return not given.get("source")
    return source.name in config.sources and config.sources[source.name].trusted


class _Maker:
    """Makes one Story from its checked fields, its path and the configuration."""

    def __init__(self, source: SourceFile, config: Config, yaml: Yaml):
        self.source, self.config = source, config
        self.reader = Reader(yaml, config.zone, config.known)
        self.raw: dict[str, Any] = yaml.value or {}
        self.media_lines: tuple[int, ...] = ()
        folder, _, name = nfc(source.path).removeprefix(CONTENT + "/").rpartition("/")
        self.folder, self.stem = folder, name.rpartition(".")[0]
        named = folder.rpartition("/")[2] if self.stem in _INDEX_NAMES and folder else self.stem
        dated = _DATED_NAME.fullmatch(named)
        day, self.name = (dated[1], dated[2]) if dated else ("", named)
        # Under the names of fields, however they are spelt.
        self.given = {
            key if key in FIELDS else known_field(FIELDS, key) or key: value
            for key, value in self.raw.items()
        }
        self.times = Times(self.reader, self.given, day)

    def read(self) -> dict[str, Any]:
        fields = read_fields(self.reader, self.raw, FIELDS, (), "a story", story_answer)
        check_networks(self.reader, fields.get("share"), ("share",))
        return fields

    def _status(self, fields: dict[str, Any]) -> None:
        draft, published = fields.pop("draft", False), fields.pop("published", True)
        status = fields.get("status", "usable")
        fields["status"] = STATUS_WORDS[status]
        if draft or published is False:
            fields["status"] = "draft"
        if isinstance(published, dt.datetime):
            fields.setdefault("date", published)
        if status == "embargoed" and "embargo" not in fields:
            self._mistake(
                ("status",),
                "missing-field",
                "the story is embargoed, but not until when",
                help="add `embargo:` with date, time and zone",
            )

    def _layout(self, fields: dict[str, Any]) -> None:
        if fields.get("layout", "").lower() in INNER_LAYOUTS:
            self._mistake(
                ("layout",),
                "wrong-value",
                f"`layout` cannot be `{fields.pop('layout')}`: ssg makes other pages with it",
                help="name a layout of your own, or leave `layout` out",
            )

    def story(self, fields: dict[str, Any], converted: Converted) -> Story | None:
        self._status(fields)
        self._layout(fields)
        section = self._section(fields.pop("section", ""))
        kind = "story" if section else "page"
        if self.stem == "_index":
            kind = "section"
            self._idle(fields, converted.body)
        self.times.check(fields, kind)
        slug, url = self._slug(fields.pop("slug", "")), fields.pop("url", "")
        share = fields.pop("share", None)
        if share is True:
            share = None  # the site's own
        elif share is False:
            share = ()
        story = {
            "path": self.source.path,
            "kind": kind,
            "section": section,
            "slug": slug,
            "media": self._media(fields.pop("media", ())),
            "corrections": self.times.corrections(
                fields.pop("corrections", ()), fields.get("date")
            ),
            "days": self.times.days(),
            "lang": self.config.language,
            "words": converted.words,
            "pages": (
                len(split_pages(converted.body))
                if any(map(is_page_break, converted.body.blocks))
                else 1
            ),
            "share": share,
            **fields,
        }
        story.setdefault("summary", converted.summary)
        url = self._url(url, kind, slug, section, story.get("date"))
        aliases = self._aliases(story.pop("aliases", ()), url)
        if not self._has_a_place(kind, section):
            return None
        if "title" not in story or (kind == "story" and "date" not in story):
            return None
        return Story(**story, url=url, aliases=aliases)

    def _has_a_place(self, kind: str, section: str) -> bool:
        """Whether a file of this name makes a page. Where it makes none, the author is told."""
        depth = self.folder.count("/") + 1 if self.folder else 0
        message = help_ = ""
        if self.stem == "_index" and depth > 1 and not self.raw.get("section"):
            message = f"the file is the text of no section: `{section}` is one, its folders are not"
            top = self.folder.split("/")[0]
            help_ = f"write it into content/{top}/_index.md, or give it a `section`"
        elif self.stem == "index" and not depth:
            message = "the file is not the home page, which ssg makes of stories"
            help_ = "name it content/_index.md to put its text at the top of the home page"
        elif self.stem == "404" and not depth:
            message = "the file is not the page that readers meet at a wrong address"
            help_ = "ssg makes that page with layouts/404.html; write your words there"
        elif self.folder.split("/")[0] == "media":
            message = "the file lies among the pictures, in content/media/"
            help_ = "put it into the folder of a section; or into content/, if it is a page"
        if message:
            self.reader.problems.append(
                self.source.problem(
                    "misplaced-file", message, severity=Severity.WARNING, help=help_
                )
            )
        return not message

    def _section(self, given: str) -> str:
        if not given:
            # A bundle stands for one file: about/index.md is the standalone page about.md with
            # pictures beside it.
            folder = self.folder.rpartition("/")[0] if self.stem == "index" else self.folder
            return slugify(folder.split("/")[0]) if folder and folder != "media" else ""
        for key, section in self.config.sections.items():
            if given in (key, section.title):
                return key
        key = slugify(given)
        if not key:
            self._mistake(("section",), "wrong-value", f"`{given}` cannot be a section")
        return key

    def _idle(self, fields: dict[str, Any], body: Body) -> None:
        """Fields of an _index.md that change nothing: a section's front has its words alone."""
        shows_pictures = body.pictures or body.blocks
        for key in self.raw:
            field = FIELDS.get(key)
            name = (field.name or key) if field else ""
            is_used = name in _USED_IN_INDEX or (name == "media" and shows_pictures)
            if name in fields and not is_used:
                self._mistake(
                    (key,),
                    "idle-field",
                    f"`{key}` does nothing in an _index.md",
                    key=True,
                    severity=Severity.WARNING,
                    help="remove it: a section's front shows the title and the text of the file",
                )

    def _slug(self, given: str) -> str:
        if not given:
            return file_slug(self.name) or "story"
        reason = page_url_problem(f"/{given}/") or ("it contains a slash" if "/" in given else None)
        if reason:
            self._mistake(
                ("slug",),
                "wrong-slug",
                f"the slug cannot be used: {reason}",
                help=f"write `slug: {usable_slug(given)}`",
            )
            return usable_slug(given)
        return nfc(given)

    def _url(self, given: str, kind: str, slug: str, section: str, date: dt.datetime | None) -> str:
        if given and kind == "section":
            where = (
                f"section stands at /{section}/, after its folder"
                if section
                else "home page stands at /"
            )
            self._mistake(
                ("url",),
                "wrong-slug",
                f"the address cannot be used: a {where}",
                key=True,
                help="remove `url`",
            )
        elif given:
            url = clean_url(given)
            if reason := page_url_problem(url):
                self._mistake(
                    ("url",),
                    "wrong-slug",
                    f"the address cannot be used: {reason}",
                    help=_ADDRESS_HELP if page_url_problem(f"{url}/") else f"write `url: {url}/`",
                )
                return f"/{slug}/"
            return url
        url = self._own_url(kind, slug, section, date)
        if reason := device_problem(
            f"{section}/{slug}"
        ):  # what else is in the address was checked before
            better = (
                "give its folder another name, or write `section:`"
                if slug == usable_slug(slug)
                else f"write `slug: {usable_slug(slug)}`"
            )
            self._mistake(
                ("slug",), "wrong-slug", f"the address {url} cannot be used: {reason}", help=better
            )
        return url

    def _own_url(self, kind: str, slug: str, section: str, date: dt.datetime | None) -> str:
        if kind == "section":
            return f"/{section}/" if section else "/"
        if kind == "page" or date is None:
            return f"/{slug}/"
        return story_url(self.config.permalink, slug, section, date.astimezone(self.config.zone))

    def _aliases(self, given: tuple[str, ...], own: str) -> tuple[Alias, ...]:
        """Former addresses, each once. Two that differ only in case would be one file on some
        disks.
        """
        aliases: dict[str, Alias] = {}
        for number, text in enumerate(given):
            url, at = clean_url(text), self.reader.written(("aliases", number))
            if reason := page_url_problem(url, is_old=True):
                self._mistake(
                    at, "wrong-slug", f"the alias cannot be used: {reason}", help=_ADDRESS_HELP
                )
                continue
            first = own if case_key(url) == case_key(own) else None
            if case_key(url) in aliases:
                first = aliases[case_key(url)].url
            if first is None:
                aliases[case_key(url)] = Alias(url=url, line=self.reader.yaml.line(at))
            elif first != url or first == own:
                what = "the story's own address" if first == own else f"the alias {first}"
                self._mistake(
                    at,
                    "wrong-slug",
                    f"the alias {url} is {what}, and was left out",
                    severity=Severity.WARNING,
                    help="remove it"
                    + ("; capitals alone make no other address" if first != url else ""),
                )
        return tuple(aliases.values())

    def _media(self, given: tuple[dict[str, Any], ...]) -> tuple[MediaEntry, ...]:
        self.media_lines = tuple(
            self.reader.yaml.line(self.reader.written(("media", number)))
            for number in range(len(given))
        )
        for number, entry in enumerate(given):
            self._address(entry["src"], ("media", number, "src"))
            self._recording(entry, ("media", number))
        return tuple(_media_entry(entry, self.reader.known) for entry in given)

    def _address(self, src: str, path: tuple[str | int, ...]) -> None:
        if "://" in src and not is_web_address(src):
            self._mistake(
                path,
                "wrong-url",
                f"`{src[:80]}` is not a web address",
                help="it begins with http:// or https://, then a host, without spaces",
            )

    def _recording(self, fields: dict[str, Any], path: tuple[str | int, ...]) -> None:
        """Check the files that come with a video or audio by their names, and put them into a value
        of its own.
        """
        if not recording_kind(fields["src"]):
            for name in RECORDING_FIELDS.keys() & fields:
                self._mistake(
                    (*path, name),
                    "wrong-value",
                    f"`{name}` belongs to a video or audio, and `{fields['src']}` is none",
                    key=True,
                    help="video is .mp4 or .webm, audio .mp3 or .m4a",
                )
                del fields[name]
            return
        recording = fields["recording"] = recording_of(fields)
        if recording.poster and recording_kind(recording.poster):
            self._mistake(
                (*path, "poster"),
                "wrong-value",
                "a poster is a picture",
                help="name a JPEG, PNG, WebP or AVIF file",
            )
        if recording.captions and recording_kind(fields["src"]).startswith("audio"):
            self._mistake(
                (*path, "captions"),
                "wrong-value",
                "captions belong to a video: an audio shows none",
                key=True,
                help="name the file as `transcript`",
            )
        self._address(recording.poster, (*path, "poster"))
        for number, track in enumerate(recording.captions):
            self._address(track.src, (*path, "captions", number))
            if not track.src.lower().endswith(".vtt"):
                self._mistake(
                    (*path, "captions"),
                    "wrong-value",
                    f"captions are WebVTT files, and `{track.src}` is none",
                    help="save them as .vtt, which every editor of captions can",
                )
        if "://" in recording.transcript:
            self._mistake(
                (*path, "transcript"),
                "wrong-value",
                "a transcript is a file of yours, not an address",
                help="put it beside the story",
            )
        elif recording.transcript and not recording.transcript.lower().endswith((".txt", ".vtt")):
            self._mistake(
                (*path, "transcript"),
                "wrong-value",
                f"a transcript is a .txt or .vtt file, and `{recording.transcript}` is none",
                help="save it as plain text, an empty line between paragraphs",
            )

    def _mistake(
        self, path: Path, code: str, message: str, key: bool = False, **more: Unpack[Told]
    ) -> None:
        self.reader.mistake(path, code, message, key=key, **more)


def _media_entry(fields: dict[str, Any], known: Known) -> MediaEntry:
    """A credit or a FILE mark that was written into the caption is taken out of it: both have
    places of their own.
    """
    caption = split_caption(fields.get("caption", ""), known)
    credit = parse_credit(fields.get("credit") or caption.credit, known)
    is_file = fields.pop("file", False) or caption.is_file or "FILE" in credit.flags
    return MediaEntry(
        **{
            **fields,
            "src": nfc(fields["src"]),
            "caption": caption.text,
            "credit": credit,
            "is_file": is_file,
        }
    )
