"""Which stories say something that the editor in the browser would lose or change when they are
saved there: a site's stories go in; the lines come out, each with what to write instead.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ssg.problems import Problem
from ssg.source.fields import Integer, ListOf, Number, Record
from ssg.source.files import CONTENT, find_files, read_source, stories_in
from ssg.source.yaml import Path as Place
from ssg.source.yaml import Yaml, parse_yaml
from ssg.story.front_matter import FIELDS
from ssg.story.halves import split_front_matter

# What YAML 1.2 takes for a number (its core schema), with an exponent left out of the first part.
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_OTHER_BASE = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
# What JavaScript writes as it was read.
_KEPT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,8}[1-9])?")
# Numbers in them are numbers, however they are written; or their shape is the newsroom's own.
_NUMBERS = frozenset(
    key for key, field in FIELDS.items() if isinstance(field.type, Integer | Number)
) | {"focal", "extra", "republish"}
_LISTS = frozenset(
    key
    for key, field in FIELDS.items()
    if isinstance(field.type, ListOf)
    and isinstance(field.type.item, Record)
    and not field.type.item.short
)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A field that a save would change, and how to write it so that it stays."""

    path: str
    line: int
    field: str
    help: str


def changed_by_a_save(root: Path) -> Iterator[Change]:
    """Such fields of all stories. Files that ssg cannot read are passed over: `ssg check` names
    them.
    """
    for file in stories_in(find_files(root, CONTENT)[0]):
        source = read_source(root, file.path)
        halves = None if isinstance(source, Problem) else split_front_matter(source)
        if isinstance(source, Problem) or halves is None or isinstance(halves, Problem):
            continue
        yaml, _ = parse_yaml(source, halves.yaml, halves.first_line)
        if yaml is not None and isinstance(yaml.value, dict):
            yield from _changed(yaml, file.path)


def _changed(yaml: Yaml, path: str) -> Iterator[Change]:
    for key, value in yaml.value.items():
        if key in _LISTS and isinstance(value, dict):
            help_ = "put a hyphen before its entry"
            yield Change(path=path, line=yaml.line((key,)), field=key, help=help_)
        elif key not in _NUMBERS:
            for place, text in _texts(value, (key,)):
                if _is_changed(text) and not _is_quoted(yaml, place):
                    help_ = f'write "{text}", in quotes'
                    yield Change(path=path, line=yaml.line(place), field=key, help=help_)


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _NUMBERS:
                yield from _texts(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, (*place, number))
    elif isinstance(value, str):
        yield place, value


def _is_changed(text: str) -> bool:
    is_number = _NUMBER.fullmatch(text) or _OTHER_BASE.fullmatch(text)
    return bool(is_number) and not _KEPT.fullmatch(text)


def _is_quoted(yaml: Yaml, place: Place) -> bool:
    span = yaml.span(place)
    return span is None or yaml.source.text[yaml.source.offset(span.line, span.column)] in "\"'"
