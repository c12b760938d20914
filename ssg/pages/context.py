"""What a page is made with: configuration, the catalog's questions, layouts, URLs and the moment of
the build. One a process.
"""

import datetime as dt
import hashlib
import posixpath
import unicodedata
from pathlib import Path
from typing import Any, overload

import msgspec
from markupsafe import Markup

from ssg.catalog.answers import Target
from ssg.catalog.queries import Queries, Trace
from ssg.catalog.rows import AUTHOR, HOME, MONTH, SECTION, SERIES, TAG
from ssg.config.site import Config, Publisher
from ssg.disk.seals import sealer_of
from ssg.layouts import Layouts
from ssg.layouts.frozen import Frozen, frozen
from ssg.layouts.mistakes import LayoutMistake, must_be
from ssg.model.story import Card
from ssg.output.picture_cache import PictureCache
from ssg.pages.nodes import Nodes
from ssg.pages.preview import marked
from ssg.pages.views.data import DATA, read_data
from ssg.pages.views.lazy import lazy
from ssg.pages.views.pictures import picture_view
from ssg.pages.views.stories import (
    FOLDERS,
    INDEX_TITLES,
    CardView,
    LinkView,
    PhotoView,
    SectionView,
    TermView,
    View,
    term_view,
)
from ssg.story.lifecycle import Clock
from ssg.text.dates import as_day
from ssg.text.moments import in_whole_minutes
from ssg.text.urls import nfc, slugify

STATIC = "static"
# In the name of a page's layout: the layouts of blocks take part in it too.
WITH_BLOCKS = "+blocks"
_TERM_KINDS = {"tags": TAG, "authors": AUTHOR, "series": SERIES, "sections": SECTION}


class SiteView(View, frozen=True, kw_only=True):
    """The site, as layouts see it."""

    title: str
    description: str
    url: str
    permalink: str
    lang: str
    timezone: str
    icon: str
    copyright: str
    contact: str
    publisher: Publisher
    social: dict[str, str]
    sections: tuple[SectionView, ...]
    pages: tuple[LinkView, ...]
    indexes: tuple[LinkView, ...]
    withheld: str
    feed_url: str
    data: dict[str, Any]
    extra: Any


class PageView(View, frozen=True, kw_only=True):
    """The page being made, as layouts see it."""

    kind: str
    title: str
    description: str
    url: str
    permalink: str
    lang: str
    feed_url: str
    noindex: bool
    head: Markup


class Context:
    """Hands page kinds and layouts what they ask for. Everything about stories comes from
    `queries`.
    """

    def __init__(
        self,
        root: Path,
        config: Config,
        queries: Queries,
        clock: Clock,
        static_files: tuple[str, ...] = (),
        *,
        layouts: bool = True,
    ):
        self.root, self.config, self.queries, self.clock = root, config, queries, clock
        self.static_files = static_files
        self.urls = config.urls
        self.zone = config.zone
        self.nodes = Nodes(queries)
        self._asset_urls: dict[str, str] = {}
        lists: dict[str, Any] = {
            "stories": self._stories,
            "photos": self._photos,
            "terms": self._terms,
        }
        functions = {**lists, "section": self.section, "asset": self._asset, "static": self._static}
        self.layouts = Layouts(root, config.language, functions, read_own=layouts)

    @overload
    def local(self, moment: dt.datetime, *, is_day: bool = False) -> dt.datetime: ...
    @overload
    def local(self, moment: dt.datetime | None, *, is_day: bool = False) -> dt.datetime | None: ...
    def local(self, moment: dt.datetime | None, *, is_day: bool = False) -> dt.datetime | None:
        """A moment on the site's clock. `is_day` says that it was given as a date alone."""
        if moment is None:
            return None
        here = in_whole_minutes(moment.astimezone(self.zone))
        return as_day(here) if is_day else here

    def render(self, layout: str, page: PageView, about: str, **values: Any) -> bytes:
        """A page by its layout. `about` is the file or URL that an error should name."""
        shown = self.clock.preview
        if shown:
            page = msgspec.structs.replace(page, noindex=True)
        made = self.layouts.render(
            f"{layout}.html", {"site": self.site, "page": page, **values}, about
        )
        return (marked(made, shown) if shown else made).encode()

    @lazy
    def picture_cache(self) -> PictureCache:
        """The files made of pictures."""
        return PictureCache(self.root, sealer_of(self.root))

    @lazy
    def site_trace(self) -> Trace:
        """What every page asks: it is asked once, and kept apart from what single pages ask."""
        with self.queries.tracing() as trace:
            self._every_page_shows = (self.site, self._section_views)
        return trace

    @lazy
    def site(self) -> SiteView:
        config = self.config
        return SiteView(
            title=config.title,
            description=config.description,
            url=self.urls.href("/"),
            permalink=self.urls.permalink("/"),
            lang=config.language,
            timezone=config.timezone,
            icon=self.urls.href("/" + config.icon.lstrip("/")) if config.icon else "",
            copyright=config.copyright,
            contact=config.contact,
            publisher=config.publisher,
            social=config.social,
            sections=self.sections,
            pages=tuple(
                LinkView(title=page.title, url=self.urls.href(page.url), external=False)
                for page in self.queries.standalone()
            ),
            indexes=self._indexes(),
            withheld=config.withheld,
            feed_url=self.urls.href("/feed.xml"),
            data=self.data,
            extra=frozen(config.extra) if isinstance(config.extra, dict) else Frozen(),
        )

    def _indexes(self) -> tuple[LinkView, ...]:
        """The pages that list all months, tags, authors, series and pictures, as far as there are
        any.
        """
        found = [("/archive/", "Archive", MONTH)] if self.config.months else []
        if self.config.author_index:
            found += [(f"/{folder}/", INDEX_TITLES[kind], kind) for kind, folder in FOLDERS.items()]
        pages = [(url, title) for url, title, kind in found if self.queries.has_any(kind)]
        pages += [("/credits/", "Picture credits")] if self.config.credits else []
        return tuple(
            LinkView(title=title, url=self.urls.href(url), external=False) for url, title in pages
        )

    @lazy
    def sections(self) -> tuple[SectionView, ...]:
        """Sections that have stories, in the order of site.yaml, then of their titles."""
        keyed = []
        for key in self.queries.keys(SECTION):
            view = self._section_view(key)
            known = self.config.sections.get(key)
            index = self.queries.index_path(key)
            weight = self.queries.story(index)[0].weight if index else None
            if weight is None:
                weight = known.order if known else 1000
            keyed.append(((weight, view.title), view))
        return tuple(view for _, view in sorted(keyed, key=lambda pair: pair[0]))

    def section(self, key: str) -> SectionView:
        """A section by its key."""
        must_be(str, key=key)
        return self._section_views.get(key) or self._section_view(key)

    @lazy
    def _section_views(self) -> dict[str, SectionView]:
        return {view.key: view for view in self.sections}

    def _section_view(self, key: str) -> SectionView:
        known, index = self.config.sections.get(key), self.queries.index_path(key)
        story = self.queries.story(index)[0] if index else None
        title = (
            (known.title if known else "")
            or (story.title if story else "")
            or key.replace("-", " ").title()
        )
        return SectionView(
            key=key,
            title=title,
            description=(known.description if known else "") or (story.summary if story else ""),
            url=self.urls.href(f"/{key}/"),
            permalink=self.urls.permalink(f"/{key}/"),
            feed_url=self.urls.href(f"/{key}/feed.xml"),
        )

    def is_source(self, name: str) -> bool:
        """Whether a name in a byline is that of an agency in site.yaml."""
        return name in self._source_names

    @lazy
    def _source_names(self) -> frozenset[str]:
        return frozenset(
            name
            for key, source in self.config.sources.items()
            for name in (key, source.name)
            if name
        )

    def target(self, story_path: str, path: str) -> Target | None:
        """What a path to a story file means: relative to the story's folder, or to content/."""
        for candidate in candidates(story_path, path):
            # macOS may have decomposed the file's name, while what is typed is composed; or an
            # archive the other way round.
            for form in dict.fromkeys(
                (candidate, nfc(candidate), unicodedata.normalize("NFD", candidate))
            ):
                if found := self.queries.target(form):
                    return found
        return None

    def card(self, card: Card) -> CardView:
        return CardView(self, card)

    @lazy
    def data(self) -> dict[str, Any]:
        """Everything in data/, by file name without suffix; folders become mappings."""
        found: dict[str, Any] = frozen(read_data(self.root / DATA))
        return found

    def _stories(
        self,
        section: str = "",
        tag: str = "",
        author: str = "",
        series: str = "",
        limit: int = 10,
        offset: int = 0,
    ) -> tuple[CardView, ...]:
        must_be(str, section=section, tag=tag, author=author, series=series)
        must_be(int, limit=limit, offset=offset)
        wanted = ((SECTION, section), (TAG, tag), (AUTHOR, author), (SERIES, series))
        kind, key = next(((kind, key) for kind, key in wanted if key), (HOME, ""))
        return tuple(
            CardView(self, card) for card in self.queries.newest_live(kind, key, limit, offset)
        )

    def _photos(self, by: str, limit: int = 24) -> tuple[PhotoView, ...]:
        """The newest published pictures that are credited to a person."""
        must_be(str, by=by)
        must_be(int, limit=limit)
        found = (
            (picture_view(self, picture), card)
            for picture, card in self.queries.photos_by(slugify(by), limit)
        )
        return tuple(
            PhotoView(picture=picture, story=CardView(self, card))
            for picture, card in found
            if picture
        )

    def _terms(self, kind: str, limit: int | None = None) -> tuple[TermView, ...]:
        must_be(str, kind=kind)
        must_be(int | None, limit=limit)
        if kind not in _TERM_KINDS:
            raise LayoutMistake(f"terms() knows {', '.join(_TERM_KINDS)}, not `{kind}`")
        found = sorted(
            self.queries.terms(_TERM_KINDS[kind]), key=lambda term: (-term.count, term.key)
        )
        return tuple(term_view(self, term) for term in found[:limit])

    def _asset(self, path: str) -> str:
        must_be(str, path=path)
        if path not in self._asset_urls:
            self._asset_urls[path] = self._asset_url(path)
        return self._asset_urls[path]

    def _asset_url(self, path: str) -> str:
        file = self.layouts.asset(path)
        if file is None:
            raise LayoutMistake(f"there is no file layouts/assets/{path}")
        mark = hashlib.blake2b(file.read_bytes(), digest_size=4).hexdigest()
        return f"{self.urls.href('/assets/' + path)}?v={mark}"

    def _static(self, path: str) -> str:
        must_be(str, path=path)
        if not self.queries.has_static("/" + path):
            raise LayoutMistake(f"there is no file {STATIC}/{path}")
        return self.urls.href("/" + path)


def candidates(story_path: str, path: str) -> tuple[str, ...]:
    """The files that a path in a story may mean, best first."""
    if path.startswith("/"):
        return (posixpath.normpath("content" + path),)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(story_path), path))
    return beside, posixpath.normpath(f"content/{path}")
