"""The text of a story, as the catalog keeps it: a checksum, then msgpack.

It is not compressed, which would take 5% of a cold build; caches of CI compress what they keep.
"""

import zlib

import msgspec

from ssg.markup.marks import Body

_CHECKSUM = 4  # bytes
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Body).decode


class DamagedBody(Exception):
    """A text in the catalog is not what was put there."""


def body_blob(body: Body) -> bytes:
    content = _encode(body)
    return zlib.crc32(content).to_bytes(_CHECKSUM) + content


def read_body(blob: bytes) -> Body:
    """What `body_blob` was given. DamagedBody: these are other bytes."""
    content = memoryview(blob)[_CHECKSUM:]
    if zlib.crc32(content).to_bytes(_CHECKSUM) != blob[:_CHECKSUM]:
        raise DamagedBody("a text in the catalog is not what was put there")
    return _decode(content)
