"""Text to YAML that every reader takes for that text."""

import json
import re

# A text that YAML and every editor take as it is. Anything else is quoted.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;()/?!$&'’“”–—-]*[\w.)?!”’])?")
_NOT_TEXT = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


def yaml_text(text: str) -> str:
    """Text as a YAML value: plain where every reader of YAML takes it for this text, else in double
    quotes (YAML 1.2, 7.3.1).
    """
    return (
        text
        if not text or (_PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT)
        else quoted_text(text)
    )


def quoted_text(text: str) -> str:
    """Text in double quotes: good inside of brackets too, where a comma ends a plain text."""
    return "".join(
        c if c.isprintable() or c in "\u200c\u200d" else _escaped(c)
        for c in json.dumps(text, ensure_ascii=False)
    )


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
