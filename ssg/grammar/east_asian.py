"""Bylines and credits in the forms of Chinese, Japanese and Korean newsrooms, which part words by
other signs than Western ones: 記者王小明／台北報導, 文・木村陽一、写真・田中花子, 사진=연합뉴스.

A form that is not known is left to the grammars, word for word.
"""

from __future__ import annotations

import re

from ssg.grammar.names import NOTHING_KNOWN, Known, looks_like_org
from ssg.model.people import Person

# characters: the patterns below look at each of them again and again
LONGEST_LINE = 300


def read_byline(text: str, known: Known = NOTHING_KNOWN) -> tuple[Person, ...]:
    """The people in a byline of one of these forms; nobody where it is of none, or longer than a
    line.
    """
    if len(text) > LONGEST_LINE:
        return ()
    written = " ".join(text.split()).translate(_SIGNS)
    text = _unwrapped(written)
    if people := _labelled(text, known):
        return people
    if wired := _WIRED.fullmatch(text):  # 来源:新华社, ロンドン共同
        name, place = wired["source"] or wired["wire"], wired["location"] or ""
        return (Person(name=name, is_agency=True, location=place),)
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _people(match, known)
    # 【木村陽一、田中花子】
    names = _names(text) if text != written else ()
    is_org = any(looks_like_org(name, known) for name in names)
    return () if is_org else tuple(map(_plain, names))


def western_credit(text: str) -> str:
    """A credit of one of these forms as the grammar of credits reads it: 写真：木村陽一 is
    "Photo by 木村陽一". Other texts stay as they are.
    """
    if len(text) > LONGEST_LINE:
        return text
    plain, is_file = _without_file(_unwrapped(text))
    found = next(
        (
            (western, match.groupdict())
            for form, western in _CREDITS
            if (match := form.fullmatch(plain))
        ),
        None,
    )
    if found:
        western, groups = found
        who = _REPORTER.sub(r"\1", groups["who"])
        if western == _PHOTO and not _names(who):  # too long for a name
            western = _FROM
        plain = western.format(**groups | {"who": who})
    elif not is_file:
        return text
    return ", ".join(filter(None, (plain, "File" if is_file else "")))


def _people(match: re.Match[str], known: Known) -> tuple[Person, ...]:
    found = match.groupdict()
    names = _names(found["names"])
    if not names or any(looks_like_org(name, known) for name in names):
        return ()
    role = found.get("role") or found.get("korean") or ""
    role = f"{found.get('desk') or ''} {role.strip()}"
    role, org = role.strip(), found.get("org") or ""
    location = found.get("location") or ""
    location = "" if location in _NO_PLACES else location
    return tuple(Person(name=name, role=role, org=org, location=location) for name in names)


def _names(text: str) -> tuple[str, ...]:
    """The names in a list; none where a piece of it is too long for a name."""
    pieces = (_WRITES_BEHIND.sub("", name.strip()) for name in _BETWEEN.split(text))
    names = tuple(filter(None, pieces))
    hangul = [name for name in names if " " in name and "가" <= name[0] <= "힣"]
    if hangul and all(len(word) > 1 for name in hangul for word in name.split()):
        names = tuple(word for name in names for word in name.split())  # 김지우 이민호
    return names if all(_NAME.fullmatch(name) for name in names) else ()


def _labelled(text: str, known: Known) -> tuple[Person, ...]:
    """文・木村陽一、写真・田中花子: who wrote, and who did something else."""
    marks = list(_LABEL.finditer(text))
    if not marks or marks[0].start():
        return ()
    people: list[Person] = []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        names = text[mark.end() : end].strip(" 、，,／/|;；")
        role = _ROLE_FIRST.fullmatch(names) or _ROLE_LAST.fullmatch(names)
        made = "" if any(word in mark["label"] for word in _WRITTEN) else mark["label"]
        read = _people(role, known) if role else tuple(map(_plain, _names(names)))
        if not read or any(looks_like_org(person.name, known) for person in read):
            return ()
        people += (_made(person, made) for person in read)
    return tuple(people)


def _plain(name: str) -> Person:
    return Person(name=name)


def _made(person: Person, made: str) -> Person:
    return Person(name=person.name, role=made or person.role, org=person.org)


def _unwrapped(text: str) -> str:
    """Without brackets around the whole, and full-width signs that stand for plain ones."""
    text = text.translate(_SIGNS).strip()
    if len(text) > 2 and (text[0], text[-1]) in _BRACKETS and text[0] not in text[1:]:
        return text[1:-1].strip()
    return text


def _without_file(text: str) -> tuple[str, bool]:
    plain = _FILE.sub("/", text)
    return plain.strip(" ,，、/:;"), plain != text


_HAN = "\u3005\u4e00-\u9fff"
_EAST = rf"[{_HAN}\u3040-\u30ff\uac00-\ud7a3]"
_SIGNS = str.maketrans("／：｜＝，；　（）［］", "/:|=,; ()[]")
_BRACKETS = frozenset(zip("([〔【〈", ")]〕】〉", strict=True))

# A person's name: up to six letters without a space (the names of foreigners have a dot), or two
# parts.
_NAME = re.compile(
    rf"{_EAST}{{2,6}}|{_EAST}{{1,4}} {_EAST}{{1,4}}|{_EAST}{{1,8}}[·・]{_EAST}{{1,8}}"
)
_BETWEEN = re.compile(r"\s*[、,，;·・/]\s*")

_ROLE = (
    r"(?:本報|本报|本社|駐..|驻..|政治|財經|财经|體育|体育|文化"
    r"|實習|实习|特約|特约|見習|见习|首席|高级|資深|资深)?(?:記者|记者|通讯员|通訊員|特派員|特派记者|特派記者|編輯委員|編集委員|論説委員|評論員|评论员|编译|編譯)"
)
_SOURCE = (
    rf"(?:財新|财新|澎湃|界面|(?!本){_EAST}{{1,8}}?"
    r"(?:社|報|报|網|网|新聞|新闻|通信|傳媒|传媒|電視台|电视台))"
)
_WRITES = "기자|특파원|논설위원|선임기자|인턴기자"

# 記者王小明/台北報導
_REPORTED = re.compile(
    rf"(?P<org>{_SOURCE})?\s?(?P<role>{_ROLE})\s?(?P<names>\S.*?)\s?[/ ]\s?"
    rf"(?P<location>[{_HAN}]{{2,8}}?)(?:(?:即時|即时|綜合|综合|現場)?(?:報導|报道|報道)"
    r"|(?:\d+日)?[電电]讯?)"
)
# (서울=연합뉴스) 김지우 기자
_FILED = re.compile(
    rf"[(\[](?P<location>[\uac00-\ud7a3]+)\s?=\s?(?P<org>[\uac00-\ud7a3A-Z]+)[)\]]\s?"
    rf"(?P<names>\S.*?)\s(?P<role>{_WRITES})(?:\s?=)?"
)
# ロンドン=木村陽一
_PLACED = re.compile(rf"(?P<location>[\u30a0-\u30ff{_HAN}]+)=(?P<names>{_EAST}.*)")
_ROLE_FIRST = re.compile(rf"(?P<org>{_SOURCE})?\s?(?P<role>{_ROLE})\s?(?P<names>\S.*)")
_ROLE_LAST_AT = re.compile(  # 경제부 김지우 기자
    rf"(?P<desk>[\uac00-\ud7a3]+(?:부|팀|센터))\s(?P<names>\S.*?)\s(?P<role>{_WRITES})"
)
_ROLE_LAST_OF = re.compile(  # 조선일보 김지우 기자
    r"(?P<org>\S+(?:일보|신문|뉴스|방송|통신|경제|뉴시스|뉴스1))\s(?P<names>\S.*?)"
    rf"\s(?P<role>{_WRITES})"
)
# [한겨레] 김지우 기자
_ROLE_LAST_IN = re.compile(
    rf"[(\[](?P<org>[\uac00-\ud7a3A-Za-z]+)[)\]]\s?(?P<names>\S.*?)\s(?P<role>{_WRITES})(?:\s?=)?"
)
# 中央社記者王小明台北3日電
_WIRED_FROM = re.compile(
    rf"(?P<org>{_SOURCE})?(?P<role>{_ROLE})\s?(?P<names>{_EAST}{{2,4}})\s?(?P<location>[{_HAN}]{{2}})"
    r"(?:\d+月)?\d+日[電电]讯?"
)
_WIRED = re.compile(
    r"(?:(?:来源|來源|出典|출처)\s?[:=/|]\s?(?P<source>\S+)|(?P<location>[\u30a0-\u30ff]+)(?P<wire>共同|時事))"
)
_ROLE_LAST = re.compile(
    rf"(?P<names>\S.*?)(?:(?P<korean>\s(?:{_WRITES}))|\s?(?P<role>記者|记者|特派員|編集委員|論説委員))"
)

_FORMS = (
    _WIRED_FROM,
    _REPORTED,
    _FILED,
    _PLACED,
    _ROLE_FIRST,
    _ROLE_LAST_IN,
    _ROLE_LAST_OF,
    _ROLE_LAST_AT,
    _ROLE_LAST,
)

_MEDIA = (
    "圖片|图片|图文|圖文|照片|圖|图|攝影|摄影|攝|摄|写真|撮影|イラスト|動画|编辑|編輯|編集"
    "|責任編輯|责任编辑|翻译|翻譯|译|譯|訳"
    "|사진|영상|그래픽|편집|번역"
)
_WRITTEN = ("記者", "记者", "文", "글", "作者", "記事", "취재", "撰", "取材")
_TEXT = "記者|记者|取材・文|取材|文字|撰文|撰稿|記事|作者|文|글·사진|글/사진|글ㆍ사진|글|취재"
_NO_PLACES = ("綜合", "综合", "即時", "即时", "專題", "专题")
_WRITES_BEHIND = re.compile(rf"\s(?:{_WRITES})$")
_LABEL = re.compile(
    rf"(?:(?<=[\s、,;|])|^)(?P<label>(?:{_TEXT}|{_MEDIA})(?:[·・/、及與与和&](?:{_TEXT}|{_MEDIA}))*)"
    rf"\s?(?:[:/・|=]|(?<=사진)\s|(?<=글)\s)\s?(?!(?:{_TEXT}|{_MEDIA})\s?[:/・|=])"
)

_FILE = re.compile(
    r"[(,、;/ ]*(?:資料照片?|资料照片?|资料图片?|資料圖片?|資料写真|자료\s?사진|檔案照片?)"
    r"[),、;/: ]*"
)
_REPORTER = re.compile(rf"({_EAST}{{2,}})\s?(?:{_WRITES}|記者|记者)$")
_LABELS = r"(?:圖片?|图片?|照片|攝影|摄影|写真|撮影|사진|영상)"
_PHOTO, _FROM, _GIVEN = "Photo by {who}", "Photo from {who}", "provided by {who}"
_CREDITS = (
    (
        re.compile(rf"(?P<org>{_SOURCE})[发發]\s?\(\s?(?P<who>{_EAST}{{2,4}})\s?(?:攝|摄)\s?\)"),
        "Photo by {who}/{org}",
    ),
    (
        re.compile(rf"{_LABELS}\s?(?:提供|제공)\s?[:=/|]?\s?(?P<who>\S.*)"),
        _GIVEN,
    ),
    (
        re.compile(
            r"(?:图源|圖源|(?:圖片|图片|資料|资料)?(?:來源|来源)|出典|사진\s?출처|출처)\s?[:=/|]\s?(?P<who>\S.*)"
        ),
        _FROM,
    ),
    (re.compile(r"(?:提供|제공)\s?[:=/|]\s?(?P<who>\S.*)"), _GIVEN),
    (
        re.compile(
            rf"(?P<org>{_SOURCE}系?)\s?/?\s?(?:本報|本报)?(?:記者|记者)\s?(?P<who>{_EAST}{{2,4}})\s?/?(?:攝"
            rf"|摄|攝影|摄影|撮影)"
        ),
        "Photo by {who}/{org}",
    ),
    (
        re.compile(
            rf"[=]?(?:{_LABELS}\s?[:=/|・]\s?)?(?:(?:本報|本报)?(?:記者"
            rf"|记者))?\s?(?P<who>{_EAST}{{2,6}}?)\s?/?"
            r"(?:攝|摄|攝影|摄影|撮影)"
        ),
        _PHOTO,
    ),
    (re.compile(rf"{_LABELS}\s?[:=/|・]\s?(?:(?:記者|记者)\s?)?(?P<who>\S.*)"), _PHOTO),
    (re.compile(rf"(?!{_LABELS}?\s?(?:提供|제공)$)(?P<who>\S.*?)\s?(?:提供|제공)"), _GIVEN),
)
