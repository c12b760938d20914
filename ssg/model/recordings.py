"""Video and audio in front matter: which names mean a recording, and the fields that tell of its
poster, captions and transcript.
"""

import re
from typing import Any

import msgspec

from ssg.source.fields import Either, Field, ListOf, OneOf, Record, Text
from ssg.text.urls import nfc

# What all browsers play (caniuse.com: MPEG-4, WebM, MP3, AAC), by the suffix of its name.
_KINDS = {
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
}
# What some of them do not.
NOT_PLAYED = (
    ".mov",
    ".avi",
    ".mkv",
    ".wmv",
    ".mpg",
    ".mpeg",
    ".ogv",
    ".3gp",
    ".wav",
    ".aif",
    ".aiff",
    ".flac",
    ".ogg",
    ".oga",
    ".opus",
    ".wma",
    ".aac",
)
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_IN_NAME = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\.vtt$")


class Track(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A WebVTT file of a video or audio. `lang` is "" where only the name of the file says it;
    `kind` is HTML's.
    """

    src: str
    lang: str = ""
    label: str = ""
    kind: str = "captions"


class Recording(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What belongs to a video or audio: a still picture, tracks, a text of what is said. `spoken`
    is false where nothing is said.
    """

    poster: str = ""
    captions: tuple[Track, ...] = ()
    transcript: str = ""
    spoken: bool = True


def recording_kind(src: str) -> str:
    """The MIME type of the video or audio that a file name or address means, or ""."""
    name = re.split(r"[?#]", src)[0] if "://" in src else src
    return _KINDS.get(name.rpartition(".")[2].lower(), "")


def media_noun(src: str) -> str:
    """What a file is called in a message, by its name: video, audio, recording or picture."""
    return recording_kind(src).partition("/")[0] or (
        "recording" if src.lower().endswith(NOT_PLAYED) else "picture"
    )


_TRACK = Record(
    {
        "src": Field(Text(), "the WebVTT file", required=True),
        "lang": Field(Text(_LANGUAGE, "write a language tag such as en or pt-BR"), "its language"),
        "label": Field(Text(), "how players name it"),
        "kind": Field(
            OneOf("captions", "subtitles", "descriptions", "chapters"),
            "what it holds, by the words of HTML",
        ),
    },
    Track,
    noun="a captions track",
    short=lambda text: Track(src=text),
)
FIELDS = {
    "poster": Field(
        Text(), "of a video: the picture that stands for it until it plays, and in lists"
    ),
    "captions": Field(
        Either(ListOf(_TRACK)),
        "of a video: its WebVTT file or files; false where nothing is said in it",
    ),
    "transcript": Field(Text(), "of a video or audio: what is said in it, as a .txt or .vtt file"),
}


def recording_of(fields: dict[str, Any]) -> Recording:
    """The parts of a recording, out of the fields of its entry, which lose them."""
    given = fields.pop("captions", ())
    return Recording(
        poster=nfc(fields.pop("poster", "")),
        captions=(
            tuple(msgspec.structs.replace(track, src=nfc(track.src)) for track in given)
            if isinstance(given, tuple)
            else ()
        ),
        transcript=nfc(fields.pop("transcript", "")),
        spoken=given is not False,
    )


def track_language(track: Track, default: str) -> str:
    """The language of a track: as it says, else as its file's name does (`tour.de.vtt`), else
    `default`.
    """
    named = _IN_NAME.search(track.src)
    return track.lang or (named[1] if named else default)
