"""The work that is done on each page, as callables that travel to worker processes."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.errors import InputError

if TYPE_CHECKING:
    from newsparse.article import Article, Page
    from newsparse.profile import Profile


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

    def read(self, item: str | bytes | os.PathLike[str]) -> Page:
        """The blocks and claims of an input, before anything is decided. Raises InputError."""
        from newsparse.pipeline import page_of, read_path

        data = item if isinstance(item, str | bytes) else read_path(item)
        return page_of(data, url=self.url, kind=self.kind, encoding=self.encoding)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page as it will be written."""

    text: bytes
    """The article in the format of the run, in UTF-8, with one line end at its end."""
    is_article: bool
    sha256: str
    """Of the input's bytes."""


@dataclass(frozen=True, slots=True)
class PageWork:
    """From the path of a scrape, relative to its folder, to what is written for it."""

    clean: Cleaning
    folder: str
    format: str
    """`json` or `markdown`."""
    blocks: bool = False
    strict: bool = False
    min_confidence: float = 0.0

    def __call__(self, path: str) -> Cleaned:
        # The name within the folder, so that a run gives the same wherever the folder stands and is called from.
        article = self.clean(Path(self.folder, path), spoken(path)).trusted(self.min_confidence)
        if self.strict and not article.is_article:
            raise InputError("no article in it; without --strict it is written all the same")
        text = article.to_markdown() if self.format == "markdown" else article.to_json(blocks=self.blocks)
        return Cleaned(text.rstrip("\n").encode() + b"\n", article.is_article, article.input.sha256)


def spoken(path: str) -> str:
    """A path as text that any program can read: `/` between its parts, bytes that are not UTF-8 as `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
