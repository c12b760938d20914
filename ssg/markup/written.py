"""Where an author writes addresses: behind `](`, in an attribute, in `<>`; and never in code."""

import re
from collections.abc import Iterator

_RUN = re.compile(r"`+")
# A fence may stand in an item of a list, and right behind its mark.
_FENCE = re.compile(r"^[ ]{0,12}(?:(?:[-*+]|\d{1,3}[.)])[ ]{1,4})?(```+|~~~+)[^\n]*$", re.M)
_BEFORE = ("(", "<", '"', "'", "]: ", "=", "| ")
_BEHIND = frozenset(" )>\"'\n\t")


def is_address(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands where Markdown and HTML have addresses, and is all of one."""
    return text.endswith(_BEFORE, max(0, start - 3), start) and (
        end == len(text) or text[end] in _BEHIND
    )


def without_code(text: str, start: int) -> str:
    """The text with spaces for the code in it from `start` on: every other character keeps its
    place.
    """
    if "`" not in text and "~~~" not in text:
        return text
    parts, done = [], 0
    for begin, end in _fences(text, start):
        parts += [_without_spans(text[done:begin]), _blank(text[begin:end])]
        done = end
    return "".join([*parts, _without_spans(text[done:])])


def _fences(text: str, start: int) -> Iterator[tuple[int, int]]:
    mark, begin = "", 0
    for match in _FENCE.finditer(text, start):
        if not mark:
            mark, begin = match[1], match.start()
        elif match[1].startswith(mark) and match[0].strip() == match[1]:
            yield begin, match.end()
            mark = ""
    if mark:
        yield begin, len(text)


def _without_spans(text: str) -> str:
    """Code in a line ends at the next run of as many backticks as began it."""
    runs = list(_RUN.finditer(text))
    following: dict[int, int] = {}
    partner: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number][0])
        partner[number] = following.get(length)
        following[length] = number
    parts, done, number = [], 0, 0
    while number < len(runs):
        other = partner[number]
        if other is None:
            number += 1
            continue
        begin, end = runs[number].start(), runs[other].end()
        parts += [text[done:begin], _blank(text[begin:end])]
        done, number = end, other + 1
    return "".join([*parts, text[done:]])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
