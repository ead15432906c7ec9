"""The pages that a run could not do, as a file of JSON Lines beside its output."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from newsparse.batch.cleaning import spoken
from newsparse.batch.durable import stopping
from newsparse.batch.walk import FAILURES, beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsparse.batch.run import Tally, Watcher
    from newsparse.errors import NewsparseError


class FailureList:
    """One object per failure of the last run: `name`, `reason`, `message`, `traceback` (null where there was none).

    Written as a whole when the run is over, finished or not; where nothing failed there is no file. A run that was
    killed leaves the list of the run before. It takes no memory, however many fail.
    """

    def __init__(self, output: Path | None) -> None:
        """`output` is where the run writes to; None, a pipe, has no place beside it, and nothing is listed."""
        self._output = output
        self._stream: IO[str] | None = None

    def add(self, name: str, error: NewsparseError) -> None:
        """Note a failure. Raises RunStoppedError where that cannot be written."""
        if self._output is None:
            return
        notes = "\n".join(note.strip() for note in getattr(error, "__notes__", ()))
        record = {"name": name, "reason": error.reason, "message": str(error), "traceback": notes or None}
        with _stopping(self._output):
            if self._stream is None:
                self._stream = _part(self._output).open("w", encoding="utf-8", errors="backslashreplace")
            self._stream.write(f"{json.dumps(record, ensure_ascii=False)}\n")

    def close(self) -> None:
        """Put the list in its place; called again, it does nothing. Raises RunStoppedError."""
        if self._output is None:
            return
        with _stopping(self._output):
            if self._stream is None:
                beside(self._output, FAILURES).unlink(missing_ok=True)
            elif not self._stream.closed:
                self._stream.close()
                _part(self._output).replace(beside(self._output, FAILURES))


@contextlib.contextmanager
def _stopping(output: Path) -> Iterator[None]:
    with stopping(beside(output, FAILURES), always=True):
        try:
            yield
        except OSError:
            with contextlib.suppress(OSError):
                _part(output).unlink(missing_ok=True)
            raise


def _part(output: Path) -> Path:
    return beside(output, f".{FAILURES}.part")


@dataclass(frozen=True, slots=True)
class Noting:
    """A watcher that passes on what it is told, and lists the failures."""

    watcher: Watcher
    failures: FailureList

    def failed(self, path: str, error: NewsparseError) -> None:
        self.watcher.failed(path, error)
        self.failures.add(spoken(path), error)  # as articles name their input

    def left_out(self, path: str) -> None:
        self.watcher.left_out(path)

    def moved(self, tally: Tally) -> None:
        self.watcher.moved(tally)
