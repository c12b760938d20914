"""Layouts that are compiled once in a process that builds again and again."""

from types import CodeType

import jinja2
from jinja2.bccache import Bucket


class CompiledLayouts(jinja2.BytecodeCache):
    """The code of layouts, as long as all of them are the same: a layout's code depends on those
    that it includes, too.
    """

    def __init__(self) -> None:
        self._state = ""
        self._codes: dict[str, CodeType] = {}

    def of(self, state: str) -> "CompiledLayouts":
        """The same, empty if anything that decides the code has changed. `state` is a digest of all
        layouts, and of the language that they are compiled for.
        """
        if state != self._state:
            self._state, self._codes = state, {}
        return self

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.code


COMPILED = CompiledLayouts()
