"""A property that is worked out when it is first asked for. Like functools.cached_property, but
without its lock, which Python 3.11 takes each time.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class lazy(Generic[Value]):
    """Kept in the instance's own dict, where it is found before this is asked again."""

    def __init__(self, work: Callable[[Any], Value]):
        self._work, self._name, self.__doc__ = work, work.__name__, work.__doc__

    @overload
    def __get__(self, of: None, owner: type) -> "lazy[Value]": ...
    @overload
    def __get__(self, of: object, owner: type) -> Value: ...
    def __get__(self, of: object | None, owner: type) -> "Value | lazy[Value]":
        if of is None:
            return self
        value = of.__dict__[self._name] = self._work(of)
        return value
