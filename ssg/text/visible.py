"""Text of other people, made visible: what could steer a terminal, break a line or hide itself is
shown by its number, never obeyed.
"""

import re

# C0, DEL and C1; what breaks lines or cannot be encoded; and the invisible marks that reorder or
# hide text ("Trojan Source", CVE-2021-42574). Joiners and the marks of ordinary right-to-left text
# stay as they are.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def printable(text: str) -> str:
    """The text on one line, with every character that could steer a terminal or hide itself as
    \\x1b or \\u202e.
    """
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_escape, text)


def printable_json(text: str) -> str:
    """JSON with the same characters as JSON itself escapes them; its own line breaks stay."""
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
