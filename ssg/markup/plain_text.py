"""The words of a piece of HTML: what a reader sees of it, without tags, comments, scripts and the
marks of footnotes.
"""

import re

from ssg.markup.marks import MARK, OPEN
from ssg.markup.tokens import Kind, Token, attribute, tokens, unescape

# What begins a line of its own, so that words on both sides of it are two.
_PARTING = frozenset(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th"
    " tr ul".split()
)

_UNSPACED_LANGUAGES = frozenset("zh cmn yue wuu nan hak lzh ja th lo my km".split())
# Han, kana, bopomofo. (No compiled pattern: to compile it takes 5 ms, which few sites need.)
_IDEOGRAPHS = (
    "[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af]"
)
# Thai, Lao, Burmese, Khmer: runs with their marks, and the letters in them
_RUNS = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1780-\u17d3]+")
_LETTERS = re.compile(
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a"
    "\u103f\u1780-\u17b3]"
)
_LETTERS_A_WORD = 4


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


def is_unspaced(lang: str) -> bool:
    """Whether a language is written without spaces between its words."""
    return lang.partition("-")[0].lower() in _UNSPACED_LANGUAGES


def count_unspaced(text: str) -> int:
    """How many words some HTML in such a language has. Each letter of Chinese and Japanese counts
    as one, and four letters of Thai, Lao, Burmese or Khmer do; other words in between as they are.
    """
    line = plain_text(text)
    count = len(re.findall(_IDEOGRAPHS, line))
    count += sum(-(-len(_LETTERS.findall(run)) // _LETTERS_A_WORD) for run in _RUNS.findall(line))
    others = _RUNS.sub(" ", re.sub(_IDEOGRAPHS, " ", line)).split()
    return count + sum(any(map(str.isalnum, word)) for word in others)


def plain_text(text: str) -> str:
    """The words of some HTML on one line."""
    return " ".join(words(text))
