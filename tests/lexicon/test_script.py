import re
import unicodedata

import pytest

from newsparse.lexicon import script
from newsparse.lexicon.script import ends_sentence, fold, is_spaceless, letters, marks, script_of, starts_lower, units
from newsparse.lexicon.traces import traces


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Three plain words", 3),
        ("Größe – ein Wort", 4),
        ("会议昨天开始", 3),
        ("会议在 Shanghai 开始。", 4),
        ("การประชุมเริ่มวันนี้", 5),
        ("회의가 어제 시작됐다", 3),
    ],
)
def test_units_mean_words_in_every_script(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "It ended.",
        "„Es endete.“",
        "(Fin !)",
        "他说结束了。」",
        "वह चला गया।",
        "وہ چلا گیا۔",
        "هل انتهى؟",
        "Ավարտվեց։",
        "Wait…",
        "*So?*",
    ],
)
def test_sentence_ends(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "Latest news", "Reported by:", "最新消息", "»"])
def test_no_sentence_ends(text: str) -> None:
    assert not ends_sentence(text)


def test_scripts() -> None:
    assert script_of("Москва и Paris") == "Cyrillic"
    assert script_of("123 – !") is None
    assert is_spaceless("東京で会議 in Tokyo")
    assert not is_spaceless("서울에서 회의")


@pytest.mark.parametrize(
    ("text", "lower"), [("and so", True), ("„und so", True), ("And", False), ("会议", False), ("7 a", False)]
)
def test_starts_lower(text: str, lower: bool) -> None:
    assert starts_lower(text) is lower


def test_fold_makes_spellings_one() -> None:
    assert fold("  İSTANBUL’un\u200b  Ｎｅｗｓ ") == "istanbul'un news"
    assert fold("يكتب") == fold("یکتب")
    assert fold("STRASSE") == fold("Straße")


@pytest.mark.parametrize(
    ("text", "counts"),
    [("", (0, 0, 0)), ("Page 12, NEWS", (8, 2, 5)), ("Größe Ü 3", (6, 1, 2)), ("会议 ３ Мы²", (4, 2, 1))],
)
def test_letters_digits_and_capitals(text: str, counts: tuple[int, int, int]) -> None:
    assert letters(text) == counts


@pytest.mark.parametrize("text", ["“It’s – ‘ÇA’” «éß» 5 € `x`", "Ünï — ÿ÷ ’’", "It’s\u00a0a ½", "’N 𝐀 é"])
def test_fold_is_the_same_however_it_is_done(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert fold(text) == " ".join(folded.replace("’", "'").replace("‘", "'").replace("`", "'").split())


@pytest.mark.parametrize("text", ["", "abc abcd abcde_ Ärzte’s 12345 6", "会议 昨天开始"])
def test_stems_and_digits(text: str) -> None:
    assert script.stems(text, 4, 5) == set(re.findall(r"(\w{4,5})\w*", text))
    assert script.has_digit(text) is (re.search(r"\d", text) is not None)


@pytest.mark.parametrize("text", ["", "Ab 1", "Ⅳ Ⓐ ² ½ ǅ ª", "Größe Ü 3", "会议 ３ Мы²", "مرحبا ٣", "नमस्ते १"])
def test_letters_are_counted_as_they_are_found(text: str) -> None:
    assert letters(text) == script._found_letters(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (0, 0, False, False)),
        ("Who? He said: no, never; so. It ends.", (2, 2, False, True)),
        ("„Nein“, sagte er... Und", (1, 1, True, False)),
        ("会议，昨天。开始。", (1, 2, False, False)),
        ("तुम। हाँ", (0, 1, False, False)),
    ],
)
def test_marks(text: str, found: tuple[int, int, bool, bool]) -> None:
    assert marks(text) == script._found_marks(text) == found


@pytest.mark.parametrize("text", ["", "der hund und der ärger, über 3und", "the cat's the\u3000end", "会议 the"])
def test_words_are_counted_among_others(text: str) -> None:
    among = dict.fromkeys(("der", "über", "the", "und", "会议"))
    every = [word for word in re.split(r"[\s\d,']+", text) if word]
    counts = {word: every.count(word) for word in every if word in among}
    assert script.counted_words(text, ",'", among, traces(among)) == (counts, len(every))
