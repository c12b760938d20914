"""YAML text to plain values that remember where they stand.

Scalars stay the strings that the author wrote (so `no`, `1984`, `007` and `2017-02-30` lose
nothing); each field decides what its text means. Only an empty value or `null` becomes None.
`resolve` gives ordinary YAML 1.2 values where no field says what is wanted.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Unpack

import yaml
from yaml._yaml import CParser
from yaml._yaml import Mark as LibMark

from ssg.problems import Problem, Severity, Span, Told
from ssg.source.files import SourceFile
from ssg.source.yaml_mistakes import cut_text, strange_colon, syntax_problem, too_deep
from ssg.source.yaml_simple import parse_common
from ssg.text.pasted import plain_structure

MAX_NODES = 50_000
MAX_DEPTH = 40
_BOTTOMLESS_FROM = 5_000
_DEEP_BLOCK = re.compile(rf"^[ ?-]{{{MAX_DEPTH // 4}}}", re.M)
Path = tuple[str | int, ...]
# What stands at a path, and its key if that is one.
_Place = tuple[yaml.Node | None, yaml.Node | None]

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_INT = re.compile(r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
# Line breaks to LibYAML (YAML 1.1), but not to YAML 1.2, editors and us: lines would be counted
# wrong.
_SPACES = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class _Parser(CParser):
    """LibYAML's parser without PyYAML's tag resolver, which would turn `no` into False."""

    def __init__(self, text: str):
        CParser.__init__(self, text)

    def resolve(self, kind: type, value: str, implicit: tuple[bool, bool]) -> str:
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


_BOOLEANS, _LONGEST_NUMBER = ("true", "True", "TRUE", "false", "False", "FALSE"), 19
_LIBYAML_DEPTH = "exceeded maximum nesting depth"  # as newer versions of it say


class Yaml:
    """One parsed document: its value, where each part of it stands in the file, and warnings of
    what its author cannot have meant.
    """

    __slots__ = ("_first", "_index", "_lines", "_parsed", "source", "text", "value", "warnings")

    def __init__(self, source: SourceFile, text: str, first: int):
        self.source, self.text, self._first = source, text, first
        self._parsed: yaml.Node | None = None
        self.value: Any = None
        self.warnings: list[Problem] = []
        # The fields of mappings that were looked into, by the identity of their nodes: each may be
        # asked for as often as it has fields.
        self._index: dict[int, dict[str | int, _Place]] = {}
        # Of a text of the common subset: the lines of the items of lists.
        self._lines: dict[str, list[int]] = {}

    @property
    def _node(self) -> yaml.Node | None:
        """LibYAML's tree, which a text of the common subset needs only if places in it are asked
        for.
        """
        if self._parsed is None:
            self._parsed = _Parser(self.text).get_single_node()
        return self._parsed

    def events(self) -> Iterator[yaml.Event]:
        """What LibYAML reads in the text, with marks: for those who change it."""
        parser = _Parser(self.text)
        while event := parser.get_event():
            yield event

    def line(self, path: Sequence[str | int]) -> int:
        """The line on which `span` begins, or 0: cheaper where no more is wanted."""
        if (
            len(path) == 2
            and path[0] in self._lines
            and isinstance(path[1], int)
            and path[1] < len(self._lines[path[0]])
        ):
            return self._lines[path[0]][path[1]] + 1 + self._first
        node, _ = self._find(path)
        return 0 if node is None else int(node.start_mark.line) + 1 + self._first

    def span(self, path: Sequence[str | int], *, key: bool = False) -> Span | None:
        """Where the value at `path` stands (its key, with `key`). A part that is missing gives its
        nearest parent.
        """
        node, key_node = self._find(path)
        if node is None:
            return None
        return self._node_span(key_node if key and key_node is not None else node)

    def _find(self, path: Sequence[str | int]) -> _Place:
        found: _Place = self._node, None
        for part in path:
            if (below := self._child(found[0], part))[0] is None:
                break
            found = below
        return found

    def _child(self, node: yaml.Node | None, part: str | int) -> _Place:
        """What is at `part` of a node, and its key if that is one."""
        if isinstance(node, yaml.MappingNode):
            if id(node) not in self._index:  # of two keys that are the same the last counts
                self._index[id(node)] = {
                    key.value: (value, key)
                    for key, value in node.value
                    if isinstance(key, yaml.ScalarNode)
                }
            return self._index[id(node)].get(part, (None, None))
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            return node.value[part], None
        return None, None

    def _node_span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        first = self.source.offset(start.line + 1 + self._first, start.column + 1)
        last = self.source.offset(end.line + 1 + self._first, end.column + 1)
        if not isinstance(node, yaml.ScalarNode) or start.line != end.line:
            line_end = self.source.text.find("\n", first)
            last = min(last, line_end if line_end != -1 else len(self.source.text))
        return self.source.span(first, max(last, first + 1))

    def resolve(self, path: Sequence[str | int]) -> Any:
        """The value at `path` by the YAML 1.2 core schema: true, 12 and 1.5 are what they look
        like.
        """
        node = self._node
        for part in path:
            node = self._child(node, part)[0]
        return None if node is None else _resolve(node)


def parse_yaml(
    source: SourceFile, text: str, first_line: int = 0
) -> tuple[Yaml | None, list[Problem]]:
    """Parse `text`, which begins `first_line` lines below the top of `source`. A text that is not
    YAML gives None and a problem.

    Duplicate keys, explicit tags and aliases that would explode are problems too.
    """
    text = plain_structure(text)
    if common := parse_common(text):
        document = Yaml(source, text, first_line)
        document.value, document._lines = common
        return document, []
    if match := _CONTROL.search(text):
        at = source.offset(first_line + 1) + match.start()
        return None, [_control_character(source, at)]
    return _parse_fully(source, text.translate(_SPACES), first_line)


def _parse_fully(
    source: SourceFile, text: str, first_line: int
) -> tuple[Yaml | None, list[Problem]]:
    document = Yaml(source, text, first_line)
    try:
        if mark := _bottomless(text):
            return None, [too_deep(source, mark, first_line, MAX_DEPTH)]
        node = document._node
    except yaml.MarkedYAMLError as error:
        if error.problem_mark and _LIBYAML_DEPTH in str(error.problem):
            return None, [too_deep(source, error.problem_mark, first_line, MAX_DEPTH)]
        strange = strange_colon(source, text, first_line)
        return None, [strange or syntax_problem(source, error, first_line)]
    except yaml.YAMLError as error:
        return None, [source.problem("yaml-syntax", f"not YAML: {error}")]
    except RecursionError:
        return None, [source.problem("yaml-too-large", "the YAML is nested too deeply")]
    builder = _Builder(document, has_comments="#" in text)
    if node is not None and not _is_small(text) and (problem := builder.check_size(node)):
        return None, [problem]
    document.value = builder.build(node) if node is not None else None
    if isinstance(document.value, str) and (strange := strange_colon(source, text, first_line)):
        return None, [strange]
    return document, builder.problems


def _bottomless(text: str) -> yaml.Mark | LibMark | None:
    """Where the YAML becomes so deep that LibYAML's composer, which calls itself without a limit,
    might end the process; or None.
    """
    if sum(map(text.count, "[{-?")) < _BOTTOMLESS_FROM:
        return None
    depth, parser = 0, _Parser(text)
    while event := parser.get_event():
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            return event.start_mark
    return None


def _is_small(text: str) -> bool:
    """Whether it can neither be too large nor too deep. (A level of blocks stands further to the
    right, or is a list below its key.)
    """
    return (
        "*" not in text
        and len(text) <= MAX_NODES
        and text.count("[") + text.count("{") <= MAX_DEPTH // 2
        and not _DEEP_BLOCK.search(text)
    )


class _Builder:
    """Makes values from nodes and collects what is wrong with them."""

    def __init__(self, document: Yaml, *, has_comments: bool):
        self.document = document
        self.problems: list[Problem] = []
        self._sizes: dict[int, float] = {}  # of collections, by the identity of their nodes
        self._has_comments = has_comments

    def check_size(self, node: yaml.Node) -> Problem | None:
        """Aliases make a small text stand for a huge value ("billion laughs"): count nodes with
        aliases written out.
        """
        try:
            size = self._size(node, 0)
        except RecursionError:
            size = math.inf
        if size <= MAX_NODES:
            return None
        return self.document.source.problem(
            "yaml-too-large",
            f"the YAML has more than {MAX_NODES:,} values, or is nested more than {MAX_DEPTH}"
            " levels deep",
            self.document._node_span(self._largest(node)),
            help="an alias counts as often as it is used; put large tables into a file in data/",
        )

    def _largest(self, node: yaml.Node) -> yaml.Node:
        """The key of the largest field, which is the one to look at."""
        if not isinstance(node, yaml.MappingNode) or not node.value:
            return node
        pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
        return max(pairs, key=lambda pair: self._sizes.get(id(pair[1]), 1))[0]

    def _size(self, node: yaml.Node, depth: int) -> float:
        if isinstance(node, yaml.ScalarNode):
            return 1
        known = self._sizes.get(id(node))
        if known is None:
            self._sizes[id(node)] = math.inf  # an alias to itself
            below = (
                1 if isinstance(child, yaml.ScalarNode) else self._size(child, depth + 1)
                for child in _children(node)
            )
            self._sizes[id(node)] = known = 1 + sum(below) if depth < MAX_DEPTH else math.inf
        return known

    def build(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            if node.tag and self._tag(node):
                return f"{node.tag} {node.value}".strip()
            if not node.style and node.start_mark.line != node.end_mark.line:
                self._swallowed(node)
            if node.style == '"' and (match := _CONTROL.search(node.value)):
                what = (
                    f"`\\x{ord(match[0]):02x}` stands for a control character, which no page may"
                    " contain"
                )
                self._mistake(node, "control-character", what, help="delete it")
            if self._has_comments and not node.style:
                end = node.end_mark
                warning = cut_text(
                    self.document.source, end.line + 1 + self.document._first, end.column
                )
                self.document.warnings += [warning] if warning else []
            return None if node.value in _NULLS and not node.style else node.value
        if node.tag:
            self._tag(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child) for child in node.value]
        return self._mapping(node)

    def _mapping(self, node: yaml.Node) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._mistake(
                    key_node, "yaml-syntax", "a key must be plain text", help="put quotes around it"
                )
                continue
            if key_node.value == "<<" and not key_node.style:
                self._mistake(
                    key_node,
                    "yaml-syntax",
                    "merge keys (`<<`) are not supported",
                    help="write the fields out",
                )
            elif key_node.value in mapping:
                self._mistake(
                    key_node,
                    "duplicate-key",
                    f"`{key_node.value}` is given twice",
                    label="second time",
                    help="keep one of them",
                )
            mapping[key_node.value] = self.build(value_node)
        return mapping

    def _swallowed(self, node: yaml.Node) -> None:
        """An entry that stands too far to the right is taken for more of the text above."""
        first = self.document._first + 1
        for number in range(node.start_mark.line + 1 + first, node.end_mark.line + 1 + first):
            line = self.document.source.line_text(number)
            if line.lstrip().startswith("- "):
                at = self.document.source.offset(number) + len(line) - len(line.lstrip())
                self.document.warnings.append(
                    self.document.source.problem(
                        "yaml-syntax",
                        "this entry goes on with the text above, since it stands further to the"
                        " right",
                        self.document.source.span(at, at + 1),
                        severity=Severity.WARNING,
                        help="begin all entries of a list in the same column",
                    )
                )
                return

    def _tag(self, node: yaml.Node) -> bool:
        """Report a tag that is not allowed."""
        if node.tag not in ("tag:yaml.org,2002:str", "!"):
            self._mistake(
                node,
                "yaml-syntax",
                f"YAML tags such as `{node.tag}` are not allowed",
                help="remove it, or put the text in quotes",
            )
            return True
        return False

    def _mistake(self, node: yaml.Node, code: str, message: str, **more: Unpack[Told]) -> None:
        span = self.document._node_span(node)
        self.problems.append(self.document.source.problem(code, message, span, **more))


def resolve_text(text: str, path: str = "") -> Any:
    """A whole YAML text by the core schema. Raises ValueError if it is not YAML, or too large."""
    document, problems = parse_yaml(SourceFile(path, text), text)
    if document is None or problems:
        raise ValueError(problems[0].message)
    return document.resolve(())


def _control_character(source: SourceFile, at: int) -> Problem:
    return source.problem(
        "control-character",
        f"there is a control character (U+{ord(source.text[at]):04X}) in the YAML",
        source.span(at, at + 1),
        help="delete it; it often comes with text pasted from a PDF or an old system",
    )


def _children(node: yaml.Node) -> list[yaml.Node]:
    return (
        [child for pair in node.value for child in pair]
        if isinstance(node, yaml.MappingNode)
        else node.value
    )


def _resolve(node: Any) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_resolve(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        # A key that is not plain text has been reported.
        return {
            key.value: _resolve(value)
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode)
        }
    text = node.value
    if node.style:  # quoted; without quotes LibYAML says "", not None
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return text[0] in "tT"
    if (
        _INT.fullmatch(text) and len(text) >= _LONGEST_NUMBER
    ):  # a name, such as a long id: no program counts so far
        return text
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    if _FLOAT.fullmatch(text) and len(text) < 40:
        return float(text)
    return text
