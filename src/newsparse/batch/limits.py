"""What a page may take: time, and memory."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 60.0
"""Far more than an honest page takes: a hundred megabytes on one line are read in less, on a busy machine, too."""

MEMORY_CAN_BE_LIMITED = sys.platform == "linux"
"""Other systems either do not know such a limit or do not keep it."""

_ENOUGH = 2 << 30
"""Bytes that a large page may honestly take, even where that is more than its share."""

_CONTROL_GROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may take of its worker process; None is no limit."""

    seconds: float | None = SECONDS
    memory: int | None = None
    """Bytes that the process may take in all, what it needs before its first page included."""

    @property
    def time(self) -> str:
        """The limit of time, as a person says it."""
        return f"{self.seconds:g} second{'' if self.seconds == 1 else 's'}"

    @property
    def overfull(self) -> str:
        """What is said of a page that is over the limit of memory."""
        if self.memory is None:
            return "needs more memory than there is; leave it out"
        allowed = f"{self.memory >> 20:,} MB"
        return f"needs more memory than the {allowed} that a worker may take; allow more, or leave it out"


def share_of_memory(jobs: int) -> int | None:
    """Bytes for each of so many workers, so that together they leave room for the rest; None where there is no limit.

    Where that would be little, a worker may take up to 2 GB, but no more than half of what there is.
    """
    if not MEMORY_CAN_BE_LIMITED:
        return None
    whole = min(_memory(), default=0)
    return max(whole // (jobs + 1), min(_ENOUGH, whole // 2)) or None


def _memory() -> Iterator[int]:
    """Bytes of this machine, and of the control groups that this process is in."""
    with contextlib.suppress(OSError, ValueError):
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for path in _group_files():
        with contextlib.suppress(OSError, ValueError):  # "max" is no number, and no limit
            yield int(path.read_text())


def _group_files() -> Iterator[Path]:
    yield _CONTROL_GROUPS / "memory" / "memory.limit_in_bytes"
    yield _CONTROL_GROUPS / "memory.max"
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            own = _CONTROL_GROUPS / line.rpartition(":")[2].lstrip("/")
            yield from (folder / "memory.max" for folder in (own, *own.parents))
