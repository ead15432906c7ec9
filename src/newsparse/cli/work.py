"""What passes from the inputs to the cleaning."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Work(NamedTuple):
    """One page to clean."""

    label: str
    """What to call it in messages."""
    name: str | None
    """What the article is to say it was read from."""
    data: bytes | str
    """The page."""
    kind: str = "auto"
    """What it is: `auto`, `text`, `markdown` or `html`."""
    encoding: str | None = None
    """Python's name of its encoding, where it was said and the bytes agree."""
    claims: Mapping[str, str] = MappingProxyType({})
    """What its record says of it: `url`, `source`, `language`, `scraped_at`."""
    identity: Mapping[str, Any] | None = None
    """For a page of several in one file: its `id`, where it has one, to be written first."""


class Problem(NamedTuple):
    """An input that came to nothing."""

    label: str
    """What it is called."""
    message: str
    """What is wrong, and what to do."""
    error: Exception | None = None
    """What arose, for `--debug`."""
