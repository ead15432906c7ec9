"""What `newsparse batch` takes of a machine: time with one worker and with two, the parent's part of it, and memory.

    python benchmarks/batch_load.py [--pages 2000] [--rounds 3] [--inputs 5000 50000] [--flat]

Time is told twice. By the clock, which is right only where nothing else runs; and by processor time, which other jobs
lengthen a little (caches and cores are shared) but do not fake: one worker takes as long as its own processor time,
for the parent works beside it on another processor; two workers and their parent share two. The parent's share is its
own time, from its start to its end, as a part of that of one worker. Pages are generated ones as they come, about 6 kB
each.

Memory is the largest resident set of the parent plus that of the largest worker for each worker, at two numbers of
inputs, which are short, in subfolders of 500 (`--flat`: all in one folder).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from batch_kill import short
from generated import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OUTPUTS = ("out", "out.jsonl")

SCRIPT = """
import json, resource, sys
from newsparse.cli import main
report = sys.argv.pop(1)
status = main()
own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
figures = [use.ru_utime + use.ru_stime for use in (own, workers)] + [use.ru_maxrss for use in (own, workers)]
with open(report, "w") as file:
    json.dump(figures, file)
sys.exit(status)
"""

ENDINGS = {"text": ".txt", "markdown": ".md", "html": ".html"}


@dataclass(frozen=True)
class Use:
    """What one run took."""

    clock: float
    """Seconds."""
    parent: float
    """Seconds of processor time."""
    workers: float
    """The same, of all workers."""
    memory: float
    """Megabytes, of all processes at their largest."""

    def bound(self, jobs: int) -> float:
        """Seconds that the run would take where nothing else runs, on as many processors as workers, at least two."""
        return max((self.workers + self.parent) / max(jobs, 2), self.workers / jobs)


def run(place: Path, scrapes: str, out: str, jobs: int) -> Use:
    """Run to the end, into a new folder, with modules compiled as after an installation.

    What it wrote stays until the last run is over: for a minute ext4 passes over the inodes of files that were removed,
    and to make a new one among thousands of them takes ten times as long.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(place / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", SCRIPT, "report", "batch", scrapes, "-o", f"{tempfile.mkdtemp(dir=place)}/{out}"]
    started = time.monotonic()
    subprocess.run([*command, "--jobs", str(jobs), "-q"], cwd=place, env=environment, check=True)
    clock = time.monotonic() - started
    parent, workers, parent_memory, worker_memory = json.loads((place / "report").read_text())
    return Use(clock, parent, workers, (parent_memory + jobs * worker_memory) / 1024)


def write(folder: Path, texts: Iterable[tuple[str, str]], per_folder: int) -> None:
    """Write endings and texts as files."""
    for index, (ending, text) in enumerate(texts):
        path = folder / f"{index // per_folder:04}" / f"{index:06}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def middle(uses: Sequence[Use]) -> Use:
    """The median of each figure."""
    return Use(*(median(getattr(use, name) for use in uses) for name in ("clock", "parent", "workers", "memory")))


def tell_time(place: Path, number: int, rounds: int) -> None:
    """One worker and two, taking turns."""
    write(place / "pages", ((ENDINGS[page.kind], page.text) for page in pages(3, number)), 500)
    run(place, "pages", "out", 2)  # so that modules and pages are at hand
    print(f"{number} pages, {rounds} rounds, median; load of the machine before: {os.getloadavg()[0]:.1f}")
    print("output     workers  clock s  worker s  parent s  parent %  pages/s by clock  by processor time")
    for out in OUTPUTS:
        found: dict[int, list[Use]] = {1: [], 2: []}
        for _ in range(rounds):
            for jobs, uses in found.items():
                uses.append(run(place, "pages", out, jobs))
        one, two = middle(found[1]), middle(found[2])
        for jobs, use in ((1, one), (2, two)):
            print(
                f"{out:10} {jobs:7} {use.clock:8.1f} {use.workers:9.1f} {use.parent:9.2f}"
                f" {use.parent / one.workers:9.1%} {number / use.clock:17.0f} {number / use.bound(jobs):18.0f}"
            )
        gain, by_clock = one.bound(1) / two.bound(2), one.clock / two.clock
        print(f"{out:10} two workers do {gain:.2f} times as much by processor time, {by_clock:.2f} by the clock")


def tell_memory(place: Path, numbers: Sequence[int], flat: bool) -> None:
    """The same short pages, in smaller and larger numbers."""
    texts = [short(page) for page in pages(3, 100, shapes=["copied"])]
    for out in OUTPUTS:
        peaks = []
        for number in numbers:
            scrapes = f"{number} inputs"
            if not (place / scrapes).exists():
                written = islice(cycle((".txt", text) for text in texts), number)
                write(place / scrapes, written, number if flat else 500)
            peaks.append(run(place, scrapes, out, 2).memory)
            print(f"{out:10} {number:7} inputs, two workers: {peaks[-1]:.1f} MB", flush=True)
        print(f"{out:10} {peaks[-1] / peaks[0]:.2f} times the memory for {numbers[-1] / numbers[0]:g} times the inputs")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000, help="for the time; 0 leaves it out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--inputs", type=int, nargs="*", default=[5000, 50_000], help="for the memory; none: left out")
    parser.add_argument("--flat", action="store_true", help="all inputs in one folder")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        if wanted.pages:
            tell_time(Path(spare), wanted.pages, wanted.rounds)
        if wanted.inputs:
            tell_memory(Path(spare), wanted.inputs, wanted.flat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
