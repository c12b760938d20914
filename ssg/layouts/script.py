"""Values as they may stand in HTML: text, and JSON for script elements."""

from typing import Any

import msgspec

# Markupsafe's own function, without the wrapping into Markup, which takes longer than the escaping.
# Its name is private: a markupsafe without it is slower, and no less right.
try:
    from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]
except ImportError:
    from html import escape as escape_text

__all__ = ["escape_text", "script_json"]


def script_json(value: Any) -> str:
    """JSON that is safe in a script element: no `</script>`, no comment opener (HTML 4.12.1.3)."""
    text = msgspec.json.encode(value).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
