"""What a layout calls wrongly: functions and filters say so by an exception of their own, so that
it is not taken for a fault of ssg.
"""

import datetime as dt
from typing import Any

_KINDS = {str: "text", int: "a whole number", int | None: "a whole number", dt.date: "a time"}


class LayoutMistake(Exception):
    """What a layout called was called wrongly. The message says how, in the words of layouts."""


def must_be(wanted: Any, **values: object) -> None:
    """LayoutMistake for a value that a layout passes, where another kind of value is needed."""
    for name, value in values.items():
        if not isinstance(value, wanted):
            given = str(value)[:60] or type(value).__name__
            raise LayoutMistake(f"`{name}` must be {_KINDS[wanted]}, not {given}")


def must_be_public(name: str) -> None:
    """LayoutMistake for a name that is ours, or Python's."""
    if name.startswith("_"):
        raise LayoutMistake(f"`{name}` is not for layouts, as nothing is that begins with `_`")
