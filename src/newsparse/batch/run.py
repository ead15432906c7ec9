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
from newsparse.batch.items import GoneInput, Item, Outside, Scrape, unreadable
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.manifest import Stamp
from newsparse.batch.output import Held
from newsparse.batch.walk import refuse_gone, within
from newsparse.batch.workers import Crew, Done, Todo
from newsparse.errors import InputError, NewsparseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from newsparse.batch.inputs import Inputs
    from newsparse.batch.output import Output
    from newsparse.batch.overview import Overview


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
class _Arrival:
    """A scrape on its way, with the stamp it had before it was read."""

    scrape: Scrape
    stamp: Stamp = _NO_STAMP


_Answer = Cleaned | Held | None
"""None for what is no scrape."""

_Step = tuple[_Arrival | Outside, Todo[Item] | Done[_Answer]]


def run(
    inputs: Inputs,
    output: Output,
    work: Callable[[Item], Cleaned],
    *,
    crew: Crew,
    watcher: Watcher,
    tally: Tally,
    overview: Overview,
    lesson: Callable[[str], str] = lambda _: "",
) -> None:
    """Clean every scrape of the inputs into an output, and count in `tally` and `overview`.

    `work` makes of a page what is written for it, and must be picklable; `lesson` tells of its name what else the
    result hangs on, in a short word. The output is closed in any case, so that a run that ends early, by Ctrl-C too,
    can go on later. Results are written in the order in which the crew answers.

    Raises NewsparseError where the run as a whole cannot go on.
    """
    course = _Course(inputs, output, watcher, tally, overview, lesson)
    with contextlib.closing(output):
        answers = crew.answers(work, course.steps(), waiting=lambda: watcher.moved(tally))
        with contextlib.closing(answers):  # ends the workers, whatever ends the run
            for found, answer in answers:
                course.settle(found, answer)
                watcher.moved(tally)
        output.finish()


def count(inputs: Inputs, output: Output) -> int | None:
    """How many scrapes a run will meet; None where only reading whole archives could tell."""
    return inputs.total(suffix=output.suffix, spare=output.real)


def digest(options: Mapping[str, str | bool | None]) -> str:
    """The options of a run and the version of newsparse in one short word; another word, another result."""
    told = {**options, "version": version("newsparse")}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Course:
    """What happens to each scrape before and after its cleaning."""

    inputs: Inputs
    output: Output
    watcher: Watcher
    tally: Tally
    overview: Overview
    lesson: Callable[[str], str]

    def steps(self) -> Iterator[_Step]:
        gone: str | None = None
        for found in self.inputs.scrapes(suffix=self.output.suffix, spare=self.output.real):
            if isinstance(found, Outside):
                yield found, Done(None)
            elif gone is None or not within(found.file, gone):  # else it was told of with its folder
                step = self._step(found)
                if isinstance(step, str):
                    gone = step
                    problem = GoneInput("is gone since it was listed, with what was in it; bring it back and run again")
                    step = _Arrival(Scrape(_folder_of(found, gone), "")), Done(problem)
                yield step

    def _step(self, scrape: Scrape) -> _Step | str:
        """The step to take; or the folder that is gone, and with it the scrape."""
        if scrape.problem is not None:
            return _Arrival(scrape), Done(scrape.problem)
        try:
            stamp = scrape.stamp()
        except FileNotFoundError as error:
            return self._gone(scrape.file) or (_Arrival(scrape), Done(unreadable(error)))
        except OSError as error:
            return _Arrival(scrape), Done(unreadable(error))
        scrape = replace(scrape, lesson=self.lesson(scrape.path))
        held = self.output.held(scrape, stamp)
        arrival = _Arrival(scrape.settled(), stamp)
        if held is not None:
            return arrival, Done(held)
        try:
            return arrival, Todo(scrape.item())
        except InputError as problem:
            return arrival, Done(problem)

    def _gone(self, file: str) -> str | None:
        """The uppermost folder around a file that is no longer there. Raises RunStoppedError where all is gone."""
        gone = None
        folder = Path(file).parent
        while not folder.is_dir():
            gone, folder = folder, folder.parent
        for name in self.inputs.folders:
            refuse_gone(name)
        return None if gone is None else str(gone)

    def settle(self, found: _Arrival | Outside, answer: _Answer | NewsparseError) -> None:
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
            self.overview.fail(error)
            self.watcher.failed(found.scrape.path, error)

    def _write(self, arrival: _Arrival, answer: _Answer | NewsparseError) -> None:
        if isinstance(answer, Held):
            entry = answer.entry
            self.output.keep(arrival.scrape, arrival.stamp, answer, self.overview.cluster(entry.sha256, entry.facts))
            self.overview.add(entry.is_article, entry.facts)
            self.tally.skipped += 1
        elif isinstance(answer, Cleaned):
            cluster = self.overview.cluster(answer.sha256, answer.facts)
            self.output.put(arrival.scrape, arrival.stamp, answer.placed(cluster) if cluster else answer)
            self.overview.add(answer.is_article, answer.facts)
            self.tally.articles += answer.is_article
            self.tally.non_articles += not answer.is_article
        elif answer is not None:
            if not isinstance(answer, GoneInput):
                self.output.drop(arrival.scrape)
            raise answer


def _folder_of(scrape: Scrape, folder: str) -> str:
    """The name in the run of a folder around a scrape."""
    levels = len(Path(scrape.file).parts) - len(Path(folder).parts)
    return str(Path(*Path(scrape.path).parts[:-levels]))
