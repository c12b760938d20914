"""XML from strangers as a small tree. No declarations of entities, so nothing explodes, and nothing
is ever fetched; bounded in size, depth and elements.
"""

from xml.parsers import expat

import msgspec

LARGEST = 8_000_000
_DEEPEST, _MOST_ELEMENTS, _MOST_NAMED = (
    100,
    100_000,
    40_000_000,
)  # the last: letters of all names with their namespaces


class HardenedXmlError(Exception):
    """The XML is refused; the message is a word: `broken`, `with-dtd`, `too-large`."""


class Element(msgspec.Struct, kw_only=True, gc=True):
    """An element: its namespace and name, attributes by "namespace name" (or "name"), and what is
    in it: elements and text.
    """

    namespace: str
    name: str
    attributes: dict[str, str]
    content: list["Element | str"] = []

    @property
    def elements(self) -> list["Element"]:
        return [item for item in self.content if isinstance(item, Element)]

    @property
    def text(self) -> str:
        """The text directly in it."""
        return "".join(item for item in self.content if isinstance(item, str))


def parse_xml(text: bytes, *, named_doctype: bool = False) -> Element:
    """The root element. HardenedXmlError if it is not well formed, has a document type, or is too
    large or deep.

    With `named_doctype` a document type that only names a DTD elsewhere may stand there: it is not
    read.
    """
    if len(text) > LARGEST:
        raise HardenedXmlError("too-large")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations if named_doctype else _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.characters
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise HardenedXmlError("broken") from None
    if builder.root is None:
        raise HardenedXmlError("broken")
    return builder.root


def _refuse_doctype(*_: object) -> None:
    raise HardenedXmlError("with-dtd")


def _refuse_declarations(
    _name: str, _system: str | None, _public: str | None, has_declarations: bool
) -> None:
    if has_declarations:
        raise HardenedXmlError("with-dtd")


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = self.named = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        # A namespace is written once and stands in front of each name that is of it.
        self.named += len(name) + sum(map(len, attributes))
        if self.count > _MOST_ELEMENTS or self.named > _MOST_NAMED or len(self.open) >= _DEEPEST:
            raise HardenedXmlError("too-large")
        namespace, _, local = name.rpartition(" ")
        element = Element(namespace=namespace, name=local, attributes=attributes)
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(text)
