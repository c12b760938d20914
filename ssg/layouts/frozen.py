"""What layouts share and may not change: a page would then depend on which others the same process
made before it.
"""

from typing import Any, NoReturn

from ssg.layouts.mistakes import LayoutMistake


class Frozen(dict[Any, Any]):
    """A mapping whose keys stay as they are."""

    __slots__ = ()

    def _refused(self, *_: Any, **__: Any) -> NoReturn:
        raise LayoutMistake("a layout may not change what other pages see, too: make a new mapping")

    __setitem__ = __delitem__ = _refused
    __ior__ = _refused
    clear = pop = popitem = setdefault = update = _refused


def frozen(value: Any) -> Any:
    """A value of YAML or JSON with its mappings frozen, and tuples in place of its lists."""
    if isinstance(value, dict):
        return Frozen((key, frozen(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(frozen, value))
    return value
