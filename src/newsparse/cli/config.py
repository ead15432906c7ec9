"""`newsparse.toml`: defaults for options, under their long names.

    format = "markdown"
    language = "de"

    [clean]
    blocks = true

What stands at the top holds for every command that has such an option, a table named after a command for that one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsparse.cli.group import COMMANDS, load

if TYPE_CHECKING:
    from collections.abc import Set

_NO_DEFAULTS = {"config", "help", "version", "debug"}


def use_config(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Callback of `--config`: what the file says becomes the command's defaults."""
    if value is not None:
        context.default_map = {**(context.default_map or {}), **defaults(value, context.command)}


def defaults(path: str, command: click.Command) -> dict[str, Any]:
    """Parameter name → default, as the file says. Raises click.UsageError, naming the key that is wrong."""
    table = _read(path)
    own = _options(command)
    tables = {name: table.pop(name) for name in list(table) if name in COMMANDS}
    _check(path, table, _options(load("clean")).keys() | own.keys())
    ours = tables.get(command.name or "", {})
    _check(path, ours, own.keys(), f"[{command.name}] ")
    multiple = {option.name for option in command.params if isinstance(option, click.Option) and option.multiple}
    return {own[key]: _plain(value, own[key] in multiple) for key, value in {**table, **ours}.items() if key in own}


def _read(path: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}; --config names a TOML file") from error
    except ValueError as error:
        raise click.UsageError(f"{path}: not TOML ({error})") from error


def _check(path: str, table: Any, known: Set[str], where: str = "") -> None:
    if not isinstance(table, dict):
        raise click.UsageError(f"{path}: {where.strip()} is to be a table")
    for key in table:
        if key not in known:
            raise click.UsageError(f"{path}: unknown key {where}{key!r}; known are {', '.join(sorted(known))}")


def _options(command: click.Command) -> dict[str, str]:
    """Long name without its dashes → parameter name."""
    options = (parameter for parameter in command.params if isinstance(parameter, click.Option) and parameter.name)
    names = {name[2:]: str(option.name) for option in options for name in option.opts if name.startswith("--")}
    return {name: parameter for name, parameter in names.items() if name not in _NO_DEFAULTS}


def _plain(value: Any, several: bool) -> Any:
    from datetime import date

    if isinstance(value, date):
        return value.isoformat()
    if several:
        return value if isinstance(value, list) else [value]
    return ",".join(map(str, value)) if isinstance(value, list) else value
