"""Random stories of a source that is not trusted: nothing in them may run, forge a mark of ours, or
make ssg fail.

    python -m tests.fuzz.stories --minutes 10 --seed 1 [--chromium]

Each text is made of pieces that once came through, or are like those that did: marks in every
encoding, tags and attributes that are cut or nested, handlers, comments, blocks. What comes out is
read by html5lib, and with --chromium opened in a browser too.
"""

import argparse
import html
import random
import time
from collections import Counter
from collections.abc import Iterator

import html5lib
import msgspec

from ssg.markup.convert import Converted, Converter
from ssg.markup.marks import Body, Filler, fill, mark
from ssg.markup.sanitize import unsafe_scheme
from ssg.pages.body import without_hidden
from ssg.source.files import SourceFile

RUNS = "document.title='ran'"
_ADDRESSES = frozenset(
    ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "background", "srcdoc")
)
_ELEMENTS = frozenset(
    (
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "button",
        "link",
        "meta",
        "base",
        "svg",
        "math",
        "template",
    )
)


def encodings(mark: str) -> Iterator[str]:
    """A control character as an author could try to write it."""
    number = ord(mark)
    yield from (
        mark,
        f"&#{number};",
        f"&#{number}",
        f"&#x{number:x};",
        f"&#X000{number:X};",
        f"&#{number:07};",
    )
    yield from (
        f"&amp;#{number};",
        f"\\{mark}",
        f"%{number:02x}",
        f"\\x{number:02x}",
        f"\\u{number:04x}",
    )


_CONTROLS = [text for mark in "\x00\x01\x02\x03\x04" for text in encodings(mark)]
_NAMES = [
    "L0",
    "L9",
    "P0",
    "F0",
    "F1",
    "B0",
    "/B0",
    "M0",
    "B9",
    "/B9",
    "",
    "klzzwxh:0000",
    "wzxhzdk:0",
    "amp",
    "block",
]
MARKS = [
    f"{begin}{name}{end}"
    for name in _NAMES
    for begin in encodings("\x01")
    for end in encodings("\x04")
]
_TAGS = [
    *(
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "\n<div>\n",
        "\n</div>\n",
        "<table>",
        "<tr><td>",
        "</table>",
    ),
    *(
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<mglyph>",
        "<style>",
        "</style>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
    ),
    *(
        "<template>",
        "<select>",
        "<option>",
        "<form>",
        "<noscript>",
        "</noscript>",
        "<xmp>",
        "</xmp>",
        "<plaintext>",
        "<iframe>",
    ),
    *(
        "<desc>",
        "<foreignObject>",
        "<annotation-xml encoding='text/html'>",
        "<h1>",
        "</h1>",
        "<figure>",
        "<figcaption>",
        "<br>",
    ),
    *(
        f"<script>{RUNS}</script>",
        f"<img src=x onerror={RUNS}>",
        f'<img src="a.jpg" alt="x" onload="{RUNS}">',
        f"<svg onload={RUNS}>",
    ),
    *(
        f'<a href="javascript:{RUNS}">x</a>',
        f"<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
        f"<body onload={RUNS}>",
    ),
    *(
        f"<details open ontoggle={RUNS}>",
        f"<animate attributeName=href values='javascript:{RUNS}'>",
        "<base href='javascript:'>",
    ),
    *(
        "<a href='later.md'>",
        '<a href="x">',
        "</a>",
        "<img src='a.jpg'>",
        "<img src=a.jpg alt='",
        "<b title='",
        '<b title="',
        "'>",
        '">',
    ),
    *(
        "<!--",
        "-->",
        "--!>",
        "<!-- more -->",
        "<!--more-->",
        "<!",
        "<?",
        "<![CDATA[",
        "]]>",
        "</ ",
        "<a ",
        "<",
        ">",
        "/>",
        "'",
        '"',
        "`",
    ),
]
_WORDS = [
    *(
        "words ",
        "a",
        "\n\n",
        "\n",
        "  \n",
        "- ",
        "> ",
        "# ",
        "## ",
        "1. ",
        "| a | b |\n|---|--:|\n| 1 | 2 |\n",
        "    code",
        "```\n",
        "~~~\n",
    ),
    *(
        "[x](later.md)",
        "[x](",
        ")",
        "![alt](a.jpg)",
        "![",
        "](a.jpg)",
        "[^1]",
        "[^1]: note",
        "*",
        "**",
        "_",
        "\\",
        "&",
        "&amp;",
        "&lt;",
    ),
    *(
        "\n\n/// fact-box\n",
        "\n\n/// fact-box | x\n    url: y\n\n",
        "\n///\n",
        "\n////\n",
        "{: onclick=x }",
        "{: title='&#1;F0&#4;' }",
    ),
    *(
        "[r]: <javascript:x> 'title",
        "[x][r]",
        "<http://a.example/>",
        "*[x]: y",
        "é",
        "‮",
        "\u200b",
        "=\n===",
        ":   def",
    ),
]


def random_text(chance: random.Random) -> str:
    """A text of up to some twenty pieces."""
    kinds = (_TAGS, _WORDS, MARKS, _CONTROLS)
    return "".join(
        chance.choice(chance.choices(kinds, (5, 5, 2, 1))[0]) for _ in range(chance.randint(1, 20))
    )


class Finding(msgspec.Struct, frozen=True):
    """What went wrong with a text."""

    text: str
    what: str


def converted(converter: Converter, text: str, *, trusted: bool = False) -> Converted:
    return converter.convert(SourceFile("content/world/a.md", text), 0, lang="en", trusted=trusted)


def published(converter: Converter, text: str, *, trusted: bool = False) -> str:
    """The HTML of a story with `text`, as a page or a feed would have it."""
    body = converted(converter, text, trusted=trusted).body
    return filled(body, body.html)


def filled(body: Body, piece: str) -> str:
    """A stored text with plain things in place of its marks."""
    filler = Filler(
        link=lambda number: html.escape(body.links[number].target),
        picture=lambda number: html.escape(body.pictures[number].src),
        figure=lambda number: (
            f'<figure><img src="{html.escape(body.pictures[number].src)}" alt=""></figure>'
        ),
        block=lambda number, inside: (
            f'<aside data-block="{body.blocks[number].name}">{inside}</aside>'
        ),
    )
    return fill(piece, filler)


def what_stays_hidden(body: Body, chance: random.Random) -> str:
    """Hide some links and pictures of a text, as if they led to what is not published. What is
    wrong with what is left; "" if nothing: no address of theirs, no script, all the words.
    """
    marks = [mark("L", n) for n in range(len(body.links))]
    marks += [mark("P", n) for n in range(len(body.pictures))]
    hidden = {each for each in marks if chance.random() < 0.5}
    left = without_hidden(body.html, hidden)
    if any(each in left for each in hidden):
        return "a hidden address"
    before, after = filled(body, body.html), filled(body, left)
    if words_of(before) != words_of(after):
        return "other words, since an address was hidden"
    return what_is_wrong(after)


def words_of(out: str) -> list[str]:
    parsed = html5lib.parseFragment(out, container="div", namespaceHTMLElements=False)
    return "".join(parsed.itertext()).split()


def what_is_wrong(out: str) -> str:
    """What in some HTML could run, or is none of what readers may see; "" if nothing."""
    if found := next((char for char in out if char < " " and char not in "\n\t"), ""):
        return f"control character U+{ord(found):04X}"
    for element in html5lib.parseFragment(out, container="div", namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            return "a comment"
        name = element.tag.rpartition("}")[2]
        if name in _ELEMENTS:
            return f"the element {name}"
        for key, value in element.attrib.items():
            plain = str(key).rpartition("}")[2].lower()
            if plain.startswith("on") or (plain in _ADDRESSES and unsafe_scheme(value)):
                return f"the attribute {plain} of {name}"
    return ""


def fuzz(
    seed: int, *, seconds: float = 0.0, count: int = 0
) -> tuple[list[Finding], Counter[str], list[str]]:
    """Try random texts for so many seconds, or so many of them. Gives what was found, how often
    what came out, and some of that.
    """
    chance, converter = random.Random(seed), Converter(("fact-box", "figure"))
    found: list[Finding] = []
    counts: Counter[str] = Counter()
    kept: list[str] = []
    end = time.monotonic() + seconds
    while (counts["texts"] < count) if count else (time.monotonic() < end):
        text = random_text(chance)
        counts["texts"] += 1
        try:
            body = converted(converter, text).body
            out = filled(body, body.html)
            published(converter, text, trusted=True)
            hidden = what_stays_hidden(body, chance)
        except Exception as error:
            found.append(Finding(text, f"{type(error).__name__}: {error}"))
            continue
        counts["empty" if not out else "html"] += 1
        if wrong := what_is_wrong(out) or hidden:
            found.append(Finding(text, wrong))
        if counts["texts"] % 50 == 1:
            kept.append(out)
    return found, counts, kept


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chromium", action="store_true", help="open one in fifty in Chromium too")
    given = parser.parse_args()
    if given.chromium:
        from tests.judges.scripts import pages_that_run

        pages_that_run([])  # says at once if there is no browser, not after an hour
    found, counts, kept = fuzz(given.seed, seconds=given.minutes * 60)
    if given.chromium:
        ran = pages_that_run(
            [f"<!doctype html><title>calm</title><div>{out}</div>" for out in kept]
        )
        counts["opened in Chromium"] = len(kept)
        found += [Finding(kept[number], "runs in Chromium") for number in ran]
    for finding in found[:20]:
        print(f"{finding.what}\n  {finding.text!r}")
    print(
        ", ".join(f"{number:,} {name}" for name, number in counts.items()),
        f"{len(found):,} findings",
        sep=", ",
    )
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
