"""Photoshop's image resources (Adobe Photoshop File Formats, "Image Resources Section"): the
envelope that IIM records travel in.
"""

_SIGNATURES = (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR")
_IIM = 0x0404


def find_iim(resources: bytes) -> tuple[bytes, bool]:
    """The IIM records among the resources (b"" if there are none), and whether the resources are
    broken.
    """
    at, size = 0, len(resources)
    while at + 12 <= size:
        if resources[at : at + 4] not in _SIGNATURES:
            return b"", any(resources[at:])
        name = 1 + resources[at + 6]
        start = at + 6 + name + name % 2 + 4
        length = int.from_bytes(resources[start - 4 : start])
        if int.from_bytes(resources[at + 4 : at + 6]) == _IIM:
            return resources[start : start + length], start + length > size
        at = start + length + length % 2
    return b"", at > size


def pack_iim(iim: bytes) -> bytes:
    """IIM records as the one resource of a block."""
    return (
        b"8BIM" + _IIM.to_bytes(2) + b"\0\0" + len(iim).to_bytes(4) + iim + b"\0" * (len(iim) % 2)
    )
