"""What the live server answers: files as GitHub Pages gives them, and nothing to strangers."""

import asyncio
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from starlette.responses import PlainTextResponse

from ssg.serve.editor import Editor
from ssg.serve.guard import Guard
from ssg.serve.site_files import SiteFiles, with_scripts

pytestmark = pytest.mark.fast


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: Any, path: str = "/", method: str = "GET", **headers: str) -> Answer:
    """One request to an application, without a network."""
    address, _, query = path.partition("?")
    named = {name.lower().replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": address,
        "raw_path": address.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "server": ("127.0.0.1", 8000),
    }
    sent: list[dict[str, Any]] = []

    waiting = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()  # the client stays
        return waiting.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start, *rest = sent
    given = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], given, b"".join(each.get("body", b"") for each in rest))


@pytest.fixture
def files(tmp_path: Path) -> SiteFiles:
    folder = tmp_path / "live"
    for path, text in {
        "index.html": "<html><body>front</body></html>",
        "404.html": "<html><body>not here</body></html>",
        "a/index.html": "<html><body>a</body></html>",
        "old.html": "old",
        "feed.xml": "<rss/>",
        "b c/d.css": "x",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to("../secret.txt")
    (folder / "far").symlink_to("..")
    made = SiteFiles(folder)
    made.base_path = "/news/"
    return made


def body(response: object) -> bytes:
    return getattr(response, "body", b"")


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/news/", 200, b"front"),
        ("/news/index.html", 200, b"front"),
        ("/news/a/", 200, b">a"),
        ("/news/old", 200, b"old"),
        ("/news/nothing", 404, b"not here"),
        ("/news/b c/", 404, b"not here"),
        ("/elsewhere/", 404, b"not here"),
        ("/newsroom", 404, b"not here"),
    ],
)
def test_files_are_given_as_github_pages_gives_them(
    files: SiteFiles, path: str, status: int, text: bytes
) -> None:
    response = files.respond(path)
    assert (response.status_code, text in body(response)) == (status, True)
    assert b"/__ssg/live.js" in body(response)
    assert response.headers["X-Robots-Tag"] == "noindex" or status == 404


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("/", "", "/news/"),
        ("/news", "x=1", "/news/?x=1"),
        ("/news/a", "", "/news/a/"),
        ("/news/a", "q=%20", "/news/a/?q=%20"),
    ],
)
def test_addresses_without_a_slash_lead_to_their_folder(
    files: SiteFiles, path: str, query: str, target: str
) -> None:
    response = files.respond(path, query)
    assert response.status_code in (301, 307)
    assert response.headers["location"] == target


@pytest.mark.parametrize(
    "path",
    [
        "/news/../secret.txt",
        "/news/a/../../secret.txt",
        "/news//secret.txt",
        "/news/link.txt",
        "/news/far/secret.txt",
        "/news/./a/",
        "/news/\0",
        "/news/" + "x" * 300,
        "/news/" + "x/" * 3000,
        "//evil.example/a",
        "/news/far",
    ],
)
def test_no_address_leads_out_of_the_site(files: SiteFiles, path: str) -> None:
    response = files.respond(path)
    assert response.status_code == 404
    assert b"secret" not in body(response)


def test_other_files_are_given_as_they_are_with_their_kind(files: SiteFiles) -> None:
    answer = ask(files.respond("/news/feed.xml"))
    assert answer.body.decode() == "<rss/>"
    assert answer.headers["content-type"].startswith("application/xml")
    part = ask(files.respond("/news/feed.xml"), Range="bytes=1-3")
    assert (part.status, part.body) == (206, b"rss")


def test_a_file_of_a_build_under_way_comes_before_the_one_that_stands(files: SiteFiles) -> None:
    files.early = {"a/index.html": b"<body>early</body>", "new/index.html": b"new", "s.css": b"y"}
    assert b"early" in body(files.respond("/news/a/"))
    assert files.respond("/news/new").status_code == 301
    assert body(files.respond("/news/s.css")) == b"y"


def test_scripts_stand_at_the_end_of_the_body() -> None:
    page = with_scripts(b"<body>a</body></html>")
    assert page.startswith(b"<body>a<script")
    assert page.endswith(b"</script></body></html>")
    assert with_scripts(b"a").startswith(b"a<script")


@pytest.fixture
def guarded() -> Guard:
    async def app(scope, receive, send) -> None:
        await PlainTextResponse("inside")(scope, receive, send)

    return Guard(app, 8000, ("press.lan",))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:8000", 200),
        ("press.lan:8000", 200),
        ("evil.example:8000", 403),
        ("localhost:9000", 403),
        ("localhost", 403),
        ("192.168.1.5:8000", 403),
        ("", 403),
    ],
)
def test_only_names_of_this_machine_are_answered(guarded: Guard, host: str, status: int) -> None:
    assert ask(guarded, Host=host).status == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.168.1.5:8000", 200),
        ("[fe80::1]:8000", 200),
        ("evil.example:8000", 403),
        ("1:8000", 403),
    ],
)
def test_in_a_network_it_is_called_by_its_number_too(host: str, status: int) -> None:
    async def app(scope, receive, send) -> None:
        await PlainTextResponse("inside")(scope, receive, send)

    guard = Guard(app, 8000, ("0.0.0.0",), in_network=True)
    assert ask(guard, Host=host).status == status


@pytest.mark.parametrize(
    ("method", "path", "origin", "status"),
    [
        ("POST", "/__desk/act", None, 200),
        ("POST", "/__desk/act", "http://127.0.0.1:8000", 200),
        ("POST", "/__desk/act", "http://localhost:8000", 403),
        ("POST", "/__desk/act", "https://evil.example", 403),
        ("POST", "/__desk/act", "null", 403),
        ("POST", "/a/", None, 405),
        ("PUT", "/__desk/act", None, 405),
        ("DELETE", "/a/", None, 405),
        ("HEAD", "/a/", None, 200),
        ("GET", "/" + "x" * 8000, None, 414),
        ("POST", "/__deskx", None, 405),
    ],
)
def test_what_acts_is_taken_from_the_desk_alone(
    guarded: Guard, method: str, path: str, origin: str | None, status: int
) -> None:
    headers = {"Host": "127.0.0.1:8000"} | ({"Origin": origin} if origin else {})
    assert ask(guarded, path, method, **headers).status == status


@pytest.mark.parametrize(
    ("host", "path", "target"),
    [
        ("127.0.0.1:8000", "/a/?x=1", "http://localhost:8000/a/?x=1"),
        ("localhost:8000", "/__desk/", "http://127.0.0.1:8000/__desk/"),
        ("localhost:8000", "/a/", None),
        ("127.0.0.1:8000", "/__desk/", None),
        ("[::1]:8000", "/a/", None),
    ],
)
def test_browsers_show_the_site_and_the_desk_at_origins_of_their_own(
    guarded: Guard, host: str, path: str, target: str | None
) -> None:
    headers = {"Host": host, "Sec-Fetch-Dest": "document"}
    answer = ask(guarded, path, **headers)
    assert answer.headers.get("location") == target


@pytest.mark.parametrize(
    ("host", "path", "asks_for", "status"),
    [
        ("localhost:8000", "/__desk/", "empty", 403),
        ("LOCALHOST:8000", "/__desk/story/?path=content/a.md", "script", 403),
        ("localhost:8000", "/__desk/", None, 200),
        ("localhost:8000", "/a/", "empty", 200),
        ("127.0.0.1:8000", "/__desk/", "empty", 200),
    ],
)
def test_a_script_of_the_site_does_not_read_the_desk(
    guarded: Guard, host: str, path: str, asks_for: str | None, status: int
) -> None:
    headers = {"Host": host} | ({"Sec-Fetch-Dest": asks_for} if asks_for else {})
    assert ask(guarded, path, **headers).status == status


def test_an_editor_is_found_by_site_yaml_or_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    root = Path("/news room")
    assert Editor(root).address("content/ä b.md", 3, 5) == (
        "vscode://file/news%20room/content/%C3%A4%20b.md:3:5"
    )
    monkeypatch.setenv("EDITOR", "/usr/bin/subl -w")
    assert Editor(root).address("a.md", 2).startswith("subl://open?url=file:///news%20room/a.md&l")
    monkeypatch.setenv("VISUAL", "vim")
    assert Editor(root).address("a.md").startswith("subl://")
    own = Editor(root, "x://{path}#{line}")
    assert own.address("{line}.md", 7) == "x:///news%20room/%7Bline%7D.md#7"
