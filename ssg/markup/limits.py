"""Texts that would keep Markdown busy for long: the search for the end of a link made linear; what
is too tangled told apart first; and a measure of the effort that goes into one text, with an end.
"""

import collections
import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor

from ssg.markup.tokens import VOID

_MAX_LEVELS = 100
_MAX_OPEN_TAGS = 1_000
_MAX_SAME_NOTE = 500
# Characters looked through in vain for the end of a link's address: some seconds of work.
_MAX_SEARCHED = 5_000_000

_DEEP_ITEM = re.compile(r"^[> \t]{100,}(?=(?:[-*+]|\d+\.)[ \t])", re.M)
_NOTE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_BRACKET = re.compile(r"[\[\]]")


# Effort is counted in characters looked at or copied, some nanoseconds each: what any text may
# take, and each of its characters.
_EFFORT, _EFFORT_A_CHARACTER = 60_000_000, 1_000
_EFFORT_A_LINE, _EFFORT_AN_ELEMENT, _EFFORT_A_NOTE = 20, 100, 60
_MAX_BLOCKS = 50
# Lines that begin or end code, times characters: all that follows is copied for each.
_MAX_FENCED, _MAX_OPEN_FENCES = 500_000_000, 50
_MAX_UNCLOSED = 1_000
_TAG_NAME = re.compile(r"(?<=<)/?[a-zA-Z][a-zA-Z0-9]{0,30}")
_FENCE = re.compile(r"^(~{3,}|`{3,})([^\n]*)$", re.M)
_LONG_REFERENCE = re.compile(r"#[0-9]{1000}")


class TangledText(Exception):
    """A text that Markdown would take minutes for; the message says what is wrong with it, `near`
    is some of it (as far as that is known).
    """

    def __init__(self, message: str, near: str = ""):
        super().__init__(message)
        self.near = near


class Effort:
    """What may go into one text. Python-Markdown copies the rest of a paragraph for each mark in
    it, and of a block for each heading: an ordinary text takes a hundredth of what is given here,
    and one that takes all of it would take with the square of its length.
    """

    def __init__(self, text: str):
        self._left, self._blocks = _EFFORT + _EFFORT_A_CHARACTER * len(text), 0

    def spend(self, characters: int, near: str) -> None:
        """TangledText where nothing is left."""
        self._left -= characters
        if self._left < 0:
            raise TangledText(
                "the text around here is too tangled for Markdown: too many marks or lines belong"
                " together",
                near,
            )

    def spend_on_block(self, block: str, waiting: int) -> None:
        """For a block of text that is looked at by all block processors, with so many behind it in
        a list.
        """
        self._blocks += 1
        self.spend(len(block) + _EFFORT_A_LINE * block.count("\n") + waiting // 4, block)

    def spend_on_elements(self, depth: int) -> None:
        """For a paragraph in a newsroom block, for which pymdown-extensions goes through all
        elements so far.
        """
        if depth > _MAX_BLOCKS:
            raise TangledText(
                f"newsroom blocks are nested more than {_MAX_BLOCKS} levels deep", "///"
            )
        self.spend(_EFFORT_AN_ELEMENT * self._blocks, "///")


Tangle = tuple[int, str]  # where, and why


def find_tangle(text: str) -> Tangle | None:
    """Where a text is too tangled for Markdown, and why; or None. Python-Markdown's time grows with
    the square of each of these.
    """
    looks = (_deep_list, _open_tags, _unclosed_tags, _too_many_notes, _long_reference)
    for look in (*looks, _tangled_fences):
        if found := look(text):
            return found
    return None


def _deep_list(text: str) -> Tangle | None:
    for item in _DEEP_ITEM.finditer(text):
        if len(item[0].expandtabs(4)) > 4 * _MAX_LEVELS:
            return item.start(), f"the list is nested more than {_MAX_LEVELS} levels deep"
    return None


def _open_tags(text: str) -> Tangle | None:
    if text.count("<") <= _MAX_OPEN_TAGS:
        return None
    at = 0
    for part in text.split(">"):
        if part.count("<") > _MAX_OPEN_TAGS:
            reason = f"there are more than {_MAX_OPEN_TAGS:,} `<` without a `>`"
            return at + part.index("<"), reason
        at += len(part) + 1
    return None


def _unclosed_tags(text: str) -> Tangle | None:
    if text.count("<") <= _MAX_UNCLOSED:
        return None
    tags = collections.Counter(name.lower() for name in _TAG_NAME.findall(text))
    for name, count in tags.items():
        if count - tags[f"/{name}"] > _MAX_UNCLOSED and name not in VOID:
            reason = f"more than {_MAX_UNCLOSED:,} `<{name}>` are never closed"
            return text.lower().index(f"<{name}"), reason
    return None


def _too_many_notes(text: str) -> Tangle | None:
    if text.count("[^") <= _MAX_SAME_NOTE:
        return None
    notes = collections.Counter(_NOTE.findall(text))
    [(name, count)] = notes.most_common(1) or [("", 0)]
    if count > _MAX_SAME_NOTE:
        reason = f"the footnote `{name}` is named more than {_MAX_SAME_NOTE} times"
        return text.index(f"[^{name}]"), reason
    if _EFFORT_A_NOTE * len(notes) ** 2 > _EFFORT + _EFFORT_A_CHARACTER * len(text):
        reason = f"there are {len(notes):,} footnotes, too many for a text of this length"
        return text.index("[^"), reason
    return None


def _long_reference(text: str) -> Tangle | None:
    long = _LONG_REFERENCE.search(text)
    return (long.start(), "no character has a number of so many digits") if long else None


def _tangled_fences(text: str) -> Tangle | None:
    """Code that is opened often and never closed: for each of these the whole rest is looked
    through.
    """
    if "```" not in text and "~~~" not in text:
        return None
    fences = list(_FENCE.finditer(text))
    if len(fences) * len(text) > _MAX_FENCED:
        return (
            fences[0].start(),
            (
                f"there are {len(fences):,} lines that begin or end code, too many for a text of"
                " this length"
            ),
        )
    last = {fence[1]: number for number, fence in enumerate(fences) if not fence[2].strip(" ")}
    opened = [
        fence.start()
        for number, fence in enumerate(fences)
        if last.get(fence[1], -1) <= number and fence[2].strip(" ")
    ]
    return (
        (opened[0], f"there are more than {_MAX_OPEN_FENCES} beginnings of code without an end")
        if len(opened) > _MAX_OPEN_FENCES
        else None
    )


class LinkEnds(Extension):
    """Finds the end of links by pairing all brackets of a text once, where Python-Markdown looks
    through the whole rest for each of them.

    The result is the same. Must be the last extension, so that it meets all link patterns.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        for pattern in md.inlinePatterns:
            if isinstance(pattern, LinkInlineProcessor):
                # In place: the library's patterns and those of other extensions keep their names.
                pattern.getText = self._text  # type: ignore[method-assign]
                pattern.getLink = _AddressFinder(pattern, self).find  # type: ignore[method-assign]
        self.reset()

    def reset(self) -> None:
        self.searched, self._data = 0, ""
        self._pairs: dict[int, int] = {}

    def _text(self, data: str, index: int) -> tuple[str, int, bool]:
        """What stands between `[` (just before `index`) and its `]`, the index behind that, and
        whether there is one.
        """
        end = data.find("]", index)
        if end != -1 and data.find("[", index, end) != -1:
            end = self._pairs_of(data).get(index - 1, -1)
        return (data[index:end], end + 1, True) if end != -1 else ("", len(data), False)

    def _pairs_of(self, data: str) -> dict[int, int]:
        if data is not self._data:
            self._data, self._pairs = data, {}
            opened: list[int] = []
            for match in _BRACKET.finditer(data):
                if match[0] == "[":
                    opened.append(match.start())
                elif opened:
                    self._pairs[opened.pop()] = match.start()
        return self._pairs


class _AddressFinder:
    """The search for `)` of one link pattern, which looks through no text again and again."""

    def __init__(self, pattern: Any, counter: LinkEnds):
        self._find, self._counter = pattern.getLink, counter

    def find(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        # (Python-Markdown also ends an address at the end of the text, when a `(` follows a
        # quotation mark in it.)
        if all(data.find(mark, index) == -1 for mark in ")'\""):
            return "", None, index, False
        found: tuple[str, str | None, int, bool] = self._find(data, index)
        if not found[3] and data.startswith("(", index):
            self._counter.searched += len(data) - index
            if self._counter.searched > _MAX_SEARCHED:
                raise TangledText("too many links have no end: `[text](` without a `)`", data)
        return found
