"""The address that opens a place of a file in an editor."""

import os
from pathlib import Path
from urllib.parse import quote

_VSCODE = "vscode://file{path}:{line}:{column}"
# By the program that $VISUAL or $EDITOR names; each is the editor's own scheme.
_SCHEMES = {
    "code": _VSCODE,
    "code-insiders": "vscode-insiders://file{path}:{line}:{column}",
    "codium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "windsurf": "windsurf://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "subl": "subl://open?url=file://{path}&line={line}&column={column}",
    "mate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
    "mvim": "mvim://open?url=file://{path}&line={line}",
}


class Editor:
    """Makes such addresses. `pattern` is that of site.yaml; without one it is the editor's that the
    environment names, else VS Code's.
    """

    def __init__(self, root: Path, pattern: str = ""):
        self._root = root
        self._pattern = pattern or _from_environment()

    def address(self, path: str, line: int = 1, column: int = 1) -> str:
        """Where a line and column of a file (relative to the site) are opened."""
        whole = quote(str(self._root / path))
        parts = {"{path}": whole, "{line}": str(line), "{column}": str(column)}
        address = self._pattern
        for name, value in parts.items():
            address = address.replace(name, value)
        return address


def _from_environment() -> str:
    for name in ("VISUAL", "EDITOR"):
        words = os.environ.get(name, "").split()
        if words and (pattern := _SCHEMES.get(os.path.basename(words[0]))):
            return pattern
    return _VSCODE
