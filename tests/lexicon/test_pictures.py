"""Words at a text's end that say where a picture comes from."""

from __future__ import annotations

import pytest

from newsparse.lexicon import languages
from newsparse.lexicon.pictures import ends_bracketed, picture_words

CREDITED = [
    ("en", "The mayor opens the bridge on Monday. (Image: Jane Doe via Getty Images)"),
    ("en", "Divers look at the second pier. AP Photo"),
    ("de", "Die Bürgermeisterin auf der Brücke | Bild: Erika Muster/dpa"),
    ("de", "Legende: Die Bürgermeisterin am Montag auf der Brücke."),
    ("fr", "La maire sur le pont, lundi. © AFP"),
    ("is", "Borgarstjórinn á brúnni. Ljósmynd/Jón Jónsson"),
    ("zh", "市长星期一在桥上。图片来源：路透社"),
    ("ja", "月曜日、橋の上に立つ市長（写真提供：市役所）"),
    ("ko", "월요일 다리 위의 시장. 사진 제공: 시청"),
    ("ar", "العمدة على الجسر يوم الاثنين. تصوير: أحمد علي"),
    ("he", "ראש העיר על הגשר ביום שני. צילום: ישראל ישראלי"),
    ("hi", "सोमवार को पुल पर महापौर। फोटो: एएनआई"),
    ("ru", "Мэр на мосту в понедельник. Фото: Иван Иванов"),
]
PLAIN = [
    ("en", "The council of Marlow voted on Tuesday night to keep the old bridge open."),
    ("de", "Der Rat hat am Dienstag beschlossen, die alte Brücke offen zu halten."),
    ("zh", "市议会星期二晚上投票决定保留旧桥。"),
    ("ar", "صوت المجلس يوم الثلاثاء على إبقاء الجسر القديم مفتوحا."),
]


@pytest.mark.parametrize(("code", "text"), CREDITED)
def test_a_credit_is_found_at_the_end_or_before_a_colon(code: str, text: str) -> None:
    assert picture_words(text, languages.load((code,))) >= 1


@pytest.mark.parametrize(("code", "text"), PLAIN)
def test_a_story_has_none(code: str, text: str) -> None:
    assert picture_words(text, languages.load((code,))) == 0


def test_short_names_of_agencies_count_in_their_own_case_only() -> None:
    english = languages.load(("en",))
    assert picture_words("A boat on the river. (AP)", english) == 1
    assert picture_words("It was an apt ending, or a map of one.", english) == 0


def test_a_few_words_in_brackets_close_a_text() -> None:
    assert ends_bracketed("A boat on the river. (Marlow Museum)")
    assert ends_bracketed("河上的船（新华社）")
    assert not ends_bracketed("The boat (a barge) went on.")
    assert not ends_bracketed("It went on (" + "and on " * 10 + ").")


def test_long_and_hostile_texts_are_read_at_their_ends() -> None:
    english = languages.load(("en",))
    assert picture_words("(" * 100_000, english) == 0
    assert not ends_bracketed("(" * 100_000)
