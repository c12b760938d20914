"""Problems as frames for a terminal: the source line, what is wrong marked below it, and the
remedy.

Problems go in, text comes out. Whatever an author or a partner's feed wrote is shown, never obeyed:
control characters are made visible, and columns are counted as a terminal counts them.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

from ssg.problems import Problem, Severity, Span, summary_line
from ssg.report.digest import shortened
from ssg.text.visible import printable

_BOLD, _BLUE = "1", "1;34"
_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_TAB = 4
_NARROWEST = 20

_ZWJ, _EMOJI_STYLE, _SOFT_HYPHEN = "\u200d", "\ufe0f", "\xad"

Paint = Callable[[str, str], str]


def render_text(
    problems: Sequence[Problem], *, color: bool, width: int = 100, whole: bool = True
) -> str:
    """One frame a problem, in the order given, and the summary last. Where there are many, those of
    one kind are counted, unless the `whole` report is wanted.

    `width` is the terminal's, in columns: a source line that does not fit is cut around the
    mistake. Nothing else is cut or wrapped.
    """
    paint = partial(_paint, color)
    shown, others = (problems, []) if whole else shortened(problems)
    frames = [_frame(problem, paint, width) for problem in shown]
    counted = ["\n".join(map(printable, others))] if others else []
    return "\n\n".join([*frames, *counted, summary_line(problems)]) + "\n"


def render_frame(problem: Problem, *, width: int = 100) -> str:
    """The frame of one problem, without colours."""
    return _frame(problem, partial(_paint, False), width)


def explain(problem: Problem) -> str:
    """Message, label and help as lines of plain, unescaped text, for formats that draw no frame."""
    help_ = f"help: {problem.help}" if problem.help else ""
    return "\n".join(part for part in (problem.message, problem.label, help_) if part)


def _paint(color: bool, text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text


def _frame(problem: Problem, paint: Paint, width: int) -> str:
    style = _STYLES[problem.severity]
    span = problem.span if problem.excerpt else None
    margin = " " * (len(str(span.line)) if span else 1)
    head = paint(f"{problem.severity.value}[{printable(problem.code)}]", style)
    lines = [f"{head}: {paint(printable(problem.message), _BOLD)}"]
    if problem.path:
        lines.append(f"{margin}{paint('-->', _BLUE)} {_location(problem)}")
    if span:
        lines.extend(_source(problem, span, paint, width))
    elif problem.label:
        lines.append(_remark(margin, "note", problem.label, paint))
    if problem.help:
        lines.append(_remark(margin, "help", problem.help, paint))
    return "\n".join(lines)


def _location(problem: Problem) -> str:
    path = printable(problem.path)
    return f"{path}:{problem.span.line}:{problem.span.column}" if problem.span else path


def _remark(margin: str, name: str, text: str, paint: Paint) -> str:
    """` = help: ...`; a second line of it starts below the first, behind a bar.

    Without the bar a line of somebody's text could begin with `::`, which a CI runner takes for a
    command.
    """
    indent = f"\n{margin} {paint('|', _BLUE)}" + " " * len(f" {name}: ")
    body = indent.join(printable(line) for line in text.split("\n"))
    return f"{margin} {paint('=', _BLUE)} {paint(name + ':', _BOLD)} {body}"


def _source(problem: Problem, span: Span, paint: Paint, width: int) -> list[str]:
    number = str(span.line)
    margin = " " * len(number)
    room = max(width - len(number) - len(" | "), _NARROWEST)
    shown, left, length = _view(problem.excerpt.rstrip("\r\n"), span, room)
    mark = paint("^" * length, _STYLES[problem.severity])
    label = paint(printable(problem.label), _STYLES[problem.severity])
    bar = paint("|", _BLUE)
    return [
        f"{margin} {bar}",
        f"{paint(number, _BLUE)} {bar} {shown}".rstrip(" "),
        f"{margin} {bar} {' ' * left}{mark} {label}".rstrip(" "),
    ]


def _view(line: str, span: Span, room: int) -> tuple[str, int, int]:
    """What is shown of `line` in `room` columns, and the mark below it: columns to its left, and
    its length.

    A span over several lines is marked to the end of its first. An empty span is marked as one
    column.
    """
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    # Far from the mistake nothing can be in view, and a line may be a whole minified page.
    low, high = max(0, start - 4 * room), start + 4 * room
    cells = _cells(line[low:high])
    widths = [columns for _, columns in cells]
    start, end = _base(widths, start - low), min(end - low, len(cells))
    fits = low == 0 and high >= len(line) and sum(widths) + (start == len(cells)) <= room
    first, last = (0, len(cells)) if fits else _window(widths, start, end, room)
    before = "…" if low + first > 0 else ""
    after = "…" if low + last < len(line) else ""
    shown = before + "".join(text for text, _ in cells[first:last]) + after
    return (
        shown,
        len(before) + sum(widths[first:start]),
        max(1, sum(widths[start : min(end, last)])),
    )


def _base(widths: list[int], index: int) -> int:
    """The cell that a combining character at `index` is drawn on."""
    while 0 < index < len(widths) and widths[index] == 0:
        index -= 1
    return index


def _window(widths: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """The cells to show of a line that does not fit: the marked ones, then as many on both sides as
    fit.
    """
    free = room - 2  # a … on either side
    first = last = start
    while last < end and widths[last] <= free:
        free -= widths[last]
        last += 1
    growing = True
    while growing:
        growing = False
        if first > 0 and widths[first - 1] <= free:
            first, free, growing = first - 1, free - widths[first - 1], True
        if last < len(widths) and widths[last] <= free:
            last, free, growing = last + 1, free - widths[last], True
    while 0 < first < start and widths[first] == 0:
        first += 1  # a combining character whose letter was left out
    return first, last


def _cells(line: str) -> list[tuple[str, int]]:
    """What the terminal is sent for each code point of `line`, and how many columns it takes."""
    cells: list[tuple[str, int]] = []
    column = 0
    for index, char in enumerate(line):
        if char == "\t":
            text = " " * (_TAB - column % _TAB)
            columns = len(text)
        else:
            text = printable(char)
            columns = len(text) if text != char else _columns(line, index)
        cells.append((text, columns))
        column += columns
    return cells


def _columns(line: str, index: int) -> int:
    """0, 1 or 2: Unicode's East Asian width (UAX #11), with emoji sequences as one (UTS #51)."""
    char = line[index]
    previous, following = line[index - 1 : index], line[index + 1 : index + 2]
    if char.isascii() and following != _EMOJI_STYLE:
        return 1
    if char != _SOFT_HYPHEN and unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    if (
        "\u1160" <= char <= "\u11ff"
    ):  # vowels and finals of a Hangul syllable join the consonant before
        return 0
    wide = following == _EMOJI_STYLE or unicodedata.east_asian_width(char) in ("W", "F")
    joined = previous == _ZWJ or ("\U0001f3fb" <= char <= "\U0001f3ff" and not previous.isascii())
    return 0 if wide and joined else 1 + wide
