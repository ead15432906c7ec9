"""Dumps of text browsers: numbers of links, the list of addresses, and elements that could not be shown."""

from __future__ import annotations

import pytest

from newsparse.article import Shape
from newsparse.read.text import read_text

LYNX = """\
   IFRAME: [1]https://frames.example/

   [2]Skip to the story
   (BUTTON) Menu
   (BUTTON)
     * [3]Home
     * [4]Harbour

The pier is open

   The [5]harbour master said on Monday that the old pier can be walked on
   again, ten months after the storm of last December. It cost less than
   the town had feared, he said, and the fishermen [6]did not wait to be
   asked. They had brought the planks themselves, one [7]at a time, and
   nobody was paid [sic] for it.
   [8]

References

   Visible links:
   1. https://frames.example/
   2. https://pier.example/#story
   3. https://pier.example/
   4. https://pier.example/harbour
   5. https://pier.example/master
   6. mailto:?subject=The pier&body=I have read this:
Yours.
   7. https://pier.example/planks

   Hidden links:
   8. https://pier.example/share
"""
W3M = "Harbour\n\nThe pier[1] is open, said the master[2].\n\nReferences:\n\n[1] https://a.example/\n[2] https://b.example/\n"


def texts(page: str) -> list[str]:
    return [block.text for block in read_text(page).blocks if block.shape is not Shape.MARK]


def test_what_lynx_wrote_is_taken_out() -> None:
    *around, story = texts(LYNX)
    assert around == ["Skip to the story", "Menu", "Home", "Harbour", "The pier is open"]
    assert story.startswith("The harbour master said on Monday that the old pier can be walked on again, ten months")
    assert story.endswith(
        "the fishermen did not wait to be asked. They had brought the planks themselves, one at a "
        "time, and nobody was paid [sic] for it."
    )


def test_every_line_of_it_is_still_a_block() -> None:
    raw = LYNX.split("\n")
    found = [(block.lines or (0, 0), block.shape) for block in read_text(LYNX).blocks]
    lines = [number for (first, last), _ in found for number in range(first, last + 1)]
    assert lines == [number for number, line in enumerate(raw, 1) if line.strip()]
    assert {shape for (first, _), shape in found if first > raw.index("References")} == {Shape.MARK}


def test_what_w3m_wrote_is_taken_out() -> None:
    assert texts(W3M) == ["Harbour", "The pier is open, said the master."]


@pytest.mark.parametrize(
    "page",
    [
        "The pier [1] is open.\n\nReferences\n\nThe harbour master told us so.\n",
        "The pier [1] is open.\n\nReferences\n",
        "The pier [1] is open.\n\n1. https://a.example/\n",
        "The (BUTTON) is a song.\n",
    ],
)
def test_numbers_stay_where_no_browser_wrote_them(page: str) -> None:
    assert texts(page)[0] in page


def test_elements_are_named_where_links_have_no_numbers() -> None:
    assert texts("(BUTTON) Menu\n(BUTTON)\nThe pier is open.\n") == ["Menu", "The pier is open."]
