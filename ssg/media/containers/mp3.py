"""MP3 audio as its frames (ISO/IEC 11172-3): how long it plays, and copies without the tags around
it.
"""

import re

from ssg.media.formats import BrokenContainer

# kbit/s of layer III, by version 1 and by versions 2 and 2.5; samples a second of version 1.
_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_SAMPLES = (44_100, 48_000, 32_000)
_HEAD = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]")  # may begin a frame of layer III
_MOST_FALSE = 100_000  # heads of frames that are none: sound has some hundreds
_SEARCHED = 65_536  # bytes in which the first frame must begin


def mp3_seconds(content: bytes) -> float:
    """How long it plays: by the number of frames that the encoder noted, else by the rate of the
    first. BrokenContainer if it has no frame.
    """
    start, end = _sound(content)
    rate, samples, per_frame, noted_at = _frame(content, start)
    note = content[noted_at : noted_at + 12]
    if note[:4] in (b"Xing", b"Info") and note[7] & 1:
        return round(int.from_bytes(note[8:12]) * per_frame / samples, 3)
    return round((end - start) * 8 / (rate * 1000), 3)


def cleaned_mp3(content: bytes) -> bytes:
    """The frames alone: tags around and between them (ID3, APE, Lyrics3) can hold names, pictures,
    places and anything else.
    """
    at, end = _sound(content)
    kept, seen = bytearray(), 0
    while at != -1:
        first = at
        while (length := _length(content, at)) and at + length <= end:
            at += length
        kept += content[first:at]
        at, seen = _next_frame(content, max(at, first + 1), end, seen)
    return bytes(kept)


def _next_frame(content: bytes, at: int, end: int, seen: int = 0) -> tuple[int, int]:
    """Where the next frame begins, -1 if none does; and how many heads were looked at, `seen` among
    them.
    """
    while head := _HEAD.search(content, at, end):
        if _is_frame(content, head.start()):
            return head.start(), seen
        at, seen = head.start() + 1, seen + 1
        if seen > _MOST_FALSE:
            raise BrokenContainer("broken-mp3")
    return -1, seen


def _sound(content: bytes) -> tuple[int, int]:
    """Where the frames begin and end."""
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3":  # id3.org/id3v2.4.0-structure section 3.1
        size = 0
        for byte in content[start + 6 : start + 10]:
            size = size << 7 | byte & 127
        start += (
            10 + size + (10 if content[start + 5 : start + 6] and content[start + 5] & 16 else 0)
        )
    if content[end - 128 : end - 125] == b"TAG":
        end -= 128
    if content[end - 32 : end - 24] == b"APETAGEX":
        has_head = content[end - 9] & 128
        end -= int.from_bytes(content[end - 20 : end - 16], "little") + (32 if has_head else 0)
    start, _ = _next_frame(content, start, min(start + _SEARCHED + 2, end))
    if start == -1:
        raise BrokenContainer("no-mp3")
    return start, end


def _is_frame(content: bytes, at: int) -> bool:
    """Whether a frame begins here, and another where it ends."""
    if content[at] != 0xFF:
        return False
    length = _length(content, at)
    return bool(length) and (at + length + 4 > len(content) or bool(_length(content, at + length)))


def _length(content: bytes, at: int) -> int:
    """The bytes of the frame of layer III that begins here; 0 if none does."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or (head[1] >> 3) & 3 == 1:
        return 0
    if head[2] >> 4 in (0, 15) or (head[2] >> 2) & 3 == 3:
        return 0
    rate, samples, per_frame, _ = _frame(content, at)
    return per_frame // 8 * rate * 1000 // samples + ((head[2] >> 1) & 1)


def _frame(content: bytes, at: int) -> tuple[int, int, int, int]:
    """kbit/s, samples a second and samples of the frame at `at`, and where an encoder notes how
    many there are.
    """
    version, is_mono = (content[at + 1] >> 3) & 3, content[at + 3] >> 6 == 3
    samples = _SAMPLES[(content[at + 2] >> 2) & 3] >> {3: 0, 2: 1, 0: 2}[version]
    if version == 3:
        rates, length, side = _RATES[0], 1152, 17 if is_mono else 32
    else:
        rates, length, side = _RATES[1], 576, 9 if is_mono else 17
    return rates[content[at + 2] >> 4], samples, length, at + 4 + side
