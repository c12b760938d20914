"""The local server behaves as GitHub Pages does, so that what it shows is what readers will get."""

import contextlib
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from judges.pages_server import open_port, serving


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    site = tmp_path / "site"
    (site / "local").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("not of the site")
    for name in ("index.html", "local/index.html", "404.html", "feed.xml"):
        (site / name).write_text(name)
    with open_port() as server, serving(server, site, "/paper/") as address:
        yield address


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/paper/", 200, "index.html"),
        ("/paper/local/", 200, "local/index.html"),
        ("/paper/local/?q=1", 200, "local/index.html"),
        ("/paper/feed.xml", 200, "feed.xml"),
        ("/paper/feed.xml/", 404, "404.html"),
        ("/paper/gone/", 404, "404.html"),
        ("/", 404, "404.html"),
        ("/papers/", 404, "404.html"),
        ("/paper/../secret.txt", 404, "404.html"),
        ("/paper/%2e%2e/secret.txt", 404, "404.html"),
    ],
)
def test_a_path_gives_the_file_that_github_pages_would_give(
    address: str, path: str, status: int, body: str
) -> None:
    assert _get(address, path)[:2] == (status, body)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/paper/local", "/paper/local/"),
        ("/paper", "/paper/"),
        ("/paper/local?q=1", "/paper/local/?q=1"),
    ],
)
def test_a_folder_without_its_slash_is_sent_on(address: str, path: str, to: str) -> None:
    status, _, location = _get(address, path)
    assert (status, location) == (301, to)


def _get(address: str, path: str) -> tuple[int, str, str | None]:
    """Status, body and Location of the answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers["Location"]
