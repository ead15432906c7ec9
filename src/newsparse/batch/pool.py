"""The worker processes of a run, seen from their parent.

Each worker holds an item that it works on and a few more, and answers them in turn: so an item that kills, hangs or
overfills its worker is known. It is tried once more, alone in a fresh process, and then given up. The few more are for
speed: no worker waits for its parent, and the parent, for whom each waking costs more than an answer, takes several
answers at once.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from newsparse.batch import serving
from newsparse.batch.serving import DEAF_TO, OUT_OF_MEMORY, serve
from newsparse.errors import CleaningError, NewsparseError, PageCrash, PageMemory, PageTimeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsparse.batch.limits import Limits

T = TypeVar("T")
R = TypeVar("R")

_SMALL = 2 << 10
"""Bytes of which a whole queue fits between two processes: only such an item may wait behind another. To send a larger
one to a worker that is busy could wait for the worker, while that waits for its answer to be taken."""

_LONGEST = 16
_SHORTEST = 2
_AHEAD = 0.2
"""A worker holds items for so many seconds, as far as the last ones tell, within these numbers of items: the next to be
done may be a slow one, and what waits behind it could have been done elsewhere."""

_NAP = 0.08
"""Seconds at most that answers are left to gather."""

_GLANCE = 0.005
"""Seconds after which it is worth to look for answers in passing."""

_BIRTH = 60.0
"""Seconds until a worker has to say that it is there."""

_STILLBORN = 3
"""Workers that may be killed one after the other before they say that they are there."""

_FAREWELL = 1.0
"""Seconds in which a process that was told to end should be gone."""


@dataclass(slots=True, eq=False)
class _Task(Generic[R]):
    """An item on its way."""

    payload: bytes
    answer: Callable[[R | NewsparseError], None]
    suspect: bool = False
    """A worker has come to grief over it."""


@dataclass(slots=True, eq=False)
class _Worker(Generic[R]):
    process: Any
    connection: Connection
    trace: Connection
    """Where it leaves word of a crash."""
    since: float
    """When it began what it does now."""
    tasks: deque[_Task[R]] = field(default_factory=deque)
    """The first is the one that it works on."""
    greeted: bool = False

    def takes(self, size: int, most: int) -> bool:
        """Whether it may be given one more item of that size, where none is to hold more than so many."""
        return not self.tasks or (len(self.tasks) < most and size <= _SMALL and not self.tasks[0].suspect)

    def take(self, task: _Task[R]) -> None:
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with contextlib.suppress(OSError):  # a worker that died is met when its answer is collected
            self.connection.send_bytes(task.payload)

    def deadline(self, limits: Limits) -> float:
        """When it has to be asked what it is doing."""
        if not self.greeted:
            return self.since + _BIRTH
        if not self.tasks or limits.seconds is None:
            return float("inf")
        return self.since + limits.seconds

    def end(self, signal_number: int = signal.SIGTERM) -> None:
        """Be rid of it; with SIGABRT it says where it is before it goes."""
        with contextlib.suppress(ProcessLookupError, TypeError):  # it may be gone
            os.kill(self.process.pid, signal_number)
        self.process.join(_FAREWELL)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()

    def last_words(self) -> str:
        """Where in the code it was, where it could still say."""
        os.set_blocking(self.trace.fileno(), False)
        said = ""
        with contextlib.suppress(OSError):  # nothing there
            said = os.read(self.trace.fileno(), 1 << 16).decode("utf-8", "replace")
        frames = [line for line in said.splitlines() if line.startswith("  File ")]
        within = list(itertools.takewhile(lambda frame: serving.__file__ not in frame, frames))
        return "\n".join(("Traceback (most recent call first):", *within)) if within else ""

    def close(self) -> None:
        self.connection.close()
        self.trace.close()


class Pool(Generic[T, R]):
    """So many workers at most, started as they are needed, and replaced when they die."""

    def __init__(self, work: Callable[[T], R], jobs: int, limits: Limits) -> None:
        self.jobs = jobs
        self._work = work
        self._limits = limits
        self._workers: list[_Worker[R]] = []
        self._waiting: deque[_Task[R]] = deque()
        self._stillborn = 0
        self._pace = _AHEAD
        """Seconds that a worker has lately taken for an item."""
        self._collected = 0.0

    def has_room(self) -> bool:
        """Whether an item that is given now reaches a worker at once, unless it is a large one."""
        if self._waiting:
            return False
        return len(self._workers) < self.jobs or any(worker.takes(0, self._most) for worker in self._workers)

    def give(self, item: T, answer: Callable[[R | NewsparseError], None]) -> None:
        """Have an item worked on; `answer` is called with what comes of it, within a later `collect`."""
        self._waiting.append(_Task(bytes(ForkingPickler.dumps(item)), answer))
        self._hand_out()

    def collect(self, seconds: float) -> bool:
        """Take in what the workers have answered, waiting at most so long for the first; False if there was nothing.

        Raises NewsparseError if workers cannot be started.
        """
        if not self._workers or (not seconds and time.monotonic() - self._collected < _GLANCE):
            return False
        if seconds:
            self._doze()
        connections = {worker.connection: worker for worker in self._workers}
        deadline = min(worker.deadline(self._limits) for worker in self._workers)
        ready = wait(list(connections), max(0.0, min(seconds, deadline - time.monotonic())))
        for connection in ready:
            worker = connections[connection]  # type: ignore[index] # wait() answers with what it was given
            self._receive(worker)
            while worker in self._workers and worker.tasks and worker.connection.poll():
                self._receive(worker)
        self._collected = time.monotonic()
        if deadline < self._collected:
            self._look_after()
        self._hand_out()
        return bool(ready)

    def stop(self) -> None:
        """End all workers at once: none of them holds anything that is not held here."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.close()
        self._workers.clear()

    @property
    def _most(self) -> int:
        """How many items a worker is to hold."""
        return max(_SHORTEST, min(_LONGEST, int(_AHEAD / max(self._pace, 0.001))))

    def _doze(self) -> None:
        """Let some answers gather, as long as nobody runs out of work meanwhile."""
        held = min(len(worker.tasks) for worker in self._workers)
        if held > _SHORTEST and len(self._workers) == self.jobs:
            time.sleep(min(_NAP, (held - _SHORTEST) * self._pace))

    def _hand_out(self) -> None:
        while self._waiting and (worker := self._free(len(self._waiting[0].payload))):
            worker.take(self._waiting.popleft())

    def _free(self, size: int) -> _Worker[R] | None:
        idle = next((worker for worker in self._workers if not worker.tasks), None)
        if idle is not None:
            return idle
        if len(self._workers) < self.jobs:
            return self._start()
        least = min(self._workers, key=lambda worker: len(worker.tasks))
        return least if least.takes(size, self._most) else None

    def _start(self) -> _Worker[R]:
        context = _context()
        ours, theirs = context.Pipe()
        trace, traced = context.Pipe(duplex=False)
        # A forked worker has a copy of every open end; with it, it would not see that the parent is gone.
        forked = context.get_start_method() == "fork"
        spare = [ours, trace, *(end for worker in self._workers for end in (worker.connection, worker.trace))]
        arguments = (theirs, traced, self._work, spare if forked else [], self._limits.memory)
        process = context.Process(target=serve, args=arguments, name="newsparse worker", daemon=True)
        try:
            with _undisturbed():
                process.start()
        except OSError as error:
            raise NewsparseError(f"no worker process can be started ({error.strerror}); try fewer jobs") from error
        theirs.close()  # else the end of the worker would go unnoticed
        traced.close()
        worker: _Worker[R] = _Worker(process, ours, trace, time.monotonic())
        self._workers.append(worker)
        return worker

    def _receive(self, worker: _Worker[R]) -> None:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        except Exception as error:
            answer = CleaningError(f"gave an answer that cannot be read ({type(error).__name__})")
        now = time.monotonic()
        if worker.greeted:
            self._pace += (now - worker.since - self._pace) / 16
        worker.since = now
        if not worker.greeted:
            self._greet(worker, answer)
        elif isinstance(answer, PageMemory):
            worker.end()  # who knows what is left of it
            self._dismiss(worker, _noted(PageMemory(self._limits.overfull), answer))
        elif worker.tasks:
            worker.tasks.popleft().answer(answer)

    def _greet(self, worker: _Worker[R], answer: object) -> None:
        if isinstance(answer, NewsparseError):
            raise answer
        worker.greeted = True
        self._stillborn = 0

    def _look_after(self) -> None:
        """End the workers that are over their time."""
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.deadline(self._limits) > now or worker.connection.poll():  # it may just have answered
                continue
            if not worker.greeted:
                raise NewsparseError("worker processes do not start; look whether the machine is overloaded")
            worker.end(signal.SIGABRT)
            self._dismiss(worker, PageTimeout(f"took longer than {self._limits.time}; allow more, or leave it out"))

    def _bury(self, worker: _Worker[R]) -> None:
        """A worker has died."""
        worker.process.join(_FAREWELL)
        worker.end(signal.SIGKILL)
        status = worker.process.exitcode
        if not worker.greeted:
            self._stillborn += 1
            if status >= 0 or self._stillborn > _STILLBORN:
                raise NewsparseError(
                    "worker processes cannot be started; work without any (jobs=0), "
                    "or guard the script's main part with if __name__ == '__main__'"
                )
        if status == OUT_OF_MEMORY:
            self._dismiss(worker, PageMemory(self._limits.overfull))
        else:
            self._dismiss(worker, PageCrash(f"made its worker process {_end(status)}; left out"))

    def _dismiss(self, worker: _Worker[R], error: CleaningError) -> None:
        """A worker is gone, because of its first item if it had any; the other has not been begun."""
        self._workers.remove(worker)
        if words := worker.last_words():
            error.add_note(words)
        worker.close()
        begun = worker.tasks.popleft() if worker.greeted and worker.tasks else None
        self._waiting.extendleft(reversed(worker.tasks))
        if begun is None:
            return
        if begun.suspect:
            begun.answer(error)
            return
        begun.suspect = True
        self._start().take(begun)


def _noted(error: CleaningError, said: CleaningError) -> CleaningError:
    for note in getattr(said, "__notes__", ()):
        error.add_note(note)
    return error


def _end(status: int) -> str:
    if status < 0:
        with contextlib.suppress(ValueError):
            name = signal.Signals(-status).name
            return f"die of {name}{', as where memory runs out' if name == 'SIGKILL' else ''}"
    return f"end with status {status}"


def _context() -> Any:
    """How to start a worker here and now.

    A start method that the program has chosen is respected. Otherwise fork on Linux: it takes a millisecond and needs
    no importable main module. Where other threads run, a forked copy may inherit a lock that nobody will release, and
    elsewhere system libraries forbid it: there, a fresh interpreter.
    """
    chosen = multiprocessing.get_start_method(allow_none=True)
    if chosen in {"spawn", "forkserver"}:
        return multiprocessing.get_context(chosen)
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    available = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in available else "spawn")


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """No Ctrl-C while a process is being started, which would reach it before it can ignore that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, DEAF_TO)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
