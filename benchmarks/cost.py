"""What cleaning costs: `python benchmarks/cost.py [--limit 100] [--forms html,bs4] [--plain]`.

Processor milliseconds per page and stage, for HTML and for each dump of the same pages (Fundus and WCXB's articles, the
half that no training sees), with lxml's parse of the page as the unit. Each stage is without those that it calls.
Only ratios inside one run say anything. `--plain` leaves compiled modules aside.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
from itertools import islice
from time import process_time
from typing import Any

from corpus import TEXT_MODES, Row, pages, ruler, texts

STAGES = {
    "decode": ("pipeline:decode", "pipeline:mojibake"),
    "sniff": ("read:sniff",),
    "parse": ("read.html:parse",),
    "claims": ("read.html:claims_of",),
    "blocks": ("pipeline:read",),
    "language": ("pipeline:_languages", "pipeline:find_language", "lexicon.languages:load"),
    "features": ("pipeline:label",),
    "scoring": ("learnt:add_up",),
    "title": ("pipeline:find_title",),
    "lede": ("pipeline:find_lede",),
    "dates": ("pipeline:find_dates",),
    "authors": ("pipeline:find_authors",),
    "source": ("pipeline:find_source", "pipeline:find_agency"),
    "other fields": ("pipeline:settled", "pipeline:_warnings"),
    "is_article": ("pipeline:find_story",),
    "the rest": ("pipeline:clean",),
}
"""Functions as `module:name`, where they are called from."""
UNIT = "lxml parse"


class Clock:
    """Adds up how long each stage ran, without those inside it."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = defaultdict(float)
        self._stage = ""
        self._since = process_time()

    def enter(self, stage: str) -> str:
        """Goes over to a stage; gives the one that it came from."""
        now = process_time()
        before, self._stage = self._stage, stage
        self.taken[before] += now - self._since
        self._since = now
        return before

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*args: Any, **named: Any) -> Any:
            before = self.enter(stage)
            try:
                return function(*args, **named)
            finally:
                self.enter(before)

        return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=1000, help="pages of each set")
    parser.add_argument("--forms", default=",".join(("html", *TEXT_MODES)))
    parser.add_argument("--plain", action="store_true", help="plain Python, as where nothing was compiled")
    typed = parser.parse_args()
    if typed.plain:
        prefer_sources()
    forms = typed.forms.split(",")
    print(table(measured(list(chosen(typed.limit)), forms), forms))


def prefer_sources() -> None:
    loaders = (SourceFileLoader, [".py"]), (ExtensionFileLoader, EXTENSION_SUFFIXES)
    sys.path_hooks.insert(0, FileFinder.path_hook(*loaders))
    sys.path_importer_cache.clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "newsparse"]:
        del sys.modules[name]


def chosen(limit: int) -> Iterator[Row]:
    split_of = ruler().split_of
    for name in ("fundus", "wcxb"):
        wanted = (row for row in pages(name) if split_of(row) == "valid" and row.get("page_type") in (None, "article"))
        whole = {row["id"]: row for row in islice(wanted, limit)}
        for row in texts(name):
            if row["id"] in whole:
                yield {**row["texts"], "html": whole[row["id"]]["html"], "url": row["url"]}


def measured(rows: list[Row], forms: list[str]) -> dict[str, dict[str, float]]:
    """Form → stage → milliseconds per page."""
    import lxml.html

    clock = Clock()
    for stage, places in STAGES.items():
        for place in places:
            module, _, name = place.partition(":")
            holder = import_module(f"newsparse.{module}")
            setattr(holder, name, clock.timed(stage, getattr(holder, name)))
    clean = import_module("newsparse.pipeline").clean
    taken: dict[str, dict[str, float]] = {form: defaultdict(float) for form in (*forms, UNIT)}
    for counts in (False, True):  # what is loaded once, for the first page, is not counted
        for row in rows if counts else rows[:1]:
            for form in filter(row.get, forms):
                clock.taken = taken[form] if counts else defaultdict(float)
                clean(row[form], url=row["url"])
            clock.taken = taken[UNIT] if counts else defaultdict(float)
            before = clock.enter(UNIT)
            lxml.html.document_fromstring(row["html"].encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
            clock.enter(before)
    return {form: {stage: 1000 * time / len(rows) for stage, time in by.items() if stage} for form, by in taken.items()}


def table(found: dict[str, dict[str, float]], forms: list[str]) -> str:
    unit = found[UNIT][UNIT]
    lines = [f"{'milliseconds per page':22}" + "".join(f"{form:>12}" for form in forms)]
    lines += [f"{stage:22}" + "".join(f"{found[form].get(stage, 0.0):12.2f}" for form in forms) for stage in STAGES]
    sums = [sum(found[form].values()) for form in forms]
    lines.append(f"{'in all':22}" + "".join(f"{whole:12.2f}" for whole in sums))
    lines.append(f"{f'times the {unit:.2f} of lxml':22}" + "".join(f"{whole / unit:12.1f}" for whole in sums))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
