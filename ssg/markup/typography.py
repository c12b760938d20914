"""Smart punctuation. In: plain text. Out: the same words with the quotation marks, apostrophes,
dashes, ellipses and spaces that a newspaper of that language sets.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from ssg.markup.tokens import Kind, tokens, unescape
from ssg.markup.typography_languages import (
    ELLIPSIS,
    EM_DASH,
    EN_DASH,
    ETX,
    NARROW_NBSP,
    STX,
    Language,
    language_of,
)

_APOSTROPHE = "’"
_NBSP = "\u00a0"
# What stands before a quote: a space, opening bracket or nothing; a dash; a letter or digit;
# anything else. What stands after it: a space or nothing; a closing mark; a dash or the like, which
# may begin a quotation.
_GAP, _DASH, _WORD, _OTHER, _END, _STOP, _LOOSE, _LOOK, _EAST = range(9)
# Chinese and Japanese have no spaces: beside such a letter, a mark opens if none is open.
_EASTERN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u30ff"
_EASTERN += "\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0003ffff"
_IS_EASTERN = re.compile(f"[{_EASTERN}]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_GERESH, _GERSHAYIM = "\u05f3", "\u05f4"
_DASHES = "-\u2010\u2011\u2012–—\u2015/"  # a slash parts words as a dash does: and/"or"
# Stands between the texts of one block where markup was. Two STX never meet otherwise: Markdown
# takes them out of the source, and its placeholders are STX name ETX.
SEAM = STX + STX
# Parts the blocks that are set together. To all rules it is what the edge of a block is.
BREAK = "\n\x1e\n"
_LONGEST_PLACEHOLDER = 64
_AFTER_LETTER = re.compile(rf"'(?<=[^\W\d_{_EASTERN}]')")
_SURELY_OPENING = re.compile(r'"(?<![^\s(\[{]")(?=[^\W_])')
_SURELY_CLOSING = re.compile(rf'"(?:(?<=[^\W_{_EASTERN}]")|(?<=[.,!?]")(?=[\s,;:!?)\]}}]|\Z))')
# between letters, or between spaces with a letter or digit beyond each
_SURELY_DASH = re.compile(r"--(?:(?<=[^\W\d_]--)(?=[^\W\d_])|(?<=[^\W_][ ]--)(?=[ ][^\W_]))")
_HYPHENS = re.compile("-+")
_LEADING_DOT = re.compile(r"\.(?:\.|[ ]\.|[0-9])")  # "...and then", ".45-caliber"
_BLANK_REST = re.compile(r"[ \t]*(?:\n|\Z)")
VERBATIM = frozenset(
    {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var"}
)


def smarten(text: str, lang: str = "en") -> str:
    """Return one paragraph of plain `text` (a headline, a caption), punctuated as in `lang`, a BCP
    47 tag.

    A language that is not known is set as English. Typographic characters already there stay,
    letters and digits never change, and the result comes through again unchanged. The time taken is
    linear in the text.
    """
    language = language_of(lang)
    if language.trigger.search(text) is None:
        return text
    return _Typesetter(language).block(text)


def typesetter(lang: str, raw_html: Sequence[object] = ()) -> Callable[[str], str]:
    """A function that sets one block (a paragraph, a heading) at a time, its texts joined by SEAM,
    as in `lang`.

    `raw_html` is what Markdown has put aside, and what its placeholders in the texts stand for.
    """
    return _Typesetter(language_of(lang), raw_html).block


def typeset_blocks(text: str, lang: str) -> str:
    """Set many blocks, parted by BREAK, at once: the same as one by one, and faster. `text` stands
    for nothing that was put aside.
    """
    return _Typesetter(language_of(lang)).blocks(text)


class _Typesetter:
    """Decides each candidate of a block, in order, and remembers which quotations are open."""

    def __init__(self, language: Language, raw_html: Sequence[object] = ()) -> None:
        self.language = language
        self.raw_html = raw_html

    def block(self, text: str) -> str:
        self.double_open = self.single_open = False
        self.just_opened = False  # was the last quote an opening one?
        self.twin_open = False  # is a quotation open that began with two single quotes?
        self.verbatim = ""  # name of the raw HTML element, such as code, that we are inside of
        if not self.raw_html and "//" not in text:
            text = self._plain_quotes(text)
        return self.language.trigger.sub(self._decide, text)

    def blocks(self, text: str) -> str:
        if self.language.spaced or self.language.hebrew or "//" in text:
            return BREAK.join(map(self.block, text.split(BREAK)))
        if "--" in text:
            text = _SURELY_DASH.sub(self.language.dash, text)
        closing, opening = self.language.double
        marked = _AFTER_LETTER.sub(_APOSTROPHE, text) if "'" in text else text
        if '"' in marked:
            marked = _SURELY_CLOSING.sub(closing, _SURELY_OPENING.sub(opening, marked))
        self.verbatim = ""
        if '"' not in marked and "'" not in marked:
            return self.language.trigger.sub(self._decide, marked)
        both = zip(text.split(BREAK), marked.split(BREAK), strict=True)
        return BREAK.join(
            (
                self.block(before)
                if '"' in after or "'" in after
                else self.language.trigger.sub(self._decide, after)
            )
            for before, after in both
        )

    def _plain_quotes(self, text: str) -> str:
        """Set the quotes of a block where each hangs on the characters beside it alone: `_decide`
        would say the same, more slowly.

        That is so of most blocks. Where one is left over that hangs on the others, all are left to
        `_decide`.
        """
        if self.language.hebrew:
            return text
        if "'" in text:
            marked = _AFTER_LETTER.sub(_APOSTROPHE, text)
            if "'" in marked:
                return text
            text = marked
        if '"' in text and not self.language.spaced:
            closing, opening = self.language.double
            marked = _SURELY_CLOSING.sub(closing, _SURELY_OPENING.sub(opening, text))
            return text if '"' in marked else marked
        return text

    def _decide(self, found: re.Match[str]) -> str:
        run = found[0]
        first = run[0]
        start, end = found.span()
        if first == STX:
            self._enter_or_leave(run[1:-1])
        elif self.verbatim or first == ":":
            pass
        elif first == '"' or first == "'":
            if end - start > 2 and run[1] not in "\"'":
                self.just_opened = False
                return f"′{run[1:-1]}″"
            return self._quotes(run, found.string, start, end)
        elif first == "-":
            return self._dashes(run, found.string, start, end)
        else:
            return _dots(run) if first == "." else self._space(run[1:], found.string, start, end)
        return run

    def _quotes(self, run: str, text: str, start: int, end: int) -> str:
        """Set `run`, which is text[start:end]; all its quotes see the same character after it."""
        language = self.language
        left = _left(text[start - 1], language.openers) if start else _GAP
        right = _right(text[end], language.closers) if end < len(text) else _END
        if left == _LOOK:
            left = self._left_across(text, start)
        if right == _LOOK:
            right = self._right_across(text, end)
        if language.hebrew and _HEBREW.match(text, end) and _HEBREW.match(text, max(0, start - 1)):
            return {"'": _GERESH, '"': _GERSHAYIM}.get(run, run)
        if run == "'":
            return self._single(left, right, text, end)
        if run == "''" and not self.single_open and (self.twin_open or right == _WORD):
            self.twin_open = not self.twin_open
            return self._double(_GAP if self.twin_open else _WORD, right)
        if run == '"' and not language.spaced:
            return self._double(left, right)
        marks = ""
        for at, quote in enumerate(run, start + 1):
            marks += (
                self._double(left, right) if quote == '"' else self._single(left, right, text, at)
            )
            left = _GAP if self.just_opened else _OTHER
        return self._share_spaces(marks, text, start, end) if language.spaced else marks

    def _double(self, left: int, right: int) -> str:
        self.double_open = self.just_opened = _opens(left, right, self.double_open)
        return self.language.double[self.double_open]

    def _single(self, left: int, right: int, text: str, end: int) -> str:
        if right == _WORD and (left == _WORD or self.language.elision.match(text, end)):
            self.just_opened = False
            return _APOSTROPHE
        was_open = self.single_open
        alone = left == _GAP and right == _END
        self.single_open = self.just_opened = not alone and _opens(left, right, was_open)
        return (
            self.language.single[self.single_open] if was_open or self.single_open else _APOSTROPHE
        )

    def _left_across(self, text: str, start: int) -> int:
        char = self._before(text, start)
        if char and char in "\"'":
            return _GAP if self.just_opened else _OTHER
        return _left(char, self.language.openers) if char else _GAP

    def _right_across(self, text: str, end: int) -> int:
        after = self._after(text, end)
        if after.startswith("."):
            return _LOOSE if _LEADING_DOT.match(after) else _STOP
        return _right(after[0], self.language.closers) if after else _END

    def _share_spaces(self, marks: str, text: str, start: int, end: int) -> str:
        """A space that the author has put inside guillemets serves as the no-break one."""
        if self._before(text, start).isspace():
            marks = marks.removeprefix(NARROW_NBSP)
        return marks.removesuffix(NARROW_NBSP) if self._after(text, end)[:1].isspace() else marks

    def _space(self, quotes: str, text: str, start: int, end: int) -> str:
        """A space beside a guillemet or before high punctuation (French), with any `quotes` after
        it.
        """
        before = text[start - 1 : start]
        space = NARROW_NBSP if before == "«" or (before == '"' and self.just_opened) else " "
        if quotes:
            marks = self._quotes(quotes, text, start + 1, end)
            return (NARROW_NBSP if marks[0] == "»" else space) + marks
        if before.strip() and text[end : end + 1] in tuple(";!?»"):
            return NARROW_NBSP
        return _NBSP if before.strip() and text.startswith(":", end) else space

    def _dashes(self, run: str, text: str, start: int, end: int) -> str:
        if run == "--":
            return self._dash(text, start, end)
        if run.count("-") > 2 and _fills_its_line(text, start, end):
            return run
        return _HYPHENS.sub(
            lambda part: self._dash(text, start + part.start(), start + part.end()), run
        )

    def _dash(self, text: str, start: int, end: int) -> str:
        size, before, after = end - start, self._before(text, start), self._after(text, end)[:1]
        arrow = (
            after in ("-", ">")
            or before in ("-", "<")
            or text.startswith("<!", max(0, start - 2), start)
        )
        flag = (
            size == 2
            and after.isalpha()
            and before.isspace()
            and before != "\n"
            and self.language.flags
        )
        if arrow or flag or size not in (2, 3):
            return text[start:end]
        if size == 3:
            return EM_DASH
        return EN_DASH if after.isdecimal() and before.isdecimal() else self.language.dash

    def _before(self, text: str, at: int) -> str:
        """The character that a reader sees before `at`; "" at the start of the block."""
        while at > 0:
            char = text[at - 1]
            if char == STX:
                at -= len(SEAM)
                continue
            begin = text.rfind(STX, max(0, at - _LONGEST_PLACEHOLDER), at) if char == ETX else -1
            if begin < 0:
                return char
            if seen := self._stands_for(text[begin + 1 : at - 1]):
                return seen[-1]
            at = begin
        return ""

    def _after(self, text: str, at: int) -> str:
        """What a reader sees from `at`, three characters or fewer; "" at the end of the block."""
        while text.startswith(STX, at):
            if text.startswith(SEAM, at):
                at += len(SEAM)
                continue
            end = text.find(ETX, at, at + _LONGEST_PLACEHOLDER)
            if seen := self._stands_for(text[at + 1 : end]) if end > 0 else STX:
                return seen
            at = end + 1
        return text[at : at + 3]

    def _stands_for(self, placeholder: str) -> str:
        """What Markdown will put in place of STX `placeholder` ETX; "" for a tag, which has no
        width.
        """
        if placeholder.isdecimal() and len(placeholder) < 7:
            escaped = chr(int(placeholder))
            # Not to be taken for a quote that was decided on.
            return "\\" if escaped in "\"'" else escaped
        raw = self._raw(placeholder)
        if raw.startswith("&"):
            return unescape(raw)
        tag = next(tokens(raw), None) if raw.startswith("<") else None
        if tag is None:
            return ""
        is_word = tag.name == "img" or (tag.kind is Kind.END and tag.name in VERBATIM)
        return "x" if is_word else "\n" * (tag.name == "br")

    def _enter_or_leave(self, placeholder: str) -> None:
        raw = self._raw(placeholder)
        tag = next(tokens(raw), None) if raw.startswith("<") else None
        if tag is None or tag.end != len(raw) or tag.name not in VERBATIM:
            return
        if tag.kind is Kind.START:
            self.verbatim = self.verbatim or tag.name
        elif tag.name == self.verbatim:
            self.verbatim = ""

    def _raw(self, placeholder: str) -> str:
        number = placeholder.removeprefix("wzxhzdk:")
        known = number != placeholder and number.isdecimal() and int(number) < len(self.raw_html)
        raw = self.raw_html[int(number)] if known else ""
        return raw if isinstance(raw, str) else ""


@cache
def _left(char: str, openers: str) -> int:
    if char in f"{STX}{ETX}\"'":
        return _LOOK
    if char.isspace() or char in "([{¿¡" or char in openers:
        return _GAP
    if char in _DASHES:
        return _DASH
    if _IS_EASTERN.match(char):
        return _EAST
    return _WORD if char.isalnum() or unicodedata.combining(char) else _OTHER


@cache
def _right(char: str, closers: str) -> int:
    if char in f"{STX}.":
        return _LOOK
    if char.isspace():
        return _END
    if char in "\"'…" or char in _DASHES:
        return _LOOSE
    return _STOP if char in ",;:!?)]}" or char in closers else _WORD


def _opens(left: int, right: int, is_open: bool) -> bool:
    """Whether a quote between `left` and `right` opens a quotation, where one `is_open` already or
    not.
    """
    if left == _GAP:
        return right in (_WORD, _LOOSE) or not is_open
    if left == _DASH:  # "I never--" he said
        return right == _WORD or (right == _LOOSE and not is_open)
    if left == _EAST:
        return not is_open and right != _END
    return left == _OTHER and right == _WORD and not is_open


def _dots(run: str) -> str:
    """`...` and `. . .`, with a full stop after or (AP style: `end. ... Next`) before; no other
    run.
    """
    match run.split(" "):
        case ["..."] | [".", ".", "."]:
            return ELLIPSIS
        case ["...."] | [".", ".", ".", "."]:
            return ELLIPSIS + "."
        case [".", "..."]:
            return ". " + ELLIPSIS
    return run


def _fills_its_line(text: str, start: int, end: int) -> bool:
    while start and text[start - 1] in " \t":
        start -= 1
    return (not start or text[start - 1] == "\n") and _BLANK_REST.match(text, end) is not None
