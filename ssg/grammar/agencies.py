"""Wire services: how they are written in full, and by which short name each is known."""

from __future__ import annotations

from collections.abc import Mapping

from ssg.grammar.newsrooms import LONG_NEWSROOMS

AGENCY_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press", "AAP Image"),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "ANI": (),
    "ANP": (),
    "ANSA": (),
    "APA": (),
    "ANTARA": ("ANTARA FOTO",),
    "Agerpres": (),
    "AGI": (),
    "Angop": (),
    "Armenpress": (),
    "ATS": (),
    "Azertac": (),
    "BelTA": (),
    "Colpisa": (),
    "HINA": (),
    "IANS": (),
    "Kazinform": (),
    "KNA": ("Katholische Nachrichten-Agentur",),
    "Mediafax": (),
    "Notimex": (),
    "Prensa Latina": (),
    "Sputnik": (),
    "Tanjug": (),
    "TASR": (),
    "Télam": (),
    "Ukrinform": (),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansı"),
    "AP": ("Associated Press", "The Associated Press"),
    "Belga": (),
    "Bernama": (),
    "Bloomberg": ("Bloomberg News",),
    "The Canadian Press": ("Canadian Press",),
    "ČTK": (),
    "epd": ("Evangelischer Pressedienst",),
    "dpa": ("Deutsche Presse-Agentur",),
    "EFE": ("Agencia EFE",),
    "EPA": ("European Pressphoto Agency",),
    "EPA-EFE": (),
    "Interfax": (),
    "Jiji Press": (),
    "Keystone": ("Keystone-SDA",),
    "Kyodo": ("Kyodo News",),
    "Lusa": (),
    "MTI": (),
    "NTB": (),
    "PA": ("PA Media", "Press Association"),
    "PAP": (),
    "PTI": ("Press Trust of India",),
    "Reuters": ("Thomson Reuters",),
    "Ritzau": (),
    "STT": (),
    "TASS": (),
    "TNS": ("Tribune News Service",),
    "UPI": ("United Press International",),
    "Xinhua": ("Xinhua News Agency",),
    "Yonhap": ("Yonhap News Agency",),
    "ロイター": ("ロイター通信",),
    "アフロ": (),
    "路透": ("路透社",),
    "法新社": (),
    "美联社": ("美聯社",),
    "中新社": (),
    "中通社": (),
    "게티이미지": ("게티이미지뱅크", "게티이미지코리아"),
    "رويترز": (),
    "أ ف ب": ("فرانس برس", "أ.ف.ب"),
    "أسوشيتد برس": ("أ ب",),
    "وام": (),
    "واس": (),
    "الأناضول": (),
    "רויטרס": (),
    "Рейтер": ("Рейтерс",),
    "АП": (),
    "АФП": (),
    "УНІАН": (),
    "БелТА": (),
    "로이터": (),
    "뉴스1": (),
    "뉴시스": (),
    "연합": (),
    "РИА": (),
    "ТАСС": (),
    "Укрінформ": (),
    "Интерфакс": (),
    "共同": (),
    "共同通信": (),
    "時事": (),
    "時事通信": (),
}


def agency_name(text: str) -> str:
    """The short name of the wire service that `text` names in full ("The Associated Press": "AP"),
    or "".
    """
    name = " ".join(text.split()).casefold()
    return _AGENCIES.get(name[2:] if name[:2] in ("l'", "l’") else name, "")


def trailing_agency(words: list[str]) -> int:
    """Of how many words the agency at the end of a text is; 0 if there is none or nothing else."""
    for count in range(min(len(words) - 1, _LONGEST_AGENCY), 0, -1):
        name = " ".join(words[-count:])
        is_agency = agency_name(name) and (count > 1 or name in _PLAIN_AGENCIES)
        if is_agency or (count > 1 and name[0].isupper() and name.casefold() in LONG_NEWSROOMS):
            return count
    return 0


def leading_agency(words: list[str]) -> int:
    """Of how many words the agency at the beginning is; 0 if there is none or nothing else."""
    for count in range(min(len(words) - 1, _LONGEST_AGENCY), 0, -1):
        if agency_name(" ".join(words[:count])):
            return count
    return 0


_PLAIN_AGENCIES = frozenset({"AP", "AFP", "EFE", "dpa", "Reuters", "REUTERS", "UPI", "TNS"})
_AGENCIES = {
    spelling_.casefold(): name
    for name, others in AGENCY_SPELLINGS.items()
    for spelling_ in (name, *others)
}
_LONGEST_AGENCY = max(len(spelling_.split()) for spelling_ in _AGENCIES)  # words
