"""Values as JSON for script elements."""

from typing import Any

import msgspec


def script_json(value: Any) -> str:
    """JSON that is safe inside a script element: no `</script>`, no comment opener (HTML 4.12.1.3)."""
    text = msgspec.json.encode(value).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
