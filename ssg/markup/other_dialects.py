"""What other systems write into a text and Markdown takes for words: shortcodes, lists and tables
of another kind, notes without a note. The HTML of a story goes in, warnings at their lines come
out, each with what to write instead.
"""

import functools
import re
from collections.abc import Iterator

from ssg.markup.item_lines import is_no_item
from ssg.markup.tokens import HTML_ELEMENTS, Kind, Token, tokens
from ssg.markup.written import without_code
from ssg.problems import Problem, Severity
from ssg.source.files import SourceFile

# What word processors set before an item. A dash is none: dialogue begins with one.
PASTED_BULLETS = "•◦▪▫‣⁃∙●○■□➢➤·"
# WordPress: `[gallery ids="1"]`, `[/caption]`, `[embed]`, `[youtube https://…]`, `[vc_row]`; the
# boxes of GitHub and Obsidian, `[!NOTE]`; and the contents lists of others.
_WORDPRESS = (
    r"\[/?(?:gallery|embed|caption|playlist|(?:pull|block)?quote|dropcap|(?:vc|et_pb)_\w{1,40})\]"
    r"|\[/[a-z][\w-]{0,40}\]"
    r"|\[(?:audio|embed|iframe|playlist|video)[ =:][\"'“”]?https?:[^\[\]\n]*\]"
    r"|\[(?:dailymotion|facebook|gist|instagram|soundcloud|spotify|tiktok|tweet|twitter|vimeo"
    r"|wpvideo|youtube)[ =:](?=[^\[\]\n]*[0-9/])[^\[\]\n]*\]"
)
SHORTCODE = re.compile(
    rf"\[[a-z][\w-]{{0,40}}[ ][\w-]{{1,40}}=[^\[\]\n]*\]|{_WORDPRESS}|\[\[?_?(?:TOC|toc)_?\]?\]"
    r"|\[![A-Za-z]{1,20}\][+-]?"
)
# A mark that ends what another one begins: both are one shortcode, whatever its name.
_CLOSER = re.compile(r"\[/([a-z][\w-]{0,40})\]")
# Slack: `<https://e.example|words>`, `<@U0123>`, `<#C0123|general>`, `<!here>`.
_SLACK = re.compile(
    r"<(?:(?:https?://|mailto:)[^\s<>|]{1,500}\|[^<>\n]{1,200}"
    r"|[@#][A-Z][A-Z0-9]{5,20}(?:\|[^<>\n]*)?"
    r"|!(?:here|channel|everyone))>"
)
# Hugo's `{{< >}}` and `{{% %}}`, Jekyll's `{% %}` and `{{ }}`, kramdown's `{: }`.
_BRACES = re.compile(
    r"\{\{(?:&lt;|[<])[/ ]*|\{\{%[/ ]*|\{%-?[ ]*|\{\{-?[ ]?(?=[a-z])|\{:(?=[ ]?[.#\w])"
)
_NAME = re.compile(r"([\[{<%/: _!-]*)([\w-]*)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_INSIDE = re.compile(
    r"\*\*[^\s*][^*\n]{0,200}\*\*|\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)"
    r"|^ {0,3}#{1,6} \S|^ {0,3}[-*] \S",
    re.M,
)
_ROWS = re.compile(r"^\|.*\|[ ]*\n\|", re.M)
LETTERED = r"(?:\(?[a-zA-Z0-9]{1,2}\)|[a-z]\.|[–—]|--|--)[ \xa0]+\S"
_LINES = re.compile(rf"^{LETTERED}.*\n{LETTERED}", re.M)
# Whether two lines could run together: the first one stands behind a tag.
_MAY_RUN_TOGETHER = re.compile(rf"\n(?:{LETTERED}|[0-9]{{1,2}}\.[ ])")
_DAYS = re.compile(r"^([0-9]{1,2}\. ++\w++)[^\n]*+\n(?=[0-9]{1,2}\. )", re.M)

_BOXES = frozenset(
    "accordion admonition alert box callout card caution danger details example important info note"
    " notice panel tip warning".split()
)
_PICTURES = frozenset("caption figure gallery image img picture".split())
_EMBEDS = frozenset(
    "audio dailymotion embed facebook gist iframe instagram playlist soundcloud spotify tiktok"
    " tweet twitter video vimeo wpvideo x youtube".split()
)
_LINKS = frozenset("link post_url ref relref".split())
_CODE = frozenset("code pre kbd samp script style textarea tt var".split())
# Elements of raw HTML whose inside Markdown leaves alone.
_RAW_HTML = frozenset(
    "article aside center details div figcaption footer form header main nav section summary table"
    " td th".split()
)
_LEFT = "`{}` is markup of another system, and readers see it as it stands"
_RUN_TOGETHER = "the line `{}` and the next one run together into one paragraph"
_PART_LINES = "begin each line of a list with `- ` or `1. `, or put a blank line between the two"
_MOST_OF_A_KIND = 20


def foreign_markup(source: SourceFile, start: int, out: str) -> Iterator[Problem]:
    """Warnings about what was left over in `out`, the HTML of `source` from offset `start`."""
    places = _Places(source, start)
    if source.text.find("<", start) != -1:
        yield from _words_in_brackets(places, out)
        yield from places.slack()
    if "<table" in out and source.text.find("|", start) != -1:
        yield from places.long_rows()
    if not _may_have_some(source.text, out):
        return
    for paragraph, inside in _texts(out):
        yield from _left_over(places, paragraph)
        if inside:
            yield from _in_html(places, paragraph, inside)
        elif "\n" in paragraph:
            yield from _run_together(places, paragraph)


def _words_in_brackets(places: "_Places", out: str) -> Iterator[Problem]:
    """Words between angle brackets that browsers take for a tag, and show to nobody: `<Ana Ruiz>
    said no`. (In a drawing or a formula, elements have names of their own.)
    """
    if "<svg" in out or "<math" in out:
        return
    for token in tokens(out):
        if token.kind is Kind.START and token.name not in HTML_ELEMENTS and "-" not in token.name:
            yield from places.warn(
                "bracket",
                rf"(?i:<{re.escape(token.name[:80])}(?![\w-]))",
                "HTML knows no `{}>`: readers do not see the words in these brackets",
                "write `&lt;` for the `<`",
            )


def _may_have_some(raw: str, out: str) -> bool:
    """A look that costs little; most texts have nothing of it."""
    return (
        any(sign in out for sign in ("{", "|", "[^", "**", "]("))
        or ("[" in out and (SHORTCODE.search(out) or SHORTCODE.search(raw)) is not None)
        or _MAY_RUN_TOGETHER.search(out) is not None
        or ("<" in raw and any(f"<{name}" in raw for name in _RAW_HTML))
    )


def without_shortcodes(text: str) -> str:
    """Words without what other systems put among them, for a summary."""
    if "{" not in text and "[" not in text:
        return text
    for name in set(_CLOSER.findall(text)):
        text = text.replace(f"[{name}]", " ")
    return " ".join(_WHOLE.sub(" ", text).split())


_WHOLE = re.compile(
    r"\{\{[<%][^{}]*[>%]\}\}|\{%[^{}]*%\}|\{\{[^{}]*\}\}|\{:[^{}]*\}|" + SHORTCODE.pattern
)


class _Places:
    """Where words stand in the file, each found behind the last one of its kind. Code is passed
    over.
    """

    def __init__(self, source: SourceFile, start: int):
        self._source, self._start = source, start
        self._after: dict[str, int] = {}
        self._told: dict[str, int] = {}
        self.opened: set[str] = set()  # names of shortcodes that were told

    @functools.cached_property
    def _text(self) -> str:
        return without_code(self._source.text, self._start)[self._start :]

    def warn(self, kind: str, written: str, message: str, help: str) -> Iterator[Problem]:
        """A warning at the next place that the expression `written` matches."""
        self._told[kind] = self._told.get(kind, 0) + 1
        if self._told[kind] > _MOST_OF_A_KIND:
            return
        found = re.compile(written).search(self._text, self._after.get(written, 0))
        shown, span = "", None
        if found:
            self._after[written] = found.end()
            shown = found[0]
            span = self._source.span(self._start + found.start(), self._start + found.end())
        message = message.format(shown or "it")
        yield self._source.problem(
            "foreign-markup", message, span, severity=Severity.WARNING, help=help
        )

    def slack(self) -> Iterator[Problem]:
        """Links and names as Slack copies them."""
        for match in _SLACK.finditer(self._text):
            address, bar, label = match[0][1:-1].partition("|")
            is_link = bar and address[0] not in "@#"
            help_ = f"write `[{label}]({address})`" if is_link else "write the name, or remove it"
            yield from self.warn("slack", re.escape(match[0]), "`{}` is markup of Slack", help_)

    def long_rows(self) -> Iterator[Problem]:
        """Rows of tables with more cells than the first one: Markdown leaves the last ones out."""
        above, columns = "", 0
        for line in self._text.split("\n"):
            if above and "|" in line and _TABLE_RULE.fullmatch(line):
                columns = _cells(above)
            elif "|" not in line:
                columns = 0
            elif columns and _cells(line) > columns:
                yield from self.warn(
                    "row",
                    re.escape(line),
                    f"a row has {_cells(line)} cells, and its table {columns} columns: readers do"
                    " not see the last",
                    "give the first two lines of the table a cell more, or write `\\|` for a `|`"
                    " that is text",
                )
            above = line


def _cells(row: str) -> int:
    """How many cells stand in a row of a table."""
    inside = row.replace("\\|", "").strip().removeprefix("|").removesuffix("|")
    return inside.count("|") + 1


_TABLE_RULE = re.compile(r" {0,3}\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-++:?[ ]*+)*+\|?[ ]*+")


def _texts(out: str) -> Iterator[tuple[str, str]]:
    """The texts of elements, each with the element of raw HTML around it, if any. Code, and what
    Markdown made of a table or a note, is passed over.
    """
    parts: list[str] = []
    code, opened = "", list[str]()
    for token in tokens(out):
        if code:
            code = "" if token.kind is Kind.END and token.name == code else code
        elif token.kind is Kind.START and token.name in _CODE:
            code = token.name
        elif token.kind is Kind.TEXT:
            parts.append(out[token.start : token.end])
        elif token.kind in (Kind.START, Kind.END) and token.name in _BREAKING:
            if text := "".join(parts).strip():
                yield text, opened[-1] if opened else ""
            parts = []
            _follow(opened, token)
    if text := "".join(parts).strip():
        yield text, opened[-1] if opened else ""


_BREAKING = _RAW_HTML | frozenset("p li ul ol h1 h2 h3 h4 h5 h6 blockquote dd dt dl hr tr".split())


def _follow(opened: list[str], token: Token) -> None:
    if token.name == "p":  # Markdown was here
        if token.kind is Kind.START:
            opened.append("")
        elif "" in opened:
            del opened[opened.index("") :]
    elif token.name in _RAW_HTML:
        if token.kind is Kind.START:
            opened.append(token.name)
        elif token.name in opened:
            while opened.pop() != token.name:
                pass


def _left_over(places: _Places, text: str) -> Iterator[Problem]:
    for match in SHORTCODE.finditer(text) if "[" in text else ():
        closer = _CLOSER.fullmatch(match[0])
        if closer is None:
            yield from _shortcode(places, match[0], r"[^\]\n]{0,80}\]?")
            if name := _NAME.match(match[0]):
                places.opened.add(name[2])
        elif closer[1] not in places.opened:  # else it is told where it begins
            places.opened.add(closer[1])
            yield from places.warn("shortcode", rf"\[/?{closer[1]}\]", _LEFT, _instead(closer[1]))
    for match in _BRACES.finditer(text) if "{" in text else ():
        if "/" not in match[0] and not text.startswith("end", match.end()):
            beginning = text[match.start() : match.end() + 60].replace("&lt;", "<")
            yield from _shortcode(places, beginning, r"[^}\n]{0,80}\}{0,2}")
    for match in _NOTE.finditer(text) if "[^" in text else ():
        yield from places.warn(
            "note",
            re.escape(match[0]),
            "the text refers to a note that does not exist, so readers see `{}`",
            f"write the note on a line of its own: `{match[0]}: The words of the note.`",
        )


def _shortcode(places: _Places, text: str, rest: str) -> Iterator[Problem]:
    """A shortcode of another system: `text` begins with it, and the expression `rest` matches the
    rest of it in the file.
    """
    found = _NAME.match(text)  # always: it may be nothing
    begin, name = found.groups() if found else ("", "")
    if name.lower() == "toc":
        help_ = "remove it: ssg makes no table of contents"
    elif begin.startswith("{:"):
        help_ = "write it right below the paragraph that it is for, as `{: .class }`, or remove it"
    else:
        help_ = _instead(name.lower())
    yield from places.warn(
        "shortcode",
        r"\s*".join(map(re.escape, (*begin.split(), name))) + rest,
        _LEFT,
        help_,
    )


def _instead(name: str) -> str:
    if name in _EMBEDS:
        return "write `/// embed | https://…` with the address, and `///` on the next line"
    if name == "gallery":
        return "write `/// gallery`, below it `    images: [a.jpg, b.jpg]`, and `///`"
    if name in _PICTURES:
        return "write `![](file.jpg)`, and an entry for the file in `media`"
    if name in _BOXES:
        return "write `/// fact-box | Title`, the text, and `///` on a line of its own"
    if name in _LINKS:
        return "link to the file of the story: `[words](section/story.md)`"
    if name in ("pullquote", "quote", "blockquote"):
        return "write `/// pull-quote | Who said it`, the words, and `///` on a line of its own"
    return "remove it, or write one of the blocks that `docs/markdown.md` lists"


def _in_html(places: _Places, text: str, element: str) -> Iterator[Problem]:
    for match in _INSIDE.finditer(text):
        yield from places.warn(
            "html",
            re.escape(match[0].strip()[:20]),
            f"Markdown is not read inside `<{element}>`, and readers see the marks of `{{}}`",
            "remove the HTML element around it, or write HTML in it: `<strong>`, `<a href=…>`,"
            " `<h2>`, `<li>`",
        )


def _run_together(places: _Places, text: str) -> Iterator[Problem]:
    if match := _ROWS.search(text):
        yield from places.warn(
            "table",
            re.escape(match[0].partition("\n")[0][:20].rstrip()),
            "rows such as `{}` are no table without a second line of hyphens",
            "write a line `|---|---|` below the first row",
        )
    if match := _LINES.search(text):
        yield from places.warn(
            "lines",
            rf"(?m)^[ \t>]*{re.escape(match[0].partition(' ')[0])}[^\n]{{0,80}}",
            _RUN_TOGETHER,
            _PART_LINES,
        )
    match = _DAYS.search(text)
    if match and is_no_item(match[0]) and is_no_item(text, match.end()):
        yield from places.warn(
            "lines",
            rf"(?m)^[ \t>]*{re.escape(match[1])}[^\n]{{0,80}}",
            _RUN_TOGETHER,
            _PART_LINES,
        )


def indented_code(source: SourceFile, start: int, lines: list[str]) -> Iterator[Problem]:
    """Warnings about paragraphs that are set as code since they are indented; `lines` are the
    first line of each.
    """
    places = _Places(source, start)
    for line in lines:
        yield from places.warn(
            "code",
            rf"(?m)^[ \t]+{re.escape(line[:40])}",
            "the line `{}` is set as code, since it is indented by four spaces or a tab",
            "remove the space before it; write code between two lines of three backticks",
        )


def joined_lines(source: SourceFile, start: int, lines: list[str]) -> Iterator[Problem]:
    """Warnings about lines right below an item of a list, which belong to it to Markdown, and look
    like sentences of their own.
    """
    places = _Places(source, start)
    for line in lines:
        yield from places.warn(
            "joined",
            rf"(?m)^[ \t>]*{re.escape(line[:40])}",
            "the line `{}` goes on the item of the list above it",
            "put a blank line above it; if it belongs to the item, indent it by two spaces",
        )
