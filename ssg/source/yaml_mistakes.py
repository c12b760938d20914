"""What goes wrong in YAML as people write it.

An error of LibYAML goes in, or the rest of a line; a Problem in an editor's words comes out.
"""

import re

import yaml
from yaml._yaml import Mark as LibMark

from ssg.problems import Problem, Severity
from ssg.source.files import SourceFile
from ssg.text.pasted import look_alike_colon, named, strange_space, unseen_indent

_QUOTE = "put the text in quotes"
_NO_BEGINNING = "a text cannot begin with `CHARACTER`"
_NO_FIELD = "the line above is no field"
_LINE_UP: tuple[str, str, bool] = (
    "this line does not go with those above",
    "begin fields that belong together in the same column",
    False,
)
# What LibYAML says, in an editor's words; the help; and whether the place to show is where the
# broken part begins.
_PLAIN_WORDS: tuple[tuple[str, str, str, bool], ...] = (
    (
        "could not find expected ':'",
        "this line is no field",
        "write `name: text`; a text that goes on is indented with spaces",
        True,
    ),
    (
        "unexpected end of stream",
        "the quotation mark is never closed",
        "close it, or take it away",
        True,
    ),
    ("expected node content", _NO_BEGINNING, _QUOTE, False),
    ("expected ',' or ']'", "the list is never closed", "put `]` at its end", True),
    ("expected ',' or '}'", "the bracket is never closed", "put `}` at its end", True),
    ("cannot start any token", _NO_BEGINNING, _QUOTE, False),
    ("undefined alias", _NO_BEGINNING, _QUOTE, False),
    ("alphabetic or numeric character", _NO_BEGINNING, _QUOTE, True),
    ("expected comment or line break", _NO_BEGINNING, _QUOTE, True),
    ("block sequence entries are not allowed", "a list begins on a line of its own", _QUOTE, False),
    ("mapping keys are not allowed", _NO_BEGINNING, _QUOTE, False),
    ("expected key", *_LINE_UP),
    ("expected '-' indicator", *_LINE_UP),
    (
        "document start",
        _NO_FIELD,
        "write `name: text`, without quotation marks around the whole line",
        False,
    ),
)
# A line of Markdown, JSON or TOML where a field should begin: its name and value.
_DECORATED = re.compile(
    r"[*_#>`+\s]*+[\"']?([A-Za-z][\w-]*+)[\"']?[*_`]*+\s*[:=][*_`]*+\s*(.*?)[,;]?"
)
_MARKDOWN_LINK = re.compile(r"\[[^\[\]]*+\]\([^()]*+\)")
_SECOND_FIELD = re.compile(
    r"[ ,;](title|deck|date|updated|byline|author|authors|tags|section|summary|slug|status"
    r"|draft):\s"
)
# A field or an entry of a list on one line: what stands before its value, and the value.
_ON_ONE_LINE = re.compile(r"\s*+((?:- ++)*(?:[\w-]+:[ \t]++|- ++))(\S.*)")
# A comment has a space behind its sign; what has none is a tag, a number, a colour.
_CUT = re.compile(r"[ \t]++(#[^\s#!-].*)")
_HASHED = re.compile(r"(?:^|[\s,\[{])(#[^\s,\]}#]+)")
_LONGEST = 120


def syntax_problem(source: SourceFile, error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    """Why a text that begins `first_line` lines below the top of `source` is not YAML, at the place
    to look at.
    """
    problem = (error.problem or "the text is not YAML").strip()
    _, text, help_, from_start = next(
        (words for words in _PLAIN_WORDS if words[0] in problem), ("", problem, "", False)
    )
    begin, seen = _line_column(error.context_mark), _line_column(error.problem_mark)
    never_closed = "expected ',' or" in problem
    if never_closed and seen is not None and begin is not None and seen[0] == begin[0]:
        text, help_, from_start = "a comma is missing, or a text needs quotes", _QUOTE, False
    number, column = (from_start and begin) or seen or begin or (0, 0)
    number += 1 + first_line
    if "node content" in problem and not source.line_text(number)[column:].strip("-. "):
        never_closed, text, help_ = (
            True,
            "the list or bracket is never closed",
            "put `]` or `}` at its end",
        )
        number, column = _last_opened(source, number, column)
    line = source.line_text(number)
    if indented := _wrong_indent(line, problem):
        text, help_, at_char = indented
        column = column if at_char is None else at_char
    elif "mapping values are not allowed" in problem:
        text, help_ = _stray_colon(line, column)
    elif "expected key" in problem and (value := _value_at(line, column)) and value[0] in "'\"[{":
        text, help_ = (
            "something follows the closing quotation mark",
            "use the other kind of quotation mark around the text",
        )
        if value[0] in "[{":
            text, help_, column = _NO_BEGINNING, _QUOTE, line.index(value)
    elif never_closed and (hashed := _HASHED.search(line)):
        text, help_ = (
            f"what follows `{hashed[1]}` is a comment, so this is never closed",
            f'put it in quotes: `"{hashed[1]}"`',
        )
    if text in (_LINE_UP[0], _NO_FIELD) and (at := _strange_indent(source, number)):
        number, column = at
        line = source.line_text(number)
        text = f"the line begins with a {named(line[column])}"
        help_ = "delete it: fields that belong together begin in the same column"
    if (column == 0 and text in (_NO_BEGINNING, _LINE_UP[0])) or line.startswith('"'):
        text, help_ = _decorated(line, text, help_)
    help_ = _better_help(line, text, help_, never_closed=never_closed)
    start = source.offset(number, column + 1)
    text = text.replace("CHARACTER", source.text[start : start + 1])
    return source.problem(
        "yaml-syntax", f"not YAML: {text}", source.span(start, start + 1), label="here", help=help_
    )


def _wrong_indent(line: str, problem: str) -> tuple[str, str, int | None] | None:
    """Of a line that is indented by something else than spaces: what is wrong, what to do, and the
    0-based column, if that is another one than YAML's.
    """
    is_tabbed = "\t" in line[: len(line) - len(line.lstrip())]
    if is_tabbed or ("cannot start any token" in problem and "\t" in line):
        return "a tab is used for indentation", "indent with spaces", None
    unseen = unseen_indent(line)
    if unseen == -1:
        return None
    text = f"the line begins with a {named(line[unseen])}, which cannot be seen"
    return text, "delete it, and indent with spaces", unseen


def _better_help(line: str, text: str, help_: str, *, never_closed: bool) -> str:
    """The remedy as the line to write, where that can be told."""
    if _MARKDOWN_LINK.fullmatch(_value_at(line, len(line)).strip()):
        return "a field takes no link of Markdown: write the address alone, or the words"
    if never_closed or not (help_ == _QUOTE or "other kind" in help_ or "never closed" in text):
        return help_
    better = in_quotes(line)
    return better if better != _QUOTE else help_


def _strange_indent(source: SourceFile, number: int) -> tuple[int, int] | None:
    """Line and 0-based column of a space that is none to YAML, before a line or the one above."""
    for near in (number, number - 1):
        if near > 0 and (column := strange_space(source.line_text(near))) != -1:
            return near, column
    return None


def _line_column(mark: yaml.Mark | None) -> tuple[int, int] | None:
    """Both count from 0."""
    return None if mark is None else (mark.line, mark.column)


def _last_opened(source: SourceFile, number: int, column: int) -> tuple[int, int]:
    """The line, from `number` upwards, and the 0-based column of the last bracket that opens; where
    we are if there is none.
    """
    for above in range(number, 0, -1):
        if (at := max(map(source.line_text(above).rfind, "[{"))) != -1:
            return above, at
    return number, column


def _value_at(line: str, column: int) -> str:
    """The value of a line whose end should have been before `column`, or ""."""
    match = _ON_ONE_LINE.fullmatch(line.rstrip())
    return match[2] if match and match.start(2) < column else ""


def _decorated(line: str, text: str, help_: str) -> tuple[str, str]:
    """What is wrong with a line that is a field but for signs around its name or value, and how to
    write it.
    """
    match = _DECORATED.fullmatch(line.rstrip())
    if match is None or len(line) > _LONGEST:
        return text, help_
    return "the field has signs around it that are not YAML's", f"write `{match[1]}: {match[2]}`"


def no_fields_help(text: str) -> str:
    """How to write the fields that a front matter without any was meant to have."""
    first = next((line for line in text.split("\n") if line.strip()), "").strip()
    match = re.match(r"(?:-\s+)?([A-Za-z][\w-]{0,60})\s*[:=]\s*", first)
    if match is None or len(first) > _LONGEST:
        return "write each field on a line of its own: `title: The headline`"
    value = first[match.end() :].strip("\"'")
    return f"write `{match[1]}: {value}`, with a space behind the colon"


def _stray_colon(line: str, column: int) -> tuple[str, str]:
    """A second colon in a headline, or else a line that is indented too far (0-based `column` of
    the colon).
    """
    if not re.search(r":\s", line[:column]):
        return (
            "this line does not go with those above",
            "begin fields in the same column, and put a space behind each colon",
        )
    value = _value_at(line, column)
    if second := _SECOND_FIELD.search(line):
        return "two fields stand on one line", f"begin a new line with `{second[1]}:`"
    return "a colon in a text without quotes", in_quotes(line) if value and value[
        0
    ] not in "{[\"'|>&*!" else _QUOTE


def in_quotes(line: str) -> str:
    """How to write the value on a line in quotes: a help; `_QUOTE` where the line is too long, or
    no field. Marks that were meant for YAML are not said again.
    """
    match = _ON_ONE_LINE.fullmatch(line.rstrip())
    value = _unquoted(match[2]) if match else ""
    if not match or len(value) > _LONGEST:
        return _QUOTE
    quoted = "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'
    return f"write `{match[1]}{quoted}`"


def _unquoted(value: str) -> str:
    """What an author put between quotation marks, where they do not fit together: at both ends of
    `'My Brother's boat'`, before `"It is never closed`, in `"Closed by a word processor”`. Those of
    `"Big" flood hits` belong to the text.
    """
    mark = value[:1]
    if mark not in ("'", '"'):
        return value
    inside = value[1:]
    at = inside.find(mark)
    if at == -1:
        return inside[:-1] if value[-1] in "”’" else inside
    # A mark that closes has a space behind it; one inside a word or before one does not.
    closes = at > 0 and not inside[at - 1].isspace() and not inside[at + 1 : at + 2].isalnum()
    return value if closes and at + 1 < len(inside) else inside.removesuffix(mark)


def strange_colon(source: SourceFile, text: str, first_line: int) -> Problem | None:
    """A field whose colon is none to YAML, in a text that could not be read for that reason."""
    match = look_alike_colon(text)
    if match is None:
        return None
    at = source.offset(first_line + 1) + match.start(2)
    return source.problem(
        "yaml-syntax",
        f"not YAML: the colon behind `{match[1]}` is a {named(match[2])}",
        source.span(at, at + 1),
        label="here",
        help=f"write `{match[1]}: {match[3][:_LONGEST].strip()}`",
    )


def cut_text(source: SourceFile, line: int, column: int) -> Problem | None:
    """A warning where a text without quotes was cut at what YAML takes for a comment. It ends at a
    1-based `line` and 0-based `column`.
    """
    match = _CUT.match(source.text, source.offset(line, column + 1))
    if match is None:
        return None
    start, text = match.start(1), source.line_text(line)
    return source.problem(
        "cut-by-comment",
        f"the text ends before `{match[1][:60]}`, since ` #` begins a comment in YAML",
        source.span(start, start + len(match[1])),
        severity=Severity.WARNING,
        label="left out",
        help=f"{in_quotes(text)}; or put a space behind `#` if it is a comment",
    )


def too_deep(source: SourceFile, mark: yaml.Mark | LibMark, first_line: int, most: int) -> Problem:
    """YAML that is nested more than `most` levels deep at a `mark` of LibYAML."""
    at = source.offset(mark.line + 1 + first_line, mark.column + 1)
    message = f"the YAML is nested more than {most} levels deep"
    return source.problem(
        "yaml-too-large", message, source.span(at, at + 1), help="write it flatter"
    )
