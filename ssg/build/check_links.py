"""Problems of the links of a story: those that lead to no story, page or place in a text."""

import re
from collections.abc import Iterator

from ssg.build.checker import Checker, Guesses
from ssg.build.places import Places
from ssg.catalog.rows import OWN
from ssg.catalog.scan import CatalogScan
from ssg.pages.body import resolve_link
from ssg.pages.context import Context
from ssg.problems import Problem, Severity, suggest
from ssg.story.lifecycle import NOTICES
from ssg.text.urls import Urls

# What an author links to who leaves out `https://` or `mailto:`.
_HOST = re.compile(
    r"(?:www\.[\w.-]+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|news|example|[a-z]{2}))"
    r"(?:[/?#]\S*)?",
    re.I,
)
_MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")


class LinkChecker(Checker):
    """Looks at the links of one story after the other."""

    def __init__(
        self, context: Context, scan: CatalogScan, places: Places, guesses: Guesses, urls: Urls
    ):
        super().__init__(context, scan, places, guesses)
        self._urls = urls
        self._ids: tuple[str, frozenset[str]] = ("", frozenset())

    def links(self, path: str) -> Iterator[Problem]:
        for kind, target, line, column in self.scan.links(path):
            if kind == "related":
                found = self._related(path, target, line)
            elif kind == OWN:
                found = self._own_address(path, target)
            else:
                found = self._link(path, target, line, column)
            if found:
                yield found

    def _related(self, path: str, target: str, block: int) -> Problem | None:
        """A related story of the front matter or, with the line of its first line, of a `block` in
        the text.
        """
        found = self.context.target(path, target)
        if found is not None and found.is_published:
            return None
        line, column = self._related_place(path, target, block)
        if found is None:
            return self._dead(
                path, target, line, column, f"the related story `{target}` does not exist"
            )
        if not block:
            return None
        return self.problem(
            path,
            line,
            column,
            len(target),
            "unpublished-link",
            f"the related story `{target}` is not published",
            severity=Severity.WARNING,
            help=self._until(found.path, "the block leaves it out"),
        )

    def _related_place(self, path: str, target: str, block: int) -> tuple[int, int]:
        if block:
            return self._find(path, target, block)
        span = self.places.value(path, target, "related", ("related", "path"))
        return (span.line, span.column) if span else (0, 0)

    def _until(self, path: str, what: str) -> str:
        """What becomes of a link to a story that is not published, and what to do."""
        state = self.scan.state_of(path)
        if state in NOTICES:
            return f"the story is {state}, and {what}: take the link out, or link to another story"
        return f"until it is, {what}"

    def _link(self, path: str, target: str, line: int, column: int) -> Problem | None:
        if not target:
            return self.problem(
                path,
                line,
                column,
                4,
                "dead-link",
                "the link has no address",
                help="write the address between the parentheses, or remove the link",
            )
        found = resolve_link(self.context, path, target)
        if found.unpublished:
            return self.problem(
                path,
                line,
                column,
                len(target),
                "unpublished-link",
                f"the link leads to `{target}`, which is not published",
                severity=Severity.WARNING,
                help=self._until(found.path, "the words stand there without the link"),
            )
        if found.url is None:
            return self._dead(path, target, line, column, f"the link `{target}` leads to no story")
        page = self.scan.page(found.url) if found.url else None
        if found.url and page is None:
            page = self.scan.page(found.url + "/")
            if page is None:
                return self._dead(
                    path,
                    target,
                    line,
                    column,
                    f"the link leads to `{found.url}`, where there is no page",
                )
        story = page.key if page and page.kind in ("story", "page") else ""
        if not found.url:
            story = path
        # Every page has one (HTML, "find a potential indicated element").
        is_top = found.fragment.lower() == "top"
        if found.fragment and not is_top and story and found.fragment not in self._anchors(story):
            if target.startswith("#fnref-"):  # the way back of a footnote that nothing led to
                return self._unused_note(path, target.removeprefix("#fnref-"))
            near = self.guess(lambda: suggest(found.fragment, tuple(self._anchors(story))))
            return self.problem(
                path,
                line,
                column,
                len(target),
                "dead-anchor",
                f"there is no `#{found.fragment}` in {story}",
                label=f"did you mean `#{near}`?" if near else "",
                help="headings have ids made of their words",
            )
        return None

    def _unused_note(self, path: str, name: str) -> Problem:
        line, column = self._find(path, f"[^{name}]:")
        return self.problem(
            path,
            line,
            column,
            len(name) + 4,
            "dead-anchor",
            f"nothing in the text leads to the footnote `{name}`",
            help=f"write `[^{name}]` where it belongs, or remove it",
        )

    def _own_address(self, path: str, target: str) -> Problem | None:
        """A whole address of this site, where no page stands."""
        address = self._urls.own(target) or target
        url = self._urls.local(address)
        if url is None or self.scan.page_at(self._urls, address):
            return None
        line, column = self.places.address(path, target)
        return self.problem(
            path,
            line,
            column,
            len(target),
            "dead-link",
            f"the link leads to `{url}` of this site, where there is no page",
            help="link to the story's file, such as ../world/ferry-strike.md",
        )

    def _dead(self, path: str, target: str, line: int, column: int, message: str) -> Problem:
        name = target.partition("#")[0].rpartition("/")[2]
        near = (
            self.guess(lambda: suggest(name, self.scan.file_names()))
            if name.endswith((".md", ".markdown"))
            else None
        )
        help_ = (
            "write the path of a story file, such as ../world/ferry-strike.md; other files belong"
            " into static/, linked as /file.pdf"
        )
        if _HOST.fullmatch(target) and not name.endswith((".md", ".markdown")):
            help_ = f"write `https://{target}`, if a page elsewhere is meant"
        elif _MAIL.fullmatch(target):
            help_ = f"write `mailto:{target}`, if an email address is meant"
        label = f"did you mean `{near}`?" if near else ""
        return self.problem(
            path,
            line,
            column,
            len(target),
            "dead-link",
            message,
            label=label,
            help="" if near else help_,
        )

    def _anchors(self, story: str) -> frozenset[str]:
        if self._ids[0] != story:
            self._ids = (story, frozenset(self.scan.body_of(story).ids))
        return self._ids[1]

    def _find(self, path: str, text: str, line: int = 1) -> tuple[int, int]:
        """Line and column of the first place of `text` in a file, from a line on; (0, 0) if there
        is none.
        """
        source = self.places.source(path)
        at = source.text.find(text, source.offset(max(1, line))) if source else -1
        return source.line_column(at) if source and at != -1 else (0, 0)
