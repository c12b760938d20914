"""Tells why a page was made again, or was not: what of its recipe, its answers or its file is not
as it was. Sentences come out.
"""

from ssg.build.recipes import Recipes
from ssg.catalog.queries import Arguments
from ssg.catalog.rows import Output, PageRow
from ssg.catalog.traces import SITE_NODE, Traces
from ssg.output.destination import Destination
from ssg.pages.kinds.files import KINDS as COPIES
from ssg.text.urls import output_path

_SHOWN = 12
# What a page asked, in words; its arguments are put in.
_QUESTIONS = {
    "story": "the story {0}",
    "whole": "the story {0}",
    "body": "the text of {0}",
    "neighbours": "the stories before and after {1} in its section",
    "target": "where {0} stands, for a link",
    "picture": "picture {1} of {0} (counted from 0; posters come last)",
    "transcript": "the transcript {1} of {0}",
    "count": "how many stories are on the list {0} {1}",
    "label": "the name of the list {0} {1}",
    "newest": "the newest stories of the list {0} {1}",
    "newest_live": "the newest stories of the list {0} {1} that are not archived",
    "between": "stories {2} to {3} of the list {0} {1}",
    "newest_paths": "which stories the feed of {0} {1} has",
    "terms": "all lists of the kind {0}",
    "keys": "all lists of the kind {0}",
    "has_any": "whether there are lists of the kind {0}",
    "byline_of": "what bylines say of the author {0}",
    "index_path": "the _index.md of the section {0}",
    "standalone": "the pages without date",
    "has_static": "the file {0} in static/",
    "sitemap": "all pages, for the sitemap",
    "ledger": "the pictures of the ledger",
    "photos_by": "the photos by {0}",
    "original": "the file {1} of the story {0}",
    "count_pages": "the number of pages, for the sitemap",
}


def explain_making(
    page: PageRow | None, url: str, traces: Traces, recipes: Recipes, destination: Destination
) -> tuple[str, ...]:
    """Why the page at `url` is made in this build or is not. Ask before it is made."""
    if page is None:
        return (f"there is no page at {url}; `ssg list` shows all stories with their addresses",)
    path = output_path(page.url)
    known = next((known for _, _, at, known in traces.pages_at([path]) if at == path), None)
    reasons = _reasons(page, path, known, traces, recipes, destination)
    if reasons:
        return (f"{page.url} is made:", *(f"  - {reason}" for reason in reasons))
    asked = [_in_words(name, args) for name, args, _ in traces.answers(path)]
    more = [f"  - … and {len(asked) - _SHOWN:,} more"] if len(asked) > _SHOWN else []
    return (
        (
            f"{page.url} is not made again: its layouts, site.yaml and data/ are as they were, and"
            " so is all that it asked:"
        ),
        *(f"  - {question}" for question in asked[:_SHOWN]),
        *more,
    )


def _reasons(
    page: PageRow,
    path: str,
    known: Output | None,
    traces: Traces,
    recipes: Recipes,
    destination: Destination,
) -> list[str]:
    if known is None:
        return ["it was not made here before, or that build was broken off"]
    reasons = []
    if (
        not destination.is_unchanged(path, known.size, known.mtime_ns)
        and destination.time_if_same(path, known.digest) is None
    ):
        reasons.append("its file is missing, or was altered by somebody")
    if known.recipe != recipes.of(page):
        reasons.append(
            "the file that it is a copy of changed"
            if page.kind in COPIES
            else (
                "one of its layouts or of the parts that they include, data/, site.yaml or ssg"
                " itself changed"
            )
        )
    changed = [_in_words(name, args) for name, args, same in traces.answers(path) if not same]
    if page.kind not in COPIES:
        changed += [
            f"{_in_words(name, args)} (which every page shows)"
            for name, args, same in traces.answers(SITE_NODE)
            if not same
        ]
    return [*reasons, *(f"changed: {question}" for question in changed[:_SHOWN])]


def _in_words(name: str, args: Arguments) -> str:
    """A question as a person would put it."""
    return " ".join(
        _QUESTIONS.get(name, name + " {0}").format(*map(str, (*args, *("",) * 4))).split()
    )
