"""How long a start takes: `python benchmarks/startup.py [--runs 15] [--page PAGE]`.

Whole processes side by side, in turns, so that what else the machine does falls on all of them alike: importing the two
libraries that any such tool stands on, cleaning one text, and showing the help. Printed are the medians in milliseconds
and their ratio to the imports; cleaning is to stay below 2.5.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT.parent / "shared" / "seed" / "scrape.txt", ROOT / "samples" / "de" / "seilbahn-text" / "scrape.txt")
TARGET = 2.5
IMPORTS = "import click, lxml.etree"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--page", type=Path, default=next(page for page in PAGES if page.is_file()))
    typed = parser.parse_args()
    programs = {
        IMPORTS: ["-c", IMPORTS],
        "newsparse clean": ["-m", "newsparse", "clean", str(typed.page)],
        "newsparse --help": ["-m", "newsparse", "--help"],
    }
    taken = measured(programs, typed.runs)
    print(f"{typed.page}, {typed.runs} runs\n")
    print(f"{'milliseconds':28}{'elapsed':>9}{'ratio':>7}{'processor':>11}{'ratio':>7}")
    base = [median(column) for column in zip(*taken[IMPORTS], strict=True)]
    for name, times in taken.items():
        elapsed, processor = (median(column) for column in zip(*times, strict=True))
        print(f"{name:28}{elapsed:9.0f}{elapsed / base[0]:7.2f}{processor:11.0f}{processor / base[1]:7.2f}")
    ratio = median(time for time, _ in taken["newsparse clean"]) / base[0]
    print(f"\nclean is {'within' if ratio <= TARGET else 'above'} {TARGET} times the imports")
    return 0 if ratio <= TARGET else 1


def measured(programs: dict[str, list[str]], runs: int) -> dict[str, list[tuple[float, float]]]:
    """Elapsed and processor time of each run, in milliseconds; a first run of each, which compiles, is not counted."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for number in range(runs + 1):
        for name, arguments in programs.items():
            times = one(arguments)
            if number:
                taken[name].append(times)
    return taken


def one(arguments: list[str]) -> tuple[float, float]:
    # Compiled modules are kept, as they are wherever a package was installed.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True, env=environment)
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return elapsed * 1000, processor * 1000


if __name__ == "__main__":
    sys.exit(main())
