"""Kills `newsparse batch` again and again, and compares what it leaves with a run that nobody disturbed.

    python benchmarks/batch_kill.py [--pages 20000] [--kills 30] [--jobs 2] [--seed 1] [--only .jsonl]

Scrapes are made from generated pages, cut short so that many pass in little time. A run is killed with SIGKILL at
random moments: its parent, one of its workers, or all at once. A parent that is killed is started again; after the last
kill the run may finish. Then nothing may be lost, nothing may be there twice, every byte must be as in the undisturbed
run, nobody may have outlived a parent, and nothing that was done may have been done again but for what was in hand.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from generated import pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generated.pages import Generated

OUTPUTS = {"folder": "out", ".jsonl": "out.jsonl"}

# Every page that is cleaned is written down: one short line, which the system appends as a whole.
SCRIPT = """
import os, sys
from newsparse.batch.cleaning import PageWork
from newsparse.cli import main
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
clean = PageWork.__call__
def noted(self, item):
    os.write(log, f"{getattr(item, 'name', item)}\\n".encode())
    return clean(self, item)
PageWork.__call__ = noted
sys.exit(main())
"""

WHO = ("parent", "parent", "worker", "worker", "all")
IN_HAND = 32
_SHOWN = ("title", "byline", "date", "standfirst", "paragraph")
_SECONDS_TO_DIE = 2.0


def short(page: Generated) -> str:
    """The head of a page, its first paragraphs and some of what stands around them."""
    shown = [text for label, text in page.lines if label in _SHOWN][:6]
    around = [text for label, text in page.lines if label == "interface"][:6]
    return "\n\n".join((*around[:3], *shown, *around[3:]))


def write_scrapes(folder: Path, number: int, seed: int) -> None:
    """So many short pages, all different, in subfolders."""
    texts = [short(page) for page in pages(seed, min(number, 300), shapes=["copied"])]
    for index, text in enumerate(islice(cycle(texts), number)):
        path = folder / f"site {index % 37}" / f"{index // 2000:02}" / f"{index:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n\n{index}\n", encoding="utf-8")


@dataclass
class Batch:
    """One output of one folder, run as often as it takes."""

    place: Path
    out: str
    jobs: int
    starts: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    survivors: int = 0

    @property
    def log(self) -> Path:
        return self.place / f"{self.out}.log"

    def start(self) -> subprocess.Popen[bytes]:
        """The run, as typed in the folder around the scrapes."""
        self.starts += 1
        arguments = [sys.executable, "-c", SCRIPT, str(self.log), "batch", "scrapes", "-o", self.out]
        with (self.place / f"{self.out}.err").open("ab") as said:
            return subprocess.Popen(
                [*arguments, "--jobs", str(self.jobs), "-q"], cwd=self.place, stderr=said, start_new_session=True
            )

    def finish(self) -> int:
        """Run to the end; the exit status."""
        return self.start().wait()

    def be_killed(self, times: int, within: float, chance: random.Random) -> None:
        """Kill somebody so often, each time after at most so many seconds; whoever lacks a parent gets a new one."""
        run = self.start()
        while sum(self.killed.values()) < times:
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(chance.uniform(0, within))
            if run.poll() is None:
                self._kill(run, chance)
            if run.poll() is not None:  # killed, or done: then it is killed while it looks through what is done
                run = self.start()
        run.kill()
        run.wait()

    def _kill(self, run: subprocess.Popen[bytes], chance: random.Random) -> None:
        workers = _children(run.pid)
        who = chance.choice(WHO)
        if who == "worker" and workers:
            _kill(chance.choice(workers))
            self.killed["worker"] += 1
            return
        self.killed["all" if who == "all" else "parent"] += 1
        run.kill()
        if who == "all":
            for worker in workers:
                _kill(worker)
        run.wait()
        self.survivors += _survivors(workers)

    def results(self) -> dict[str, bytes]:
        """All that a user sees of the output, but the summary: it says how long a run took."""
        path = self.place / self.out
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        shown = (file for file in files if not file.name.startswith(".") and file.name != "summary.json")
        return {str(file.relative_to(path)): file.read_bytes() for file in shown}

    def leftovers(self) -> list[str]:
        """Hidden files that should be gone when a run is finished."""
        folder = self.place if self.out.endswith(".jsonl") else self.place / self.out
        hidden = (path.name for path in folder.rglob(".*") if self.out in path.name or folder.name == self.out)
        return [name for name in hidden if ".sqlite" not in name and not name.endswith(".profile.jsonl")]

    def cleanings(self) -> Counter[str]:
        """How often each page was cleaned."""
        return Counter(self.log.read_text(encoding="utf-8").splitlines())


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _survivors(pids: Sequence[int]) -> int:
    end = time.monotonic() + _SECONDS_TO_DIE
    while alive := [pid for pid in pids if _runs(pid)]:
        if time.monotonic() > end:
            return len(alive)
        time.sleep(0.02)
    return 0


def _runs(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def checks(place: Path, out: str, wanted: argparse.Namespace) -> Iterator[tuple[str, bool, str]]:
    """What has to hold, whether it does, and what it took."""
    chance = random.Random(f"{wanted.seed}:{out}")
    calm = Batch(place, f"calm {out}", wanted.jobs)
    started = time.monotonic()
    status = calm.finish()
    whole = time.monotonic() - started
    expected = calm.results()
    count = expected["."].count(b"\n") if "." in expected else len(expected)
    yield (
        f"{out}: undisturbed, all {wanted.pages} pages are there",
        (status, count) == (0, wanted.pages),
        f"{whole:.0f} s",
    )

    batch = Batch(place, out, wanted.jobs)
    # On the average all the kills together take as long as the whole run, and a new start takes its time.
    batch.be_killed(wanted.kills, 2 * whole / wanted.kills, chance)
    started = time.monotonic()
    status = batch.finish()
    note = f"{time.monotonic() - started:.0f} s, started {batch.starts} times; killed: {dict(batch.killed)}"
    yield f"{out}: killed {wanted.kills} times, the last run ends well", status == 0, note

    found = batch.results()
    lost, other = expected.keys() - found.keys(), [name for name in expected if found.get(name) != expected[name]]
    yield f"{out}: zero lost", not lost and (found.get(".", b"").count(b"\n") or len(found)) == wanted.pages, ""
    lines = found["."].splitlines() if "." in found else []
    yield f"{out}: zero twice", len(set(lines)) == len(lines) and not found.keys() - expected.keys(), ""
    yield f"{out}: identical byte for byte", not other, ""
    yield f"{out}: nothing is left behind", not batch.leftovers(), ", ".join(batch.leftovers())
    yield f"{out}: no worker outlived its parent", batch.survivors == 0, f"looked at for {_SECONDS_TO_DIE:g} s"
    again = sum(batch.cleanings().values()) - wanted.pages
    in_hand = IN_HAND * wanted.jobs * (wanted.kills + 1)
    yield f"{out}: only what was in hand was cleaned again", 0 <= again <= in_hand, f"{again} pages"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(OUTPUTS), help="this output alone")
    wanted = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as spare:
        place = Path(spare)
        write_scrapes(place / "scrapes", wanted.pages, wanted.seed)
        for kind, out in OUTPUTS.items():
            if wanted.only in {None, kind}:
                for promise, holds, note in checks(place, out, wanted):
                    print(f"{'ok  ' if holds else 'FAIL'}  {promise}{f'  ({note})' if note else ''}", flush=True)
                    failed += not holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
