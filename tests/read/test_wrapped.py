"""Text that was wrapped at a column. Paragraphs are wrapped here by `textwrap`, and must come back whole."""

import textwrap

import pytest

from newsparse.read.lines import between
from newsparse.read.text import read_text
from newsparse.read.wrapped import width

PARAGRAPHS = [
    "The council of the small town met on Monday evening to talk about the old bridge over the river, which has been "
    "closed since the great flood of the spring and will not be opened again before the next one.",
    "Nobody in the hall had expected that the vote would be so close. Seven members were for a new bridge, six were "
    "against it, and one had gone home before the end because his ferry would not wait for him.",
    "The mayor said that the town had waited long enough. A new bridge would cost more than the town earns in a year, "
    "but without one the shops on the other side of the river would have to close for good, one after the other.",
    "Work could begin in May. Until then the ferry sails twice a day, in good weather three times, and for free.",
]
MENU = ["Home", "News", "Sport", "Weather"]


def wrapped(paragraphs: list[str], column: int, indent: str = "") -> str:
    return "\n\n".join(
        textwrap.fill(text, column, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        for text in paragraphs
    )


def texts(text: str) -> list[str]:
    return [block.text for block in read_text(text).blocks]


@pytest.mark.parametrize("column", [60, 72, 80, 100])
def test_paragraphs_come_back_whole(column: int) -> None:
    assert texts(wrapped(PARAGRAPHS, column)) == PARAGRAPHS


def test_indented_paragraphs_come_back_whole() -> None:
    assert texts(wrapped(PARAGRAPHS, 76, "   ")) == PARAGRAPHS


def test_a_menu_above_stays_as_it_is() -> None:
    assert texts("\n".join(MENU) + "\n\n" + wrapped(PARAGRAPHS, 72)) == [*MENU, *PARAGRAPHS]


def test_one_address_that_sticks_out_changes_nothing() -> None:
    page = wrapped(PARAGRAPHS * 10, 72) + "\n\nhttps://" + "x" * 200
    assert texts(page)[:-1] == PARAGRAPHS * 10


def test_lines_of_a_wrapped_block_are_counted() -> None:
    page = wrapped(PARAGRAPHS, 72)
    blocks = read_text(page).blocks
    assert next(block.lines for block in blocks if block.lines) == (1, page.split("\n\n", 1)[0].count("\n") + 1)
    assert blocks[-1].lines is not None
    assert blocks[-1].lines[1] == page.count("\n") + 1


@pytest.mark.parametrize(
    "page",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "\n".join(MENU * 10),
        "\n".join(f"* {text[:70].rsplit(' ', 1)[0]}" for text in PARAGRAPHS * 3),
        "\n".join(f"{text[: 50 + 3 * number].rsplit(' ', 1)[0]}." for number, text in enumerate(PARAGRAPHS)),
    ],
    ids=["a line each", "parted by blank lines", "short lines", "bullets", "a few lines of all lengths"],
)
def test_what_was_not_wrapped_stays(page: str) -> None:
    assert len(texts(page)) == len([line for line in page.split("\n") if line])


def test_hyphens_of_wrapping_go_and_the_writers_stay() -> None:
    page = "\n\n".join(
        [
            "The council of the small town met on Monday evening to talk about its infra-\n"
            "structure, above all about the bridge over the river that was built by grand-\n"
            "parents of those who now sat in the hall and who did not like it to be over-\n"
            "and underrated in the press of the valley, nor that they had to pay for the\n"
            "well-known bill, which nobody in the hall had expected to be quite so well-\n"
            "known to the newspapers of the valley and beyond it after such a short time."
        ]
        * 3
    )
    first = texts(page)[0]
    assert "infrastructure" in first
    assert "grandparents" in first
    assert first.count("well-known") == 2
    assert "over- and" in first


def test_text_without_spaces_is_joined_without() -> None:
    sentence = "市议会昨天晚上经过长时间讨论决定保留河上的老桥因为新桥的费用太高商户担心失去顾客委员会主席会前表示。"
    page = "\n\n".join("\n".join(textwrap.wrap(sentence * 3, 36)) for _ in range(3))
    assert texts(page) == [sentence * 3] * 3


@pytest.mark.parametrize(("text", "columns"), [("bridge", 6), ("桥", 2), ("桥ab", 4), ("한", 2), ("é", 1), ("", 0)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("one", "two", " "),
        ("one", ", two", ""),
        ("(", "one", ""),
        ("one", "(two)", " "),
        ("桥", "在", ""),
        ("桥", "on", " "),
        ("한국", "어", " "),
        ("one", "。", ""),
        ("\ue02a", "\ue02a", " "),
    ],
)
def test_what_stands_between_two_pieces(left: str, right: str, expected: str) -> None:
    assert between(left, right) == expected


def test_paragraphs_without_spaces_are_not_taken_for_wrapped_lines() -> None:
    """A line of Chinese could have gone on by one character: it ends where its paragraph does."""
    paragraphs = [
        f"第{n}座老桥在河边立了很多年" + "，人们每天从桥上走过" * (3 + i % 4) + "。"
        for i, n in enumerate("一二三四五六七八九十")
    ]
    assert texts("\n".join(paragraphs)) == paragraphs
