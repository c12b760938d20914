"""`ssg serve`, started as an editor starts it: what is saved is seen, and nothing is published."""

import contextlib
import json
import os
import queue
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SITE_YAML, Site, story

pytestmark = pytest.mark.xdist_group("serve")
BASE = re.sub(r"base_url: .*", "base_url: https://example.org/news/", SITE_YAML)
NEWSROOM = (
    f"-- site.yaml --\n{BASE}"
    f"-- content/world/a.md --\n{story('Pier closed')}"
    f"-- content/world/b.md --\n{story('Ferry late')}"
    f"-- content/world/d.md --\n{story('Zqdraft', draft='true')}"
)
_PATIENCE = 30.0


class Served:
    """A server that runs, what it printed, and what browsers are told."""

    def __init__(self, made: Site, process: "subprocess.Popen[str]", address: str):
        self.made, self.process, self.address = made, process, address
        self.printed: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.put(line)

    def get(self, path: str = "", **headers: str) -> str:
        request = urllib.request.Request(self.address + path, headers=headers)
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            return answer.read().decode()

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=_PATIENCE) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def line(self, containing: str, patience: float = _PATIENCE) -> str:
        """The next line printed that contains some words."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with contextlib.suppress(queue.Empty):
                line = self.printed.get(timeout=0.2)
                if containing in line:
                    return line
        raise AssertionError(f"not printed: {containing}")

    @contextlib.contextmanager
    def news(self, path: str = "") -> Iterator[Callable[[str], dict[str, Any]]]:
        """What a browser at a page is told: a function that waits for an event of a type."""
        where = f"{self.address[: self.address.index('/', 8)]}/__ssg/events?path=/news/{path}"
        with urllib.request.urlopen(where, timeout=_PATIENCE) as stream:

            def next_event(kind: str) -> dict[str, Any]:
                for line in stream:
                    if line.startswith(b"data: "):
                        event: dict[str, Any] = json.loads(line[6:])
                        if event["type"] == kind:
                            return event
                raise AssertionError("the server said no more")

            next_event("state")
            yield next_event

    def until(self, wanted: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + _PATIENCE
        while not self._holds(wanted):
            assert time.monotonic() < end, f"it never came: {wanted}"
            time.sleep(0.05)

    @staticmethod
    def _holds(wanted: Callable[[], object]) -> bool:
        try:
            return bool(wanted())
        except urllib.error.HTTPError:
            return False


@contextlib.contextmanager
def serving(made: Site, *options: str, **environment: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "ssg", "serve", "-s", str(made.root), "-p", "0", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("serving "), first + process.stdout.read()
        address = first.split()[1].rstrip(";")
        yield Served(made, process, address)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(_PATIENCE)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            assert process.stdout is not None
            process.stdout.close()


@pytest.fixture
def served(site) -> Iterator[Served]:
    with serving(site(NEWSROOM)) as running:
        yield running


A, D = "world/2026/11/a/", "world/2026/11/d/"


def test_the_site_is_served_below_its_path_with_drafts_and_never_published(served: Served) -> None:
    assert re.fullmatch(r"http://localhost:\d+/news/", served.address)
    page = served.get(A)
    assert "Pier closed" in page
    assert f"{served.address}{A}" in served.get("feed.xml")  # its own address is this machine's
    assert 'content="noindex"' in page
    assert "Zqdraft" in served.get(D)
    assert served.status("nothing/") == 404
    assert not (served.made.root / "build").exists()
    assert not list((served.made.root / ".ssg/live").rglob("*live.js"))
    assert b"__ssg" not in b"".join(
        path.read_bytes() for path in (served.made.root / ".ssg/live").rglob("*.html")
    )


def test_without_drafts_it_is_what_readers_see(site) -> None:
    with serving(site(NEWSROOM), "--no-drafts") as served:
        assert "Pier closed" in served.get()
        assert "Zqdraft" not in served.get()
        assert served.status(D) == 404


def test_a_save_is_told_to_the_pages_that_show_it_and_to_no_other(served: Served) -> None:
    served.get()
    with served.news(A) as of_a, served.news("world/2026/11/b/") as of_b:
        (served.made.root / "content/world/a.md").write_text(story("Pier open again"))
        changed = of_a("changed")
        assert changed["page"] is True
        assert changed["follow"] == f"/news/{A}"
        assert "Pier open again" in served.get(A)
        assert of_b("changed")["page"] in (True, False)  # it shows a neighbour's title
    assert "built " in served.line("built ")


def test_a_mistake_is_told_and_the_last_good_page_stays(served: Served) -> None:
    served.get()
    with served.news(A) as told:
        (served.made.root / "content/world/a.md").write_text(
            story("Never seen").replace("title:", "titel: <script>\ntitel2:")
        )
        state = told("state")
        while not state["errors"]:
            state = told("state")
        [problem, *_] = [each for each in state["problems"] if each["severity"] == "error"]
        assert problem["path"] == "content/world/a.md"
        assert "content/world/a.md:" in problem["frame"]
        assert problem["editor"].startswith("vscode://file/")
        assert "Pier closed" in served.get(A)
        (served.made.root / "content/world/a.md").write_text(story("Mended"))
        while state["errors"]:
            state = told("state")
    assert "Mended" in served.get(A)


@pytest.mark.parametrize(
    ("path", "broken"),
    [("site.yaml", "title: [\n"), ("layouts/story.html", "{% if %}"), ("site.yaml", None)],
)
def test_a_broken_site_or_layout_does_not_end_the_server(
    served: Served, path: str, broken: str | None
) -> None:
    served.get()
    file = served.made.root / path
    before = file.read_text() if file.exists() else None
    with served.news(A) as told:
        if broken is None:
            file.unlink()
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(broken)
        state = told("state")
        while not state["errors"]:
            state = told("state")
        assert "Pier closed" in served.get(A)
        file.unlink(missing_ok=True)
        if before is not None:
            file.write_text(before)
        while state["errors"]:
            state = told("state")
    assert "Pier closed" in served.get(A)


def test_a_wrong_address_of_the_site_is_told_here_too(served: Served) -> None:
    served.get()
    file = served.made.root / "site.yaml"
    before = file.read_text()
    file.write_text(before.replace("https://example.org/news/", "example dot org"))
    served.line("error[wrong-url]")
    desk = f"{served.address[: served.address.index('/', 8)]}/__desk/"
    with urllib.request.urlopen(f"{desk}problems/", timeout=_PATIENCE) as answer:
        assert "wrong-url" in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(desk, timeout=_PATIENCE)
    with refused.value as answer:
        assert "<p>site.yaml has problems; they are" in answer.read().decode()
    file.write_text(before)
    (served.made.root / "content/world/a.md").write_text(story("Mended"))
    served.until(lambda: "Mended" in served.get(A))


def test_a_mistake_taken_back_is_told_though_no_file_changes(served: Served) -> None:
    served.get()
    file = served.made.root / "content/world/a.md"
    before = file.read_text()
    file.write_text(before.replace("title:", "titel:"))
    served.line("not built")
    file.write_text(before)
    served.line("built 0 files changed")


def test_what_comes_goes_and_moves_is_seen(served: Served) -> None:
    root = served.made.root
    served.get()
    (root / "content/local").mkdir()
    (root / "content/local/new.md").write_text(story("Brand new"))
    served.until(lambda: "Brand new" in served.get())
    (root / "content/world/b.md").rename(root / "content/local/c.md")
    served.until(lambda: "Ferry late" in served.get("local/2026/11/c/"))
    assert served.status("world/2026/11/b/") == 404
    shutil.rmtree(root / "content/local")
    served.until(lambda: "Brand new" not in served.get())
    (root / "static").mkdir()
    (root / "static/rules.txt").write_text("Rules")
    served.until(lambda: served.status("rules.txt") == 200)
    shutil.rmtree(root / "static")
    served.until(lambda: served.status("rules.txt") == 404)


def test_an_editors_atomic_save_and_half_a_file_end_with_what_was_meant(served: Served) -> None:
    file = served.made.root / "content/world/a.md"
    served.get()
    draft = file.with_name(".a.md.tmp-1")
    draft.write_text(story("Renamed into place"))
    os.replace(draft, file)
    served.until(lambda: "Renamed into place" in served.get(A))
    whole = story("In two halves")
    with open(file, "w") as half:
        half.write(whole[:20])
        half.flush()
        time.sleep(0.3)
        half.write(whole[20:])
    served.until(lambda: "In two halves" in served.get(A))


def test_many_files_at_once_are_one_or_two_builds(served: Served) -> None:
    served.get()
    served.line("built ")
    for number in range(500):
        (served.made.root / f"content/world/s{number}.md").write_text(story(f"Story {number}"))
    served.until(lambda: served.status("world/2026/11/s499/") == 200)
    lines = [served.line("built ")]
    with contextlib.suppress(AssertionError):
        lines.append(served.line("built ", patience=2))
        lines.append(served.line("built ", patience=2))
    assert len(lines) <= 2, lines


def test_an_embargo_lifts_while_it_runs(site) -> None:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 6))
    made = site(NEWSROOM).write(f"-- content/world/e.md --\n{story('Held', embargo=at)}")
    with serving(made, "--no-drafts") as served:
        assert "Held" not in served.get()
        served.until(lambda: "Held" in served.get())


def test_it_shows_the_site_at_another_time(site) -> None:
    made = site(NEWSROOM).write(f"-- content/world/e.md --\n{story('Later', '2031-01-02')}")
    with serving(made, "--no-drafts", "--at", "2031-01-03") as served:
        assert "Later" in served.get()


def test_a_port_that_is_taken_and_a_site_that_is_served_are_told(served: Served) -> None:
    served.get()
    port = served.address.split(":")[2].split("/")[0]
    again = [sys.executable, "-m", "ssg", "serve", "-s", str(served.made.root), "-p"]
    done = subprocess.run([*again, "0"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "served already" in done.stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        other = served.made.root.with_name("other")
        shutil.copytree(served.made.root, other, ignore=shutil.ignore_patterns(".ssg"))
        command = [sys.executable, "-m", "ssg", "serve", "-s", str(other), "-p", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_at_once_and_leaves_a_catalog_to_go_on_with(
    site, number: signal.Signals
) -> None:
    made = site(NEWSROOM)
    with serving(made) as served, served.news():
        start = time.monotonic()
        served.process.send_signal(number)
        assert served.process.wait(_PATIENCE) == 0
        assert time.monotonic() - start < 5
    with serving(made) as served:
        served.get()
        (made.root / "content/world/a.md").write_text(story("Once more"))
        served.until(lambda: "Once more" in served.get(A))
        while not served.printed.empty():
            assert "came from elsewhere" not in served.printed.get()


def test_the_server_ends_with_its_folder(site) -> None:
    made = site(NEWSROOM)
    with serving(made) as served:
        served.get()
        shutil.rmtree(made.root)
        assert served.process.wait(_PATIENCE) == 2
        served.line("is gone")


def builders(served: Served) -> list[int]:
    command = ["pgrep", "-P", str(served.process.pid), "-f", "spawn_main"]
    return [int(each) for each in subprocess.check_output(command, text=True).split()]


def test_a_builder_that_was_killed_is_started_again_by_the_next_save(served: Served) -> None:
    served.get()
    for process in builders(served):
        os.kill(process, signal.SIGKILL)
    served.line("the process that builds has ended")
    assert "Pier closed" in served.get(A)
    (served.made.root / "content/world/a.md").write_text(story("Built by another"))
    served.until(lambda: "Built by another" in served.get(A))


@pytest.mark.slow
def test_a_layout_that_loops_without_end_is_stopped_by_the_next_save(served: Served) -> None:
    served.get()
    layout = served.made.root / "layouts/story.html"
    layout.parent.mkdir()
    loop = "{% for i in range(10**9) %}{% for j in range(10**5) %}{% endfor %}{% endfor %}"
    layout.write_text(loop)
    time.sleep(1)
    assert "Pier closed" in served.get(A)
    layout.write_text("Mended: {{ story.title }}")
    served.until(lambda: "Mended: Pier closed" in served.get(A))


def test_a_site_that_was_removed_where_it_is_built_comes_back(served: Served) -> None:
    served.get()
    shutil.rmtree(served.made.root / ".ssg/live")
    (served.made.root / "content/world/a.md").write_text(story("All is back"))
    served.until(lambda: "All is back" in served.get(A))
    assert "Ferry late" in served.get("world/2026/11/b/")


def test_polling_sees_changes_too(site) -> None:
    with serving(site(NEWSROOM), "--poll") as served:
        served.get()
        (served.made.root / "content/world/a.md").write_text(story("Seen by polling"))
        served.until(lambda: "Seen by polling" in served.get(A))


@pytest.mark.slow
def test_what_is_served_after_many_edits_equals_a_clean_build(site, tmp_path: Path) -> None:
    made = site(NEWSROOM)
    draw = random.Random(7)
    with serving(made) as served:
        served.get()
        for number in range(60):
            path = made.root / f"content/{draw.choice(['world', 'local'])}/r{draw.randint(1, 9)}.md"
            if path.exists() and draw.random() < 0.3:
                path.unlink()
            else:
                path.parent.mkdir(exist_ok=True)
                tags = f"[{draw.choice(['pier', 'ferry'])}]"
                text = story(f"Edit {number}", f"2026-11-{draw.randint(1, 20):02}", tags=tags)
                path.write_text(text)
            time.sleep(draw.choice([0, 0.01, 0.1]))
        (made.root / "content/world/last.md").write_text(story("The last"))
        served.until(lambda: "The last" in served.get("world/2026/11/last/"))
        time.sleep(1)
        clean = Site(tmp_path / "clean")
        shutil.copytree(made.root, clean.root, ignore=shutil.ignore_patterns(".ssg"))
        clean.build(base_url=served.address, drafts=True, future=True)
        live = Site(made.root)
        live.out = made.root / ".ssg/live"
        assert live.files() == clean.files()
