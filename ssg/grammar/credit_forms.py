"""The forms that parts of credits have: labels, flags, licences, who gave a picture and for whom it
was made; and a credit in the one spelling that `credit_parts.py` reads.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ssg.grammar.agencies import agency_name
from ssg.grammar.credit_words import (
    FILE_LABELS,
    FLAGS,
    GIVEN_LABELS,
    LABEL_BY,
    LABEL_ENDINGS,
    LABELS,
    NOBODY,
    PICTURE_SOURCES,
    PLAIN_LABELS,
)
from ssg.grammar.names import (
    Known,
    has_east_asian,
    is_first_name,
    looks_like_name,
    looks_like_org,
    surely_name,
)
from ssg.grammar.newsrooms import LONG_NEWSROOMS, NEWSROOMS, PAPERS

Kind = Literal[
    "agency",
    "flag",
    "via",
    "client",
    "licence",
    "supplier",
    "marker",
    "nobody",
    "org",
    "person",
    "name",
    "word",
    "unread",
]


class Part(NamedTuple):
    """A piece of a credit. "person" is a name by itself, "name" has the shape of one, "word" is a
    single one: these need what stands beside them.
    """

    kind: Kind
    value: str
    segment: int = 0


# One of each after its owner ("AP Photo"): "Polaris Images" is a name. Any number before "by".
_MEDIUM = (
    r"(?i:(?:(?:photo|stock|video|satellite|drone|aerial|booking|surveillance|courtroom|bodycam"
    r"|dashcam|(?:body|dash|security|trail)[\s-]camera)[\s-]+)?(?:photo(?:graph)?|foto|fotografía"
    r"|fotografia|picture|pic|pix|image|painting|portrait|sketch|cartoon|mug\s?shot|headshot|animation|visuali[sz]ation"
    r"|imagen|illustration|(?:info)?graphic|drawing|art|artwork|map|chart|video|bild|audio|sound"
    r"|footage|film|podcast|rendering|screenshot|screengrab|screen\s(?:grab|capture|shot)|still"
    r"|composite|collage|camera|capture\sd['’]écran|captura\sde\s(?:pantalla|tela|v[ií]deo)|bildschirmfoto"
    r"|schermafbeelding|schermata|skärmdump|skjermdump|skærmbillede|zrzut\sekranu|reprodução))"
)

_MEDIA = rf"(?:{_MEDIUM}(?i:s)?|(?i:photography))"

_BY = r"(?i:by|von|par|por|de|taken by)"

# The words of these, without an s behind them: where none begins or ends a text, the slow patterns
# are not tried.
_MEDIUM_WORDS = frozenset(
    """
    aerial animation art artwork audio bild bildschirmfoto body body-camera bodycam booking camera
    captura capture cartoon chart collage composite courtroom d'écran dash dash-camera dashcam
    drawing drone d’écran ekranu film footage foto fotografia fotografía grab graphic headshot
    illustration image imagen infographic map mug mugshot painting pantalla photo photograph
    photography pic picture pix podcast portrait rendering reprodução satellite schermafbeelding
    schermata screen screengrab screenshot security security-camera shot sketch skjermdump skärmdump
    skærmbillede sound still stock surveillance tela trail trail-camera video visualisation
    visualization vídeo zrzut
    """.split()
)

LABEL = re.compile(
    rf"(?:(?i:(?:mandatory\s+)?credit|sources?|fuente|quelle|photographer|crédits?\s+photos?"
    rf"|crédito|photo\s+credit|{_MEDIA}(?:\s+credits?)?)\s*(?::|\.\.\.|…)"
    r"|(?i:image\s+source|image\s+caption)\s*,"
    r"|©|📷|📸|\([cC]\)|(?i:copyright)(?:\s*©)?)\s*(?:\d{4}(?:[-–]\d{2,4})?,?\s+)?"
)

MADE_BY = re.compile(
    rf"(?:(?P<who>\S.*?)\s+)??(?:(?i:text|words|story|report)\s+(?:and|&)\s+)?{_MEDIA}"
    rf"(?:\s+(?:and|&)\s+{_MEDIA})?\s+{_BY}\s+(?P<names>\S.*)"
)

MADE_FROM = re.compile(
    rf"{_MEDIA}\s+(?i:from)\s+(?P<who>\S.*)|(?i:screen\s?\w+|still)\s+of\s+(?P<shown>\S.*)"
    r"|(?i:obtained by|from)\s+(?P<owner>\S.*)"
)

# "Museum of Art" is nobody's art.
_WHOSE_PHOTO = re.compile(
    rf"(?:(?P<who>\S.*?)(?<!\sof)(?<!\sfor)(?<!\sand)(?<!\s&)(?<!\sde)\s+)?{_MEDIUM}"
)

_OF_NAME = re.compile(rf"{_MEDIA}\s+(?P<name>\S.*)")

_GIVEN = "|".join(
    (
        r"(?:by\s+)?courtesy\s*:",
        r"(?:by\s+)?courtesy(?:\s+of)?",
        r"cortesía(?:\s+del?)?",
        r"cortesia(?:\s+d[eoai])?",
        r"(?:por\s+)?gentileza(?:\s+del?)?",
        r"(?:courtoisie|gracieuseté)(?:\s+d[eu])?",
        r"(?:fourni|offert|remis|prêté)e?s?\s+par",
        r"avec\sl['’]aimable\sautorisation\sd[eu]",
        r"(?:cedid|facilitad|proporcionad)[ao]s?\s+por",
        r"(?:per\s+)?gentile\sconcessione\s+d[ei]l?",
        r"zur\sverfügung\sgestellt\svon",
        r"met\sdank\saan",
        r"aangeleverd\sdoor",
        r"dzięki\suprzejmości",
        r"handout\s+from",
        r"(?:kindly\s+)?(?:provided|supplied|contributed|submitted|furnished|released|issued|shared"
        r"|sent\sin|donated|loaned|made\savailable)\s+by",
    )
)

GIVEN_BY = re.compile(rf"(?:{_MEDIA}\s+)?(?i:{_GIVEN})\s+(?P<who>\S.*)")

VIA = re.compile(r"(?:(?P<head>\S.*)\s+)?(?P<word>(?i:via))\s+(?P<via>\S.*)")

ON = re.compile(
    r"(?P<head>\S.*?)\s+on\s+(?P<via>(?i:unsplash|pexels|pixabay|flickr|facebook|instagram))"
)

CLIENT = re.compile(
    r"(?:(?P<head>\S.*?)[\s,]+)??(?:(?i:special\s+(?:to|for)|for)|para|pour|für|PARA|POUR|FÜR)\s+(?P<client>\S.*)"
)

OF = re.compile(r"(?P<head>\S.*?)\s+(?:of|with|from)\s+(?P<org>\S.*)")

_TITLE = re.compile(rf"[“„«\"][^“”„«»\"]+[”“»\"],?\s+{_BY}\s+|[“„«\"][^“”„«»\"]+[”“»\"],\s+")

_LICENSED = re.compile(r",?\s+(?i:(?:is\s+)?(?:licen[sc]ed|used)\s+under\s+(?:an?\s+|the\s+)?)")

_LICENCE = re.compile(
    r"(?i:CC0(?:[ -]1\.0)?|CC[ -]BY(?:[ -](?:NC|SA|ND))*(?:[ -]\d\.\d)?(?:[ -][A-Z]{2,6})?"
    r"|Creative Commons\b.*|public domain(?: mark)?(?: 1\.0)?)(?:\s+(?i:licen[sc]e))?"
)

_ADDRESS = re.compile(r"[\s,/|]*[(<]?https?://[^\s)>]+[)>]?")

_OF_THE_DAY = re.compile(r"\s+(?:TPX )?IMAGES? OF THE DAY$")

_PERMISSION = re.compile(
    r"(?i)[\s,;/]*(?:\b(?:used|reprinted|shared)\s)?\b(?:with|by)\spermission\.?$"
)

_RESERVED = re.compile(r"[\s,]+(?:©|\([cC]\))\s*(?:19|20)\d\d(?:[-–]\d{2,4})?$")

YEAR_AT_END = re.compile(r"(?<=\w)[\s,]+(?:19|20)\d\d$")

_DASHED = re.compile(r"(.*\S)(?<!EPA)\s*[-–—]\s*([^,/|]+)(.*)")  # EPA-EFE is one agency

_FIRST_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:['’]s)?)(?:\s*:\s*|\.\s*:?\s*|\s+)")

CUT = re.compile(r"\s*[/|;•]\s*|\.?\s+(?=©)|\s+(?:[—–·-]|--)\s+")

# The same, and at the end of a sentence: "Imagen de archivo. EFE".
CUT_SENTENCES = re.compile(rf"(?<=[^\W\d_]{{5}})\.\s+(?=[^\W\d_a-z])|{CUT.pattern}")

# Of whoever is named before it: an address of mail, a handle.
_CONTACT = re.compile(
    r"[\s,/|•–-]+[(<]?(?:[^\s@<>(),/]+@[^\s@<>(),/]+\.[^\s@<>(),/]+"
    r"|(?<!via )(?<!by )(?<!: )@\w+)[)>]?$"
)

_BY_IN_FRONT = re.compile(r"^(?i:(?:(?:taken|shot|captured)\s)?by)\s+(?=[^\W\d_])")

_FILED = re.compile(
    r"(?P<photo>(?i:photo|foto)\s+)?(?:(?:[dD]['’])?(?i:archives|archivio|archivo|arquivo|archiv|arkiv|file))\s+"
    r"(?P<rest>[^\W\d_a-z].*)"
)

_FILED_BEGINS = frozenset("AaDdFfPp")  # most credits begin otherwise

_WIDE = str.maketrans("（）［］【】〔〕", "()[][][]")

_QUOTES = re.compile(r"«\s?|\s?»")  # around a newsroom: "pour « Le Monde »"

SIGNATURE = re.compile(r"[a-z]{1,2}")

LOWER_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)?")

_ASIDE = re.compile(r"\s*\(([^()]*)\)")

STAFF = re.compile(r"(?i:(?:(?P<who>\S.*?)\s+)?staff)")

_NO_NAME = re.compile(
    r"[-–]|(?:\d{1,2}[. ]?[^\W\d_]{3,9}[. ]{1,2}|\d{1,2}[./-]\d{1,2}[./-])?(?:19|20)\d\d"
    r"|(?:(?:image|photo|picture|pic)s? )?(?:used )?(?:only )?for"
    r" (?:representation|illustrat|referenc)\w*(?: purposes?)?(?: only)?"
    r"|(?:representati|illustrati)\w+ (?:image|photo|picture|pic|purposes?)s?(?: only)?"
)

_MEDIUM_AROUND = re.compile(rf"^{_MEDIA}(?=\s|$)|(?<=\s){_MEDIA}$")


_ARCHIVES = ("archive", "archives")


def plain_credit(text: str, known: Known) -> str:
    """One line in the spelling that the grammar reads: no addresses, a dash before an agency as a
    slash.
    """
    text = spelled(" ".join(text.translate(_WIDE).split()))
    text = text.replace(" by - ", " by STR ")
    text = _TITLE.sub("", _LICENSED.sub(", ", _ADDRESS.sub("", text)))
    if "@" in text:
        text = _CONTACT.sub("", text)
    if not text.isascii():
        text = _QUOTES.sub("", text)
    text = _BY_IN_FRONT.sub("", text)
    text = _PERMISSION.sub("", text)
    text = _RESERVED.sub("", text)
    text = _OF_THE_DAY.sub("", re.sub(r"(?<=[^\W\d_]{4})\.$", "", text))
    text = _ASIDE.sub(
        lambda aside: _as_part(aside) if _is_part(aside[1].strip(), known) else aside[0], text
    )
    dashed = _DASHED.fullmatch(text)
    if not dashed:
        return text
    source = dashed[2].partition(" via ")[0]
    is_part = source_name(source) or dashed[2].casefold() in FLAGS
    return f"{dashed[1]}/{dashed[2]}{dashed[3]}" if is_part else text


def spelled(text: str) -> str:
    """A credit with a label in other words as one that the grammar reads: "Kuva: Heikki Lahti" is
    "Photo: Heikki Lahti". One with no such label stays as it is.
    """
    if has_east_asian(text):
        from ssg.grammar.east_asian import western_credit  # most newsrooms never need it

        text = western_credit(text)
    match = _FIRST_WORD.match(text)
    if not match:
        return text
    word, rest = match["word"].casefold().replace("’", "'"), text[match.end() :]
    has_colon = ":" in match[0]
    by, _, name = rest.partition(" ")
    label = LABELS.get(word, "Photo" if word in ("foto", "fotos", "photo") else "")
    if label and name and not has_colon and by.rstrip(":") in LABEL_BY:
        return f"{label} by {name}"
    if has_colon and word in FILE_LABELS:
        return f"Photo: {rest}, File"
    if has_colon and word in GIVEN_LABELS:
        return f"{GIVEN_LABELS[word]} {rest}"
    if has_colon and not label and word.endswith(LABEL_ENDINGS):
        label = "Photo"
    if label and has_colon:
        return f"{label}: {rest}"
    is_told = rest.casefold() in FLAGS or rest.casefold() in NOBODY
    if word in PLAIN_LABELS and (is_told or (not rest[:1].islower() and rest[:1].isalpha())):
        return f"Photo: {rest}"
    return text


def whose_photo(text: str) -> re.Match[str] | None:
    """The `who` of "AP Photo"."""
    return _WHOSE_PHOTO.fullmatch(text) if _is_medium(text.rpartition(" ")[2]) else None


def of_name(text: str) -> re.Match[str] | None:
    """The `name` of "Photo Élodie Roy"."""
    return _OF_NAME.fullmatch(text) if _is_medium(text.partition(" ")[0]) else None


def _is_medium(word: str) -> bool:
    return word.casefold().removesuffix("s") in _MEDIUM_WORDS


def with_file(text: str) -> str:
    """A credit behind "archives" as one in front: "Photo archives Le Progrès"; "" if the word
    belongs to a name, as in "Archives nationales".
    """
    filed = _FILED.fullmatch(text) if text[:1] in _FILED_BEGINS else None
    if not filed:
        return ""
    rest = filed["rest"]
    folded = rest.casefold()
    is_source = bool(source_name(rest)) or folded in LONG_NEWSROOMS or folded in NEWSROOMS
    is_photo = bool(filed["photo"]) and looks_like_name(rest)
    return f"{rest}, File" if is_source or is_photo or surely_name(rest) else ""


def _as_part(aside: re.Match[str]) -> str:
    """What stands in brackets, with a comma between it and what stands beside it."""
    return f", {aside[1]}" if aside.start() else f"{aside[1]}, "


def _is_part(aside: str, known: Known) -> bool:
    """Whether what stands in brackets inside of a credit is a part of it: "Ana Ruiz (Reuters)"."""
    return bool(known_part(aside)) or looks_like_org(aside, known, is_behind=True)


def source_name(text: str) -> str:
    return agency_name(text) or PICTURE_SOURCES.get(" ".join(text.split()).casefold(), "")


def last_flag(head: str, last: str) -> str:
    """The flag behind an owner: "The Ledger file", "PA Archive"; "" if the word is part of a name,
    as in "Harbor Archive".
    """
    folded = last.casefold()
    if not head or (is_first_name(head) and last.istitle()):
        return ""  # "Aaron Ho"
    if folded in _ARCHIVES and (agency_name(head) or head.rpartition(" ")[2].casefold() in PAPERS):
        return "FILE"
    return FLAGS.get(folded, "")


def known_part(text: str) -> Part | None:
    """A piece that can be nothing else: an agency, a flag ("Pool", "File Photo", "Photo
    submitted"), a licence.
    """
    if agency := source_name(text):
        return Part("agency", agency)
    folded = " ".join(text.casefold().split())
    bare = _MEDIUM_AROUND.sub("", folded).strip(" :")
    if flag := FLAGS.get(bare):
        return Part("flag", flag)
    if folded in _ARCHIVES:
        return Part("flag", "FILE")
    if folded in NOBODY or _NO_NAME.fullmatch(folded):
        return Part("nobody", text)
    if not bare or folded in ("stock photo", "screenshot"):
        return Part("marker", "photo") if folded in ("photo", "photos") else Part("nobody", text)
    return Part("licence", text) if _LICENCE.fullmatch(text) else None
