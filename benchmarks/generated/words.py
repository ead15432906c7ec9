"""The words that generated pages are made of: one file for each language."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "src" / "newsparse" / "data"
SHARED_FILES = {"zh-Hant": "zh"}
"""Languages whose interface phrases and calendar stand in another's file."""
RIGHT_TO_LEFT = frozenset(["ar", "fa", "he", "ur"])
NO_SPACES = frozenset(["ja", "zh", "zh-Hant"])
DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "hi": "०१२३४५६७८९", "bn": "০১২৩৪৫৬৭৮৯"}
CHARACTERS_A_WORD = {"ja": 2, "zh": 2, "zh-Hant": 2, "th": 5}


@dataclass(frozen=True)
class Tongue:
    """What is known of one language."""

    code: str
    lists: dict[str, tuple[str, ...]]
    """Phrases and sentence patterns by what they are for; a `{slot}` is filled from the list of that name."""
    interface: tuple[str, ...]
    """Menu entries and buttons of news sites."""
    months: tuple[str, ...]

    @property
    def rtl(self) -> bool:
        return self.code in RIGHT_TO_LEFT

    @property
    def space(self) -> str:
        """What stands between two words or sentences."""
        return "" if self.code in NO_SPACES else " "

    @property
    def digits(self) -> str | None:
        """The language's own digits, where it has others than 0 to 9."""
        return DIGITS.get(self.code)

    def size(self, text: str) -> int:
        """Length in words, or in what comes near to words."""
        width = CHARACTERS_A_WORD.get(self.code)
        return len(text) // width if width else len(text.split())


def languages() -> tuple[str, ...]:
    """The codes of all languages, sorted."""
    return tuple(sorted(path.stem for path in (HERE / "languages").glob("*.toml")))


@cache
def tongue(code: str) -> Tongue:
    """The words of a language.

    Raises:
        FileNotFoundError: there is no file for it.
    """
    words = tomllib.loads((HERE / "languages" / f"{code}.toml").read_text("utf-8"))
    base = SHARED_FILES.get(code, code)
    interface = tomllib.loads((DATA / "languages" / f"{base}.toml").read_text("utf-8"))["interface"]["phrases"]
    months = json.loads((DATA / "calendars" / f"{base}.json").read_text("utf-8"))["months"]
    return Tongue(
        code,
        {key: _list(value) for key, value in words.items()},
        _list(interface),
        tuple(_month(forms, code) for forms in months),
    )


def _month(forms: list[str], code: str) -> str:
    """The calendars keep months folded; some languages write them with a capital."""
    name = max(forms[:2], key=len)
    return name.capitalize() if code in ("de", "el", "en", "tr") else name


def _list(value: str | list[str]) -> tuple[str, ...]:
    """A list may be written as lines, with commas between, or as words."""
    if isinstance(value, list):
        return tuple(value)
    if "\n" in value:
        return tuple(line.strip() for line in value.split("\n") if line.strip())
    return tuple(part.strip() for part in value.split("," if "," in value else None))
