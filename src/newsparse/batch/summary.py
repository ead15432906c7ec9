"""What came of a whole folder, as values and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from newsparse.batch.output import write_beside
from newsparse.write.json import dumps

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ranking:
    """Values of a field, by the number of articles that have them."""

    count: int
    """Different values."""
    most: Mapping[str, int]
    """Value → articles, the ten commonest."""
    unknown: int
    """Articles without one."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When the articles were published, ISO 8601."""

    first: str | None
    last: str | None
    unknown: int
    """Articles without a date."""


@dataclass(frozen=True, slots=True)
class Clustered:
    """Near-duplicates."""

    count: int
    """Clusters of two articles or more."""
    articles: int
    """In them."""


@dataclass(frozen=True, slots=True)
class Run:
    """What this run had to do with it; all else in a summary is the same however often a run was stopped."""

    skipped: int
    """Pages that an earlier run had cleaned."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """All pages of a folder, those that were unchanged and were skipped among them."""

    articles: int
    non_articles: int
    failures: Mapping[str, int]
    """Reason → pages without a result, the commonest first."""
    warnings: Mapping[str, int]
    """Code → pages, the commonest first."""
    sites: Ranking
    languages: Ranking
    dates: Dates
    clusters: Clustered | None
    """None where nobody asked for them."""
    links_not_followed: int
    run: Run

    @property
    def failed(self) -> int:
        """Pages without a result."""
        return sum(self.failures.values())

    @property
    def pages(self) -> int:
        """All of them."""
        return self.articles + self.non_articles + self.failed

    def as_dict(self) -> dict[str, Any]:
        """As JSON types, in a fixed order."""
        first = ("articles", "non_articles", "failed")
        counts = {"pages": self.pages} | {name: getattr(self, name) for name in first}
        return {"newsparse": version("newsparse"), **counts, **asdict(self)}


def keep(summary: Summary, file: Path | None) -> None:
    """Write a summary as JSON, whole or not at all. Raises RunStoppedError."""
    if file is not None:
        write_beside(file, dumps(summary.as_dict(), indent=2).encode() + b"\n")
