"""Scrapes made up by hypothesis: furniture, a headline, a byline, a story with boxes in it, and a footer.

The words are this project's own. Nothing is asserted about what the tool makes of such a page beyond the laws, so the
sentences need no sense, only the look of sentences.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import Enum

from hypothesis import strategies as st


class Part(Enum):
    """What a line is on the page that is made up."""

    FURNITURE = "furniture"
    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    BOX = "box"


Line = tuple[Part, str]


@dataclass(frozen=True)
class Tongue:
    """A language, as far as a made-up page needs one."""

    code: str
    words: tuple[str, ...]
    gap: str
    stop: str
    byline: str
    names: tuple[str, ...]
    date: str
    furniture: tuple[str, ...]
    boxes: tuple[str, ...]


def _tongue(code: str, words: str, gap: str, stop: str, byline: str, names: str, **lines: str) -> Tongue:
    cut = {name: tuple(text.split("|")) for name, text in lines.items() if name != "date"}
    return Tongue(code, tuple(words.split()), gap, stop, byline, tuple(names.split("|")), lines["date"], **cut)


TONGUES = (
    _tongue(
        "en",
        "the harbour council has voted against a new bridge because its cost would rise after years of delay while "
        "local traders say that many visitors still arrive by boat and few of them want to wait for another report",
        " ",
        ".",
        "By ",
        "Ada Merrow|Colm Tarrant|Ines Holloway",
        date="March 3, 2025",
        furniture="Menu|Home|Sport|Sign in|Subscribe|Share|Privacy Policy|Contact us|Cookie settings|Most read",
        boxes="Read more: Bridge report delayed again|Sign up for our newsletter|Advertisement",
    ),
    _tongue(
        "de",
        "der Stadtrat hat am Abend nach langer Debatte beschlossen dass die alte Brücke über den Fluss bleibt weil ein "
        "Neubau teuer wäre und viele Händler ihre Kunden verlieren würden sagte die Bürgermeisterin vor der Sitzung",
        " ",
        ".",
        "Von ",
        "Jule Petersen|Arno Weidlich|Mira Kolb",
        date="3. März 2025",
        furniture="Menü|Startseite|Sport|Anmelden|Abo|Teilen|Impressum|Datenschutz|Kontakt|Meistgelesen",
        boxes="Lesen Sie auch: Brücke wird zum Museum|Newsletter abonnieren|Anzeige",
    ),
    _tongue(
        "ru",
        "городской совет вечером решил что старый мост через реку останется потому что новый обойдётся слишком дорого "
        "а торговцы боятся потерять покупателей сообщила журналистам глава комитета перед началом заседания",
        " ",
        ".",
        "Автор: ",
        "Анна Котова|Лев Рябинин",
        date="3 марта 2025",
        furniture="Меню|Главная|Спорт|Войти|Подписаться|Поделиться|Контакты|Реклама",
        boxes="Читайте также: мост закроют на ремонт|Подпишитесь на наш канал",
    ),
    _tongue(
        "ar",
        "قرر مجلس المدينة مساء أمس بعد نقاش طويل أن يبقى الجسر القديم فوق النهر لأن بناء جسر جديد "
        "مكلف جدا ويخشى التجار أن يفقدوا زبائنهم كما قالت رئيسة اللجنة قبل الجلسة",
        " ",
        ".",
        "كتب: ",
        "سامر الحداد|ليلى النجار",
        date="3 مارس 2025",
        furniture="القائمة|الرئيسية|رياضة|تسجيل الدخول|شارك|اتصل بنا|سياسة الخصوصية",
        boxes="اقرأ أيضا: إغلاق الجسر للصيانة|اشترك في النشرة",
    ),
    _tongue(
        "zh",
        "市议会 昨天 晚上 经过 长时间 讨论 决定 保留 河上 的 老桥 "
        "因为 新桥 的 费用 太高 商户 担心 失去 顾客 委员会 主席 会前 表示",
        "",
        "。",
        "作者：",
        "林若水|周远山",
        date="2025年3月3日",
        furniture="首页|新闻|体育|登录|注册|分享|联系我们|版权声明",
        boxes="相关阅读：老桥将封闭维修|扫码订阅",
    ),
    _tongue(
        "ja",
        "市議会は 昨夜 長い 議論の 末に 川に かかる 古い 橋を 残すと 決めた "
        "新しい 橋は 費用が 高く 商店は 客を 失うと 恐れて いると 委員長は 話した",
        "",
        "。",
        "文・",
        "水野あかり|長谷部光",
        date="2025年3月3日",
        furniture="メニュー|トップ|スポーツ|ログイン|会員登録|シェア|お問い合わせ|利用規約",
        boxes="【関連】橋が通行止めに|メルマガ登録はこちら",
    ),
)

CONTROL = ("\x00", "\x07", "\x1b[31m", "\x1b]0;title\x07", "\x08", "\x7f", "\x9b", "\ufeff", "\ufffe")
DIRECTION = ("\u200e", "\u200f", "\u202e", "\u2066", "\u2069")
INVISIBLE = ("\u00ad", "\u200b", "\u200d", "\u2060")
SEPARATORS = ("\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\u00a0", "\u3000", "\t")
SURROGATES = ("\ud83d", "\udc00", "\udcff")


@st.composite
def sentences(draw: st.DrawFn, tongue: Tongue, least: int = 8, most: int = 18) -> str:
    words = draw(st.lists(st.sampled_from(tongue.words), min_size=least, max_size=most, unique=True))
    text = tongue.gap.join(words)
    return text[0].upper() + text[1:] + tongue.stop


@st.composite
def paragraphs(draw: st.DrawFn, tongue: Tongue) -> str:
    return tongue.gap.join(draw(st.lists(sentences(tongue), min_size=1, max_size=4)))


@st.composite
def stories(draw: st.DrawFn, tongue: Tongue) -> list[Line]:
    """The story's own lines, with a box or a heading between them now and then."""
    between: st.SearchStrategy[list[Line]] = st.one_of(
        st.just([]),
        st.sampled_from(tongue.boxes).map(lambda text: [(Part.BOX, text)]),
        sentences(tongue, 2, 5).map(lambda text: [(Part.HEADING, text.rstrip(tongue.stop))]),
        sentences(tongue, 8, 20).map(lambda text: [(Part.QUOTE, text)]),
        st.lists(sentences(tongue, 3, 9).map(lambda text: (Part.ITEM, text)), min_size=2, max_size=4),
    )
    lines: list[Line] = []
    for text in draw(st.lists(paragraphs(tongue), min_size=3, max_size=8)):
        lines += [(Part.PARAGRAPH, text), *draw(between)]
    return lines


@st.composite
def pages(draw: st.DrawFn) -> list[Line]:
    """A page from its menu to its footer."""
    tongue = draw(st.sampled_from(TONGUES))
    furniture = st.lists(st.sampled_from(tongue.furniture), max_size=8, unique=True)
    title = draw(sentences(tongue, 4, 9)).rstrip(tongue.stop)
    lines: list[Line] = [(Part.FURNITURE, text) for text in draw(furniture)]
    lines.append((Part.TITLE, title))
    if draw(st.booleans()):
        lines.append((Part.BYLINE, tongue.byline + draw(st.sampled_from(tongue.names))))
    if draw(st.booleans()):
        lines.append((Part.DATE, tongue.date))
    lines += draw(stories(tongue))
    lines += [(Part.FURNITURE, text) for text in draw(furniture)]
    lines.append((Part.FURNITURE, "© 2026 Test"))
    return lines


def as_text(lines: list[Line]) -> str:
    tall = {Part.TITLE, Part.PARAGRAPH, Part.HEADING, Part.QUOTE}
    return "".join(f"\n{text}\n" if part in tall else f"{text}\n" for part, text in lines)


MARKS = {Part.TITLE: "# ", Part.HEADING: "## ", Part.ITEM: "- ", Part.QUOTE: "> ", Part.FURNITURE: "* "}


def as_markdown(lines: list[Line]) -> str:
    out: list[str] = []
    for part, text in lines:
        shown = f"[{text}](/a/{len(text)})" if part in {Part.FURNITURE, Part.BOX} else text
        out.append(f"{MARKS.get(part, '')}{shown}\n" + ("" if part in {Part.ITEM, Part.FURNITURE} else "\n"))
    return "".join(out)


TAGS = {
    Part.FURNITURE: '<li><a href="/x">{}</a></li>',
    Part.TITLE: "<h1>{}</h1>",
    Part.BYLINE: '<div class="byline">{}</div>',
    Part.DATE: "<time>{}</time>",
    Part.PARAGRAPH: "<p>{}</p>",
    Part.HEADING: "<h2>{}</h2>",
    Part.ITEM: "<li>{}</li>",
    Part.QUOTE: "<blockquote><p>{}</p></blockquote>",
    Part.BOX: '<aside class="box"><a href="/y">{}</a></aside>',
}


def as_html(lines: list[Line]) -> str:
    body = "\n".join(TAGS[part].format(html.escape(text, quote=False)) for part, text in lines)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n<body>\n{body}\n</body></html>\n'


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def _unfinished(text: str) -> str:
    return text.rstrip("\n")


def _one_long_line(text: str) -> str:
    return text.replace("\n\n", "\n" + "verylongline" * 2000 + "\n", 1)


def _many_blank_lines(text: str) -> str:
    return text.replace("\n", "\n \t\n\n", 9)


def _deep_indent(text: str) -> str:
    return text.replace("\n", "\n" + " " * 200)


WHOLE = (_crlf, _unfinished, _one_long_line, _many_blank_lines, _deep_indent)


@st.composite
def spoilt(draw: st.DrawFn, clean: st.SearchStrategy[str], *, surrogates: bool = True) -> str:
    """The text with hostile pieces put in at any place and hostile changes of the whole."""
    text = draw(clean)
    pieces = (*CONTROL, *DIRECTION, *INVISIBLE, *SEPARATORS, *(SURROGATES if surrogates else ()))
    for piece in draw(st.lists(st.sampled_from(pieces), max_size=6)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + piece + text[place:]
    for change in draw(st.lists(st.sampled_from(WHOLE), max_size=2, unique=True)):
        text = change(text)
    return text


TEXTS = pages().map(as_text)
MARKDOWNS = pages().map(as_markdown)
HTMLS = pages().map(as_html)
HOSTILE_TEXTS = spoilt(TEXTS)
HOSTILE_MARKDOWNS = spoilt(MARKDOWNS)
HOSTILE_HTMLS = spoilt(HTMLS)
