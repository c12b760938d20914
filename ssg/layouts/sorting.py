"""The filter `sort`: numbers by their size, also those that stand as text in a table; what is empty
comes last.
"""

import datetime as dt
import numbers
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import jinja2
from jinja2.filters import ignore_case, make_multi_attrgetter

_LONGEST = 40  # characters of a number
# 4,211.5 and 4211.5; 4.211.000,5 and 4211,5: a single point or comma before three digits is read as
# English has it.
_ENGLISH = re.compile(r"[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_OTHERS = re.compile(
    r"[-+−]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}"
)


@jinja2.pass_environment
def sort(
    environment: jinja2.Environment,
    value: Iterable[Any],
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: str | int | None = None,
) -> list[Any]:
    """Jinja's `sort`, with an order between numbers, texts and what is empty."""
    fold = None if case_sensitive else ignore_case
    keys = make_multi_attrgetter(environment, attribute, postprocess=fold)
    known = [([_place(key) for key in keys(item)], item) for item in value]
    full = [pair for pair in known if pair[0][0] != _EMPTY]
    empty = [item for key, item in known if key[0] == _EMPTY]
    full.sort(key=lambda pair: pair[0], reverse=reverse)
    return [item for _, item in full] + empty


_EMPTY = (2, 0, "")


def _place(value: Any) -> tuple[int, Any, Any]:
    if value is None or isinstance(value, jinja2.Undefined) or value == "":
        return _EMPTY
    if isinstance(value, numbers.Number | dt.date):
        return 0, value, ""
    number = _number(value.strip()) if isinstance(value, str) else None
    return (1, 0, value) if number is None else (0, number, "")


def _number(text: str) -> Decimal | None:
    if len(text) > _LONGEST:
        return None
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", "").replace("−", "-"))
    if _OTHERS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))
    return None
