"""Renders the pages of the desk. Values go in; HTML comes out, with all that stories and problems
say escaped.
"""

import collections
import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2

from ssg.config.site import Config, load_config
from ssg.problems import Problem, Severity
from ssg.report.text import render_frame
from ssg.serve.guard import DESK, SITE_HOST
from ssg.serve.live import Live
from ssg.text.zones import zone

_TEMPLATES = Path(__file__).parent / "templates"
# Kinds of problems that an editor looks for, by what they are about.
_KINDS = {
    "Pictures without credit or alt text": (
        "missing-credit",
        "alt-text",
        "uncredited-picture",
        "credit-differs",
    ),
    "Dead links": ("dead-link", "dead-anchor", "unpublished-link"),
    "Rights": ("no-right-to-use", "rights-end-soon", "unknown-rights"),
    "Corrections and kills": ("correction-euphemism", "kill-without-note"),
}


class DeskPages:
    """The pages of one site."""

    def __init__(self, live: Live):
        self._live = live
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            moment=self._moment, frame=render_frame, at_line=self._at_line
        )
        self._environment.globals.update(desk=DESK, link=_link, problems_of=self._problems_of)

    def render(self, name: str, **values: Any) -> str:
        built = self._live.built
        kinds = [
            (title, sum(problem.code in codes for problem in built.problems))
            for title, codes in _KINDS.items()
        ]
        return self._environment.get_template(f"{name}.html").render(
            live=self._live,
            built=built,
            site=f"http://{SITE_HOST}:{self._live.port}",
            title=self._site_title(),
            errors=built.errors,
            warnings=sum(each.severity is Severity.WARNING for each in built.problems),
            kinds=kinds,
            by_file=self._by_file(values.get("code", "")),
            **values,
        )

    def _by_file(self, kind: str) -> dict[str, list[Problem]]:
        """Problems of a kind (a title of `_KINDS`, or a code; "" for all), by the files they are
        in.
        """
        codes = _KINDS.get(kind, (kind,) if kind else ())
        found = collections.defaultdict(list)
        for problem in self._live.built.problems:
            if not codes or problem.code in codes:
                found[problem.path].append(problem)
        return found

    def _problems_of(self, path: str) -> list[Problem]:
        return [problem for problem in self._live.built.problems if problem.path == path]

    def _at_line(self, problem: Problem) -> str:
        line, column = (problem.span.line, problem.span.column) if problem.span else (1, 1)
        return self._live.editor.address(problem.path, line, column)

    def _config(self) -> Config | None:
        return load_config(self._live.root)[0]

    def _site_title(self) -> str:
        config = self._config()
        return config.title if config else self._live.root.name

    def _moment(self, moment: dt.datetime | float | None) -> str:
        """A moment on the site's clock, as forms and editors write it."""
        if moment is None:
            return ""
        if not isinstance(moment, dt.datetime):
            moment = dt.datetime.fromtimestamp(moment, dt.UTC)
        config = self._config()
        return f"{moment.astimezone(config.zone if config else zone('UTC')):%Y-%m-%d %H:%M}"


def _link(place: str, /, **query: object) -> str:
    """An address of the desk."""
    given = {name: value for name, value in query.items() if value not in ("", None)}
    return f"{DESK}{place}" + (f"?{urlencode(given)}" if given else "")
