"""A small SQLite file beside an output: it outlives `kill -9`, and two runs cannot write to it at once."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from newsparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Every entry may be a transaction of its own: with a log that waits for no disk, it costs some microseconds.
_SETTINGS = ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -8000")
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}


class RunStoppedError(OutputError):
    """The run cannot go on: the disk is full, the output was taken away."""


class Ledger:
    """Nobody else can open it meanwhile."""

    def __init__(self, path: Path | str, *, form: int, tables: str, remedy: str) -> None:
        """`form` numbers what `tables` makes; `remedy` is what removing it is good for. Raises RunStoppedError."""
        self._path = path
        self._remedy = remedy
        with self.speaking_plainly():
            self.base = sqlite3.connect(path, isolation_level=None, timeout=0.5)
        try:
            with self.speaking_plainly():
                self._prepare(form, tables)
        except BaseException:
            self.base.close()
            raise

    def close(self) -> None:
        """Let others in; what was not committed is forgotten."""
        with self.speaking_plainly():
            self.base.close()

    @contextlib.contextmanager
    def speaking_plainly(self) -> Iterator[None]:
        """What SQLite complains of, as a RunStoppedError that says what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            said = str(error)
            if "locked" in said:
                said = "is in use, another run is writing there; wait for its end"
            elif error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                said = f"cannot be written ({said}); nothing that is done is lost: make room, then run again"
            elif error.sqlite_errorcode & 0xFF in _UNWRITABLE:
                said = f"cannot be written ({said}); allow writing there, or name another output"
            raise RunStoppedError(f"{self._path}: {said}") from error
        except sqlite3.DatabaseError as error:
            raise RunStoppedError(f"{self._path}: is damaged ({error}); remove it to {self._remedy}") from error

    def _prepare(self, form: int, tables: str) -> None:
        for setting in _SETTINGS:
            self.base.execute(f"PRAGMA {setting}")
        found = self.base.execute("PRAGMA user_version").fetchone()[0]
        if found not in {0, form}:
            raise RunStoppedError(
                f"{self._path}: was written by another version of newsparse; remove it to {self._remedy}"
            )
        self.base.executescript(tables)
        self.base.execute(f"PRAGMA user_version = {form}")
