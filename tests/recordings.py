"""Makes small video and audio files, part by part, as telephones and editors write them."""

import struct

SECRET = b"+40.7128-074.0060/"  # a place, as telephones write it
_MATRIX = (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_TURNED = (0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)


def box(kind: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I", 8 + len(data)) + kind + data


def long_box(kind: bytes, *parts: bytes) -> bytes:
    """The same with a length of eight bytes."""
    data = b"".join(parts)
    return struct.pack(">I", 1) + kind + struct.pack(">Q", 16 + len(data)) + data


def udta() -> bytes:
    return box(
        b"udta",
        box(b"\xa9xyz", struct.pack(">HH", len(SECRET), 0x15C7), SECRET),
        box(b"\xa9mak", b"\0\5\0\0Apple"),
    )


def track(
    handler: bytes,
    *,
    width: int = 0,
    height: int = 0,
    turned: bool = False,
    chunk: tuple[int, bytes] | None = None,
    more: bytes = b"",
) -> bytes:
    """A `trak` box; `chunk` is where its data stands in the file, in samples of one byte."""
    matrix = struct.pack(">9i", *(_TURNED if turned else _MATRIX))
    tkhd = box(b"tkhd", bytes(40), matrix, struct.pack(">II", width << 16, height << 16))
    at, data = chunk or (0, b"")
    table = box(
        b"stbl",
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, len(data), 1)),
        box(
            b"stsz",
            bytes(4),
            struct.pack(">II", 0, len(data)),
            struct.pack(f">{len(data)}I", *[1] * len(data)),
        ),
        box(b"stco", bytes(4), struct.pack(">II", 1, at)),
    )
    hdlr = box(b"hdlr", bytes(8), handler, bytes(13))
    return box(b"trak", tkhd, box(b"mdia", hdlr, box(b"minf", table if chunk else b"")), more)


def mp4(
    *,
    width: int = 640,
    height: int = 360,
    seconds: float = 83.5,
    turned: bool = False,
    noted: bytes = b"",
    secret: bool = False,
) -> bytes:
    """A video; `noted` is what the camera wrote into a track of its own, and `secret` adds a place
    in every corner where one can stand.
    """
    head = box(b"ftyp", b"isom\0\0\2\0isommp41")
    mdat = box(b"mdat", b"PICTURES", noted, b"SOUND")
    at = len(head) + 16
    mvhd = box(b"mvhd", bytes(12), struct.pack(">II", 1000, round(seconds * 1000)), bytes(80))
    parts = [mvhd]
    if width:
        parts.append(
            track(
                b"vide",
                width=width,
                height=height,
                turned=turned,
                chunk=(at - 8, b"PICTURES"),
                more=udta() if secret else b"",
            )
        )
    parts.append(track(b"soun", chunk=(at + len(noted), b"SOUND")))
    if noted:
        parts.append(track(b"meta", chunk=(at, noted)))
    if secret:
        parts += [udta(), box(b"meta", SECRET)]
    tail = [long_box(b"uuid", bytes(16), SECRET), box(b"free", b"xx")] if secret else []
    return head + mdat + box(b"moov", *parts) + b"".join(tail)


def fragmented(*, noted: bytes = b"", between: bytes = b"", relative: bool = True) -> bytes:
    """A video as browsers record it, in fragments. `noted` is a track of the camera's, `between`
    stands around the samples and in data of its own.
    """

    def numbered(handler: bytes, number: int) -> bytes:
        return track(handler, width=640, height=360).replace(
            b"tkhd" + bytes(16), b"tkhd" + bytes(12) + number.to_bytes(4)
        )

    extends = box(
        b"mvex", *(box(b"trex", struct.pack(">6I", 0, number, 1, 0, 4, 0)) for number in (1, 2))
    )
    mvhd = box(b"mvhd", bytes(12), struct.pack(">II", 1000, 2000), bytes(80))
    made = box(b"ftyp", b"isom\0\0\2\0isomiso5") + box(
        b"moov", mvhd, numbered(b"vide", 1), *([numbered(b"meta", 2)] if noted else []), extends
    )

    def traf(number: int, at: int, head: int, sizes: tuple[int, ...]) -> bytes:
        tfhd = (
            struct.pack(">II", 0x20000, number)
            if relative
            else struct.pack(">IIQ", 1, number, head)
        )
        each = struct.pack(f">{len(sizes)}I", *sizes)
        return box(
            b"traf",
            box(b"tfhd", tfhd),
            box(
                b"trun",
                struct.pack(">IIi", 0x201 if sizes[0] != 4 else 1, len(sizes), at),
                each if sizes[0] != 4 else b"",
            ),
        )

    for sizes in ((3, 5), (4, 4)):

        def fragment(at: int, sizes: tuple[int, ...] = sizes) -> bytes:
            tracks = [
                traf(1, at, len(made), sizes),  # noqa: B023  (called in this turn)
                *([traf(2, at + 8, len(made), (len(noted), 0))] if noted else []),  # noqa: B023
            ]
            return box(b"moof", box(b"mfhd", bytes(8)), *tracks)

        head = fragment(0)
        made += fragment(len(head) + 8 + len(between)) + box(
            b"mdat", between, b"PICTURES", noted, between
        )
    return made + (box(b"mdat", between) if between else b"")


def element(id_: bytes, *parts: bytes, size: bytes = b"") -> bytes:
    """An element of EBML; `size` stands in place of its own length."""
    data = b"".join(parts)
    return id_ + (size or (0x10000000 | len(data)).to_bytes(4)) + data


def webm(
    *,
    width: int = 640,
    height: int = 360,
    seconds: float = 83.5,
    secret: bool = False,
    live: bool = False,
) -> bytes:
    """A video; one that was sent `live` says of no part how long it is."""
    unknown = b"\x01" + b"\xff" * 7 if live else b""
    title = [element(b"\x7b\xa9", SECRET)] if secret else []
    info = element(
        b"\x15\x49\xa9\x66",
        element(b"\x2a\xd7\xb1", (1_000_000).to_bytes(3)),
        element(b"\x44\x89", struct.pack(">d", seconds * 1000)),
        *title,
    )
    video = element(
        b"\xe0", element(b"\xb0", width.to_bytes(2)), element(b"\xba", height.to_bytes(2))
    )
    tracks = element(b"\x16\x54\xae\x6b", element(b"\xae", element(b"\xd7", b"\1"), video))
    cluster = element(
        b"\x1f\x43\xb6\x75",
        element(b"\xe7", b"\0"),
        element(b"\xa3", b"\x81\0\0\x80PICTURES"),
        size=unknown,
    )
    tags = (
        [element(b"\x12\x54\xc3\x67", SECRET * 10), element(b"\x19\x41\xa4\x69", SECRET)]
        if secret
        else []
    )
    return element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm")) + element(
        b"\x18\x53\x80\x67", info, tracks, cluster, *tags, size=unknown
    )


_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG-1 layer III, 128 kbit/s, 44.1 kHz


def mp3(*, frames: int = 100, counted: bool = False, secret: bool = False) -> bytes:
    """Silence; `counted` as encoders of a variable rate note how many frames there are."""
    first = _FRAME[:36] + b"Xing" + struct.pack(">II", 1, frames) + _FRAME[48:] if counted else b""
    id3 = b"ID3\4\0\0" + bytes((0, 0, 0, len(SECRET))) + SECRET if secret else b""
    ape = b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(SECRET), 1, 0) + bytes(8)
    tail = SECRET + ape + b"TAG" + SECRET.ljust(125, b"\0") if secret else b""
    return id3 + first + _FRAME * frames + tail
