"""Comments are for colleagues: they are taken out of a text, but for `<!--more-->`, which says where the summary ends.

A comment that would end too early, or that Markdown took for text, is a Problem: its words would be published.
"""


from ssg.markup.marks import mark
from ssg.markup.tokens import Kind, Token, tokens
from ssg.problems import Problem
from ssg.source import SourceFile

_BEGIN = "<!--"
_ESCAPED = "&lt;!--"
_HELP = "close it with `-->` before a blank line, and let nothing but one comment stand between `<!--` and `-->`"
# Here such a text is an example.
_CODE = frozenset(("code", "pre", "kbd", "samp"))


def without_comments(source: SourceFile, start: int, out: str) -> tuple[str, list[Problem]]:
    """`out` (the HTML of `source` from offset `start`) without comments, with a mark in place of the first `<!--more-->`."""
    if "<!" not in out and _ESCAPED not in out:
        return out, []
    found = list(tokens(out))
    problems = [] if _BEGIN not in source.text[start:] else _exposed(source, start, out, found)
    parts, at, has_more = [], 0, False
    for number, token in enumerate(found):
        if token.kind is not Kind.COMMENT:
            continue
        begin, end = token.start, token.end
        if _is_tag(out, found, number - 1, "<p>") and _is_tag(out, found, number + 1, "</p>"):
            begin, end = found[number - 1].start, found[number + 1].end
        parts.append(out[at:begin])
        at = end
        if begin == 0 or out[begin - 1] == "\n":  # the comment's whole line goes
            at += out.startswith("\n", end)
        if _is_more(out[token.start : token.end]):
            parts.append("" if has_more else mark("M", 0))
            has_more = True
    return "".join(parts) + out[at:], problems


def _is_more(comment: str) -> bool:
    return comment.removeprefix(_BEGIN).removesuffix("-->").strip() == "more"


def _is_tag(out: str, found: list[Token], number: int, tag: str) -> bool:
    return 0 <= number < len(found) and out[found[number].start : found[number].end] == tag


def _exposed(source: SourceFile, start: int, out: str, found: list[Token]) -> list[Problem]:
    """What was meant for a comment and would be read by all: behind the first `-->` of two comments in one another, or as text."""
    code = 0
    for token in found:
        if token.name in _CODE:
            code += (token.kind is Kind.START) - (token.kind is Kind.END)
        inside = out[token.start + len(_BEGIN) : token.end]
        if token.kind is Kind.COMMENT and _BEGIN in inside:
            return [_problem(source, start, out[token.start : token.end], "a comment begins inside another comment")]
        if token.kind is Kind.TEXT and code <= 0 and _ESCAPED in out[token.start : token.end]:
            return [_problem(source, start, _BEGIN, "the comment has no end that Markdown could find")]
    return []


def _problem(source: SourceFile, start: int, written: str, message: str) -> Problem:
    at = source.text.find(written, start)
    if at == -1:
        at = source.text.find(_BEGIN, start)
    line_end = source.text.find("\n", at)
    end = min(at + len(written), line_end if line_end != -1 else len(source.text))
    return source.problem("open-comment", f"{message}: its words would be published", source.span(at, end), help=_HELP)
