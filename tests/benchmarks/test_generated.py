"""Made-up training pages: the same each time, with a gold that stands in them and that the readers can find."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsparse.read import read

if TYPE_CHECKING:
    from collections.abc import Sequence

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
TOOLS = {"bs4": "bs4", "html_text": "html_text", "inscriptis": "inscriptis", "html2text": "html2text"}
"""Forms that need a tool, and its module."""
LANGUAGES = "ar bn de el en es fa fr he hi it ja ko nl pl pt ru sv ta th tr uk ur vi zh zh-Hant".split()
SHAPES = "html bs4 html_text inscriptis html2text innertext copied wet firecrawl jina wrapped phone sentences".split()
GRAM = 4


@pytest.fixture(scope="module")
def generated() -> Any:
    """The package, which is no part of what is installed."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield import_module("generated")
    finally:
        sys.path.remove(str(BENCHMARKS))


def pages(generated: Any, code: str, shape: str, count: int = 3) -> list[Any]:
    if shape in TOOLS:
        pytest.importorskip(TOOLS[shape])
    return list(generated.pages(7, count, tongues=(code,), shapes=(shape,)))


def grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)}


def overlap(found: Sequence[str], true: Sequence[str]) -> float:
    """F1 of the runs of four words."""
    a, b = grams(found), grams(true)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def test_every_language_and_form_is_there(generated: Any) -> None:
    assert list(generated.languages()) == LANGUAGES
    assert list(generated.SHAPES) == SHAPES


def test_same_seed_same_pages(generated: Any) -> None:
    shapes = ("html", "jina", "wrapped", "phone")
    first, again = (list(generated.pages(3, 30, shapes=shapes)) for _ in range(2))
    assert first == again
    assert first != list(generated.pages(4, 30, shapes=shapes))


def test_same_pages_in_another_process() -> None:
    code = "import generated; print(list(generated.pages(3, 30, shapes=('html', 'jina', 'wrapped', 'phone'))))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=BENCHMARKS,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_a_page_does_not_depend_on_how_many_follow(generated: Any) -> None:
    assert list(generated.pages(3, 40, shapes=("wet",)))[:5] == list(generated.pages(3, 5, shapes=("wet",)))


def test_some_pages_have_no_story(generated: Any) -> None:
    golds = [page.gold for page in generated.pages(5, 200, shapes=("wet",))]
    assert 0 < golds.count("") < 30


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_of_a_language(generated: Any, code: str) -> None:
    words = import_module("generated.words").tongue(code)
    english = import_module("generated.words").tongue("en")
    assert len(words.interface) >= 25
    assert len(words.months) == 12
    assert set(english.lists) - {"time_in"} <= set(words.lists)
    assert all(lines for lines in words.lists.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_gold_stands_in_the_text(generated: Any, code: str) -> None:
    for page in pages(generated, code, "copied"):
        assert all(part in page.text for part in page.gold.split("\n\n"))


def test_lines_have_labels(generated: Any) -> None:
    story = {"paragraph", "heading", "list item", "quote", "standfirst"}
    seen: set[str] = set()
    for page in generated.pages(2, 100, shapes=("wet",)):
        lines = dict.fromkeys(text for label, text in page.lines if label in story)
        seen.update(label for label, _ in page.lines)
        assert set(page.gold.split("\n\n")) - {""} <= set(lines)
    assert len(seen) == 20


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_labels_could_be_perfect(generated: Any, code: str, shape: str) -> None:
    """The readers part a page so that leaving out whole blocks gives the gold."""
    align = import_module("align")
    scores = []
    for page in pages(generated, code, shape):
        blocks = [block.text for block in read(page.text, page.kind).blocks]
        shares, _ = align.shares(blocks, page.gold)
        kept = [block for block, share in zip(blocks, shares, strict=True) if share >= 0.5]
        scores.append(overlap(align.words("\n".join(kept)), align.words(page.gold)))
    assert sum(scores) / len(scores) >= 0.95
