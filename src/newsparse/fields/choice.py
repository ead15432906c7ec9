"""Which of several answers is right: the choice that every field makes, learnt from pages whose answer is known.

An answer has traits, named signs for and against it; each weighs what was learnt of it, and "none of these" weighs
something too. The chance of an answer is its share of the odds of all: a conditional logit (McFadden, "Conditional
logit analysis of qualitative choice behavior", 1974). What is said of it, its confidence, is how often answers of such
a chance were right on sites that the weights were not learnt from (isotonic regression; Zadrozny and Elkan,
"Transforming classifier scores into accurate multiclass probability estimates", 2002).

The files `data/choices/*.json` come from `python benchmarks/train_fields.py`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp, fsum
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from newsparse.learnt import DATA

PLACES = 2
"""Decimals of a confidence."""
GIVEN = {"caller": 20.0, "front matter": 12.0, "header": 4.0}
"""Log odds, set by hand, of what hardly any page has that was learnt from: what a person said beside the page, and what
the tool that dumped it did."""


class Choice(NamedTuple):
    """The likeliest of some answers."""

    place: int
    """Of the answer among those that were asked about."""
    confidence: float
    """How often such an answer is right, 0 to 1."""
    chance: float
    """Its share of the odds, and of those that say the same, 0 to 1, before calibration."""


class Chooser(NamedTuple):
    """What was learnt for one field."""

    weights: Mapping[str, float]
    """Log odds of each trait; those that are not here say nothing."""
    none: float
    """Log odds of no answer being right."""
    knots: tuple[tuple[float, float], ...]
    """Chances with the confidence that each means, both rising; straight lines between them."""
    apart: Mapping[str, tuple[tuple[float, float], ...]] = MappingProxyType({})
    """Trait → the same for answers that have it, where these are as likely and yet right less often, or more."""

    def points(self, traits: Iterable[str]) -> float:
        """Log odds of an answer with these traits, each once."""
        weights = self.weights
        return fsum([weights[trait] for trait in traits if trait in weights])

    def chances(self, answers: Sequence[Iterable[str]]) -> list[float]:
        """The chance of each answer, given the traits of all; what is left to 1 is that of none."""
        points = [*map(self.points, answers), self.none]
        highest = max(points)
        odds = [exp(one - highest) for one in points]
        whole = fsum(odds)
        return [one / whole for one in odds[:-1]]

    def best(self, answers: Sequence[Iterable[str]], values: Sequence[Hashable] | None = None) -> Choice | None:
        """The likeliest answer, the first of several that are; None where there are none.

        Answers with equal `values` say the same: the value whose answers are likeliest together wins.
        """
        if not answers:
            return None
        chances = self.chances(answers)
        said = values if values is not None else range(len(answers))
        together: dict[Hashable, float] = {}
        for value, chance in zip(said, chances, strict=True):
            together[value] = together.get(value, 0.0) + chance
        likeliest = max(together, key=together.__getitem__)
        index = max((i for i, value in enumerate(said) if value == likeliest), key=chances.__getitem__)
        chance = together[likeliest]
        return Choice(index, round(self.confidence(chance, answers[index]), PLACES), chance)

    def confidence(self, chance: float, traits: Iterable[str] = ()) -> float:
        """How often answers of this chance, and with these traits, are right."""
        held = frozenset(traits)
        knots = next((knots for trait, knots in self.apart.items() if trait in held), self.knots)
        right = bisect_right(knots, (chance, 2.0))
        if right in (0, len(knots)):
            return knots[min(right, len(knots) - 1)][1]
        (low, below), (high, above) = knots[right - 1 : right + 1]
        return below + (above - below) * (chance - low) / (high - low)


@lru_cache(maxsize=32)
def learnt(field: str, folder: Path = DATA) -> Chooser:
    """That of a field, from its file."""
    data = json.loads((folder / "choices" / f"{field}.json").read_bytes())
    apart = {trait: tuple(map(tuple, knots)) for trait, knots in data.get("apart", {}).items()}
    return Chooser(GIVEN | data["weights"], data["none"], tuple(map(tuple, data["knots"])), apart)
