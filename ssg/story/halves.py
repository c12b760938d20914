"""The two halves of a story file: the fields between two lines `---`, and the text below them."""

import re

import msgspec

from ssg.problems import Problem
from ssg.source.files import SourceFile

_SPACES = " \t\u00a0\u2007\u202f\u200b\ufeff"
_BEFORE = "\n" + _SPACES
_FENCE = re.compile(rf"---[{_SPACES}]*+(?:\n|\Z)")
_FENCE_END = re.compile(rf"^(?:---|\.\.\.)[{_SPACES}]*+$", re.M)
_HEAD_HELP = (
    "begin the file with a line `---`, the fields (title, date, ...), and another line `---`"
)
_AS_YAML = "write the fields as YAML between two lines `---`: `title: The headline`"
# What stories of other systems, and of word processors, begin with.
_OTHER_HEADS = tuple(
    (re.compile(pattern, re.I), what, help_)
    for pattern, what, help_ in (
        (r"\+\+\+", "the front matter is TOML, which ssg does not read", _AS_YAML),
        (r"(?:---|;;;)?\s*(?:json\b|\{|;;;)", "the front matter is JSON", _AS_YAML),
        (r"---\s*toml\b", "the front matter is TOML, which ssg does not read", _AS_YAML),
        (
            r"---\s*ya?ml\b",
            "the line `---` above the fields has a word behind it",
            "write `---` alone on its line",
        ),
        (
            r"(?:```|~~~)",
            "the front matter stands in a block of code",
            "write `---` in place of the line above the fields, and of the one below them",
        ),
        (
            r"[-\u2010-\u2015\u2212_=*]{1,}\s*$",
            "the line above the fields is not three hyphens",
            "write `---` there and below the fields; a word processor makes a dash of hyphens",
        ),
        (r"<!--", "the story begins with a comment", "put the fields first, between lines `---`"),
        (
            r":?[A-Za-z][\w -]{0,30}:(?:\s|$)",
            "the fields are not between two lines `---` (as in files of Pelican or MultiMarkdown)",
            "put a line `---` above the first field and one below the last; names of fields are"
            " written small",
        ),
    )
)


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    """Where the two halves of a story file are. Offsets in characters; `first_line` counts the
    lines above the YAML.
    """

    yaml: str
    first_line: int
    body_start: int


def split_front_matter(source: SourceFile) -> FrontMatter | Problem:
    """Part the YAML between two `---` lines from the Markdown below it."""
    text = source.text
    start = len(text) - len(text.lstrip(_BEFORE))
    if not _FENCE.match(text, start):
        return _other_head(source, start)
    yaml_start = text.find("\n", start) + 1
    end = _FENCE_END.search(text, yaml_start) if yaml_start else None
    if end is None:
        return source.problem(
            "unclosed-front-matter",
            "the front matter has no end",
            source.span(start, start + 3),
            label="opened here",
            help="put a line `---` between the fields and the text of the story",
        )
    first_line = text.count("\n", 0, yaml_start)
    return FrontMatter(
        yaml=text[yaml_start : end.start()],
        first_line=first_line,
        body_start=min(end.end() + 1, len(text)),
    )


def _other_head(source: SourceFile, start: int) -> Problem:
    """A file that does not begin with a line `---`: what it begins with, if that can be told."""
    first = source.text[start:].partition("\n")[0]
    what, help_ = next(
        ((what, help_) for pattern, what, help_ in _OTHER_HEADS if pattern.match(first)),
        ("the story has no front matter", _HEAD_HELP),
    )
    span = source.span(start, start + len(first)) if first.strip() else None
    return source.problem("no-front-matter", what, span, help=help_)
