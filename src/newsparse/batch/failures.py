"""The pages that a run could not do, as a file of JSON Lines beside its output."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsparse.batch.cleaning import spoken
from newsparse.batch.durable import stopping
from newsparse.batch.walk import FAILURES, beside_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.batch.run import Tally, Watcher
    from newsparse.errors import NewsparseError


def failures_beside(output: str) -> str:
    """Where the failures of a run are listed: `failures.jsonl` in a folder, `out.failures.jsonl` beside `out.jsonl`.

    No article has such a name. A subfolder of the input may have it, and so the folder of its articles: then the list
    is a hidden file.
    """
    path = Path(output)
    if not path.is_dir():
        return str(beside_file(path, FAILURES))
    return str(path / (f".{FAILURES}" if (path / FAILURES).is_dir() else FAILURES))


class FailureList:
    """One object per failure of the last run: `name`, `reason`, `message`, `traceback` (null where there was none).

    Written as a whole when the run is over, finished or not; where nothing failed there is no file. A run that was
    killed leaves the list of the run before. It takes no memory, however many fail.
    """

    def __init__(self, output: str | None) -> None:
        """`output` is the path of the run's output; None, a pipe's, has no place beside it, and nothing is listed."""
        self._output = output
        self._part = _hidden(self.path) if output is not None else Path()
        self._stream: IO[str] | None = None

    @property
    def path(self) -> str:
        """Where the list is, when the run is over."""
        return failures_beside(self._output) if self._output is not None else ""

    def add(self, name: str, error: NewsparseError) -> None:
        """Note a failure. Raises RunStoppedError where that cannot be written."""
        if self._output is None:
            return
        notes = "\n".join(note.strip() for note in getattr(error, "__notes__", ()))
        record = {"name": name, "reason": error.reason, "message": str(error), "traceback": notes or None}
        with self._stopping():
            if self._stream is None:
                self._stream = self._part.open("w", encoding="utf-8", errors="backslashreplace")
            self._stream.write(f"{json.dumps(record, ensure_ascii=False)}\n")

    def close(self) -> None:
        """Put the list in its place; called again, it does nothing. Raises RunStoppedError."""
        if self._output is None:
            return
        with self._stopping():
            if self._stream is None:
                Path(self.path).unlink(missing_ok=True)
            elif not self._stream.closed:
                self._stream.close()
                self._part.replace(Path(self.path))

    @contextlib.contextmanager
    def _stopping(self) -> Iterator[None]:
        with stopping(Path(self.path), always=True):
            try:
                yield
            except OSError:
                with contextlib.suppress(OSError):
                    self._part.unlink(missing_ok=True)
                raise


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


def _hidden(path: str) -> Path:
    return Path(path).with_name(f".{Path(path).name.lstrip('.')}.part")
