"""Where in its file each block stands, and what is wrong with those that are none: the HTML of a
story in, Blocks with lines and Problems out.
"""

import collections
import itertools
import re
from collections.abc import Iterator
from typing import Unpack

import msgspec

from ssg.markup.blocks import NewsroomBlocks
from ssg.markup.marks import MARK, OPEN, Block
from ssg.markup.tokens import Kind, tokens
from ssg.problems import Problem, Severity, Told, suggest
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml

_BLOCK_LINE = re.compile(r"^ {0,3}/{3,}[ \u00a0]*([\w-]+)[ ]*(?:\|.*)?$", re.M)
_STRAY_BLOCK = re.compile(
    r"^ {0,3}(/{3,}+)[ ]*+([\w-]*+)[ ]*+(?:\|.*)?$|\A/{3,}+[ ]*+([\w-]++)(?=[ ])", re.M
)
# The same for a name of several words, which opens none.
_WORDS = re.compile(r"^ {0,3}/{3,}[ \u00a0]*([\w-]++(?:[ \u00a0]++[\w-]++)*+)")
_MOST_SLASHES = 10  # a longer row of slashes is a line that someone drew
_TAG = "\x00"  # where an inline element stands in a paragraph


def placed_blocks(
    known: NewsroomBlocks, source: SourceFile, start: int, out: str, problems: list[Problem]
) -> tuple[Block, ...]:
    """The blocks of the last conversion with their lines, where `out` is the HTML of `source` from
    offset `start`.

    Those that are unknown, that have other options than YAML, or that are never closed are added to
    `problems`.
    """
    found = known.found
    if not found and "///" not in out:
        return ()
    heads, lines, ends = _block_lines(source, start), {}, 0
    ends_of_text = {line for line in source.text[start:].split("\n") if line[:3] == "///"}
    # In the order of the text, so that each takes the next line of its name.
    for part in _blocks_and_paragraphs(out):
        if isinstance(part, int):
            lines[part] = _next_line(heads, found[part].name)
            continue
        for stray in _STRAY_BLOCK.finditer(part) if "///" in part else ():
            if name := stray[2] or stray[3]:
                line = _next_line(heads, name.lower())
                is_meant = _is_meant(known.names, name, stray[0])
                if is_meant or stray[1] in ends_of_text:
                    severity = Severity.ERROR if is_meant else Severity.WARNING
                    problem = _stray(known.names, source, name, line)
                    problems.append(msgspec.structs.replace(problem, severity=severity))
            else:
                ends += len(stray[1] or "///") <= _MOST_SLASHES
    placed = [
        msgspec.structs.replace(block, line=lines.get(n) or _next_line(heads, block.name))
        for n, block in enumerate(found)
    ]
    for number in known.unclosed():
        message = f"the block `{placed[number].name}` is never closed"
        help = "put a line `///` below what belongs to it"
        line = placed[number].line
        problems.append(_at_line(source, line, "unclosed-block", message, help=help))
    told = {problem.code for problem in problems}
    if ends:
        problems += _surplus_ends(source, start, ends, told)
    return tuple(placed)


def _surplus_ends(source: SourceFile, start: int, count: int, told: set[str]) -> Iterator[Problem]:
    """Lines `///` that close nothing. `told` are the codes of problems that are reported already:
    where a line cannot be found, it ends one of those blocks.
    """
    lines = _stray_ends(source, start)[:count]
    if not lines and not told & {"unknown-block", "block-options"}:
        lines = [0]
    for line in lines:
        message = "a line `///` closes no block"
        help = "remove it, or check the block above it"
        yield _at_line(source, line, "stray-block-end", message, help=help)


def _blocks_and_paragraphs(out: str) -> Iterator[int | str]:
    """The number of each block at its beginning, and the text of each paragraph."""
    paragraph: list[str] | None = None
    for token in tokens(out):
        piece = out[token.start : token.end]
        if token.name == "p":
            if paragraph:
                yield "".join(paragraph)
            paragraph = [] if token.kind is Kind.START else None
        elif paragraph is not None:
            if token.kind is Kind.TEXT:
                paragraph.append(piece)
            elif token.name != "br":
                paragraph.append(_TAG)
        elif token.kind is Kind.TEXT and OPEN in piece:
            yield from (int(name[1:]) for name in MARK.findall(piece) if name[0] == "B")
    if paragraph:
        yield "".join(paragraph)


def _is_meant(known: tuple[str, ...], name: str, line: str) -> bool:
    """Whether a line that begins with slashes and a word was meant to open a block. Other languages
    begin comments and rows so.
    """
    return name.lower() in known or "|" in line or suggest(name.lower(), known) is not None


def _stray(known: tuple[str, ...], source: SourceFile, name: str, line: int) -> Problem:
    """A block's first line that opened no block."""
    if name.lower() in known:
        return _wrong_options(source, line, name)
    words = _WORDS.match(source.line_text(line)) if line else None
    name = words[1] if words and words[1].lower().startswith(name.lower()) else name
    near = suggest(name, known) or suggest(name.split()[0], known)
    label = f"did you mean `{near}`?" if near else ""
    return _at_line(
        source,
        line,
        "unknown-block",
        f"there is no block `{name}`",
        label=label,
        help=f"known are {', '.join(known)}; a layout layouts/blocks/{name}.html makes a new one",
    )


def _slashed_lines(source: SourceFile, start: int) -> Iterator[tuple[int, str, int]]:
    """Number, text and slashes of the lines that begin with three slashes or more; code in fences
    is passed over.
    """
    fence = ""
    for number, line in enumerate(source.text[start:].split("\n"), source.line_column(start)[0]):
        text = line.strip()
        if text.startswith(fence or ("```", "~~~")):
            fence = "" if fence else text[:3]
        elif not fence and text.startswith("///"):
            yield number, line, len(text) - len(text.lstrip("/"))


def _block_lines(source: SourceFile, start: int) -> dict[str, list[int]]:
    """The first lines of blocks by the names there, last one first."""
    heads: dict[str, list[int]] = {}
    for number, line, _ in reversed(list(_slashed_lines(source, start))):
        if match := _BLOCK_LINE.match(line):
            heads.setdefault(match[1].lower(), []).append(number)
        elif match := _WORDS.match(line):
            heads.setdefault(re.split("[ \u00a0]", match[1])[0].lower(), []).append(number)
    return heads


def _next_line(heads: dict[str, list[int]], name: str) -> int:
    """Take the next first line of a block of this name; 0 if none is left."""
    return heads[name].pop() if heads.get(name) else 0


def _stray_ends(source: SourceFile, start: int) -> list[int]:
    """The lines `///` with no first line of a block above them."""
    found: list[int] = []
    opened: list[int] = []
    counts: collections.Counter[int] = collections.Counter()
    for number, line, slashes in _slashed_lines(source, start):
        if _WORDS.match(line):
            opened.append(slashes)
            counts[slashes] += 1
        elif slashes == len(line.strip()) and slashes <= _MOST_SLASHES:
            if counts[slashes]:
                last = 0
                while last != slashes:  # those inside of it end with it
                    last = opened.pop()
                    counts[last] -= 1
            else:
                found.append(number)
    return found


def _wrong_options(source: SourceFile, line: int, name: str) -> Problem:
    """Where the options below the first line of a block (at `line`) are not YAML."""
    below = map(source.line_text, itertools.count(line + 1)) if line else ()
    options = "\n".join(itertools.takewhile(lambda text: text.startswith("    "), below))
    _, problems = parse_yaml(source, options, line)
    if problems:
        reason = problems[0].message.removeprefix("not YAML: ")
        message = f"the options of the block `{name}` cannot be read: {reason}"
        return msgspec.structs.replace(problems[0], code="block-options", message=message)
    return _at_line(
        source,
        line,
        "block-options",
        f"the options of the block `{name}` cannot be read",
        help=(
            "indent options by four spaces right below the first line: `    images: [a.jpg, b.jpg]`"
        ),
    )


def _at_line(
    source: SourceFile, line: int, code: str, message: str, **more: Unpack[Told]
) -> Problem:
    if not line:
        return source.problem(code, message, **more)
    start = source.offset(line)
    return source.problem(
        code, message, source.span(start, start + max(1, len(source.line_text(line)))), **more
    )
