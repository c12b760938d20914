"""Every page of the site. The catalog's answers go in; bytes and an address come out. It asks the
catalog, renders layouts, and writes nothing.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from ssg.catalog.plan import Plan
from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.pages.context import Context
from ssg.pages.kinds import credits, feed, files, front, index, machine, pictures, redirect, story
from ssg.text.urls import output_path, story_url

# In this order: the sitemap in `machine` lists what the others have planned.
MODULES = (story, front, index, credits, feed, redirect, files, pictures, machine)
_LAYOUTS = {
    **{
        kind: kind
        for kind in (
            "story",
            "page",
            "notice",
            "front",
            "section",
            "archive",
            "months",
            "month",
            "terms",
            "credits",
            "redirect",
            "404",
        )
    },
    **dict.fromkeys(("tag", "author", "series"), "list"),
}
_RENDER = {kind: module.render for module in MODULES for kind in module.KINDS}


def replan(context: Context, survey: Survey, plan: Plan, changed: Collection[str] | None) -> None:
    """Put every page into the plan. Where only the stories at the paths `changed` are others than
    before, the pages of all others stay.
    """
    for number, module in enumerate(MODULES):
        if module is story and changed is not None:
            plan.put(number, story.plan(context, survey, changed), changed)
        else:
            plan.put(number, module.plan(context, survey))


def render_page(row: PageRow, context: Context) -> bytes | Path:
    """The bytes of a page, or the file that it is a copy of. LayoutError if a layout fails."""
    return _RENDER[row.kind](row, context)


def describe_page(context: Context, page: PageRow) -> dict[str, Any]:
    """Which file, layout and configuration made a page, in the words that `ssg explain` prints."""
    layout = _LAYOUTS.get(page.kind, "")
    found: dict[str, Any] = {
        "url": context.urls.href(page.url),
        "permalink": context.urls.permalink(page.url),
        "kind": page.kind,
    }
    if page.source:
        found["source"] = page.source
    if page.kind in ("story", "page", "notice"):
        story, state = context.queries.story(page.source)
        found |= {"status": str(state), "slug": story.slug}
        if page.kind == "story":
            found["address by"] = (
                f"permalink {context.config.permalink} (site.yaml)"
                if story.url == _by_pattern(context, story)
                else "`url` in the front matter"
            )
        layout = story.layout or layout
    if page.kind == "redirect":
        found["leads to"] = context.urls.href(page.key)
    if layout:
        found["layout"] = context.layouts.place(f"{layout}.html")
    found["file"] = output_path(page.url)
    return found


def _by_pattern(context: Context, story: Any) -> str:
    local = context.local(story.date)
    return story_url(context.config.permalink, story.slug, story.section, local) if local else ""
