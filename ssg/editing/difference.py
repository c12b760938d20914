"""What is different between two texts of a story, for showing: two texts go in; lines come out."""

import difflib
import io
import itertools
from collections.abc import Iterator, Sequence

import msgspec

_AROUND = 3  # lines that are the same, above and below each change
# Above that many lines that may have changed, no common ones are looked for among them: difflib
# would take minutes.
_MOST_COMPARED = 3_000


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `kind` is "same", "added", "removed", or "gap" for lines that are not shown; the
    numbers count from 1, and are 0 where the line is not in that text.
    """

    kind: str
    text: str = ""
    before: int = 0
    after: int = 0


def difference(before: str, after: str) -> tuple[Line, ...]:
    """The lines that changed, with some around them; nothing where the texts are the same. That a
    line ends otherwise is a change, too.
    """
    old, new = _lines(before), _lines(after)
    blocks = list(_blocks(old, new))
    made: list[Line] = []
    for number, (tag, i, j, k, m) in enumerate(blocks):
        if tag == "equal":
            made += _same(old, (i, j), k - i, number == 0, number == len(blocks) - 1)
            continue
        made += [_line("removed", text, before=n) for n, text in enumerate(old[i:j], i + 1)]
        made += [_line("added", text, after=n) for n, text in enumerate(new[k:m], k + 1)]
    return tuple(made)


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Which lines are the same and which are not, as difflib tells. What both begin and end with is
    set aside first: an edit is small, and a story may be long.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not middle_old and not middle_new:
        return
    if head:
        yield "equal", 0, head, 0, head
    if max(len(middle_old), len(middle_new)) > _MOST_COMPARED:
        yield "replace", head, head + len(middle_old), head, head + len(middle_new)
    else:
        matcher = difflib.SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            yield tag, i + head, j + head, k + head, m + head
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in pairs)


def _same(
    old: Sequence[str], block: tuple[int, int], shift: int, is_first: bool, is_last: bool
) -> Iterator[Line]:
    """Lines that are the same: those next to a change."""
    start, end = block
    above = 0 if is_first else _AROUND
    below = 0 if is_last else _AROUND
    has_gap = end - start > above + below
    for n in range(start, end):
        if has_gap and start + above <= n < end - below:
            if n == start + above:
                yield Line(kind="gap")
            continue
        yield _line("same", old[n], before=n + 1, after=n + shift + 1)


def _line(kind: str, text: str, *, before: int = 0, after: int = 0) -> Line:
    return Line(kind=kind, text=text.rstrip("\r\n"), before=before, after=after)
