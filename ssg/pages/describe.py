"""Which file, layout and configuration made a page: what `ssg explain` prints."""

from typing import Any

from ssg.catalog.rows import PageRow
from ssg.model.story import Story
from ssg.pages.context import WITH_BLOCKS, Context
from ssg.pages.kinds.files import KINDS as COPIES
from ssg.text.urls import output_path, story_url


def describe_page(context: Context, page: PageRow) -> dict[str, Any]:
    """Which file, layout and configuration made a page, in the words that `ssg explain` prints."""
    layout = page.layout.removesuffix(WITH_BLOCKS) if page.kind not in COPIES else ""
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


def _by_pattern(context: Context, story: Story) -> str:
    local = context.local(story.date)
    return story_url(context.config.permalink, story.slug, story.section, local) if local else ""
