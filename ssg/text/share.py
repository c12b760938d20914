"""Share links: a story's title, address and picture come in, one plain link for each network goes
out.

No network's script is needed: each of these addresses opens the network's own form, filled in.
"""

from __future__ import annotations

import functools
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

import msgspec

_ON_X = re.compile(r"(?:https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/)?@?(\w{1,15})/?")


class ShareSubject(msgspec.Struct, frozen=True, kw_only=True):
    """What is shared. `permalink` and `image` are absolute URLs; `image` is "" where rights do not
    allow it.

    `via` is the newsroom's account on X, with or without its @.
    """

    title: str
    permalink: str
    summary: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    via: str = ""


class ShareLink(msgspec.Struct, frozen=True, kw_only=True):
    """One link. `href` is a URL, not yet escaped for HTML (its `&` must become `&amp;` in an
    attribute).
    """

    network: str
    label: str
    href: str


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """A place to share to; `href` is "" for what it cannot take (Pinterest wants a picture)."""

    label: str
    href: Callable[[ShareSubject], str]


def share_links(networks: Sequence[str], subject: ShareSubject) -> tuple[ShareLink, ...]:
    """The links for these networks in their order, each once. Names that we do not know are passed
    over.
    """
    known = (name for name in map(canonical_network, networks) if name in NETWORKS)
    links = (
        ShareLink(network=name, label=NETWORKS[name].label, href=NETWORKS[name].href(subject))
        for name in dict.fromkeys(known)
    )
    return tuple(link for link in links if link.href)


def unknown_networks(names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names`, as written, that no share link can be made for."""
    return tuple(name for name in names if canonical_network(name) not in NETWORKS)


def public_account(network: str, text: str) -> str:
    """An account as pages can link to it: `@name` on X (from its name or address), elsewhere an
    address; "" for what is neither.
    """
    if network in ("x", "twitter") and (match := _ON_X.fullmatch(text)):
        return f"@{match[1]}"
    return text if text.startswith(("https://", "http://")) else ""


def canonical_network(name: str) -> str:
    """The key in NETWORKS for a name in any case or an older one ("Twitter" is "x"); else the name
    itself.
    """
    key = name.strip().lower()
    return _ALIASES.get(key, key)


def _facebook(subject: ShareSubject) -> str:
    return _address("https://www.facebook.com/sharer/sharer.php?", u=subject.permalink)


def _x(subject: ShareSubject) -> str:
    tags = (tag.strip().removeprefix("#") for tag in subject.tags)
    # A hashtag ends at the first sign that is neither letter nor figure, and figures alone make
    # none.
    hashtags = ",".join(
        tag for tag in tags if tag.replace("_", "a").isalnum() and not tag.isdigit()
    )
    via = subject.via.strip().removeprefix("@")
    return _address(
        "https://x.com/intent/post?",
        url=subject.permalink,
        text=subject.title,
        via=via,
        hashtags=hashtags,
    )


def _pinterest(subject: ShareSubject) -> str:
    if not subject.image:
        return ""
    return _address(
        "https://pinterest.com/pin/create/button/?",
        url=subject.permalink,
        media=subject.image,
        description=subject.title,
    )


def _email(subject: ShareSubject) -> str:
    """A mailto URL by RFC 6068: a subject is one line, and lines of the body end in CR LF (section
    5).
    """
    title = " ".join(subject.title.splitlines())
    body = "\r\n".join(line for line in (title, subject.permalink) if line)
    return _address("mailto:?", subject=title, body=body)


def _linkedin(subject: ShareSubject) -> str:
    return _address("https://www.linkedin.com/sharing/share-offsite/?", url=subject.permalink)


def _reddit(subject: ShareSubject) -> str:
    return _address("https://www.reddit.com/submit?", url=subject.permalink, title=subject.title)


def _whatsapp(subject: ShareSubject) -> str:
    return _address(
        "https://api.whatsapp.com/send?", text=_one_text(subject.title, subject.permalink)
    )


def _bluesky(subject: ShareSubject) -> str:
    """A post there holds 300 graphemes. The title gives way, since an address that is cut leads
    nowhere.
    """
    room = _BLUESKY_GRAPHEMES - sum(1 for _ in _graphemes(subject.permalink)) - 1
    title = _shortened(subject.title, room)
    return _address("https://bsky.app/intent/compose?", text=_one_text(title, subject.permalink))


def _mastodon(subject: ShareSubject) -> str:
    return _address(
        "https://share.joinmastodon.org/#", text=_one_text(subject.title, subject.permalink)
    )


def _threads(subject: ShareSubject) -> str:
    return _address(
        "https://www.threads.com/intent/post?", text=subject.title, url=subject.permalink
    )


def _telegram(subject: ShareSubject) -> str:
    return _address("https://telegram.me/share/url?", url=subject.permalink, text=subject.title)


def _flipboard(subject: ShareSubject) -> str:
    return _address(
        "https://share.flipboard.com/bookmarklet/popout?",
        v="2",
        title=subject.title,
        url=subject.permalink,
    )


def _hackernews(subject: ShareSubject) -> str:
    return _address(
        "https://news.ycombinator.com/submitlink?", u=subject.permalink, t=subject.title
    )


NETWORKS: Mapping[str, Network] = {
    "facebook": Network(label="Share on Facebook", href=_facebook),
    "x": Network(label="Share on X", href=_x),
    "pinterest": Network(label="Share on Pinterest", href=_pinterest),
    "email": Network(label="Email", href=_email),
    "linkedin": Network(label="Share on LinkedIn", href=_linkedin),
    "reddit": Network(label="Share on Reddit", href=_reddit),
    "whatsapp": Network(label="Share on WhatsApp", href=_whatsapp),
    "bluesky": Network(label="Share on Bluesky", href=_bluesky),
    "mastodon": Network(label="Share on Mastodon", href=_mastodon),
    "threads": Network(label="Share on Threads", href=_threads),
    "telegram": Network(label="Share on Telegram", href=_telegram),
    "flipboard": Network(label="Share on Flipboard", href=_flipboard),
    "hackernews": Network(label="Share on Hacker News", href=_hackernews),
}
"""Every network a link can be made for, by the name that site.yaml and front matter use."""

_ALIASES: Mapping[str, str] = {"twitter": "x", "bsky": "bluesky", "mail": "email"}
_BLUESKY_GRAPHEMES = 300


def _address(start: str, **values: str) -> str:
    """Add the values that are not empty, percent-encoded once (a lone surrogate becomes "?")."""
    return start + "&".join(f"{name}={_encoded(value)}" for name, value in values.items() if value)


# The characters that stand for themselves (RFC 3986, section 2.3).
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")


# The links of one story share its address and title.
@functools.lru_cache(maxsize=16)
def _encoded(value: str) -> str:
    if not value.isascii():
        return quote(value, safe="", errors="replace")
    value = value.replace("%", "%25")  # first, so that none is encoded twice
    for char in set(value) - _UNRESERVED - {"%"}:
        value = value.replace(char, f"%{ord(char):02X}")
    return value


def _one_text(title: str, url: str) -> str:
    return " ".join(part for part in (title, url) if part)


def _shortened(text: str, room: int) -> str:
    """Cut `text` to at most `room` graphemes, the last an ellipsis where anything was cut."""
    graphemes = list(_graphemes(text))
    if len(graphemes) <= room:
        return text
    return "".join(graphemes[: room - 1]).rstrip() + "…" if room > 1 else ""


def _graphemes(text: str) -> Iterator[str]:
    """Cut text into what a reader takes for one sign each, close to UAX #29.

    Where its tables would be needed (conjuncts of Indic scripts) it cuts more often, so that a text
    may be thought longer than it is.
    """
    start = 0
    for index in range(1, len(text)):
        if not _is_joined(text, start, index):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _is_joined(text: str, start: int, index: int) -> bool:
    """Whether the character at `index` goes on with the grapheme that began at `start`."""
    before, char = text[index - 1], text[index]
    if before == "\r" and char == "\n":
        return True
    if unicodedata.category(before) in ("Cc", "Zl", "Zp"):
        return False
    if char == _ZWJ or unicodedata.category(char) in ("Mn", "Me", "Mc") or char in _EMOJI_EXTENDERS:
        return True
    if before == _ZWJ:
        return unicodedata.category(text[start]) == "So" and unicodedata.category(char) == "So"
    if char in _FLAG_LETTERS:
        return index - start == 1 and before in _FLAG_LETTERS
    return _is_hangul_joined(before, char)


def _is_hangul_joined(before: str, char: str) -> bool:
    """Leading consonants join what follows, vowels join vowels, and a trailing consonant joins
    either.
    """
    if "\u1100" <= before <= "\u115f":
        return "\u1100" <= char <= "\u11a7" or "가" <= char <= "힣"
    is_open = "\u1160" <= before <= "\u11a7" or (
        "가" <= before <= "힣" and (ord(before) - 0xAC00) % 28 == 0
    )
    if is_open and "\u1160" <= char <= "\u11a7":
        return True
    return "\u11a8" <= char <= "\u11ff" and (
        "\u1160" <= before <= "\u11ff" or "가" <= before <= "힣"
    )


_ZWJ = "\u200d"
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
# Skin tones, and the letters that spell a region's flag (Scotland's) behind a black flag.
_EMOJI_EXTENDERS = frozenset(map(chr, (*range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080), 0x200C)))
