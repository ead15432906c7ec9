"""All that a run is to clean, whatever it was named by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.batch.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.batch.items import Outside, Scrape


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a run, in a fixed order; they can be gone through as often as needed."""

    names: tuple[str, ...]
    """Folders, as typed."""

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders among them, which are never written into."""
        return self.names

    def scrapes(self, *, suffix: str, spare: str) -> Iterator[Scrape | Outside]:
        """Every page; results are called something that ends with `suffix`, `spare` is the run's own output."""
        for name in self.names:
            yield from walk(name, suffix=suffix, spare=spare)
