"""Worker processes: order, back-pressure, and pages that fail or take their worker with them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing import Pipe
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsparse.batch.workers import IN_HAND, Done, Todo, as_answered, attempt, in_order
from newsparse.errors import EmptyInput, NewsparseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection


def double(number: int) -> int:
    if number == 13:
        raise EmptyInput("is empty")
    if number == 17:
        raise KeyError("no such\x1bthing")
    return 2 * number


def slow_when_odd(number: int) -> int:
    time.sleep(0.05 * (number % 2))
    return number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def first_waits_for_gate(item: tuple[int, Path]) -> int:
    number, gate = item
    deadline = time.monotonic() + 20
    while number == 0 and not gate.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    return number


def process(_: int) -> int:
    return os.getpid()


def answers(work: Callable[[int], int], numbers: int, jobs: int) -> list[int | NewsparseError]:
    items: Iterator[tuple[None, Todo[int] | Done[int]]] = ((None, Todo(number)) for number in range(numbers))
    return [answer for _, answer in in_order(work, items, jobs=jobs)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_answers_come_in_order_and_errors_in_their_place(jobs: int) -> None:
    found = answers(double, 30, jobs)
    assert [answer for answer in found if isinstance(answer, int)] == [2 * n for n in range(30) if n not in {13, 17}]
    assert isinstance(found[13], EmptyInput)
    assert "KeyError" in str(found[17])


def test_a_slow_item_does_not_lose_its_place() -> None:
    assert answers(slow_when_odd, 8, 2) == list(range(8))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_as_they_come_are_the_same_answers(jobs: int) -> None:
    items: list[tuple[int, Todo[int] | Done[int]]]
    items = [(number, Done(-1) if number % 5 == 0 else Todo(number)) for number in range(40)]
    pairs = [*as_answered(double, items, jobs=jobs)]
    found = dict(pairs)
    assert len(pairs) == len(found) == 40
    good = {number: answer for number, answer in found.items() if number not in {13, 17}}
    assert good == {number: -1 if number % 5 == 0 else 2 * number for number in good}
    assert isinstance(found[13], EmptyInput)


def test_a_slow_item_keeps_nobody_waiting_where_answers_are_taken_as_they_come(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    items: Iterator[tuple[int, Todo[tuple[int, Path]] | Done[int]]] = ((n, Todo((n, gate))) for n in range(200))
    found = []
    for number, _ in as_answered(first_waits_for_gate, items, jobs=2):
        found.append(number)
        if len(found) == 199:  # many more than are in hand at once
            gate.touch()
    assert found[-1] == 0
    assert sorted(found) == list(range(200))


def test_a_killed_worker_costs_its_item_only() -> None:
    found = answers(die_at_three, 12, 2)
    assert [answer for answer in found if isinstance(answer, int)] == [n for n in range(12) if n != 3]
    assert "SIGKILL" in str(found[3])


def test_items_are_not_taken_far_ahead() -> None:
    taken = []

    def endless() -> Iterator[tuple[int, Todo[int] | Done[int]]]:
        number = 0
        while True:
            taken.append(number)
            yield number, Todo(number)
            number += 1

    found = in_order(double, endless(), jobs=2)
    assert next(found) == (0, 0)
    assert len(taken) <= 2 * IN_HAND + 1
    found.close()


def test_what_is_done_needs_no_worker() -> None:
    steps: list[tuple[str, Todo[int] | Done[int]]] = [("a", Done(7)), ("b", Todo(1)), ("c", Done(8))]
    answered = in_order(process, iter(steps), jobs=2)
    found = list(answered)
    assert [key for key, _ in found] == ["a", "b", "c"]
    assert [answer for _, answer in found[::2]] == [7, 8]
    assert found[1][1] != os.getpid()


def test_work_happens_elsewhere_unless_there_is_one_job() -> None:
    assert answers(process, 2, 1) == [os.getpid()] * 2
    assert os.getpid() not in answers(process, 4, 2)


def test_workers_start_beside_threads() -> None:
    # With another thread alive a fork would be unsafe, so these are started in fresh interpreters.
    release = threading.Event()
    thread = threading.Thread(target=release.wait)
    thread.start()
    try:
        assert answers(double, 5, 2) == [0, 2, 4, 6, 8]
    finally:
        release.set()
        thread.join()


def test_the_message_of_a_fault_is_one_line() -> None:
    def fault(_: int) -> int:
        raise ValueError("first\nsecond")

    assert "\n" not in str(attempt(fault, 1))


def pid_then_wait(number: int) -> int:
    time.sleep(number)
    return os.getpid()


def abandon(report: Connection) -> None:
    """A parent that is killed while one worker is idle and the other at work."""
    items: list[tuple[None, Todo[int] | Done[int]]] = [(None, Todo(seconds)) for seconds in (0, 0, 1)]
    answered = in_order(pid_then_wait, iter(items), jobs=2)
    report.send([next(answered)[1], next(answered)[1]])
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_end_when_their_parent_is_killed() -> None:
    ours, theirs = Pipe()
    parent = multiprocessing.get_context("fork").Process(target=abandon, args=(theirs,))
    parent.start()
    parent.join()
    pids = set(ours.recv())
    for _ in range(200):
        if not any(Path("/proc", str(pid), "cmdline").exists() for pid in pids):
            return
        time.sleep(0.05)
    pytest.fail("workers outlive their parent")
