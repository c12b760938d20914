"""What a story's HTML refers to: marks go where its links and pictures have their addresses. An
address that would run a script is a Problem.
"""

import html
import re

from ssg.markup.marks import Link, Picture, mark
from ssg.markup.sanitize import unsafe_scheme
from ssg.markup.tokens import Attribute, Kind, attributes, tokens
from ssg.markup.written import is_address, without_code
from ssg.problems import Problem, Severity
from ssg.source.files import SourceFile
from ssg.text.urls import Urls, nfc

# Addresses that are not written in the text as they are (with references in them) are looked for in
# vain: so far, and no further.
_MOST_SEARCHED = 50_000_000
_SPACE = " \t\n\f\r"  # browsers take it off an address
_ELSEWHERE = ("https://", "http://")
_SCHEME = re.compile(r"([A-Za-z]+):(/*)")
# What people type who mean `https`.
_NEARLY_HTTPS = frozenset(
    "htp htps htpp htpps httttp htttp htttps hhttp hhttps hhtp hhtps ttp ttps tps htt hts httpss"
    " httpps httos httls".split()
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# Attributes whose value is an address that is followed, loaded or sent to (HTML, SVG, and MathML in
# Firefox).
ADDRESSES = frozenset(
    (
        "href",
        "src",
        "poster",
        "data",
        "action",
        "formaction",
        "xlink:href",
        "background",
        "longdesc",
        "ping",
        "cite",
    )
)
# Elements whose addresses may be those of our own pages and files.
_REFERRING = frozenset(
    "a area img source video audio iframe embed object form link track button input use image"
    " blockquote q ins del body table tr td th".split()
)
# SVG changes the address of a link while the page is open: by these attributes of these elements.
_ANIMATIONS = frozenset(("animate", "set", "animatetransform", "animatemotion"))
_ANIMATED = frozenset(("values", "to", "from", "by"))
_REFRESH_TARGET = re.compile(r"[^;,]*[;,]?\s*(?:url\s*=)?\s*['\"]?(.*)", re.I | re.S)


def own_links(out: str, urls: Urls) -> tuple[str, ...]:
    """The whole addresses of this site that a text links to; `out` is its HTML."""
    if urls.sign not in out:
        return ()
    return tuple(
        dict.fromkeys(
            html.unescape(given.value)
            for token in tokens(out)
            if token.kind is Kind.START and token.name == "a"
            for given in attributes(out, token)
            if given.name == "href" and urls.own(html.unescape(given.value))
        )
    )


class References:
    """The links and pictures of one story, in order, each with its place in the file."""

    def __init__(self, source: SourceFile, start: int):
        """The text begins at offset `start` of `source`."""
        self._source, self._start = source, start
        self._prose: str | None = None  # the text without code, once a place is looked for
        self._seen: dict[str, int] = {}
        self._unsure: set[str] = set()  # what stands nowhere as an address is written
        self._searched = 0  # characters
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.problems: list[Problem] = []

    def link(self, target: str) -> str | None:
        """What stands in an attribute for the address `target`: a mark, or None where it stays as
        it is. "" if it is refused.
        """
        target = target.strip(_SPACE)
        if target.startswith(_ELSEWHERE) and target not in _ELSEWHERE:
            return None
        if self.refuse(target):
            return ""
        if _ABSOLUTE.match(target):
            self._look_at_scheme(target)
            return None
        line, column = self.place(target)
        self.links.append(Link(target=target, line=line, column=column))
        return mark("L", len(self.links) - 1)

    def place(self, target: str) -> tuple[int, int]:
        """Line and column of the next place where the author wrote `target` as an address; (0, 0)
        if it cannot be told.
        """
        at = -1
        for written in dict.fromkeys((target, html.escape(target))) if target else ("]()",):
            if at == -1:
                at = self._next(written)
        return self._source.line_column(at) if at != -1 else (0, 0)

    def _look_at_scheme(self, target: str) -> None:
        """An address that was meant to begin with `https://` is a problem."""
        match = _SCHEME.match(target)
        scheme, slashes = (match[1].lower(), match[2]) if match else ("", "")
        rest = target[match.end() :] if match else ""
        is_whole = scheme not in ("http", "https") or (slashes == "//" and rest)
        if is_whole and scheme not in _NEARLY_HTTPS:
            return
        self._tell(
            "dead-link",
            target,
            f"the address `{target}` leads nowhere",
            f"write `https://{rest}`" if rest else "write the whole address, or remove the link",
            Severity.ERROR,
        )

    def picture(self, src: str, alt: str, wrote: tuple[str, ...] = ()) -> int | None:
        """The number of a picture; None if it has no address, or one that is refused."""
        src = src.strip(_SPACE)
        if not src or self._is_data(src) or self.refuse(src):
            return None
        line, column = self.place(src)
        self.pictures.append(Picture(src=nfc(src), alt=alt, line=line, column=column, wrote=wrote))
        return len(self.pictures) - 1

    def _is_data(self, src: str) -> bool:
        """Whether a picture is no file but stands in the text itself, as some editors paste it;
        then that is told.
        """
        if src[:11].lower() != "data:image/":
            return False
        self._tell(
            "missing-media",
            src[:40],
            "a picture stands in the text as data, and is left out: it has no file, and nothing"
            " says whose it is",
            "save it as a file beside the story, give it an entry in `media`, and write"
            " `![](file.jpg)`",
        )
        return True

    def _tell(
        self,
        code: str,
        written: str,
        message: str,
        help: str,
        severity: Severity = Severity.WARNING,
    ) -> None:
        line, column = self.place(written)
        start = self._source.offset(line, column) if line else 0
        span = self._source.span(start, start + len(written)) if line else None
        self.problems.append(
            self._source.problem(code, message, span, severity=severity, help=help)
        )

    def attribute(self, element: str, given: Attribute, others: dict[str, str]) -> str | None:
        """What stands in place of the value of an element's attribute: a mark, "" to take it out,
        None to leave it.

        `others` are all attributes of the element.
        """
        if given.name in ADDRESSES:
            if element in _REFERRING:
                return self.link(given.value)
            return "" if self.refuse(given.value) else None
        if given.name in ("srcset", "imagesrcset"):
            return self._offers(given.value)
        addresses: list[str] = []
        if element in _ANIMATIONS and given.name in _ANIMATED:
            animated = others.get("attributename", "").strip().lower()
            addresses = given.value.split(";") if animated in ("href", "xlink:href") else []
        elif (
            element == "meta"
            and given.name == "content"
            and others.get("http-equiv", "").strip().lower() == "refresh"
        ):
            match = _REFRESH_TARGET.match(given.value)
            addresses = [match[1]] if match else []
        refused = [self.refuse(address.strip()) for address in addresses]
        return "" if any(refused) else None

    def _offers(self, value: str) -> str | None:
        """A picture's files in several sizes. Only those of other sites and of static/ can stay:
        ssg makes those of our own pictures.
        """
        offers = [offer.split() for offer in re.split(r",(?:\s+|$)", value) if offer.strip()]
        if any(self.refuse(address) for address, *_ in offers):
            return ""
        if not all(address.startswith("/") or _ABSOLUTE.match(address) for address, *_ in offers):
            self._tell(
                "removed-html",
                value,
                "`srcset` names files that are not in static/, and was taken out",
                "remove it: ssg makes all sizes of a picture in `media`; other files belong into"
                " static/ and are written as /file.webp",
            )
            return ""
        if not any(address.startswith("/") for address, *_ in offers):
            return None
        written = [" ".join([self._offered(address), *more]) for address, *more in offers]
        return ", ".join(written)

    def _offered(self, address: str) -> str:
        found = self.link(address)
        return html.escape(address) if found is None else found

    def refuse(self, target: str) -> bool:
        """Whether an address may not be used; then that is a problem."""
        scheme = unsafe_scheme(target)
        if scheme is None:
            return False
        line, column = self.place(target)
        start = self._source.offset(line, column) if line else 0
        span = self._source.span(start, start + len(target)) if line else None
        message = f"a link may not begin with `{scheme}:`"
        help_ = "link to a page, or remove the link"
        self.problems.append(self._source.problem("unsafe-link", message, span, help=help_))
        return True

    def _next(self, written: str) -> int:
        """The next offset of an address: where it surely is one, else where its words stand."""
        if self._prose is None:
            self._prose = without_code(self._source.text, self._start)
        begin = self._seen.get(written, self._start)
        first, at = -1, begin
        while (at := self._find(written, at)) != -1:
            first = at if first == -1 else first
            if written in self._unsure or is_address(self._prose, at, at + len(written)):
                break
            at += 1
        if at == -1:
            self._unsure.add(written)
            at = first
        self._seen[written] = at + 1 if at != -1 else len(self._prose)
        return at

    def _find(self, written: str, after: int) -> int:
        text = self._prose or ""
        if self._searched >= _MOST_SEARCHED:
            return -1
        at = text.find(written, after)
        self._searched += (at if at != -1 else len(text)) - after
        return at
