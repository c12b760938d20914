"""How languages set quotation marks, apostrophes, dashes and spaces: one table, and what finds all
that a text leaves to decide.
"""

import re
from functools import cache, lru_cache

import msgspec

STX, ETX = "\u0002", "\u0003"
ELLIPSIS, EM_DASH, EN_DASH = "…", "—", "–"
NARROW_NBSP = "\u202f"
# ’tis, rock ’n’ roll, the ’80s, ’08; but '42' and '10 feet' are quotations. Of the longer words,
# one that is quoted alone is none: the word 'cause'.
_SHORT_WORDS = "tisn?|twasn?|twere|twill|til|em|n|nuff"
_LONG_WORDS = (
    "bout|cause|cos|coz|cuz|fraid|fro|gainst|hood|kay|merica|neath|nother|ol|round|scuse|sup"
    "|tween|twixt"
)


@lru_cache(maxsize=16)
def _elision(short: str, long: str) -> re.Pattern[str]:
    """What an apostrophe at the beginning of a word stands before. Made for a language when a text
    is in it.
    """
    return re.compile(
        rf"(?:{short})(?!\w)|(?:{long})(?![\w'])|[st](?![\w'])"
        r"|\d\d(?:'?s(?!\w)|(?![\w'%]|[.,]\d|[ ]\w{1,20}'(?!\w)"
        r"|(?:[ ]\w{1,20}){1,3}[ ]\w{0,20}[^\Ws_]'(?!\w)))",
        re.I,
    )


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """How one language sets its marks; `double` and `single` are (closing, opening)."""

    double: tuple[str, str]
    single: tuple[str, str]
    openers: str = "“‘„‚«‹"
    closers: str = "”’»›"
    dash: str = EM_DASH
    flags: bool = True  # " --word" is a flag of a command; else a dash that opens an aside
    spaced: bool = False  # no-break spaces inside guillemets and before high punctuation
    hebrew: bool = False  # a mark between two letters is a sign of abbreviation
    elided: tuple[str, str] = (_SHORT_WORDS, _LONG_WORDS)  # what an apostrophe may begin

    @property
    def elision(self) -> re.Pattern[str]:
        return _elision(*self.elided)

    @property
    def trigger(self) -> re.Pattern[str]:
        return _trigger(self.spaced)


@cache
def _trigger(spaced: bool) -> re.Pattern[str]:
    """One scan finds all there is to decide. It starts with a set of ASCII characters: `re` is
    fastest so.
    """
    first, space = r"\"'.\-:" + STX, ""
    if spaced:
        first, space = first + " ", r"""|(?<=[ ])(?:["']+|(?=[;!?:»])|(?<=["«][ ]))"""
    return re.compile(
        rf"""[{first}](?:
            (?<=["'])(?:(?<=[0-9]')[0-9]{{1,2}}"(?!\w)|["']*)  # 6'2", else a run of quotes
          | (?<=-)(?:[ \t]*-)+
          | (?<=\.)(?:[ ]?[.{ELLIPSIS}])+
          | (?<=:)//[^\s"'<>{STX}]*                            # a bare URL keeps its hyphens
          | (?<={STX})wzxhzdk:[0-9]+{ETX}                      # raw HTML that Markdown put aside
          {space})""",
        re.X,
    )


# The marks of each language: opening and closing, and the same inside of a quotation (Unicode CLDR,
# "delimiters"; Japanese and simplified Chinese as their news sites write).
_MARKS = {
    "“ ” ‘ ’": "en af az bn cy da eo es-419 eu fil ga gd gl gu hi id ja jv kn ko ml mn mr ms mt my"
    " ne nl pa pt si sw ta te th tl tr uz vi yo zh zu",
    "„ “ ‚ ‘": "bg cs dsb et hr hsb is ka lb lt mk sk sl",
    "„ ” ‚ ’": "bs sr",
    "„ ” « »": "pl ro",
    "„ ” » «": "hu",
    "„ “ « »": "lv",
    "« » „ “": "be kk ky ru tg tt uk",
    "« » “ ”": "an ast br ca el hy it oc pt-pt sq ti",
    "« » ‹ ›": "am de-ch de-li fa it-ch ps rm gsw",
    "« » ‘ ’": "nb nn no",
    "” ” ’ ’": "fi fo he iw se sv yi",
    "” “ ’ ‘": "ar ur",
    "「 」 『 』": "zh-hant zh-hk zh-mo zh-tw",
}
# Here `--` is a dash of the width of an n, with spaces beside it.
_EN_DASHED = frozenset(
    "bg bs cs da de-ch de-li dsb et fi fo gsw hr hsb hu is it it-ch lb lt lv mk nb nl nn no pl"
    " pt-pt rm ro se sk sl sr sv tr".split()
)
_ELIDED = {
    "nl": ("[tnskmr]|ie", "ns"),
    "af": ("[tnskmr]", "ns"),
    "it": ("o|a|e|na|nu|ndrangheta|ndrina|sta|sto|mo", "ste|sti"),
}
_SPANISH_OF_EUROPE = ("es-es", "es-gq", "es-ea", "es-ic")


def _of_marks(name: str, marks: str) -> Language:
    opening, closing, inner_opening, inner_closing = marks.split()
    opens, closes = {opening, inner_opening}, {closing, inner_closing}
    return Language(
        double=(closing, opening),
        single=(inner_closing, inner_opening),
        openers="".join(sorted((opens | set("“‘„‚«‹「『")) - closes)),
        closers="".join(sorted((closes | set("”’»›」』")) - (opens - closes))),
        dash=EN_DASH if name in _EN_DASHED else EM_DASH,
        hebrew=name in ("he", "iw", "yi"),
        elided=_ELIDED.get(name, (_SHORT_WORDS, _LONG_WORDS)),
    )


_LANGUAGES = {
    name: _of_marks(name, marks) for marks, names in _MARKS.items() for name in names.split()
}
_LANGUAGES |= {
    "de": Language(
        double=("“", "„"),
        single=("‘", "‚"),
        openers="„‚»›",
        closers="“‘”’«‹",
        dash=EN_DASH,
        elided=(
            f"{_SHORT_WORDS}|ne[nmrs]?",
            "mal|ran|rauf|raus|rein|rüber|rum|runter|nauf|naus|nunter",
        ),
    ),
    "es": Language(double=("»", "«"), single=("”", "“"), flags=False),
    "es-419": Language(double=("”", "“"), single=("’", "‘"), flags=False),
    "fr": Language(
        double=(NARROW_NBSP + "»", "«" + NARROW_NBSP),
        single=("”", "“"),
        spaced=True,
    ),
}


@lru_cache(maxsize=64)
def language_of(tag: str) -> Language:
    """By the whole tag, or as much of its beginning as is known; else English."""
    tag = tag.replace("_", "-").lower()
    if tag.startswith("es-") and tag not in _SPANISH_OF_EUROPE:
        tag = "es-419"
    while tag:
        if known := _LANGUAGES.get(tag):
            return known
        tag = tag.rpartition("-")[0]
    return _LANGUAGES["en"]
