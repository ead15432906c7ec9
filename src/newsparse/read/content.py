"""What is known of a page before it is decoded: the values that archives and batches hand on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsparse.errors import InputError


@dataclass(frozen=True, slots=True)
class Content:
    """A page as it was found, with what was said of it there. Can be pickled."""

    data: bytes | str
    """The page itself."""
    kind: str = "auto"
    """What it is: `auto`, `text`, `markdown` or `html`."""
    encoding: str | None = None
    """Python's name of the encoding, where it was said and the bytes agree."""
    claims: Mapping[str, str] = field(default_factory=dict)
    """What its record says of it: `url`, `source`, `language`, `scraped_at`."""
    identity: Mapping[str, Any] | None = None
    """For a record: its `id`, where it has one, to be written first; None for a page that is no record."""

    def digest(self, sha256: str | None = None) -> str:
        """One word for the page and all that was said of it; `sha256` of the data, where it is known already.

        For a page of which nothing was said it is the SHA-256 of the data.
        """
        base = sha256 or hashlib.sha256(self._raw()).hexdigest()
        said = (self.kind, self.encoding, dict(self.claims), None if self.identity is None else dict(self.identity))
        if said == ("auto", None, {}, None):
            return base
        return hashlib.sha256(json.dumps([base, *said], sort_keys=True).encode()).hexdigest()

    def _raw(self) -> bytes:
        return self.data.encode("utf-8", "surrogatepass") if isinstance(self.data, str) else self.data


@dataclass(frozen=True, slots=True)
class Member:
    """A page inside a container, not read yet."""

    name: str
    """Its name there, in parts parted by `/`, none of them empty or leading upwards; a number where it has none."""
    load: Callable[[], Content]
    """Reads it, once, before the next member is asked for. Raises InputError where that cannot be done."""


def broken(name: str, error: InputError) -> Member:
    """A member that cannot be read."""

    def fail() -> Content:
        raise error

    return Member(name, fail)
