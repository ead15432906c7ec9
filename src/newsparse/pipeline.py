"""The order of the rooms, and the only place that knows it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsparse.article import (
    LEFT_OUT,
    Article,
    Block,
    Claim,
    DateEvidence,
    Decoded,
    Evidence,
    Found,
    Input,
    Kind,
    Label,
    LabelledBlock,
    Page,
)
from newsparse.errors import UnreadableInput
from newsparse.fields.authors import find_authors
from newsparse.fields.body import settled
from newsparse.fields.dates import find_dates, unresolved
from newsparse.fields.language import find_language
from newsparse.fields.ledes import find_lede
from newsparse.fields.source import find_agency, find_source
from newsparse.fields.story import find_story, is_crumbs, without_story
from newsparse.fields.titles import find_title
from newsparse.label import as_if_new, label
from newsparse.label.stories import main_story, told_of_stories
from newsparse.lexicon import languages
from newsparse.read import harmless, read
from newsparse.read.decode import decode, mojibake

if TYPE_CHECKING:
    from newsparse.lexicon.languages import Lexicon
    from newsparse.profile import Profile, Site


def clean(  # noqa: PLR0913 - all that may be known of a page, each by its name
    data: str | bytes,
    *,
    url: str | None = None,
    kind: str = "auto",
    source: str | None = None,
    language: str | None = None,
    scraped_at: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    profile: Profile | None = None,
) -> Article:
    """The article in a scrape.

    Args:
        data: The scrape: text, Markdown or HTML, as `str` or as the bytes of a file.
        url: Where it was scraped from; evidence for date, source and language.
        kind: `auto`, `text`, `markdown` or `html`.
        source: Its publisher, if you know it.
        language: Its language as a BCP 47 tag, if you know it.
        scraped_at: When it was scraped, ISO 8601; "5 hours ago" and "26 July" mean a date only with it.
        encoding: Python's name of the encoding of `data`, if you know it better than the page.
        name: What `article.input.name` shall say.
        profile: What is known to recur on the pages of sites; evidence against lines of this page.

    Raises:
        InputError: the input cannot be read at all. A readable page without a story gives an Article with
            `is_article` False.
    """
    decoded = decode(data, encoding)
    page = read(decoded.text, kind)
    page = replace(
        page, claims=(*_said(url=url, source=source, language=language, scraped_at=scraped_at), *page.claims)
    )
    lexicon = languages.load(_languages(page))
    site = None if profile is None else profile.site_of([claim.value for claim in page.claimed("url")], name)
    return _article(page, lexicon, decoded, name, site)


def page_of(data: str | bytes, *, url: str | None = None, kind: str = "auto", encoding: str | None = None) -> Page:
    """A scrape as the rooms see it, before anything is decided: for those who look at many pages.

    Raises InputError as `clean` does.
    """
    page = read(decode(data, encoding).text, kind)
    return replace(page, claims=(*_said(url=url), *page.claims))


def clean_path(path: str | os.PathLike[str], **options: Any) -> Article:
    """The article in a file; the options are those of `clean`, whose `name` is the path unless given.

    Raises:
        InputError: the file is missing, forbidden, a folder, or cannot be read as a page.
    """
    return clean(read_path(path), **{"name": os.fsdecode(path), **options})


def read_path(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises InputError."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - takes every kind of path, bytes among them
            return file.read()
    except OSError as error:
        raise UnreadableInput(_why(error)) from error


def likely_languages(page: Page) -> tuple[str, ...]:
    """The languages that a page's longest blocks seem to be in, before anything is known of its story."""
    longest = sorted((block.text for block in page.blocks), key=len, reverse=True)[:12]
    return languages.guess("\n".join(text[:2000] for text in longest))


def _languages(page: Page) -> tuple[str, ...]:
    claimed = tuple(claim.value for claim in page.claimed("language") if claim.origin == "caller")
    return tuple(dict.fromkeys((*map(languages.base_language, claimed), *likely_languages(page))))


def _said(**claims: str | None) -> Iterator[Claim]:
    """What the caller says, as claims like those of the page."""
    for name, value in claims.items():
        if value:
            yield Claim(name, value, "caller")


OF_A_STORY = ("lede", "date", "modified", "agency", "authors")
"""Fields that mean nothing on a page of teasers, each with its own, or on a consent wall."""


def fields_of(
    page: Page, lexicon: Lexicon, site: Site | None = None
) -> tuple[tuple[Label, ...], dict[str, Found[object] | None]]:
    """What each block is, as the fields leave it, and the fields; `site` is what is known of the page's site."""
    labels = main_story(page, label(page, lexicon, site))
    title = find_title(page, labels, lexicon)
    lede = find_lede(page, labels, lexicon, title)
    date, modified = find_dates(page, labels, lexicon, title)
    authors = find_authors(page, labels, lexicon, title)
    source = find_source(page, labels, lexicon)
    labels = settled(
        page,
        labels,
        lexicon,
        title,
        lede,
        {Kind.DATE: (date, modified), Kind.BYLINE: (authors,), Kind.SOURCE: (source,)},
    )
    return labels, {
        "title": title,
        "lede": lede,
        "date": date,
        "modified": modified,
        "source": source,
        "agency": find_agency(page, labels, lexicon),
        "authors": authors,
        "language": find_language(page, labels, lexicon),
        "url": _url(page),
    }


def _article(page: Page, lexicon: Lexicon, decoded: Decoded, name: str | None, site: Site | None) -> Article:
    labels, found = fields_of(page, lexicon, site)
    # A page is not another one for what its site has on every page.
    story = find_story(page, as_if_new(labels) if site is not None else labels, found)
    if is_crumbs(story):
        labels = without_story(labels, story)
        found |= dict.fromkeys(OF_A_STORY)
    found["is_article"] = story
    values = {field: one.value for field, one in found.items() if one is not None}
    evidence = {field: one.evidence for field, one in found.items() if one is not None}
    blocks = tuple(
        [
            LabelledBlock(one.kind, block.text, block.lines, one.kept, one.reason, one.score)
            for block, one in zip(_shown(page, decoded), labels, strict=True)
        ]
    )
    lede = Kind.LEDE  # to name a member takes long, for every block
    body = "\n\n".join([block.text for block in blocks if block.kept and block.kind is not lede])
    return Article(
        **({field: values.get(field) for field in found} | {"authors": values.get("authors", ())}),  # type: ignore[arg-type]
        body=body,
        evidence=evidence,
        warnings=tuple(_warnings(page, labels, lexicon, decoded, evidence)),
        input=Input(
            name,
            page.kind,
            decoded.encoding,
            decoded.sha256,
            decoded.bytes,
            decoded.text.count("\n") + (not decoded.text.endswith("\n")),
        ),
        blocks=blocks,
    )


def _shown(page: Page, decoded: Decoded) -> Sequence[Block]:
    """The blocks, those that were left out before reading as they stood."""
    if all(block.text != LEFT_OUT for block in page.blocks):
        return page.blocks
    lines = decoded.text.split("\n")
    return [_as_it_stood(block, lines) if block.text == LEFT_OUT else block for block in page.blocks]


def _as_it_stood(block: Block, lines: Sequence[str]) -> Block:
    assert block.lines is not None  # only in texts is anything left out
    first, last = block.lines
    return harmless(replace(block, text=" ".join(" ".join(lines[first - 1 : last]).split())))


def _url(page: Page) -> Found[str] | None:
    for claim in page.claimed("url"):
        return Found(claim.value, Evidence(claim.value, None, claim.origin, 0.9))
    return None


def _warnings(
    page: Page, labels: Sequence[Label], lexicon: Lexicon, decoded: Decoded, evidence: dict[str, Evidence]
) -> Iterator[str]:
    """Stable codes of what a reader of the article should know."""
    if "title" not in evidence:
        yield "no-title"
    date = evidence.get("date")
    if isinstance(date, DateEvidence) and date.kind == "mentioned":
        yield "date-mentioned-only"
    if date is None and unresolved(page, labels, lexicon):
        yield "relative-date-unresolved"
    if any(claim.value for claim in page.claimed("paywall")):
        yield "paywall"
    story = [block.text for block, label in zip(page.blocks, labels, strict=True) if label.kept]
    if story and story[-1].endswith(("…", "...", "[…]", "[...]")):
        yield "truncated"
    if told := told_of_stories(page, labels):
        yield told.value
    if decoded.lost:
        yield "undecodable-bytes"
    if mojibake(decoded.text):
        yield "mojibake"


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "does not exist; check the name"
        case IsADirectoryError():
            return "is a folder; for a folder of scrapes use `newsparse batch`"
        case PermissionError():
            return "may not be read; check its permissions"
    return f"cannot be read: {error.strerror or error}"
