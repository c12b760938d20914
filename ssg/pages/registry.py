"""All kinds of pages, in the order in which they are planned: those of ssg, those of plugins, and
last what lists the others.
"""

import functools
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from ssg.catalog.plan import Plan
from ssg.catalog.rows import PageRow
from ssg.catalog.survey import Survey
from ssg.pages.context import Context
from ssg.pages.kind import PageKind
from ssg.pages.kinds import credits, feed, files, front, index, pictures, redirect, story
from ssg.pages.kinds.machine import machine_kind
from ssg.plugins import PAGE_KINDS, Plugin, loaded, of_plugin

_OWN = (
    *(story.KIND, front.KIND, index.KIND, credits.KIND, feed.KIND),
    *(redirect.KIND, files.KIND, pictures.KIND),
)


@functools.cache
def page_kinds() -> tuple[PageKind, ...]:
    """Every kind, in order. PluginError for a plugin that is no kind, or one that is there."""
    known = (*_OWN, *(_guarded(plugin, kind) for plugin, kind in _of_plugins()))
    machine = machine_kind(tuple(kind for each in known for kind in each.listed))
    makes = [kind for each in (*known, machine) for kind in each.makes]
    for plugin, value in _of_plugins():
        with of_plugin(plugin, "loading it"):
            if any(makes.count(kind) > 1 for kind in value.makes):
                raise ValueError("another kind makes pages of that name")
    return (*known, machine)


@functools.cache
def _of_plugins() -> tuple[tuple[Plugin, PageKind], ...]:
    for plugin, value in loaded(PAGE_KINDS):
        with of_plugin(plugin, "loading it"):
            if not isinstance(value, PageKind):
                raise TypeError(f"{plugin.target} is not a PageKind")
    return loaded(PAGE_KINDS)


def _guarded(plugin: Plugin, value: PageKind) -> PageKind:
    """A kind whose exceptions are told as the plugin's."""

    def guarded(work: Callable[..., Any], doing: str) -> Callable[..., Any]:
        def plan(*given: Any) -> Iterator[PageRow]:
            with of_plugin(plugin, doing):
                yield from work(*given)

        return plan

    def render(row: PageRow, context: Context) -> bytes | Path:
        with of_plugin(plugin, f"making {row.url}", row.source):
            return value.render(row, context)

    by_story = value.plan_stories
    return PageKind(
        name=f"{plugin.package}:{plugin.name}",
        makes=value.makes,
        plan=guarded(value.plan, "planning its pages"),
        plan_stories=guarded(by_story, "planning its pages") if by_story else None,
        render=render,
        listed=value.listed,
    )


@functools.cache
def _renderers() -> dict[str, Callable[[PageRow, Context], bytes | Path]]:
    return {kind: each.render for each in page_kinds() for kind in each.makes}


@functools.cache
def plugin_marks() -> dict[str, str]:
    """What else decides the bytes of pages of plugins, by their kind; "" for all plugins."""
    found = {kind: plugin.mark for plugin, value in _of_plugins() for kind in value.makes}
    return found | ({"": " ".join(sorted(set(found.values())))} if found else {})


def replan(context: Context, survey: Survey, plan: Plan, changed: Collection[str] | None) -> None:
    """Put every page into the plan. Where only the stories at the paths `changed` are others than
    before, the pages of all others stay.
    """
    for kind in page_kinds():
        if kind.plan_stories is not None and changed is not None:
            plan.put(kind.name, kind.plan_stories(context, survey, changed), changed)
        else:
            plan.put(kind.name, kind.plan(context, survey))
    plan.keep_only({kind.name for kind in page_kinds()})


def render_page(row: PageRow, context: Context) -> bytes | Path:
    """The bytes of a page, or the file that it is a copy of. LayoutError or PluginError if what
    makes it fails.
    """
    return _renderers()[row.kind](row, context)
