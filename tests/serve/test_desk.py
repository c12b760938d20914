"""The desk, at /__desk/ of `ssg serve`: what it shows, and what it changes."""

import datetime as dt
import http.client
import re
import time
import urllib.parse
from collections.abc import Iterator

import lxml.html
import pytest
from conftest import story

from tests.serve.test_serve import BASE, Served, serving

pytestmark = pytest.mark.xdist_group("serve")
SOON = (dt.datetime.now(dt.UTC) + dt.timedelta(days=30)).strftime("%Y-%m-%dT%H:%MZ")
NEWSROOM = (
    f"-- site.yaml --\n{BASE}"
    f"-- content/world/a.md --\n{story('Pier <b>closed</b>', tags='[pier]')}"
    f"-- content/world/b.md --\n{story('Ferry late', body='See [it](gone.md).')}"
    f"-- content/world/d.md --\n{story('Draft of the day', draft='true')}"
    f"-- content/local/e.md --\n{story('Held for later', embargo=SOON)}"
)


class Desk:
    """A browser without scripts at the desk."""

    def __init__(self, served: Served):
        self.served, self.root = served, served.made.root
        self.port = int(served.address.split(":")[2].split("/")[0])

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = urllib.parse.urlencode(form) if form is not None else None
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if form is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), text

    def page(self, path: str) -> lxml.html.HtmlElement:
        status, _, text = self.ask("GET", f"/__desk{path}")
        assert status == 200, text
        return lxml.html.fromstring(text)

    def text(self, path: str) -> str:
        return " ".join(self.page(path).text_content().split())

    def act(self, path: str, action: str, **inputs: str) -> tuple[int, str, str]:
        """Ask for an action and confirm it, as its two pages do."""
        form = {"path": path, "action": action, **inputs}
        status, _, text = self.ask("POST", "/__desk/change/", form)
        if status != 200:
            return status, "", text
        shown = lxml.html.fromstring(text)
        [confirm] = shown.xpath('//form[@action="/__desk/save/"]')
        return self.ask("POST", "/__desk/save/", dict(confirm.form_values()))


@pytest.fixture
def desk(site) -> Iterator[Desk]:
    with serving(site(NEWSROOM)) as served:
        served.until(lambda: served.status("") in (200, 404))
        yield Desk(served)


A = "content/world/a.md"


def test_stories_are_listed_searched_and_filtered(desk: Desk) -> None:
    assert "4 stories" in desk.text("/")
    assert "Draft (1)" in desk.text("/")
    assert "1 story" in desk.text("/?q=pier+closed")
    assert "Held for later" in desk.text("/?state=embargoed")
    assert "Ferry late" not in desk.text("/?state=embargoed")
    assert "1 story" in desk.text("/?section=local")
    assert "0 stories" in desk.text("/?q=100%25")
    assert "1 problem" in desk.text("/?q=ferry")
    # Whatever an author wrote is shown, never obeyed.
    status, _, text = desk.ask("GET", "/__desk/?q=<script>alert(1)</script>")
    assert status == 200
    assert "<script>alert" not in text
    assert "Pier &lt;b&gt;closed" in desk.ask("GET", "/__desk/?q=pier")[2]


def test_the_desk_is_found_without_its_last_slash(desk: Desk) -> None:
    assert desk.ask("GET", "/__desk")[:2] == (307, "/__desk/")


def test_no_other_page_shows_the_desk_in_a_frame(desk: Desk) -> None:
    for path in ("", f"story/?path={A}", "story/?path=none"):
        connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=30)
        connection.request("GET", f"/__desk/{path}")
        answer = connection.getresponse()
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        connection.close()


def test_what_is_due_and_what_is_wrong_are_pages(desk: Desk) -> None:
    assert "embargo lifts Held for later" in desk.text("/due/")
    assert "error[dead-link]" in desk.text("/problems/")
    assert "Dead links (1)" in desk.text("/problems/")
    assert "gone.md" in desk.text("/problems/?code=Dead+links")
    assert "There are none." in desk.text("/problems/?code=Rights")
    assert "parse" in desk.text("/build/")


def test_a_build_that_changes_nothing_is_not_the_one_that_is_shown(site) -> None:
    with serving(site(NEWSROOM.replace("See [it](gone.md).", "So."))) as served:
        served.line("built ")
        desk, file = Desk(served), served.made.root / A
        file.write_text(story("Pier open"))
        served.line("built ")
        assert "world/2026/11/a/index.html" in desk.text("/build/")
        before = desk.text("/build/")
        file.touch()
        time.sleep(1)  # the save is seen by now
        desk.text("/due/")  # which is answered after the build that it led to
        assert desk.text("/build/") == before


def test_a_file_that_never_was_a_story_is_not_said_to_have_changed(desk: Desk) -> None:
    (desk.root / "content/world/plain.md").write_text("Text without front matter.\n")
    path = "content/world/plain.md"
    desk.served.until(lambda: path in desk.text("/problems/"))
    wanted = "No story that was built has this file"
    status, _, text = desk.ask("GET", f"/__desk/story/?path={path}")
    assert (status, wanted in text) == (404, True)
    status, _, text = desk.act(path, "publish")
    assert (status, f"{wanted}: {path}" in text) == (409, True)


def test_a_story_says_where_it_is_shown_and_how_it_looks_elsewhere(site) -> None:
    picture = "[{src: pier.png, alt: A pier, credit: Ana Ruiz}]"
    fine = NEWSROOM.replace("See [it](gone.md).", "So.") + "".join(
        f"-- content/world/{name}.md --\n{story(f'Pictured {name}', media=picture)}"
        for name in ("p", "q")
    )
    fine += "-- content/media/pier.png --\n\n"
    with serving(site(fine)) as served:
        served.get()
        desk = Desk(served)
        page = desk.page(f"/story/?path={A}")
        text = " ".join(page.text_content().split())
        assert "https://example.org/news/world/2026/11/a/" in text
        for address in ("/news/", "/news/tags/pier/", "/news/feed.xml", "/news/world/2026/11/a/"):
            assert page.xpath(f'//a[text()="{address}"]'), address
        assert "tags: [pier]" in text
        assert re.search(r"Builds that changed its page [\d: -]+: \d+ files in \d+\.\d\d s", text)
        for name in ("Hold", "Set embargo", "Add correction", "Archive", "Kill"):
            assert name in text
        pictured = desk.text("/story/?path=content/world/p.md")
        assert "content/media/pier.png, also in Pictured q" in pictured
        assert desk.ask("GET", "/__desk/story/?path=../../etc/passwd")[0] == 404


def test_an_action_is_shown_then_done_and_can_be_undone(desk: Desk) -> None:
    file = desk.root / A
    before = file.read_text()
    status, _, text = desk.ask("POST", "/__desk/change/", {"path": A, "action": "hold"})
    assert status == 200
    changed = lxml.html.fromstring(text).xpath('//tr[@class="added"]//code/text()')
    assert changed == ["draft: true"]
    assert file.read_text() == before
    status, where, _ = desk.act(A, "hold")
    assert (status, "done=Hold" in where) == (303, True)
    assert sorted(set(file.read_text().splitlines()) - set(before.splitlines())) == ["draft: true"]
    desk.served.until(lambda: "draft" in desk.text(f"/story/?path={A}"))
    page = desk.page("/changes/")
    [form] = page.xpath('//form[@action="/__desk/undo/"]')
    assert desk.ask("POST", "/__desk/undo/", dict(form.form_values()))[0] == 303
    assert file.read_text() == before


def test_a_correction_a_kill_and_an_embargo_are_written_as_an_editor_would(desk: Desk) -> None:
    b = "content/world/b.md"
    (desk.root / b).write_text(story("Ferry late"))
    desk.served.until(lambda: "1 problem" not in desk.text("/"))
    assert desk.act(A, "correct", kind="correction", text="The pier is open.")[0] == 303
    assert re.search(r"corrections:\n.*The pier is open\.", (desk.root / A).read_text(), re.S)
    assert desk.act(b, "embargo", until="2099-01-01T06:00")[0] == 303
    assert "embargo: 2099-01-01T06:00:00" in (desk.root / b).read_text()
    desk.served.until(lambda: "Lift embargo" in desk.text(f"/story/?path={b}"))
    desk.served.until(lambda: "The pier is open." in desk.served.get("world/2026/11/a/"))
    assert desk.act(A, "kill", text="It was never closed.")[0] == 303
    assert "status: killed" in (desk.root / A).read_text()
    desk.served.until(lambda: desk.text("/?state=killed").count("Pier") >= 1)


def test_a_file_that_was_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    file = desk.root / A
    _, _, text = desk.ask("POST", "/__desk/change/", {"path": A, "action": "hold"})
    form = dict(
        lxml.html.fromstring(text).xpath('//form[@action="/__desk/save/"]')[0].form_values()
    )
    file.write_text(story("Written by hand", tags="[pier]"))
    by_hand = file.read_text()
    status, _, text = desk.ask("POST", "/__desk/save/", form)
    assert status == 409
    assert "The file was changed meanwhile" in text
    assert file.read_text() == by_hand
    [again] = lxml.html.fromstring(text).xpath('//form[@action="/__desk/save/"]')
    assert desk.ask("POST", "/__desk/save/", dict(again.form_values()))[0] == 303
    assert "Written by hand" in file.read_text()
    assert "draft: true" in file.read_text()


def test_a_new_story_is_a_draft_in_its_section(desk: Desk) -> None:
    form = {"title": "Gulls <i>return</i>", "section": "world"}
    status, where, _ = desk.ask("POST", "/__desk/new/", form)
    assert status == 303
    path = urllib.parse.parse_qs(urllib.parse.urlsplit(where).query)["made"][0]
    assert "draft: true" in (desk.root / path).read_text()
    assert desk.ask("POST", "/__desk/new/", form)[0] == 409
    assert desk.ask("POST", "/__desk/new/", {"title": "x", "section": "../.."})[0] == 409


def test_the_site_is_shown_at_another_time_and_as_readers_see_it(desk: Desk) -> None:
    (desk.root / "content/world/b.md").write_text(story("Ferry late"))
    desk.served.until(lambda: "Draft of the day" in desk.served.get())
    assert desk.ask("POST", "/__desk/shown/", {"at": ""})[0] == 303
    desk.served.until(lambda: "Draft of the day" not in desk.served.get())
    assert "Held for later" not in desk.served.get()
    assert desk.ask("POST", "/__desk/shown/", {"at": "2099-01-01T00:00"})[0] == 303
    desk.served.until(lambda: "Held for later" in desk.served.get())
    assert "as it will be at 2099-01-01 00:00" in desk.text("/")
    assert desk.ask("POST", "/__desk/shown/", {"at": "yesterday"})[0] == 409
    assert desk.ask("POST", "/__desk/shown/", {"step": "0"})[0] == 303
    desk.served.until(lambda: "Held for later" not in desk.served.get())
    [slider] = desk.page("/due/").xpath('//input[@type="range"]')
    assert (slider.get("max"), slider.get("value")) == ("1", "0")
    assert desk.ask("POST", "/__desk/shown/", {"step": "1"})[0] == 303
    desk.served.until(lambda: "Held for later" in desk.served.get())
    [slider] = desk.page("/due/").xpath('//input[@type="range"]')
    assert slider.get("value") == "1"


@pytest.mark.parametrize(
    ("path", "form", "headers", "status"),
    [
        ("change/", {"path": A, "action": "explode"}, {}, 409),
        ("change/", {"path": "content/../site.yaml", "action": "hold"}, {}, 409),
        ("change/", {"path": A, "action": "embargo", "until": "soon"}, {}, 409),
        ("change/", {"path": A, "action": "embargo", "until": "2001-01-01"}, {}, 409),
        ("save/", {"path": A, "action": "hold"}, {}, 409),
        ("save/", {"path": "content/world/.x.md", "action": "hold", "digest": "x"}, {}, 409),
        ("undo/", {"id": "nothing"}, {}, 409),
        ("change/", {"path": A, "action": "hold"}, {"Origin": "https://evil.example"}, 403),
        ("change/", {"path": A, "action": "hold"}, {"Origin": "http://localhost:1"}, 403),
        ("change/", {"path": A, "action": "hold"}, {"Host": "evil.example"}, 403),
        ("change/", {"path": A, "action": "hold"}, {"Content-Type": "text/plain"}, 409),
        ("change/", {"path": A, "text": "x" * 1_100_000}, {}, 409),
    ],
)
def test_what_no_form_of_the_desk_sends_changes_nothing(
    desk: Desk, path: str, form: dict[str, str], headers: dict[str, str], status: int
) -> None:
    before = {file: file.read_bytes() for file in (desk.root / "content").rglob("*.md")}
    assert desk.ask("POST", f"/__desk/{path}", form, **headers)[0] == status
    assert {file: file.read_bytes() for file in (desk.root / "content").rglob("*.md")} == before
