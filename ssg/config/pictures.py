"""What site.yaml says of pictures: how wide, in which formats and how good their files are made."""

import msgspec

from ssg.source.fields import Field, Flag, Integer, ListOf, OneOf, Record


class PictureSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a site wants of each picture (`originals` says that those are published too): `widths`
    in pixels, `formats` beside JPEG or PNG, the best first, and `crops` as ratios.

    Crops are for those who ask for a shape of their own (search engines, networks), at most
    `crop_width` wide. Qualities are those of the encoders. AVIF and WebP are made with little
    effort: more saves 2 and 7 per cent of the bytes, and doubles the time.
    """

    widths: tuple[int, ...] = (400, 800, 1200, 1600, 2400)
    formats: tuple[str, ...] = ("avif", "webp")
    crops: tuple[tuple[int, int], ...] = ((16, 9), (4, 3), (1, 1))
    crop_width: int = 1200
    jpeg_quality: int = 80
    webp_quality: int = 78
    avif_quality: int = 55
    webp_effort: int = 2
    avif_effort: int = 0
    originals: bool = False


PICTURES = Record(
    {
        "widths": Field(
            ListOf(Integer(16, 10_000)),
            "widths in pixels that are made of each picture; `[]` makes none",
        ),
        "formats": Field(
            ListOf(OneOf("avif", "webp"), split=True), "formats beside JPEG or PNG, the best first"
        ),
        "jpeg_quality": Field(Integer(1, 100), "quality of JPEG files"),
        "webp_quality": Field(Integer(1, 100), "quality of WebP files"),
        "avif_quality": Field(Integer(1, 100), "quality of AVIF files"),
        "originals": Field(
            Flag(), "whether originals are published to which no story links, in full size"
        ),
    },
    PictureSettings,
    noun="picture settings",
)
