"""Time grows with the input and not with its square: steps are counted at n and at 2n, for each
grammar, each parser and each stage of Markdown, on texts that are made to keep it busy.
"""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from patterns import Hard, hard_texts, patterns
from regexsteps import Counter, Steps, TooManySteps
from steps import MOST, assert_linear

from ssg.grammar.byline import LONGEST_BYLINE, parse_byline, split_names
from ssg.grammar.credit import LONGEST_CREDIT, parse_credit, split_caption
from ssg.grammar.dateline import parse_dateline, split_dateline
from ssg.markup import limits
from ssg.markup.dialect import Dialect
from ssg.model.people import Credit, Person
from ssg.problems import Problem
from ssg.source.files import SourceFile
from ssg.source.yaml import parse_yaml
from ssg.source.yaml_mistakes import cut_text, in_quotes
from ssg.text.share import NETWORKS, ShareSubject, share_links
from ssg.text.urls import clean_url, slugify, url_problem

# ---- the counter itself


@pytest.mark.parametrize("name", PATTERNS := patterns())
def test_the_matcher_that_counts_finds_what_re_finds(name: str) -> None:
    pattern, _ = PATTERNS[name]
    steps, rnd = Steps(pattern, Counter()), random.Random(name)
    written = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    pieces = [*re.findall(r"[A-Za-z ]{1,6}|.", written), *" \n\t,-/()<>\"'aZ9_&;:.\\[]{}#"]
    for _ in range(40):
        drawn = "".join(rnd.choice(pieces) for _ in range(rnd.randrange(14)))
        text: Any = (
            drawn if isinstance(pattern.pattern, str) else drawn.encode("latin-1", "replace")
        )
        assert list(steps.spans(text)) == [match.span() for match in pattern.finditer(text)], text
        whole = pattern.fullmatch(text)
        assert steps.at(text, 0, to_end=True) == (whole and whole.span()), text
        if whole:
            assert steps.groups == {
                n: whole.span(n) for n in range(1, pattern.groups + 1) if whole[n] is not None
            }


QUADRATIC = {
    r"\s*$": Hard("", " ", "x"),
    r"a+b": Hard("", "a", ""),
    r"<[^>]*>": Hard("", "<", ""),
    r"(a|aa)+$": Hard("", "a", "b"),
    r'".*?x': Hard("", '"', ""),
}


@pytest.mark.parametrize("pattern", QUADRATIC)
def test_the_matcher_that_counts_sees_patterns_that_go_back_and_forth(pattern: str) -> None:
    assert not _is_linear(re.compile(pattern), "search", QUADRATIC[pattern])


# ---- every pattern of ssg

# Patterns that take more than linear time, and what bounds the texts that they are given.
_BOUNDED = {
    "grammar.dateline _DASH": "looked for in the first _LONGEST characters of a text",
    "grammar.credit": "a credit is read up to LONGEST_CREDIT characters",
    "grammar.credit_forms": "a credit is read up to LONGEST_CREDIT characters",
    "grammar.credit_parts": "a credit is read up to LONGEST_CREDIT characters",
    "grammar.names _CAMEL": "a word of at most _LONGEST_WORD characters",
    "grammar.byline_pieces _SPECIAL": "a piece of at most LONGEST_PIECE characters",
    "grammar.byline_pieces _EMPLOYED": "a piece of at most LONGEST_PIECE characters",
    "grammar.byline_pieces _ARTICLE_ORG": "a piece of at most LONGEST_PIECE characters",
    "layouts.block_options": "layouts are trusted",
    "grammar.east_asian": "a line of at most LONGEST_LINE characters",
    "versions": "names of installed packages",
}
# These are given texts in which every space is a single one.
_SINGLE_SPACED = (
    "grammar.byline_pieces",
    "grammar.name_lists",
    "grammar.names",
    "grammar.dateline _AGENCY",
    "grammar.dateline _DATED",
)
_MOST_TEXTS = 40


def _looked_at(name: str) -> bool:
    return name not in _BOUNDED and re.split("[ :]", name)[0] not in _BOUNDED


@pytest.mark.parametrize("name", list(filter(_looked_at, PATTERNS)))
def test_every_pattern_takes_twice_the_steps_for_twice_the_text(name: str) -> None:
    pattern, operations = PATTERNS[name]
    texts = hard_texts(pattern)
    texts = texts if len(texts) <= _MOST_TEXTS else random.Random(1).sample(texts, _MOST_TEXTS)
    spaced = name in _SINGLE_SPACED or name.split()[0] in _SINGLE_SPACED
    slow = [
        (operation, text)
        for operation in sorted(operations)
        for text in texts
        if not _is_linear(pattern, operation, text, spaced=spaced)
    ]
    assert slow == []


def _is_linear(
    pattern: re.Pattern[Any], operation: str, hard: Hard, *, spaced: bool = False
) -> bool:
    for size, limit in ((50, 50_000), (400, 200_000)):
        first, second = (
            _steps(pattern, operation, hard.of(n), limit, spaced=spaced) for n in (size, 2 * size)
        )
        if second < float("inf") and second <= MOST * first + 40:
            return True
    return False


def _steps(
    pattern: re.Pattern[Any], operation: str, text: Any, limit: int, *, spaced: bool
) -> float:
    counter = Counter(limit)
    steps = Steps(pattern, counter)
    text = " ".join(text.split()) if spaced else text
    try:
        if operation == "search":
            for _ in steps.spans(text):
                pass
        else:
            steps.at(text, 0, to_end=operation == "fullmatch")
    except TooManySteps:
        return float("inf")
    return counter.steps


# ---- grammars of front matter

BYLINES = (
    "a",
    "a@",
    "@a",
    "a@a.",
    "A and ",
    "A in B ",
    "A of B ",
    "A, editors, ",
    "(a) ",
    "(",
    "<",
    ";",
    "|",
    "a\n",
    " y ",
    "https://",
    "staff and ",
    "Jr., ",
    "A in B, C ",
    "A for B ",
    "A The B ",
    "A editor ",
    "photos by A, ",
    "A, B News, ",
    "A, B News and C News, ",
    "A — B ",
    "by ",
    "a: ",
    " e B C ",
    "von und ",
    "A staff and ",
    "staff reports ",
    "\t",
    ",",
    ", and ",
)


@pytest.mark.parametrize("piece", BYLINES)
def test_a_byline_takes_twice_the_steps_for_twice_its_length(piece: str) -> None:
    for end in ("", "! x"):
        assert_linear(
            parse_byline.__wrapped__, lambda n, end=end: piece * (n // len(piece)) + end, 80
        )


def test_a_byline_has_a_longest_length_and_is_not_read_beyond() -> None:
    assert len(parse_byline("A and B" + " and C" * (LONGEST_BYLINE // 6 - 2))) > 600
    assert parse_byline(long := "A and B" + " and C" * (LONGEST_BYLINE // 6)) == (
        Person(name=long),
    )


@pytest.mark.parametrize(
    "piece", ["-", "x-", ".-", "—", " - ", "jan 5 ", "(a", "(a) ", "x (", "5 de ", "a ", ","]
)
def test_a_dateline_takes_twice_the_steps_for_twice_its_length(piece: str) -> None:
    for before, end in (("x", "!"), ("", ""), ("x ", ")")):
        for read in (parse_dateline.__wrapped__, split_dateline):
            assert_linear(
                read,
                lambda n, before=before, end=end: before + piece * (n // len(piece)) + end,
                300,
            )


@pytest.mark.parametrize("piece", ["\t", "(", ")", "FILE -- ", "x(", "[", "a", " /"])
def test_a_credit_is_read_up_to_a_length_and_a_caption_in_linear_time(piece: str) -> None:
    for before, end in (("FILE", "x"), ("Photo by", ")"), ("(", ")" * 200)):
        assert_linear(
            split_caption,
            lambda n, before=before, end=end: before + piece * (n // len(piece)) + end,
            2 * LONGEST_CREDIT,
        )
    long = "AP Photo/" + "A" * LONGEST_CREDIT
    assert parse_credit(long) == Credit(text=long)
    assert parse_credit(long[: LONGEST_CREDIT - 1]).agency == "AP"


@pytest.mark.parametrize("piece", ["x and ", ", ", "\t", "a", "<", " y a "])
def test_lists_of_names_addresses_and_titles_take_linear_time(piece: str) -> None:
    def text(n: int) -> str:
        return " ".join((piece * (n // len(piece))).split(" "))

    if piece != "\t":
        assert_linear(split_names, text, 300)
    for call in (
        slugify.__wrapped__,
        clean_url,
        url_problem,
        in_quotes,
        lambda title: share_links(tuple(NETWORKS), _subject(title)),
    ):
        assert_linear(call, text, 300)


def _subject(title: str) -> ShareSubject:
    return ShareSubject(
        title=title,
        permalink="https://ledger.example/x/",
        summary=title,
        image="https://ledger.example/x.jpg",
        tags=("a",),
    )


YAMLS: dict[str, Callable[[int], str]] = {
    "fields": lambda n: "".join(f"f{k}: x # y\n" for k in range(n)),
    "on one line": lambda n: "a: {" + ", ".join(f"f{k}: 1 " for k in range(n)) + "} # b\n",
    "a list": lambda n: "a: # b\n" + "- x\n" * n,
    "the same key": lambda n: "a: 1\n" * n,
    "spaces": lambda n: "a: b" + " " * n + "c # d\n",
}


@pytest.mark.parametrize("name", YAMLS)
def test_yaml_and_the_places_in_it_take_linear_time(name: str) -> None:
    def read(text: str) -> None:
        source = SourceFile("a.md", text)
        document, _ = parse_yaml(source, text)
        assert document is not None
        for path in [(key,) for key in document.value] + [
            ("a", k)
            for k in (document.value.get("a") or ())
            if isinstance(document.value["a"], dict)
        ]:
            document.line(path)

    assert_linear(read, YAMLS[name], 200)


def test_a_text_that_a_comment_cuts_is_looked_for_at_its_place_alone() -> None:
    def cut(text: str) -> None:
        source = SourceFile("a.md", text)
        for column in range(1, len(text), 40):
            cut_text(source, 1, column)

    assert_linear(cut, lambda n: "a" * n, 2_000)


# ---- Markdown

TEXTS: dict[str, Callable[[int], str]] = {
    name: lambda n, piece=piece, end=end: piece * (n // len(piece)) + end
    for name, (piece, end) in {
        "underlines": ("\n===", ""),
        "breaks": ("a  \n", "b"),
        "boxes": ("/// fact-box\n\n", ""),
        "rules": ("a\n***\n", ""),
        "headings": ("# a\n", ""),
        "fences": ("```x\n", ""),
        "code": ("`a` ", ""),
        "emphasis": ("*a* ", "<b>"),
        "stars": ("*a ", ""),
        "links": ("[a](b) ", "`x`"),
        "brackets": ("[", "`x`"),
        "entities": ("&amp; ", ""),
        "backslashes": ("\\*", ""),
        "quotes": ("> a\n", "`x`"),
        "items": ("* a\n", "`x`"),
        "loose items": ("* a\n\n", "`x`"),
        "references": ("[a]:\n", ""),
        "ends": ("///\n", ""),
        "other boxes": ("/// nope\n\n", ""),
        "options": ("/// fact-box\n    : :\n\n///\n\n", ""),
        "marks": ("\"'", "`x`"),
        "dashes": ("-- ", "`x`"),
        "paragraphs": ("a\n\n", "`x`"),
        "raw": ("<b>x</b> ", ""),
        "raw paragraphs": ("<p>", "\n\n///"),
        "images": ("![a](b) ", ""),
        "addresses": ("<http://a> ", ""),
        "dots": (". ", "`x`"),
    }.items()
}
TEXTS["boxes with ends of another length"] = lambda n: (
    "/// fact-box\n\n" + "a\n\n" * (n // 6) + "////\n\n" * (n // 14)
)
TEXTS["one box"] = lambda n: "/// fact-box\n\n" + "a\n\n" * (n // 3) + "///\n"
TEXTS["notes"] = lambda n: "".join(f"a[^{k}]\n\n[^{k}]: b\n\n" for k in range(n // 22))


@pytest.mark.parametrize("name", TEXTS)
def test_markdown_takes_twice_the_steps_for_twice_the_text_or_says_where_it_is_tangled(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_EFFORT", 60_000)  # so that short texts reach what long ones would
    monkeypatch.setattr(limits, "_EFFORT_A_CHARACTER", 100)
    dialect = Dialect(("fact-box",))

    def convert(text: str) -> None:
        problems: list[Problem] = []
        made = dialect.convert(SourceFile("a.md", text), 0, text, "en", problems)
        if isinstance(made, Problem):
            assert (made.code, made.path, bool(made.help)) == ("nested-too-deep", "a.md", True)
            assert made.span or made.message == "the text is nested too deeply"

    convert("a `b`")  # what is made once
    assert_linear(convert, TEXTS[name], 1_500)


CASES = {
    "underlines": ("\n===" * 30_000, 2),
    "breaks": ("One.\n\n" + "a  \n" * 25_000, 3),
    "boxes": ("One.\n\n" + "/// fact-box\n\n" * 6_000, 3),
    "fences": ("One.\n\n" + "```x\n" * 2_000, 3),
    "number": ("One.\n\n&#" + "1" * 5_000 + ";", 3),
}


@pytest.mark.parametrize("name", CASES)
def test_a_tangled_text_is_a_problem_at_its_line(name: str) -> None:
    text, line = CASES[name]
    made = Dialect(("fact-box",)).convert(SourceFile("a.md", text), 0, text, "en", [])
    assert isinstance(made, Problem)
    assert made.span
    assert (made.code, made.span.line) == ("nested-too-deep", line)


def test_a_poem_of_two_thousand_lines_and_a_list_of_five_hundred_links_are_no_tangle() -> None:
    poem = "".join(
        f"Line {n} of a poem that is long, and *loud*, and has no stanzas at all  \n"
        for n in range(2_000)
    )
    links = "".join(
        f"[The paper of day {n}](https://ledger.example/{n}/) with `code`\n" for n in range(500)
    )
    for text in (poem, links):
        assert not isinstance(
            Dialect(()).convert(SourceFile("a.md", text), 0, text, "en", []), Problem
        )
