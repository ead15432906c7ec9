"""The work that is done on each page, as callables that travel to worker processes."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsparse.batch.clusters import UNKNOWN, with_cluster
from newsparse.batch.facts import NOTHING, Facts
from newsparse.batch.signature import signature
from newsparse.errors import NoArticle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.article import Article, Page
    from newsparse.batch.items import Item
    from newsparse.profile import Profile
    from newsparse.read.content import Content


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Cleans one input: a path is read as a file, `str` and `bytes` are the input itself. The fields are `clean`'s."""

    url: str | None = None
    kind: str = "auto"
    source: str | None = None
    language: str | None = None
    scraped_at: str | None = None
    encoding: str | None = None
    profile: Profile | None = None

    def prepare(self) -> None:
        """Load what cleaning takes: forked workers then share it, and a broken installation is told of once."""
        import_module("newsparse.pipeline")

    def __call__(self, item: str | bytes | os.PathLike[str], name: str | None = None) -> Article:
        """The article; `name` is what it says that it was read from, by default the path as given."""
        from newsparse.pipeline import clean, clean_path  # late, for the pipeline is above this room

        named = {field.name: getattr(self, field.name) for field in fields(self)}
        if name is not None:
            named["name"] = name
        if isinstance(item, str | bytes):
            return clean(item, **named)
        return clean_path(item, **named)

    def content(self, content: Content, name: str) -> Article:
        """The article in a page; what was said of it where it was found goes before what the run says."""
        from newsparse.pipeline import clean

        return clean(content.data, **self._known(content), name=name)

    def read(self, content: Content) -> Page:
        """The blocks and claims of a page, before anything is decided. Raises InputError."""
        from newsparse.pipeline import page_of

        known = self._known(content)
        return page_of(content.data, url=known["url"], kind=known["kind"], encoding=known["encoding"])

    def opened(self, found: Content) -> Content:
        """The page, where what was found is a record that holds it, as `clean` reads it, too."""
        if found.kind != "auto" or self.kind != "auto" or found.data[:64].lstrip()[:1] not in {b"{", b"\xef"}:
            return found
        from newsparse.read.records import only_record

        return only_record(found.data) or found

    def _known(self, content: Content) -> dict[str, Any]:
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        known |= {**content.claims, "encoding": self.encoding or content.encoding}
        return known if content.kind == "auto" else known | {"kind": content.kind}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page as it will be written."""

    text: bytes
    """The article in the format of the run, in UTF-8, with one line end at its end."""
    is_article: bool
    sha256: str
    """Of the input, with what was said of it where it was found."""
    facts: Facts = NOTHING
    cluster: str = ""
    """What the text says of its cluster, as JSON; empty where nobody asked for clusters."""

    def placed(self, cluster: str) -> Cleaned:
        """The same with another cluster; JSON only."""
        return replace(self, text=with_cluster(self.text, cluster), cluster=cluster)


@dataclass(frozen=True, slots=True)
class PageWork:
    """From a page that a walk has found to what is written for it."""

    clean: Cleaning
    format: str
    """`json` or `markdown`."""
    blocks: bool = False
    strict: bool = False
    min_confidence: float = 0.0
    clusters: bool = False
    """Whether near-duplicates are to be told by what is written; JSON only."""

    def __call__(self, item: Item) -> Cleaned:
        found = item.read()
        content = self.clean.opened(found)
        # The name within the folder, so that a run gives the same wherever the folder stands and is called from.
        article = self.clean.content(content, spoken(item.name)).trusted(self.min_confidence)
        if self.strict and not article.is_article:
            raise NoArticle("no article in it; without --strict it is written all the same")
        text = self._written(article, content.identity or {})
        digest = found.digest(article.input.sha256 if content is found else None)
        cleaned = Cleaned(text.rstrip("\n").encode() + b"\n", article.is_article, digest, Facts.of(article))
        return self._signed(cleaned, article) if self.clusters else cleaned

    def _signed(self, cleaned: Cleaned, article: Article) -> Cleaned:
        signed = signature(article.text) if article.is_article else b""
        return replace(cleaned.placed(UNKNOWN), facts=replace(cleaned.facts, signature=signed))

    def _written(self, article: Article, identity: Mapping[str, Any]) -> str:
        if self.format == "markdown":
            return article.to_markdown()
        if not identity:
            return article.to_json(blocks=self.blocks)
        from newsparse.write.json import dumps

        return dumps({**identity, **article.to_dict(blocks=self.blocks)})


def spoken(path: str) -> str:
    """A path as text that any program can read: `/` between its parts, bytes that are not UTF-8 as `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
