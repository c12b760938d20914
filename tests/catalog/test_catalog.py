"""The catalog: what is stored, which stories are published now, how lists are numbered, and the
questions that pages ask.
"""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from conftest import story
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.catalog.bodies import DamagedBody, body_blob, read_body
from ssg.catalog.queries import Queries
from ssg.catalog.rows import AUTHOR, HOME, MONTH, SECTION, SERIES, TAG, PageRow, file_row
from ssg.catalog.scan import CatalogScan
from ssg.catalog.schema import CATALOG_NAME, is_damage, open_for_reading
from ssg.catalog.store import Store
from ssg.config.site import Config
from ssg.markup.convert import Converter
from ssg.markup.marks import Body
from ssg.model.rights import Leased
from ssg.rights.use import leased
from ssg.source.files import SourceFile, SourceStat
from ssg.story.lifecycle import Clock, State
from ssg.story.parse import parse_story
from tests import accidents

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
CONFIG = Config(title="L", base_url="https://ledger.example/", timezone="America/New_York")
CONVERTER = Converter(("pull-quote", "story-continues"))


class News:
    """A catalog in a folder, with stories put in by path and text."""

    def __init__(self, folder):
        self.folder = folder
        self.store = Store(folder / ".ssg")
        self.queries = Queries(open_for_reading(self.store.path))
        self.scan = CatalogScan(self.store.db)

    def put(self, path, text, now=NOW, **asked):
        stat = SourceStat(path=path, size=len(text), mtime_ns=1)
        parsed = parse_story(SourceFile(path, text), CONFIG, CONVERTER)
        lease = leased(parsed.story, CONFIG) if parsed.story else Leased.NOT
        self.store.put_files([file_row(stat, b"digest", parsed, CONFIG.zone, leased=lease)])
        return self.settle(now, **asked)

    def settle(self, now=NOW, **asked):
        self.store.set_states(Clock(now=now, **asked))
        self.store.number_lists()
        self.store.settle()
        return self

    def urls(self, kind, key, limit=100, offset=0):
        return [card.url.split("/")[-2] for card in self.queries.newest(kind, key, limit, offset)]

    def close(self):
        self.queries.db.close()
        self.store.close()


@pytest.fixture
def news(tmp_path):
    made = News(tmp_path)
    yield made
    made.close()


def dated(day, **fields):
    return story(date=f"2026-11-{day:02}T08:00:00-05:00", **fields)


# ---- lists


def test_a_story_is_on_the_lists_of_home_section_month_authors_tags_and_series(news):
    news.put(
        "content/world/a.md",
        dated(
            3,
            byline="Ana Ruiz and Tomás Brandt",
            tags="[Port Budget, strike]",
            series="Harbor at Risk",
        ),
    )
    lists = [
        (term.kind, term.key, term.label, term.count)
        for kind in (HOME, SECTION, MONTH, AUTHOR, TAG, SERIES)
        for term in news.queries.terms(kind)
    ]
    assert lists == [
        (HOME, "", "", 1),
        (SECTION, "world", "", 1),
        (MONTH, "2026-11", "", 1),
        (AUTHOR, "ana-ruiz", "Ana Ruiz", 1),
        (AUTHOR, "tomas-brandt", "Tomás Brandt", 1),
        (TAG, "port-budget", "Port Budget", 1),
        (TAG, "strike", "strike", 1),
        (SERIES, "harbor-at-risk", "Harbor at Risk", 1),
    ]


def test_a_list_is_numbered_from_the_oldest_and_asked_for_from_the_newest(news):
    for day in (5, 2, 9, 7):
        news.put(f"content/world/d{day}.md", dated(day))
    assert news.urls(SECTION, "world") == ["d9", "d7", "d5", "d2"]
    assert news.urls(SECTION, "world", limit=2) == ["d9", "d7"]
    assert news.urls(SECTION, "world", limit=2, offset=1) == ["d7", "d5"]
    assert [card.url.split("/")[-2] for card in news.queries.between(SECTION, "world", 1, 3)] == [
        "d7",
        "d5",
        "d2",
    ]


def test_stories_of_one_moment_stand_in_the_order_of_their_files(news):
    for name in "cab":
        news.put(f"content/world/{name}.md", dated(3))
    assert news.urls(HOME, "") == ["a", "b", "c"]
    news.put("content/world/e.md", dated(3))
    news.put("content/world/b.md", dated(4))
    assert news.urls(HOME, "") == ["b", "a", "c", "e"]


def test_parts_of_a_series_of_one_day_stand_in_the_order_of_their_files(news):
    for name in "cab":
        news.put(f"content/world/{name}.md", dated(3, series="Risk"))
    assert news.urls(SERIES, "risk")[::-1] == ["a", "b", "c"]


def test_a_part_without_weight_comes_after_those_with_one(news):
    for name, day, more in (
        ("epilogue", 9, {}),
        ("two", 5, {"weight": "2"}),
        ("extra", 1, {}),
        ("prologue", 7, {"weight": "0"}),
        ("one", 8, {"weight": "1"}),
    ):
        news.put(f"content/world/{name}.md", dated(day, series="Risk", **more))
    assert news.urls(SERIES, "risk")[::-1] == ["prologue", "one", "two", "extra", "epilogue"]


def test_a_series_stands_in_the_order_of_its_weights(news):
    for name, day, weight in (("first", 9, 1), ("second", 2, 2), ("third", 5, 3)):
        news.put(f"content/world/{name}.md", dated(day, series="Risk", weight=str(weight)))
    assert news.urls(SERIES, "risk") == ["third", "second", "first"]


def test_the_month_is_that_of_the_sites_clock(news):
    news.put("content/world/a.md", story(date="2026-11-01T03:00:00Z"))
    assert [term.key for term in news.queries.terms(MONTH)] == ["2026-10"]


def test_two_spellings_of_a_tag_are_one_list(news):
    news.put("content/world/a.md", dated(1, tags="[Élections, elections]")).put(
        "content/world/b.md", dated(2, tags="[ELECTIONS]")
    )
    assert [(term.key, term.count) for term in news.queries.terms(TAG)] == [("elections", 2)]


def test_pages_and_section_texts_are_on_no_list(news):
    news.put("content/about.md", "---\ntitle: About\n---\nWe.").put(
        "content/world/_index.md", "---\ntitle: World\n---\nAbroad."
    )
    assert news.queries.terms(HOME) == news.queries.terms(SECTION) == ()
    assert news.queries.count(HOME, "") == 0


def test_an_archived_story_is_on_every_list_but_the_home_page(news):
    news.put("content/world/a.md", dated(1, status="archived", tags="[x]"))
    assert (news.urls(HOME, ""), news.urls(SECTION, "world"), news.urls(TAG, "x")) == (
        [],
        ["a"],
        ["a"],
    )
    assert news.queries.newest_paths(SECTION, "world", 9) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": "true"},
        {"embargo": "2026-12-01"},
        {"status": "withheld"},
        {"expires": "2026-11-20"},
        {"date": "2026-11-23"},
    ],
)
def test_a_story_that_is_not_published_is_in_no_list_and_no_count(news, fields):
    news.put(
        "content/world/a.md", story(**{"byline": "Ana Ruiz", "tags": "[x]", "series": "S"} | fields)
    )
    assert [
        term
        for kind in (HOME, SECTION, MONTH, AUTHOR, TAG, SERIES)
        for term in news.queries.terms(kind)
    ] == []
    assert news.queries.neighbours("world", "content/world/a.md") == (None, None)
    assert news.queries.byline_of("ana-ruiz") == ()


def test_time_alone_publishes_and_expires_a_story(news):
    news.put(
        "content/world/a.md",
        dated(20, embargo="2026-11-25T00:00:00Z", expires="2026-11-27T00:00:00Z"),
    )
    states = []
    for day in (24, 25, 27):
        news.settle(dt.datetime(2026, 11, day, tzinfo=dt.UTC))
        states.append((news.queries.story("content/world/a.md")[1], news.queries.count(HOME, "")))
    assert states == [(State.EMBARGOED, 0), (State.LIVE, 1), (State.EXPIRED, 0)]


def test_turning_the_clock_back_takes_a_story_back(news):
    news.put("content/world/a.md", dated(20))
    news.settle(dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    assert news.queries.story("content/world/a.md")[1] is State.SCHEDULED
    assert news.urls(HOME, "") == []


def test_what_the_editor_asks_to_see_is_published(news):
    news.put("content/world/a.md", dated(1, draft="true"), drafts=True)
    assert news.urls(HOME, "") == ["a"]
    news.settle()
    assert news.urls(HOME, "") == []


def test_the_story_before_and_after_in_the_section(news):
    for name, day in (("a", 1), ("b", 2), ("c", 3)):
        news.put(f"content/world/{name}.md", dated(day, title=name))
    news.put("content/local/x.md", dated(2))
    around = [
        tuple(
            card and card.title
            for card in news.queries.neighbours("world", f"content/world/{name}.md")
        )
        for name in "abc"
    ]
    assert around == [(None, "b"), ("a", "c"), ("b", None)]


EDITS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(1, 20),
        st.sampled_from(("usable", "draft", "withheld", "gone")),
        st.sampled_from(("x", "y")),
    ),
    max_size=8,
)


@given(EDITS)
@settings(max_examples=30, deadline=None)
def test_after_any_edits_the_lists_are_those_of_the_last_versions(tmp_path_factory, edits):
    news, last = News(tmp_path_factory.mktemp("catalog")), {}
    for name, day, status, tag in edits:
        path = f"content/world/{name}.md"
        if status == "gone":
            news.store.forget_files([path])
            news.settle()
            last.pop(name, None)
        else:
            news.put(path, dated(day, status=status, tags=f"[{tag}]"))
            last[name] = (day, name, status, tag)
    live = (version for version in last.values() if version[2] == "usable")
    shown = sorted(live, key=lambda version: (-version[0], version[1]))
    for tag in "xy":
        assert news.urls(TAG, tag) == [name for _, name, _, with_tag in shown if with_tag == tag]
    assert news.urls(HOME, "") == [name for _, name, _, _ in shown]
    news.close()


# ---- stories and links


def test_a_story_and_its_text_come_back_as_they_were(news):
    text = dated(
        1,
        byline="Ana Ruiz",
        dateline="PORT ALDER (AP)",
        extra="{n: 1}",
        body="A [link](b.md).\n\n/// pull-quote | x\nQ\n///",
    )
    parsed = parse_story(SourceFile("content/world/a.md", text), CONFIG, CONVERTER)
    news.put("content/world/a.md", text)
    found, state = news.queries.story("content/world/a.md")
    assert state is State.LIVE
    assert found == parsed.story
    assert news.queries.body("content/world/a.md") == parsed.body


def test_a_story_that_is_not_there(news):
    with pytest.raises(KeyError):
        news.queries.story("content/none.md")
    assert news.queries.target("content/none.md") is None
    assert news.queries.body("content/none.md").html == ""


def test_what_a_link_leads_to(news):
    news.put("content/world/a.md", dated(1, title="Port")).put(
        "content/world/b.md", dated(1, draft="true")
    )
    target = news.queries.target("content/world/a.md")
    assert (target.url, target.title, target.is_published, target.pages) == (
        "/world/2026/11/a/",
        "Port",
        True,
        1,
    )
    assert news.queries.target("content/world/b.md").is_published is False


def test_links_are_those_of_published_stories(news):
    news.put(
        "content/world/a.md",
        dated(1, related="[b.md, https://e.org/]", aliases="[/old]", body="[x](b.md)"),
    )
    news.put("content/world/b.md", dated(1, draft="true", aliases="[/secret]", body="[x](a.md)"))
    assert [(kind, target) for kind, target, _, _ in news.scan.links("content/world/a.md")] == [
        ("link", "b.md"),
        ("related", "b.md"),
    ]
    assert news.scan.links("content/world/b.md") == []
    assert list(news.scan.aliases()) == [("content/world/a.md", "/world/2026/11/a/", "/old/")]


def test_the_text_of_a_section_is_that_of_its_own_folder(news):
    news.put("content/world/europe/_index.md", "---\ntitle: Europe\n---\nE").put(
        "content/world/_index.md", "---\ntitle: World\n---\nW"
    )
    assert news.queries.index_path("world") == "content/world/_index.md"
    assert news.queries.index_path("local") is None


def test_the_newest_byline_of_an_author_tells_about_them(news):
    news.put("content/world/a.md", dated(1, byline="{name: Ana Ruiz, role: intern}")).put(
        "content/world/b.md", dated(2, byline="{name: Ana Ruiz, role: editor}")
    )
    assert news.queries.byline_of("ana-ruiz")[0].role == "editor"


def test_a_story_with_errors_keeps_its_problems_and_loses_them_when_mended(news):
    news.put("content/world/a.md", dated(1, urgency="99"))
    assert [problem.code for problem in news.store.files.problems()] == ["wrong-value"]
    news.put("content/world/a.md", dated(1))
    assert list(news.store.files.problems()) == []


def test_forgetting_a_file_forgets_everything_that_came_of_it(news):
    news.put(
        "content/world/a.md",
        dated(1, tags="[x]", body="[x](b.md)", media="{src: a.jpg, alt: A, credit: B}"),
    )
    news.store.forget_files(["content/world/a.md"])
    news.settle()
    assert news.store.files.all() == {}
    assert news.store.uses() == list(news.scan.checkable()) == []
    assert news.queries.terms(TAG) == ()


def test_another_configuration_forgets_all_stories(news):
    news.store.use_key("one")
    news.put("content/world/a.md", dated(1))
    news.store.use_key("one")
    assert list(news.store.files.all()) == ["content/world/a.md"]
    news.store.use_key("two")
    assert news.store.files.all() == {}


def test_pictures_of_published_stories_are_published(news):
    for name, more in (("a", {}), ("b", {"draft": "true"}), ("c", {"status": "withheld"})):
        news.put(
            f"content/world/{name}.md",
            dated(1, media=f"{{src: {name}.jpg, alt: A, credit: B}}", **more),
        )
    for story_id, path, src, _ in news.store.uses():
        news.store.set_use(story_id, path, src, f"content/world/{src}")
    news.store.settle()
    published = [path for path, *_ in news.scan.published_media()]
    assert published == ["content/world/a.jpg"]


# ---- planned pages


def test_planned_pages_are_found_by_address(news):
    page = PageRow(url="/a/", kind="story", key="content/a.md", number=1, source="content/a.md")
    news.store.plan.put(0, [page])
    assert news.scan.page("/a/") == page
    assert news.scan.page("/b/") is None
    news.store.plan.put(0, [])
    assert news.scan.page("/a/") is None
    assert news.queries.count_pages(("story",)) == 0


def test_pages_that_would_be_one_file_collide(news):
    urls = ("/a/", "/A/", "/a/index.html", "/caf\u00e9/", "/cafe\u0301/", "/b/")
    news.store.plan.put(0, [PageRow(url=url, kind="page") for url in urls])
    groups = [sorted(page.url for page in pages) for pages in news.scan.colliding_pages()]
    assert groups == [["/A/", "/a/", "/a/index.html"], ["/cafe\u0301/", "/caf\u00e9/"]]


def test_a_file_where_a_folder_is_needed_collides(news):
    news.store.plan.put(
        0,
        [
            PageRow(url="/CNAME", kind="static", source="static/CNAME"),
            PageRow(url="/cname/", kind="page", source="content/cname.md"),
            PageRow(url="/cnames/", kind="page"),
        ],
    )
    assert news.scan.pages_below_files() == (("static/CNAME", "content/cname.md"),)


# ---- the file


@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize("harm", ["foreign", "damaged", "older"])
def test_a_catalog_that_cannot_be_used_is_made_anew(tmp_path, harm, is_sealed):
    state = tmp_path / ".ssg"
    state.mkdir()
    path = state / CATALOG_NAME
    if harm == "foreign":
        path.write_bytes(b"not a database" * 500)
    else:
        Store(state).close()
        if harm == "damaged":
            data = bytearray(path.read_bytes())
            data[4096:12288] = b"\xff" * 8192
            path.write_bytes(data)
        else:
            with sqlite3.connect(path) as db:
                db.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
            db.close()
    if is_sealed:
        accidents.reseal(path)
    store = Store(state)
    assert ("damaged" in store.discarded) == is_sealed
    assert "made anew" in store.discarded
    assert store.files.all() == {}
    store.close()


def test_a_catalog_is_kept_from_one_build_to_the_next(tmp_path):
    first = News(tmp_path)
    first.put("content/world/a.md", dated(1))
    first.close()
    second = News(tmp_path)
    assert not second.store.discarded
    assert second.urls(HOME, "") == ["a"]
    second.close()


def test_pages_cannot_write(news):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        news.queries.db.execute("DELETE FROM story")


def test_a_folder_with_odd_characters_does_no_harm(tmp_path):
    made = News(tmp_path / "a?b#c%20d é")
    made.put("content/world/a.md", dated(1))
    assert made.urls(HOME, "") == ["a"]
    made.close()


def test_a_second_build_uses_the_catalog_of_the_first(site):
    made = site(
        "-- content/world/a.md"
        f" --\n{dated(1, tags='[x]', byline='Ana Ruiz', media='{src: a.png, alt: A, credit: B}')}--"
        " content/world/a.png --\n"
    )
    made.build()
    store = Store(made.root / ".ssg")
    discarded, files = store.discarded, store.files.all()
    store.close()
    assert not discarded
    assert list(files) == ["content/world/a.md"]
    assert made.build().published.written == 0


@pytest.mark.parametrize("at", [0, 12, -1])
def test_a_text_that_changed_in_the_catalog_is_damage(tmp_path: Path, at: int) -> None:
    body = Body(html="<p>Some words.</p>", ids=("some",))
    blob = bytearray(body_blob(body))
    assert read_body(bytes(blob)) == body
    blob[at] ^= 1
    with pytest.raises(DamagedBody) as caught:
        read_body(bytes(blob))
    assert is_damage(caught.value, tmp_path / CATALOG_NAME)
