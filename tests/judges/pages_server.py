"""A local web server that treats a built site as GitHub Pages does: below a prefix, index.html for
a folder, 404.html.
"""

import contextlib
import functools
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


@contextlib.contextmanager
def open_port() -> Iterator[ThreadingHTTPServer]:
    """A server on a free port of this machine that serves nothing yet, so that a site can be built
    for its address.
    """
    server = _Server(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    try:
        yield server
    finally:
        server.server_close()


@contextlib.contextmanager
def serving(server: ThreadingHTTPServer, site: Path, prefix: str) -> Iterator[str]:
    """Serve `site` below `prefix` (`/` or `/repo/`); gives the address of its front page, ending in
    a slash.
    """
    server.RequestHandlerClass = functools.partial(_Pages, site=site, prefix=prefix)  # type: ignore[assignment]
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        thread.join()


class _Server(ThreadingHTTPServer):
    """A thread a connection, none of which outlives the tests."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no news; anything else is a mistake of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Pages(SimpleHTTPRequestHandler):
    """One request. What is not below the prefix is somebody else's site, and not found here."""

    protocol_version = "HTTP/1.1"
    # Seconds that a connection may stand idle: some clients do not end before it is closed.
    timeout = 3
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".xml": "application/xml",
        ".json": "application/json; charset=utf-8",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
    }

    def __init__(self, *args: object, site: Path, prefix: str) -> None:
        self.site, self.prefix = site, prefix
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        if file.is_dir() and not path.endswith("/"):
            self._answer(
                301,
                b"",
                Location=self.path.replace("?", "/?", 1) if "?" in self.path else self.path + "/",
            )
            return
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            self._answer(200, file.read_bytes(), **{"Content-Type": _type(self, file)})
        else:
            page = self.site / "404.html"
            body = page.read_bytes() if page.is_file() else b"404"
            self._answer(404, body, **{"Content-Type": "text/html; charset=utf-8"})

    do_HEAD = do_GET

    def _file(self, path: str) -> Path:
        """The file of the site that a path names; the server's own folder is never left."""
        missing = self.site / "no such file"
        if not (path + "/").startswith(self.prefix):
            return missing
        file = (self.site / path[len(self.prefix) :]).resolve()
        # A file name with a slash behind it names nothing, there as here.
        if not file.is_relative_to(self.site.resolve()) or (path.endswith("/") and file.is_file()):
            return missing
        return file

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is for its failures."""


def _type(handler: SimpleHTTPRequestHandler, file: Path) -> str:
    found = handler.guess_type(str(file))
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
