"""Drawings from strangers (SVG 1.1 and 2): keeps shapes, text, gradients and filters.
Scripts, handlers and everything from elsewhere goes."""

import base64
import re
from collections.abc import Callable
from html import escape

from ssg.media.formats import BrokenContainer
from ssg.media.metadata.hardened_xml import Element, HardenedXmlError, parse_xml

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
# What may be written. No script, foreignObject, a, image of elsewhere, animation (it can set an
# address), view or metadata.
_ELEMENT_NAMES = """
    svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon text
    tspan textPath linearGradient radialGradient stop pattern clipPath mask marker image filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_ATTRIBUTE_NAMES = """
    id class x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy fr width height viewBox preserveAspectRatio
    version d points pathLength transform rotate offset href style role lang fill fill-opacity
    fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset opacity color color-interpolation color-interpolation-filters
    display visibility overflow clip-path clip-rule mask filter marker-start marker-mid marker-end
    markerWidth markerHeight markerUnits orient refX refY paint-order vector-effect shape-rendering
    text-rendering image-rendering mix-blend-mode isolation pointer-events font-family font-size
    font-style font-variant font-weight font-stretch letter-spacing word-spacing text-anchor
    text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode direction
    textLength lengthAdjust startOffset method spacing gradientUnits gradientTransform spreadMethod
    stop-color stop-opacity patternUnits patternContentUnits patternTransform clipPathUnits
    maskUnits maskContentUnits mask-type filterUnits primitiveUnits in in2 result mode type values
    tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 order kernelMatrix divisor
    bias targetX targetY edgeMode preserveAlpha kernelUnitLength surfaceScale diffuseConstant
    specularConstant specularExponent scale xChannelSelector yChannelSelector azimuth elevation z
    pointsAtX pointsAtY pointsAtZ limitingConeAngle flood-color flood-opacity lighting-color
    stdDeviation radius baseFrequency numOctaves seed stitchTiles aria-label aria-labelledby
    aria-describedby aria-hidden
"""
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_SAME_FILE = re.compile(r"#[^\s\"'()\\<>]+")
_PIXELS = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)")
_SAME_FILE_URL = re.compile(r"(?<![\w-])url\(\s*+(['\"]?)#[^\s\"'()\\<>{};@*]+\1\s*+\)", re.I)
# In CSS these reach out or run: an escape hides a word, a comment parts one.
_CSS_DANGER = re.compile(
    r"\\|/\*|@|expression|javascript|behavior|-moz-binding|image\(|image-set|src\(|https?:|//", re.I
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_NESTED = r"(?:[^{}]*\{[^{}]*\})*[^{}]*"
_RULE = re.compile(
    rf"(?P<media>\s*@media\s[\w\s():,.-]*)\{{(?P<rules>{_NESTED})\}}"
    rf"|(?P<plain>[^{{}}@;]+\{{[^{{}}]*\}})|[^{{}};]*(?:;|\{{{_NESTED}\}})",
    re.I,
)
_LONGEST_STYLE = 4_000
_MOST_PICTURES = 200  # inside of one drawing; each may be packed a thousandfold
Clean = Callable[[bytes], bytes | None]


def clean_svg(content: bytes, *, xmp: bytes = b"", clean_picture: Clean = lambda _: None) -> bytes:
    """The drawing as UTF-8 with only harmless parts, and the rights as its metadata.
    BrokenContainer if it is no SVG that we read.

    Pictures inside it go through `clean_picture`: a photo of a telephone says where it was taken
    there, too. One for which it gives None is left out.
    """
    try:
        root = parse_xml(content, named_doctype=True)
    except HardenedXmlError as error:
        raise BrokenContainer(f"{error}-svg") from None
    if root.name != "svg" or root.namespace not in (_SVG, ""):
        raise BrokenContainer("broken-svg")
    if _pictures(root) > _MOST_PICTURES:
        raise BrokenContainer("too-large-svg")
    written: list[str] = []
    _write(root, written, root.namespace, clean_picture, metadata=_packet(xmp))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(written) + "\n").encode()


def _pictures(element: Element) -> int:
    return (element.name == "image") + sum(map(_pictures, element.elements))


def _write(
    element: Element, written: list[str], namespace: str, clean_picture: Clean, metadata: str = ""
) -> None:
    attributes = dict(
        filter(
            None, (_attribute(element, name, value) for name, value in element.attributes.items())
        )
    )
    if element.name == "image" and (pixels := _PIXELS.fullmatch(attributes.get("href", ""))):
        if (cleaned := _cleaned_pixels(pixels, clean_picture)) is None:
            del attributes["href"]
        else:
            attributes["href"] = cleaned
    if metadata or element.name == "svg":
        attributes = {"xmlns": _SVG} | attributes
    opening = f"<{element.name}" + "".join(
        f' {name}="{escape(value)}"' for name, value in attributes.items()
    )
    inside: list[str] = [metadata]
    for item in element.content:
        if isinstance(item, str):
            inside.append(escape(item, quote=False))
        elif item.namespace == namespace and item.name == "style" and not item.elements:
            sheet = _harmless_sheet(_COMMENT.sub(" ", item.text))
            inside.append(f"<style>{escape(sheet, quote=False)}</style>" if sheet else "")
        elif item.namespace == namespace and item.name in _ELEMENTS:
            _write(item, inside, namespace, clean_picture)
    body = "".join(inside)
    written.append(f"{opening}>{body}</{element.name}>" if body else f"{opening}/>")


def _attribute(element: Element, name: str, value: str) -> tuple[str, str] | None:
    """The attribute as it may stay, or None."""
    namespace, _, local = name.rpartition(" ")
    if namespace == _XML:
        return (f"xml:{local}", value) if local in ("lang", "space") else None
    if namespace == _XLINK:
        name = local if local == "href" else ""
    if name not in _ATTRIBUTES:
        return None
    if name == "href":
        value = value.strip()
        allowed = _SAME_FILE.fullmatch(value) or (
            element.name == "image" and _PIXELS.fullmatch(value)
        )
        return (name, value) if allowed else None
    if name == "style":
        return (name, style) if (style := _harmless_style(value)) else None
    return (name, value) if _is_harmless(value) else None


def _cleaned_pixels(address: re.Match[str], clean_picture: Clean) -> str | None:
    """A picture as a data URI, cleaned; None if it cannot be."""
    try:
        cleaned = clean_picture(base64.b64decode(address[1]))
    except ValueError:
        cleaned = None
    return (
        f"{address[0].partition(',')[0]},{base64.b64encode(cleaned).decode()}" if cleaned else None
    )


def _harmless_sheet(text: str) -> str:
    """The rules of a style sheet that reach for nothing: no address, no escape, and no @ rule but
    plain @media.
    """
    kept, at = [], 0
    while rule := _RULE.match(text, at):
        at = rule.end()
        if rule["media"]:
            query = rule["media"].strip()
            inside = _harmless_sheet(rule["rules"]) if _is_harmless(query[1:]) else ""
            kept.append(f"{query}{{{inside}}}" if inside else "")
        elif rule["plain"] and _is_harmless(rule["plain"]):
            kept.append(rule["plain"].strip())
    return "".join(kept)


def _harmless_style(style: str) -> str:
    kept = []
    for declaration in style[:_LONGEST_STYLE].split(";"):
        name, colon, value = declaration.partition(":")
        if (
            colon
            and re.fullmatch(r"\s*-?[A-Za-z][A-Za-z-]*\s*", name)
            and _is_harmless(declaration)
        ):
            kept.append(f"{name.strip()}:{value.strip()}")
    return ";".join(kept)


def _is_harmless(value: str) -> bool:
    """Whether a value points nowhere but into its own file."""
    rest = _SAME_FILE_URL.sub("", value)
    return "url(" not in rest.lower() and not _CSS_DANGER.search(rest)


def _packet(xmp: bytes) -> str:
    """An XMP packet as the metadata element (XMP part 3, section 2.6); it is our own, so it is well
    formed.
    """
    text = xmp.decode()
    return f"<metadata>{text}</metadata>" if text else ""
