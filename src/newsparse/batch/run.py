"""A run over a folder of scrapes."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsparse.batch.cleaning import Cleaned
from newsparse.batch.manifest import RunStoppedError, Stamp
from newsparse.batch.walk import Outside, Scrape, walk
from newsparse.batch.workers import Done, Todo, in_order
from newsparse.errors import NewsparseError, UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from newsparse.batch.output import Output


@dataclass(slots=True)
class Tally:
    """What a run has done so far; counts only ever grow."""

    articles: int = 0
    non_articles: int = 0
    failures: int = 0
    skipped: int = 0
    """Unchanged since an earlier run."""
    outside: int = 0
    """Links that lead out of the folder."""

    @property
    def done(self) -> int:
        """Scrapes that need no more attention in this run."""
        return self.articles + self.non_articles + self.failures + self.skipped


_NO_STAMP = Stamp(0, 0, 0)


class Watcher(Protocol):
    """Who is told how a run goes."""

    def failed(self, path: str, error: NewsparseError) -> None:
        """A scrape, named by its path within the folder, has no result."""

    def left_out(self, path: str) -> None:
        """A link leads out of the folder and was not followed."""

    def moved(self, tally: Tally) -> None:
        """Called after every scrape, and about twice a second in between."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What an earlier run has left of a scrape."""

    text: bytes


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A scrape on its way, with the stamp it had before it was read."""

    scrape: Scrape
    stamp: Stamp = _NO_STAMP


_Step = tuple[_Arrival | Outside, Todo[str] | Done[Cleaned | _Held]]


def run(
    folder: str,
    output: Output,
    work: Callable[[str], Cleaned],
    *,
    jobs: int,
    watcher: Watcher,
    tally: Tally,
    lesson: Callable[[str], str] = lambda _: "",
) -> None:
    """Clean every scrape of a folder into an output, and count in `tally`.

    `work` makes of a path within the folder what is written for it, and must be picklable; `lesson` tells of such a
    path what else its result hangs on, in a short word. The output is closed in any case, so that a run that ends
    early, by Ctrl-C too, can go on later.

    Raises NewsparseError where the run as a whole cannot go on.
    """
    course = _Course(folder, output, watcher, tally, lesson)
    with contextlib.closing(output):
        answers = in_order(work, course.steps(), jobs=jobs, waiting=lambda: watcher.moved(tally))
        with contextlib.closing(answers):  # ends the workers, whatever ends the run
            for found, answer in answers:
                course.settle(found, answer)
                watcher.moved(tally)
        output.finish()


def count(folder: str, output: Output) -> int:
    """How many scrapes a run will meet."""
    return sum(isinstance(found, Scrape) for found in walk(folder, suffix=output.suffix, spare=output.real))


def digest(options: Mapping[str, str | bool | None]) -> str:
    """The options of a run and the version of newsparse in one short word; another word, another result."""
    told = {**options, "version": version("newsparse")}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Course:
    """What happens to each scrape before and after its cleaning."""

    folder: str
    output: Output
    watcher: Watcher
    tally: Tally
    lesson: Callable[[str], str]

    def steps(self) -> Iterator[_Step]:
        for found in walk(self.folder, suffix=self.output.suffix, spare=self.output.real):
            yield self._step(found) if isinstance(found, Scrape) else (found, Done(_Held(b"")))

    def _step(self, scrape: Scrape) -> _Step:
        if scrape.problem is not None:
            return _Arrival(scrape), Done(scrape.problem)
        try:
            stamp = Stamp.of(Path(self.folder, scrape.path))
        except OSError as error:
            problem = UnreadableInput(f"cannot be read ({error.strerror}); look whether it is still there")
            return _Arrival(scrape), Done(problem)
        scrape = replace(scrape, lesson=self.lesson(scrape.path))
        held = self.output.held(scrape, stamp)
        return _Arrival(scrape, stamp), Todo(scrape.path) if held is None else Done(_Held(held))

    def settle(self, found: _Arrival | Outside, answer: Cleaned | _Held | NewsparseError) -> None:
        if isinstance(found, Outside):
            self.tally.outside += 1
            self.watcher.left_out(found.path)
            return
        try:
            self._write(found, answer)
        except RunStoppedError:
            raise
        except NewsparseError as error:
            self.tally.failures += 1
            self.watcher.failed(found.scrape.path, error)

    def _write(self, arrival: _Arrival, answer: Cleaned | _Held | NewsparseError) -> None:
        if isinstance(answer, _Held):
            self.output.keep(arrival.scrape, arrival.stamp, answer.text)
            self.tally.skipped += 1
        elif isinstance(answer, Cleaned):
            self.output.put(arrival.scrape, arrival.stamp, answer)
            self.tally.articles += answer.is_article
            self.tally.non_articles += not answer.is_article
        else:
            self.output.drop(arrival.scrape)
            raise answer
