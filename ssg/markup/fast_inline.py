"""A drop-in inline stage for Python-Markdown: the same patterns in the same order, but none is
tried on a text that it cannot match. The output is that of the stage it replaces, byte for byte. A
pattern that is not known here (another extension's) is always tried.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineStage
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

from ssg.markup import news_prose

# What must stand in a text for an expression to match anywhere in it.
_NEEDS = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",  # and the same expression for references
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    r"\[\^([^\]]*)\]": "[^",  # footnotes
    news_prose.BARE_ADDRESS: "://",
    news_prose.BARE_WWW: "www.",
    news_prose.LINE_BREAK: "\\\n",
    news_prose.STRUCK: "~~",
    news_prose.TIMES: "*",
    news_prose.SCRIPT: "<",
}
_FLAGS = re.DOTALL | re.UNICODE


class FastInline(Extension):
    """Speeds up the inline stage of the `Markdown` it is given to, where that is still the
    library's own.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        stage = md.treeprocessors["inline"]
        if type(stage) is InlineStage:
            # In place, since extensions may hold on to the stage, and its position among the others
            # is to stay.
            stage.__class__ = _FastInlineStage


class _FastInlineStage(InlineStage):
    """Overrides two private methods by their mangled names, of which no type is known. A library
    without them is no faster, and no less right.
    """

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self._plan = [(pattern, _needs(pattern)) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        plan, at = self._plan, 0
        effort = getattr(self.md, "effort", None)
        while patternIndex < len(plan):
            pattern, needs = plan[patternIndex]
            matched = False
            for need in needs:
                if need in data:
                    if effort:
                        effort.spend(len(data) // 8, data)
                    data, matched, at = apply(pattern, data, patternIndex, at)
                    break
            if not matched:
                patternIndex, at = patternIndex + 1, 0
        return data

    def _InlineProcessor__processPlaceholders(
        self, data: str | None, parent: Element, isText: bool = True
    ) -> list[tuple[Element, list[str]]]:
        if type(data) is not str or INLINE_PLACEHOLDER_PREFIX in data:
            whole = super()._InlineProcessor__processPlaceholders  # type: ignore[misc]
            found: list[tuple[Element, list[str]]] = whole(data, parent, isText)
            return found
        if data and isText:
            parent.text = parent.text + data if parent.text else data
        elif data:
            parent.tail = parent.tail + data if parent.tail else data
        return []


def _needs(pattern: Any) -> tuple[str, ...]:
    """Strings of which one must stand in a text for `pattern` to do anything; the empty one stands
    in every text.
    """
    if (
        not isinstance(pattern, InlineProcessor)
        or type(pattern).getCompiledRegExp is not InlineProcessor.getCompiledRegExp
    ):
        return ("",)
    if type(pattern) is DelimiterProcessor:  # emphasis
        return tuple(pattern.tokens)
    expression = pattern.compiled_re
    return (_NEEDS.get(expression.pattern, ""),) if expression.flags == _FLAGS else ("",)
