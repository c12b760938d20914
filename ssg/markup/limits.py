"""Texts that would keep Markdown busy for long: the search for the end of a link made linear; what is too tangled is told apart first."""

import collections
import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor

_MAX_LEVELS = 100
_MAX_OPEN_TAGS = 1_000
_MAX_SAME_NOTE = 500
# Characters looked through in vain for the end of a link's address: some seconds of work.
_MAX_SEARCHED = 5_000_000

_DEEP_ITEM = re.compile(r"^[> \t]{100,}(?=(?:[-*+]|\d+\.)[ \t])", re.M)
_NOTE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_BRACKET = re.compile(r"[\[\]]")


class TangledText(Exception):
    """A text that Markdown would take minutes for; the message says what is wrong with it."""


def find_tangle(text: str) -> tuple[int, str] | None:
    """Where a text is too tangled for Markdown, and why; or None. Python-Markdown's time grows with the square of each of these."""
    for item in _DEEP_ITEM.finditer(text):
        if len(item[0].expandtabs(4)) > 4 * _MAX_LEVELS:
            return item.start(), f"the list is nested more than {_MAX_LEVELS} levels deep"
    if text.count("<") > _MAX_OPEN_TAGS:
        at = 0
        for part in text.split(">"):
            if part.count("<") > _MAX_OPEN_TAGS:
                return at + part.index("<"), f"there are more than {_MAX_OPEN_TAGS:,} `<` without a `>`"
            at += len(part) + 1
    if text.count("[^") > _MAX_SAME_NOTE:
        [(name, count)] = collections.Counter(_NOTE.findall(text)).most_common(1) or [("", 0)]
        if count > _MAX_SAME_NOTE:
            return text.index(f"[^{name}]"), f"the footnote `{name}` is named more than {_MAX_SAME_NOTE} times"
    return None


class LinkEnds(Extension):
    """Finds the end of links by pairing all brackets of a text once, where Python-Markdown looks through the whole rest for each of them.

    The result is the same. Must be the last extension, so that it meets all link patterns.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        for pattern in md.inlinePatterns:
            if isinstance(pattern, LinkInlineProcessor):
                pattern.getText = self._text
                pattern.getLink = _AddressFinder(pattern, self).find
        self.reset()

    def reset(self) -> None:
        self.searched, self._data, self._pairs = 0, "", {}

    def _text(self, data: str, index: int) -> tuple[str, int, bool]:
        """What stands between `[` (just before `index`) and its `]`, the index behind that, and whether there is one."""
        end = data.find("]", index)
        if end != -1 and data.find("[", index, end) != -1:
            end = self._pairs_of(data).get(index - 1, -1)
        return (data[index:end], end + 1, True) if end != -1 else ("", len(data), False)

    def _pairs_of(self, data: str) -> dict[int, int]:
        if data is not self._data:
            self._data, self._pairs, opened = data, {}, []
            for match in _BRACKET.finditer(data):
                if match[0] == "[":
                    opened.append(match.start())
                elif opened:
                    self._pairs[opened.pop()] = match.start()
        return self._pairs


class _AddressFinder:
    """The search for `)` of one link pattern, kept from looking through the same text without end."""

    def __init__(self, pattern: Any, counter: LinkEnds):
        self._find, self._counter = pattern.getLink, counter

    def find(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        # (Python-Markdown also ends an address at the end of the text, when a `(` follows a quotation mark in it.)
        if all(data.find(mark, index) == -1 for mark in ")'\""):
            return "", None, index, False
        found: tuple[str, str | None, int, bool] = self._find(data, index)
        if not found[3] and data.startswith("(", index):
            self._counter.searched += len(data) - index
            if self._counter.searched > _MAX_SEARCHED:
                raise TangledText("too many links have no end: `[text](` without a `)`")
        return found
