"""Raw HTML in a story that is not closed, or closes what it did not open: HTML with block marks
goes in, Problems come out.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ssg.markup.tokens import Kind, Token, tokens
from ssg.problems import Problem, Severity
from ssg.source.files import SourceFile

# Of these a browser reads nothing but the end tag: whatever follows would be taken for their text.
_SWALLOWING = frozenset(
    (
        "script",
        "style",
        "textarea",
        "title",
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "xmp",
        "plaintext",
        "template",
        "select",
    )
)
# Elements with an end tag that may not be left out (HTML 13.1.2), and whose lack is seen: the rest
# of the page slips into them.
_PAIRED = _SWALLOWING | {
    *(
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
    ),
    *(
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "html",
        "main",
        "nav",
        "object",
        "ol",
        "pre",
        "section",
        "table",
        "ul",
        "video",
        "audio",
    ),
    *(
        "a",
        "abbr",
        "b",
        "big",
        "button",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
    ),
    *("small", "span", "strong", "sub", "summary", "sup", "u", "var"),
}
_BLOCK = "a newsroom block"  # no element can have this name
_BLOCK_MARK = re.compile("\x01(/?)B([0-9]+)\x04")


def unbalanced(source: SourceFile, start: int, out: str, *, trusted: bool) -> Iterator[Problem]:
    """What is not closed in `out`, made of the text of `source` from `start`. Each tag is told
    once.

    Of a story that is not `trusted` only what swallows the rest: the others are closed for it when
    it is sanitised.
    """
    found = list(tokens(out))
    if found and found[-1].kind is Kind.UNFINISHED:
        yield _unfinished(source, start, found[-1].name)
    for name, is_end in dict.fromkeys(_strays(found, out)):
        if trusted or name in _SWALLOWING:
            yield _stray(source, start, name, is_end=is_end)


def _unfinished(source: SourceFile, start: int, name: str) -> Problem:
    is_comment = name == "!--"
    at = source.text.rfind(f"<{name}", start)
    span = source.span(at, at + len(name) + 1) if at != -1 else None
    what, end = ("comment", "-->") if is_comment else (f"HTML tag `<{name}`", ">")
    return source.problem(
        "unclosed-block",
        f"the {what} is never closed, and would swallow what follows",
        span,
        help=f"write `{end}` at its end",
    )


def _stray(source: SourceFile, start: int, name: str, *, is_end: bool) -> Problem:
    tag = f"</{name}>" if is_end else f"<{name}>"
    at = re.compile(re.escape(tag[:-1]) + r"(?=[\s/>])", re.I).search(source.text, start)
    span = source.span(at.start(), at.end()) if at else None
    if name in _SWALLOWING and not is_end:
        return source.problem(
            "unclosed-block",
            f"the HTML element `{tag}` is never closed, and would swallow what follows",
            span,
            help=f"write `</{name}>` at its end; for the word itself write `&lt;{name}>`",
        )
    wrong = "closes no HTML element"
    if not is_end:
        wrong = "is an HTML element that is never closed, or only in another one"
    return source.problem(
        "unclosed-block",
        f"`{tag}` {wrong}",
        span,
        severity=Severity.WARNING,
        help="remove it, or write what is missing where it belongs",
    )


def lost_blocks(source: SourceFile, out: str, count: int) -> list[Problem]:
    """Whether HTML has the marks of all `count` blocks, each pair around what stands inside.

    A tag or comment that began above a block takes its mark in, and a sanitiser throws text away
    that stands where none may be.
    """
    numbers, opened = 0, []
    for token in tokens(out) if count else ():
        if token.kind is not Kind.TEXT:
            continue
        for part in _BLOCK_MARK.finditer(out, token.start, token.end):
            if not part[1]:
                opened.append(part[2])
            elif opened and opened.pop() == part[2]:
                numbers += 1
    if numbers == count and not opened:
        return []
    return [
        source.problem(
            "unclosed-block",
            "HTML in the text swallows a newsroom block",
            help="close the HTML elements above it, or remove them",
        )
    ]


def _strays(found: list[Token], out: str) -> Iterator[tuple[str, bool]]:
    """The names of tags that have no partner, and whether they are end tags. A newsroom block
    counts as an element.
    """
    opened: list[str] = []
    counts: Counter[str] = Counter()  # of the names in `opened`
    for name, is_end in _elements(found, out):
        inside = opened[-1] if opened else ""
        if inside in _SWALLOWING and name not in (inside, _BLOCK):
            continue
        if not is_end:
            opened.append(name)
            counts[name] += 1
        elif counts[name]:
            while (last := opened.pop()) != name:
                counts[last] -= 1
                yield (
                    (last if last != _BLOCK else name),
                    False,
                )  # an element that ends inside a block it began before
            counts[name] -= 1
        elif name != _BLOCK:
            yield name, True
    yield from ((name, False) for name in opened if name != _BLOCK)


def _elements(found: list[Token], out: str) -> Iterator[tuple[str, bool]]:
    """The tags that need a partner, and the marks of blocks: the name of each, and whether it ends
    something.
    """
    for token in found:
        if token.kind is Kind.TEXT:
            yield from (
                (_BLOCK, bool(part[1]))
                for part in _BLOCK_MARK.finditer(out, token.start, token.end)
            )
        elif token.name in _PAIRED and token.kind in (Kind.START, Kind.END):
            yield token.name, token.kind is Kind.END
