"""The door of the room: which reader is asked, and what no block of any page may hold."""

import pytest

from newsparse.article import Shape
from newsparse.errors import InputError, UnreadableInput
from newsparse.read import READERS, read

PAGES = {
    "text": "A bridge too dear\n\nThe council met {}.\n",
    "markdown": "# A bridge too dear\n\nThe council met {}.\n",
    "html": "<html><body><h1>A bridge too dear</h1><p>The council met {}.</p></body></html>",
}


def test_every_reader_has_an_example() -> None:
    assert PAGES.keys() == READERS.keys()


@pytest.mark.parametrize("kind", READERS)
def test_auto_finds_the_reader(kind: str) -> None:
    page = read(PAGES[kind])
    assert page.kind == kind
    assert [block.text for block in page.blocks] == ["A bridge too dear", "The council met {}."]


@pytest.mark.parametrize("kind", READERS)
def test_the_caller_may_choose_the_reader(kind: str) -> None:
    assert read(PAGES["html"], kind).kind == kind


@pytest.mark.parametrize("kind", ["pdf", "", "TEXT", "auto "])
def test_no_other_form_can_be_read(kind: str) -> None:
    with pytest.raises(UnreadableInput, match="text, markdown, html"):
        read("One.", kind)
    assert issubclass(UnreadableInput, InputError)


HOSTILE = [
    ("a terminal's colours", "\x1b[31mred\x1b[0m", "[31mred[0m"),
    ("a window's title", "\x1b]0;owned\x07", "]0;owned"),
    ("eight-bit sequences", "\x9b2Jone\x84", "2Jone"),
    ("a bell, backspaces, a delete", "a\x07b\x08c\x7fd", "abcd"),
    ("the other direction", "\u202eeno\u202c \u2066two\u2069", "eno two"),
    ("byte order marks", "\ufeffone", "one"),
    ("marks that spelling needs", "می\u200cخواهم", "می\u200cخواهم"),
]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(("hostile", "expected"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_control_characters_are_in_no_block(kind: str, hostile: str, expected: str) -> None:
    last = read(PAGES[kind].format(hostile), kind).blocks[-1]
    assert last.text == f"The council met {expected}."


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_line_of_control_characters_is_still_accounted_for(kind: str) -> None:
    found = read("One.\n\n\x07\x08\n\nTwo.\n", kind).blocks
    assert [block.lines for block in found] == [(1, 1), (3, 3), (5, 5)]
    assert all(block.text for block in found)
    assert found[1].shape in (Shape.MARK, Shape.LINE)
