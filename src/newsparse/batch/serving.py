"""What happens inside a worker process."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from newsparse.errors import CleaningError, NewsparseError, PageMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Set
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

OUT_OF_MEMORY = 77
"""How a worker ends that has no memory left, not even to say so."""

DEAF_TO = (signal.SIGINT, signal.SIGTERM)
"""Held back while a worker is born, when it still has the handlers of its parent."""


def attempt(work: Callable[[T], R], item: T) -> R | NewsparseError:
    """What `work` makes of an item, or the error that names why it cannot; no exception of one page ends a run."""
    try:
        return work(item)
    except NewsparseError as error:
        return error
    except MemoryError as error:
        return _noted(PageMemory("needs more memory than there is; leave it out"), error)
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        return _noted(
            CleaningError(
                f"could not be cleaned, the cleaner failed with {type(error).__name__}{f' ({said})' if said else ''}; "
                "please report this page"
            ),
            error,
        )


def _noted(failure: CleaningError, cause: BaseException) -> CleaningError:
    failure.add_note("".join(traceback.format_exception(cause)))  # only notes travel between processes
    return failure


def serve(
    connection: Connection,
    trace: Connection,
    work: Callable[[Any], Any],
    spare: Sequence[Connection],
    memory: int | None,
) -> None:
    """Answer one item after the other, until the other end of the connection is closed.

    `trace` is told where in the code a crash happened; `spare` are ends that were inherited and belong to the parent.
    `memory` is the limit in bytes. The first answer is None, or the error because of which there will be no other.
    """
    _settle_in(connection, trace)
    for inherited in spare:
        inherited.close()
    try:
        connection.send(_limited(memory))
        while True:
            _answer(connection, attempt(lambda raw: work(ForkingPickler.loads(raw)), connection.recv_bytes()))
    except (EOFError, OSError):
        return  # the parent is gone
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _settle_in(connection: Connection, trace: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent alone decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, DEAF_TO)
    faulthandler.enable(trace.fileno(), all_threads=False)
    lifeline = _end_with_parent()
    _hush({connection.fileno(), trace.fileno(), lifeline})
    gc.freeze()  # what was there before the first page is no garbage, and is shared with the parent until it is touched


def _end_with_parent() -> int:
    """See to it that this process ends when its parent does, however busy it is then; the end that must stay open.

    The system sends SIGIO when the last other end of a pipe is closed, which stops even a loop that never comes back
    to the interpreter. Elsewhere than on Linux that signal does nothing by itself.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return -1
    if sys.platform != "linux":
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
        return int(parent.sentinel)
    import fcntl

    lifeline = int(parent.sentinel)
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    return lifeline


def _hush(ours: Set[int]) -> None:
    """Nothing that a dying library prints is a message of ours, and standard output carries articles alone.

    Where the program was started without them, the numbers of the standard streams may be those of ends of `ours`.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in {0, 1, 2} - ours - {nowhere}:
        os.dup2(nowhere, stream)
    if nowhere > 2:
        os.close(nowhere)


def _limited(memory: int | None) -> NewsparseError | None:
    """Keep this process to its limits; the error where it is over them already."""
    with contextlib.suppress(ImportError):  # no such limits on Windows
        import resource

        # A crash is told of by its trace; a folder full of core files is no help.
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        if memory is not None:
            taken, reserved = _taken("VmRSS"), _taken("VmData")
            if memory <= taken:
                return NewsparseError(
                    f"a worker takes {taken >> 20} MB of memory before its first page; allow at least twice as much"
                )
            # Not the address space, which counts files; and what libraries have reserved so far takes no memory.
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            soft = reserved + memory - taken
            soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
    return None


def _taken(kind: str) -> int:
    """Bytes of that kind of memory that this process has, as far as the system tells."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(f"{kind}:"):
                return int(line.split()[1]) << 10
    return 0


def _answer(connection: Connection, answer: object) -> None:
    try:
        connection.send(answer)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        connection.send(CleaningError(f"gave an answer that cannot be sent ({type(error).__name__})"))
