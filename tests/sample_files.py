"""The samples beside the project, as values: one scrape each, with the truth about it."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "samples"
SCRAPES = {"text": "scrape.txt", "markdown": "scrape.md", "html": "page.html"}


@dataclass(frozen=True)
class Sample:
    """A folder `samples/<language>/<slug>`."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.relative_to(FOLDER).as_posix()

    @property
    def note(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "note.toml").read_text("utf-8"))

    @property
    def scrape(self) -> Path:
        form: str = self.note["form"]
        return self.folder / SCRAPES[form]

    @property
    def options(self) -> dict[str, Any]:
        """What the caller says about the page: keyword arguments of `newsparse.clean`."""
        options: dict[str, Any] = self.note.get("options", {})
        return options

    @property
    def expected(self) -> dict[str, Any]:
        expected: dict[str, Any] = json.loads((self.folder / "expected.json").read_text("utf-8"))
        return expected

    @property
    def markdown(self) -> Path:
        return self.folder / "expected.md"


SAMPLES = tuple(Sample(note.parent) for note in sorted(FOLDER.glob("*/*/note.toml")))
