"""Signatures: what they take for the same text, and how near their share is to the true one."""

from __future__ import annotations

import random

import pytest

from newsparse.batch.signature import LEAST, bands, runs, share, signature

pytest.importorskip("rensa")


def words(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices("abcdefghijklmnoprstuv", k=6)) for _ in range(count)]


def true_share(one: str, other: str) -> float:
    mine, theirs = set(runs(one)), set(runs(other))
    return len(mine & theirs) / len(mine | theirs)


def test_words_run_over_marks_and_capitals() -> None:
    assert runs("The ferry – “at last” – is BACK.") == runs("the ferry, 'at last', is back")
    assert runs("one two three four") == ["one two three", "two three four"]


@pytest.mark.parametrize("text", ["東京の渡し船が、再び動く。", "เรือข้ามฟากกลับมาอีกครั้ง"])
def test_characters_run_where_no_spaces_part_words(text: str) -> None:
    assert len(runs(text)) > 5
    assert all(len(run.split()) == 6 for run in runs(text))
    assert runs(text) == runs(text.replace("、", " ").replace("。", ""))


def test_too_little_text_has_none() -> None:
    assert signature(" ".join(words(LEAST - 1, 1))) == b""
    assert signature("") == b""
    assert len(signature(" ".join(words(LEAST, 1)))) == 256


@pytest.mark.parametrize("changed", [0, 10, 40, 100, 400])
def test_the_share_is_near_the_true_one(changed: int) -> None:
    one, others = words(400, 1), words(400, 2)
    other = others[:changed] + one[changed:]
    texts = " ".join(one), " ".join(other)
    assert share(*map(signature, texts)) == pytest.approx(true_share(*texts), abs=0.12)


def test_near_duplicates_share_a_band_and_strangers_none() -> None:
    one = words(400, 1)
    near, strange = one[60:], words(400, 2)
    first, second, third = (set(bands(signature(" ".join(text)))) for text in (one, near, strange))
    assert first & second
    assert not first & third


@pytest.mark.parametrize("text", ["\ud800 " * 40, "\0 " * 40, "." * 400, "a " * 400, "\u0301" * 400, "東" * 400])
def test_strange_texts_have_one_or_none(text: str) -> None:
    assert len(signature(text)) in {0, 256}
    assert signature(text) == signature(text)


def test_a_text_without_end_is_looked_at_in_part() -> None:
    assert len(runs("one two three four five " * 100_000)) < 200_000
    assert len(runs("東京の渡し船" * 200_000)) < 600_000
