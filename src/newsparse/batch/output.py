"""Where the articles of a run go: a folder like the input's, or one file of JSON Lines.

Both know what they hold from an earlier run, and at every moment can be left without loss.
"""

from __future__ import annotations

import contextlib
import errno
import os
import zlib
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from newsparse.batch.manifest import Entry, Manifest, Place, RunStoppedError, Stamp
from newsparse.batch.walk import Scrape, within
from newsparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.batch.cleaning import Cleaned

FOLDER_MANIFEST = ".newsparse.sqlite"

_TEMPORARY = ".newsparse.part"
_HOPELESS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class Output(Protocol):
    """What a run needs of its output."""

    suffix: str
    """What the name of each result ends with."""
    real: str
    """The real path that the output takes, which holds no inputs."""

    def held(self, scrape: Scrape, stamp: Stamp) -> bytes | None:
        """The result of an earlier run, where it still holds; in a form for `keep` alone."""

    def keep(self, scrape: Scrape, stamp: Stamp, held: bytes) -> None:
        """Take over the result of an earlier run."""

    def put(self, scrape: Scrape, stamp: Stamp, cleaned: Cleaned) -> None:
        """Write a result. Raises OutputError where this one cannot be written, RunStoppedError where none can."""

    def drop(self, scrape: Scrape) -> None:
        """There is no result of this scrape, nor may one of an earlier run stay."""

    def finish(self) -> None:
        """All scrapes have come by."""

    def close(self) -> None:
        """The run is over, finished or not."""


class FolderOutput:
    """One file per scrape, in a tree like the input's.

    Results of scrapes that are no longer in the input folder stay; those of scrapes that now fail are removed.
    """

    def __init__(self, folder: Path, *, inputs: Path, suffix: str, options: str, force: bool = False) -> None:
        """`folder` is created where it is missing. Raises RunStoppedError."""
        self.suffix = suffix
        with _stopping(folder, always=True):
            folder.mkdir(parents=True, exist_ok=True)
        self.real = os.path.realpath(folder)
        self._folder = folder
        self._inputs = inputs
        self._options = options
        self._force = force
        self._manifest = Manifest(folder / FOLDER_MANIFEST)

    def held(self, scrape: Scrape, stamp: Stamp) -> bytes | None:
        entry = None if self._force else self._manifest.find(scrape.output)
        if entry is None or not entry.still_holds(scrape.path, stamp, self._options + scrape.lesson, str(self._inputs)):
            return None
        return b"" if _has_content(self._folder / scrape.output) else None

    def keep(self, scrape: Scrape, stamp: Stamp, held: bytes) -> None:
        entry = self._manifest.find(scrape.output)
        if entry is not None and entry.stamp != stamp:
            self._manifest.put(scrape.output, replace(entry, stamp=stamp))

    def put(self, scrape: Scrape, stamp: Stamp, cleaned: Cleaned) -> None:
        target = self._folder / scrape.output
        with _stopping(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            self._guard(target.parent)
            _write(target, cleaned.text)
        self._manifest.put(scrape.output, Entry(scrape.path, stamp, cleaned.sha256, self._options + scrape.lesson))

    def drop(self, scrape: Scrape) -> None:
        if scrape.output and self._manifest.find(scrape.output) is not None:
            target = self._folder / scrape.output
            with _stopping(target):
                target.unlink(missing_ok=True)
            self._manifest.drop(scrape.output)

    def finish(self) -> None:
        """Nothing waits: each result is in its place."""

    def close(self) -> None:
        self._manifest.close()

    def _guard(self, folder: Path) -> None:
        # A link in the output, or an output around the input, could lead back among the scrapes.
        real, inputs = os.path.realpath(folder), os.path.realpath(self._inputs)
        ours = within(self.real, inputs) and within(real, self.real)
        if within(real, inputs) and not ours:
            raise OutputError(f"would be written into the input folder ({folder}); choose another output folder")


class LinesOutput:
    """One line per scrape, in the order of the input folder.

    The lines of a run are written to a part of their own, which replaces the file when the run is finished; until then
    the file is what it was. A run that was stopped leaves its part, from which the next one copies what still holds.
    """

    suffix = ".json"

    def __init__(self, file: Path, *, inputs: Path, options: str, force: bool = False) -> None:
        """The folder of `file` is created where it is missing. Raises RunStoppedError."""
        self.real = os.path.realpath(file)
        self._file = Path(self.real)
        self._inputs = inputs
        self._options = options
        self._force = force
        self._old: dict[int, IO[bytes] | None] = {}
        with _stopping(file, always=True):
            self._file.parent.mkdir(parents=True, exist_ok=True)
        self._manifest = Manifest(lines_manifest(self._file))
        self._number = self._manifest.last_part() + 1
        self._end = 0
        try:
            with _stopping(file, always=True):
                self._new = self._part(self._number).open("wb")
        except OutputError:
            self._manifest.close()
            raise

    def held(self, scrape: Scrape, stamp: Stamp) -> bytes | None:
        entry = None if self._force else self._manifest.find(scrape.path)
        if entry is None or not entry.still_holds(scrape.path, stamp, self._options + scrape.lesson, str(self._inputs)):
            return None
        return self._line(entry.place)

    def keep(self, scrape: Scrape, stamp: Stamp, held: bytes) -> None:
        entry = self._manifest.find(scrape.path)
        if entry is None:
            raise RunStoppedError(f"{self._file}: the manifest lost an entry")
        self._append(scrape.path, held, replace(entry, stamp=stamp))

    def put(self, scrape: Scrape, stamp: Stamp, cleaned: Cleaned) -> None:
        self._append(
            scrape.path, cleaned.text, Entry(scrape.path, stamp, cleaned.sha256, self._options + scrape.lesson)
        )

    def drop(self, scrape: Scrape) -> None:
        """Nothing to do: the new part has no line of it."""

    def finish(self) -> None:
        with _stopping(self._file, always=True):
            self._new.close()
            self._part(self._number).replace(self._file)
            self._manifest.keep_only(self._number)
            for number in range(1, self._number):
                self._part(number).unlink(missing_ok=True)

    def close(self) -> None:
        with contextlib.suppress(OSError):  # a full disk has been told of when the line was written
            self._new.close()
        for old in self._old.values():
            if old is not None:
                old.close()
        self._manifest.close()

    def _append(self, path: str, line: bytes, entry: Entry) -> None:
        with _stopping(self._file, always=True):
            self._new.write(line)
            self._new.flush()
        place = Place(self._number, self._end, len(line), zlib.crc32(line))
        self._end += len(line)
        self._manifest.put(path, replace(entry, place=place))

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
        for path in (self._part(number), self._file):  # the part of a finished run has become the file
            with contextlib.suppress(OSError):
                return path.open("rb")
        return None

    def _part(self, number: int) -> Path:
        return self._file.with_name(f".{self._file.name}.{number}.part")


def lines_manifest(file: Path) -> Path:
    """Where the manifest of a file of lines stands."""
    return file.with_name(f".{file.name}.sqlite")


def _write(target: Path, text: bytes) -> None:
    """Write a file as a whole or not at all."""
    temporary = target.with_name(_TEMPORARY)
    try:
        temporary.write_bytes(text)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


@contextlib.contextmanager
def _stopping(path: Path, *, always: bool = False) -> Iterator[None]:
    """Name what went wrong in writing, and whether the next page could fare better."""
    try:
        yield
    except OSError as error:
        said = error.strerror or type(error).__name__
        if always or error.errno in _HOPELESS:
            raise RunStoppedError(
                f"{path}: cannot be written ({said}); mend that, then run the same command again to go on"
            ) from error
        raise OutputError(f"its result cannot be written to {path} ({said})") from error
