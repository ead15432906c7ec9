"""Work on many items in worker processes: done in any order, answered in the order of the items or as it is done."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from newsparse.batch.limits import Limits
from newsparse.batch.pool import Pool
from newsparse.batch.serving import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from newsparse.errors import NewsparseError

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

IN_HAND = 32
"""Items per worker that may be taken before the first of them is answered: enough to work past one slow page."""

_HEARTBEAT = 0.5


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


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work, and how it is answered."""

    jobs: int
    """Worker processes; 0 works in this process, without limits."""
    limits: Limits = field(default_factory=Limits)
    """What each item may take."""
    ordered: bool = True
    """Whether answers come in the order of the items, or as they are there: then a slow one holds up no other."""

    def answers(
        self,
        work: Callable[[T], R],
        items: Iterable[tuple[K, Todo[T] | Done[R]]],
        *,
        waiting: Callable[[], None] = lambda: None,
    ) -> Generator[tuple[K, R | NewsparseError], None, None]:
        """Each key with the answer to its item; an answer may be an error.

        `work`, the items and the answers must be picklable; the keys stay at home. Items are taken as they are needed,
        at most `IN_HAND` per worker ahead of the answers. An item that crashes its worker, or goes over a limit, is
        tried once more in a fresh one. `waiting` is called about twice a second while no answer is there.

        Raises NewsparseError if worker processes cannot be started.
        """
        if self.jobs == 0 or multiprocessing.current_process().daemon:  # a daemon may have no children
            for key, step in items:
                yield key, (step.answer if isinstance(step, Done) else attempt(work, step.item))
            return
        pool = Pool(work, self.jobs, self.limits)
        queue: _Queue[K, R] = _Queue(self.ordered)
        try:
            yield from _passed(pool, iter(items), queue, waiting)
        finally:
            pool.stop()


@dataclass(slots=True, eq=False)
class _Slot(Generic[K, R]):
    """One item's place, filled when its answer is there."""

    key: K
    answers: list[R | NewsparseError] = field(default_factory=list)


@dataclass(slots=True)
class _Queue(Generic[K, R]):
    """The slots of the items in hand: all in their order, or those that are filled in the order in which they were."""

    ordered: bool
    in_hand: int = 0
    slots: deque[_Slot[K, R]] = field(default_factory=deque)

    def add(self, key: K) -> Callable[[R | NewsparseError], None]:
        """Make room for an answer; what is returned takes it."""
        slot: _Slot[K, R] = _Slot(key)
        self.in_hand += 1
        if self.ordered:
            self.slots.append(slot)
        return lambda answer: self._fill(slot, answer)

    def _fill(self, slot: _Slot[K, R], answer: R | NewsparseError) -> None:
        slot.answers.append(answer)
        if not self.ordered:
            self.slots.append(slot)

    def next(self) -> _Slot[K, R] | None:
        """The slot whose turn it is, where it is filled."""
        if not self.slots or not self.slots[0].answers:
            return None
        self.in_hand -= 1
        return self.slots.popleft()


def _passed(
    pool: Pool[T, R], source: Iterator[tuple[K, Todo[T] | Done[R]]], queue: _Queue[K, R], waiting: Callable[[], None]
) -> Generator[tuple[K, R | NewsparseError], None, None]:
    more = True
    while more or queue.in_hand:
        while more and pool.has_room() and queue.in_hand < IN_HAND * pool.jobs:
            more = _take(pool, source, queue)
        slot = queue.next()
        if slot is not None:
            yield slot.key, slot.answers[0]
            pool.collect(0)
        elif not pool.collect(_HEARTBEAT):
            waiting()


def _take(pool: Pool[T, R], source: Iterator[tuple[K, Todo[T] | Done[R]]], queue: _Queue[K, R]) -> bool:
    """Take the next item in hand; False when there is none."""
    try:
        key, step = next(source)
    except StopIteration:
        return False
    answer = queue.add(key)
    if isinstance(step, Done):
        answer(step.answer)
    else:
        pool.give(step.item, answer)
    return True
