"""Changes of single fields of a story's front matter, as a careful editor makes them: comments,
order, quotation marks and line ends stay, and only what must change changes.

A text with a change goes in; the new text comes out, or CannotEdit.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ssg.editing.head import CannotEdit, Change, Head
from ssg.editing.written import Value, as_read, field_line, item_lines, one_line
from ssg.source.fields import known_field
from ssg.source.yaml_extents import Extent, block_indicator, line_end, line_start
from ssg.story.front_matter import FIELDS

_ORDER = {name: number for number, name in enumerate(FIELDS)}
_AT_THE_END = ("corrections",)
# How far to the right a new list stands: as in the documents.
_INDENT = 2


def set_field(text: str, name: str, value: Value) -> str:
    """Give a field a value: where it stands, or else beside the fields that it belongs to. A
    comment behind it stays, and so do lines of comments in the value that it had.
    """
    head = Head(text)
    key = head.spelled(name)
    if key and head.values[key] == as_read(value):
        return text
    if not key:
        at, new = _room(head, name), " " * head.column + field_line(name, value)
        return head.changed([Change(at, at, new)], {**head.values, name: as_read(value)})
    changes = _replaced(head, key, one_line(value))
    return head.changed(changes, {**head.values, key: as_read(value)})


def remove_field(text: str, name: str) -> str:
    """Take a field out, with the comments on its lines and those that stand further to the right.
    A text without the field is as it should be.
    """
    head = Head(text)
    key = head.spelled(name)
    if not key:
        return text
    start = line_start(head.text, head.key(key).start)
    end = head.below(head.value(key).end, head.column)
    while _ends_with_kept_lines(head, key) and head.text[end : end + 1] == "\n":
        end += 1
    rest = {other: value for other, value in head.values.items() if other != key}
    return head.changed([Change(start, end, "")], rest)


def _ends_with_kept_lines(head: Head, key: str) -> bool:
    """Whether the field above ends with a text that takes all empty lines below it for its own."""
    names = list(head.values)
    number = names.index(key)
    if not number:
        return False
    last = head.value(names[number - 1])
    while last.parts:
        last = last.parts[-1]
    return last.style in ("|", ">") and "+" in block_indicator(head.text, last.start)


def add_item(text: str, name: str, item: Mapping[str, Any]) -> str:
    """Add an entry at the end of a list of records, in the style of those that stand there. One
    record that stands alone becomes the first of two.
    """
    head = Head(text)
    key = head.spelled(name) or name
    old = head.values.get(key)
    if not (old is None or isinstance(old, (list, dict))):
        raise CannotEdit(f"`{key}` is no list; mend it in the file first")
    if old is None or old == []:
        changes, items = _first_item(head, key, item), []
    elif isinstance(old, dict):
        changes, items = _second_item(head, head.value(key), item), [old]
    else:
        changes, items = [_next_item(head, key, item)], old
    return head.changed(changes, {**head.values, key: [*items, as_read(item)]})


# ---- a value in place of another


def _replaced(head: Head, key: str, new: str) -> list[Change]:
    value, text = head.value(key), head.text
    if value.is_block:
        colon = text.index(":", head.key(key).end) + 1
        first, last = line_start(text, value.start), line_end(text, value.end) + 1
        return [
            Change(colon, colon, f" {new}" if new else ""),
            Change(first, last, "".join(_comments(text, value))),
        ]
    if value.style in ("|", ">"):
        end = line_end(text, value.start)
        indicator = value.start + len(block_indicator(text, value.start))
        return [Change(value.start, indicator, new), Change(end, max(end, value.end), "")]
    if value.start == value.end:
        return [Change(value.start, value.start, f" {new}" if new else "")]
    below = line_end(text, value.end) + 1
    return [
        Change(value.start, value.end, new),
        Change(below, below, "".join(_comments(text, value))),
    ]


def _comments(text: str, value: Extent) -> Iterator[str]:
    """The lines of a value that are nothing but a comment."""
    taken = [part for part in _leaves(value) if "\n" in text[part.start : part.end]]
    at = line_end(text, value.start) + 1
    while at < value.end:
        end = line_end(text, at) + 1
        words = text[at:end].lstrip(" \t")
        mark = end - len(words)
        if words.startswith("#") and not any(part.start <= mark < part.end for part in taken):
            yield text[at:end]
        at = end


def _leaves(extent: Extent) -> Iterator[Extent]:
    if extent.kind == "scalar":
        yield extent
    for part in extent.parts:
        yield from _leaves(part)


# ---- a field that is not there yet


def _room(head: Head, name: str) -> int:
    """Where a new field belongs: behind the nearest of those that come before it in the documents,
    or at the end.
    """
    order = _ORDER.get(name)
    if order is None or name in _AT_THE_END or not head.values:
        return head.end
    before = [
        (number, key) for key in head.values if (number := _ORDER.get(_known(key), order)) < order
    ]
    if not before:
        return line_start(head.text, head.key(next(iter(head.values))).start)
    return head.below(head.value(max(before)[1]).end, head.column)


def _known(key: str) -> str:
    return known_field(FIELDS, key)


# ---- lists


def _first_item(head: Head, key: str, item: Mapping[str, Any]) -> list[Change]:
    """Into a field that is missing, empty or `[]`."""
    new = item_lines(item, head.column + _indent_of_lists(head))
    if key not in head.values:
        at = _room(head, key)
        return [Change(at, at, f"{' ' * head.column}{key}:\n{new}")]
    value = head.value(key)
    colon = head.text.index(":", head.key(key).end) + 1
    below = line_end(head.text, value.end) + 1
    return [Change(colon, value.end, ""), Change(below, below, new)]


def _indent_of_lists(head: Head) -> int:
    """How far to the right the other lists of the file stand from their fields."""
    values = (head.value(key) for key, value in head.values.items() if isinstance(value, list))
    found = (head.column_of(value.start) for value in values if value.is_block)
    return next(found, head.column + _INDENT) - head.column


def _next_item(head: Head, key: str, item: Mapping[str, Any]) -> Change:
    value = head.value(key)
    if value.kind == "alias":
        raise CannotEdit(f"`{key}` stands elsewhere (`*`); write it out in the file first")
    last, sibling = value.parts[-1], head.values[key][-1]
    if isinstance(sibling, dict):
        known = list(sibling)
        order = {name: known.index(name) if name in known else len(known) for name in item}
        item = dict(sorted(item.items(), key=lambda pair: order[pair[0]]))
    column = head.column_of(last.start)
    if not value.is_block:
        start = line_start(head.text, last.start)
        is_below = not head.text[start : last.start].strip(" ")
        new = f",\n{' ' * column}" if is_below else ", "
        return Change(last.end, last.end, new + one_line(item, is_inside=True))
    dashes = head.column_of(value.start)
    at = head.below(last.end, dashes)
    is_record = last.kind == "mapping" and last.is_block
    gap = column - dashes - 1 if is_record else 1
    return Change(at, at, item_lines(item, dashes, gap=max(gap, 1), is_on_one_line=not is_record))


def _second_item(head: Head, value: Extent, item: Mapping[str, Any]) -> list[Change]:
    """A record that stands without a list becomes the first entry of one."""
    if value.kind == "alias":
        raise CannotEdit("the record stands elsewhere (`*`); write it out in the file first")
    if not value.is_block:
        return [
            Change(value.start, value.start, "["),
            Change(value.end, value.end, f", {one_line(item, is_inside=True)}]"),
        ]
    column, below = head.column_of(value.start), head.below(value.end, head.column)
    changes = [Change(value.start, value.start, "- ")]
    at = line_end(head.text, value.start) + 1
    while at < below:
        end = line_end(head.text, at)
        if head.text[at:end].strip():
            changes.append(Change(at, at, "  "))
        at = end + 1
    return [*changes, Change(below, below, item_lines(item, column))]
