"""Near-duplicates among the articles of a run: the same story on several sites, a page that was scraped twice.

A cluster is a page and all later ones that are like it; they are compared with it alone, never with each other, so
that no chain of small changes ties two stories together. So each page's cluster is known when it comes by, depends on
nothing but the pages before it, and nobody has to come back to a page that is written.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from newsparse.article import Cluster
from newsparse.batch.signature import bands, share

if TYPE_CHECKING:
    import sqlite3

LEAST_SHARE = 0.5
"""Of their runs of words that two near-duplicates have in common; `benchmarks/clusters.py` says why."""

_TABLES = (
    "CREATE TABLE firsts (number INTEGER PRIMARY KEY, id TEXT, signature BLOB, pages INTEGER)",
    # Of several first pages with the same band the earliest has it: however alike a million pages are, a page is
    # compared with no more of them than it has bands.
    "CREATE TABLE bands (band INTEGER PRIMARY KEY, number INTEGER)",
)
_LIKE = f"""
SELECT number, id, signature FROM firsts
WHERE number IN (SELECT number FROM bands WHERE band IN ({", ".join("?" * 32)}))
ORDER BY number
"""
_DIGITS = 16


class Clusters:
    """Tells each page its cluster, in the order in which they come."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """`base` holds what has to be remembered, so that memory does not grow with the number of pages."""
        self._base = base
        for table in _TABLES:
            base.execute(table)

    def place(self, sha256: str, signature: bytes) -> Cluster | None:
        """The cluster of a page; None where it has no signature."""
        if not signature:
            return None
        marks = bands(signature)
        near = max(
            ((share(signature, other), -number, id_) for number, id_, other in self._base.execute(_LIKE, marks)),
            default=(0.0, 0, ""),
        )
        if near[0] >= LEAST_SHARE:
            self._base.execute("UPDATE firsts SET pages = pages + 1 WHERE number = ?", (-near[1],))
            return Cluster(near[2], round(near[0], 2))
        id_ = sha256[:_DIGITS]
        number = self._base.execute("INSERT INTO firsts VALUES (NULL, ?, ?, 1)", (id_, signature)).lastrowid
        self._base.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((mark, number) for mark in marks))
        return Cluster(id_, 1.0)

    def counts(self) -> tuple[int, int]:
        """How many clusters there are of two pages or more, and how many pages in them."""
        clusters, pages = self._base.execute("SELECT count(*), total(pages) FROM firsts WHERE pages > 1").fetchone()
        return clusters, int(pages)


UNKNOWN = "null"
"""What is written where a page has no cluster."""


def written(cluster: Cluster | None) -> str:
    """A cluster as JSON."""
    return UNKNOWN if cluster is None else json.dumps(asdict(cluster))


def with_cluster(text: bytes, cluster: str) -> bytes:
    """An article in JSON, a line, with the key `cluster` at its end, in the place of the one that it may have."""
    end = _END.search(text, max(len(text) - _REACH, 0))
    return text if end is None else text[: end.start()] + f', "cluster": {cluster}}}\n'.encode()


_END = re.compile(rb'(, "cluster": (null|\{"id": "[0-9a-f]*", "share": [0-9.]+\}))?\}\s*$')
_REACH = 200
