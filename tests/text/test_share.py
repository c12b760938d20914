"""Share links: what a network reads out of a link is what the story says."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.text.share import NETWORKS, ShareSubject, share_links, unknown_networks

pytestmark = pytest.mark.fast

_URL = "https://ledger.example/paper/world/ferry-strike/?a=1&b=ü"
_IMAGE = "https://ledger.example/paper/media/ferry.jpg"
_SUBJECT = ShareSubject(
    title="Crews & “talks”: 100% stalled?",
    permalink=_URL,
    image=_IMAGE,
    tags=("strike", "port budget"),
    via="@ledger",
)
_titles = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=80
)


@given(
    title=_titles,
    url=st.text(min_size=1, max_size=40).map(lambda path: f"https://x.example/{path}"),
)
@settings(max_examples=100, deadline=None)
def test_every_network_reads_back_the_title_and_the_address(title: str, url: str) -> None:
    read = {
        link.network: _query(link.href)
        for link in share_links(list(NETWORKS), _subject(title, url))
    }
    both = f"{title} {url}"
    assert read == {
        "facebook": {"u": url},
        "x": {"url": url, "text": title, "via": "ledger", "hashtags": "strike"},
        "pinterest": {"url": url, "media": _IMAGE, "description": title},
        "email": {"subject": title, "body": f"{title}\r\n{url}"},
        "linkedin": {"url": url},
        "reddit": {"url": url, "title": title},
        "whatsapp": {"text": both},
        "bluesky": {"text": both},
        "mastodon": {"text": both},
        "threads": {"text": title, "url": url},
        "telegram": {"url": url, "text": title},
        "flipboard": {"v": "2", "title": title, "url": url},
        "hackernews": {"u": url, "t": title},
    }


@given(
    title=st.text(max_size=60),
    via=st.text(max_size=10),
    tags=st.lists(st.text(max_size=8)).map(tuple),
)
@settings(max_examples=100, deadline=None)
def test_a_link_is_plain_ascii_without_empty_values(
    title: str, via: str, tags: tuple[str, ...]
) -> None:
    subject = ShareSubject(title=title, permalink=_URL, image=_IMAGE, via=via, tags=tags)
    for link in share_links(list(NETWORKS), subject):
        assert link.href.isascii()
        assert not set(link.href) & set(" \"'<>\r\n")
        assert "=&" not in link.href
        assert not link.href.endswith("=")


def test_links_come_in_the_order_asked_for_each_once_under_its_own_name() -> None:
    links = share_links(["mail", "Twitter", "email", "x", "bsky", "facebook", "nowhere"], _SUBJECT)
    assert [link.network for link in links] == ["email", "x", "bluesky", "facebook"]
    assert [link.label for link in links] == [
        "Email",
        "Share on X",
        "Share on Bluesky",
        "Share on Facebook",
    ]


def test_names_that_no_link_can_be_made_for_are_told() -> None:
    assert unknown_networks(["x", "Twitter", "faecbook", "email", "Orkut"]) == ("faecbook", "Orkut")


def test_a_picture_that_may_not_be_shared_leaves_pinterest_out() -> None:
    without = ShareSubject(title="Crews walk out", permalink=_URL)
    assert [link.network for link in share_links(["x", "pinterest", "email"], without)] == [
        "x",
        "email",
    ]


def test_each_value_is_encoded_once() -> None:
    (link,) = share_links(
        ["facebook"], ShareSubject(title="", permalink="https://x.example/a%20b/?q=é&r=/")
    )
    assert link.href == (
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fx.example%2Fa%2520b%2F%3Fq%3D%C3%A9%26r%3D%2F"
    )


def test_only_tags_of_one_word_become_hashtags() -> None:
    tags = ("strike", "port budget", "covid-19", "#ferry", "2026", "G20", "año_nuevo", "")
    (link,) = share_links(["x"], ShareSubject(title="t", permalink=_URL, tags=tags))
    assert _query(link.href)["hashtags"] == "strike,ferry,G20,año_nuevo"


def test_empty_values_are_left_out() -> None:
    (link,) = share_links(["x"], ShareSubject(title="t", permalink="https://x.example/"))
    assert link.href == "https://x.com/intent/post?url=https%3A%2F%2Fx.example%2F&text=t"


def test_a_mail_has_one_subject_line_and_its_body_ends_lines_in_cr_lf() -> None:
    (link,) = share_links(
        ["email"], ShareSubject(title="Crews\r\nBcc: x@y.example", permalink="https://x.example/")
    )
    assert link.href == (
        "mailto:?subject=Crews%20Bcc%3A%20x%40y.example"
        "&body=Crews%20Bcc%3A%20x%40y.example%0D%0Ahttps%3A%2F%2Fx.example%2F"
    )


@pytest.mark.parametrize(
    "sign",
    [
        "a",
        "é",
        "e\u0301",
        "👩🏽\u200d🚀",
        "🇫🇷",
        "❤️",
        "각",
        "\u1112\u1161\u11ab",
        "क्",
        "🏴\U000e0067\U000e007f",
    ],
)
def test_bluesky_counts_what_a_reader_sees_and_keeps_the_address_whole(sign: str) -> None:
    # 50 signs, so that 249 are left for the title beside a space.
    url = "https://x.example/" + "p" * 32
    assert _bluesky_text(sign * 249, url) == f"{sign * 249} {url}"
    assert _bluesky_text(sign * 250, url) == f"{sign * 248}… {url}"


def test_bluesky_gets_the_address_alone_where_nothing_else_fits() -> None:
    url = "https://x.example/" + "p" * 290
    assert _bluesky_text("Crews walk out", url) == url


def test_a_title_is_cut_before_the_space_not_behind_it() -> None:
    url = "https://x.example/" + "p" * 32
    assert _bluesky_text("a" * 247 + " " + "b" * 50, url) == f"{'a' * 247}… {url}"


def test_a_lone_surrogate_does_not_stop_the_build() -> None:
    (link,) = share_links(
        ["reddit"], ShareSubject(title="a\ud800b", permalink="https://x.example/")
    )
    assert link.href.endswith("&title=a%3Fb")


def _subject(title: str, url: str) -> ShareSubject:
    return ShareSubject(
        title=title, permalink=url, image=_IMAGE, tags=_SUBJECT.tags, via=_SUBJECT.via
    )


def _bluesky_text(title: str, url: str) -> str:
    (link,) = share_links(["bluesky"], ShareSubject(title=title, permalink=url))
    return _query(link.href)["text"]


def _query(href: str) -> dict[str, str]:
    parts = urlsplit(href)
    values = parse_qs(parts.query or parts.fragment, keep_blank_values=True, strict_parsing=True)
    assert all(len(value) == 1 for value in values.values())
    return {name: value[0] for name, value in values.items()}
