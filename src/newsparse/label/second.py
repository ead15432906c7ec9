"""The second look: what the first look's scores say of a block's neighbourhood, and of the story as a run.

An article is a run with a beginning and an end, not a bag of good lines: a block's chance depends on where the other
blocks' chances say that the story begins, ends and is interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from newsparse.label.features import Row, best_run

OFFSETS = (-4, -3, -2, -1, 1, 2, 3, 4)
WINDOWS = (4, 8, 16, 32)
FAR = 40.0

SECOND_FEATURES = (
    "score",
    *(f"score_{offset:+d}" for offset in OFFSETS),
    *(f"{what}_{side}_{window}" for window in WINDOWS for what in ("score", "words") for side in ("above", "below")),
    *"words_above words_below score_total words_total run_start run_end in_run since_likely until_likely".split(),
)


def second_rows(rows: Sequence[Row], scores: Sequence[float]) -> list[Row]:
    """The rows of the first look, each with the columns of SECOND_FEATURES after them."""
    lengths = [2 ** row[0] - 1 for row in rows]
    mass = [score * length for score, length in zip(scores, lengths, strict=True)]
    count = len(rows)
    padded = [-1.0] * 4 + list(scores) + [-1.0] * 4
    by_score, by_mass = [0.0, *accumulate(scores)], [0.0, *accumulate(mass)]
    total = by_mass[-1] + 1e-6
    first, last = best_run([(score - 0.5) * length for score, length in zip(scores, lengths, strict=True)])
    since, until = _since(scores), _since(scores[::-1])[::-1]
    second: list[Row] = []
    for index, row in enumerate(rows):
        near = [padded[index + 4 + offset] for offset in OFFSETS]
        sums: Row = []
        for window in WINDOWS:
            top, bottom = max(0, index - window), min(count, index + 1 + window)
            for total_of in (by_score, by_mass):
                sums += (total_of[index] - total_of[top], total_of[bottom] - total_of[index + 1])
        second.append(
            [
                *row,
                scores[index],
                *near,
                *sums,
                by_mass[index] / total,
                (by_mass[-1] - by_mass[index + 1]) / total,
                by_score[-1],
                total,
                float(index - first),
                float(last - index),
                float(first <= index <= last),
                since[index],
                until[index],
            ]
        )
    return second


def _since(scores: Sequence[float]) -> list[float]:
    """Blocks back to the last that is likely story; FAR where there is none so near."""
    distances: list[float] = []
    distance = FAR
    for score in scores:
        distances.append(distance)
        distance = 1.0 if score > 0.5 else min(FAR, distance + 1)
    return distances
