"""Comments are for colleagues: they are taken out of a text, but for `<!--more-->`, which says
where the summary ends.

A comment that would end too early, that Markdown took for text, or that Google Docs left at the end
of the text is a Problem: its words would be published.
"""

import re

from ssg.markup.marks import mark
from ssg.markup.tokens import Kind, Token, attributes, closing, tokens, without
from ssg.markup.written import without_code
from ssg.problems import Problem
from ssg.source.files import SourceFile

_BEGIN = "<!--"
_ESCAPED, _ESCAPED_END = "&lt;!--", "--&gt;"
_EXAMPLE = re.compile(f"({_ESCAPED})|({_ESCAPED_END})")
_HELP = (
    "close it with `-->` before a blank line, and let nothing but one comment stand between `<!--`"
    " and `-->`"
)
# Google Docs writes comments below the text, each behind the mark that stands in it.
FIRST_NOTE = "\n[a]"
_NOTE = re.compile(r"\n\[a\] ?(?![(\[:\]])\S[^\n]*")
# Here such a text is an example.
_CODE = frozenset(("code", "pre", "kbd", "samp"))


def without_comments(source: SourceFile, start: int, out: str) -> tuple[str, list[Problem]]:
    """`out` (the HTML of `source` from offset `start`) without comments, with a mark in place of
    the first `<!--more-->`.
    """
    found = list(tokens(out))
    problems = [] if _BEGIN not in source.text[start:] else _exposed(source, start, out, found)
    gone: list[tuple[int, int, str]] = []
    has_more = False
    for number, token in enumerate(found):
        if token.kind is not Kind.COMMENT:
            continue
        begin, end = token.start, token.end
        if _is_tag(out, found, number - 1, "<p>") and _is_tag(out, found, number + 1, "</p>"):
            begin, end = found[number - 1].start, found[number + 1].end
        if begin == 0 or out[begin - 1] == "\n":  # the comment's whole line goes
            end += out.startswith("\n", end)
        is_more = _is_more(out[token.start : token.end])
        gone.append((begin, end, mark("M", 0) if is_more and not has_more else ""))
        has_more = has_more or is_more
    return without(out, gone), problems


def document_comments(source: SourceFile, start: int) -> list[Problem]:
    """The first comment that a text from Google Docs has at its end: `[a]Ask Ana`, where `[a]`
    stands in the text above.
    """
    if FIRST_NOTE not in source.text[start:]:
        return []
    text = without_code(source.text, start)
    note = _NOTE.search(text, start)
    if note is None or "[a]" not in text[start : note.start()]:
        return []
    return [
        source.problem(
            "open-comment",
            "a comment of Google Docs stands below the text: its words would be published",
            source.span(note.start() + 1, note.end()),
            help=(
                "delete it, and its mark `[a]` in the text; a note for readers is `[^a]` there, and"
                " `[^a]: The words.` here"
            ),
        )
    ]


def _is_more(comment: str) -> bool:
    return comment.removeprefix(_BEGIN).removesuffix("-->").strip() == "more"


def _is_tag(out: str, found: list[Token], number: int, tag: str) -> bool:
    return 0 <= number < len(found) and out[found[number].start : found[number].end] == tag


def _exposed(source: SourceFile, start: int, out: str, found: list[Token]) -> list[Problem]:
    """What was meant for a comment and would be read by all, or stand in the page's source: the
    first place of it.
    """
    code = _code_elements(out, found)
    for number, token in enumerate(found):
        piece = out[token.start : token.end]
        message = ""
        if token.kind is Kind.COMMENT and piece.startswith(_BEGIN):
            message = _wrong_comment(piece)
        elif (
            token.kind is Kind.TEXT
            and number not in code
            and (_ESCAPED in piece or _ESCAPED_END in piece)
        ):
            message = "a comment has no end that Markdown could find, or no beginning"
        elif token.kind is Kind.RAW and _BEGIN in piece and found[number - 1].name != "script":
            message = f"a comment stands in `<{found[number - 1].name}>`, where there are none"
        elif token.kind is Kind.START and any(
            _BEGIN in each.value for each in attributes(out, token)
        ):
            message = "a comment stands in an attribute, such as an alt text or a title"
        if message:
            return [
                _problem(source, start, piece if token.kind is Kind.COMMENT else _BEGIN, message)
            ]
    return []


def _wrong_comment(comment: str) -> str:
    if _BEGIN in comment[len(_BEGIN) :]:
        return "a comment begins inside another comment"
    return (
        ""
        if comment.endswith("-->") and len(comment) > len("<!--->")
        else "a comment ends at once, or with `--!>`"
    )


def _code_elements(out: str, found: list[Token]) -> set[int]:
    """The numbers of the tokens inside closed elements for code, where a comment is an example: it
    ends there if it began there.
    """
    inside: set[int] = set()
    for number, token in enumerate(found):
        if token.name not in _CODE or token.kind is not Kind.START or number in inside:
            continue
        end = closing(found, number)
        depth = 0
        for begin, _ in _EXAMPLE.findall(
            out[token.end : found[end].start] if end < len(found) else ""
        ):
            depth += 1 if begin else -1
            if depth < 0:  # it began elsewhere
                break
        if end < len(found) and depth >= 0:
            inside.update(range(number, end))
    return inside


def _problem(source: SourceFile, start: int, written: str, message: str) -> Problem:
    at = source.text.find(written, start)
    if at == -1:
        at = source.text.find(_BEGIN, start)
    line_end = source.text.find("\n", at)
    end = min(at + len(written), line_end if line_end != -1 else len(source.text))
    return source.problem(
        "open-comment", f"{message}: its words would be published", source.span(at, end), help=_HELP
    )
