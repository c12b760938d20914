"""The words of a piece of HTML: what a reader sees of it, without tags, comments, scripts and the
marks of footnotes.
"""

from ssg.markup.marks import MARK, OPEN
from ssg.markup.tokens import Kind, Token, attribute, tokens, unescape

# What begins a line of its own, so that words on both sides of it are two.
_PARTING = frozenset(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th"
    " tr ul".split()
)


class TextReader:
    """Takes the tokens of some HTML one by one; `parts` are the texts of those it has seen."""

    def __init__(self, text: str):
        self.parts: list[str] = []
        self._html = text
        self._passed_over = ""  # the name of the element of a footnote's mark, while it is open

    def read(self, token: Token) -> None:
        if self._passed_over:
            if token.kind is Kind.END and token.name == self._passed_over:
                self._passed_over = ""
        elif token.kind is Kind.TEXT:
            self.parts.append(self._html[token.start : token.end])
        elif token.name in _PARTING:
            self.parts.append(" ")
        elif token.kind is Kind.START and self._is_note_mark(token):
            self._passed_over = token.name

    def words(self, first: int = 0, more: str = "") -> list[str]:
        """The words of the parts from the one numbered `first` on, and of `more` behind them."""
        text = "".join(self.parts[first:]) + more
        return unescape(MARK.sub("", text) if OPEN in text else text).split()

    def _is_note_mark(self, token: Token) -> bool:
        """Whether a footnote's number, or the arrow back to it, begins here (as Python-Markdown
        writes them).
        """
        if token.name == "sup":
            return attribute(self._html, token, "id").startswith("fnref")
        return token.name == "a" and attribute(self._html, token, "class") == "footnote-backref"


def words(text: str) -> list[str]:
    """The words of some HTML. Inline elements do not part a word, block elements do."""
    reader = TextReader(text)
    for token in tokens(text):
        reader.read(token)
    return reader.words()


def plain_text(text: str) -> str:
    """The words of some HTML on one line."""
    return " ".join(words(text))
