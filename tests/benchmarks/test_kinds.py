"""What kind a block is by its HTML, and how a dump of the same page comes to know."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from newsparse.read import read

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
HTML = """<html><body><nav><a href="/">All the news of Marlow</a></nav><article><h1>Ferry returns to Marlow</h1>
<figure><img src="f.jpg"><figcaption>The ferry at the pier on Monday morning.</figcaption></figure>
<p>The ferry is back, the council said on Tuesday.</p></article>
<div class="related-stories"><p>Why the old bridge is closed until the spring</p></div></body></html>"""
DUMP = ["All the news of Marlow", "Ferry returns to Marlow", "The ferry at the pier on Monday morning.", "Elsewhere"]


@pytest.fixture(scope="module")
def kinds() -> Any:
    """The module, which is no part of what is installed."""
    if find_spec("numpy") is None:
        pytest.skip("training needs the packages of the bench extra")
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return import_module("kinds")
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_elements_tell_kinds(kinds: Any) -> None:
    page = read(HTML, "html")
    rows = kinds.kinds_of(page, [block.text.startswith("The ferry is") for block in page.blocks])
    found = {
        block.text.split()[0] + block.text.split()[-1]: {
            kind for kind, is_one in zip(kinds.KINDS, row, strict=True) if is_one
        }
        for block, row in zip(page.blocks, rows, strict=True)
    }
    assert found["AllMarlow"] >= {"frame", "linked"}
    assert found["Themorning."] >= {"figure"}
    assert found["TheTuesday."] == {"p"}
    assert found["Whyspring"] >= {"teaser or related story"}


def test_a_dump_has_the_kinds_of_the_same_words(kinds: Any) -> None:
    page = read(HTML, "html")
    of_html = kinds.kinds_of(page, [False] * len(page.blocks))
    rows, told = kinds.carried_kinds(DUMP, [block.text for block in page.blocks], of_html)
    assert told.tolist() == [1, 1, 1, 0]
    assert rows[2][kinds.KINDS.index("figure")] == 1
    assert not rows[3].any()
