"""How Jinja turns layouts into Python: in fewer and cheaper steps than its own way, with the same
text as result. What depends on the site alone (a navigation, a footer) is rendered once in each
process.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from ssg.layouts.mistakes import LayoutMistake, must_be_public
from ssg.layouts.script import escape_text

_SITE = "site"
_SHARED = "_depends_on_site_"
# Filters whose result depends on nothing but their arguments. (`smart` looks at the language of the
# page.)
_PURE_FILTERS = {
    "abs",
    "capitalize",
    "count",
    "d",
    "date",
    "default",
    "e",
    "escape",
    "first",
    "float",
    "int",
    "iso",
    "items",
    "join",
    "json",
    "last",
    "length",
    "list",
    "lower",
    "names",
    "replace",
    "reverse",
    "round",
    "safe",
    "string",
    "striptags",
    "title",
    "trim",
    "truncate",
    "upper",
    "urlencode",
}
# What layouts may call there: the others ask the catalog, and must be asked for each page.
_PURE_FUNCTIONS = {"asset"}
_PURE_NODES = (
    nodes.Output,
    nodes.TemplateData,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.Dict,
    nodes.Pair,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.BinExpr,
    nodes.UnaryExpr,
    nodes.Concat,
    nodes.Filter,
    nodes.Test,
    nodes.Slice,
)
_WITH_BODY = (nodes.Template, nodes.Block, nodes.If)

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
    """A Jinja environment that renders what depends on `site` alone only once."""

    def __init__(self, **options: Any):
        super().__init__(**options)
        self._texts: dict[Callable[..., Any], Markup] = {}
        self._texts_of: Any = None
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
        if not any(
            node.name == _SITE and node.ctx != "load" for node in source.find_all(nodes.Name)
        ):
            number = itertools.count()
            for part in [source, *source.find_all(_WITH_BODY)]:
                is_child = part is source and source.find(nodes.Extends) is not None
                if isinstance(part, _WITH_BODY) and not is_child:
                    part.body = list(_joined(self._with_shared(part.body, number)))
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

    def shared_text(self, site: Any, part: Callable[..., Iterator[str]], context: Any) -> Markup:
        """The text of a part that depends on `site` alone."""
        if site is not self._texts_of:
            self._texts_of, self._texts = site, {}
        text = self._texts.get(part)
        if text is None:
            text = self._texts[part] = Markup("".join(part(context)))
        return text

    def _with_shared(self, body: list[nodes.Node], number: Iterator[int]) -> Iterator[nodes.Node]:
        """The same body, with what depends on `site` alone in blocks of its own."""
        for depends, run in itertools.groupby(
            _single(body), lambda node: _is_data(node) or self._depends_on_site(node)
        ):
            part = list(run)
            if not depends or all(map(_is_data, part)):
                yield from part
            else:
                name = f"{_SHARED}{next(number)}"
                yield nodes.Block(
                    name, list(_joined(part)), False, False, lineno=part[0].lineno, environment=self
                )

    def _depends_on_site(
        self, node: nodes.Node, known: frozenset[str] = frozenset({_SITE})
    ) -> bool:
        """Whether the text of a node depends on `known` names and on nothing else, not even on the
        page that it is for.
        """
        if isinstance(node, nodes.Name):
            return node.name in known
        if isinstance(node, nodes.Call):
            named = isinstance(node.node, nodes.Name) and node.node.name in _PURE_FUNCTIONS
            return named and all(
                self._depends_on_site(child, known)
                for child in node.iter_child_nodes(exclude=("node",))
            )
        if isinstance(node, nodes.For):
            targets = {
                "loop",
                *(
                    name.name
                    for name in (node.target, *node.target.find_all(nodes.Name))
                    if isinstance(name, nodes.Name)
                ),
            }
            inside = [*node.body, *([node.test] if node.test else [])]
            outside = [node.iter, *node.else_]
            return all(self._depends_on_site(child, known | targets) for child in inside) and all(
                self._depends_on_site(child, known) for child in outside
            )
        if isinstance(node, nodes.Include):
            return self._is_pure_part(node)
        if isinstance(node, nodes.Filter) and node.name not in _PURE_FILTERS:
            return False
        return isinstance(node, _PURE_NODES) and all(
            self._depends_on_site(child, known) for child in node.iter_child_nodes()
        )

    def _is_pure_part(self, include: nodes.Include) -> bool:
        """Whether all of an included layout depends on `site` alone."""
        if (
            not isinstance(include.template, nodes.Const)
            or not isinstance(include.template.value, str)
            or self.loader is None
        ):
            return False
        try:
            parsed = self.parse(self.loader.get_source(self, include.template.value)[0])
            return all(self._depends_on_site(node) for node in parsed.body)
        except (jinja2.TemplateError, OSError, UnicodeDecodeError, RecursionError):
            return False


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

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """A shared part is a function of the template, as its blocks are; but no other layout can
        put one of its own in its place.
        """
        if not node.name.startswith(_SHARED):
            super().visit_Block(node, frame)
            return
        self.start_write(frame, node)
        self.write(
            f"environment.shared_text(context.resolve_or_missing({_SITE!r}),"
            f" block_{node.name}, context)"
        )
        self.end_write(frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.text(")


LayoutEnvironment.code_generator_class = LayoutCode


def _single(body: list[nodes.Node]) -> Iterator[nodes.Node]:
    """The nodes of a body, each Output with one child."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (
                nodes.Output(
                    [child], lineno=child.lineno or node.lineno, environment=node.environment
                )
                for child in node.nodes
            )
        else:
            yield node


def _joined(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """The reverse: Outputs that follow one another are one."""
    waiting: list[nodes.Expr] = []
    last: nodes.Output | None = None
    for node in body:
        if isinstance(node, nodes.Output):
            waiting += node.nodes
            last = last or node
            continue
        if last is not None:
            yield nodes.Output(waiting, lineno=last.lineno, environment=last.environment)
            waiting, last = [], None
        yield node
    if last is not None:
        yield nodes.Output(waiting, lineno=last.lineno, environment=last.environment)


def _is_data(node: nodes.Node) -> bool:
    """Text of the layout itself."""
    return isinstance(node, nodes.Output) and all(
        isinstance(child, nodes.TemplateData) for child in node.nodes
    )
