"""Extended XMP (Adobe XMP Specification Part 3, section 1.1.3.1): what of a packet does not fit
into one segment of a JPEG stands in parts in others. The parts come in, the second packet goes out.
"""

import re
from collections.abc import Sequence

from ssg.media.metadata.hardened_xml import LARGEST

_NAMED = re.compile(rb"HasExtendedXMP\s*(?:=\s*[\"']|>)\s*([0-9A-Fa-f]{32})\b")
_NAME, _HEAD = (
    32,
    40,
)  # bytes: its name; and with it the length of the whole and the place of the part
_BROKEN, _TOO_LARGE = ("broken-extended-xmp",), ("too-large-extended-xmp",)


def join_extended(xmp: bytes, parts: Sequence[bytes]) -> tuple[bytes, tuple[str, ...]]:
    """The packet that the main packet `xmp` names, b"" if there is none; and warning words. `parts`
    are segments from their name on, in any order: `broken-extended-xmp` if one is missing,
    contradicts another or is named nowhere, `too-large-extended-xmp` above what is read of any XML.
    """
    named = _NAMED.search(xmp)
    ours = {
        part
        for part in parts
        if named and len(part) > _HEAD and part[:_NAME].upper() == named[1].upper()
    }
    warnings = _BROKEN if named or parts else ()
    lengths = {_number(part, _NAME) for part in ours}
    if len(lengths) != 1:
        return b"", warnings
    if (length := lengths.pop()) > LARGEST:
        return b"", _TOO_LARGE
    whole = bytearray()
    for part in sorted(ours, key=lambda part: _number(part, _NAME + 4)):
        if _number(part, _NAME + 4) != len(whole) or len(whole) + len(part) - _HEAD > length:
            return b"", warnings
        whole += part[_HEAD:]
    if len(whole) != length:
        return b"", warnings
    return bytes(whole), () if len(ours) == len(set(parts)) else _BROKEN


def _number(part: bytes, at: int) -> int:
    return int.from_bytes(part[at : at + 4])
