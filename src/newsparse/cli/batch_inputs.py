"""What a batch is to clean: the options that say so, and the inputs that they come to."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from newsparse.batch.inputs import Inputs, Names
from newsparse.batch.inside import Opening
from newsparse.batch.patterns import Pattern, Wanted
from newsparse.cli.messages import complain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def pattern(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Patterns of paths."""
    for text in value:
        try:
            Pattern.of(text)
        except ValueError as error:
            hint = "; to leave out what matches, use --exclude" if text.startswith("!") else ""
            raise click.BadParameter(f"{error}{hint}") from error
    return value


def input_options() -> Callable[[Any], Any]:
    """The arguments and options that name inputs."""
    options = (
        click.argument("names", metavar="INPUT...", nargs=-1, type=click.Path()),
        click.option(
            "--files-from",
            metavar="FILE",
            type=click.Path(),
            help="Clean the files listed there, too; - reads the list from standard input.",
        ),
        click.option(
            "-0", "--null", is_flag=True, help="The list is parted by NUL (find -print0) instead of line ends."
        ),
        click.option(
            "--include",
            metavar="PATTERN",
            multiple=True,
            callback=pattern,
            help="Of folders and archives take only what matches, by its path there: '*.html', 'news/**'. Repeatable.",
        ),
        click.option(
            "--exclude",
            metavar="PATTERN",
            multiple=True,
            callback=pattern,
            help="Leave out what matches, folders with all that is in them: 'drafts/', '*.log'. Repeatable.",
        ),
        click.option("--follow-links", is_flag=True, help="Follow links that lead out of a folder, too."),
    )

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@contextlib.contextmanager
def inputs_of(typed: dict[str, Any], context: click.Context) -> Iterator[Inputs]:
    """The inputs that were asked for. Raises UsageError where there are none."""
    if not typed["names"] and typed["files_from"] is None:
        raise click.UsageError("names no input; name a folder, files, or a list with --files-from", context)
    if typed["null"] and typed["files_from"] is None:
        raise click.UsageError("-0 says how the list of --files-from is parted; give that too", context)
    if "-" in typed["names"]:
        raise click.UsageError("- is no folder; for standard input use newsparse clean", context)
    with _listed(typed, context) as listed:
        yield Inputs(
            typed["names"],
            listed,
            Wanted.of(typed["include"], typed["exclude"]),
            Opening(typed["kind"], typed["text_column"]),
            typed["follow_links"],
        )


@contextlib.contextmanager
def _listed(typed: dict[str, Any], context: click.Context) -> Iterator[Names | tuple[str, ...]]:
    name, mark = typed["files_from"], b"\0" if typed["null"] else b"\n"
    if name is None:
        yield ()
        return
    try:
        if name != "-" and Path(name).is_file():
            with Path(name).open("rb"):
                pass
            yield Names(name, mark)
            return
        # The list is gone through more than once, and a pipe can be read only once; a file is no burden to the memory.
        with tempfile.NamedTemporaryFile() as kept, _opened(name, context) as stream:
            shutil.copyfileobj(stream, kept)
            kept.flush()
            yield Names(kept.name, mark)
    except OSError as error:
        raise click.UsageError(f"--files-from {name}: cannot be read ({error.strerror})", context) from error


@contextlib.contextmanager
def _opened(name: str, context: click.Context) -> Iterator[IO[bytes]]:
    if name != "-":
        with Path(name).open("rb") as stream:
            yield stream
        return
    if sys.stdin is None:
        raise click.UsageError("standard input is closed; name a file that holds the list", context)
    if sys.stdin.isatty():
        complain("reading the names that you type or paste, one a line; end with Ctrl-D (Ctrl-C to give up)")
    yield sys.stdin.buffer
