"""The group of commands. Each is a module of its own, loaded when it is called, not when it is listed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from newsparse.cli.messages import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "clean": "Turn scrapes into articles: JSON, Markdown or text.",
    "batch": "Clean a folder of scrapes; goes on where it was stopped.",
    "explain": "Show every line of a scrape, kept or dropped, and why.",
    "schema": "Print the JSON Schema of an article.",
    "completion": "Print the script that completes commands in a shell.",
}
"""Command → what the list of commands says of it. `newsparse.cli.<command>` defines it under the same name."""


def load(name: str) -> click.Command:
    """The command of that name, one of COMMANDS; its module is imported here and nowhere earlier."""
    return cast("click.Command", getattr(import_module(f"newsparse.cli.{name}"), name))


class LateGroup(click.Group):
    """A group that knows its commands by name and summary until one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return load(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(_no_such_command(name))
        return super().resolve_command(ctx, args)


def _no_such_command(name: str) -> str:
    if Path(name).is_dir():
        return f"No such command: {shown(name)}; for a folder of scrapes: newsparse batch {shown(name)} -o OUT"
    if Path(name).exists():
        return f"No such command: {shown(name)}; to clean that file: newsparse clean {shown(name)}"
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, n=1)
    return f"No such command: {shown(name)}{f'; did you mean {near[0]}?' if near else ''}"


EXAMPLES = """\b
Examples:
  newsparse clean page.txt
  newsparse clean --format markdown --output story.md page.html
  curl -s https://news.example/story | newsparse clean | jq .title
  newsparse explain page.txt
  newsparse batch scrapes/ --output articles/"""


@click.group(cls=LateGroup, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsparse", message="%(prog)s %(version)s")
def newsparse() -> None:
    """Turn raw scrapes of news pages - plain text, Markdown or HTML - into clean, structured articles.

    Works offline, and says where every field came from.
    """
