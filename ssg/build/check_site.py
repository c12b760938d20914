"""Problems of the site as a whole: two pages at one address, sections that nobody meant, layouts
that take no layout's place, dates that are still to come.
"""

import datetime as dt
from collections.abc import Iterator

from ssg.build.places import Places
from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.config.site import CONFIG_NAME
from ssg.layouts import LAYOUTS
from ssg.pages.context import STATIC, Context
from ssg.problems import Problem, Severity, Span, suggest
from ssg.source.files import CONTENT
from ssg.text.urls import output_path, slugify

_ANOTHER_NAME = "give one of them another `slug`, `url` or file name"


def check_pages(context: Context, scan: CatalogScan) -> list[Problem]:
    """Problems between pages, and of what every page shows. They must be planned."""
    checker = _Checker(context, scan)
    return [
        *checker.collisions(),
        *checker.site_pictures(),
        *checker.unmeant_sections(),
        *checker.empty_sections(),
    ]


def check_now(context: Context, scan: CatalogScan) -> list[Problem]:
    """Problems that come and go without a change of any story: dates that are to come, files in
    layouts/.
    """
    checker = _Checker(context, scan)
    return [*checker.dates_ahead(), *checker.idle_layouts()]


class _Checker:
    def __init__(self, context: Context, scan: CatalogScan):
        self.context, self.scan = context, scan
        self.places = Places(context.root)

    def problem(
        self,
        path: str,
        span: Span | None,
        code: str,
        message: str,
        *,
        severity: Severity = Severity.WARNING,
        label: str = "",
        help: str = "",
    ) -> Problem:
        """A problem at a place in a file; without one it is about the whole file."""
        source = self.places.source(path) if span else None
        if source:
            return source.problem(code, message, span, severity=severity, label=label, help=help)
        return Problem(
            code=code, severity=severity, message=message, path=path, label=label, help=help
        )

    # ---- two pages at one address

    def collisions(self) -> Iterator[Problem]:
        for first, *others in self.scan.colliding_pages():
            for other in others:
                urls = {first.url, other.url}
                is_one_file = output_path(first.url) == output_path(other.url)
                same = (
                    "have the same address"
                    if is_one_file
                    else "have addresses that differ only in case or Unicode form"
                )
                where = " and ".join(sorted(urls))
                yield Problem(
                    code="url-collision",
                    severity=Severity.ERROR,
                    message=f"{_maker(first)} and {_maker(other)} {same}: {where}",
                    path=other.source or first.source or self._one_of(first, other),
                    help=self._apart(first, other),
                )
        yield from self._section_collisions()
        for shorter, longer in self.scan.pages_below_files():
            yield Problem(
                code="url-collision",
                severity=Severity.ERROR,
                message=f"the file {shorter} stands where {longer} needs a folder",
                path=shorter if shorter.startswith(("content/", "static/")) else longer,
                help="give one of them another name",
            )

    def _one_of(self, *pages: PageRow) -> str:
        """A story of a section, whose folder has the name that the section's address is made of."""
        keys = [page.key for page in pages if page.kind == "section"]
        paths = self.scan.sections().get(keys[0]) if keys else None
        return paths[0] if paths else ""

    def _apart(self, first: PageRow, other: PageRow) -> str:
        """How two pages at one address get one each."""
        of_ours = next((page for page in (first, other) if not page.source), None)
        if of_ours is not None:
            name = of_ours.url.strip("/").split("/")[0] or of_ours.url
            return (
                f"ssg makes pages of its own at /{name}/: give the story another `slug`, `url` or"
                " file name, or its folder another name"
            )
        pattern = self.context.config.permalink
        days = {self.scan.day_of(page.source) for page in (first, other)}
        if first.kind == other.kind == "story" and len(days) == 2 and ":day" not in pattern:
            better = pattern.replace(":month/", ":month/:day/", 1)
            if ":day" not in better:
                better = pattern.replace(":slug", ":year/:month/:day/:slug", 1)
            return (
                f"{_ANOTHER_NAME}; if stories of several days have one name, write `permalink:"
                f" {better}` in site.yaml"
            )
        return _ANOTHER_NAME

    def _section_collisions(self) -> Iterator[Problem]:
        """Two _index.md for one section: a section front has room for the words of one."""
        first: dict[str, str] = {}
        for section, path in self.scan.section_texts():
            other = first.setdefault(section, path)
            if other != path:
                what = f"the section {section}" if section else "the home page"
                yield Problem(
                    code="url-collision",
                    severity=Severity.ERROR,
                    message=f"{other} and {path} are both the text of {what}",
                    path=path,
                    help="keep one of them",
                )

    # ---- site.yaml

    def site_pictures(self) -> Iterator[Problem]:
        """The picture and logo of site.yaml, which every page names."""
        config = self.context.config
        for name, *at in (
            (config.image, "image"),
            (config.icon, "icon"),
            (config.publisher.logo, "publisher", "logo"),
        ):
            if name and f"{STATIC}/{name.lstrip('/')}" not in self.context.static_files:
                yield self.problem(
                    CONFIG_NAME,
                    self.places.field(CONFIG_NAME, *at),
                    "missing-picture",
                    f"there is no picture `{STATIC}/{name.lstrip('/')}`",
                    help=f"put it into {STATIC}/; upper and lower case count",
                )

    # ---- sections

    def unmeant_sections(self) -> Iterator[Problem]:
        """Stories whose `section` is none that site.yaml or a folder makes, but nearly one."""
        known, unknown = set(self.context.config.sections), []
        for section, paths in self.scan.sections().items():
            if any(_folder(path) == section for path in paths):
                known.add(section)
            elif section not in known:
                unknown.append((section, paths))
        for section, paths in unknown:
            near = suggest(section, known)
            for path in paths if near else ():
                yield self.problem(
                    path,
                    self.places.field(path, "section"),
                    "unknown-section",
                    f"`{section}` makes a new section, which no folder and no line of site.yaml"
                    " names",
                    label=f"did you mean `{near}`?",
                    help=f"if it is meant, add `{section}:` below `sections:` in site.yaml",
                )

    def empty_sections(self) -> Iterator[Problem]:
        """Keys of `sections` in site.yaml that no story belongs to."""
        found = self.scan.sections()
        if not found:  # a site is set up before its first story is written
            return
        sections = {section for section, _ in self.scan.section_texts()} | set(found)
        sections |= {_folder(path) for paths in found.values() for path in paths}
        for key in self.context.config.sections:
            if key in sections:
                continue
            near = slugify(key) if slugify(key) in sections else suggest(key, sections)
            yield self.problem(
                CONFIG_NAME,
                self.places.field(CONFIG_NAME, "sections", key, key=True),
                "unknown-section",
                f"no story is in the section `{key}`",
                label=f"did you mean `{near}`?" if near else "",
                help=(
                    "the key is the name of its folder in content/, in small letters, with hyphens"
                    " between words"
                ),
            )

    # ---- what time and layouts/ bring

    def dates_ahead(self) -> Iterator[Problem]:
        """Updates and corrections that are dated after the build: readers would see a date to
        come.
        """
        now = self.context.clock.now
        for story in self.scan.changing_after(now.timestamp()):
            if story.updated and story.updated > now:
                yield self._ahead(story.path, "the update", story.updated, "updated")
            for number, correction in enumerate(story.corrections):
                if correction.date > now:
                    at = ("corrections", number, "date")
                    yield self._ahead(story.path, "the correction", correction.date, *at)

    def _ahead(self, path: str, what: str, moment: dt.datetime, *at: str | int) -> Problem:
        field = "lastmod" if at == ("updated",) else ""
        span = self.places.field(path, *at) or self.places.field(path, field)
        here = self.context.local(moment)
        return self.problem(
            path,
            span,
            "wrong-date",
            f"{what} is dated {here:%Y-%m-%d %H:%M}, which is still to come",
            help="readers would see it now: write when it was made",
        )

    def idle_layouts(self) -> Iterator[Problem]:
        """Layouts of the site with nearly the name of one of the theme's, which nothing names."""
        own, theme = self.context.layouts.own_and_theme()
        for name in sorted(own - theme):
            near = _near_layout(name, theme)
            if near and not self._is_named(name):
                yield self.problem(
                    f"{LAYOUTS}/{name}",
                    None,
                    "misplaced-file",
                    "the layout takes no other's place, and no story or layout names it",
                    label=f"did you mean `{near}`?",
                    help="rename it, or write `layout:` in the stories that are made with it",
                )

    def _is_named(self, name: str) -> bool:
        stem = name.removesuffix(".html")
        return self.scan.has_layout(stem) or self.context.layouts.mentions(name)


def _near_layout(name: str, known: set[str]) -> str:
    """The layout in the same folder that a name is nearly that of, or ""."""
    folder, slash, own = name.rpartition("/")
    stems = {
        other.removeprefix(folder + slash).removesuffix(".html")
        for other in known
        if other.rpartition("/")[0] == folder
    }
    near = suggest(own.removesuffix(".html"), stems)
    return f"{folder}{slash}{near}.html" if near else ""


def _folder(path: str) -> str:
    """The key of the section that a story's folder makes."""
    parts = path.removeprefix(f"{CONTENT}/").split("/")
    return slugify(parts[0]) if len(parts) > 1 else ""


def _maker(page: PageRow) -> str:
    what = {
        "story": "",
        "page": "",
        "notice": "",
        "redirect": "an alias of ",
        "media": "",
        "static": "",
    }
    if page.source:
        return what.get(page.kind, f"the {page.kind} page of ") + page.source
    return f"the {page.kind} page {page.key}".rstrip()
