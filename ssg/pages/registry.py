"""All kinds of pages, in the order in which they are planned: those of ssg, those of plugins, and
last what lists the others.
"""

import functools
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from ssg.catalog.plan import Plan
from ssg.catalog.rows import PageRow
from ssg.catalog.scan import CatalogScan
from ssg.disk.doors import is_plain
from ssg.pages.context import Context
from ssg.pages.kind import PageKind
from ssg.pages.kinds import credits, feed, files, front, index, pictures, redirect, story
from ssg.pages.kinds.machine import machine_kind
from ssg.plugins import PAGE_KINDS, Plugin, loaded, of_plugin
from ssg.text.urls import output_path

_LONGEST_NAME = 240  # bytes; file systems take 255 a name
_OWN = (
    *(story.KIND, front.KIND, index.KIND, credits.KIND, feed.KIND),
    *(redirect.KIND, files.KIND, pictures.KIND),
)


@functools.cache
def page_kinds() -> tuple[PageKind, ...]:
    """Every kind, in order. PluginError for a plugin that is no kind, or one that is there."""
    known = (*_OWN, *_plugin_kinds())
    machine = machine_kind(tuple(kind for each in known for kind in each.listed))
    makes = [kind for each in (*known, machine) for kind in each.makes]
    for plugin, value in _of_plugins():
        with of_plugin(plugin, "loading it"):
            if any(makes.count(kind) > 1 for kind in value.makes):
                raise ValueError("another kind makes pages of that name")
    return (*known, machine)


@functools.cache
def _plugin_kinds() -> tuple[PageKind, ...]:
    return tuple(_guarded(plugin, kind) for plugin, kind in _of_plugins())


@functools.cache
def _of_plugins() -> tuple[tuple[Plugin, PageKind], ...]:
    for plugin, value in loaded(PAGE_KINDS):
        with of_plugin(plugin, "loading it"):
            if not isinstance(value, PageKind):
                raise TypeError(f"{plugin.target} is not a PageKind")
            kinds = value.makes
            if not isinstance(kinds, tuple) or not kinds or not all(map(_is_word, kinds)):
                raise TypeError("`makes` is a tuple of texts")
            if not isinstance(value.listed, tuple) or not set(value.listed) <= set(kinds):
                raise TypeError("`listed` is a tuple of texts that are in `makes`")
    return loaded(PAGE_KINDS)


def _guarded(plugin: Plugin, value: PageKind) -> PageKind:
    """A kind whose exceptions are told as the plugin's."""

    def plan(context: Context, scan: CatalogScan) -> Iterator[PageRow]:
        with of_plugin(plugin, "planning its pages"):
            for row in value.plan(context, scan):
                _check_row(row, value)
                yield row

    def render(row: PageRow, context: Context) -> bytes:
        with of_plugin(plugin, f"making {row.url}", row.source):
            made = value.render(row, context)
            if not isinstance(made, bytes):
                raise TypeError(f"`render` gives bytes, not {type(made).__name__}")
            return made

    # Planned in each build, since nobody knows what its plan depends on: never by story alone.
    return PageKind(
        name=f"{plugin.package}:{plugin.name}",
        makes=value.makes,
        plan=plan,
        render=render,
        listed=value.listed,
    )


def _check_row(row: object, kind: PageKind) -> None:
    """TypeError or ValueError for what is no page of a plugin's kind."""
    if not isinstance(row, PageRow):
        raise TypeError(f"`plan` yields values of PageRow, not {type(row).__name__}")
    if row.kind not in kind.makes:
        raise ValueError(f"a page is of the kind `{row.kind}`, which is not in `makes`")
    values = (row.url, row.key, row.source, row.layout)
    if not all(isinstance(value, str) for value in values) or not isinstance(row.number, int):
        raise TypeError("url, key, source and layout of a PageRow are texts, number is an int")
    path = output_path(row.url)
    parts = path.split("/")
    if not row.url.startswith("/") or not is_plain(path) or any(p.startswith(".") for p in parts):
        raise ValueError(f"the address `{row.url[:200]}` cannot be used")
    if any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise ValueError(f"a part of the address `{row.url[:80]}…` is too long")


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value)


@functools.cache
def _renderers() -> dict[str, Callable[[PageRow, Context], bytes | Path]]:
    return {kind: each.render for each in page_kinds() for kind in each.makes}


@functools.cache
def plugin_marks() -> dict[str, str]:
    """What else decides the bytes of pages of plugins, by their kind; "" for all plugins."""
    found = {kind: plugin.mark for plugin, value in _of_plugins() for kind in value.makes}
    return found | ({"": " ".join(sorted(set(found.values())))} if found else {})


def replan(
    context: Context, scan: CatalogScan, plan: Plan, changed: Collection[str] | None
) -> None:
    """Put every page into the plan. Where only the stories at the paths `changed` are others than
    before, the pages of all others stay.
    """
    for kind in page_kinds():
        if kind in _plugin_kinds():
            continue
        if kind.plan_stories is not None and changed is not None:
            plan.put(kind.name, kind.plan_stories(context, scan, changed), changed)
        else:
            plan.put(kind.name, kind.plan(context, scan))
    plan.keep_only({kind.name for kind in page_kinds()})


def replan_plugins(context: Context, scan: CatalogScan, plan: Plan) -> None:
    """The same for the pages of plugins, in each build."""
    for kind in _plugin_kinds():
        plan.put(kind.name, kind.plan(context, scan))


def render_page(row: PageRow, context: Context) -> bytes | Path:
    """The bytes of a page, or the file that it is a copy of. LayoutError or PluginError if what
    makes it fails.
    """
    return _renderers()[row.kind](row, context)
