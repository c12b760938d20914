"""Raw HTML in a story that is not closed, or closes what it did not open: HTML with block marks goes in, Problems come out."""

import re
from collections.abc import Iterator

from ssg.problems import Problem, Severity
from ssg.source import SourceFile

# Of these a browser reads nothing but the end tag: whatever follows would be taken for their text.
_SWALLOWING = frozenset(
    ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript", "xmp", "plaintext", "template", "select")
)
# Elements with an end tag that may not be left out (HTML 13.1.2), and whose lack is seen: the rest of the page slips into them.
_PAIRED = _SWALLOWING | {
    *("article", "aside", "blockquote", "body", "center", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form"),
    *("h2", "h3", "h4", "h5", "h6", "header", "html", "main", "nav", "object", "ol", "pre", "section", "table", "ul", "video", "audio"),
    *("a", "abbr", "b", "big", "button", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp"),
    *("small", "span", "strong", "sub", "summary", "sup", "u", "var"),
}
_BLOCK = "\x01"
_MARK = re.compile("\x01(/?)B([0-9]+)\x04")
_PART = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])(?:(?:[^>"']|"[^"]*"|'[^']*')*+>|[^>]*>)|\x01(/?)B""",
    re.S,
)


def unbalanced(source: SourceFile, start: int, out: str, *, trusted: bool) -> Iterator[Problem]:
    """What is not closed in `out`, made of the text of `source` from `start`.

    Of a story that is not `trusted` only what swallows the rest: the others are closed for it when it is sanitised.
    """
    for name, is_end in _strays(out):
        if not trusted and name not in _SWALLOWING:
            continue
        tag = f"</{name}>" if is_end else f"<{name}>"
        at = re.compile(re.escape(tag[:-1]) + r"(?=[\s/>])", re.I).search(source.text, start)
        span = source.span(at.start(), at.end()) if at else None
        if name in _SWALLOWING and not is_end:
            yield source.problem("unclosed-block", f"the HTML element `{tag}` is never closed, and would swallow what follows", span,
                                 help=f"write `</{name}>` at its end; for the word itself write `&lt;{name}>`")  # fmt: skip
        else:
            what = (
                "closes no HTML element"
                if is_end
                else "is an HTML element that is never closed, or only in another one"
            )
            yield source.problem("unclosed-block", f"`{tag}` {what}", span, severity=Severity.WARNING,
                                 help="remove it, or write what is missing where it belongs")  # fmt: skip


def lost_blocks(source: SourceFile, out: str, count: int) -> list[Problem]:
    """Whether sanitised HTML still has the marks of all `count` blocks: the parser throws text away that stands where none may be."""
    numbers, opened = 0, []
    for part in _MARK.finditer(out):
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


def _strays(out: str) -> Iterator[tuple[str, bool]]:
    """The names of tags that have no partner, and whether they are end tags. A newsroom block counts as an element."""
    opened: list[str] = []
    for part in _PART.finditer(out):
        name = _BLOCK if part[3] is not None else (part[2] or "").lower()
        is_end = bool(part[1] or part[3])
        inside = opened[-1] if opened else ""
        if inside in _SWALLOWING and name not in (inside, _BLOCK):
            continue
        if name != _BLOCK and name not in _PAIRED:
            continue
        if not is_end:
            opened.append(name)
        elif name in opened:
            while (last := opened.pop()) != name:
                yield (last if last != _BLOCK else name), False  # an element that ends inside a block it began before
        elif name != _BLOCK:
            yield name, True
    yield from ((name, False) for name in opened if name != _BLOCK)
