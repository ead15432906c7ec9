"""Which lines go on from the line above: pairs by hand, since the model decides and not the words."""

import pytest

from newsparse.read.torn import FEATURES, facts_of, is_torn, may_be_torn, page_facts, row_of

ABOVE = "The council of the small town met on Monday evening to talk about"
BELOW = "and nobody in the hall had expected that the vote would be so close."
FULL = "The council of the small town met on Monday evening to talk about the bridge."


def torn(*lines: str) -> list[bool]:
    return is_torn(lines, [False] * len(lines))


def test_a_sentence_that_goes_on() -> None:
    assert torn(FULL, ABOVE, "the old bridge", BELOW, FULL) == [False, False, True, True, False]


def test_punctuation_that_was_left_over() -> None:
    assert torn(FULL, ABOVE, "the old bridge", ", which was closed in May.", FULL)[3]


def test_a_fresh_line_never_goes_on() -> None:
    lines = [FULL, ABOVE, "the old bridge", BELOW, FULL]
    assert not any(is_torn(lines, [True] * len(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        ["Home", "News", "Sport", "local news", "weather"],
        [FULL, FULL, FULL],
        ["A bridge too dear", FULL, "By Ada Merrow", FULL],
        [FULL],
        [],
    ],
)
def test_what_is_whole(lines: list[str]) -> None:
    assert not any(torn(*lines))


def test_among_short_lines_the_model_is_not_even_asked() -> None:
    facts = [facts_of(line) for line in ("news", "sport", "and weather")]
    assert not any(may_be_torn(facts, [False] * 3, index) for index in (1, 2))


def test_a_row_has_a_column_for_each_feature() -> None:
    facts = [facts_of(line) for line in (FULL, ABOVE, BELOW)]
    fresh = [False] * 3
    assert all(len(row_of(facts, fresh, page_facts(facts, fresh), index)) == len(FEATURES) for index in (1, 2))


@pytest.mark.parametrize("text", ["a", "”", "…", "桥", "1", "\u00ad"])
def test_the_shortest_lines(text: str) -> None:
    assert len(facts_of(text)) == len(facts_of(FULL))
    assert len(torn(text, text, FULL, text)) == 4
