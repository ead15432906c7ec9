"""Tag strippers leave scripts and styles: they are taken out, prose and code that is shown stay."""

from __future__ import annotations

import pytest

import newsparse
from newsparse.article import LEFT_OUT
from newsparse.read.scripts import without

STYLE = ".card{margin:0;padding:4px 8px}.card a:hover{color:#fff}@media (max-width:600px){.card{display:none}}"
SCRIPT = (
    "window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date());"
)
DATA = (
    '{"@context":"https://schema.org","@type":"NewsArticle","headline":"The pier is open again",'
    '"articleBody":"The old pier can be walked on again, ten months after the storm of last December, said the harbour '
    'master on Monday, and nobody was paid for it.","author":{"@type":"Person","name":"Ada Merrow"}}'
)
CODE = (STYLE, SCRIPT, DATA)
STORY = {
    "en": "The old pier can be walked on again, ten months after the storm. It cost less than the town had feared.",
    "de": "Auf der alten Brücke kann man wieder gehen, zehn Monate nach dem Sturm. Sie kostete weniger als befürchtet.",
    "ru": "По старому мосту снова можно ходить, через десять месяцев после шторма. Он обошёлся дешевле.",
    "ja": "古い桟橋は嵐から十か月ぶりに再び歩けるようになった。費用は町が恐れたほどではなかったという。",
    "zh": "旧码头在暴风雨过去十个月之后重新开放。费用比镇上担心的要少。",
    "ar": "عاد الرصيف القديم مفتوحا بعد عشرة أشهر من العاصفة. وكانت التكلفة أقل مما خشيت المدينة.",
    "he": "אפשר שוב ללכת על המזח הישן, עשרה חודשים אחרי הסערה. זה עלה פחות ממה שחששו בעיירה.",
    "hi": "तूफ़ान के दस महीने बाद पुराने घाट पर फिर चला जा सकता है। लागत कस्बे की आशंका से कम रही।",
}


@pytest.mark.parametrize("language", STORY)
def test_prose_between_code_stays(language: str) -> None:
    story = STORY[language]
    found = without("\n".join((*CODE, story, *CODE))).split("\n")
    assert found == [LEFT_OUT] * 3 + [story] + [LEFT_OUT] * 3


def test_prose_on_the_line_of_code_stays() -> None:
    headline, footer = "The pier is open again", "All rights are reserved by the office of the harbour, open on Mondays"
    found = without(" ".join((STYLE, SCRIPT, headline, STORY["en"], DATA, footer)))
    assert " ".join(found.split()) == f"{headline} {STORY['en']} {footer}"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(STORY.values()),
        "See https://pier.example/a/b.html?c=d&e=f, write to ada@pier.example (office: 10:30-12:00; phone 555-01-02).",
        "Write `window.open()` there.\n\n    function add(a, b) {\n        return a + b;\n    }\n\nThat is all.",
        "[Pier](https://pier.example/x) " * 50,
        "",
    ],
)
def test_texts_without_scripts_are_left_alone(text: str) -> None:
    assert without(text) is text


def test_what_was_left_out_is_still_a_block_with_its_reason() -> None:
    page = "\n\n".join((STYLE, "The pier is open again", STORY["en"], SCRIPT, DATA))
    article = newsparse.clean(page)
    assert "dataLayer" not in article.text
    assert STORY["en"] in article.text
    dropped = {block.text: block.reason for block in article.blocks if block.text in CODE}
    assert dropped == dict.fromkeys(CODE, "a script, a style or a running head")
