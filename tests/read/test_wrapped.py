"""Text that was wrapped at a column. Paragraphs are wrapped here by `textwrap`, and must come back whole."""

import re
import textwrap

import pytest

from newsparse.read.lines import between
from newsparse.read.text import lines_of, read_text
from newsparse.read.wrapped import unwrap, width

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


def test_some_lines_that_stick_out_change_nothing() -> None:
    page = wrapped(PARAGRAPHS * 10, 72)
    rows = [f"| {'cell | ' * 12}{number} |" for number in range(page.count("\n") // 50)]
    assert texts("\n\n".join((page, *rows)))[: -len(rows)] == PARAGRAPHS * 10


def test_long_lines_below_short_ones_make_no_margin() -> None:
    long = " ".join(PARAGRAPHS)[:240]
    lines = [*(f"{name} {number}" for number in range(40) for name in MENU), *(f"{long} {n}." for n in range(4))]
    assert texts("\n".join(lines)) == lines


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
        ("57", "億元", ""),
        ("上漲", "12處", ""),
        ("56%", "，達到", ""),
        ("56%", "達到", ""),
        ("表示：“", "我们", ""),
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


KOREAN = [
    "작은 도시의 시의회는 월요일 저녁에 모여 봄 홍수 이후 폐쇄된 강 위의 오래된 다리를 어떻게 할지 오랫동안 "
    "논의했으며, 결국 다음 회의까지 결정을 미루기로 했다.",
    "투표 결과가 이렇게 팽팽할 것이라고 예상한 사람은 아무도 없었다. 일곱 명이 새 다리에 찬성했고 여섯 명이 반대했으며 "
    "한 명은 배를 놓치지 않으려고 먼저 자리를 떴다.",
    "시장은 도시가 충분히 오래 기다렸다고 말했다. 새 다리에는 도시가 한 해에 버는 것보다 많은 돈이 들지만, "
    "다리가 없으면 건너편 가게들은 하나둘 문을 닫아야 할 것이다.",
]
CHINESE = [
    "经过三个星期的谈判，市议会决定就老桥改造展开调查，预计耗时2026天，投资约57亿元。约80人参加了星期一晚上的会议，比去年增加49%，"
    "达到历史最高。“我们不能再等十年了。”一位居民说。",
    "事故没有造成人员伤亡，交通部门公布了新的方案，目的是保护住在河边的家庭（共120户）。运营公司拒绝就电厂扩建置评，并取消了原定的会议。",
    "商户担心失去顾客，委员会主席在会前表示，没有桥，河对岸的商店迟早都要关门；与此同时，渡船每天只开两班，天气好的时候开三班。",
]


def filled(text: str, column: int) -> str:
    """Rows of whole words, measured in columns."""
    rows = [""]
    for word in text.split(" "):
        if rows[-1] and width(rows[-1]) + 1 + width(word) > column:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return "\n".join(rows)


def cut(text: str, column: int) -> str:
    """Rows that start with no stop, end with no opening bracket and part no number."""
    rows = [""]
    for piece in re.findall("[“（]*(?:[!-~]+|.)[。，；”）]*", text):
        if width(rows[-1] + piece) > column:
            rows.append("")
        rows[-1] += piece
    return "\n".join(rows)


@pytest.mark.parametrize("column", [34, 46, 61, 78])
def test_korean_is_broken_at_its_spaces(column: int) -> None:
    assert texts("\n\n".join(filled(text, column) for text in KOREAN)) == KOREAN


@pytest.mark.parametrize("column", [35, 42, 61, 78])
def test_rows_of_chinese_may_be_a_little_short(column: int) -> None:
    assert texts("\n\n".join(cut(text, column) for text in CHINESE * 3)) == CHINESE * 3


def test_a_space_at_a_row_end_stands_before_a_mark_too() -> None:
    page = textwrap.fill(
        "Combien de temps cela peut-il encore durer ? Personne ne le sait « vraiment » dans la ville. " * 9, 72
    )
    assert texts(page) == [page.replace("\n", " ")]


@pytest.mark.parametrize("column", [30, 34, 39])
def test_a_phones_column(column: int) -> None:
    page = "\n".join(MENU) + "\n\n" + wrapped(PARAGRAPHS, column)
    assert texts(page) == [*MENU, *PARAGRAPHS]


VERSE = [
    "The tide went out and took the quay,", "The gulls, the nets, the light,",
    "And left the rust for company", "And one grey boat for night;",
    "I counted boats I used to know", "By colour and by sound,",
    "The last of them was sold to tow", "The barges southward bound.",
]  # fmt: skip
ADDRESSES = ["Harbour Office", "12 Long Quay Street", "Westbury WB1 4QT", "Telephone 01632 960100", "Open on weekdays"]
LISTING = [f"{name} {n} {other} {n % 4}" for n, (name, other) in enumerate(zip(MENU * 9, ADDRESSES * 9, strict=False))]


@pytest.mark.parametrize(
    "lines", [VERSE * 6, ADDRESSES * 9, MENU * 20, LISTING], ids="verse addresses menu list".split()
)
def test_short_lines_that_no_one_wrapped(lines: list[str]) -> None:
    assert [line.text for line in unwrap(tuple(lines_of(lines)))] == lines
