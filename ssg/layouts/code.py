"""How Jinja turns layouts into Python: in fewer and cheaper steps than its own way, with the same
text as result; and without what no layout may print or reach.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from ssg.layouts.mistakes import LayoutMistake, must_be_public
from ssg.layouts.script import escape_text

_IN_MEMORY = re.compile(r"[ ]at 0x[0-9a-f]+>")


def _as_text(value: Any) -> Any:
    """A value that is no text, as `{{ value }}` prints it. LayoutMistake for one of Python's own
    that would be printed with its place in memory, which is another one in each build.
    """
    if hasattr(value, "__html__"):
        return value
    text = str(value)
    if _IN_MEMORY.search(text):
        raise LayoutMistake(
            "this is not a text: call it with `()` if it is a function, or name a field of it"
        )
    return text


class LayoutEnvironment(jinja2.Environment):
    """A Jinja environment that looks each layout up once."""

    def __init__(self, **options: Any):
        super().__init__(**options)
        self._templates: dict[str, jinja2.Template] = {}
        # Takes the time of each layout, if it is given: a function from a name and its render
        # function to another such function.
        self.watch: Callable[[str, Callable[..., Any]], Callable[..., Any]] | None = None

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        """Jinja's hook between parsing and generating code."""
        for node in source.find_all(nodes.Getattr):
            try:
                must_be_public(node.attr)
            except LayoutMistake as mistake:
                raise jinja2.TemplateSyntaxError(
                    str(mistake), node.lineno, name, filename
                ) from None
        return super()._generate(source, name, filename, defer_init)

    def make_globals(self, d: Any) -> Any:
        """A plain dict, which each rendering copies: Jinja's chain of two takes longer than many a
        page.
        """
        return {**self.globals, **(d or {})}

    def get_template(
        self, name: Any, parent: str | None = None, globals: Any = None
    ) -> jinja2.Template:
        """Layouts do not change while a site is built, so one is looked up once."""
        found = self._templates.get(name) if isinstance(name, str) and not globals else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if isinstance(name, str) and not globals:
                self._templates[name] = found
                if self.watch:
                    found.root_render_func = self.watch(name, found.root_render_func)
        return found

    def text(self, value: Any) -> str:
        """What `{{ value }}` writes."""
        if type(value) is str:
            return escape_text(value)
        return value if type(value) is Markup else escape(_as_text(value))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`x[argument]`, and what filters such as `map(attribute=…)` ask for."""
        if isinstance(argument, str) and argument.startswith("_") and not isinstance(obj, Mapping):
            raise LayoutMistake(
                f"`{argument}` is not for layouts, as nothing is that begins with `_`"
            )
        return super().getitem(obj, argument)


class LayoutCode(CodeGenerator):
    """Writes pieces of text that follow one another at once, and escapes them without wrapping
    each.
    """

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.buffer is not None or frame.require_output_check or len(node.nodes) < 2:
            super().visit_Output(node, frame)
            return
        within = frame.copy()
        within.buffer = self.temporary_identifier()
        self.writeline(f"{within.buffer} = []")
        super().visit_Output(node, within)
        self.writeline(f"yield concat({within.buffer})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.text(")


LayoutEnvironment.code_generator_class = LayoutCode
