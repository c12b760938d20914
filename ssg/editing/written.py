"""Values as an editor would write them: a value goes in; its YAML, or what the parser makes of
that, comes out.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ssg.source.yaml_quoting import quoted_text, yaml_text

Scalar = str | bool | int | dt.datetime | None
Value = Scalar | Sequence[Any] | Mapping[str, Any]


def as_read(value: Value) -> Any:
    """The value as the parser of YAML gives it, which leaves texts as they are written."""
    if isinstance(value, Mapping):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_read(item) for item in value]
    return value if isinstance(value, str) else _plain(value) or None


def _plain(value: Any) -> str:
    """What is no text, and needs no quotes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0).isoformat()
    return str(value)


def one_line(value: Value, *, is_inside: bool = False) -> str:
    """A value on one line. `is_inside`: it stands in brackets, where a comma ends a text."""
    if isinstance(value, Mapping):
        pairs = (
            f"{_key(key)}: {one_line(item, is_inside=True)}".rstrip() for key, item in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(one_line(item, is_inside=True) or 'null' for item in value)}]"
    if not isinstance(value, str):
        return _plain(value)
    written = yaml_text(value)
    if not written or (is_inside and "," in value):
        return quoted_text(value)
    return written


def item_lines(
    item: Mapping[str, Any], column: int, *, gap: int = 1, is_on_one_line: bool = False
) -> str:
    """An entry of a list: its hyphen stands `column` to the right, its fields `gap` behind it."""
    dash = f"{' ' * column}-{' ' * gap}"
    if is_on_one_line or not item:
        return f"{dash}{one_line(item)}\n"
    indent = " " * len(dash)
    pairs = [field_line(key, value) for key, value in item.items()]
    return dash + indent.join(pairs)


def field_line(name: str, value: Value) -> str:
    return f"{_key(name)}: {one_line(value)}".rstrip() + "\n"


def _key(name: str) -> str:
    return name if _is_word(name) else quoted_text(name)


def _is_word(name: str) -> bool:
    return name.replace("_", "").replace("-", "").isalnum() and name[0].isalpha()
