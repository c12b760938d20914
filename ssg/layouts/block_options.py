"""Which options the layout of a block reads: its Jinja source goes in, their names come out.

So a misspelt option can be told from one that is meant.
"""

import re
from collections.abc import Callable

_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_OPTION = re.compile(
    r"""\bblock\.options\b(?:\.get\(\s*["']([\w-]+)["']|\[\s*["']([\w-]+)["']\s*\]|\.(?!(?:get|items|keys|values)\b)(\w+))?"""
)
_PART = re.compile(r"""\{%[-+]?\s*(?:extends|include|import|from)\s+(?:["']([^"']+)["'])?""")
# The block as a whole, such as an argument of a macro: what is read of it then cannot be seen here.
_WHOLE = re.compile(r"""(?<![\w"'-])block\b(?!\.\w)""")
# What ssg itself looks for in the options of a block whose layout shows pictures or stories.
_OURS = {"block.pictures": ("image", "images"), "block.stories": ("stories",)}


def options_read(layout: str, source: Callable[[str], str]) -> tuple[str, ...] | None:
    """The options that `layout` and all that it includes read, sorted; None where that cannot be
    told.

    `source` gives the text of a layout.
    """
    options: set[str] = set()
    waiting, seen = [layout], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        text = _COMMENT.sub("", source(name))
        found = [next(filter(None, match.groups()), "") for match in _OPTION.finditer(text)]
        parts = [match[1] for match in _PART.finditer(text)]
        if _WHOLE.search(text) or not all(found) or not all(parts):
            return None
        waiting += parts
        options |= {
            *found,
            *(option for word, ours in _OURS.items() if word in text for option in ours),
        }
    return tuple(sorted(options))
