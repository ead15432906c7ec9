"""What a run remembers of each article, so that a later run can speak of it without cleaning it again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from newsparse.article import Article


@dataclass(frozen=True, slots=True)
class Facts:
    """An article in few words."""

    site: str | None = None
    """The host of its address, else who published it."""
    language: str | None = None
    date: str | None = None
    """When it was published: ISO 8601, to the day at most."""
    warnings: tuple[str, ...] = ()
    signature: bytes = b""
    """By which near-duplicates are told; empty where nobody asked for them, and of short texts."""

    @classmethod
    def of(cls, article: Article, signature: bytes = b"") -> Facts:
        """The facts of an article."""
        date = article.date[:10] if article.date else None
        return cls(_host(article.url) or article.source, article.language, date, article.warnings, signature)

    def as_text(self) -> str:
        """All but the signature, for `from_text`."""
        return json.dumps([self.site, self.language, self.date, self.warnings], ensure_ascii=True)

    @classmethod
    def from_text(cls, text: str, signature: bytes) -> Facts:
        """The facts again."""
        site, language, date, warnings = json.loads(text)
        return cls(site, language, date, tuple(warnings), signature)


NOTHING = Facts()
"""Where nothing is known."""


def _host(address: str | None) -> str | None:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
