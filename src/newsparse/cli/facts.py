"""What an explanation shows of an article, as text that is safe to show: the same for terminal, pipe and page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsparse.write.json import as_dict
from newsparse.write.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.article import Article

LEGEND = "+ kept, - dropped; the score is the probability that the block belongs to the story"
NOTHING = "–"

_NOT_SHOWN = {"body", "evidence", "warnings", "input"}
_SHOWN_APART = {"text", "lines", "from", "confidence"}
# Embeddings, overrides and isolates would reorder what stands beside them.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class BlockFact:
    """One block of the input."""

    mark: str
    """`+` kept, `-` dropped."""
    place: str
    """Its lines, `12` or `12-14`; its number, `#3`, where the input has no lines."""
    kind: str
    score: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldFact:
    """One field of the article."""

    name: str
    value: str
    origin: str
    """The place it comes from."""
    place: str
    confidence: str
    words: str
    """The words of the page that were read."""
    details: str
    """What else is known: of a date its precision, zone and kind."""


def block_facts(article: Article) -> list[BlockFact]:
    """Every block, in the input's order."""
    return [
        BlockFact(
            mark="+" if block.kept else "-",
            place=_place(block.lines) or f"#{number}",
            kind=block.kind.value,
            score=f"{block.score:.2f}",
            reason=shown(block.reason),
            text=shown(block.text),
        )
        for number, block in enumerate(article.blocks, start=1)
    ]


def field_facts(article: Article) -> list[FieldFact]:
    """Every field but the body, found or not."""
    record = as_dict(article)
    evidence = record["evidence"]
    return [_field(name, value, evidence.get(name)) for name, value in record.items() if name not in _NOT_SHOWN]


def summary(article: Article) -> list[tuple[str, str]]:
    """What is known of the whole: name → words."""
    kept = sum(block.kept for block in article.blocks)
    source = article.input
    return [
        ("warnings", ", ".join(article.warnings) or NOTHING),
        ("blocks", f"{kept} kept, {len(article.blocks) - kept} dropped"),
        ("input", f"{source.kind}, {source.encoding}, {source.bytes:,} bytes, {source.lines:,} lines"),
    ]


def shown(text: str) -> str:
    """The text without what could steer a terminal or reorder its neighbours."""
    return _DIRECTIONS.sub("", printable(text))


def _field(name: str, value: Any, evidence: dict[str, Any] | None) -> FieldFact:
    known = evidence or {}
    details = (f"{key} {_value(item)}" for key, item in known.items() if key not in _SHOWN_APART)
    return FieldFact(
        name=name,
        value=_value(value),
        origin=shown(known.get("from", "")),
        place=_place(known.get("lines")),
        confidence=f"{known['confidence']:.2f}" if known else "",
        words=shown(known.get("text", "")),
        details=", ".join(details),
    )


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(shown, value)) or NOTHING
    return shown(value) if value else NOTHING


def _place(lines: Sequence[int] | None) -> str:
    if lines is None:
        return ""
    first, last = lines
    return f"{first}" if first == last else f"{first}-{last}"
