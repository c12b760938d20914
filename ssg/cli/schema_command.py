"""`ssg schema story|site`: the JSON Schema that editors complete and check with."""

import click

from ssg.cli.terminal import echo_json


@click.command("schema")
@click.argument("what", type=click.Choice(["story", "site"]))
def command(what: str) -> None:
    """Print the JSON Schema (draft 2020-12) of a story's front matter or of site.yaml."""
    from ssg.inspect.schema import json_schema

    echo_json(json_schema(what))
