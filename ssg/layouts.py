"""The Jinja environment: the site's layouts before the theme's, filters, and errors that name layout, line and page."""

import datetime as dt
import functools
import os
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2.utils import missing
from markupsafe import Markup

from ssg.dates import format_date
from ssg.markup.typography import smarten
from ssg.problems import Problem, Severity, Span, suggest
from ssg.source import SourceFile, read_source
from ssg.story.byline import join_names

LAYOUTS = "layouts"


def theme_folder() -> Path:
    """The layouts that ssg brings: inside the installed package, or at the root of a checkout."""
    packaged = Path(str(resources.files("ssg"))) / "theme"
    return packaged if packaged.is_dir() else Path(str(resources.files("ssg"))).parent / LAYOUTS


class LayoutError(Exception):
    """A layout that cannot be rendered. `problem` names its file and line, and the page being made."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


class _Undefined(jinja2.StrictUndefined):
    """Says what is missing in the words of layouts, not of Python."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, of = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint or self._undefined_name is None:
            return self._undefined_hint or "something that does not exist is asked for"
        if of is missing:
            return f"`{name}` is not known here"
        near = suggest(name, [str(key) for key in of] if isinstance(of, Mapping) else [key for key in dir(of) if key[0] != "_"])
        kind = "mapping" if isinstance(of, Mapping) else type(of).__name__.removesuffix("View").lower()
        return f"there is no `{name}` in this {kind}" + (f"; did you mean `{near}`?" if near else "")


class _Template(jinja2.Template):
    """A template whose module is made anew for each page that imports it.

    Jinja keeps the module of an import without context: a question that it asks would be asked for the first page only, and the others
    would show the answer without a trace of it.
    """

    def _get_default_module(self, ctx: jinja2.runtime.Context | None = None) -> Any:
        return self.make_module()


class Layouts:
    """All layouts of a site. `root` is the site's folder."""

    def __init__(self, root: Path, language: str = "en"):
        self._root = root
        self.folders = [folder for folder in (root / LAYOUTS, theme_folder()) if folder.is_dir()]
        self._language = language
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.folders),
            autoescape=True,
            undefined=_Undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
        )
        self.environment.template_class = _Template
        self.environment.filters.update(smart=self._smart, date=self._date, iso=_iso, names=self._names, json=_json)
        self._template: Callable[[str], jinja2.Template] = functools.cache(self.environment.get_template)

    def place(self, name: str) -> str:
        """Where the layout `name` is, in words: the site's own, or the theme's."""
        folder = next((folder for folder in self.folders if (folder / name).is_file()), None)
        if folder is None:
            return f"{LAYOUTS}/{name} (missing)"
        return f"{LAYOUTS}/{name}" + ("" if folder == self._root / LAYOUTS else " (of the theme)")

    def source(self, name: str) -> str:
        """The text of the layout `name`. jinja2.TemplateNotFound if there is none."""
        loader = self.environment.loader
        assert loader is not None
        return loader.get_source(self.environment, name)[0]

    def names(self) -> tuple[str, ...]:
        """All layouts, by their names."""
        return tuple(sorted({f.relative_to(folder).as_posix() for folder in self.folders for f in folder.rglob("*.html")}))

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every file of layouts/ that a page could be made with, by the name that Jinja knows it by; the site's own before the theme's."""
        for folder in self.folders:
            for parent, folders, names in os.walk(folder, followlinks=True):
                folders.sort()
                yield from ((os.path.join(parent, name)[len(str(folder)) + 1 :], Path(parent, name)) for name in sorted(names))

    def block_names(self) -> tuple[str, ...]:
        """The blocks that stories can use: one a file in layouts/blocks/."""
        return tuple(sorted({path.stem.lower() for folder in self.folders for path in folder.glob("blocks/*.html")}))

    def asset(self, path: str) -> Path | None:
        """The file of layouts/assets/PATH."""
        return next((file for folder in self.folders if (file := folder / "assets" / path).is_file()), None)

    def assets(self) -> tuple[str, ...]:
        """All files below assets/, by their paths there."""
        found = {
            file.relative_to(folder / "assets").as_posix()
            for folder in self.folders
            for file in folder.glob("assets/**/*")
            if file.is_file() and _is_ours(file, folder)
        }
        return tuple(sorted(found))

    def render(self, name: str, values: Mapping[str, Any], about: str) -> str:
        """Render the layout `name`. LayoutError if it is missing or fails; `about` says which page it was for."""
        try:
            return self._template(name).render(values)
        except RecursionError as error:
            raise LayoutError(self._problem(error, name, about)) from error
        except Exception as error:  # a layout is code: whatever it raises is its author's to mend
            raise LayoutError(self._problem(error, name, about)) from error

    def _problem(self, error: BaseException, name: str, about: str) -> Problem:
        if isinstance(error, jinja2.TemplateNotFound):
            return self._missing(error.name or name, name, about)
        path, line = self._place(error)
        excerpt = _line(path, line) if path else ""
        what = "recursion without end" if isinstance(error, RecursionError) else str(error) or type(error).__name__
        return Problem(
            code="layout-error",
            severity=Severity.ERROR,
            message=what,
            path=self._shown(path) if path else f"{LAYOUTS}/{name}",
            span=Span(line=line, column=1, end_line=line, end_column=max(2, len(excerpt) + 1)) if line else None,
            excerpt=excerpt,
            label=f"while making {about}",
        )

    def _missing(self, wanted: str, name: str, about: str) -> Problem:
        """A layout that does not exist, with the line of the story that asks for it."""
        stem = wanted.removesuffix(".html")
        near = suggest(stem, {path.stem for folder in self.folders for path in folder.glob("*.html")})
        message = f"there is no layout `{wanted}`" + ("" if wanted == name else f", which {name} asks for")
        label = f"did you mean `{near}`?" if near else ""
        help_ = f"make layouts/{wanted}, or name another layout"
        story = read_source(self._root, about) if about.startswith("content/") else None
        if isinstance(story, SourceFile) and (match := re.search(rf"^layout:\s*[\"']?({re.escape(stem)})\b", story.text, re.M)):
            return story.problem("missing-layout", message, story.span(match.start(1), match.end(1)), label=label, help=help_)
        return Problem(code="missing-layout", severity=Severity.ERROR, message=message, path=about, label=label, help=help_)

    def _place(self, error: BaseException) -> tuple[Path | None, int]:
        if isinstance(error, jinja2.TemplateSyntaxError):
            return (Path(error.filename) if error.filename else None), error.lineno
        folders = tuple(str(folder) for folder in self.folders)
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(folders)]
        return (Path(frames[-1].filename), frames[-1].lineno or 0) if frames else (None, 0)

    def _shown(self, path: Path) -> str:
        if path.is_relative_to(self._root):
            return path.relative_to(self._root).as_posix()
        return f"{LAYOUTS}/{path.relative_to(theme_folder()).as_posix()}" if path.is_relative_to(theme_folder()) else path.name

    @jinja2.pass_context
    def _smart(self, context: jinja2.runtime.Context, text: str, lang: str = "") -> str:
        """Typography by the language named, or that of the page."""
        shown = context.get("block") or context.get("page")
        return smarten(text, lang or getattr(shown, "lang", "") or self._language)

    def _date(self, moment: dt.datetime | None, form: str = "long", lang: str = "") -> str:
        return format_date(moment, form, lang or self._language) if moment else ""

    def _names(self, people: Iterable[Any], lang: str = "") -> str:
        return join_names([person.name for person in people], lang or self._language)


def _is_ours(file: Path, folder: Path) -> bool:
    """No hidden file, no editor's backup, and no link that leads out of the folder."""
    parts = file.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in parts) or file.name.endswith(("~", ".swp", ".tmp"))
    return not hidden and file.resolve().is_relative_to(folder.resolve())


def script_json(value: Any) -> str:
    """JSON that is safe inside a script element: no `</script>`, no comment opener (HTML 4.12.1.3)."""
    text = msgspec.json.encode(value).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _json(value: Any) -> Markup:
    return Markup(script_json(value))


def _iso(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _line(path: Path, line: int) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[line - 1]
    except (OSError, IndexError):
        return ""
