"""Learns the choice of a field (`newsparse.fields.choice`): weights of traits, of no answer, and a calibration."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from newsparse.fields.choice import Chooser

FOLDS = 5
PLACES = 2
"""Decimals of a weight."""
KNOTS = 12
"""Points of the calibration at most."""
FEWEST = 30
"""Answers that a point of it stands for at least."""
LEAST_SITES = 3
"""Sites on which a trait has to be met before it weighs anything."""

Array = numpy.ndarray[Any, Any]


@dataclass(frozen=True)
class Question:
    """A page in one form, as a field sees it."""

    id: str
    site: str
    page_set: str
    form: str
    answers: tuple[frozenset[str], ...]
    """The traits of each answer."""
    values: tuple[Hashable, ...]
    """What each says; of several that say the same, the likeliest stands for all."""
    right: tuple[float, ...]
    """How right each is, 0 to 1; none where all are 0."""
    counts: float = 1.0
    """How many pages it counts as."""

    @property
    def fold(self) -> int:
        """Which part of the sites it belongs to."""
        return hashlib.sha256(self.site.encode()).digest()[0] % FOLDS


@dataclass(frozen=True)
class Answered:
    """What weights that were learnt on other sites choose."""

    chance: float
    """Of the answer chosen; 0 where there is none to choose."""
    right: float
    traits: frozenset[str] = frozenset()
    """Of the answer chosen."""


def learn(
    questions: Sequence[Question], *, strength: float = 0.5, apart: Sequence[str] = ()
) -> tuple[Chooser, list[Answered]]:
    """What is learnt of some questions, and for each what comes of it where its site is left out.

    Args:
        questions: Pages with their answers.
        strength: Of the pull to 0 that each weight feels, in pages.
        apart: Traits whose answers have a calibration of their own; the first that an answer has counts.
    """
    others = [weighed([one for one in questions if one.fold != fold], strength) for fold in range(FOLDS)]
    found = [answered(one, others[one.fold]) for one in questions]
    asked = [(answer, one.counts) for answer, one in zip(found, questions, strict=True) if one.answers]
    groups: dict[str | None, list[tuple[Answered, float]]] = {trait: [] for trait in (None, *apart)}
    for answer, count in asked:
        groups[next((trait for trait in apart if trait in answer.traits), None)].append((answer, count))
    whole = weighed(questions, strength)
    calibrated = {trait: _calibrated(some) for trait, some in groups.items() if some}
    return whole._replace(knots=calibrated.pop(None, whole.knots), apart=calibrated), found


def _calibrated(asked: Sequence[tuple[Answered, float]]) -> tuple[tuple[float, float], ...]:
    """The knots for some answers and how much each counts."""
    chances, right, counts = (
        numpy.asarray(column)
        for column in zip(*((answer.chance, answer.right, count) for answer, count in asked), strict=True)
    )
    return _knots(chances, right, counts)


def answered(question: Question, chooser: Chooser) -> Answered:
    """What a chooser makes of a question."""
    best = chooser.best(question.answers, question.values)
    if best is None:
        return Answered(0.0, 0.0)
    return Answered(best.chance, question.right[best.place], question.answers[best.place])


def weighed(questions: Sequence[Question], strength: float) -> Chooser:
    """The weights under which the right answers are likeliest; no calibration yet."""
    names = _names(questions)
    place = {name: index for index, name in enumerate(names)}
    rows: list[list[int]] = []
    owners, right = [], []
    for number, one in enumerate(questions):
        for traits, share in zip((*one.answers, frozenset[str]()), (*one.right, _none(one)), strict=True):
            rows.append([place[trait] for trait in traits if trait in place])
            owners.append(number)
            right.append(share)
        rows[-1] = [len(names)]
    lengths = numpy.asarray([len(row) for row in rows])
    columns = numpy.asarray([column for row in rows for column in row])
    at = numpy.repeat(numpy.arange(len(rows)), lengths)
    owner, truth = numpy.asarray(owners), numpy.asarray(right)
    counts = numpy.asarray([one.counts for one in questions])

    def cost(weights: Array) -> tuple[float, Array]:
        points = numpy.bincount(at, weights[columns], len(rows))
        highest = numpy.full(len(questions), -numpy.inf)
        numpy.maximum.at(highest, owner, points)
        odds = numpy.exp(points - highest[owner])
        all_odds = numpy.bincount(owner, odds, len(questions))
        right_odds = numpy.bincount(owner, odds * truth, len(questions)) + 1e-12
        slope = (odds / all_odds[owner] - odds * truth / right_odds[owner]) * counts[owner]
        surprise = counts * (numpy.log(all_odds) - numpy.log(right_odds))
        pull = strength * weights
        return (
            float(surprise.sum() + 0.5 * (pull * weights).sum()),
            numpy.bincount(columns, slope[at], len(names) + 1) + pull,
        )

    found = minimize(cost, numpy.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    rounded = [round(float(weight), PLACES) for weight in found]
    return Chooser(dict(zip(names, rounded[:-1], strict=True)), rounded[-1], ((0.0, 0.0), (1.0, 1.0)))


def _none(one: Question) -> float:
    return 0.0 if any(one.right) else 1.0


def _names(questions: Sequence[Question]) -> list[str]:
    """The traits of several sites, in order."""
    met = {(trait, one.site) for one in questions for traits in one.answers for trait in traits}
    sites = Counter(trait for trait, _ in met)
    return sorted(trait for trait, count in sites.items() if count >= LEAST_SITES)


def _knots(chances: Array, right: Array, counts: Array) -> tuple[tuple[float, float], ...]:
    """A few points of the rising line that fits best how often answers of a chance are right."""
    line = IsotonicRegression(out_of_bounds="clip", y_min=0.01, y_max=0.99).fit(chances, right, counts)
    order = numpy.argsort(chances)
    parts = numpy.array_split(order, min(KNOTS, max(1, len(order) // FEWEST)))
    # A chance below those of the lowest part is no better than it says.
    points: dict[float, float] = {0.0: 0.0}
    for part in parts:
        middle = float(numpy.average(chances[part], weights=counts[part]))
        held = float(numpy.average(line.predict(chances[part]), weights=counts[part]))
        points[round(middle, 4)] = round(held, 3)
    return tuple(sorted(points.items()))
