"""Learns how far recurrence speaks against a block: `python benchmarks/train_recurrence.py`.

Read are the pages of the train split whose domain has five pages or more there, as HTML and as dumps, and scored by the
labeller as it is. A logistic regression whose offset is the labeller's odds learns from what was kept of them; beside
it, passages of other articles stand for what several stories of a site quote, for the corpus has no site with enough
stories. A block of the story counts twice, and a margin is added at the end: that a line of noise stays is the lesser
harm. Written is `data/recurrence.json`; the labeller is to be learnt before.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from scipy.optimize import minimize

from align import shares
from corpus import LICENCES, digest, files, pages, ruler, texts
from furniture import FORMS, Input, domain_of, inputs, sites
from newsparse.article import Page
from newsparse.batch.learning import LEAST
from newsparse.label import recurrence
from newsparse.label.features import recognised_in, table_of
from newsparse.label.network import learnt
from newsparse.label.sequence import decided
from newsparse.learnt import DATA
from newsparse.lexicon import languages
from newsparse.lexicon.script import units
from newsparse.pipeline import likely_languages
from newsparse.profile import key_of, says_something

SETS = ("wcxb", "segments", "dates", "fundus", "unlabelled", "readability")
QUOTING = "fundus"
QUOTED = 1.0
"""What a passage that is made out to recur counts."""
STORY = 2.0
MARGIN = 1.0
FEWEST_WORDS = 100
"""Words that a story counts as having at least."""
MOST_OF_STORY = 2.0
"""Shares of its story's words that a block counts at most: a page of a few words must not outweigh all others."""
LEAST_PAGES, MOST_PAGES = 5, 60
"""Pages of a site that quotes; smaller ones are likelier."""
MORE_PAGES = 3.0
"""Mean of the pages that quote, beyond three."""
RIDGE = 0.003
ONLY_AGAINST = ("share", "most", "many")
"""Columns that never speak for a block."""


@dataclass(frozen=True)
class Scored:
    """A page in one form, as the labeller sees it."""

    page: Page
    scores: list[float]
    kept: list[bool]
    sizes: list[int]
    """Words of each block."""
    story: list[bool]
    weights: list[float]
    """What each block counts: its share of the words of its story."""


Example = tuple[list[float], float, bool, float]
"""Columns, the labeller's odds, whether it is story, what it counts."""


def main() -> None:
    train = {site: found for site, found in sites(SETS, domain_of, 5).items() if is_train(found[0])}
    found = [
        one
        for every in train.values()
        for form in FORMS
        for one in of_site([page for page in every if page.form == form])
    ]
    quoted = list(quoting())
    weights = fitted([*found, *quoted])
    about = {
        "command": "python benchmarks/train_recurrence.py",
        "corpus": digest(*files(*SETS)),
        "licences": LICENCES,
        "sites": len(train),
        "blocks": len(found),
        "quoted": len(quoted),
    }
    named = {name: round(float(weight), 4) for name, weight in zip(recurrence.COLUMNS, weights, strict=True)}
    said = json.dumps({"about": about, "weights": named}, indent=2)
    (DATA / "recurrence.json").write_text(f"{said}\n", "utf-8")
    print(said)


def is_train(page: Input) -> bool:
    return bool(ruler().split_of(page.row) == "train")


def of_site(every: Sequence[Input]) -> Iterator[Example]:
    """What recurs on a site's pages in one form, of what is kept of them."""
    read = [(one, page) for one in every if (page := one.page()) is not None and page.blocks]
    counts: Counter[int] = Counter()
    for _, page in read:
        counts.update({key_of(block.text) for block in page.blocks if says_something(block.text)})
    for one, page in read:
        if one.gold.get("body"):
            known = scored(one, page)
            keys = [key_of(block.text) if says_something(block.text) else 0 for block in page.blocks]
            found = [(on, len(read)) if (on := counts[key]) >= LEAST else None for key in keys]
            others = recurrence.without_labels(recurrence.without_copies(found, known.sizes, known.scores), page)
            yield from examples(known, others)


def examples(known: Scored, others: Sequence[tuple[int, int]], counts: float = 1.0) -> Iterator[Example]:
    for index, row, odds in recurrence.evidence(others, known.sizes, known.scores):
        if known.kept[index]:
            yield row, odds, known.story[index], counts * known.weights[index]


def scored(one: Input, page: Page) -> Scored:
    lexicon = languages.load(likely_languages(page))
    recognised = recognised_in(page, lexicon)
    scores = learnt().chances(table_of(page, recognised, lexicon))
    found, sizes = shares([block.text for block in page.blocks], ruler().article_text(one.gold))
    whole = max(FEWEST_WORDS, sum(share * size for share, size in zip(found, sizes, strict=True)))
    return Scored(
        page,
        scores,
        decided(page, recognised, scores),
        [units(block.text) for block in page.blocks],
        [share >= 0.5 for share in found],
        [min(MOST_OF_STORY, size / whole) for size in sizes],
    )


def quoting() -> Iterator[Example]:
    """Passages of news that are made out to be quoted by several stories of their site."""
    dumps = {row["id"]: row["texts"] for row in texts(QUOTING)}
    for row in pages(QUOTING):
        chance = random.Random(row["id"])
        for one in inputs(row, domain_of(row), dumps[row["id"]]):
            page = one.page()
            if page is not None and page.blocks and is_train(one):
                yield from quoted(scored(one, page), chance)


def quoted(known: Scored, chance: random.Random) -> Iterator[Example]:
    inside = [index for index, keep in enumerate(known.kept) if keep and known.story[index] and known.sizes[index] > 11]
    if len(inside) < 4:
        return
    of = round(math.exp(chance.uniform(math.log(LEAST_PAGES), math.log(MOST_PAGES))))
    on = min(of, 3 + int(chance.expovariate(1 / MORE_PAGES)), recurrence.AT_LEAST - 1)
    first = chance.randrange(1, len(inside) - 2)
    passage = set(inside[first : min(first + chance.randint(1, 3), len(inside) - 1)])
    others = [(on, of) if index in passage else (1, of) for index in range(len(known.sizes))]
    yield from examples(known, others, QUOTED)


def fitted(found: Sequence[Example]) -> numpy.ndarray:
    """The weights of the columns."""
    rows, odds, story, counts = (numpy.asarray(part, float) for part in zip(*found, strict=True))
    counts = counts * numpy.where(story > 0, STORY, 1.0)
    counts /= counts.sum()

    def loss(weights: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        after = odds + rows @ weights
        wrong = numpy.logaddexp(0, after) - story * after
        chances = 1 / (1 + numpy.exp(-after))
        slope = rows.T @ (counts * (chances - story))
        return float(counts @ wrong + RIDGE * weights @ weights), slope + 2 * RIDGE * weights

    bounds = [(None, 0) if name in ONLY_AGAINST else (None, None) for name in recurrence.COLUMNS]
    start = numpy.zeros(rows.shape[1])
    weights: numpy.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights[0] += MARGIN
    return weights


if __name__ == "__main__":
    main()
