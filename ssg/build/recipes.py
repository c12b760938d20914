"""What else than the catalog's answers decides the bytes of a page: its layouts and all that they
include, data/, site.yaml, and ssg itself.
"""

import functools
import hashlib
import re
from pathlib import Path

from ssg.catalog.rows import Output, PageRow
from ssg.config.site import Config, Stage, seen_by
from ssg.layouts import Layouts
from ssg.pages.body import WITHHELD_LAYOUT
from ssg.pages.context import WITH_BLOCKS, Context
from ssg.pages.kinds.files import KINDS as COPIES
from ssg.pages.kinds.pictures import KINDS as PICTURES
from ssg.pages.registry import plugin_marks
from ssg.pages.views.data import DATA
from ssg.source.digests import digest_of
from ssg.source.files import change_stamp
from ssg.versions import code_fingerprint, library_versions, picture_versions

_DIGEST_BYTES = 12
# The layouts that the text of a layout names; None stands for a name that is worked out. It is kept
# for the next build in the same process.
_REFERENCED: dict[str, frozenset[str | None]] = {}
_ASSET_CALL = re.compile(rb"\basset\b")


def plan_key(planned: Context, site_yaml: bytes) -> str:
    """What else than the stories decides which pages there are, and what is wrong between files.
    The text of site.yaml is in it, since problems are shown at its lines.
    """
    files = "\n".join([*planned.static_files, "", *planned.layouts.assets()])
    known = (
        planned.config,
        files,
        picture_versions(),
        code_fingerprint(),
        plugin_marks(),
        site_yaml,
    )
    return digest_of(repr(known).encode())[0].hex()


class Recipes:
    """Digests of recipes. A page whose recipe has another digest than the one it was made with is
    made again.
    """

    def __init__(
        self,
        root: Path,
        config: Config,
        layouts: Layouts,
        parse_key: str,
        preview: tuple[str, ...] = (),
    ):
        """`preview` says what a build shows beside what readers may see: its pages are marked."""
        self._root, self._layouts = root, layouts
        # What is worked out once lives as long as this build.
        self._of_layout = functools.cache(self._layout_digest)
        self._read = functools.cache(self._read_layout)
        self._asset = functools.cache(self._read_asset)
        data = sorted(path for path in (root / DATA).rglob("*") if path.is_file())
        versions = repr(
            (*library_versions("jinja2", "markupsafe", "babel", "tzdata"), *picture_versions())
        )
        parts = [
            code_fingerprint(),
            versions,
            repr(seen_by(config, Stage.RENDER)),
            parse_key,
            *preview,
            *(f"{path.relative_to(root)}{_digest(path.read_bytes())!r}" for path in data),
        ]
        self._common = _digest("\0".join(parts).encode())

    @functools.cached_property
    def state(self) -> str:
        """A digest of all recipes together. While it is the same, no page need be looked at for its
        recipe, but for copies of files.
        """
        digest = hashlib.blake2b(self._common, digest_size=_DIGEST_BYTES)
        for name, file in self._layouts.files():
            content = file.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode(errors="surrogateescape") + content)
        digest.update(plugin_marks().get("", "").encode())
        made = (plugin.mark for plugin, _ in self._layouts.plugin_blocks.values())
        digest.update("\0".join(made).encode())
        return digest.hexdigest()

    def of(self, page: PageRow) -> bytes:
        """The digest of a page's recipe. For a file that is copied it is its size and time, for an
        original its bytes; that of a picture is in its name.
        """
        if page.kind in PICTURES:
            return _digest(page.key.encode())
        if page.kind in COPIES:
            if page.kind == "media" and page.layout:
                return _digest(
                    f"{page.key}\0{page.layout}\0{code_fingerprint()}".encode()
                )  # it is cleaned, not only copied
            path = self._source(page)
            stat = path.stat() if path else None
            return _digest(
                f"{page.key}\0{stat.st_size}-{change_stamp(stat)}\0{code_fingerprint()}".encode()
                if stat
                else b""
            )
        return _digest(
            self._of_layout(page.layout)
            + f"{page.kind}\0{page.key}\0{page.number}\0{page.source}\0"
            f"{plugin_marks().get(page.kind, '')}".encode()
        )

    def is_same_copy(self, page: PageRow, known: Output) -> bool:
        """Whether a file that is copied as it is has only another time: a fresh clone gives new
        ones to all.
        """
        path = self._source(page) if page.kind in ("asset", "static") else None
        return path is not None and path.is_file() and digest_of(path)[0] == known.digest

    def _source(self, page: PageRow) -> Path | None:
        """The file that a page is a copy of."""
        return self._layouts.asset(page.key) if page.kind == "asset" else self._root / page.key

    def _layout_digest(self, layout: str) -> bytes:
        name, blocks, _ = layout.partition(WITH_BLOCKS)
        names = {f"{name}.html"} if name else set()
        if blocks:
            names |= {
                WITHHELD_LAYOUT,
                *(
                    f"blocks/{block}.html"
                    for block in self._layouts.block_names()
                    if block not in self._layouts.plugin_blocks
                ),
            }
        text = b"\0".join(self._with_parts(frozenset(names)))
        if blocks:
            made = (plugin.mark for plugin, _ in self._layouts.plugin_blocks.values())
            text += "\0".join(made).encode()
        assets = (
            [self._asset(path) for path in self._layouts.assets()]
            if _ASSET_CALL.search(text)
            else []
        )
        return _digest(b"\0".join([self._common, text, *assets]))

    def _with_parts(self, names: frozenset[str]) -> list[bytes]:
        """The sources of some layouts and of everything that they extend, include or import, by
        name.
        """
        seen: dict[str, bytes] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                source, parts = self._read(name)
                seen[name] = source
                waiting += parts
        return [name.encode() + b"\0" + seen[name] for name in sorted(seen)]

    def _read_layout(self, name: str) -> tuple[bytes, tuple[str, ...]]:
        import jinja2.meta

        environment = self._layouts.environment
        try:
            source = self._layouts.source(name)
            if source not in _REFERENCED:
                parsed = environment.parse(source)
                _REFERENCED[source] = frozenset(jinja2.meta.find_referenced_templates(parsed))
            found = _REFERENCED[source]
        except (jinja2.TemplateError, OSError, UnicodeDecodeError) as error:
            return f"{type(error).__name__}: {error}".encode(), ()
        # A name that is worked out while rendering may be any file of layouts/.
        parts = (
            tuple(environment.list_templates())
            if None in found
            else tuple(part for part in found if part)
        )
        return source.encode(), parts

    def _read_asset(self, path: str) -> bytes:
        file = self._layouts.asset(path)
        return path.encode() + (file.read_bytes() if file else b"")


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
