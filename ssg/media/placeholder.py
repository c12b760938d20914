"""A tiny picture to show, blurred, until the real one is there: a file comes in, a data URI goes
out.
"""

import base64
import io

from ssg.media.quiet import quietly
from ssg.model.probe import Probe

_SIZE = (16, 64)
_MOST_PIXELS = 50_000_000  # a larger one is decoded at a part of its size, or not at all
_ORDINARY = ("RGB", "L", "P", "CMYK", "YCbCr")


def placeholder(content: bytes, probe: Probe) -> str:
    """Some sixteen pixels of a picture, about 150 bytes; "" for a drawing, an animation, and where
    readers could see through it.
    """
    if probe.problem or not probe.width or not probe.height or probe.is_animated or probe.has_alpha:
        return ""
    if probe.width * probe.height > _MOST_PIXELS and probe.kind != "image/jpeg":
        return ""
    from PIL import Image, ImageOps  # only builds that meet a new picture need it

    try:
        with quietly():
            with Image.open(io.BytesIO(content)) as image:
                image.draft("RGB", (64, 64))
                if image.mode not in _ORDINARY:
                    return ""
                tiny = ImageOps.exif_transpose(image).convert("RGB")
            tiny.thumbnail(_SIZE)
            out = io.BytesIO()
            tiny.save(out, "WEBP", quality=20, method=4)
    except (
        Exception
    ):  # a file that was read a moment ago may be odd in ways that show only now; it can do without
        return ""
    return f"data:image/webp;base64,{base64.b64encode(out.getvalue()).decode()}"
