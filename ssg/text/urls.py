"""Every URL is made here. A `url` is a path from the site's root ("/world/2026/11/ferry-strike/"),
without the base path and not yet percent-encoded; `Urls` turns it into what stands in `href`, and
into an absolute permalink.
"""

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

PERMALINK_TOKENS = ("year", "month", "day", "section", "slug")
_TOKEN = re.compile(r":([a-z_]+)")
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
_LATIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "’": "",
        "'": "",
        "&": " and ",
    }
)
# File systems take 255 bytes a name; `index.html`, hashes and .gz need room.
_MAX_SEGMENT_BYTES = 200
_MAX_SLUG = 80
# Names that Windows keeps for devices, whatever stands behind a dot (Microsoft, "Naming Files,
# Paths, and Namespaces").
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\..*)?",
    re.IGNORECASE,
)
# What browsers and programs fetch for another end than to show a page: scripts (a service worker
# sees all of a site), styles, feeds, data.
_ACTIVE = frozenset(
    "js mjs cjs jsx ts css wasm map json jsonld webmanifest manifest appcache xml xsl xslt xsd rss"
    " atom rdf svg svgz swf xap jar hta txt csv vtt ics pdf".split()
)
# An absolute address, or one without its scheme, up to the path: its host.
_WHOLE = re.compile(r"(?:https?:)?//([^/?#]+)", re.I)


class Urls:
    """The site's place on the web: `base_url` is absolute and may have a path
    ("https://example.org/repo/").
    """

    __slots__ = ("base_path", "base_url", "host", "origin", "sign")

    def __init__(self, base_url: str):
        parts = urlsplit(base_url)
        self.host = ascii_host(parts.netloc)
        self.origin = f"{parts.scheme}://{self.host}"
        self.base_path = quote(unquote(parts.path), safe="/~").rstrip("/")
        self.base_url = f"{self.origin}{self.base_path}/"
        # What stands in each text that names the host; its letters may be written as they are.
        self.sign = "//" if "xn--" in self.host else self.host

    def href(self, url: str) -> str:
        """The path to write into `href`: base path first, percent-encoded (RFC 3986)."""
        return self.base_path + encode(url)

    def permalink(self, url: str) -> str:
        """The absolute URL."""
        return self.origin + self.base_path + encode(url)

    def local(self, href: str) -> str | None:
        """The reverse: the `url` that an href on this site means, without query and fragment; None
        for another site.
        """
        href = _with_ascii_host(href)
        if href.startswith(self.origin + "/") or href == self.origin:
            href = href[len(self.origin) :] or "/"
        elif not href.startswith("/") or href.startswith("//"):
            return None
        path = re.split(r"[?#]", href, maxsplit=1)[0]
        if self.base_path and not (path == self.base_path or path.startswith(self.base_path + "/")):
            return None
        return nfc(unquote(path[len(self.base_path) :])) or "/"

    def own(self, address: str) -> str | None:
        """A whole address of this site as the site itself writes it: browsers go there with `http:`
        and without a scheme, too. None for another site.
        """
        match = _WHOLE.match(address)
        if match is None or ascii_host(match[1].lower()) != self.host.lower():
            return None
        written = self.origin + address[match.end() :]
        return written if f"{written}/".startswith(self.base_url) else None


def nfc(text: str) -> str:
    """The composed Unicode form, so that names from macOS and from Linux compare equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def ascii_host(host: str) -> str:
    """A host (with its port, perhaps) as sitemaps, feeds and certificates write it:
    `müller.example` is xn--mller-kva.example (IDNA 2008, whose letters are those of today's
    registries).
    """
    if host.isascii():
        return host
    labels = unicodedata.normalize("NFC", host.lower()).replace("。", ".").split(".")
    return ".".join(label if label.isascii() else "xn--" + _punycode(label) for label in labels)


def _punycode(label: str) -> str:
    return label.encode("punycode").decode("ascii")


def _with_ascii_host(href: str) -> str:
    """An absolute address with its host in ASCII."""
    scheme, slashes, rest = href.partition("://")
    if not slashes or href.isascii():
        return href
    host, slash, path = rest.partition("/")
    return f"{scheme}://{ascii_host(host)}{slash}{path}"


@lru_cache(maxsize=16)
def urls_of(base_url: str) -> Urls:
    """The place of a site on the web. Each story asks for it."""
    return Urls(base_url)


def encode(url: str) -> str:
    """Percent-encode a path; a fragment or query in it would be encoded too."""
    return url if _PLAIN.fullmatch(url) else quote(url, safe="/~!$'()*,;=:@")


def output_path(url: str) -> str:
    """The file that a web server gives for `url`, relative to the output folder."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def case_key(path: str) -> str:
    """Two paths with the same key are one file on some author's disk (case-insensitive, or another
    Unicode form).
    """
    return (
        path.lower()
        if path.isascii()
        else unicodedata.normalize("NFC", unicodedata.normalize("NFKD", path).casefold())
    )


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """A headline or name to the words of a URL: lower case, Latin letters without accents, other
    scripts kept, hyphens between words.
    """
    return _shortened(_hyphenated(text))


def file_slug(name: str) -> str:
    """The same for the name of a file: of two long names that begin alike, neither is cut where the
    other one is.
    """
    return _fitting(_hyphenated(name))


def _hyphenated(text: str) -> str:
    if not text.isascii():
        return _fold_letters(text)
    text = text.lower().replace("'", "").replace("&", " and ")
    return re.sub(r"[\W_]+", "-", _spell_out(text)).strip("-")


def _spell_out(text: str) -> str:
    """C++ and C# are other things than C. Before a word `#` only marks a tag (#metoo) or a number
    (#9), and goes.
    """
    if "#" in text:
        text = re.sub(r"(?<=\w)#(?!\w)", "-sharp", text)
    return text.replace("++", "-plus-plus") if "++" in text else text


def _fold_letters(text: str) -> str:
    """Marks stay on letters of other scripts, where they make another letter (й, ё) or are a vowel
    (हि); on Latin ones they go.
    """
    text = unicodedata.normalize("NFKD", text).lower().translate(_LATIN)
    kept: list[str] = []
    for c in _spell_out(unicodedata.normalize("NFKD", text)):
        if unicodedata.category(c)[0] == "M":
            if kept and not kept[-1].isascii():
                kept.append(c)
        elif c.isalnum():
            kept.append(c)
        elif kept and kept[-1] != "-":
            kept.append("-")
    return nfc("".join(kept)).strip("-")


def _shortened(slug: str) -> str:
    if len(slug) > _MAX_SLUG:
        cut = slug[: _MAX_SLUG + 1]
        slug = cut[: cut.rfind("-")] if "-" in cut else cut[:_MAX_SLUG]
    return _fitting(slug)


def _fitting(slug: str) -> str:
    """As much of a slug as a disk takes for a name."""
    return (
        slug
        if len(slug) * 4 <= _MAX_SEGMENT_BYTES
        else slug.encode()[:_MAX_SEGMENT_BYTES].decode(errors="ignore").strip("-")
    )


def page_url_problem(url: str, *, is_old: bool = False) -> str | None:
    """Why a page cannot stand at a url, or None. An address of old (`is_old`) may end as other
    systems made it: /news/4711.php.
    """
    stem, _, suffix = url.rpartition("/")[2].rpartition(".")
    if stem and suffix.lower() not in ("html", "htm") and (suffix.lower() in _ACTIVE or not is_old):
        return f"a file that ends in `.{suffix}` is no page"
    return url_problem(url) or device_problem(url)


def usable_slug(text: str) -> str:
    """A slug of the same words that can be used."""
    slug = slugify(text) or "a-few-words"
    return f"{slug}-story" if device_problem(slug) else slug


def device_problem(url: str) -> str | None:
    """Why a part of a url cannot be the name of a file or folder on Windows, or None."""
    name = next((part for part in url.split("/") if _DEVICE.fullmatch(part)), "")
    return (
        f"Windows keeps the name `{name}` for a device, so nobody could copy the site there"
        if name
        else None
    )


def base_url_problem(base_url: str) -> str | None:
    """Why a site cannot be served at a base_url, or None."""
    parts = urlsplit(base_url)
    if parts.query or parts.fragment or base_url.endswith(("?", "#")):
        return "it may not have a `?` or `#` part"
    if "@" in parts.netloc:
        return "it may not have a user name or password, since every page would show them"
    return url_problem(unquote(parts.path)) if parts.path.strip("/") else None


def permalink_problem(pattern: str) -> str | None:
    """Why a permalink pattern cannot be used, or None."""
    unknown = [name for name in _TOKEN.findall(pattern) if name not in PERMALINK_TOKENS]
    if unknown:
        return (
            f"`:{unknown[0]}` is not known; use"
            f" {', '.join(':' + token for token in PERMALINK_TOKENS)}"
        )
    if ":slug" not in pattern:
        return "it needs `:slug`, or all stories would have one address"
    return page_url_problem(_TOKEN.sub("x", pattern), is_old=True)


def story_url(pattern: str, slug: str, section: str, date: dt.datetime) -> str:
    """The url of a story. `date` is in the site's zone, so that every machine makes the same
    address.
    """
    values = {
        "year": f"{date.year:04}",
        "month": f"{date.month:02}",
        "day": f"{date.day:02}",
        "section": section,
        "slug": slug,
    }
    return _TOKEN.sub(lambda match: values[match[1]], pattern)


def numbered_url(url: str, number: int) -> str:
    """The address of a further page of a long story: /story/2/, or /story-2.html."""
    if number == 1:
        return url
    if url.endswith("/"):
        return f"{url}{number}/"
    stem, _, suffix = url.rpartition(".")
    return f"{stem}-{number}.{suffix}"


def clean_url(text: str) -> str:
    """An author's `url:` or alias in the one form we use: it begins with a slash, and ends with one
    unless it names a file.
    """
    url = nfc(unquote(text.strip()))
    url = url if url.startswith("/") else f"/{url}"
    last = url.rpartition("/")[2]
    return url if not last or re.search(r"\.[A-Za-z][A-Za-z0-9]{0,8}$", last) else f"{url}/"


def url_problem(url: str) -> str | None:
    """Why a url cannot be published, or None: it must not climb out of the output folder
    (CVE-2026-39408), nor make a name that disks refuse.
    """
    # Not strip: "//x" would be an absolute path.
    segments = url.removeprefix("/").removesuffix("/").split("/")
    if ".." in segments or "." in segments:
        return "it may not contain `.` or `..`"
    if "" in segments and url != "/":
        return "it has two slashes in a row"
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in url):
        return "it contains a control or invisible character"
    if bad := re.search(r'[\\?#%<>:"|*]', url):
        return f"it may not contain `{bad[0]}`"
    if any(len(segment.encode()) > _MAX_SEGMENT_BYTES for segment in segments):
        return f"a part of it is longer than {_MAX_SEGMENT_BYTES} bytes, more than disks take"
    if any(segment != segment.strip(" ") for segment in segments):
        return "a part of it begins or ends with a space"
    if any(segment.startswith(".") and segment != ".well-known" for segment in segments):
        return "a part of it begins with a dot"
    return None
