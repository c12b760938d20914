"""Names of people of many languages, from the lists of Faker, come out of every usual form of a
byline as they went in; and what looks like a person, an organisation, an occupation.
"""

from __future__ import annotations

import importlib
import re
import warnings
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.grammar.agencies import agency_name
from ssg.grammar.byline import parse_byline
from ssg.grammar.credit import parse_credit
from ssg.grammar.name_lists import join_names, split_names
from ssg.grammar.names import (
    Known,
    is_collective,
    known_names,
    looks_like_name,
    looks_like_org,
    surely_name,
)
from ssg.grammar.occupations import looks_like_role
from ssg.model.people import Person

# One locale for each list of names of its own; in three of them the family name is in front.
_LOCALES = (
    "ar_AA ar_DZ ar_PS az_AZ bg_BG bn_BD cs_CZ da_DK de_AT de_CH de_DE el_GR en_GB en_IE en_IN"
    " en_KE en_NG en_NZ en_PK en_TH en_US es_AR es_CA es_CL es_CO es_ES es_MX et_EE fa_IR fi_FI"
    " fr_BE fr_CA fr_CH fr_DZ fr_FR ga_IE gu_IN ha_NG he_IL hi_IN hr_HR hu_HU hy_AM id_ID ig_NG"
    " is_IS it_IT ja_JP ka_GE ko_KR lt_LT lv_LV mk_MK mr_IN ne_NP nl_BE nl_NL no_NO or_IN pl_PL"
    " pt_BR pt_PT ro_RO ru_RU si_LK sk_SK sl_SI sv_SE sw ta_IN th_TH tr_TR tw_GH uk_UA uz_UZ"
    " vi_VN yo_NG zh_CN zh_TW zu_ZA"
).split()
_FAMILY_FIRST = ("zh_CN", "zh_TW", "ko_KR")
# Slips in the lists: marks that no name has, and a name in small letters.
_NO_NAME = re.compile(r"[(),;|~˜]|\b(?:auch|The)\b")


@cache
def _listed(locale: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    first, last = set(), set()
    for attribute in dir(provider):
        into = last if "last_names" in attribute else first if "first_names" in attribute else None
        listed = getattr(provider, attribute)
        if into is not None and isinstance(listed, (list, tuple, set, dict)):
            into.update(" ".join(str(name).split()) for name in listed)
    return tuple(map(tuple, (sorted(filter(_is_usable, part)) for part in (first, last))))  # type: ignore[return-value]


def _is_usable(name: str) -> bool:
    has_case = name.upper() != name.lower() and not "ა" <= name[0] <= "ჿ"
    return not _NO_NAME.search(name) and not (has_case and name.islower())


@st.composite
def _names(draw: st.DrawFn) -> list[str]:
    locale = draw(st.sampled_from(_LOCALES))
    first, last = _listed(locale)
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(first), st.sampled_from(last)),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    if locale in _FAMILY_FIRST:
        return [family + given_name for given_name, family in pairs]
    return [f"{given_name} {family}" for given_name, family in pairs]


def _serial(names: list[str]) -> str:
    return f"{', '.join(names[:-1])}, and {names[-1]}" if len(names) > 2 else join_names(names)


def _forms(names: list[str]) -> dict[str, dict[str, str]]:
    """Bylines of these names, and what each person has beside the name."""
    joined, ledger = join_names(names), "The Harbor Ledger"
    return {
        joined: {},
        f"By {joined}": {},
        f"BY {joined}": {},
        f"Story by {joined}": {},
        _serial(names): {},
        joined.replace(" and ", " & "): {},
        "; ".join(names): {},
        "\n".join((f"By {joined}", ledger)): {"org": ledger},
        f"{joined}, {ledger}": {"org": ledger},
        f"{_serial(names)} of Harbor PA": {"org": "Harbor PA"},
        f"{joined} | {ledger}": {"org": ledger},
        f"{joined} — {ledger}": {"org": ledger},
        f"By {joined}, Associated Press": {"org": "Associated Press"},
        f"{joined}, staff writers": {"role": "staff writers"},
        ", ".join(f"{name}, staff writer" for name in names): {"role": "staff writer"},
        " and ".join(f"{name} in Beirut" for name in names): {"location": "Beirut"},
        "; ".join(f"{name}, {ledger}" for name in names): {"org": ledger},
        " and ".join(f"{name} (Reuters)" for name in names): {"org": "Reuters"},
    }


def test_the_lists_are_many_and_long() -> None:
    lists = [_listed(locale) for locale in _LOCALES]
    assert len(lists) >= 80
    assert all(first and last for first, last in lists)
    assert sum(len(first) + len(last) for first, last in lists) > 60_000


@given(names=_names())
@settings(max_examples=150, deadline=None)
def test_names_of_many_languages_are_read_as_they_are_written(names: list[str]) -> None:
    for text, details in _forms(names).items():
        assert parse_byline(text) == tuple(Person(name=name, **details) for name in names), text
    for name in names:
        assert parse_byline(f"By {name} and staff")[0] == Person(name=name)
    assert split_names(join_names(names)) == tuple(names)


@given(names=_names())
@settings(max_examples=100, deadline=None)
def test_photographers_of_many_languages_are_read_as_they_are_written(names: list[str]) -> None:
    joined = join_names(names)
    for text in (
        f"AP Photo/{joined}",
        f"REUTERS/{joined}",
        f"Photo by {joined}/Getty Images",
        f"Photo: {joined}",
        f"{joined} / The Harbor Ledger",
        f"{joined} via AP",
    ):
        assert parse_credit(text).creators == tuple(names), text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Ruiz", "person"),
        ("U.S. Rep. Ana Ruiz", "person"),
        ("The Rev. Ana Ruiz", "person"),
        ("J.R. Tolliver", "person"),
        ("Ludwig van der Berg", "person"),
        ("李伟", "person"),
        ("Сергій Коваль", "person"),
        ("Emily Post", "person"),
        ("Andrés Company", "person"),
        ("Harbor PA", "org"),
        ("ProPublica", "org"),
        ("TribHarbor", "org"),
        ("DeShawn McDonald", "person"),
        ("harbor.example.com", "org"),
        ("Voice of Alder", "org"),
        ("The 19th", "org"),
        ("WBUR", "org"),
        ("新华社", "org"),
        ("Staff reports", "org"),
        ("Wren Talbot", "name"),
        ("Lance Marshall", "name"),
        ("ferries at dawn", "nothing"),
    ],
)
def test_what_a_few_words_look_like(text: str, kind: str) -> None:
    assert looks_like_org(text) == (kind == "org")
    assert surely_name(text) == (kind == "person")
    if kind in ("person", "name"):
        assert looks_like_name(text)


def test_occupations_and_staffs() -> None:
    for role in ("staff writer", "Professor of History", "Editor-in-Chief", "a reporter at X"):
        assert looks_like_role(role), role
    for other in ("Hugo Mayor", "Ana Ruiz", "The Reporter", "Prof. Ana Ruiz"):
        assert not looks_like_role(other), other
    for staff in ("Staff", "From wire reports", "Ledger Editorial Board", "la Redacción"):
        assert is_collective(staff), staff
    assert not is_collective("Ana Ruiz and staff")


def test_what_a_newsroom_says_of_itself_wins() -> None:
    known = known_names(("Billy Penn", "The Wren Talbot"), ("Harbor News",))
    assert known is known_names(("Billy Penn", "The Wren Talbot"), ("Harbor News",))
    assert parse_byline("Ana Ruiz / Billy Penn", known) == (
        Person(name="Ana Ruiz", org="Billy Penn"),
    )
    assert parse_byline("Wren Talbot", known) == (Person(name="Wren Talbot", is_agency=True),)
    assert parse_byline("Ana Ruiz, Harbor News", known) == (
        Person(name="Ana Ruiz"),
        Person(name="Harbor News"),
    )
    assert parse_credit("Ana Ruiz / Billy Penn", known).agency == "Billy Penn"
    assert parse_credit("Harbor News/AP", known).creators == ("Harbor News",)
    assert parse_byline("Ana Ruiz / Billy Penn", Known())[1] == Person(name="Billy Penn")
    assert agency_name("ap") == "AP"
