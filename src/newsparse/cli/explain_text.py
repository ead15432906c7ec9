"""An explanation for a pipe: one line per block, columns that `grep`, `cut` and eyes can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.cli.facts import LEGEND, BlockFact, FieldFact, block_facts, field_facts, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.article import Article

_HEAD = BlockFact(" ", "line", "kind", "score", "reason", "text")


def as_lines(article: Article) -> Iterator[str]:
    """The lines of the explanation, without line ends."""
    yield from _blocks([_HEAD, *block_facts(article)])
    yield ""
    facts = field_facts(article)
    width = max(len(fact.name) for fact in facts)
    for fact in facts:
        yield f"{fact.name:<{width}}  {_folded(fact.value)}"
        if fact.origin:
            yield f"{'':<{width}}    {origin(fact)}: {_folded(fact.words)}"
    for name, words in summary(article):
        yield f"{name:<{width}}  {words}"
    yield ""
    yield LEGEND


def origin(fact: FieldFact) -> str:
    """Where a field comes from, in one phrase."""
    parts = [f"from {fact.origin}", f"line {fact.place}" if fact.place else "", f"confidence {fact.confidence}"]
    return ", ".join(part for part in [*parts, fact.details] if part)


def _blocks(facts: list[BlockFact]) -> Iterator[str]:
    place, kind, reason = (max(len(getattr(fact, name)) for fact in facts) for name in ("place", "kind", "reason"))
    for fact in facts:
        columns = f"{fact.mark} {fact.place:>{place}}  {fact.kind:<{kind}}  {fact.score:>5}  {fact.reason:<{reason}}"
        yield f"{columns}  {_folded(fact.text)}".rstrip()


def _folded(text: str) -> str:
    return " ".join(text.split())
