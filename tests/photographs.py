"""Small pictures made by code, for the tests of ssg.media: any kind, with any blocks of metadata,
whole or damaged.
"""

import io
import shutil
import struct
import subprocess
from pathlib import Path

from PIL import Image

CREDIT_XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  photoshop:Credit="AP" photoshop:City="Port Alder" exif:GPSLatitude="48,13.5N">
<dc:creator><rdf:Seq><rdf:li>Ines Kessler</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="de">alle</rdf:li>
<rdf:li xml:lang="x-default">Copyright 2025 AP</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt>
<rdf:li xml:lang="x-default">Ferries at &lt;rest&gt;.</rdf:li>
</rdf:Alt></dc:description>
<xmpRights:UsageTerms><rdf:Alt>
<rdf:li xml:lang="x-default">No resale</rdf:li>
</rdf:Alt></xmpRights:UsageTerms>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def photograph(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture with edges and slopes in it, the same each time."""
    slope = Image.linear_gradient("L").resize((width, height))
    other = Image.radial_gradient("L").resize((width, height))
    image = Image.merge("RGB", (slope, other, slope.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))
    image.paste((250, 240, 20), (width // 4, height // 4, width // 2, height // 2))
    return image.convert(mode)


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg_with(
    *segments: tuple[int, bytes], image: Image.Image | None = None, **options: object
) -> bytes:
    """A JPEG with these segments (marker, data) right behind its beginning."""
    data = encoded(image or photograph(), "JPEG", **options)
    added = b"".join(
        bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body for marker, body in segments
    )
    return data[:2] + added + data[2:]


def xmp_segment(packet: bytes) -> tuple[int, bytes]:
    return 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet


def iim_segment(*records: tuple[int, int, bytes]) -> tuple[int, bytes]:
    iim = b"".join(
        bytes((0x1C, record, number)) + len(data).to_bytes(2) + data
        for record, number, data in records
    )
    padded = iim + b"\0" * (len(iim) % 2)
    return 0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(iim).to_bytes(4) + padded


def camera_exif(orientation: int = 1) -> bytes:
    """What a camera writes: artist, serial number, owner, place, a maker's note."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x8298] = orientation, "Ana Ruiz; Li Wei", "(c) Ana Ruiz"
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8769).update(
        {
            0x9003: "2025:11:03 08:15:00",
            0xA430: "SecretOwner",
            0xA431: "SecretSerial",
            0x927C: b"SecretNote",
        }
    )
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 13.0, 5.0)})
    return exif.tobytes()


def png_bomb(width: int, height: int) -> bytes:
    """The head of a PNG that claims to be this large, and hardly any data."""
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def has_exiftool() -> bool:
    return shutil.which("exiftool") is not None


def exiftool(path: Path) -> dict[str, str]:
    """All tags that ExifTool finds outside of the file itself, by "group:name"."""
    done = subprocess.run(
        ["exiftool", "-G1", "-s", "-a", "-u", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = {}
    for line in done.stdout.splitlines():
        group, _, rest = line.partition("]")
        name, _, value = rest.partition(":")
        if group.strip("[ ") not in ("ExifTool", "System"):
            found[f"{group.strip('[ ')}:{name.strip()}"] = value.strip()
    return found
