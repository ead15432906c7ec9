"""Law 5: ten times the input takes about ten times the work and memory, also on hostile input.

Work is counted in calls, which no other process on the machine can change; what happens inside one call of the
regular expression engine or of the parser is guarded by a generous limit on long hostile lines.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

import newsparse

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

ABOUT_TEN_TIMES = 13
SENTENCE = "The council voted against the bridge on Monday because its cost had doubled. "
GROWING: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "A bridge too dear\n\n" + f"{SENTENCE * 3}\n\n" * n,
    "one-word lines": lambda n: "word\n" * (4 * n),
    "the same headline": lambda n: "A bridge too dear for this town\n" * (2 * n),
    "dates": lambda n: "3 March 2025, 14:05\n" * (2 * n),
    "bylines": lambda n: "By Ada Merrow and Colm Tarrant\n" * (2 * n),
    "torn links": lambda n: "He said that\nthe bridge\n, which is old, would\nstay\n.\n" * n,
    "indented bullets": lambda n: "".join(f"{' ' * (2 * (i % 40))}* item number {i}\n" for i in range(2 * n)),
    "markdown brackets": lambda n: "# T\n\n" + "[" * (5 * n) + "\n\n" + "*_" * (5 * n) + "\n\n" + SENTENCE * n,
    "markdown quotes": lambda n: "# T\n\n" + "".join(">" * (i % 60) + f" {SENTENCE}\n" for i in range(n)),
    "html paragraphs": lambda n: "<html><body><h1>A bridge</h1>" + f"<p>{SENTENCE * 3}</p>" * n + "</body></html>",
    "html unclosed": lambda n: "<html><body>" + f"<div><b><i><p>{SENTENCE}" * n,
    "html nested": lambda n: "<html><body>" + "<div>" * n + SENTENCE + "</div>" * n,
    "html attributes": lambda n: f"<html><body><p {'class=a ' * n} id={'x' * n}>{SENTENCE}</p>",
}


def work(page: str) -> int:
    """How many calls cleaning the page takes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        newsparse.clean(page)
    finally:
        sys.setprofile(None)
    return calls


def memory(page: str) -> int:
    """The most memory, in bytes, that cleaning the page held at a time."""
    gc.collect()
    tracemalloc.start()
    try:
        newsparse.clean(page)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", GROWING)
def test_work(name: str) -> None:
    newsparse.clean(GROWING[name](20))
    assert work(GROWING[name](1000)) <= ABOUT_TEN_TIMES * work(GROWING[name](100))


@pytest.mark.parametrize("name", GROWING)
def test_memory(name: str) -> None:
    newsparse.clean(GROWING[name](20))
    assert memory(GROWING[name](1000)) <= ABOUT_TEN_TIMES * memory(GROWING[name](100))


PROGRAM = "import sys, newsparse; newsparse.clean(sys.stdin.read(), kind=sys.argv[1])"
LONG = 400_000
PIECES = {
    "letters": "a",
    "spaces": " ",
    "spaces and a letter": "                                        a",
    "digits": "1",
    "digits and dots": "1.",
    "date pieces": "12/",
    "colons": "12:",
    "dashes": "-",
    "full stops": ". ",
    "quotation marks": "\u201e\u201c",
    "opening brackets": "(",
    "closing brackets": ")",
    "square brackets": "[",
    "links": "[a](",
    "links that close": "[](a) ",
    "images": "![",
    "stars": "*",
    "star pairs": "**a ",
    "underscores": "_a",
    "backticks": "` ",
    "backslashes": "\\",
    "angles": "<",
    "angles and letters": "<a ",
    "comments": "<!--",
    "entities": "&",
    "entities that never end": "&am",
    "pipes": "|",
    "by": "by ",
    "and": " and",
    "commas": ",",
    "capitals": "Aa ",
    "dateline": "BERLIN, ",
    "Chinese": "\u6865",
    "at signs": "a@",
    "addresses": "http://",
    "combining marks": "\u0301",
    "soft hyphens": "\u00ad",
    "hashes": "#",
    "copyright": "© ",
}
OPENINGS = ("", "# a", "> a", "- a", "| a", "**a")
ENDS = ("* a", "> a", "# a", "| a", "1. a", "a", "-", "&", "<p>a")
"""What may stand before and after a very long run of spaces."""


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_long_lines_end(kind: str) -> None:
    """Not a clock but a guard: what is quadratic here would take hours."""
    lines = "\n\n".join((piece * LONG)[:LONG] for piece in PIECES.values())
    page = f"A bridge too dear\n\n{SENTENCE * 5}\n\n{lines}\n\n{SENTENCE * 5}\n"
    subprocess.run([sys.executable, "-X", "utf8", "-c", PROGRAM, kind], input=page.encode(), check=True, timeout=120)


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_long_gaps_end(kind: str) -> None:
    gaps = "\n\n".join(opening + " " * (LONG // 4) + end for opening in OPENINGS for end in ENDS)
    page = f"A bridge too dear\n\n{SENTENCE * 5}\n\n{gaps}\n\n{SENTENCE * 5}\n"
    subprocess.run([sys.executable, "-X", "utf8", "-c", PROGRAM, kind], input=page.encode(), check=True, timeout=15)
