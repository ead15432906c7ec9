"""What a run knows of all its pages together: their near-duplicates, and the counts of its summary.

A million pages may come from a million sites. So what has to be remembered stands in a file that ends with the run,
and is built anew by the next one from what the manifest knows of each page: pages that are removed or changed leave no
trace in it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.batch.clusters import Clusters, written
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.summary import Clustered, Dates, Ranking, Run, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsparse.batch.facts import Facts
    from newsparse.errors import NewsparseError

SCRATCH = ".newsparse.scratch"

_SETTINGS = (
    "journal_mode = OFF",  # what is left of a run that was killed is thrown away
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -4000",  # 4 MB
)
_COUNTS = "CREATE TABLE counts (kind TEXT, name TEXT, pages INTEGER NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID"
_COUNT = "INSERT INTO counts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET pages = pages + 1"
_NAMED = 10
"""Sites, languages and so on that a summary names, of those that most pages have."""


@dataclass(slots=True)
class _Days:
    first: str = ""
    last: str = ""
    unknown: int = 0

    def add(self, day: str | None) -> None:
        if day is None:
            self.unknown += 1
            return
        self.first = min(self.first or day, day)
        self.last = max(self.last, day)


class Overview:
    """Sees every page that has a result, in the order of the run, whether this run cleaned it or an earlier one."""

    def __init__(self, file: Path | None, *, clusters: bool = False) -> None:
        """`file` is made anew; without one, the system's temporary folder holds it. Raises RunStoppedError."""
        self._file = file
        self._days = _Days()
        with self._speaking_plainly():
            self._forget()
            self._base = sqlite3.connect(file or "", isolation_level=None)
            for setting in _SETTINGS:
                self._base.execute(f"PRAGMA {setting}")
            self._base.execute("BEGIN")
            self._base.execute(_COUNTS)
            self._clusters = Clusters(self._base) if clusters else None

    def cluster(self, sha256: str, facts: Facts) -> str:
        """Where a page belongs among those before it, as JSON; empty where nobody asked for clusters."""
        if self._clusters is None:
            return ""
        with self._speaking_plainly():
            return written(self._clusters.place(sha256, facts.signature))

    def add(self, is_article: bool, facts: Facts) -> None:
        """A page has a result."""
        named = [("articles" if is_article else "non-articles", ""), *(("warning", code) for code in facts.warnings)]
        if is_article:
            named += [("site", facts.site or ""), ("language", facts.language or "")]
            self._days.add(facts.date)
        self._count(named)

    def fail(self, error: NewsparseError) -> None:
        """A page has none."""
        self._count([("failure", error.reason)])

    def summary(self, run: Run, *, outside: int) -> Summary:
        """All that was counted; `outside` are links that were not followed."""
        days = self._days
        with self._speaking_plainly():
            return Summary(
                articles=self._pages("articles"),
                non_articles=self._pages("non-articles"),
                failures=self._ranking("failure").most,
                warnings=self._ranking("warning", -1).most,
                sites=self._ranking("site"),
                languages=self._ranking("language"),
                dates=Dates(days.first or None, days.last or None, days.unknown),
                clusters=Clustered(*self._clusters.counts()) if self._clusters is not None else None,
                links_not_followed=outside,
                run=run,
            )

    def close(self) -> None:
        """Throw away what was remembered."""
        self._base.close()
        with contextlib.suppress(OSError):
            self._forget()

    def _forget(self) -> None:
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def _count(self, named: list[tuple[str, str]]) -> None:
        with self._speaking_plainly():
            self._base.executemany(_COUNT, named)

    def _pages(self, kind: str) -> int:
        return int(self._base.execute("SELECT total(pages) FROM counts WHERE kind = ?", (kind,)).fetchone()[0])

    def _ranking(self, kind: str, named: int = _NAMED) -> Ranking:
        known = "FROM counts WHERE kind = ? AND name != ''"
        (count,) = self._base.execute(f"SELECT count(*) {known}", (kind,)).fetchone()
        most = self._base.execute(f"SELECT name, pages {known} ORDER BY pages DESC, name LIMIT ?", (kind, named))
        unknown = "SELECT total(pages) FROM counts WHERE kind = ? AND name = ''"
        return Ranking(count, dict(most.fetchall()), int(self._base.execute(unknown, (kind,)).fetchone()[0]))

    @contextlib.contextmanager
    def _speaking_plainly(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            where = f"{self._file}: " if self._file is not None else ""
            raise RunStoppedError(
                f"{where}what clusters and summary need cannot be written ({error}); mend that, then run the same "
                "command again to go on"
            ) from error
