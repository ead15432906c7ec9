"""What a run has done, kept beside its output, so that the next run does only the rest.

A small SQLite file: it outlives `kill -9`, its size in memory does not grow with the number of pages, and two runs
cannot write to the same output at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.batch.facts import NOTHING, Facts
from newsparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORM = 2
_TABLE = """
CREATE TABLE IF NOT EXISTS done (
    output BLOB PRIMARY KEY, input BLOB NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
    sha256 TEXT NOT NULL, options TEXT NOT NULL,
    part INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, seal INTEGER NOT NULL,
    article INTEGER NOT NULL, facts TEXT NOT NULL, signature BLOB NOT NULL, cluster TEXT NOT NULL
) WITHOUT ROWID
"""


class RunStoppedError(OutputError):
    """The run cannot go on: the disk is full, the output was taken away."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the file system says of an input without reading it: same stamp, same content."""

    size: int
    """In bytes."""
    modified: int
    """Nanoseconds."""
    changed: int
    """Nanoseconds; catches an edit that put the time of modification back."""

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """The stamp of a file, links followed. Raises OSError."""
        status = path.stat()
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in a file of many."""

    part: int = 0
    """Number of the run that wrote it."""
    start: int = 0
    """In bytes."""
    length: int = 0
    """In bytes, with its line end."""
    seal: int = 0
    """CRC-32 of the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that is done."""

    input: str
    """Its path within the input folder."""
    stamp: Stamp
    sha256: str
    options: str
    """Digest of the options and the version that it was cleaned with."""
    place: Place = Place()
    is_article: bool = True
    facts: Facts = NOTHING
    cluster: str = ""
    """What was written for it, as JSON; empty where nobody asked for clusters."""

    def still_holds(self, path: str, stamp: Stamp, options: str, folder: str) -> bool:
        """Whether the input, the options and the version are what they were.

        A file of the same size with other times is read: copying a folder touches all times and no content.
        """
        if (self.input, self.stamp.size, self.options) != (path, stamp.size, options):
            return False
        return self.stamp == stamp or _sha256(Path(folder, path)) == self.sha256


class Manifest:
    """The pages that are done, by the name of their output. Nobody else can open it meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._speaking_plainly():
            self._base = sqlite3.connect(path, isolation_level=None, timeout=0.5)
        try:
            with self._speaking_plainly():
                self._prepare()
        except BaseException:
            self._base.close()
            raise

    def find(self, output: str) -> Entry | None:
        """The entry of an output."""
        with self._speaking_plainly():
            row = self._base.execute("SELECT * FROM done WHERE output = ?", (os.fsencode(output),)).fetchone()
        if row is None:
            return None
        known = (bool(row[11]), Facts.from_text(row[12], row[13]), row[14])
        return Entry(os.fsdecode(row[1]), Stamp(*row[2:5]), row[5], row[6], Place(*row[7:11]), *known)

    def put(self, output: str, entry: Entry) -> None:
        """Write down that an output is done; from now on that outlives `kill -9`."""
        row = (os.fsencode(output), os.fsencode(entry.input), *astuple(entry.stamp), entry.sha256, entry.options)
        known = (entry.is_article, entry.facts.as_text(), entry.facts.signature, entry.cluster)
        with self._speaking_plainly():
            self._base.execute(
                f"REPLACE INTO done VALUES ({', '.join('?' * 15)})", (*row, *astuple(entry.place), *known)
            )

    def drop(self, output: str) -> None:
        """Forget an output."""
        with self._speaking_plainly():
            self._base.execute("DELETE FROM done WHERE output = ?", (os.fsencode(output),))

    def last_part(self) -> int:
        """The highest number of a part, 0 where there is none."""
        with self._speaking_plainly():
            return int(self._base.execute("SELECT ifnull(max(part), 0) FROM done").fetchone()[0])

    def keep_only(self, part: int) -> None:
        """Forget what stands in other parts."""
        with self._speaking_plainly():
            self._base.execute("DELETE FROM done WHERE part != ?", (part,))

    def close(self) -> None:
        """Let others in."""
        with self._speaking_plainly():
            self._base.close()

    def _prepare(self) -> None:
        # Every entry is a transaction of its own: with a log that waits for no disk, it costs some microseconds.
        for setting in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._base.execute(f"PRAGMA {setting}")
        form = self._base.execute("PRAGMA user_version").fetchone()[0]
        if form not in {0, _FORM}:
            raise RunStoppedError(f"{self._path}: was written by another version of newsparse; remove it to start over")
        self._base.execute(_TABLE)
        self._base.execute(f"PRAGMA user_version = {_FORM}")

    @contextlib.contextmanager
    def _speaking_plainly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            said = str(error)
            if "locked" in said:
                said = "is in use, another run is writing there; wait for its end"
            raise RunStoppedError(f"{self._path}: {said}") from error
        except sqlite3.DatabaseError as error:
            raise RunStoppedError(f"{self._path}: is damaged ({error}); remove it to start over") from error


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
