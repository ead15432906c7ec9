"""Texts that were printed: running heads and feet are told by standing at the edges of most pages."""

from __future__ import annotations

import pytest

import newsparse
from newsparse.article import LEFT_OUT
from newsparse.read.printed import running
from newsparse.read.text import read_text

STORY = [
    f"The {first} plank of the {second} pier was laid by the fishermen, and nobody was paid for it."
    for first in ("first", "oaken", "longest", "last", "red", "broken")
    for second in ("old", "new", "western", "little", "stone", "northern", "wide", "royal", "upper", "lost")
]


def printed(
    *, pages: int = 4, head: str = "11/26/26, 10:15 AM   The pier is open", foot: str = "https://a.example/p  {}/4"
) -> str:
    each = len(STORY) // pages
    return "\f".join(
        "\n\n".join((head, *STORY[number * each : (number + 1) * each], foot.format(number + 1), ""))
        for number in range(pages)
    )


def test_heads_and_feet_are_left_out() -> None:
    page = printed()
    lines = page.split("\n")
    found = running(lines)
    assert {lines[index].strip("\f") for index in found} == {
        "11/26/26, 10:15 AM   The pier is open",
        *(f"https://a.example/p  {number}/4" for number in range(1, 5)),
    }
    blocks = read_text(page).blocks
    assert [block.text for block in blocks if block.text != LEFT_OUT] == STORY
    assert [block.lines for block in blocks] == sorted((n, n) for n, line in enumerate(lines, 1) if line.strip())


@pytest.mark.parametrize(
    "text",
    [
        printed().replace("\f", ""),
        printed(pages=1),
        "\f".join("\n".join(STORY[number : number + 5]) for number in (0, 15, 30)),
    ],
    ids=["no form feeds", "one page", "no heads"],
)
def test_where_nothing_runs_nothing_is_left_out(text: str) -> None:
    assert not running(text.split("\n"))


def test_the_day_of_printing_is_no_date() -> None:
    article = newsparse.clean(printed().replace(STORY[0], f"The pier is open\n\nBy Ada Merrow\n\n{STORY[0]}"))
    assert article.title == "The pier is open"
    assert article.date is None
    assert "10:15" not in article.text
    assert {block.reason for block in article.blocks if "10:15" in block.text} == {
        "a script, a style or a running head"
    }
