"""Looks into video, audio and the texts that belong to them: a file comes in, a `Probe` goes out,
or a copy without what it should not tell.
"""

import re
from pathlib import Path

from ssg.media.containers.mp3 import cleaned_mp3, mp3_seconds
from ssg.media.containers.mp4 import cleaned_mp4, mp4_size
from ssg.media.containers.webm import cleaned_webm, webm_size
from ssg.media.containers.webvtt import BrokenCaptions, caption_text
from ssg.media.formats import BrokenContainer
from ssg.media.metadata.reader import LARGEST_FILE, read_file
from ssg.model.probe import Probe
from ssg.model.recordings import recording_kind
from ssg.source.digests import digest_of

TEXTS = {".vtt": "text/vtt", ".txt": "text/plain"}
_LARGEST_TEXT = 2_000_000
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"
)  # what HTML and JSON-LD should not carry
_CUT_OFF = "it is cut off, and a part of the file is missing"


def examine_recording(path: Path) -> Probe:
    """Look into a video or audio. It never fails."""
    content = _content(path)
    if isinstance(content, Probe):
        return content
    kind = _sniff(content)
    named = recording_kind(path.name)
    digest = digest_of(content)[0].hex()
    if not kind:
        return Probe(
            digest=digest, problem=f"it is not the {named.partition('/')[0]} that its name says"
        )
    width: int | None = None
    height: int | None = None
    try:
        if kind == "audio/mpeg":
            seconds = mp3_seconds(content)
        else:
            width, height, seconds = (mp4_size if kind == "video/mp4" else webm_size)(content)
    except BrokenContainer as error:
        return Probe(
            kind=kind,
            digest=digest,
            problem="there is no sound in it" if str(error) == "no-mp3" else _CUT_OFF,
        )
    if width is None and kind.startswith("video") and named != "audio/mp4":
        remedy = "name it .m4a" if kind == "video/mp4" else "save it as MP3 or M4A"
        return Probe(
            kind=kind, digest=digest, problem=f"there is no picture in it: {remedy} if it is audio"
        )
    kind = named if kind == "video/mp4" and named == "audio/mp4" else kind
    warning = f"its name says {named}, but it is {kind}" if kind != named else ""
    return Probe(
        kind=kind, width=width, height=height, seconds=seconds, digest=digest, warning=warning
    )


def examine_text(path: Path) -> Probe:
    """Look into captions or a transcript; `text` is what is said."""
    content = _content(path)
    if isinstance(content, Probe):
        return content
    kind = TEXTS[path.suffix.lower()]
    digest = digest_of(content)[0].hex()
    if len(content) > _LARGEST_TEXT:
        return Probe(
            kind=kind,
            digest=digest,
            problem=f"the file is larger than {_LARGEST_TEXT // 1_000_000} MB",
        )
    try:
        text = content.decode("utf-8-sig")
        text = caption_text(text) if kind == "text/vtt" else text.replace("\r\n", "\n").strip()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Probe(kind=kind, digest=digest, problem=f"line {line}: it is not UTF-8")
    except BrokenCaptions as error:
        return Probe(kind=kind, digest=digest, problem=str(error))
    text = _CONTROL.sub("", text).strip()
    return Probe(
        kind=kind, digest=digest, text=text, problem="" if text else "nothing is said in it"
    )


def cleaned_recording(content: bytes) -> bytes:
    """A copy of a video or audio without place, camera, owner and tags. BrokenContainer if they
    cannot be reached.
    """
    kind = _sniff(content)
    if not kind:
        raise BrokenContainer("it is not a video or audio")
    return {"video/mp4": cleaned_mp4, "video/webm": cleaned_webm, "audio/mpeg": cleaned_mp3}[kind](
        content
    )


def _sniff(content: bytes) -> str:
    """What a file is by its first bytes; "" if it is none of the kinds that we know. Audio alone in
    MP4 is told by its name.
    """
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if content[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm"
    return (
        "audio/mpeg"
        if content[:3] == b"ID3"
        or (content[:1] == b"\xff" and content[1:2] and content[1] & 0xE6 == 0xE2)
        else ""
    )


def _content(path: Path) -> bytes | Probe:
    """The bytes of a file, or what is wrong with it."""
    try:
        content = read_file(path)
    except OSError as error:
        return Probe(
            problem="it is a folder"
            if isinstance(error, IsADirectoryError)
            else f"it cannot be read ({error.strerror})"
        )
    except ValueError:
        what = (
            f"the file is larger than {LARGEST_FILE // 1_000_000} MB"
            if path.is_file()
            else "it is not an ordinary file"
        )
        return Probe(problem="it is a folder" if path.is_dir() else what)
    return content or Probe(problem="the file is empty")
