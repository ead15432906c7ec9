import pytest

from newsparse.article import Block, Claim, Kind, Label, Page
from newsparse.fields.language import find_language
from newsparse.lexicon.languages import load

MENU = "Home News Sport Weather Latest Subscribe"
STORIES = {
    "de": "Die Stadt hat am Montag beschlossen, dass der Park nicht mehr bebaut wird.",
    "en": "The town decided on Monday that the park will not be built over.",
    "fr": "La ville a décidé lundi que le parc ne sera pas construit.",
    "es": "El ayuntamiento decidió el lunes que el parque no se va a construir.",
    "ja": "市は月曜日、公園を建設しないことを決めた。",
    "zh": "市政府周一决定不在公园里建房。",
    "ar": "قررت المدينة يوم الاثنين أن الحديقة لن تبنى في هذا العام",
    "he": "העירייה החליטה ביום שני שהפארק לא ייבנה",
    "hi": "शहर ने सोमवार को फैसला किया कि पार्क में निर्माण नहीं होगा",
    "ru": "Город в понедельник решил, что парк не будет застроен.",
}


def language(story: str, *claims: tuple[str, str]) -> str | None:
    blocks = (Block(MENU), Block(story))
    labels = (Label(Kind.NOISE, False, "", 0.0), Label(Kind.PARAGRAPH, bool(story), "", 1.0))
    said = tuple(Claim("language", value, origin) for origin, value in claims)
    found = find_language(Page("html", blocks, said), labels, load(("en",)))
    return found.value if found is not None else None


@pytest.mark.parametrize("code", STORIES)
def test_the_language_of_the_story_and_not_of_the_menu(code: str) -> None:
    assert language(STORIES[code]) == code


def test_a_template_in_another_language_is_not_believed() -> None:
    assert language(" ".join([STORIES["de"]] * 10), ("html:lang", "en-US")) == "de"


def test_a_declaration_decides_between_neighbours() -> None:
    assert language("Han kan ikke sove om natten.", ("html:lang", "nb-NO")) == "nb"
    assert language("Han kan ikke sove om natten.", ("html:lang", "da")) == "da"


def test_codes_are_plain_but_for_the_callers_own() -> None:
    assert language(STORIES["de"], ("html:lang", "de-CH")) == "de"
    assert language(STORIES["de"], ("html:lang", "en"), ("caller", "de_CH")) == "de-CH"


def test_long_texts_in_an_unknown_language_are_in_none_that_is_known() -> None:
    unknown = "Lorbu kantari mespolo virendi aktu sanperi belomu torvan " * 20
    assert language(unknown, ("html:lang", "en-US")) is None
    assert language(unknown, ("html:lang", "rm")) == "rm"


@pytest.mark.parametrize("claims", [[], [("html:lang", "de")], [("html:lang", "x" * 5000)]])
def test_no_story_has_no_language(claims: list[tuple[str, str]]) -> None:
    assert language("", *claims) is None
