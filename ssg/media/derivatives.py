"""Decides which files are made of a picture: what is inside it and the settings come in, names,
sizes and crops go out.

Pure: no pixel is touched.
"""

import hashlib
import posixpath

import msgspec

from ssg.config.pictures import PictureSettings
from ssg.media.formats import SVG
from ssg.model.file_metadata import RightsMetadata
from ssg.model.probe import Probe
from ssg.text.urls import slugify
from ssg.versions import picture_versions

# Raised when our own code makes other bytes of the same orders, so that names change with them
ENGINE = 2
_SUFFIXES = {
    "image/avif": "avif",
    "image/webp": "webp",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    SVG: "svg",
}
_KINDS = {suffix: kind for kind, suffix in _SUFFIXES.items()}
_LONGEST_SIDE = {
    "image/webp": 16_383,
    "image/avif": 16_384,
}  # RFC 9649 section 3; the encoder's own limit
_LONGEST_NAME = 80
Box = tuple[int, int, int, int]


class Derivative(msgspec.Struct, frozen=True, kw_only=True):
    """A file to make of a picture. `width` and `height` are of the result, in pixels; None for a
    drawing without a size of its own.

    `role` is "responsive" (the whole picture at a width), "crop" (with `box`: left, top, width,
    height in the upright original) or "copy" (an animation or a drawing, as it is but for its
    metadata).
    """

    name: str
    kind: str
    role: str = "responsive"
    width: int | None
    height: int | None
    box: Box | None = None
    quality: int = 0
    effort: int = 0


def plan_derivatives(
    probe: Probe,
    settings: PictureSettings,
    *,
    name: str,
    rights: RightsMetadata,
    focal: tuple[float, ...] = (),
) -> tuple[Derivative, ...]:
    """The files to make of a picture called `name`. None is larger than the picture; none at all
    are made of one with a problem.

    `focal` is the point that crops keep, x and y in per cent; the middle without it. Names hold a
    digest of the picture's bytes, the settings, the rights, the point and the versions of libvips
    and Pillow: another of these is another name, so that every file may be cached for ever.
    """
    if probe.problem or not probe.kind:
        return ()
    stem = f"{_stem(name)}-{_digest(probe, settings, rights, focal)}"
    if probe.kind == SVG or probe.is_animated:
        file = f"{stem}.{_SUFFIXES[probe.kind]}"
        return (
            Derivative(
                name=file, kind=probe.kind, role="copy", width=probe.width, height=probe.height
            ),
        )
    return (*_responsive(probe, settings, stem), *_crops(probe, settings, stem, focal))


def wanted_derivatives(
    probe: Probe,
    settings: PictureSettings,
    *,
    name: str,
    rights: RightsMetadata,
    focal: tuple[float, ...],
    crops: bool,
) -> tuple[Derivative, ...]:
    """The files that a site publishes beside the original: none of a drawing, an animation or a
    picture no wider than the smallest width.

    Only `crops` depend on the focal point, so that stories with points of their own share the
    others.
    """
    if not is_resized(probe, settings):
        return ()
    whole = plan_derivatives(probe, settings, name=name, rights=rights)
    found = [item for item in whole if item.role == "responsive"]
    if crops:
        around = (
            plan_derivatives(probe, settings, name=name, rights=rights, focal=focal)
            if focal
            else whole
        )
        found += [item for item in around if item.role == "crop"]
    return tuple(found)


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
            role="crop",
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
    probe: Probe, settings: PictureSettings, rights: RightsMetadata, focal: tuple[float, ...]
) -> str:
    settings = msgspec.structs.replace(settings, originals=False)  # it changes no file's bytes
    said = msgspec.json.encode((ENGINE, picture_versions(), probe.digest, settings, rights, focal))
    return hashlib.blake2b(said, digest_size=6).hexdigest()
