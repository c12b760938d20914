"""Smart punctuation in the element tree of one conversion, as a Python-Markdown extension."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ssg.markup.typography import SEAM, VERBATIM, typesetter


class Typography(Extension):
    """Python-Markdown extension: `smarten` for a whole story, in `md.lang` where that is set, else
    in `lang`.

    A quotation may span inline elements. Code (raw HTML too), autolinks and attribute values are
    left alone, and a backslash keeps a quote, hyphen or dot as it was typed.
    """

    def __init__(self, **kwargs: object) -> None:
        self.config = {"lang": ["en", "BCP 47 tag of the language whose marks are set"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        # After attr_list (8), which has yet to read the straight quotes of {: title="…" }, and abbr
        # (7); before toc (5), which copies the headings, and unescape (0), which forgets what was
        # escaped.
        md.treeprocessors.register(_TreeTypesetter(md, self.getConfig("lang")), "typography", 6)
        md.ESCAPED_CHARS.extend(mark for mark in "\"'" if mark not in md.ESCAPED_CHARS)


class _TreeTypesetter(Treeprocessor):
    """Sets the texts of a block as one string, so that what is around an inline element is known.

    A slot is (element, "text" or "tail", text); the element is None where the text only stands for
    something.
    """

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: Element) -> None:
        self.smarten = typesetter(
            getattr(self.md, "lang", None) or self.lang, self.md.htmlStash.rawHtmlBlocks
        )
        self.blocks = frozenset(self.md.block_level_elements) | {"caption"}
        self._set_block(root)

    def _set_block(self, element: Element) -> None:
        if len(element):
            slots: list[_Slot] = []
            self._collect(element, slots)
            if slots:
                self._set(slots)
        elif type(text := element.text) is str:  # an AtomicString is not
            element.text = self.smarten(text)

    def _collect(self, element: Element, slots: list["_Slot"]) -> None:
        """Add the texts of `element` that belong to the block in `slots`; set blocks inside it."""
        blocks = self.blocks
        if text := element.text:
            slots.append((element, "text", text) if type(text) is str else _A_WORD)
        for child in element:
            tag = child.tag
            if tag in blocks:
                if slots:
                    self._set(slots)
                if tag not in VERBATIM:
                    self._set_block(child)
            elif tag in VERBATIM or tag == "img":
                slots.append(_A_WORD)
            elif tag == "br":
                slots.append(_A_BREAK)
            elif not callable(tag):  # a comment's is a function
                self._collect(child, slots)
            if (tail := child.tail) and tail != "\n":
                slots.append((child, "tail", tail) if type(tail) is str else _A_WORD)

    def _set(self, slots: list["_Slot"]) -> None:
        parts = self.smarten(SEAM.join([text for _, _, text in slots])).split(SEAM)
        for (element, attribute, text), part in zip(slots, parts, strict=True):
            if element is not None and part != text:
                setattr(element, attribute, part)
        slots.clear()


_Slot = tuple[Element | None, str, str]
_A_WORD: _Slot = (None, "", "x")  # code, an autolink, a picture
_A_BREAK: _Slot = (None, "", "\n")
