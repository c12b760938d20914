"""What kind of picture a file is, by its first bytes and never by its name; and what every
container can hold of words about it.
"""

import msgspec

SVG = "image/svg+xml"
HEIC = "image/heic"
TIFF = "image/tiff"
_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": HEIC,
    b"heix": HEIC,
    b"hevc": HEIC,
    b"mif1": HEIC,
    b"msf1": HEIC,
}
_SUFFIXES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpe": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": SVG,
    "tif": TIFF,
    "tiff": TIFF,
    "heic": HEIC,
    "heif": HEIC,
}


# Of one file: a real one has some hundreds, and a hostile one may not keep us for minutes
MOST_PARTS = 200_000


class BrokenContainer(Exception):
    """The parts of a file do not fit together; the message is a warning word such as
    `truncated-jpeg`.
    """


class Blocks(msgspec.Struct, frozen=True, kw_only=True):
    """The raw blocks of metadata in a picture: an XMP packet and the one that continues it, IIM
    records, EXIF (TIFF), an ICC profile; whether it has Content Credentials (C2PA specification,
    annex A.3: where each kind of file keeps its manifest).
    """

    xmp: bytes = b""
    extended_xmp: bytes = b""
    iim: bytes = b""
    exif: bytes = b""
    icc: bytes = b""
    has_credentials: bool = False
    pages: int = 1
    warnings: tuple[str, ...] = ()


def sniff(head: bytes) -> str:
    """The MIME type of a picture by its first kilobytes; "" if it is none that we know."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] in (b"II*\0", b"MM\0*"):
        return TIFF
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return SVG if _is_svg(head) else ""


def named_kind(name: str) -> str:
    """The MIME type that the suffix of a file's name promises; "" if it promises no picture."""
    return _SUFFIXES.get(name.rpartition(".")[2].lower(), "")


def _by_brand(head: bytes) -> str:
    """ISO base media: the major brand, else the first compatible one that we know ("mif1" alone
    says only that it is a picture).
    """
    size = min(int.from_bytes(head[:4]), 256, len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    known = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    return "image/avif" if "image/avif" in known else next(iter(known), "")


def _is_svg(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and (b"<svg" in start or b":svg" in start)
