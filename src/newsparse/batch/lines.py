"""Where the articles of a run go as lines: one file of JSON Lines, a table that is made of them, or a pipe."""

from __future__ import annotations

import contextlib
import os
import zlib
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from newsparse.batch import durable
from newsparse.batch.clusters import with_cluster
from newsparse.batch.durable import stopping
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.manifest import Entry, Manifest, Place, Stamp
from newsparse.batch.output import Held, entry_of
from newsparse.batch.walk import beside
from newsparse.errors import OutputError
from newsparse.write.table import fitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.batch.cleaning import Cleaned
    from newsparse.batch.items import Scrape


class Table(Protocol):
    """A form of file that lines become when a run is finished, and out of which they come back for the next."""

    def write_table(self, lines: Iterable[bytes], file: Path) -> None:
        """Write the lines, in their order. Raises OSError."""

    def read_table(self, file: Path) -> Iterator[tuple[int, bytes]]:
        """The lines, byte for byte, each with its number from 0. Raises OutputError if the file is damaged."""

    def obstacle(self, file: Path) -> str | None:
        """Why the file must not be replaced, and what to do: somebody else wrote it, or uses it."""


class LinesOutput:
    """One line per scrape, in the order in which they come.

    The lines of a run are written to a part of their own, which becomes the file when the run is finished; until then
    the file is what it was. A run that was stopped leaves its part, from which the next one copies what still holds.
    With a `table`, the part is written as one, and an old table is first turned into the part that it was made of: so
    whatever the form, what the manifest says is held against the bytes that were written.
    """

    suffix = ".json"

    def __init__(self, file: Path, *, options: str, force: bool = False, table: Table | None = None) -> None:
        """The folder of `file` is created where it is missing. Raises RunStoppedError."""
        self.real = os.path.realpath(file)
        self._file = Path(self.real)
        self._options = options
        self._force = force
        self._table = table
        self._old: dict[int, IO[bytes] | None] = {}
        self._interval = durable.Interval()
        with stopping(file, always=True):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        self._guard()
        self._manifest = Manifest(lines_manifest(self._file))
        self._number = self._manifest.last_part() + 1
        self._end = 0
        self._made_of: int | None = None
        """The part that the file was made of, where the file was looked at."""
        self._copied: int | None = self._number - 1
        """The part of which all lines so far are a copy, in its order and without a gap."""
        try:
            with stopping(file, always=True):
                self._tidy()
                self._new = self._part(self._number).open("wb")
        except OutputError:
            self._manifest.close()
            raise

    def held(self, scrape: Scrape, stamp: Stamp) -> Held | None:
        entry = None if self._force else self._manifest.find(scrape.path)
        if entry is None or not entry.still_holds(scrape, stamp, self._options + scrape.lesson):
            return None
        line = self._line(entry.place)
        return None if line is None else Held(entry, line)

    def keep(self, scrape: Scrape, stamp: Stamp, held: Held, cluster: str) -> None:
        entry, line = held.entry, held.text
        if entry.cluster != cluster:
            line = with_cluster(line, cluster)
        if line != held.text or (entry.place.part, entry.place.start) != (self._copied, self._end):
            self._copied = None
        self._append(scrape.path, line, replace(entry, stamp=stamp, cluster=cluster))

    def put(self, scrape: Scrape, stamp: Stamp, cleaned: Cleaned) -> None:
        self._copied = None
        line = fitting(cleaned.text) if self._table else cleaned.text
        self._append(scrape.path, line, entry_of(scrape, stamp, cleaned, self._options))

    def beside(self, name: str) -> Path:
        return beside(self._file, name)

    def drop(self, scrape: Scrape) -> None:
        """Nothing to do: the new part has no line of it."""

    def finish(self) -> None:
        with stopping(self._file, always=True):
            self._new.close()
            if not self._is_a_copy():
                self._replace()
            self._manifest.keep_only(self._number)
            self._part(self._number).unlink(missing_ok=True)
            self._tidy()

    def close(self) -> None:
        with contextlib.suppress(OSError):  # a full disk has been told of when the line was written
            self._new.close()
        for old in self._old.values():
            if old is not None:
                old.close()
        self._manifest.close()

    def _tidy(self) -> None:
        """Remove what runs that were stopped have left, and nobody needs."""
        needed = self._manifest.parts()
        for number in range(1, self._number):
            if number not in needed:
                self._part(number).unlink(missing_ok=True)
        for ending in ("new", "old"):
            self._beside(ending).unlink(missing_ok=True)

    def _append(self, path: str, line: bytes, entry: Entry) -> None:
        self._manifest.check()
        with stopping(self._file, always=True):
            self._new.write(line)
            self._new.flush()
        place = Place(self._number, self._end, len(line), zlib.crc32(line))
        self._end += len(line)
        self._manifest.put(path, replace(entry, place=place))
        if self._interval.is_over():
            with stopping(self._file, always=True):
                os.fsync(self._new.fileno())
            self._manifest.settle()

    def _line(self, place: Place) -> bytes | None:
        """A line of an earlier run; None where the file no longer holds it."""
        if place.part not in self._old:
            self._old[place.part] = self._open(place.part)
        old = self._old[place.part]
        if old is None:
            return None
        old.seek(place.start)
        line = old.read(place.length)
        return line if len(line) == place.length and zlib.crc32(line) == place.seal else None

    def _open(self, number: int) -> IO[bytes] | None:
        part = self._part(number)
        with stopping(self._file, always=True), contextlib.suppress(FileNotFoundError):
            if not part.exists():  # the part of a finished run has become the file
                self._made_of = number
                part = self._file if self._table is None else self._unfolded(self._table, number)
            return part.open("rb")
        return None

    def _unfolded(self, table: Table, number: int) -> Path:
        """The part that the file was made of."""
        old, part = self._beside("old"), self._part(number)
        starts = enumerate(self._manifest.starts(number))
        with old.open("wb") as file, contextlib.suppress(OutputError):  # of a damaged table, what there is
            for row, line in table.read_table(self._file):
                # A line that is not what it was moves none of the others; a row that was added stands at the end.
                start = next((start for place, start in starts if place == row), None)
                file.seek(*((start,) if start is not None else (0, os.SEEK_END)))
                file.write(line)
        old.replace(part)
        return part

    def _is_a_copy(self) -> bool:
        """Whether the new part is the one that the file was made of, so that the file can stay."""
        if self._copied is None or self._copied != self._made_of or not self._file.exists():
            return False
        old = self._file if self._table is None else self._part(self._copied)
        return old.stat().st_size == self._end

    def _replace(self) -> None:
        part = self._part(self._number)
        if self._table is None:
            durable.replace(part, self._file)
            return
        fresh = self._beside("new")
        try:
            with part.open("rb") as lines:
                self._table.write_table(lines, fresh)
            self._guard()
            durable.replace(fresh, self._file)
        finally:
            fresh.unlink(missing_ok=True)

    def _guard(self) -> None:
        obstacle = self._table.obstacle(self._file) if self._table is not None else None
        if obstacle is not None:
            raise RunStoppedError(f"{self._file}: {obstacle}")

    def _part(self, number: int) -> Path:
        return self._beside(f"{number}.part")

    def _beside(self, ending: str) -> Path:
        return self._file.with_name(f".{self._file.name}.{ending}")


class PipeOutput:
    """One line per scrape to whoever reads them. Nothing is kept, so no run goes on where another was stopped."""

    suffix = ".json"

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        # Where it is no pipe but a file, that is no input.
        self.real = os.path.realpath(f"/dev/fd/{_number(stream)}")

    def held(self, scrape: Scrape, stamp: Stamp) -> Held | None:
        return None

    def keep(self, scrape: Scrape, stamp: Stamp, held: Held, cluster: str) -> None:
        """Nothing is ever held."""

    def beside(self, name: str) -> Path | None:
        """There is no place beside a pipe."""

    def put(self, scrape: Scrape, stamp: Stamp, cleaned: Cleaned) -> None:
        """Write a line, to be seen at once. Raises BrokenPipeError where the reader has had enough."""
        try:
            self._stream.write(cleaned.text)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise RunStoppedError(f"standard output: cannot be written ({error.strerror})") from error

    def drop(self, scrape: Scrape) -> None:
        """Nothing is there."""

    def finish(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """The stream is the caller's."""


def lines_manifest(file: Path) -> Path:
    """Where the manifest of a file of lines, or of a table, stands."""
    return file.with_name(f".{file.name}.sqlite")


def _number(stream: IO[bytes]) -> int:
    try:
        return stream.fileno()
    except OSError:
        return 1
