"""A page on one line: cut at sentences, menus apart from them, the headline by its coming again."""

from __future__ import annotations

import pytest

from newsparse.article import Page
from newsparse.read.text import read_text
from newsparse.read.unbroken import LENGTHS, pieces

HEADLINE = "The old pier is open again"
MENU = "Skip to Content Home News Sport Weather Harbour Fish Prices Tide Tables Subscribe Log In"
STORY = [
    "The old pier can be walked on again, ten months after the storm of last December.",
    "It cost less than the town had feared, said the harbour master, and nobody was paid for it.",
    "“They brought the planks themselves, one at a time.”",
    "The work took 3.5 months, from May to August.",
    *(f"Plank {number} was laid by the fishermen on the day that the tide was lowest." for number in range(40)),
]
FOOTER = "More from Harbour Ferry Late Again Herring Is Back Contact Imprint Privacy"


def page(menu: str = MENU, story: list[str] = STORY, space: str = " ") -> str:
    return space.join((f"{HEADLINE} | Harbour News", menu, HEADLINE, *story, FOOTER))


def test_sentences_menus_and_headlines_are_pieces_of_their_own() -> None:
    found = pieces(page())
    again = found.index(HEADLINE, 1)
    assert found[0] == HEADLINE
    assert " ".join(found[1:again]).endswith(MENU)
    assert found[again + 1 :] == [*STORY, FOOTER]


def test_what_has_no_space_between_is_cut_at_capitals() -> None:
    glued = pieces(page(menu=MENU.replace(" ", ""), space=""))
    assert glued[0] == HEADLINE
    assert glued[-1].endswith(FOOTER)
    assert {*STORY[:3], "News", "Sport", "Weather"} <= set(glued)


def test_spaces_in_chinese_and_japanese_part_menus() -> None:
    menu, story = (
        ["首页", "新闻", "体育", "登录"],
        [f"第{number}块木板由渔民铺好，没有人为此拿钱。" for number in range(200)],
    )
    found = pieces(" ".join((*menu, "旧码头重新开放", "".join(story), "版权所有", "联系我们")))
    assert found == [*menu, "旧码头重新开放", *story, "版权所有", "联系我们"]


def test_wide_gaps_part_what_has_no_stops() -> None:
    assert pieces("Home   News \t Sport\tTides" + " " * LENGTHS.start) == ["Home", "News", "Sport", "Tides"]


@pytest.mark.parametrize(
    "sentence",
    [
        "{}の古い橋は三年ぶりに開いた。",
        "{}座旧桥在三年后重新开放。",
        "{} पुराना पुल फिर से खुला।",
        "{} عاد الجسر القديم إلى العمل؟",
    ],
)
def test_sentences_in_other_scripts(sentence: str) -> None:
    story = [sentence.format(number) for number in range(300)]
    assert pieces("".join(story)) == story


@pytest.mark.parametrize(
    "line", ["One. Two. " * 10, " ".join(f"w{n}" for n in range(1000)), "x" * 5000, "A b " * 300_000]
)
def test_what_stays_whole(line: str) -> None:
    assert pieces(line.strip()) == [line.strip()]


def test_nothing_is_lost_but_white_space() -> None:
    text = page(space="   ")
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


GLUED = (
    f"{HEADLINE} | Harbour NewsSkip to ContentHomeNewsSportWeather\n"
    f"{HEADLINE}By Ada Merrow12.05.2025, 10:30 UhrShareThe old pier can be walked on again, they said.It cost less "
    "than the town had feared, said the harbour master.Nobody was paid for the work.The fishermen laid the planks.\n"
    "More from HarbourFerry Late AgainContact\n"
)


def test_a_glued_page_falls_into_its_elements() -> None:
    found = [block.text for block in read_text(GLUED).blocks]
    assert found[:3] == [f"{HEADLINE} | Harbour News", "Skip to Content", "Home"]
    assert {HEADLINE, "By Ada Merrow", "Share", "Nobody was paid for the work.", "Ferry Late Again"} <= set(found)


@pytest.mark.parametrize("word", ["GitHub", "Console.WriteLine", "isiXhosa", "YouTube", "McCarthy"])
def test_words_that_are_written_so_are_not_cut(word: str) -> None:
    line = f"They used {word} for it, and then {word} again. Next they looked at what is in {word}."
    assert [block.text for block in read_text("\n\n".join([line] * 30)).blocks] == [line] * 30


def test_all_pieces_stand_on_their_line() -> None:
    found: Page = read_text(f"Above.\n\n{page()}\n\nBelow.")
    assert [block.lines for block in found.blocks] == [(1, 1), *[(3, 3)] * (len(found.blocks) - 2), (5, 5)]
