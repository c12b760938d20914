"""Lines that look like an item of a list and are none, and lines in an item that look like none:
dates (`3. Mai`, `20. November`), clubs (`1. FC Köln`), and sentences right below an item.
"""

import re

_DAY = re.compile(r" *([1-9]|[12][0-9]|3[01])\. +([^\W\d_]{3,12})(\.?)(?!\w)( [A-Z])?")
_NEXT = re.compile(r"\n *([0-9]{1,2})\. +([^\W\d_]*)")
_GERMAN = frozenset(
    "Januar Jänner Februar Feber März Maerz April Mai Juni Juli August September Oktober November"
    " Dezember Jan Feb Mär Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez".split()
)
_NAMES = frozenset(("April", "August"))  # of people, in English
# In the other languages that write a full stop behind the day, in the forms that follow it.
_SMALL = frozenset(
    "januar februar marts mars april mai maj juni juli august september oktober november desember"
    " december jan feb mar apr jun jul aug sep sept okt nov des dec"  # Danish, Norwegian
    " janúar febrúar apríl maí júní júlí ágúst október nóvember"  # Icelandic
    " jaanuar jaanuaril veebruar veebruaril märts märtsil aprill aprillil mail juuni juunil juuli"
    " juulil augustil septembril oktoober oktoobril novembril detsember detsembril"  # Estonian
    " tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta"
    " syyskuuta lokakuuta marraskuuta joulukuuta"  # Finnish
    " ledna února března dubna května června července srpna září října listopadu prosince"  # Czech
    " januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra"
    " januarja februarja aprila maja junija julija avgusta oktobra"  # Slovak, Slovene
    " siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga"
    " studenog prosinca januara februara marta juna jula"  # Croatian, Serbian
    " јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра"
    " janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī"
    " decembrī janvāris februāris aprīlis maijs jūnijs jūlijs augusts septembris oktobris"
    " novembris decembris".split()  # Latvian
)
# Clubs and leagues of German-speaking countries: `1. FC Union`, `2. Bundesliga`.
_CLUB = re.compile(
    r" *([1-9])\. +(FC|FCN|FCK|FSV|FFC|SC|SV|SK|TC|VC|HC|BC|CfR|Bundesliga|Liga)(?=[ :-])"
)
# A sentence begins with a capital; the line above it ends one, or was not broken for its length.
_CAPITAL = re.compile(r"[\"“„«‘'(*_]{0,4}[^\W\d_]")
_SENTENCE_END = (".", "!", "?", ":", ";", "…", "。", "！", "？")
_CLOSING = "\"”“»’')]*_ "
_SHORT_LINE = 50


def is_no_item(text: str, at: int = 0) -> bool:
    """Whether a text (from `at` on) begins with a number that belongs to its words: a day and its
    month, as German, the Nordic, Baltic and Slavic languages write it (`20. November`), or a club.
    A list that counts on in its next line is one of items.
    """
    match = _day(text, at) or _CLUB.match(text, at)
    if match is None:
        return False
    below = _NEXT.search(text, match.end(2))
    return below is None or int(below[1]) != int(match[1]) + 1 or below[2] == match[2]


def _day(text: str, at: int) -> re.Match[str] | None:
    match = _DAY.match(text, at)
    if match is None or match[2] not in (_GERMAN if match[2][0].isupper() else _SMALL):
        return None
    return None if match[2] in _NAMES and match[4] else match


def looks_like_a_new_sentence(above: str, line: str) -> bool:
    """Whether a line right below the line `above` of an item was meant to stand outside the
    list.
    """
    match = _CAPITAL.match(line)
    if match is None or not match[0][-1].isupper():
        return False
    return len(above) < _SHORT_LINE or above.rstrip(_CLOSING).endswith(_SENTENCE_END)
