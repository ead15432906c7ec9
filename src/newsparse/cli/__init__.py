"""The command line: the only room that knows click and rich, and the one place where errors become exit statuses.

0 all done, 1 some inputs failed, 2 wrong usage, 130 interrupted. A reader that closed the pipe has had enough; that is
no error.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import click

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

_COMPLETE = "_NEWSPARSE_COMPLETE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the arguments are those of the process unless given. Returns the exit status."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        _collect_less_garbage()
    try:
        return _run(typed)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        _hush()
        return DONE
    except Exception as error:
        if "--debug" in typed:
            raise
        return _explained(error)


def _run(arguments: list[str]) -> int:
    import click

    from newsparse.cli.group import newsparse

    if instruction := os.environ.get(_COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(newsparse, {}, "newsparse", _COMPLETE, instruction)
    try:
        with newsparse.make_context("newsparse", arguments) as context:
            return newsparse.invoke(context) or DONE
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return _interrupted()
    except click.UsageError as error:
        return _misused(error, arguments)


def _collect_less_garbage() -> None:
    """Most of a short run's objects are modules and tables, which are no garbage; looking is a seventh of its time."""
    gc.set_threshold(50_000, 10, 10)
    atexit.register(gc.freeze)


def _interrupted() -> int:
    from newsparse.cli.messages import complain

    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\n")  # the terminal has just shown ^C
    complain("interrupted")
    return INTERRUPTED


def _misused(error: click.UsageError, arguments: Sequence[str]) -> int:
    from newsparse.cli.messages import complain, lowered

    if not arguments:
        error.show()
        return USAGE
    path = error.ctx.command_path if error.ctx is not None else "newsparse"
    complain(f"{lowered(error.format_message().rstrip('.'))}; see {path} --help")
    return USAGE


def _explained(error: Exception) -> int:
    from newsparse.cli.messages import complain, explained

    complain(explained(error))
    return FAILED


def _hush() -> None:
    """Let nothing be written to the closed pipe any more, not even when the interpreter ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and _is_broken(stream.flush):
            os.dup2(nowhere, stream.fileno())


def _is_broken(flush: Callable[[], None]) -> bool:
    try:
        flush()
    except OSError:
        return True
    return False
