"""HTML of other people made safe: for stories whose source the newsroom does not vouch for."""

import hashlib
import re
from collections.abc import Iterator

from ssg.markup.marks import CLOSE, CONTROL, MARK, OPEN
from ssg.markup.tokens import Kind, attribute, tokens, unescape
from ssg.problems import Problem, Severity
from ssg.source.files import SourceFile

# Elements that are seen or that do something. Of others that go the words stay.
_TELLING = frozenset(
    "applet audio base button canvas embed form frame iframe input link math meta noscript object"
    " script select style svg textarea video".split()
)
_MOST_TOLD = 20
_UNSAFE_SCHEMES = frozenset(
    ("javascript", "vbscript", "data", "file", "blob", "about", "filesystem", "view-source")
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED_BY_BROWSERS = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]")


def unsafe_scheme(value: str) -> str | None:
    """The scheme of an attribute's URL if following it could run a script, or None.

    Entities are decoded and the characters that browsers pass over are taken out first
    (CVE-2026-5160).
    """
    text = value
    for _ in range(3):
        text = unescape(text)
    match = _SCHEME.match(_IGNORED_BY_BROWSERS.sub("", text))
    return match[1].lower() if match and match[1].lower() in _UNSAFE_SCHEMES else None


def sanitize(text: str) -> str:
    """Only elements and attributes of ordinary news prose; scripts, styles, forms, frames, handlers
    and comments are gone.

    The marks in `text` are kept, and no others come out: a character reference that the sanitiser
    resolves makes none, since control characters are taken out before our marks are put back.
    Meanwhile a word stands for each that nobody can write, as it depends on the whole text.
    """
    import nh3  # a compiled module that only sites with agency copy need

    attributes = {name: set(values) for name, values in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes.setdefault("*", set()).update(("id", "class", "lang", "dir", "title"))
    for cell in ("td", "th"):
        attributes.setdefault(cell, set()).update(
            ("align", "colspan", "rowspan", "scope", "headers")
        )
    attributes["img"] = {"src", "alt", "width", "height"}
    attributes["ol"] = {"start", "reversed"}
    word = (
        "mark-" + hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    )
    cleaned = nh3.clean(
        MARK.sub(rf"{word}-\1;", text),
        tags=nh3.ALLOWED_TAGS | {"figure", "figcaption", "section"},
        attributes=attributes,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    cleaned = CONTROL.sub("", cleaned)
    return re.sub(rf"{word}-(/?[A-Z][0-9]+);", rf"{OPEN}\1{CLOSE}", cleaned)


def taken_out(source: SourceFile, start: int, before: str, after: str) -> Iterator[Problem]:
    """Warnings about elements that the sanitiser took out: `before` is the HTML of `source` from
    offset `start` with them, `after` without.
    """
    gone = {token.name for token in tokens(before) if token.kind is Kind.START} & _TELLING
    gone -= {token.name for token in tokens(after)}
    text, at = source.text.lower(), dict.fromkeys(gone, start)
    told = [t for t in tokens(before) if t.kind is Kind.START and t.name in gone] if gone else []
    for token in told[:_MOST_TOLD]:
        name = token.name
        found = text.find(f"<{name}", at[name])
        at[name] = found + 1 if found != -1 else len(text)
        address = attribute(before, token, "src") or attribute(before, token, "data")
        yield source.problem(
            "removed-html",
            f"`<{name}>` was taken out, since the story comes from a source that is not trusted",
            source.span(found, found + len(name) + 1) if found != -1 else None,
            severity=Severity.WARNING,
            help=_instead(address),
        )


def _instead(address: str) -> str:
    trust = "say `trusted: true` for the source in site.yaml"
    if address.startswith(("https://", "http://")):
        return f"write `/// embed | {address[:200]}` and `///` on the next line, or {trust}"
    return f"remove it, or {trust}"
