"""Sentences and paragraphs with the look of news, in any language that has a file of words."""

from __future__ import annotations

import re
from random import Random

from .words import Tongue

SLOT = re.compile(r"\{(\w+)\}")
SPACES = re.compile(r" {2,}")
DOUBLED = re.compile(r"([,،、，]) ?(?=[.,。،，、])")
ASCII = "0123456789"
RANGES = {"d": (1, 28, 1), "m": (1, 12, 2), "h": (5, 23, 2), "min": (0, 59, 2)}
"""Parts of a date: least, greatest, digits."""
SIGNED = frozenset(["bylines", "bios"])
"""Lists whose first name is that of the story's author."""
SMALL = frozenset(["names", "things", "opinions"])
"""Lists whose lines need no capital."""
SENTENCES = ["statements"] * 9 + ["quotations"] * 4 + ["figures"] * 2 + ["scenes"] * 2 + ["questions", "shorts"]
"""What sentences are made from, as often as they come."""


class Writer:
    """Writes in one language; what it writes depends on the seeded source of chance alone."""

    def __init__(self, tongue: Tongue, chance: Random) -> None:
        self.tongue = tongue
        self.chance = chance
        self.own_digits = tongue.digits is not None and chance.random() < 0.4
        self.shouted = chance.random() < 0.15
        self.year = chance.randint(2009, 2026)
        self.site = chance.choice(tongue.lists["papers"])
        self._said: set[str] = set()
        self.author = self.fill("names")

    def fill(self, kind: str) -> str:
        """One line from a list, its slots filled."""
        pattern = self.chance.choice(self.tongue.lists[kind])
        if kind in SIGNED:
            pattern = pattern.replace("{name}", self.author, 1)
        text = self._filled(pattern)
        text = DOUBLED.sub("", SPACES.sub(" ", text)).strip()
        return text if kind in SMALL else self.capitalised(text)

    def _filled(self, text: str) -> str:
        while "{" in text:
            text = SLOT.sub(lambda slot: self._slot(slot[1]), text)
        return text

    def sentence(self, kind: str | None = None) -> str:
        """One sentence, if possible one that was not said before."""
        text = ""
        for _ in range(5):
            text = self.fill(kind or self.chance.choice(SENTENCES))
            if text not in self._said:
                break
        self._said.add(text)
        return text

    def paragraph(self, sentences: int | None = None) -> str:
        count = sentences or self.chance.choice([1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8])
        return self.tongue.space.join(self.sentence() for _ in range(count))

    def interface(self, count: int) -> list[str]:
        """Different menu entries and buttons, written as the page writes all of them."""
        phrases = self.tongue.interface
        found = self.chance.sample(phrases, min(count, len(phrases)))
        if self.shouted:
            return [phrase.upper() for phrase in found]
        return [self.capitalised(phrase) for phrase in found]

    def sections(self, count: int) -> list[str]:
        names = self.tongue.lists["sections"]
        return self.chance.sample(names, min(count, len(names)))

    def date(self) -> str:
        return self.fill("dates")

    def capitalised(self, text: str) -> str:
        """With a capital at its start, behind an opening quotation mark as well."""
        at = next((place for place, sign in enumerate(text[:3]) if sign.isalpha()), 0)
        first = text[at : at + 1]
        capital = "İ" if self.tongue.code == "tr" and first == "i" else first.upper()
        return text[:at] + capital + text[at + 1 :]

    def _slot(self, name: str) -> str:
        if name[0].isupper():
            return self.capitalised(self._filled(self._slot(name.lower())))
        number = self._number(name)
        if name == "paper":
            return self.site
        if number is None and name == "month":
            return self.chance.choice(self.tongue.months)
        if number is None:
            key = {"name": "names", "thing": "things", "place": "places"}.get(name, name)
            key = key if key in self.tongue.lists else f"{name}s"
            return self.chance.choice(self.tongue.lists[key])
        return number.translate(str.maketrans(ASCII, self.tongue.digits or ASCII)) if self.own_digits else number

    def _number(self, name: str) -> str | None:
        """What a slot for a number holds; None for other slots."""
        pick = self.chance.randint
        if name in RANGES:
            low, high, digits = RANGES[name]
            return f"{pick(low, high):0{digits}}"
        if name in ("year", "y"):
            return str(self.year if name == "y" else pick(1961, self.year))
        if name == "n":
            return str(pick(2, 99) if self.chance.random() < 0.6 else pick(1, 99) * 100)
        if name == "pct":
            return f"{pick(1, 60)}" if self.chance.random() < 0.6 else f"{pick(1, 20)}.{pick(1, 9)}"
        return None
