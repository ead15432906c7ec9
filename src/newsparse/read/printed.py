"""Running heads and feet of a text that was printed, as pdftotext gives it: pages parted by form feeds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

BREAK = "\f"
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be running."""
_SHARE = 0.5
"""Share of the pages that a running line has to be on."""


def running(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of the lines that stand at the edges of most pages, the numbers in them aside."""
    pages = list(_pages(lines))
    if len(pages) < 2:
        return frozenset()
    edges = [{index: _key(lines[index]) for index in (*page[:_EDGE], *page[-_EDGE:])} for page in pages]
    on = Counter(key for page in edges for key in set(page.values()))
    least = max(2.0, _SHARE * len(pages))
    return frozenset(index for page in edges for index, key in page.items() if on[key] >= least)


def _pages(lines: Sequence[str]) -> Iterator[list[int]]:
    """For each page the indexes of its lines that are not blank."""
    page: list[int] = []
    for index, line in enumerate(lines):
        if BREAK in line and page:
            yield page
            page = []
        if line.strip():
            page.append(index)
    if page:
        yield page


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))
