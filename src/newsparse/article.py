"""The values that flow through the rooms, from bytes to the finished article.

`bytes → Decoded → Page(blocks, claims) → Label per block → Found per field → Article → text`

All of them are frozen: a room answers with new values and changes none it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Lines = tuple[int, int]
"""First and last line in the decoded input, counted from 1, both included."""


def _quickly_made(values: type[T]) -> type[T]:
    """Gives a frozen class with slots an `__init__` of half the time, for values of which a page has hundreds.

    The one of dataclasses looks each slot up by its name, to pass by what makes the class frozen.
    """
    names = [one.name for one in fields(values)]  # type: ignore[arg-type] # of every dataclass
    own: dict[str, Any] = {f"set_{name}": getattr(values, name).__set__ for name in names}
    lines = [f"def __init__(self, {', '.join(names)}):", *(f"    set_{name}(self, {name})" for name in names)]
    exec("\n".join(lines), own)
    made = own["__init__"]
    made.__defaults__ = values.__init__.__defaults__
    made.__annotations__ = values.__init__.__annotations__
    made.__qualname__ = f"{values.__qualname__}.__init__"
    values.__init__ = made  # type: ignore[method-assign]
    return values


LEFT_OUT = "⌁"
"""The text of a block whose lines held scripts, styles or a running head alone; no page has this sign."""


class Shape(StrEnum):
    """What a reader could see a block to be by the marks of its form; plain text knows only LINE and its lists."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    MARK = "mark"


class Kind(StrEnum):
    """What a block is to the article: the labels that users see."""

    TITLE = "title"
    LEDE = "lede"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    BYLINE = "byline"
    DATELINE = "dateline"
    DATE = "date"
    SOURCE = "source"
    CREDIT = "credit"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Input bytes as text."""

    text: str
    """The whole input, line feeds its only line ends, U+FFFD where a byte could not be read."""
    encoding: str
    """Python's name of the encoding, `utf-8` for input that came as `str`."""
    how: str
    """What decided it: `given`, `bom`, `declared`, `utf-8`, `pattern` (UTF-16 without a mark), `detected`, `text`."""
    lost: int
    """How many characters could not be read."""
    sha256: str
    """Of the bytes (of the UTF-8 form of a `str`), in hexadecimal."""
    bytes: int
    """Length of the input in bytes."""


@_quickly_made
@dataclass(frozen=True, slots=True)
class Block:
    """The smallest piece of a page that is kept or dropped as one: a paragraph, a heading, a menu entry."""

    text: str
    """Readable text, marks removed, white space folded; line breaks only where they mean something (verse, code)."""
    shape: Shape = Shape.LINE
    """What the reader saw it to be."""
    lines: Lines | None = None
    """Where it stands in a text or Markdown input; None for HTML."""
    level: int = 0
    """Heading level 1 to 6, or depth of a list item from 1."""
    gap: int = 0
    """Blank lines above it."""
    link_share: float = 0.0
    """Share of its characters that stand inside links, 0 to 1; always 0 in plain text, which shows no links."""
    strong: bool = False
    """All of it is emphasised (bold), as standfirsts and home-made sub-headings are."""
    path: tuple[str, ...] = ()
    """HTML only: the elements around it, outermost first, each `tag` followed by its class, id and role words:
    `("body", "div main story", "p")`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page, or the caller, says about the article, not yet believed."""

    field: str
    """`title`, `lede`, `body`, `date`, `modified`, `source`, `author`, `language`, `url`, `type`, `paywall` or
    `scraped_at`."""
    value: str
    """As it was said, white space folded, never empty."""
    origin: str
    """Where: `json-ld:datePublished`, `og:title`, `meta:author`, `time`, `html:lang`, `front matter`, `caller`, …"""


@dataclass(frozen=True, slots=True)
class Page:
    """One input as its reader saw it: blocks in reading order, and claims in the order of their places."""

    kind: str
    """`text`, `markdown` or `html`."""
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()

    def claimed(self, *fields: str) -> tuple[Claim, ...]:
        """The claims about any of the fields, in the page's order."""
        return tuple([claim for claim in self.claims if claim.field in fields])


@_quickly_made
@dataclass(frozen=True, slots=True)
class Label:
    """What was decided about one block, and why."""

    kind: Kind
    kept: bool
    """Whether it belongs to the article's text (standfirst and body)."""
    reason: str
    """Short words for a person: `prose inside the story`, `interface phrase`, `after the story's end`."""
    score: float
    """Probability, 0 to 1, that the block belongs to the story."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field's value came from."""

    text: str
    """The words of the page, or of a claim, that were read."""
    lines: Lines | None = None
    """Where they stand; null for claims and for HTML."""
    origin: str = field(default="", metadata={"name": "from"})
    """The place: `dateline`, `byline`, `json-ld:datePublished`, `repeated title`, …"""
    confidence: float = 0.0
    """How sure the value is right, 0 to 1."""


@dataclass(frozen=True, slots=True)
class DateEvidence(Evidence):
    """Evidence of a date, with what is and is not known about it."""

    precision: str = "day"
    """`year`, `month`, `day`, `minute` or `second`."""
    zone: str = "unknown"
    """`stated` where the page gives an offset or zone name, else `unknown`."""
    kind: str = "published"
    """`published`, `updated`, `dateline` or `mentioned`."""
    ambiguous: tuple[str, str] | None = None
    """Both readings, in ISO 8601, where day and month could be swapped."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A field's value with its evidence."""

    value: T_co
    evidence: Evidence
    block: int | None = None
    """Index of the page's block that is nothing but this value (a byline, a date line), which then is no story text."""


@dataclass(frozen=True, slots=True)
class Input:
    """What the article was read from."""

    name: str | None
    """Path or name as the caller gave it; null for text in memory."""
    kind: str
    """`text`, `markdown` or `html`."""
    encoding: str
    """Python's name of the encoding that was read."""
    sha256: str
    """Of the input's bytes, in hexadecimal."""
    bytes: int
    """Length in bytes."""
    lines: int
    """Number of lines."""


@_quickly_made
@dataclass(frozen=True, slots=True)
class LabelledBlock:
    """A block of the input with what was decided about it."""

    kind: Kind
    text: str
    lines: Lines | None
    kept: bool
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article: what newsparse found in one input."""

    title: str | None
    """The headline, once, without the site's name."""
    lede: str | None
    """The standfirst where there is one, else the first paragraph of the body; `evidence.lede.from` says which."""
    body: str
    """The story: paragraphs, sub-headings, quotes and list items, joined by one blank line, without the standfirst."""
    date: str | None
    """When it was published, ISO 8601, cut to what is known."""
    modified: str | None
    """When it was last updated, ISO 8601, cut to what is known."""
    source: str | None
    """Who published it, as the page says it, else the site's name."""
    agency: str | None
    """The wire credit: `Reuters`, `AP`, `dpa`, …"""
    authors: tuple[str, ...]
    """Who the byline names: people, or an organisation where no person is named."""
    language: str | None
    """BCP 47, of the article, not of the menus."""
    url: str | None
    """Canonical address, where the page or the caller gave one."""
    is_article: bool
    """False for index pages, error pages, consent walls and empty scrapes."""
    evidence: Mapping[str, Evidence]
    """For each field that has a value: where it came from."""
    warnings: tuple[str, ...]
    """Stable codes of what a reader should know: `no-title`, `date-mentioned-only`, `several-stories`, …"""
    input: Input
    """What the article was read from."""
    blocks: tuple[LabelledBlock, ...]
    """Every block of the input, kept or not."""

    @property
    def standfirst(self) -> str | None:
        """The lede where it is a text of its own, not the body's first paragraph."""
        evidence = self.evidence.get("lede")
        return self.lede if evidence is not None and evidence.origin == "standfirst" else None

    @property
    def text(self) -> str:
        """The standfirst, where there is one, and the body; nothing twice."""
        return "\n\n".join(part for part in (self.standfirst, self.body) if part)

    def explained(self) -> Article:
        """With the kind of noise for a reason, where that of a dropped block only says its place in the page.

        `newsparse explain` and `blocks=True` show these reasons. They cost a look at the words of every such block,
        which most callers of `clean` have no use for.
        """
        from newsparse.label.noise import told

        return replace(self, blocks=told(self.blocks))

    def trusted(self, least: float) -> Article:
        """With null for every field that is less sure than `least`, 0 to 1 (`authors`: an empty tuple).

        A standfirst that is not sure enough to be one is part of the body again. `is_article` stays as it is: its
        confidence is that of either answer.
        """
        doubted = {
            field
            for field, one in self.evidence.items()
            if one.confidence < least and field != "is_article" and getattr(self, field)
        }
        if not doubted:
            return self
        values: dict[str, Any] = {field: () if field == "authors" else None for field in doubted}
        if "lede" in doubted and self.standfirst:
            values["body"] = "\n\n".join(block.text for block in self.blocks if block.kept)
        evidence = {field: one for field, one in self.evidence.items() if field not in doubted}
        return replace(self, **values, evidence=evidence)

    def to_dict(self, *, blocks: bool = False) -> dict[str, Any]:
        """The article as JSON types, fields in their fixed order; `blocks` adds every block of the input."""
        from newsparse.write.json import as_dict

        return as_dict(self.explained() if blocks else self, blocks=blocks)

    def to_json(self, *, blocks: bool = False, indent: int | None = None) -> str:
        """The article as one JSON object."""
        from newsparse.write.json import as_json

        return as_json(self.explained() if blocks else self, blocks=blocks, indent=indent)

    def to_markdown(self) -> str:
        """The article as Markdown with YAML front matter."""
        from newsparse.write.markdown import as_markdown

        return as_markdown(self)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where an article belongs among those of one batch: near-duplicates are in the same cluster."""

    id: str
    """The same for all of them: the first 16 digits of the SHA-256 of the first one's input."""
    share: float
    """Of the runs of three words of this article and of the first, the share that both have; 1 for the first itself."""
