"""WebVTT captions (w3.org/TR/webvtt1): what is wrong with a file, with the line, and the words that
are said in it.
"""

import re

from ssg.markup.tokens import unescape

_TIME = r"(?:\d{2,9}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES = re.compile(rf"({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t]+\S.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*+)?+[ \t]++([^>]*)")
_PAUSE = 4.0  # seconds, after which a new paragraph begins
_SRT_TIME = re.compile(r"\d\d:\d\d:\d\d,\d{3}")


class BrokenCaptions(ValueError):
    """The file is no WebVTT; the message is a sentence with the line."""


def caption_text(text: str) -> str:
    """What is said, as paragraphs with empty lines between them: a new one where another voice
    begins or somebody pauses.

    BrokenCaptions where a player would show less than the author wrote.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BrokenCaptions(
            "line 1: it must begin with `WEBVTT`"
            + (" (this is SubRip: save it as WebVTT)" if _SRT_TIME.search(text) else "")
        )
    paragraphs: list[tuple[str, list[str]]] = []
    ended = 0.0
    for number, block in _blocks(lines):
        if number == 1 or re.match(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)", block[0]):
            continue
        start, end, shown = _cue(number, block)
        if any("-->" in line for line in shown):
            raise BrokenCaptions(
                f"line {number}: `-->` stands in the words of a caption, where players take it for"
                " a time: write `--&gt;`"
            )
        voice, said = _said(shown)
        is_other = bool(voice) and bool(paragraphs) and voice != paragraphs[-1][0]
        if said and (not paragraphs or is_other or start - ended > _PAUSE):
            paragraphs.append((voice, []))
        if said:
            paragraphs[-1][1].append(said)
        ended = end
    return "\n\n".join(
        (f"{voice}: " if voice else "") + " ".join(said) for voice, said in paragraphs
    )


def without_notes(content: bytes) -> bytes:
    """Captions as they are published: what transcribers write to each other (NOTE, comments in a
    STYLE, words behind WEBVTT) is for nobody else.
    """
    lines = (
        content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    kept = ["WEBVTT"]
    for number, block in _blocks(lines):
        if block[0].startswith("STYLE"):
            kept.append(re.sub(r"/\*.*?(?:\*/|\Z)", "", "\n".join(block), flags=re.S))
        elif number > 1 and not re.match(r"NOTE(?:[ \t]|$)", block[0]):
            kept.append("\n".join(block))
    return ("\n\n".join(kept) + "\n").encode()


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Lines between empty ones, with the number of their first. A time in the lines of the header
    begins a block too, as players read it.
    """
    found: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(lines, 1):
        if is_open and "-->" in line and found[-1][0] == 1:
            found.append((number, [line]))
        elif line.strip() and is_open:
            found[-1][1].append(line)
        elif line.strip():
            found.append((number, [line]))
        is_open = bool(line.strip())
    return found


def _cue(number: int, block: list[str]) -> tuple[float, float, list[str]]:
    """Start and end in seconds, and the lines that are shown."""
    at = 0 if "-->" in block[0] else 1
    if at == len(block) or "-->" not in block[at]:
        raise BrokenCaptions(
            f"line {number}: `{block[0][:40]}` stands under no time such as `00:01.000 -->"
            " 00:04.000`"
        )
    times = _TIMES.fullmatch(block[at].strip())
    if not times:
        raise BrokenCaptions(
            f"line {number + at}: `{block[at][:60]}` is not a time such as `00:01.000 -->"
            " 00:04.000`"
        )
    start, end = _seconds(times[1]), _seconds(times[2])
    if end <= start:
        raise BrokenCaptions(f"line {number + at}: it ends before it begins")
    return start, end, block[at + 1 :]


def _seconds(time: str) -> float:
    hours, minutes, seconds = (
        ("0:" + time).rsplit(":", 3)[-3:] if time.count(":") == 1 else time.split(":")
    )
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _said(lines: list[str]) -> tuple[str, str]:
    """Who speaks, if that is marked, and what."""
    text = " ".join(line.strip() for line in lines)
    voice = _VOICE.search(text, 0, text.rfind(">") + 1)
    return unescape(voice[1]).strip() if voice else "", " ".join(
        unescape(_without_tags(text)).split()
    )


def _without_tags(text: str) -> str:
    """Without what stands from each `<` to the next `>`, in one go through the text."""
    *parts, last = text.split(">")
    kept = [part.partition("<")[0] if "<" in part else f"{part}>" for part in parts]
    return "".join(kept) + last
