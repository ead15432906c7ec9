"""How much memory is a worker's share."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsparse.batch import limits
from newsparse.batch.limits import Limits, share_of_memory

GB = 1 << 30


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """16 GB, no control groups, Linux."""
    pages = {"SC_PHYS_PAGES": 16 * GB // 4096, "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr("os.sysconf", pages.__getitem__)
    monkeypatch.setattr(limits, "MEMORY_CAN_BE_LIMITED", True)
    monkeypatch.setattr(limits, "_CONTROL_GROUPS", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("jobs", "share"), [(1, 8), (3, 4), (15, 2), (200, 2)])
def test_memory_is_dealt_out_but_each_has_enough(jobs: int, share: int) -> None:
    assert share_of_memory(jobs) == share * GB


def test_a_container_has_less(machine: Path) -> None:
    (machine / "memory.max").write_text(f"{3 * GB}\n")
    assert share_of_memory(2) == 3 * GB // 2
    (machine / "memory.max").write_text("max\n")
    assert share_of_memory(1) == 8 * GB


def test_elsewhere_than_on_linux_there_is_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMORY_CAN_BE_LIMITED", False)
    assert share_of_memory(1) is None


def test_limits_are_said_as_people_say_them() -> None:
    assert [Limits(seconds).time for seconds in (1, 0.5, 60)] == ["1 second", "0.5 seconds", "60 seconds"]
    assert "2,048 MB" in Limits(memory=2 * GB).overfull
