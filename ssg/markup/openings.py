"""Where a story's text begins to speak: the place in its HTML at which a dateline is set."""

from ssg.markup.marks import MARK, OPEN
from ssg.markup.tokens import VOID, Kind, tokens

# A paragraph in one of these is still a paragraph of the story; one in a quote or a list is not.
_FRAMES = frozenset("article div main p section".split())
# What stands beside the story: its words do not begin it.
_BESIDE = frozenset("aside figure nav audio video picture iframe object details noscript".split())


def opening_place(html: str) -> int | None:
    """The offset behind the start tag of the paragraph that a story opens with; None where it opens
    with something else, such as a heading or a list. Pictures and newsroom blocks in front of the
    paragraph are passed over.
    """
    first = html[3:4]
    if html[:3] == "<p>" and first not in ("", "<", OPEN) and not first.isspace():  # most stories
        return 3
    open_names: list[str] = []
    blocks = 0
    paragraph: int | None = None
    for token in tokens(html):
        if token.kind is Kind.START and token.name not in VOID:
            open_names.append(token.name)
            paragraph = token.end if token.name == "p" else paragraph
        elif token.kind is Kind.END and token.name in open_names:
            while open_names.pop() != token.name:
                pass
        elif token.kind is Kind.TEXT:
            has_words, blocks = _words_outside_blocks(html[token.start : token.end], blocks)
            if has_words and not _BESIDE.intersection(open_names):
                is_ours = "p" in open_names and _FRAMES.issuperset(
                    open_names[: open_names.index("p")]
                )
                return paragraph if is_ours else None
    return None


def _words_outside_blocks(text: str, blocks: int) -> tuple[bool, int]:
    """Whether a piece of text has words that stand in no newsroom block, and how many blocks are
    open behind it; `blocks` are open before it.
    """
    first, *rest = MARK.split(text)
    has_words = blocks == 0 and bool(first.strip())
    for name, piece in zip(rest[::2], rest[1::2], strict=True):
        blocks += {"B": 1, "/": -1}.get(name[:1], 0)
        has_words |= blocks == 0 and bool(piece.strip())
    return has_words, blocks
