"""Decides which files are made of a picture: what is inside it and the settings come in, names,
sizes and crops go out.

Pure: no pixel is touched.
"""

import hashlib
import math
import posixpath

import msgspec

from ssg.config.pictures import PictureSettings
from ssg.media.formats import SVG
from ssg.model.file_metadata import RightsMetadata
from ssg.model.probe import Probe
from ssg.model.resolved import Box, Derivative
from ssg.text.urls import slugify
from ssg.versions import picture_versions

# Raised when our own code makes other bytes of the same orders, so that names change with them
ENGINE = 2
_SUFFIXES = {
    "image/avif": "avif",
    "image/webp": "webp",
    "image/jpeg": "jpg",
    "image/png": "png",
}
_KINDS = {suffix: kind for kind, suffix in _SUFFIXES.items()}
_LONGEST_SIDE = {
    "image/webp": 16_383,
    "image/avif": 16_384,
}  # RFC 9649 section 3; the encoder's own limit
_LONGEST_NAME = 80


def plan_derivatives(
    probe: Probe,
    settings: PictureSettings,
    *,
    name: str,
    rights: RightsMetadata,
    focal: tuple[float, ...] = (),
    crops: bool = True,
) -> tuple[Derivative, ...]:
    """The files to make of a picture called `name`: the one place that decides how they are called.
    None is larger than the picture; none at all are made where `is_resized` says so.

    `focal` is the point that crops keep, x and y in per cent; the middle without it. Names hold a
    digest of the picture's bytes, the settings, the rights and the versions of libvips and Pillow:
    another of these is another name, so that every file may be cached for ever. Those of crops hold
    the point, too, so that stories with points of their own share the other files.
    """
    if not is_resized(probe, settings):
        return ()
    stem = _stem(name)
    whole = f"{stem}-{_digest(probe, settings, rights)}"
    made = _responsive(probe, settings, whole)
    if crops:
        around = f"{stem}-{_digest(probe, settings, rights, focal)}" if focal else whole
        made += _crops(probe, settings, around, focal)
    return tuple(made)


def decoded_width(probe: Probe, settings: PictureSettings) -> int:
    """How wide a picture must be decoded for any file that may be made of it, crops too: so a file
    has the same bytes, whichever others are made with it.
    """
    if not is_resized(probe, settings):
        return 0
    full = probe.width or 1
    scales = [min(width, full) / full for width in settings.widths]
    scales += [crop.width / crop.box[2] for crop in _crops(probe, settings, "", ()) if crop.box]
    return min(full, max(1, math.ceil(full * max(scales))))


def is_resized(probe: Probe, settings: PictureSettings) -> bool:
    """Whether files of other widths stand for a picture, so that pages need no original."""
    return bool(
        settings.widths
        and not probe.problem
        and probe.is_picture
        and probe.kind != SVG
        and not probe.is_animated
        and (probe.width or 0) > min(settings.widths)
    )


def crop_box(width: int, height: int, ratio: tuple[int, int], focal: tuple[float, ...] = ()) -> Box:
    """The largest box of this ratio in a picture, as near to the focal point (per cent) as the
    edges allow: left, top, width, height.
    """
    wide, high = ratio
    box_width = min(width, max(1, round(height * wide / high)))
    box_height = min(height, max(1, round(width * high / wide)))
    x, y = focal if len(focal) == 2 else (50.0, 50.0)
    left = round(width * x / 100 - box_width / 2)
    top = round(height * y / 100 - box_height / 2)
    return (
        max(0, min(left, width - box_width)),
        max(0, min(top, height - box_height)),
        box_width,
        box_height,
    )


def _responsive(probe: Probe, settings: PictureSettings, stem: str) -> list[Derivative]:
    width, height = probe.width or 1, probe.height or 1
    widths = {min(wanted, width) for wanted in settings.widths}
    plain = (
        "image/png" if probe.has_alpha or probe.kind in ("image/png", "image/gif") else "image/jpeg"
    )
    found = []
    for wide in sorted(widths):
        high = max(1, round(height * wide / width))
        for kind in (*(_KINDS[name] for name in settings.formats), plain):
            if max(wide, high) <= _LONGEST_SIDE.get(kind, 65_535):
                quality, effort = _quality(kind, settings)
                file = f"{stem}-{wide}.{_SUFFIXES[kind]}"
                found.append(
                    Derivative(
                        name=file,
                        kind=kind,
                        width=wide,
                        height=high,
                        quality=quality,
                        effort=effort,
                    )
                )
    return found


def _crops(
    probe: Probe, settings: PictureSettings, stem: str, focal: tuple[float, ...]
) -> list[Derivative]:
    found = []
    for ratio in settings.crops:
        box = crop_box(probe.width or 1, probe.height or 1, ratio, focal)
        width = min(box[2], settings.crop_width)
        height = max(1, round(width * box[3] / box[2]))
        file = f"{stem}-{ratio[0]}x{ratio[1]}.jpg"
        crop = Derivative(
            name=file,
            kind="image/jpeg",
            width=width,
            height=height,
            box=box,
            quality=settings.jpeg_quality,
        )
        found.append(crop)
    return found


def _quality(kind: str, settings: PictureSettings) -> tuple[int, int]:
    known = {
        "image/avif": (settings.avif_quality, settings.avif_effort),
        "image/webp": (settings.webp_quality, settings.webp_effort),
        "image/jpeg": (settings.jpeg_quality, 0),
    }
    return known.get(kind, (0, 0))


def _stem(name: str) -> str:
    base = posixpath.basename(name)
    return slugify(base.rpartition(".")[0] or base)[:_LONGEST_NAME].strip("-") or "picture"


def _digest(
    probe: Probe,
    settings: PictureSettings,
    rights: RightsMetadata,
    focal: tuple[float, ...] = (),
) -> str:
    settings = msgspec.structs.replace(settings, originals=False)  # it changes no file's bytes
    said = msgspec.json.encode((ENGINE, picture_versions(), probe.digest, settings, rights, focal))
    return hashlib.blake2b(said, digest_size=6).hexdigest()
