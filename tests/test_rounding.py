"""Rounding by one multiplication gives what looking at every digit gives."""

from __future__ import annotations

import random

from newsparse.scoring import rounded


def test_rounded_is_round() -> None:
    numbers = random.Random(7)
    for digits in (2, 3, 4):
        halves = [(numbers.randrange(10**digits) + 0.5) / 10**digits for _ in range(2000)]
        for value in (0.0, 1.0, -0.4, 1e9, 1e-9, *halves, *(numbers.random() for _ in range(2000))):
            assert rounded(value, digits) == round(value, digits)
