"""The command line: one module a command, imported only when that command runs, so that `ssg
--version` is fast.
"""

import atexit
import importlib
import signal
from typing import Any

import click

import ssg

COMMANDS = {
    "admin": "Write an editor for stories in the browser.",
    "build": "Compile the site into build/.",
    "check": "Report all problems, write nothing.",
    "clean": "Remove what ssg made.",
    "due": "List what will change by itself: embargoes, schedules, rights.",
    "explain": "Explain a problem code, or how a page came to be.",
    "list": "List stories with their status and address.",
    "media": "Look into pictures, and add them to stories.",
    "new": "Start a site or a story.",
    "schema": "Print the JSON Schema of front matter or site.yaml.",
    "serve": "Show the site on this machine as it is written.",
}


class Commands(click.Group):
    """Knows all commands by name; imports one when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"ssg.cli.{name}_command").command
        return command

    def invoke(self, context: click.Context) -> Any:
        """An interrupt ends with one sentence also before a command begins, and after it."""
        from ssg.cli.terminal import interrupted

        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            interrupted()

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from ssg.problems import suggest
            from ssg.text.visible import printable

            near = suggest(name, tuple(COMMANDS))
            raise click.UsageError(
                f"there is no command `{printable(name)}`"
                + (f"; did you mean `{near}`?" if near else ""),
                context,
            )
        return super().resolve_command(context, args)


# All is said then: an interrupt while Python ends would only add a traceback.
atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(ssg.__version__, prog_name="ssg")
def main() -> None:
    """ssg compiles a newsroom's stories to a static site."""
