"""What a run may take, and when it has to end: options and signals."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsparse.batch.limits import MEMORY_CAN_BE_LIMITED, SECONDS, Limits, share_of_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

_UNITS = {"": 0, "k": 10, "m": 20, "g": 30, "t": 40}


def limit_options() -> Callable[[Decorated], Decorated]:
    """`--timeout` and `--max-memory`; `limits_of` makes one value of them."""
    timeout = click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0),
        default=SECONDS,
        show_default=True,
        help="What one page may take, on a second try too; then it is left out. 0 is any time.",
    )
    memory = click.option(
        "--max-memory",
        metavar="SIZE",
        callback=memory_size,
        help="What one worker may take (500M, 2G), on Linux; without it a fair share of the machine's memory.",
    )
    return lambda command: timeout(memory(command))


def limits_of(typed: dict[str, Any], jobs: int) -> Limits:
    """The limits of each of so many workers."""
    return Limits(typed["timeout"] or None, typed["max_memory"] or share_of_memory(jobs))


def memory_size(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Bytes, typed as `500M`, `1.5G`, `2GB` or `1048576`; a thousand is 1024."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", value.strip().lower())
    size = int(float(found[1]) * (1 << _UNITS[found[2]])) if found else 0
    if not size:
        raise click.BadParameter(f"{value!r} is no size; write 500M or 2G")
    if not MEMORY_CAN_BE_LIMITED:
        raise click.BadParameter("only Linux keeps such a limit; leave it out")
    return size


@contextlib.contextmanager
def sigterm_as_ctrl_c() -> Iterator[None]:
    """Within, SIGTERM ends the run as Ctrl-C does, unless somebody has other plans for it."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
