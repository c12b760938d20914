"""The fields of a story's front matter: their types, their meaning, and how each becomes part of a
Story.
"""

from typing import Any

from ssg.grammar.byline import LONGEST_BYLINE, parse_byline
from ssg.grammar.dateline import parse_dateline
from ssg.grammar.names import NOTHING_KNOWN
from ssg.model.people import Dateline, Person
from ssg.model.recordings import FIELDS as RECORDING_FIELDS
from ssg.model.rights import RIGHTS, SourceType
from ssg.model.story import Correction, Related, StorySource
from ssg.source.fields import (
    Anything,
    Either,
    Field,
    FieldType,
    Flag,
    Integer,
    Language,
    ListOf,
    Moment,
    Number,
    OneOf,
    Reader,
    Record,
    Schema,
    Text,
    Url,
    is_web_address,
)
from ssg.source.yaml import Path
from ssg.story.other_systems import entry_answer, person_answer

STATUS_WORDS = {
    "usable": "usable",
    "live": "usable",
    "published": "usable",
    "publish": "usable",
    "public": "usable",
    "future": "usable",
    "scheduled": "usable",
    "embargoed": "usable",
    "draft": "draft",
    "pending": "draft",
    "withheld": "withheld",
    "private": "draft",
    "killed": "killed",
    "canceled": "killed",
    "cancelled": "killed",
    "withdrawn": "killed",
    "expired": "expired",
    "archived": "archived",
}
_STATES = tuple(dict.fromkeys(STATUS_WORDS.values()))
CORRECTION_KINDS = ("correction", "update", "refile", "repeat", "kill", "withdrawal", "note")


class Byline(FieldType):
    """`Ana Ruiz and Tomas Brandt`, or a list of names and of records."""

    _person = Record(
        {
            "name": Field(Text(), "the name as it is printed", required=True),
            "role": Field(Text(), "reporter, photographer, ..."),
            "org": Field(Text(), "the organisation"),
            "location": Field(Text(), "where they worked on the story"),
            "email": Field(
                Text(
                    r"[^@\s<>?%,;#]+@[^@\s<>?%,;#]+\.[^@\s<>?%,;#]+",
                    "write an address such as ana@ledger.example",
                ),
                "an email address",
            ),
            "url": Field(Url(), "a page of their own"),
            "agency": Field(Flag(), "whether this is an agency, not a person", name="is_agency"),
        },
        Person,
        noun="a byline",
        answers=person_answer,
    )

    def parse(self, reader: Reader, value: object, path: Path) -> tuple[Person, ...]:
        people: list[Person] = []
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            at = (*path, number) if isinstance(value, list) else path
            item = reader.word(at, item)
            if isinstance(item, str) and len(item) > LONGEST_BYLINE:
                reader.mistake(
                    at,
                    "wrong-value",
                    f"a byline may have {LONGEST_BYLINE:,} characters, and this one has"
                    f" {len(item):,}",
                    help="give each author an entry of their own: a list of names below `byline:`",
                )
            elif isinstance(item, str) and item.strip():
                people += parse_byline(item, reader.known or NOTHING_KNOWN)
            elif (person := self._person.parse(reader, item, at)) is not None:
                people.append(person)
        return tuple(people)

    def schema(self) -> Schema:
        one = {"anyOf": [{"type": "string"}, self._person.schema()]}
        return {
            "anyOf": [{"type": "string"}, {"type": "array", "items": one}, self._person.schema()]
        }


class RelatedStory(FieldType):
    """The path of a story file, an address, or `{title, url}`."""

    _record = Record(
        {
            "title": Field(Text(prose=True), "the text of the link"),
            "url": Field(Url(), "a page elsewhere"),
            "path": Field(Text(), "a story file"),
        },
        Related,
        noun="a related link",
    )

    def parse(self, reader: Reader, value: object, path: Path) -> Related | None:
        if isinstance(value, str) and value.strip():
            is_url = value.startswith(("http://", "https://"))
            return Related(url=value, title=value) if is_url else Related(path=value.strip())
        related: Related | None = self._record.parse(reader, value, path)
        if related is not None and bool(related.url) == bool(related.path):
            reader.mistake(
                path, "missing-field", "a related link needs a `url` or a `path`, and not both"
            )
            return None
        return related

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "string"}, self._record.schema()]}


class Published(FieldType):
    """A boolean (Jekyll) or a date (Hugo)."""

    def parse(self, reader: Reader, value: object, path: Path) -> Any:
        value = reader.word(path, value)
        word = str(value).lower()
        return (
            Flag().parse(reader, value, path)
            if word in ("true", "false", "yes", "no")
            else Moment().parse(reader, value, path)
        )

    def schema(self) -> Schema:
        return {"anyOf": [Flag().schema(), Moment().schema()]}


class Agency(Record):
    """The agency a story came from, by its name or as a record; an address alone names none."""

    def parse(self, reader: Reader, value: object, path: Path) -> StorySource | None:
        address = reader.word(path, value)
        if not isinstance(address, str) or not is_web_address(address):
            source: StorySource | None = super().parse(reader, value, path)
            return source
        reader.mistake(
            path,
            "wrong-value",
            "`source` is the name of an agency, not an address",
            help=(
                f'write `source: {{name: AP, url: "{address}"}}`, with the key of the agency in'
                " site.yaml"
            ),
        )
        return None


class FocalPoint(FieldType):
    """Two numbers in per cent, such as [50, 30]."""

    _pair = ListOf(Number(0, 100))

    def parse(self, reader: Reader, value: object, path: Path) -> tuple[float, ...] | None:
        if isinstance(value, list) and len(value) == 2:
            return self._pair.parse(reader, value, path)
        help_ = "write both in per cent of the picture: `[50, 0]` is the middle of its top"
        reader.mistake(
            path,
            "wrong-value",
            "`focal` must be two numbers, from the left and from the top",
            help=help_,
        )
        return None

    def schema(self) -> Schema:
        return {"type": "array", "items": Number(0, 100).schema(), "minItems": 2, "maxItems": 2}


_MEDIA = Record(
    {
        "src": Field(
            Text(), "the file: beside the story, below content/media/, or an address", required=True
        ),
        "alt": Field(Text(prose=True), "what is seen, for those who cannot see it"),
        "caption": Field(Text(prose=True), "what it means"),
        "credit": Field(Text(), "whose it is, such as AP Photo/Ines Kessler"),
        "creator": Field(
            ListOf(Text()), "who made it, where the credit does not say so", name="creators"
        ),
        "digital_source_type": Field(
            SourceType(), "how it came to be, by IPTC's name, such as trainedAlgorithmicMedia"
        ),
        "taken": Field(Text(), "when it was taken"),
        "file": Field(Flag(), "whether it is a FILE photo, older than the news"),
        "rights": Field(RIGHTS, "what may be done with it, or the name of a preset"),
        "focal": Field(FocalPoint(), "the point that crops keep: x and y in per cent"),
        **RECORDING_FIELDS,
    },
    dict,
    noun="a media entry",
    answers=entry_answer,
    example="write\nmedia:\n  - src: TEXT\n    alt: What is seen\n    credit: Ana Ruiz",
)

# The order here is the order in the documentation.
# Layouts of pages that are no story: their words and addresses would stand where the story should.
INNER_LAYOUTS = frozenset(
    (
        "404",
        "archive",
        "base",
        "credits",
        "front",
        "list",
        "month",
        "months",
        "notice",
        "redirect",
        "section",
        "terms",
    )
)

FIELDS = {
    "title": Field(Text(prose=True), "the headline", required=True),
    "deck": Field(Text(prose=True), "the line below the headline"),
    "kicker": Field(Text(prose=True), "the word or two above the headline"),
    "slug": Field(Text(), "the last part of the address; otherwise the file's name"),
    "summary": Field(Text(prose=True), "one or two sentences for lists, feeds and search engines"),
    "description": Field(Text(prose=True), "the same as summary", name="summary"),
    "byline": Field(Byline(), "who wrote it"),
    "authors": Field(Byline(), "the same as byline", name="byline"),
    "author": Field(Byline(), "the same as byline", name="byline"),
    "contributors": Field(Byline(), "who helped"),
    "tagline": Field(Text(prose=True), "how the reporter can be reached, shown at the end"),
    "contact": Field(Text(prose=True), "the same as tagline", name="tagline"),
    "ednote": Field(Text(prose=True), "a note to editors, never published"),
    "dateline": Field(
        Record(
            {
                "place": Field(Text(), "the place, in capitals as it is printed", required=True),
                "date": Field(Text(), "the date as it is printed"),
                "agency": Field(Text(), "the agency in parentheses"),
            },
            Dateline,
            noun="a dateline",
            short=parse_dateline,
        ),
        "where the story was reported from",
    ),
    "date": Field(Moment(), "when it is published"),
    "updated": Field(Moment(), "when its substance last changed"),
    "lastmod": Field(Moment(), "the same as updated", name="updated"),
    "embargo": Field(Moment(), "until then the story leaves no trace in the output", guards=True),
    "expires": Field(Moment(), "from then on a notice stands in its place", guards=True),
    "published": Field(Published(), "true or false (Jekyll), or the date (Hugo)", guards=True),
    "draft": Field(Flag(), "true keeps it out of the output", guards=True),
    "status": Field(
        OneOf(*STATUS_WORDS, told=_STATES),
        "usable, draft, withheld, killed, expired or archived",
        guards=True,
    ),
    "section": Field(Text(), "the section; otherwise the folder"),
    "tags": Field(ListOf(Text(), split=True), "subjects"),
    "series": Field(Text(), "the series it is a part of"),
    "weight": Field(Integer(), "its place in its series, or a section's place in the navigation"),
    "source": Field(
        Agency(
            {
                "name": Field(Text(), "the agency, as in site.yaml", required=True),
                "url": Field(Url(), "the story at the source"),
                "id": Field(Text(), "the source's identifier"),
                "licence": Field(Text(), "the licence under which it is published here"),
                "canonical": Field(
                    OneOf("self", "source"), "whose copy search engines should take as the original"
                ),
            },
            StorySource,
            noun="a source",
            short=lambda text: StorySource(name=text),
        ),
        "the agency a story came from",
    ),
    "version": Field(Text(), "the version or writethru number"),
    "rewrite_of": Field(Text(), "the identifier of the version this one replaces", name="replaces"),
    "replaces": Field(Text(), "the same as rewrite_of", name="replaces"),
    "urgency": Field(Integer(1, 9), "1 (flash) to 9"),
    "media": Field(ListOf(_MEDIA), "pictures, video and audio; the first one leads the story"),
    "share": Field(Either(ListOf(Text(), split=True)), "share links of this story, or false"),
    "related": Field(ListOf(RelatedStory()), "related stories and links"),
    "corrections": Field(
        ListOf(
            Record(
                {
                    "date": Field(Moment(), "when it was made", required=True),
                    "kind": Field(OneOf(*CORRECTION_KINDS), "what kind of repair"),
                    "text": Field(
                        Text(prose=True), "what was wrong and what is right", required=True
                    ),
                },
                Correction,
                noun="a correction",
                example="write\ncorrections:\n  - date: 2026-11-20\n    text: TEXT",
            )
        ),
        "repairs, as readers are told of them",
    ),
    "aliases": Field(ListOf(Text()), "former addresses, which lead to this one"),
    "url": Field(Text(), "the whole address, in place of the permalink pattern"),
    "layout": Field(
        Text(r"[A-Za-z0-9_-]+", "write the name of a layout without .html"), "another layout"
    ),
    "lang": Field(Language(), "the language it is written in"),
    "republish": Field(Anything(), "whether and how others may republish it"),
    "feeds": Field(ListOf(Text(), split=True), "feeds it goes to"),
    "partners": Field(ListOf(Text(), split=True), "partners it goes to"),
    "extra": Field(Anything(), "anything of your own; layouts see it as story.extra"),
}
