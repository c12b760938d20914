"""Packages that add to ssg: kinds of pages, blocks and checks of a newsroom's own, found by their
entry points (docs/plugins.md).

A plugin is a program that the newsroom installed: it is trusted as a layout is. What goes wrong in
one is told as its own.
"""

import functools
import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import msgspec

from ssg.problems import Problem, Severity

PAGE_KINDS, BLOCKS, CHECKS = GROUPS = ("ssg.page_kinds", "ssg.blocks", "ssg.checks")


class Plugin(msgspec.Struct, frozen=True, kw_only=True):
    """One entry point: its name, the package that brings it, and that package's version."""

    group: str
    name: str
    package: str
    version: str
    target: str  # module:object

    @property
    def mark(self) -> str:
        """What of a plugin decides what it makes: its version, and its code, which changes more
        often than that while it is written.
        """
        module = sys.modules.get(self.target.partition(":")[0].partition(".")[0])
        file = Path(getattr(module, "__file__", None) or os.devnull)
        files = sorted(file.parent.rglob("*.py")) if file.name == "__init__.py" else [file]
        code = hashlib.blake2b(digest_size=8)
        for each in files:
            code.update(str(each.relative_to(file.parent)).encode() + b"\0" + each.read_bytes())
        return f"{self.name} {self.version} {code.hexdigest()}"

    def load(self) -> Any:
        """The object that it names. PluginError if it cannot be imported."""
        from importlib import metadata  # imported late: that takes longer than a small build

        with of_plugin(self, "loading it"):
            return metadata.EntryPoint(self.name, self.target, self.group).load()


class PluginError(Exception):
    """A plugin failed; `problem` names it."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


class of_plugin:
    """Turns an exception of a plugin's code into a PluginError. What has a problem of its own to
    tell (a layout's mistake), and what the machine refuses, is passed on.
    """

    def __init__(self, plugin: Plugin, doing: str, path: str = ""):
        self._plugin, self._doing, self._path = plugin, doing, path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        passed_on = (KeyboardInterrupt, GeneratorExit, MemoryError, PluginError)
        if error is None or isinstance(error, passed_on) or hasattr(error, "problem"):
            return
        plugin = self._plugin
        message = " ".join(str(error).split())[:200]
        raise PluginError(
            Problem(
                code="plugin-error",
                severity=Severity.ERROR,
                message=f"the plugin `{plugin.name}` of {plugin.package} {plugin.version} failed"
                f" while {self._doing}: {type(error).__name__}"
                + (f": {message}" if message else ""),
                path=self._path,
                help=f"tell those who made {plugin.package}, or remove it: pip uninstall"
                f" {plugin.package}",
            )
        ) from error


def plugins(group: str = "") -> tuple[Plugin, ...]:
    """The plugins of a group, or of all groups, by name. Of two with one name the first package
    counts, by the order of Python's own search.
    """
    return tuple(each for each in _installed() if group in ("", each.group))


@functools.cache
def _installed() -> tuple[Plugin, ...]:
    found: dict[tuple[str, str], Plugin] = {}
    for folder in filter(os.path.isdir, sys.path):
        # Python's own search reads the metadata of every package: that takes longer than many a
        # build.
        for entry in sorted(os.listdir(folder)):
            if not entry.endswith((".dist-info", ".egg-info")):
                continue
            try:
                text = Path(folder, entry, "entry_points.txt").read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
            if any(f"[{group}]" in text for group in GROUPS):
                for plugin in _of_package(Path(folder, entry)):
                    found.setdefault((plugin.group, plugin.name), plugin)
    return tuple(found[key] for key in sorted(found))


def _of_package(folder: Path) -> list[Plugin]:
    from importlib import metadata

    package = metadata.PathDistribution(folder)
    return [
        Plugin(
            group=point.group,
            name=point.name,
            package=package.metadata["Name"] or "",
            version=package.version or "",
            target=point.value,
        )
        for point in package.entry_points
        if point.group in GROUPS
    ]


def loaded(group: str) -> tuple[tuple[Plugin, Any], ...]:
    """The plugins of a group with their objects. PluginError if one cannot be imported."""
    return _loaded(plugins(group))


@functools.cache
def _loaded(wanted: tuple[Plugin, ...]) -> tuple[tuple[Plugin, Any], ...]:
    return tuple((plugin, plugin.load()) for plugin in wanted)
