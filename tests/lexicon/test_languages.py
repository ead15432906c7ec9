import unicodedata

import pytest

from newsparse.lexicon.languages import base_language, codes, guess, language, load, phrase_key, read_data

KEYS = {
    "interface": {"phrases"},
    "byline": {"lead", "tail", "join", "desks", "roles", "reporting"},
    "source": {"lead"},
    "date": {"published", "updated"},
    "caption": {"lead"},
}


@pytest.mark.parametrize("code", codes())
def test_every_language_file_has_the_same_keys(code: str) -> None:
    table = language(code)
    assert table["code"] == code
    assert table["name"]
    assert {section: set(table[section]) for section in KEYS} == KEYS
    assert set(table) == {"code", "name", "script", *KEYS}
    assert len(table["interface"]["phrases"].split("\n")) >= 15


@pytest.mark.parametrize("code", codes())
def test_every_language_can_be_guessed(code: str) -> None:
    scripts = read_data("function_words.toml")
    assert code in scripts[language(code)["script"]]


@pytest.mark.parametrize("code", codes())
def test_phrases_are_neither_empty_nor_doubled(code: str) -> None:
    keys = [phrase_key(line) for line in language(code)["interface"]["phrases"].splitlines() if line]
    assert all(keys)
    assert sorted(keys) == sorted(set(keys))


def test_load_merges_languages_with_english() -> None:
    lexicon = load(("de-AT", "xx"))
    assert lexicon.languages == ("de", "xx")
    assert {"menu", phrase_key("Schließen")} <= lexicon.interface
    assert {"by", "von"} <= lexicon.byline


def test_load_keeps_a_language_without_a_file() -> None:
    lexicon = load(("eu",))
    assert lexicon.languages == ("eu",)
    assert lexicon.interface == load(("en",)).interface


@pytest.mark.parametrize("code", ["", "x", "../en", "e" * 5000, "12"])
def test_load_passes_over_what_is_no_language(code: str) -> None:
    assert load((code,)).languages == ("en",)


def test_phrase_key_sees_through_capitals_and_marks() -> None:
    assert phrase_key("» MENU ▼") == "menu"
    assert phrase_key("À LA UNE") == phrase_key("A la une")
    assert phrase_key("GİRİŞ") == phrase_key("Giriş")


@pytest.mark.parametrize(("tag", "base"), [("de-CH", "de"), ("no_NO", "nb"), ("EN", "en"), ("iw", "he")])
def test_base_language(tag: str, base: str) -> None:
    assert base_language(tag) == base


SENTENCES = {
    "de": "Die Stadt hat am Montag beschlossen, dass der Park nicht mehr bebaut wird.",
    "en": "The town decided on Monday that the park will not be built over.",
    "fr": "La ville a décidé lundi que le parc ne sera pas construit.",
    "es": "El ayuntamiento decidió el lunes que el parque no se va a construir.",
    "pt": "A câmara decidiu na segunda-feira que o parque não vai ser construído.",
    "da": "Byen besluttede mandag, at parken ikke bliver bebygget af kommunen.",
    "nb": "Byen bestemte mandag at parken ikke blir bygd ut av kommunen nå.",
    "cs": "Město v pondělí rozhodlo, že se park nebude zastavovat, jak si lidé přáli při jednání.",
    "uk": "Місто в понеділок вирішило, що парк не буде забудовано.",
    "ru": "Город в понедельник решил, что парк не будет застроен.",
    "ar": "قررت المدينة يوم الاثنين أن الحديقة لن تبنى في هذا العام",
    "fa": "شهر روز دوشنبه تصمیم گرفت که این پارک ساخته نمی‌شود و برای مردم است",
    "he": "העירייה החליטה ביום שני שהפארק לא ייבנה",
    "hi": "शहर ने सोमवार को फैसला किया कि पार्क में निर्माण नहीं होगा",
    "ja": "市は月曜日、公園を建設しないことを決めた。",
    "zh": "市政府周一决定不在公园里建房。",
    "ko": "시는 월요일에 공원을 개발하지 않기로 결정했다.",
    "th": "เมืองตัดสินใจเมื่อวันจันทร์",
    "cy": "Mae'r cyngor wedi dweud bod yn rhaid cau'r ffordd ac nid oedd hyn yn hawdd.",
    "ga": "Tá an chomhairle ag rá go bhfuil an bóthar dúnta agus nach bhfuil sé sin ar fáil.",
    "mn": "Хотын зөвлөл энэ өдөр хүрээлэн нь нээлттэй байна гэж шийдсэн юм",
    "ps": "د ښار شورا وایي چې په دې پارک کې به کور نه شي جوړ او دا له خلکو سره دی",
    "ug": "شەھەر بۇ باغ بىلەن ئۈچۈن بىر قارار چىقاردى دەپ ئۇ",
    "el": "Η πόλη αποφάσισε τη Δευτέρα",
}


SHORT = {
    "tr": "Başkanlık Yarışması'nda ağırlıkçı Güneş",
    "vi": "Hội chợ đường phố Chợ Rẫy",
    "pl": "Łódź, Świętokrzyskie, Żyrardów",
    "cs": "Příští dům: Dvořák či Řehoř",
    "is": "Þórður, Guðrún, Sæunn",
    "uk": "Київ, Їжакевич, Ґудзик",
}


@pytest.mark.parametrize("code", SHORT)
def test_letters_tell_the_language_where_there_are_no_function_words(code: str) -> None:
    assert guess(SHORT[code])[0] == code


def test_decomposed_letters_are_letters() -> None:
    assert guess(unicodedata.normalize("NFD", SHORT["vi"]))[0] == "vi"


@pytest.mark.parametrize("name", ["Zoë Kravitz", "Beyoncé", "Renée Zellweger, Björk"])
def test_a_name_from_abroad_tells_no_language(name: str) -> None:
    assert guess(name) == ()


def test_letters_from_abroad_do_not_outweigh_words() -> None:
    assert guess("The mayor of Łódź met Erdoğan in İzmir and was shown the park by Çiğdem Şahin.")[0] == "en"


def test_an_english_genitive_is_no_slavic_preposition() -> None:
    assert guess("Oman's dream, Johannesburg's inner city and Mexico’s economy")[:1] == ("en",)
    assert guess("Oman's dream, Johannesburg's inner city") == ()


def test_every_language_that_has_letters_has_words() -> None:
    words = read_data("function_words.toml")
    for script, alphabets in read_data("letters.toml").items():
        assert set(alphabets) <= set(words[script])
        for letters in alphabets.values():
            assert letters == unicodedata.normalize("NFC", letters).lower()
            assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("code", SENTENCES)
def test_guess(code: str) -> None:
    assert guess(SENTENCES[code])[0] == code


@pytest.mark.parametrize("text", ["", "   ", "12345 – !", "\x00\ufffd", "xqzt vvvk"])
def test_guess_says_nothing_where_nothing_can_be_said(text: str) -> None:
    assert guess(text) == ()


def test_guess_looks_past_the_menus() -> None:
    menus = "Home\nNews\nSport\nThe latest for you\n" * 20
    assert guess(menus + " ".join([SENTENCES["de"]] * 50) + menus)[0] == "de"
