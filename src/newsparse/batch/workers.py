"""Worker processes: work is done in any order, and answered in the order of the inputs, or as it is done.

Each worker holds one item at a time, so that an item that kills its worker is known and costs nothing but itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from newsparse.errors import NewsparseError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

IN_HAND = 16
"""Items per worker that may be taken before the first of them is answered: enough to work past one slow page."""

_HEARTBEAT = 0.5
_FAREWELL = 2.0


@dataclass(frozen=True, slots=True)
class Todo(Generic[T]):
    """An item for a worker."""

    item: T


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """An answer that is known already, which passes in its place without a worker."""

    answer: R | NewsparseError


def processors() -> int:
    """How many processors this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def attempt(work: Callable[[T], R], item: T) -> R | NewsparseError:
    """What `work` makes of an item, or the error that names why it cannot; no exception of one page ends a run."""
    try:
        return work(item)
    except NewsparseError as error:
        return error
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        failure = NewsparseError(
            f"could not be cleaned, the cleaner failed with {type(error).__name__}{f' ({said})' if said else ''}; "
            "please report this page"
        )
        failure.add_note("".join(traceback.format_exception(error)))  # for --debug: only notes travel between processes
        return failure


def in_order(
    work: Callable[[T], R],
    items: Iterable[tuple[K, Todo[T] | Done[R]]],
    *,
    jobs: int,
    waiting: Callable[[], None] = lambda: None,
) -> Generator[tuple[K, R | NewsparseError], None, None]:
    """Each key with the answer to its item, in the order of the items; an answer may be an error.

    `work`, the items and the answers must be picklable; the keys stay at home. Items are taken as they are needed, at
    most `IN_HAND` per worker ahead of the answers. With one job everything happens in this process.
    `waiting` is called about twice a second while no answer is there.

    Raises NewsparseError if worker processes cannot be started.
    """
    return _answers(work, items, jobs, waiting, _first)


def as_answered(
    work: Callable[[T], R],
    items: Iterable[tuple[K, Todo[T] | Done[R]]],
    *,
    jobs: int,
    waiting: Callable[[], None] = lambda: None,
) -> Generator[tuple[K, R | NewsparseError], None, None]:
    """The same as `in_order`, in the order in which the answers come: a slow item keeps none of the others waiting."""
    return _answers(work, items, jobs, waiting, _any)


def _answers(
    work: Callable[[T], R],
    items: Iterable[tuple[K, Todo[T] | Done[R]]],
    jobs: int,
    waiting: Callable[[], None],
    choose: Callable[[deque[_Slot[K, R]]], _Slot[K, R] | None],
) -> Generator[tuple[K, R | NewsparseError], None, None]:
    if jobs == 1 or multiprocessing.current_process().daemon:  # a daemon may have no children
        for key, step in items:
            yield key, (step.answer if isinstance(step, Done) else attempt(work, step.item))
        return
    pool = _Pool(work, jobs)
    try:
        yield from _chosen(pool, iter(items), waiting, choose)
    finally:
        pool.stop()


@dataclass(slots=True, eq=False)
class _Slot(Generic[K, R]):
    """One item's place in the order, filled when its answer is there."""

    key: K
    answers: list[R | NewsparseError] = field(default_factory=list)


def _first(slots: deque[_Slot[K, R]]) -> _Slot[K, R] | None:
    return slots[0] if slots and slots[0].answers else None


def _any(slots: deque[_Slot[K, R]]) -> _Slot[K, R] | None:
    return next((slot for slot in slots if slot.answers), None)


def _chosen(
    pool: _Pool[T, R],
    source: Iterator[tuple[K, Todo[T] | Done[R]]],
    waiting: Callable[[], None],
    choose: Callable[[deque[_Slot[K, R]]], _Slot[K, R] | None],
) -> Generator[tuple[K, R | NewsparseError], None, None]:
    slots: deque[_Slot[K, R]] = deque()
    more = True
    while more or slots:
        while more and pool.has_room() and len(slots) < IN_HAND * pool.jobs:
            more = _take(pool, source, slots)
        slot = choose(slots)
        if slot is not None:
            slots.remove(slot)
            yield slot.key, slot.answers[0]
            pool.collect(0)
        elif not pool.collect(_HEARTBEAT):
            waiting()


def _take(pool: _Pool[T, R], source: Iterator[tuple[K, Todo[T] | Done[R]]], slots: deque[_Slot[K, R]]) -> bool:
    """Take the next item in hand; False when there is none."""
    try:
        key, step = next(source)
    except StopIteration:
        return False
    slot: _Slot[K, R] = _Slot(key)
    slots.append(slot)
    if isinstance(step, Done):
        slot.answers.append(step.answer)
    else:
        pool.give(step.item, slot.answers)
    return True


@dataclass(slots=True, eq=False)
class _Worker(Generic[R]):
    process: Any
    connection: Connection
    answers: list[R | NewsparseError] | None = None
    """Where the answer to the item in hand goes; None when idle."""
    greeted: bool = False


class _Pool(Generic[T, R]):
    def __init__(self, work: Callable[[T], R], jobs: int) -> None:
        self.jobs = jobs
        self._work = work
        self._workers: list[_Worker[R]] = []

    def has_room(self) -> bool:
        return len(self._workers) < self.jobs or any(worker.answers is None for worker in self._workers)

    def give(self, item: T, answers: list[R | NewsparseError]) -> None:
        """Give an item to an idle worker; its answer will be put into `answers`."""
        worker = next((worker for worker in self._workers if worker.answers is None), None) or self._start()
        worker.answers = answers
        with contextlib.suppress(OSError):  # a worker that died is met when its answer is collected
            worker.connection.send(item)

    def collect(self, seconds: float) -> bool:
        """Take in what the workers have answered, waiting at most so long for the first; False if there was nothing."""
        busy = {worker.connection: worker for worker in self._workers if worker.answers is not None}
        ready = wait(list(busy), seconds) if busy else []
        for connection in ready:
            self._receive(busy[connection])  # type: ignore[index] # wait() answers with what it was given
        return bool(ready)

    def stop(self) -> None:
        """End all workers at once: none of them holds anything that is not held here."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_FAREWELL)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _start(self) -> _Worker[R]:
        context = _context()
        ours, theirs = context.Pipe()
        # A forked worker has a copy of every open end; with it, it would not see that the parent is gone.
        forked = context.get_start_method() == "fork"
        spare = [ours, *(worker.connection for worker in self._workers)] if forked else []
        process = context.Process(target=_serve, args=(theirs, self._work, spare), name="newsparse worker", daemon=True)
        process.start()
        theirs.close()  # else the end of the worker would go unnoticed
        worker: _Worker[R] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _receive(self, worker: _Worker[R]) -> None:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        except Exception as error:
            answer = NewsparseError(f"gave an answer that cannot be read ({type(error).__name__})")
        if not worker.greeted:
            worker.greeted = True
        elif worker.answers is not None:
            worker.answers.append(answer)
            worker.answers = None

    def _bury(self, worker: _Worker[R]) -> None:
        worker.process.join(_FAREWELL)
        worker.connection.close()
        self._workers.remove(worker)
        if not worker.greeted:
            raise NewsparseError(
                "worker processes cannot be started; work with one job, "
                "or guard the script's main part with if __name__ == '__main__'"
            )
        if worker.answers is not None:
            worker.answers.append(NewsparseError(f"made its worker process {_end(worker.process.exitcode)}; left out"))


def _end(status: int | None) -> str:
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return f"die of {signal.Signals(-status).name}"
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


def _serve(connection: Connection, work: Callable[[Any], Any], spare: Sequence[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent alone decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for inherited in spare:
        inherited.close()
    with contextlib.suppress(EOFError, OSError):  # the parent is gone
        connection.send(None)
        while True:
            _answer(connection, attempt(work, connection.recv()))


def _answer(connection: Connection, answer: object) -> None:
    try:
        connection.send(answer)
    except OSError:
        raise
    except Exception as error:
        connection.send(NewsparseError(f"gave an answer that cannot be sent ({type(error).__name__})"))
