"""Tells which lines of a text go on from the line above, torn off at an inline link or emphasis.

A small learnt model looks at two adjacent lines and their neighbours; `benchmarks/train_torn.py` learns it from pages
whose HTML shows which lines belong together.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from newsparse.learnt import load

FEATURES = (
    "above_length above_ends above_comma above_opens above_digit above_lower above_last_word "
    "length starts_lower starts_mark starts_digit starts_upper ends comma words "
    "below_length below_lower below_mark below_ends below_fresh "
    "over_length over_ends over_fresh page_lower page_marks page_blank page_long same_start"
).split()

ENDS = frozenset(".!?…。！？｡؟۔।॥։")
QUOTES = "\"'”’“‘»«›‹)]」』）】"
COMMAS = frozenset(",;–—-、，；،:：/")
LEADS = frozenset(",.;:!?)]}»”’%…،؛؟。、！？；：）」』】》")
OPENS = frozenset("([{«“„‚‘¿¡「『（")
LONG = 90
"""Characters from which on a line is more than a menu entry."""
SURE = 0.6
"""Probability from which two lines are joined; a wrong join costs more than a missed one."""

SURER = 0.8
"""The same for lines that begin without a capital or small letter, where the model has less to go by."""

Facts = tuple[float, float, float, float, float, float, float, float, float, float, float]
OUTSIDE: Facts = (0.0,) * 11


def is_torn(texts: Sequence[str], fresh: Sequence[bool]) -> list[bool]:
    """For each line: whether it continues the line above.

    `fresh` says where a line surely starts anew (a blank line above, a bullet); these never continue.
    """
    torn = [False] * len(texts)
    facts = [facts_of(text) for text in texts]
    candidates = [index for index in range(1, len(texts)) if not fresh[index] and may_be_torn(facts, fresh, index)]
    if not candidates:
        return torn
    page = page_facts(facts, fresh)
    chances = load("torn").probabilities([row_of(facts, fresh, page, index) for index in candidates])
    for index, chance in zip(candidates, chances, strict=True):
        cased = facts[index][LOWER] or facts[index][UPPER]
        torn[index] = chance >= (SURE if cased else SURER)
    return torn


def may_be_torn(facts: Sequence[Facts], fresh: Sequence[bool], index: int) -> bool:
    """Settles the clear pairs cheaply: among short lines, or after a full stop, nothing was torn.

    A longer line must be near; and one of the two must be long, or the line must start as no sentence does, or the
    line above end as none does.
    """
    above, line = facts[index - 1], facts[index]
    longest = max(above[0], line[0])
    if index > 1 and not fresh[index - 1]:
        longest = max(longest, facts[index - 2][0])
    if index + 1 < len(facts) and not fresh[index + 1]:
        longest = max(longest, facts[index + 1][0])
    return longest > NEAR_LONG and bool(
        line[LEADS_MARK]
        or line[LOWER]
        or above[COMMA]
        or above[OPENS_NEXT]
        or (not above[END] and max(above[0], line[0]) > NEAR_LONG)
    )


NEAR_LONG = log2(1 + 32)
"""Characters (as a logarithm) of the line that must be near for anything to have been torn from it."""
LOWER, LEADS_MARK, UPPER, END, COMMA, OPENS_NEXT = 1, 2, 4, 5, 6, 7


def facts_of(text: str) -> Facts:
    """What one line shows by itself."""
    first, last = text[0], text[-1]
    tail = text.rstrip(QUOTES)
    final = tail[-1] if tail else last
    last_word = text[text.rfind(" ") + 1 :]
    return (
        log2(1 + len(text)),
        first.islower(),
        first in LEADS,
        first.isdigit(),
        first.isupper(),
        final in ENDS,
        last in COMMAS,
        last in OPENS,
        last.isdigit(),
        last.islower(),
        len(last_word) if last_word.islower() else 30.0,
    )


def page_facts(facts: Sequence[Facts], fresh: Sequence[bool]) -> tuple[float, float, float, float]:
    """How torn the page is: shares of lines that start as no sentence does (two kinds), of fresh and of long lines."""
    count = len(facts)
    return (
        sum(fact[1] for fact in facts) / count,
        sum(fact[2] for fact in facts) / count,
        sum(fresh) / count,
        sum(fact[0] > log2(LONG) for fact in facts) / count,
    )


def row_of(
    facts: Sequence[Facts], fresh: Sequence[bool], page: tuple[float, float, float, float], index: int
) -> tuple[float, ...]:
    """The features, in the order of FEATURES, of one line and the line above it."""
    above, line = facts[index - 1], facts[index]
    last = len(facts) - 1
    below = facts[index + 1] if index < last else OUTSIDE
    over = facts[index - 2] if index > 1 else OUTSIDE
    return (
        above[0], above[5], above[6], above[7], above[8], above[9], above[10],
        line[0], line[1], line[2], line[3], line[4], line[5], line[6], line[10],
        below[0], below[1], below[2], below[5], index == last or fresh[index + 1],
        over[0], over[5], fresh[index - 1],
        *page, above[4] and line[4],
    )  # fmt: skip
