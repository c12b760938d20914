"""A block of a story's text that a plugin makes (docs/plugins.md)."""

from collections.abc import Callable
from typing import Any

import msgspec


class PluginBlock(msgspec.Struct, frozen=True, kw_only=True):
    """`render` is given what a layout of a block sees, `block` and `site` (docs/layouts.md), and
    gives HTML, which is used as it is. `options` are the options that a story may write, None for
    any.
    """

    render: Callable[[Any, Any], str]
    options: tuple[str, ...] | None = None
