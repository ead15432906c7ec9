"""Plain text → blocks. The tables give a text and the texts of its blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.article import Block, Shape
from newsparse.read import read
from newsparse.read.text import read_text

LONG = "The council of the small town met on Monday evening to talk about the old bridge over the river."


def blocks(text: str) -> list[Block]:
    return list(read_text(text).blocks)


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


TEXTS = [
    ("a line is a block", "One.\nTwo.\n\nThree.", ["One.", "Two.", "Three."]),
    ("white space is folded", "  one \t two\u00a0three  ", ["one two three"]),
    ("lines of white space are blank", "one\n \t \n\u3000\ntwo", ["one", "two"]),
    ("bullets leave", "* one\n• two\n  + three\n· four", ["one", "two", "three", "four"]),
    ("a star that is no bullet", "*one\n5 * 3\n*", ["*one", "5 * 3", "*"]),
    ("a list that counts", " 1. one\n 2. two\n 3) three", ["one", "two", "three"]),
    ("a date that looks like one", " 21. Mai\n 21. Juni", ["21. Mai", "21. Juni"]),
    ("numbers at the margin are the text's own", "1. one\n2. two", ["1. one", "2. two"]),
    ("rules", "one\n-----\n* * *\n___", ["one", "-----", "* *", "___"]),
    ("a hanging last line", "one\ntwo\n", ["one", "two"]),
    ("scripts without spaces", "桥在河上。\n渡し船", ["桥在河上。", "渡し船"]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_texts(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


TORN = [
    (
        "a link in a sentence",
        f"{LONG} It had been\nclosed for years\n, the mayor said, and nobody had missed it so far.",
    ),
    ("emphasis in a sentence", f"{LONG} She called the plan\nunworthy\nof a town that had been built around a bridge."),
    ("a quotation", f"{LONG} The report “\nA bridge too dear\n” was read by all members of the council in May."),
]


@pytest.mark.parametrize("text", [row[1] for row in TORN], ids=[row[0] for row in TORN])
def test_lines_that_were_torn_are_mended(text: str) -> None:
    page = f"Menu\nNews\nSport\n{LONG}\n{text}\n{LONG}"
    assert texts(page)[4] == " ".join(text.split()).replace(" , ", ", ").replace("“ ", "“").replace(" ”", "”")


def test_a_mended_block_knows_all_its_lines() -> None:
    page = f"{LONG}\n{TORN[0][1]}\n{LONG}"
    assert [block.lines for block in blocks(page)] == [(1, 1), (2, 4), (5, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "Home\nNews\nSport\nWeather\nSign in",
        f"{LONG}\n{LONG}\n{LONG}",
        f"A bridge too dear\n{LONG}\nBy Ada Merrow\n{LONG}",
        f"{LONG}\n\nand then, after a blank line, another",
        f"{LONG}\n* first\n* second",
    ],
)
def test_lines_that_stand_for_themselves_stay(text: str) -> None:
    assert len(texts(text)) == len([line for line in text.split("\n") if line])


def test_shapes_levels_and_gaps() -> None:
    found = [
        (block.shape, block.level, block.gap, block.lines)
        for block in blocks("one\n\n\n* two\n    * three\n\n--\nfour")
    ]
    assert found == [
        (Shape.LINE, 0, 0, (1, 1)),
        (Shape.LIST_ITEM, 1, 2, (4, 4)),
        (Shape.LIST_ITEM, 2, 0, (5, 5)),
        (Shape.MARK, 0, 1, (7, 7)),
        (Shape.LINE, 0, 0, (8, 8)),
    ]


def test_pictures_in_brackets_are_marks_where_there_are_several() -> None:
    pictures = ["[The old pier in May]", "[Ada Merrow]", "[Planks on the quay, seen from above]"]
    shapes = [block.shape for block in blocks("\n\n".join(("One.", *pictures, "Two [sic].")))]
    assert shapes == [Shape.LINE, *[Shape.MARK] * 3, Shape.LINE]
    assert [block.shape for block in blocks("One.\n\n[We have mended this article.]")] == [Shape.LINE] * 2


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n "])
def test_nothing_gives_nothing(text: str) -> None:
    assert blocks(text) == []


PIECES = st.sampled_from(
    [
        "",
        " ",
        "\t",
        "* ",
        "1. ",
        "12) ",
        "---",
        "One",
        "one",
        ", and so on",
        LONG,
        LONG[:40],
        LONG[:41],
        "桥在河上。",
        "“",
    ]
)
LINES = st.lists(st.one_of(PIECES, st.text(max_size=90)), max_size=40).map("\n".join)


@given(LINES)
def test_page_laws(text: str) -> None:
    found = read(text, "text").blocks
    lines = [number for block in found if block.lines for number in range(block.lines[0], block.lines[1] + 1)]
    assert lines == [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    for block in found:
        assert block.text.strip()
        assert not any(ord(character) < 32 and character != "\n" for character in block.text)


@given(LINES)
def test_no_word_is_lost_but_marks_of_lists(text: str) -> None:
    letters = [character for character in text if character.isalpha()]
    assert [character for block in blocks(text) for character in block.text if character.isalpha()] == letters
