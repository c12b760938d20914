"""Finding and rendering layouts. Names and values go in; text comes out, or a LayoutError that is
shown as a Problem. It reads layouts/ and the theme.
"""

import functools
import os
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ssg
from ssg.layouts.block_options import options_read
from ssg.layouts.mistakes import LayoutMistake
from ssg.layouts.plugin_block import PluginBlock
from ssg.plugins import BLOCKS, Plugin, loaded, of_plugin, plugins
from ssg.problems import Problem, Severity, Span, suggest
from ssg.source.files import SourceFile, read_source

if TYPE_CHECKING:
    import jinja2

    from ssg.layouts.code import LayoutEnvironment

LAYOUTS = "layouts"
# What stories of other systems name, and need not name here.
_LAYOUTS_ELSEWHERE = frozenset(("post", "posts", "default", "single", "article", "news", "blog"))
_PACKAGE = Path(ssg.__file__).parent
# What runs layouts: an exception that passes through here may still be a layout's.
_MACHINERY = Path(__file__).parent


def theme_folder() -> Path:
    """The layouts that ssg brings: inside the installed package, or at the root of a checkout."""
    package = Path(ssg.__file__).parent
    return package / "theme" if (package / "theme").is_dir() else package.parent / LAYOUTS


class LayoutError(Exception):
    """A layout that cannot be rendered. `problem` names its file and line, and the page."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


class Layouts:
    """All layouts of a site. `root` is the site's folder."""

    def __init__(
        self,
        root: Path,
        language: str = "en",
        functions: Mapping[str, Callable[..., Any]] | None = None,
        *,
        read_own: bool = True,
    ):
        """`functions` are what layouts can call. Without `read_own` the site's own layouts are
        those of a stranger: their names are known, but no file of them is opened, and nothing is
        rendered.
        """
        self._root, self._language, self._functions, self._reads_own = (
            root,
            language,
            functions or {},
            read_own,
        )
        self.folders = [folder for folder in (root / LAYOUTS, theme_folder()) if folder.is_dir()]

    @functools.cached_property
    def environment(self) -> "LayoutEnvironment":
        """Made when the first page is rendered: a build in which nothing changed does without
        Jinja.
        """
        if not self._reads_own:
            raise RuntimeError("the layouts of this site must not be run")
        from ssg.layouts.environment import make_environment

        return make_environment(self.folders, self._language, self._functions)

    def reuse_code(self, state: str) -> None:
        """Take the code that this process compiled before, if all layouts have the same `state` as
        they had then.
        """
        from ssg.layouts.compiled import COMPILED

        self.environment.bytecode_cache = COMPILED.of(f"{state} {self._language}")

    def place(self, name: str) -> str:
        """Where the layout `name` is, in words: the site's own, or the theme's."""
        folder = next((folder for folder in self.folders if (folder / name).is_file()), None)
        if folder is None:
            return f"{LAYOUTS}/{name} (missing)"
        return f"{LAYOUTS}/{name}" + ("" if folder == self._root / LAYOUTS else " (of the theme)")

    def source(self, name: str) -> str:
        """The text of the layout `name`. FileNotFoundError if there is none."""
        found = (
            folder / name
            for folder in self.folders
            if ".." not in name and (folder / name).is_file()
        )
        if (file := next(found, None)) is None:
            raise FileNotFoundError(name)
        return file.read_text(encoding="utf-8")

    def names(self) -> tuple[str, ...]:
        """All layouts, by their names."""
        return tuple(
            sorted(
                {
                    f.relative_to(folder).as_posix()
                    for folder in self.folders
                    for f in folder.rglob("*.html")
                }
            )
        )

    def own_and_theme(self) -> tuple[set[str], set[str]]:
        """The names of the layouts for pages and their parts: the site's own, and the theme's."""
        own = set() if not self._reads_own else _names(self._root / LAYOUTS)
        return own, _names(theme_folder())

    def mentions(self, name: str) -> bool:
        """Whether a layout of the site includes or extends another one."""
        for file in (self._root / LAYOUTS).rglob("*.html"):
            if _is_ours(file, self._root / LAYOUTS) and name in file.read_text("utf-8", "replace"):
                return True
        return False

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every file of layouts/ that a page could be made with, by the name that Jinja knows it
        by; the site's own before the theme's.
        """
        for folder in self.folders:
            for parent, folders, names in os.walk(folder, followlinks=True):
                folders.sort()
                yield from (
                    (os.path.join(parent, name)[len(str(folder)) + 1 :], Path(parent, name))
                    for name in sorted(names)
                )

    def block_names(self) -> tuple[str, ...]:
        """The blocks that stories can use: one a file in layouts/blocks/, and those of plugins."""
        return tuple(sorted({*self._block_layouts(), *(each.name for each in plugins(BLOCKS))}))

    def _block_layouts(self) -> set[str]:
        return {
            path.stem.lower() for folder in self.folders for path in folder.glob("blocks/*.html")
        }

    @functools.cached_property
    def plugin_blocks(self) -> dict[str, tuple[Plugin, PluginBlock]]:
        """The blocks that plugins make. A layout of the same name comes first. PluginError for one
        that is no block.
        """
        taken = self._block_layouts()
        found = {}
        for plugin, value in loaded(BLOCKS):
            with of_plugin(plugin, "loading it"):
                if not isinstance(value, PluginBlock):
                    raise TypeError(f"{plugin.target} is not a PluginBlock")
                if value.options is not None and not _are_words(value.options):
                    raise TypeError("`options` is a tuple of texts, or None")
            if plugin.name not in taken:
                found[plugin.name] = (plugin, value)
        return found

    def block_options(self) -> tuple[tuple[str, tuple[str, ...] | None], ...]:
        """Each block with the options that its layout reads; None where that cannot be told."""
        of_plugins = {name: block.options for name, (_, block) in self.plugin_blocks.items()}
        return tuple(
            (
                name,
                of_plugins[name]
                if name in of_plugins
                else self._options_read(f"blocks/{name}.html"),
            )
            for name in self.block_names()
        )

    def _options_read(self, layout: str) -> tuple[str, ...] | None:
        """None for the block of a stranger's layout too, since one of its parts could take the
        place of a part of the theme's.
        """
        if (
            not self._reads_own
            and (self._root / LAYOUTS).is_dir()
            and self._root / LAYOUTS != theme_folder()
        ):
            return None
        try:
            return options_read(layout, self.source)
        except (OSError, UnicodeDecodeError):
            return None

    def missing(self, layout: str, about: str) -> Problem | None:
        """A problem where there is no file of a layout that the story `about` names; looked for by
        name, without opening it.
        """
        import jinja2

        name = f"{layout}.html"
        if any(
            os.path.isfile(folder / name) for folder in self.folders
        ):  # pathlib would fail at a long name
            return None
        return self._missing(jinja2.TemplateNotFound(name), name, about)

    def asset(self, path: str) -> Path | None:
        """The file of layouts/assets/PATH."""
        return next(
            (file for folder in self.folders if (file := folder / "assets" / path).is_file()), None
        )

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
        """Render the layout `name`. LayoutError if it is missing or fails; `about` says which page
        it was for.
        """
        try:
            return self.environment.get_template(name).render(values)
        except LayoutError:  # of a block's layout, inside this one
            raise
        except Exception as error:
            if self._is_ours(error):
                raise
            raise LayoutError(self._problem(error, name, about)) from error

    def _is_ours(self, error: Exception) -> bool:
        """Whether an exception was raised in ssg, and is not about what a layout asked wrongly.
        What Jinja raises is the layout's.
        """
        import jinja2

        if isinstance(error, jinja2.TemplateError | LayoutMistake | RecursionError):
            return False
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            file = Path(frame.filename)
            if any(file.is_relative_to(folder) for folder in self.folders):
                return False
            if file.is_relative_to(_PACKAGE) and not file.is_relative_to(_MACHINERY):
                return True
        return False

    def _problem(self, error: BaseException, name: str, about: str) -> Problem:
        import jinja2

        if isinstance(error, jinja2.TemplateNotFound):
            return self._missing(error, name, about)
        what = (
            "recursion without end"
            if isinstance(error, RecursionError)
            else str(error) or type(error).__name__
        )
        return self._failure(error, name, about, "layout-error", what)

    def _failure(
        self, error: BaseException, name: str, about: str, code: str, message: str, help_: str = ""
    ) -> Problem:
        """A problem at the line of the layout that failed."""
        path, line = self._place(error)
        excerpt = _line(path, line) if path else ""
        return Problem(
            code=code,
            severity=Severity.ERROR,
            message=message,
            path=self._shown(path) if path else f"{LAYOUTS}/{name}",
            span=(
                Span(line=line, column=1, end_line=line, end_column=max(2, len(excerpt) + 1))
                if line
                else None
            ),
            excerpt=excerpt,
            label=f"while making {about}",
            help=help_,
        )

    def _missing(self, error: "jinja2.TemplateNotFound", name: str, about: str) -> Problem:
        """A layout that does not exist, with the line of the layout or story that asks for it."""
        wanted = error.name or name
        stem = wanted.removesuffix(".html")
        near = suggest(
            stem, {path.stem for folder in self.folders for path in folder.glob("*.html")}
        )
        message, help_ = (
            f"there is no layout `{wanted}`",
            f"make layouts/{wanted}, or name another layout",
        )
        if wanted != name:
            return self._failure(
                error,
                name,
                about,
                "missing-layout",
                message,
                f"did you mean `{near}.html`?" if near else help_,
            )
        label = f"did you mean `{near}`?" if near else ""
        if stem.lower() in _LAYOUTS_ELSEWHERE and not near:
            help_ = f"remove `layout: {stem}`: ssg knows the layout of a story without it"
        story = read_source(self._root, about) if about.startswith("content/") else None
        if isinstance(story, SourceFile) and (
            match := re.search(rf"^layout:\s*[\"']?({re.escape(stem)})\b", story.text, re.M)
        ):
            return story.problem(
                "missing-layout",
                message,
                story.span(match.start(1), match.end(1)),
                label=label,
                help=help_,
            )
        return Problem(
            code="missing-layout",
            severity=Severity.ERROR,
            message=message,
            path=about,
            label=label,
            help=help_,
        )

    def _place(self, error: BaseException) -> tuple[Path | None, int]:
        import jinja2

        if isinstance(error, jinja2.TemplateSyntaxError):
            return (Path(error.filename) if error.filename else None), error.lineno
        folders = tuple(str(folder) for folder in self.folders)
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(folders)
        ]
        return (Path(frames[-1].filename), frames[-1].lineno or 0) if frames else (None, 0)

    def _shown(self, path: Path) -> str:
        if path.is_relative_to(self._root):
            return path.relative_to(self._root).as_posix()
        return (
            f"{LAYOUTS}/{path.relative_to(theme_folder()).as_posix()}"
            if path.is_relative_to(theme_folder())
            else path.name
        )


def _names(folder: Path) -> set[str]:
    """The layouts of a folder but for its blocks, of which each makes a new one."""
    names = {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}
    return {name for name in names if not name.startswith(("blocks/", "assets/"))}


def _is_ours(file: Path, folder: Path) -> bool:
    """No hidden file, no editor's backup, and no link that leads out of the folder."""
    parts = file.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in parts) or file.name.endswith(
        ("~", ".swp", ".tmp")
    )
    return not hidden and file.resolve().is_relative_to(folder.resolve())


def _line(path: Path, line: int) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[line - 1]
    except (OSError, IndexError):
        return ""


def _are_words(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(word, str) for word in value)
