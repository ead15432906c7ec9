"""What a run has done, kept beside its output, so that the next run does only the rest.

A small SQLite file: it outlives `kill -9`, its size in memory does not grow with the number of pages, and two runs
cannot write to the same output at once. It may outlive a power cut that what it tells of did not: so no entry is
believed before the bytes were looked at, or the disk was told to keep them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.batch.facts import NOTHING, Facts
from newsparse.batch.ledger import Ledger, RunStoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.batch.items import Scrape

_FORM = 3
_TABLE = """
CREATE TABLE IF NOT EXISTS done (
    output BLOB PRIMARY KEY, input BLOB NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
    sha256 TEXT NOT NULL, options TEXT NOT NULL,
    part INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, seal INTEGER NOT NULL,
    lasting INTEGER NOT NULL,
    article INTEGER NOT NULL, facts TEXT NOT NULL, signature BLOB NOT NULL, cluster TEXT NOT NULL
) WITHOUT ROWID;
"""
_PUT = f"REPLACE INTO done VALUES ({', '.join('?' * 16)})"


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
        return cls._from(path.stat())

    @classmethod
    def of_open(cls, descriptor: int) -> Stamp:
        """The stamp of an open file. Raises OSError."""
        return cls._from(os.fstat(descriptor))

    @classmethod
    def _from(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in a file of many; of a file of its own, only length and seal are told."""

    part: int = 0
    """Number of the run that wrote it."""
    start: int = 0
    """In bytes."""
    length: int = 0
    """In bytes, with its line end."""
    seal: int = 0
    """CRC-32 of what was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that is done."""

    input: str
    """Its name in the run."""
    stamp: Stamp
    sha256: str
    """Of the content, with what was said of it where it was found."""
    options: str
    """Digest of the options and the version that it was cleaned with."""
    place: Place = Place()
    lasting: bool = False
    """Whether what was written outlasts a power cut; else it is to be looked at before it is believed."""
    is_article: bool = True
    facts: Facts = NOTHING
    cluster: str = ""
    """What was written for it, as JSON; empty where nobody asked for clusters."""

    def still_holds(self, scrape: Scrape, stamp: Stamp, options: str) -> bool:
        """Whether the input, the options and the version are what they were.

        A file of the same size with other times is read: copying a folder touches all times and no content. So is each
        page of an archive that has changed: the others in it are what they were.
        """
        if (self.input, self.options) != (scrape.path, options):
            return False
        if self.stamp == stamp:
            return True
        return (self.stamp.size == stamp.size or scrape.load is not None) and scrape.digest() == self.sha256


class Manifest:
    """The pages that are done, by the name of their output. Nobody else can open it meanwhile."""

    def __init__(self, path: Path) -> None:
        """Raises RunStoppedError."""
        self._path = path
        self._ledger = Ledger(path, form=_FORM, tables=_TABLE, remedy="start over")
        self._base = self._ledger.base
        self._speaking_plainly = self._ledger.speaking_plainly

    def find(self, output: str) -> Entry | None:
        """The entry of an output."""
        with self._speaking_plainly():
            row = self._base.execute("SELECT * FROM done WHERE output = ?", (os.fsencode(output),)).fetchone()
        if row is None:
            return None
        known = (bool(row[11]), bool(row[12]), Facts.from_text(row[13], row[14]), row[15])
        return Entry(os.fsdecode(row[1]), Stamp(*row[2:5]), row[5], row[6], Place(*row[7:11]), *known)

    def put(self, output: str, entry: Entry) -> None:
        """Write down that an output is done; from now on that outlives `kill -9`."""
        stamp, place = entry.stamp, entry.place  # not by astuple, which copies each value
        row = (os.fsencode(output), os.fsencode(entry.input), stamp.size, stamp.modified, stamp.changed)
        stands = (entry.sha256, entry.options, place.part, place.start, place.length, place.seal)
        known = (entry.lasting, entry.is_article, entry.facts.as_text(), entry.facts.signature, entry.cluster)
        with self._speaking_plainly():
            self._base.execute(_PUT, (*row, *stands, *known))

    def settle(self, outputs: Iterable[str] = ()) -> None:
        """Write down that what was written for outputs is lasting, and make all that is written down so far last."""
        with self._speaking_plainly():
            self._base.execute("BEGIN")
            lasting = ((os.fsencode(output),) for output in outputs)
            self._base.executemany("UPDATE done SET lasting = 1 WHERE output = ?", lasting)
            self._base.execute("COMMIT")
            self._base.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def check(self) -> None:
        """Raises RunStoppedError where the manifest was taken away, and most likely the output with it."""
        if not self._path.exists():
            raise RunStoppedError(f"{self._path}: was taken away during the run; run the same command again")

    def drop(self, output: str) -> None:
        """Forget an output."""
        with self._speaking_plainly():
            self._base.execute("DELETE FROM done WHERE output = ?", (os.fsencode(output),))

    def parts(self) -> set[int]:
        """The numbers of the parts in which a line stands."""
        with self._speaking_plainly():
            return {row[0] for row in self._base.execute("SELECT DISTINCT part FROM done")}

    def last_part(self) -> int:
        """The highest number of a part, 0 where there is none."""
        with self._speaking_plainly():
            return int(self._base.execute("SELECT ifnull(max(part), 0) FROM done").fetchone()[0])

    def starts(self, part: int) -> Iterator[int]:
        """Where the lines of a part start, in their order."""
        with self._speaking_plainly():
            for row in self._base.execute("SELECT start FROM done WHERE part = ? ORDER BY start", (part,)):
                yield row[0]

    def keep_only(self, part: int) -> None:
        """Forget what stands in other parts."""
        with self._speaking_plainly():
            self._base.execute("DELETE FROM done WHERE part != ?", (part,))

    def close(self) -> None:
        """Let others in."""
        self._ledger.close()
