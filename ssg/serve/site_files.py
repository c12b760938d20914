"""A file of the site for a request, as GitHub Pages would give it: index.html for a folder, a page
without its `.html`, 404.html for what is not there, and no list of a folder. Pages get the script
that keeps them up to date.
"""

import mimetypes
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from ssg.disk.doors import Door, OutputError, is_plain

_SCRIPTS = (
    b'<script src="/__ssg/idiomorph.min.js" defer></script>'
    b'<script src="/__ssg/live.js" defer></script>'
)
_KINDS = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".vtt": "text/vtt",
    ".xml": "application/xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_DEEPEST = 100  # folders, of any site that is one
_NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class SiteFiles:
    """The files of one built site. `early` are some of a build that is still under way."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.base_path = "/"
        self.early: Mapping[str, bytes] = {}

    def respond(self, path: str, query: str = "") -> Response:
        """The answer to a request for a path, which is decoded already."""
        asked = f"?{query}" if query else ""
        if path in ("/", self.base_path.rstrip("/")) and path != self.base_path:
            return RedirectResponse(quote(self.base_path) + asked, 307)
        below = path.removeprefix(self.base_path) if path.startswith(self.base_path) else None
        if below is None:
            return self._missing()
        if below.endswith("/") or not below:
            return self._file(f"{below}index.html") or self._missing()
        if found := self._file(below):
            return found
        if self._has(f"{below}/index.html"):
            return RedirectResponse(f"{quote(path)}/{asked}", 301)
        return self._file(f"{below}.html") or self._missing()

    def _missing(self) -> Response:
        page = self._file("404.html", 404)
        return page or HTMLResponse(with_scripts(b"<h1>404: there is no such page</h1>"), 404)

    def _has(self, path: str) -> bool:
        if path in self.early:
            return True
        file = self._open(path)
        if file is not None:
            os.close(file)
        return file is not None

    def _file(self, path: str, status: int = 200) -> Response | None:
        kind = _KINDS.get(os.path.splitext(path)[1].lower()) or mimetypes.guess_type(path)[0]
        content = self.early.get(path)
        if content is None:
            file = self._open(path)
            if file is None:
                return None
            if kind != "text/html":
                os.close(file)
                headers = {"Cache-Control": "no-cache"}
                return FileResponse(self._folder / path, status, headers, media_type=kind)
            with open(file, "rb") as page:
                content = page.read()
        if kind == "text/html":
            return HTMLResponse(with_scripts(content), status, _NOT_KEPT)
        return Response(content, status, _NOT_KEPT, kind)

    def _open(self, path: str) -> int | None:
        """A file, which no path and no link leads out of the site to."""
        if not is_plain(path) or path.count("/") > _DEEPEST or not self._folder.is_dir():
            return None
        door = Door(self._folder)  # a new one, since folders are replaced while the site is built
        try:
            return door.open(path)
        except (OSError, OutputError, ValueError):
            return None
        finally:
            door.close()


def with_scripts(page: bytes) -> bytes:
    """A page with what keeps it up to date, at the end of its body."""
    end = page.rfind(b"</body>")
    return page + _SCRIPTS if end == -1 else page[:end] + _SCRIPTS + page[end:]
