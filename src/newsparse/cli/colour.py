"""What a person sees on a terminal; the module that brings rich, imported only where a person is looking."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.highlighter import JSONHighlighter
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsparse.cli.explain_text import origin
from newsparse.cli.facts import LEGEND, BlockFact, FieldFact, block_facts, field_facts, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from newsparse.article import Article

WIDE = 84
"""Columns from which blocks stand in a table; on a narrower terminal the text goes below its label."""

_STYLES = {"title": "bold", "lede": "italic", "heading": "bold", "quote": "italic"}
_KIND = "cyan"
_REASON = "yellow"
_DROPPED = "dim"


def show_json(text: str) -> None:
    """JSON, coloured, its lines left to the terminal to wrap."""
    _console().print(JSONHighlighter()(text), soft_wrap=True)


def show_explained(article: Article) -> None:
    """Every block with its label, then the fields with their evidence, as wide as the terminal is."""
    console = _console()
    facts = block_facts(article)
    blocks = _block_table(facts) if console.width >= WIDE else Group(*_stacked_blocks(facts))
    console.print(blocks)
    console.print()
    console.print(_field_table(article))
    console.print(Text(LEGEND, style=_DROPPED))


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False)


def _block_table(facts: Iterable[BlockFact]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("")
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("reason", max_width=26)
    table.add_column("text", ratio=1, overflow="fold")
    for fact in facts:
        table.add_row(
            fact.mark,
            fact.place,
            Text(fact.kind, _KIND),
            fact.score,
            Text(fact.reason, _REASON),
            _words(fact),
            style="" if fact.mark == "+" else _DROPPED,
        )
    return table


def _stacked_blocks(facts: Iterable[BlockFact]) -> Iterator[RenderableType]:
    for fact in facts:
        style = "" if fact.mark == "+" else _DROPPED
        head = Text.assemble(
            f"{fact.mark} {fact.place} ", (fact.kind, _KIND), f" {fact.score} ", (fact.reason, _REASON), style=style
        )
        yield head
        yield Padding(_words(fact), (0, 0, 0, 2), style=style, expand=False)


def _words(fact: BlockFact) -> Text:
    return Text(fact.text, style=_STYLES.get(fact.kind, "") if fact.mark == "+" else "", overflow="fold")


def _field_table(article: Article) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for fact in field_facts(article):
        table.add_row(fact.name, _found(fact))
    for name, words in summary(article):
        table.add_row(name, Text(words))
    return table


def _found(fact: FieldFact) -> Text:
    if not fact.origin:
        return Text(fact.value)
    return Text.assemble(fact.value, "\n", (f"{origin(fact)}: ", _REASON), (" ".join(fact.words.split()), _DROPPED))
