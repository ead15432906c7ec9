"""What a start costs: `python benchmarks/startup.py [--runs 15] [--page PAGE]`.

Whole processes side by side, in turns, so that what else the machine does falls on all of them alike: importing the two
libraries that any such tool stands on, cleaning a text and an HTML page, and showing the help. Printed are the medians
in milliseconds, their ratio to the imports, and the most memory that a process held; cleaning a text is to stay below
2.5 times the imports, and all below 60 MB.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT.parent / "shared" / "seed" / "scrape.txt", ROOT / "samples" / "de" / "seilbahn-text" / "scrape.txt")
HTML = ROOT / "samples" / "de" / "seilbahn-html" / "page.html"
TARGET = 2.5
MOST_MEMORY = 60
IMPORTS = "import click, lxml.etree"
CLEAN = "newsparse clean"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--page", type=Path, default=next(page for page in PAGES if page.is_file()))
    typed = parser.parse_args()
    programs = {
        IMPORTS: ["-c", IMPORTS],
        CLEAN: ["-m", "newsparse", "clean", str(typed.page)],
        f"{CLEAN}, HTML": ["-m", "newsparse", "clean", str(HTML)],
        "newsparse --help": ["-m", "newsparse", "--help"],
    }
    taken = measured(programs, typed.runs)
    print(f"{typed.page}, {typed.runs} runs\n")
    print(f"{'milliseconds':28}{'elapsed':>9}{'ratio':>7}{'processor':>11}{'ratio':>7}{'MB':>7}")
    base = [median(column) for column in zip(*taken[IMPORTS], strict=True)]
    for name, times in taken.items():
        elapsed, processor, memory = (median(column) for column in zip(*times, strict=True))
        ratios = elapsed / base[0], processor / base[1]
        print(f"{name:28}{elapsed:9.0f}{ratios[0]:7.2f}{processor:11.0f}{ratios[1]:7.2f}{memory:7.1f}")
    ratio = median(elapsed for elapsed, _, _ in taken[CLEAN]) / base[0]
    most = max(memory for times in taken.values() for _, _, memory in times)
    print(f"\nclean is {'within' if ratio <= TARGET else 'above'} {TARGET} times the imports")
    print(f"memory is {'within' if most <= MOST_MEMORY else 'above'} {MOST_MEMORY} MB")
    return 0 if ratio <= TARGET and most <= MOST_MEMORY else 1


def measured(programs: dict[str, list[str]], runs: int) -> dict[str, list[tuple[float, float, float]]]:
    """Elapsed and processor milliseconds and most megabytes of each run, but for a first one, which compiles."""
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in programs}
    for number in range(runs + 1):
        for name, arguments in programs.items():
            cost = one(arguments)
            if number:
                taken[name].append(cost)
    return taken


def one(arguments: list[str]) -> tuple[float, float, float]:
    # Compiled modules are kept, as they are wherever a package was installed.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return elapsed * 1000, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
