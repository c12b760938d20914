"""Finds the links and pictures in a story's HTML and puts marks where their addresses go. Addresses that would run a script are problems."""

import html
import re

from ssg.markup.marks import Link, Picture, mark
from ssg.markup.sanitize import unsafe_scheme
from ssg.problems import Problem
from ssg.source import SourceFile

_ELEMENT = re.compile(
    r"<(?=[a-zA-Z]+\s)(a|area|img|source|video|audio|iframe|embed|object|form|link|track|button|input|use|image)\s[^>]*>",
    re.I,
)
_ATTRIBUTE = re.compile(
    r"""(\s)(href|src|poster|data|action|formaction|xlink:href|alt)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.I
)
_ALONE = re.compile(r"<p>\s*\x02(\d+)\x03\s*</p>")
_IMAGE_MARK = re.compile(r"\x02(\d+)\x03")
_ELSEWHERE = ('"https://', '"http://')
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def find_references(out: str, source: SourceFile, start: int) -> tuple[str, tuple[Link, ...], tuple[Picture, ...], list[Problem]]:
    """Mark what `out` refers to. Links to other sites stay as they are; a Markdown image alone in a paragraph becomes a figure."""
    finder = _Finder(source, start)
    if "<" in out:
        out = _ELEMENT.sub(finder.element, out)
    if finder.images:
        out = _ALONE.sub(lambda match: mark("F", int(match[1])), out)
        out = _IMAGE_MARK.sub(lambda match: finder.images[int(match[1])], out)
    return out, tuple(finder.links), tuple(finder.pictures), finder.problems


class _Finder:
    """Goes through the elements of one story in order."""

    def __init__(self, source: SourceFile, start: int):
        self.source, self.start, self.seen = source, start, {}
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.images: dict[int, str] = {}
        self.problems: list[Problem] = []

    def element(self, match: re.Match[str]) -> str:
        name = match[1].lower()
        if name == "img":
            return self._image(match[0])
        return _ATTRIBUTE.sub(self._attribute, match[0])

    def _image(self, tag: str) -> str:
        attributes = {m[2].lower(): html.unescape(m[3].strip("\"'")) for m in _ATTRIBUTE.finditer(tag)}
        src = attributes.get("src", "")
        if self._refuse(src):
            return ""
        line, column = self._place(src)
        number = len(self.pictures)
        self.pictures.append(Picture(src=src, alt=attributes.get("alt", ""), line=line, column=column))
        marked = _ATTRIBUTE.sub(lambda m: f'{m[1]}src="{mark("P", number)}"' if m[2].lower() == "src" else m[0], tag)
        self.images[number] = marked
        return f"\x02{number}\x03"

    def _attribute(self, match: re.Match[str]) -> str:
        if match[2].lower() == "alt" or match[3].startswith(_ELSEWHERE):
            return match[0]
        target = html.unescape(match[3].strip("\"'"))
        if self._refuse(target):
            return ""
        if _ABSOLUTE.match(target):
            return match[0]
        line, column = self._place(target)
        self.links.append(Link(target=target, line=line, column=column))
        return f'{match[1]}{match[2]}="{mark("L", len(self.links) - 1)}"'

    def _refuse(self, target: str) -> bool:
        scheme = unsafe_scheme(target)
        if scheme is None:
            return False
        line, column = self._place(target)
        start = self.source.offset(line, column) if line else 0
        span = self.source.span(start, start + len(target)) if line else None
        self.problems.append(
            self.source.problem("unsafe-link", f"a link may not begin with `{scheme}:`", span, help="link to a page, or remove the link")
        )
        return True

    def _place(self, target: str) -> tuple[int, int]:
        """Line and column of the next place where the author wrote `target`; (0, 0) if it cannot be told."""
        if not target:
            return 0, 0
        after = self.seen.get(target, self.start)
        at = self.source.text.find(target, after)
        if at == -1:
            at = self.source.text.find(html.escape(target), after)
        if at == -1:
            return 0, 0
        self.seen[target] = at + 1
        return self.source.line_column(at)
