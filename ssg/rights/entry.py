"""Writes a picture's entry in a story's front matter: its metadata and the text of a story come in,
the text with the entry in it goes out.

Text is put in and nothing else is written anew, so comments, order and quotes of the author stay as
they are.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

from ssg.grammar.credit import split_caption
from ssg.grammar.names import NOTHING_KNOWN, Known
from ssg.model.file_metadata import Metadata
from ssg.problems import Problem
from ssg.rights.credit_line import credit_line
from ssg.source.files import SourceFile
from ssg.source.yaml import Yaml, parse_yaml
from ssg.source.yaml_quoting import quoted_text, yaml_text

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(licenses/([a-z-]+)/(\d\.\d)|publicdomain/zero/(\d\.\d))", re.I
)
_MOST_COMMENT = 300


class EntryError(ValueError):
    """The entry cannot be put into the story; the message is a sentence."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of `media`: fields in the order in which they are written, the licence of its
    rights, and notes for the editor.
    """

    fields: tuple[tuple[str, str], ...]
    licence: str = ""
    notes: tuple[str, ...] = ()

    @property
    def value(self) -> dict[str, Any]:
        """What the front matter holds when the entry stands in it; scalars are strings there."""
        return dict(self.fields) | ({"rights": {"licence": self.licence}} if self.licence else {})


def entry_for(src: str, metadata: Metadata, known: Known = NOTHING_KNOWN) -> Entry:
    """The entry of a picture, from what its file says. A credit and a FILE mark in the caption go
    to fields of their own; `known` is whom site.yaml names.
    """
    caption = split_caption(_one_line(metadata.caption or metadata.headline), known)
    fields = {
        "src": src,
        "alt": _one_line(metadata.alt),
        "caption": caption.text,
        "credit": _one_line(credit_line(metadata, known)) or caption.credit,
        "taken": metadata.date_taken[:10],
        "file": "true" if caption.is_file else "",
    }
    notes = (
        ("usage terms", metadata.usage_terms),
        ("instructions", metadata.instructions),
        ("copyright", metadata.copyright),
    )
    return Entry(
        fields=tuple((name, text) for name, text in fields.items() if text),
        licence=_licence(metadata.web_statement),
        notes=tuple(f"{name}: {_one_line(text)[:_MOST_COMMENT]}" for name, text in notes if text),
    )


def entry_yaml(entry: Entry, indent: str = "  ") -> str:
    """The entry as lines of a list, with its notes as comments above them."""
    lines = [f"# {note}" for note in entry.notes]
    values = [
        f"{name}: {text if name == 'file' else yaml_text(text)}" for name, text in entry.fields
    ]
    values += [f"rights: {{licence: {quoted_text(entry.licence)}}}"] if entry.licence else []
    lines += [f"{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(values)]
    return "".join(f"{indent}{line}\n" for line in lines)


def with_entry(text: str, entry: Entry) -> str:
    """The story's text with the entry at the end of its `media`. EntryError if there is no place
    for it, or it is there already.

    The result was parsed again: the fields are those of before and the entry, whatever the layout
    of the YAML.
    """
    yaml, start, end = _front_matter(text)
    before = yaml.value or {}
    media = before.get("media")
    if media is not None and not isinstance(media, list):
        raise EntryError(
            "`media` is not a list: write it as `media:` with a line `- src: ...` for each picture"
        )
    src = entry.value["src"]
    if any(isinstance(item, dict) and item.get("src") == src for item in media or ()):
        raise EntryError(f"{src} is in the front matter already")
    wanted = dict(before) | {"media": [*(media or []), entry.value]}
    for changed in _attempts(text, yaml, start, end, entry):
        try:
            if _front_matter(changed)[0].value == wanted:
                return changed
        except EntryError:
            continue
    raise EntryError(
        "the front matter is written in a way that cannot be added to: paste the entry by hand"
    )


def _front_matter(text: str) -> tuple[Yaml, int, int]:
    """The YAML, and where it begins and ends in the text."""
    from ssg.story.halves import (
        split_front_matter,  # with all of Markdown, which reading a picture does without
    )

    source = SourceFile("", text)
    halves = split_front_matter(source)
    if isinstance(halves, Problem):
        raise EntryError(halves.message)
    yaml, problems = parse_yaml(source, halves.yaml, halves.first_line)
    if yaml is None or problems or not isinstance(yaml.value, dict | None):
        raise EntryError(
            problems[0].message
            if problems
            else "the front matter must be fields such as `title: ...`"
        )
    start = source.offset(halves.first_line + 1)
    return yaml, start, start + len(halves.yaml)


def _attempts(text: str, yaml: Yaml, start: int, end: int, entry: Entry) -> Iterator[str]:
    """The text with the entry in places where it may belong, the likeliest first."""
    fields = yaml.value or {}
    if "media" not in fields:
        yield f"{text[:end]}media:\n{entry_yaml(entry)}{text[end:]}"
        return
    source = yaml.source
    place, key = yaml.span(("media",)), yaml.span(("media",), key=True)
    assert place
    assert key
    last = _end_of_field(yaml, end)
    value_at = source.offset(place.line, place.column)
    if text[value_at : value_at + 1] == "[":
        yield _in_brackets(text, text.rfind("]", value_at, last), entry)
    elif fields["media"] is None:
        line_end = text.find("\n", source.offset(key.line)) + 1
        line = re.sub(
            r"(:[ \t]*)(?:~|null)(?=\s|$)",
            r"\1",
            text[source.offset(key.line) : line_end],
            count=1,
            flags=re.I,
        )
        yield f"{text[: source.offset(key.line)]}{line}{entry_yaml(entry)}{text[line_end:]}"
    else:
        dash = re.match(r"[ \t]*(?=-)", source.line_text(place.line))
        lines = entry_yaml(entry, dash[0] if dash else "  ")
        # Comments and empty lines behind the list belong to what follows, unless they are the end
        # of a text in it.
        trimmed = text[start:last]
        while match := re.search(r"(?:^|\n)[ \t]*(?:#[^\n]*)?\n\Z", trimmed):
            trimmed = trimmed[: match.start() + (match[0][0] == "\n")]
        for at in (start + len(trimmed), last):
            yield f"{text[:at]}{lines}{text[at:]}"


def _end_of_field(yaml: Yaml, end: int) -> int:
    """Where `media` ends: at the line of the next field, or at the end of the front matter."""
    keys = list(yaml.value)
    following = keys[keys.index("media") + 1 :]
    span = yaml.span((following[0],), key=True) if following else None
    return yaml.source.offset(span.line) if span else end


def _in_brackets(text: str, at: int, entry: Entry) -> str:
    """A list in brackets goes on in brackets."""
    before = text[:at].rstrip()
    comma = "" if before.endswith(("[", ",")) else ","
    pairs = [
        f"{name}: {value if name == 'file' else quoted_text(value)}" for name, value in entry.fields
    ]
    pairs += [f"rights: {{licence: {quoted_text(entry.licence)}}}"] if entry.licence else []
    space = "" if before.endswith("[") else " "
    return f"{text[:at]}{comma}{space}{{{', '.join(pairs)}}}{text[at:]}"


def _licence(address: str) -> str:
    """The short name of a Creative Commons licence; "" for any other statement, which is a page and
    no name.
    """
    match = _CREATIVE_COMMONS.match(address)
    if not match:
        return ""
    return f"CC {match[2].upper()} {match[3]}" if match[2] else f"CC0 {match[4]}"


def _one_line(text: str) -> str:
    """Without what front matter cannot hold: control characters, and code points that are no
    characters.
    """
    kept = (
        " " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c
        for c in text
        if c not in "\ufffe\uffff"
    )
    return " ".join("".join(kept).split())
