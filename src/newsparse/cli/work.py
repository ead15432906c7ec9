"""What passes from the inputs to the cleaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Work:
    """One page to clean."""

    label: str
    """What to call it in messages."""
    name: str | None
    """What the article is to say it was read from."""
    data: bytes | str
    """The page."""
    kind: str = "auto"
    """What it is: `auto`, `text`, `markdown` or `html`."""
    claims: Mapping[str, str] = field(default_factory=dict)
    """What its record says of it: `url`, `source`, `language`, `scraped_at`."""
    identity: Mapping[str, Any] | None = None
    """For a record of JSON Lines: its `id`, where it has one, to be written first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that came to nothing."""

    label: str
    """What it is called."""
    message: str
    """What is wrong, and what to do."""
    error: Exception | None = None
    """What arose, for `--debug`."""
