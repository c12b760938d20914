"""Checks of a newsroom's own: functions that a plugin brings, which look at the stories and tell
what is wrong (docs/plugins.md).
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from ssg.build.places import Places
from ssg.catalog.scan import CatalogScan
from ssg.config.site import Config
from ssg.model.story import Story
from ssg.plugins import CHECKS, PluginError, loaded, of_plugin
from ssg.problems import Problem, Severity
from ssg.story.lifecycle import State


class Newsroom:
    """What a check is given."""

    def __init__(self, root: Path, config: Config, scan: CatalogScan, now: dt.datetime):
        self.config, self.now = config, now
        self._scan, self._places = scan, Places(root)

    def stories(self) -> Iterator[tuple[Story, State]]:
        """Every story that could be read, published or not, with its state now."""
        return self._scan.all_stories()

    def problem(
        self,
        story: Story,
        code: str,
        message: str,
        *,
        field: str = "title",
        severity: Severity | Literal["error", "warning"] = Severity.WARNING,
        label: str = "",
        help: str = "",
    ) -> Problem:
        """A problem at a field of a story's front matter: at its title, if it has no such field. An
        error keeps the site from being published, a warning does not.
        """
        severity = Severity(severity)
        span = self._places.field(story.path, field) or self._places.field(story.path, "title")
        source = self._places.source(story.path)
        if source is None:
            return Problem(
                code=code, severity=severity, message=message, path=story.path, help=help
            )
        return source.problem(code, message, span, severity=severity, label=label, help=help)


def problems_of_plugins(newsroom: Newsroom) -> Iterable[Problem]:
    """What all checks tell. One that fails is told as well, and keeps no other from being made."""
    for plugin, check in loaded(CHECKS):
        try:
            with of_plugin(plugin, "checking the stories"):
                yield from map(_as_problem, check(newsroom))
        except PluginError as error:
            yield error.problem


def _as_problem(value: object) -> Problem:
    if not isinstance(value, Problem):
        raise TypeError(f"a check gives problems, not {type(value).__name__}")
    return value
