"""The systems that are compared: newsparse, its peers, and three that know nothing.

Each takes a question (a page as HTML, or one of its dumps) and gives the article's text, and its fields where it finds
any. A peer that reads HTML only is given a dump as one paragraph per line, in a page that declares its language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.metadata import version
from typing import Any
from unicodedata import east_asian_width

UNIT = "lxml_parse"
"""The system whose time is the unit of all times: parsing the page's HTML, and nothing else."""
LONG = 80
"""Columns from which a line is long; a wide character takes two."""

_SKIPPED = ("script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea")
_INLINE = frozenset("a abbr b bdi bdo cite code em font i kbd mark q s small span strong sub sup time u wbr".split())
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """One page in one form."""

    form: str
    text: str
    """What newsparse gets: the HTML, or the dump."""
    markup: str
    """What a reader of HTML gets: the HTML, or the dump's lines as paragraphs."""
    url: str | None
    language: str | None
    """Two letters, where the corpus or the page declares it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system says of a page."""

    text: str
    article: bool | None = None
    chance: float | None = None
    """How likely the page is an article, 0 to 1, of systems that say it."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Those of FIELDS that the system looks for, None where it finds nothing."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """How sure it is of the fields that it found, of systems that say it."""


FIELDS = ("title", "lede", "date", "authors", "source", "language")

Extract = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class System:
    """How a system is named in the tables, where it comes from, and how it is set up."""

    title: str
    package: str | None
    make: Callable[[], Extract]

    def version(self) -> str | None:
        """The installed version; None of a system that is no package. Raises ImportError if it is not installed."""
        return version(self.package) if self.package else None


def question(form: str, text: str, url: str | None, language: str | None) -> Question:
    return Question(form, text, text if form == "html" else paragraphs(text, language), url, language)


def paragraphs(dump: str, language: str | None) -> str:
    """A dump as the simplest page: one paragraph for each line."""
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in dump.splitlines() if line.strip())
    declared = f' lang="{language}"' if language else ""
    return f'<!DOCTYPE html>\n<html{declared}><head><meta charset="utf-8"></head><body>\n{lines}</body></html>'


def _newsparse() -> Extract:
    import newsparse

    def extract(asked: Question) -> Answer:
        article = newsparse.clean(asked.text, url=asked.url)
        sure = {name: article.evidence[name].confidence for name in FIELDS if name in article.evidence}
        fields = {name: getattr(article, name) for name in FIELDS}
        return Answer(article.text, article.is_article, chance(article), fields, sure)

    return extract


def chance(article: Any) -> float | None:
    """How likely newsparse finds it that a page is an article; None as long as it does not say."""
    said = getattr(article, "article_score", None)
    if said is None and (evidence := article.evidence.get("is_article")) is not None:
        said = evidence.confidence if article.is_article else 1 - evidence.confidence
    return said


def _trafilatura(**mode: Any) -> Extract:
    from trafilatura import bare_extraction

    def extract(asked: Question) -> Answer:
        found: Any = bare_extraction(asked.markup, url=asked.url, include_comments=False, with_metadata=True, **mode)
        if found is None:
            return Answer("", fields=dict.fromkeys(("title", "date", "authors", "source")))
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        fields = {"title": found.title, "date": found.date, "authors": authors, "source": found.sitename}
        return Answer(found.text or "", fields=fields)

    return extract


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda asked: Answer(extract_plain_text(asked.markup, main_content=True, links=False))


def _readability() -> Extract:
    from readability import Document

    def extract(asked: Question) -> Answer:
        found = Document(asked.markup, url=asked.url)
        text = "\n".join(lines_of(found.summary(html_partial=True)))
        return Answer(text, fields={"title": found.short_title()})

    return extract


def _justext() -> Extract:
    import justext

    @cache
    def stop_words(language: str | None) -> frozenset[str]:
        name = STOP_LISTS.get(language or "en")
        return frozenset(justext.get_stoplist(name)) if name else frozenset()

    def extract(asked: Question) -> Answer:
        stop = stop_words(asked.language)
        # Without stop words it is to judge by length and links alone, as its documentation advises.
        low, high = (0.3, 0.32) if stop else (0.0, 0.0)
        found = justext.justext(asked.markup.encode(), stop, encoding="utf-8", stopwords_low=low, stopwords_high=high)
        return Answer("\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate))

    return extract


STOP_LISTS = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "el": "Greek",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "is": "Icelandic",
    "it": "Italian",
    "ko": "Korean",
    "lt": "Lithuanian",
    "nb": "Norwegian_Bokmal",
    "nl": "Dutch",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "sw": "Swahili",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
}


def _newspaper() -> Extract:
    from newspaper import Article, Config

    settings = Config()
    settings.fetch_images = False

    def extract(asked: Question) -> Answer:
        article = Article(asked.url or "", config=settings)
        article.download(input_html=asked.markup, ignore_read_more=True)
        article.parse()
        fields = {"title": article.title, "date": _day(article.publish_date), "authors": _names(article.authors)}
        return Answer(article.text or "", fields=fields)

    return extract


def _goose() -> Extract:
    from goose3 import Goose
    from goose3.text import StopWords, StopWordsArabic, StopWordsChinese, StopWordsKorean

    special = {"ar": StopWordsArabic, "zh": StopWordsChinese, "ko": StopWordsKorean}

    @cache
    def goose(language: str | None) -> Any:
        return Goose({"enable_image_fetching": False, "stopwords_class": special.get(language or "", StopWords)})

    def extract(asked: Question) -> Answer:
        found = goose(asked.language).extract(raw_html=asked.markup)
        fields = {"title": found.title, "date": _day(found.publish_date), "authors": _names(found.authors)}
        return Answer(found.cleaned_text or "", fields=fields)

    return extract


def _names(said: Any) -> list[str]:
    """Authors as strings: on some pages they come as lists within lists."""
    return [said] if isinstance(said, str) else [name for one in said or () for name in _names(one)]


def _day(said: Any) -> str | None:
    return str(said)[:10] if said else None


def _htmldate() -> Extract:
    from htmldate import find_date

    def extract(asked: Question) -> Answer:
        day = find_date(asked.markup, url=asked.url, original_date=True, extensive_search=True)
        return Answer("", fields={"date": day})

    return extract


def _boilerpy() -> Extract:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)
    return lambda asked: Answer(extractor.get_content(asked.markup) or "")


def _long_lines() -> Extract:
    return lambda asked: Answer("\n".join(line for line in lines_asked(asked) if columns(line) >= LONG))


def _everything() -> Extract:
    return lambda asked: Answer("\n".join(lines_asked(asked)))


def _parse() -> Extract:
    import lxml.html

    def extract(asked: Question) -> Answer:
        lxml.html.document_fromstring(asked.text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
        return Answer("")

    return extract


def lines_asked(asked: Question) -> list[str]:
    return lines_of(asked.text) if asked.form == "html" else asked.text.splitlines()


def lines_of(markup: str) -> list[str]:
    """The text of a page, a line for each of its innermost boxes."""
    import lxml.html
    from lxml import etree

    root = lxml.html.document_fromstring(markup.encode() or b"<p>", parser=lxml.html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(root, *_SKIPPED, etree.Comment, with_tail=False)
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(_pieces(root)).split("\0"))
    return [line for line in lines if line]


def _pieces(root: Any) -> Iterator[str]:
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag not in _INLINE:
            yield "\0"
        yield (element.text if event == "start" else element.tail) or ""


def columns(line: str) -> int:
    return len(line) + sum(east_asian_width(character) in "WF" for character in line)


SYSTEMS = {
    "newsparse": System("newsparse", "newsparse", _newsparse),
    "trafilatura": System("trafilatura", "trafilatura", _trafilatura),
    "trafilatura_precision": System(
        "trafilatura, favor_precision", "trafilatura", lambda: _trafilatura(favor_precision=True)
    ),
    "trafilatura_recall": System("trafilatura, favor_recall", "trafilatura", lambda: _trafilatura(favor_recall=True)),
    "trafilatura_fast": System("trafilatura, fast", "trafilatura", lambda: _trafilatura(fast=True)),
    "resiliparse": System("Resiliparse, main_content", "resiliparse", _resiliparse),
    "readability": System("readability-lxml", "readability-lxml", _readability),
    "justext": System("jusText, stop words of the page's language", "justext", _justext),
    "newspaper4k": System("newspaper4k", "newspaper4k", _newspaper),
    "goose3": System("goose3", "goose3", _goose),
    "boilerpy3": System("boilerpy3, ArticleExtractor", "boilerpy3", _boilerpy),
    "htmldate": System("htmldate", "htmldate", _htmldate),
    "long_lines": System("longest lines", None, _long_lines),
    "everything": System("everything", None, _everything),
    UNIT: System("lxml parse of the HTML", "lxml", _parse),
}
"""Every system that can be compared, in the order of the tables."""
TEXTLESS = ("htmldate", UNIT)
"""Systems that give no text."""
