"""Worker processes: order, back-pressure, and items that fail, or crash, hang or overfill their worker."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsparse.batch.limits import Limits, share_of_memory
from newsparse.batch.pool import Pool
from newsparse.batch.serving import attempt
from newsparse.batch.workers import IN_HAND, Crew, Done, Todo
from newsparse.errors import CleaningError, EmptyInput, NewsparseError, PageCrash, PageMemory, PageTimeout

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

NONE = Limits()
SHORT = Limits(seconds=0.5)
NARROW = Limits(seconds=20, memory=400 << 20)

Items = Iterator[tuple[int, Todo[int] | Done[int]]]


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


@dataclass(frozen=True)
class Poisoned:
    """Answers each number with itself, after the harm that is done at some of them."""

    harm: Callable[[], object]
    at: frozenset[int] = frozenset({3})

    def __call__(self, number: int) -> int:
        if number in self.at:
            self.harm()
        return number


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def abort_with_a_shout() -> None:
    os.write(1, b"a dying library")
    os.write(2, b"a dying library")
    os.abort()


def leave() -> None:
    os._exit(5)


def hang() -> None:
    while True:
        pass


def hang_in_c() -> None:
    ctypes.PyDLL(None).pause()  # holds the interpreter's lock: no other thread can run


def eat() -> bytearray:
    eaten = bytearray()
    while True:
        eaten += bytes(1 << 24)


def numbered(count: int) -> Items:
    return ((number, Todo(number)) for number in range(count))


def answers(work: Callable[[int], int], count: int, jobs: int, limits: Limits = NONE) -> list[int | NewsparseError]:
    return [answer for _, answer in Crew(jobs, limits).answers(work, numbered(count))]


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_answers_come_in_order_and_errors_in_their_place(jobs: int) -> None:
    found = answers(double, 30, jobs)
    assert [answer for answer in found if isinstance(answer, int)] == [2 * n for n in range(30) if n not in {13, 17}]
    assert isinstance(found[13], EmptyInput)
    assert "KeyError" in str(found[17])


def test_a_slow_item_does_not_lose_its_place() -> None:
    assert answers(slow_when_odd, 8, 2) == list(range(8))


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_answers_as_they_come_are_the_same_answers(jobs: int) -> None:
    items: list[tuple[int, Todo[int] | Done[int]]]
    items = [(number, Done(-1) if number % 5 == 0 else Todo(number)) for number in range(40)]
    pairs = [*Crew(jobs, ordered=False).answers(double, items)]
    found = dict(pairs)
    assert len(pairs) == len(found) == 40
    good = {number: answer for number, answer in found.items() if number not in {13, 17}}
    assert good == {number: -1 if number % 5 == 0 else 2 * number for number in good}
    assert isinstance(found[13], EmptyInput)


def test_a_slow_item_keeps_nobody_waiting_where_answers_are_taken_as_they_come(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    items: Iterator[tuple[int, Todo[tuple[int, Path]] | Done[int]]] = ((n, Todo((n, gate))) for n in range(200))
    found = []
    for number, _ in Crew(2, ordered=False).answers(first_waits_for_gate, items):
        found.append(number)
        if len(found) == 184:  # many more than are in hand at once; a few may wait behind the slow one
            gate.touch()
    assert 0 in found[-16:]
    assert sorted(found) == list(range(200))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("harm", "limits", "error", "words"),
    [
        (crash, NONE, PageCrash, "SIGSEGV"),
        (abort_with_a_shout, NONE, PageCrash, "SIGABRT"),
        (leave, NONE, PageCrash, "status 5"),
        (hang, SHORT, PageTimeout, "0.5 seconds"),
        (hang_in_c, SHORT, PageTimeout, "0.5 seconds"),
        (eat, NARROW, PageMemory, "memory"),
    ],
    ids=["crash", "abort", "leave", "hang", "hang in C", "eat"],
)
def test_a_poisoned_item_costs_itself_only(
    harm: Callable[[], object],
    limits: Limits,
    error: type[CleaningError],
    words: str,
    jobs: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    found = answers(Poisoned(harm), 12, jobs, limits)
    assert [answer for answer in found if isinstance(answer, int)] == [n for n in range(12) if n != 3]
    assert type(found[3]) is error
    assert words in str(found[3])
    if harm is not leave:
        assert harm.__name__ in "".join(found[3].__notes__), "it says where in the code that was"
    assert capfd.readouterr() == ("", "")


def test_many_poisoned_items_in_a_row() -> None:
    poisoned = frozenset(range(2, 14))
    found = answers(Poisoned(crash, poisoned), 16, 2)
    assert {n for n, answer in enumerate(found) if isinstance(answer, PageCrash)} == poisoned
    assert {n for n, answer in enumerate(found) if answer == n} == set(range(16)) - poisoned


def test_what_does_harm_once_is_done_in_a_fresh_process(tmp_path: Path) -> None:
    mark = tmp_path / "mark"

    def once() -> None:
        if not mark.exists():
            mark.write_text(str(os.getpid()))
            crash()

    assert answers(Poisoned(once), 8, 2) == list(range(8))
    assert mark.exists()


def test_the_second_try_is_alone_in_its_process(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def note(number: int) -> int:
        with log.open("a") as lines:
            lines.write(f"{os.getpid()} {number}\n")
        if number == 3:
            crash()
        return number

    answers(note, 12, 2)
    told = [line.split() for line in log.read_text().splitlines()]
    tries = [pid for pid, number in told if number == "3"]
    assert len(tries) == 2
    assert [number for pid, number in told if pid == tries[1]] == ["3"]


def test_the_clock_of_an_item_starts_when_its_work_does() -> None:
    work = Poisoned(lambda: time.sleep(0.2), frozenset(range(8)))
    assert answers(work, 8, 1, Limits(seconds=0.45)) == list(range(8))


def test_a_caller_who_takes_his_time_fails_nobody() -> None:
    found = Crew(2, SHORT).answers(double, numbered(8))
    assert next(found) == (0, 0)
    time.sleep(0.7)
    assert [answer for _, answer in found] == [2 * number for number in range(1, 8)]


def test_idle_workers_that_die_are_replaced() -> None:
    seen = []
    for _, pid in Crew(2).answers(process, numbered(200)):
        assert isinstance(pid, int)
        seen.append(pid)
        with contextlib.suppress(ProcessLookupError):
            if len(seen) % 20 == 0:
                os.kill(pid, signal.SIGKILL)
    assert len(seen) == 200
    assert len(set(seen)) > 2


def test_limits_below_what_a_worker_takes_are_told_at_once() -> None:
    with pytest.raises(NewsparseError, match="before its first page"):
        answers(double, 3, 2, Limits(memory=1 << 20))


def test_what_is_reserved_and_not_used_takes_no_memory() -> None:
    with mmap.mmap(-1, 1 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS):
        found = answers(Poisoned(eat), 5, 1, NARROW)
    assert [answer for answer in found if isinstance(answer, int)] == [0, 1, 2, 4]
    assert isinstance(found[3], PageMemory)


def test_a_worker_that_cannot_be_started_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    with pytest.raises(NewsparseError, match="no worker process can be started"):
        answers(double, 3, 2)


@pytest.mark.parametrize(("status", "starts"), [(1, 1), (-9, 4)], ids=["ends", "is killed"])
def test_workers_that_die_at_birth_end_the_run(status: int, starts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    def stillborn(*_: object) -> None:
        os._exit(status) if status > 0 else os.kill(os.getpid(), -status)

    start = Pool._start

    def counted(pool: Any) -> Any:
        started.append(1)
        return start(pool)

    monkeypatch.setattr("newsparse.batch.pool.serve", stillborn)
    monkeypatch.setattr(Pool, "_start", counted)
    with pytest.raises(NewsparseError, match="cannot be started"):
        answers(double, 3, 1)
    assert len(started) == starts


def test_a_share_of_memory_is_large_enough_for_a_page() -> None:
    share = share_of_memory(1000)
    if sys.platform == "linux":
        assert share is not None
        assert share >= 256 << 20
    else:
        assert share is None


def test_large_items_and_answers_pass() -> None:
    texts = ["a" * 3_000_000, "b", "c" * 3_000_000, "d" * 10_000, "e" * 3_000_000]
    items: Iterator[tuple[None, Todo[str] | Done[str]]] = ((None, Todo(text)) for text in texts * 2)
    assert [answer for _, answer in Crew(2).answers(str.upper, items)] == [text.upper() for text in texts * 2]


def test_items_are_not_taken_far_ahead() -> None:
    taken = []

    def endless() -> Items:
        number = 0
        while True:
            taken.append(number)
            yield number, Todo(number)
            number += 1

    found = Crew(2).answers(double, endless())
    assert next(found) == (0, 0)
    assert len(taken) <= 2 * IN_HAND + 1
    found.close()


def test_what_is_done_needs_no_worker() -> None:
    steps: list[tuple[str, Todo[int] | Done[int]]] = [("a", Done(7)), ("b", Todo(1)), ("c", Done(8))]
    answered = Crew(2).answers(process, iter(steps))
    found: list[tuple[str, int | NewsparseError]] = list(answered)
    assert [key for key, _ in found] == ["a", "b", "c"]
    assert [answer for _, answer in found[::2]] == [7, 8]
    assert found[1][1] != os.getpid()


def test_work_happens_elsewhere_unless_there_are_no_jobs() -> None:
    assert answers(process, 2, 0) == [os.getpid()] * 2
    assert os.getpid() not in answers(process, 4, 1)


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


@dataclass(frozen=True)
class Report:
    """Says which process it is, then does as the number says: ends, waits, or hangs."""

    to: Connection

    def __call__(self, number: int) -> int:
        self.to.send(os.getpid())
        if number == 1:
            hang_in_c()
        if number == 2:
            hang()
        return number


def abandon(report: Connection) -> None:
    """A parent whose workers are idle or at work without an end."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which some shells have programs ignore
    for _ in Crew(3, Limits(None)).answers(Report(report), numbered(3)):
        pass


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_their_parent(end: signal.Signals, capfd: pytest.CaptureFixture[str]) -> None:
    ours, theirs = Pipe()
    parent = multiprocessing.get_context("fork").Process(target=abandon, args=(theirs,))
    parent.start()
    pids = {ours.recv() for _ in range(3)}
    assert parent.pid is not None
    os.kill(parent.pid, end)
    parent.join()
    for _ in range(200):
        if not any(Path("/proc", str(pid), "cmdline").exists() for pid in pids):
            return
        time.sleep(0.05)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    pytest.fail("workers outlive their parent")
