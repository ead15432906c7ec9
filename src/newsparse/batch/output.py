"""Where the articles of a run go: what a run needs of it, and the folder that is like the input's.

An output knows what it holds from an earlier run, and at every moment can be left without loss.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsparse.batch.clusters import with_cluster
from newsparse.batch.durable import Interval, keep_files, stopping
from newsparse.batch.manifest import Entry, Manifest, Place, Stamp
from newsparse.batch.walk import beside, within
from newsparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.batch.cleaning import Cleaned
    from newsparse.batch.items import Scrape

FOLDER_MANIFEST = ".newsparse.sqlite"

_TEMPORARY = ".newsparse.part"


@dataclass(frozen=True, slots=True)
class Held:
    """What an earlier run has left of a scrape, and still holds."""

    entry: Entry
    text: bytes = b""
    """In a form for `keep` alone."""


class Output(Protocol):
    """What a run needs of its output."""

    suffix: str
    """What the name of each result ends with."""
    real: str
    """The real path that the output takes, which holds no inputs."""

    def held(self, scrape: Scrape, stamp: Stamp) -> Held | None:
        """The result of an earlier run, where it still holds."""

    def keep(self, scrape: Scrape, stamp: Stamp, held: Held, cluster: str) -> None:
        """Take over the result of an earlier run; its cluster may be another now."""

    def put(self, scrape: Scrape, stamp: Stamp, cleaned: Cleaned) -> None:
        """Write a result. Raises OutputError where this one cannot be written, RunStoppedError where none can."""

    def drop(self, scrape: Scrape) -> None:
        """There is no result of this scrape, nor may one of an earlier run stay."""

    def beside(self, name: str) -> Path | None:
        """Where a file about the run stands, such as its summary; None where there is no place."""

    def finish(self) -> None:
        """All scrapes have come by."""

    def close(self) -> None:
        """The run is over, finished or not."""


class FolderOutput:
    """One file per scrape, in a tree like the input's.

    Results of scrapes that are no longer in the input folder stay; those of scrapes that now fail are removed.
    """

    def __init__(self, folder: Path, *, inputs: Sequence[str], suffix: str, options: str, force: bool = False) -> None:
        """`folder` is created where it is missing; `inputs` are the folders of the run. Raises RunStoppedError."""
        self.suffix = suffix
        with stopping(folder, always=True):
            folder.mkdir(parents=True, exist_ok=True)
        self.real = os.path.realpath(folder)
        self._folder = folder
        self._inputs = [os.path.realpath(folder) for folder in inputs]
        self._options = options
        self._force = force
        self._interval = Interval()
        self._fleeting: list[str] = []
        """Results that a power cut might still take."""
        self._made: Path | None = None
        """The folder of the last result."""
        self._manifest = Manifest(folder / FOLDER_MANIFEST)

    def held(self, scrape: Scrape, stamp: Stamp) -> Held | None:
        entry = None if self._force else self._manifest.find(scrape.output)
        if entry is None or not entry.still_holds(scrape, stamp, self._options + scrape.lesson):
            return None
        return Held(entry) if _is_there(self._folder / scrape.output, entry) else None

    def keep(self, scrape: Scrape, stamp: Stamp, held: Held, cluster: str) -> None:
        entry = replace(held.entry, stamp=stamp)
        if entry.cluster != cluster:
            entry = self._moved(scrape, entry, cluster)
        if entry != held.entry:
            self._manifest.put(scrape.output, entry)
        if not entry.lasting:
            self._let_last(scrape.output)

    def put(self, scrape: Scrape, stamp: Stamp, cleaned: Cleaned) -> None:
        self._manifest.check()  # before folders are made anew that somebody took away
        target = self._folder / scrape.output
        with stopping(target):
            self._make(target.parent)
            _write(target, cleaned.text)
        place = Place(length=len(cleaned.text), seal=zlib.crc32(cleaned.text))
        self._manifest.put(scrape.output, entry_of(scrape, stamp, cleaned, self._options, place))
        self._let_last(scrape.output)

    def drop(self, scrape: Scrape) -> None:
        if scrape.output and self._manifest.find(scrape.output) is not None:
            target = self._folder / scrape.output
            with stopping(target):
                target.unlink(missing_ok=True)
            self._manifest.drop(scrape.output)

    def beside(self, name: str) -> Path:
        return beside(self._folder, name)

    def finish(self) -> None:
        self._settle()

    def close(self) -> None:
        self._manifest.close()

    def _moved(self, scrape: Scrape, entry: Entry, cluster: str) -> Entry:
        """The entry of a result into which another cluster was written."""
        target = self._folder / scrape.output
        self._manifest.put(scrape.output, replace(entry, cluster=""))  # until it is certain which one stands there
        with stopping(target):
            text = with_cluster(target.read_bytes(), cluster)
            _write(target, text)
        return replace(entry, cluster=cluster, place=Place(length=len(text), seal=zlib.crc32(text)), lasting=False)

    def _let_last(self, output: str) -> None:
        self._fleeting.append(output)
        if self._interval.is_over():
            self._settle()

    def _settle(self) -> None:
        if not self._fleeting:
            return
        with stopping(self._folder, always=True):
            keep_files([self._folder / output for output in self._fleeting])
        self._manifest.settle(self._fleeting)
        self._fleeting.clear()

    def _make(self, folder: Path) -> None:
        """Sees to a folder of results, once for those that come one after the other."""
        if folder != self._made or not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            self._guard(folder)
            self._made = folder

    def _guard(self, folder: Path) -> None:
        # A link in the output, or an output around the input, could lead back among the scrapes.
        real = os.path.realpath(folder)
        for inputs in self._inputs:
            ours = within(self.real, inputs) and within(real, self.real)
            if within(real, inputs) and not ours:
                raise OutputError(f"would be written into the input folder ({folder}); choose another output folder")


def entry_of(scrape: Scrape, stamp: Stamp, cleaned: Cleaned, options: str, place: Place | None = None) -> Entry:
    """What is written down of a page that was cleaned."""
    return Entry(
        scrape.path,
        stamp,
        cleaned.sha256,
        options + scrape.lesson,
        place or Place(),
        is_article=cleaned.is_article,
        facts=cleaned.facts,
        cluster=cleaned.cluster,
    )


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


def write_beside(target: Path, text: bytes) -> None:
    """Write a file about a run, as a whole or not at all. Raises RunStoppedError."""
    with stopping(target, always=True):
        _write(target, text)


def _is_there(path: Path, entry: Entry) -> bool:
    """Whether a result is there: a lasting one by its size alone, for it may have been edited since."""
    try:
        if entry.lasting:
            return path.stat().st_size > 0
        return zlib.crc32(path.read_bytes()) == entry.place.seal
    except OSError:
        return False
