"""What a batch says at its end: a few lines on standard error, and the same as a file beside the output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from newsparse.cli.batch_progress import counted
from newsparse.cli.messages import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from newsparse.batch.summary import Ranking, Summary

_WIDTH = 12
_HEAD = "bold"
_BAD = "red"


def tell(summary: Summary, file: Path | None) -> None:
    """Say what came of the whole folder; coloured where a person is looking."""
    rows = [*_rows(summary), *([("summary", shown(str(file)))] if file is not None else [])]
    if sys.stderr is not None and sys.stderr.isatty():
        _show(rows)
    elif sys.stderr is not None:
        sys.stderr.writelines(f"  {head:<{_WIDTH}}{words}\n" for head, words in rows)


def _rows(summary: Summary) -> Iterator[tuple[str, str]]:
    articles = counted(summary.articles, "article"), counted(summary.non_articles, "non-article")
    yield "pages", ", ".join([f"{summary.pages:,} in all", *articles, f"{summary.failed:,} failed"])
    if summary.failures:
        yield "failures", _most(summary.failures)
    if summary.warnings:
        yield "warnings", _most(summary.warnings)
    if summary.articles:
        yield from _rows_of_articles(summary)


def _rows_of_articles(summary: Summary) -> Iterator[tuple[str, str]]:
    yield "sites", _ranked(summary.sites)
    yield "languages", _ranked(summary.languages)
    if summary.dates.first:
        yield "dates", f"{summary.dates.first} to {summary.dates.last}" + _unknown(summary.dates.unknown)
    if summary.clusters is not None:
        alike = counted(summary.clusters.articles, "article")
        count = counted(summary.clusters.count, "cluster")
        yield "clusters", f"{alike} in {count} of near-duplicates" if summary.clusters.count else "no near-duplicates"


def _ranked(ranking: Ranking, named: int = 5) -> str:
    named_ones = dict(list(ranking.most.items())[:named])
    more = ranking.count - len(named_ones)
    return (_most(named_ones) or "none known") + (f", {more:,} more" if more else "") + _unknown(ranking.unknown)


def _unknown(articles: int) -> str:
    return f"; {articles:,} unknown" if articles else ""


def _most(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{shown(name)} {pages:,}" for name, pages in counts.items())


def _show(rows: list[tuple[str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(min_width=_WIDTH - 1, no_wrap=True)
    table.add_column(overflow="fold")
    for head, words in rows:
        table.add_row(Text(f"  {head}", _BAD if head == "failures" else _HEAD), Text(words))
    Console(stderr=True, highlight=False).print(table)
