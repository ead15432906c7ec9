"""How a batch tells of itself: a bar on a terminal, a line now and then in a log, a summary at its end."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from newsparse.cli.messages import complain, explained, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsparse.batch.run import Tally
    from newsparse.errors import NewsparseError

_SECONDS_BETWEEN_LINES = 10.0
_SECONDS_BETWEEN_FRAMES = 0.1


def counted(number: int, noun: str) -> str:
    """`1 file`, `2,000 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def summary(tally: Tally, seconds: float) -> str:
    """What was done, on one line."""
    counts = [
        counted(tally.articles, "article"),
        counted(tally.non_articles, "non-article"),
        counted(tally.failures, "failure"),
        f"{tally.skipped:,} skipped",
    ]
    if tally.outside:
        counts.append(f"{counted(tally.outside, 'link')} not followed")
    return f"{', '.join(counts)}; {seconds:.1f} seconds"


def nothing_found(typed: dict[str, Any]) -> str:
    """What is said of a run that met no file at all."""
    if typed["include"] or typed["exclude"]:
        return "no files that --include and --exclude leave; nothing to clean"
    return "no files there; nothing to clean"


class Watcher:
    """Names the failures, and nothing else: for --quiet."""

    wants_total = False
    total: int | None = None

    def __init__(self, folder: Path, debug: bool) -> None:
        self._folder = folder
        self._debug = debug
        self._started = self._begun = self._last = time.monotonic()

    def failed(self, path: str, error: NewsparseError) -> None:
        if self._debug:
            for line in "".join(getattr(error, "__notes__", ())).splitlines():
                click.echo(shown(line), err=True)
        self.line(str(self._folder / path), explained(error))

    def left_out(self, path: str) -> None:
        """Told only where there is progress: it is no failure."""

    def moved(self, tally: Tally) -> None:
        if tally.done == tally.skipped:
            self._begun = time.monotonic()

    def read(self, pages: int) -> None:
        """So many pages have been read for what recurs on them, before any is cleaned. Nothing to show."""

    def line(self, *parts: str) -> None:
        complain(*parts)

    def _is_time(self, seconds: float) -> bool:
        now = time.monotonic()
        if now - self._last < seconds:
            return False
        self._last = now
        return True

    def _rate(self, tally: Tally) -> float:
        """Scrapes per second; those skipped say little of how long the others will take."""
        cleaned = tally.done - tally.skipped
        since = self._begun if cleaned else self._started
        return (cleaned or tally.done) / max(time.monotonic() - since, 0.001)

    def _left(self, tally: Tally) -> str:
        rate = self._rate(tally)
        if self.total is None or not rate:
            return "time left unknown"
        seconds = round(max(self.total - tally.done, 0) / rate)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"

    def _progress(self, tally: Tally) -> str:
        done = f"{tally.done:,} of {self.total:,}" if self.total is not None else f"{tally.done:,}"
        skipped = f" ({tally.skipped:,} skipped)" if tally.skipped else ""
        failures = counted(tally.failures, "failure")
        return f"{done} done{skipped}, {self._rate(tally):,.0f} per second, {failures}, {self._left(tally)}"


class _Lines(Watcher):
    """Says every ten seconds how things stand."""

    wants_total = True

    def left_out(self, path: str) -> None:
        self.line(str(self._folder / path), "leads out of the folder; not followed")

    def moved(self, tally: Tally) -> None:
        super().moved(tally)
        if self._is_time(_SECONDS_BETWEEN_LINES):
            self.line(self._progress(tally))

    def read(self, pages: int) -> None:
        self._started = time.monotonic()  # of the cleaning, whose rate is told
        if self._is_time(_SECONDS_BETWEEN_LINES):
            self.line(_reading(pages))


def _reading(pages: int) -> str:
    return f"{counted(pages, 'file')} read for lines that recur"


class _Bar(_Lines):
    """Shows on a terminal how things stand, below the lines of the failures."""

    def __init__(self, folder: Path, debug: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn
        from rich.table import Column

        super().__init__(folder, debug)
        # No refreshing thread: the workers are forked, and a fork beside threads is not safe.
        self._bar = Progress(
            BarColumn(bar_width=16),
            TextColumn("{task.description}", markup=False, table_column=Column(overflow="fold")),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._bar.add_task("looking for files", total=None)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def moved(self, tally: Tally) -> None:
        Watcher.moved(self, tally)
        if self._is_time(_SECONDS_BETWEEN_FRAMES):
            text = self._progress(tally)
            self._bar.update(self._task, completed=tally.done, total=self.total, description=text, refresh=True)

    def read(self, pages: int) -> None:
        self._started = time.monotonic()
        if self._is_time(_SECONDS_BETWEEN_FRAMES):
            self._bar.update(self._task, completed=pages, total=self.total, description=_reading(pages), refresh=True)

    def line(self, *parts: str) -> None:
        from rich.text import Text

        text = ": ".join(shown(part) for part in ("newsparse", *parts))
        self._bar.console.print(Text(text), soft_wrap=True)


@contextlib.contextmanager
def watching(folder: Path, typed: dict[str, Any], *, piped: bool) -> Iterator[Watcher]:
    """Who tells of the run, as was asked for and as standard error allows: no bar among articles on a terminal."""
    if typed["quiet"]:
        yield Watcher(folder, typed["debug"])
    elif sys.stderr is not None and sys.stderr.isatty() and not (piped and sys.stdout.isatty()):
        with _Bar(folder, typed["debug"]) as bar:
            yield bar
    else:
        yield _Lines(folder, typed["debug"])
