"""Learns which lines of a BeautifulSoup dump belong together: `python benchmarks/train_torn.py`.

A page's HTML shows the truth: two lines of its dump were one where the end of the first and the start of the second
stand side by side inside one block.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import numpy

from boosting import fit, save
from corpus import LICENCES, Row, digest, pages, ruler, texts
from newsparse.read.html import blocks_of, parse
from newsparse.read.text import lines_of
from newsparse.read.torn import FEATURES, SURE, facts_of, may_be_torn, page_facts, row_of

SETS = ("fundus", "wcxb", "segments", "unlabelled", "chinese", "readability")
EDGE = 16
SPACE = re.compile(r"\s+")


def pairs(page: Row, dump: str) -> Iterator[tuple[tuple[float, ...], bool]]:
    """(features, torn) for each doubtful pair of adjacent lines whose truth the HTML tells."""
    root = parse(page["html"])
    if root is None:
        return
    stream = "\0".join(SPACE.sub("", block.text.replace(" | ", "")) for block in blocks_of(root))
    lines = list(lines_of(dump))
    fresh = [line.gap > 0 or line.bullet for line in lines]
    facts = [facts_of(line.text) for line in lines]
    whole = page_facts(facts, fresh) if facts else (0.0, 0.0, 0.0, 0.0)
    bare = [SPACE.sub("", line.text) for line in lines]
    for index in range(1, len(lines)):
        if fresh[index] or not may_be_torn(facts, fresh, index):
            continue
        end, start = bare[index - 1][-EDGE:], bare[index][:EDGE]
        together, apart = end + start in stream, f"{end}\0{start}" in stream
        if together != apart:
            yield row_of(facts, fresh, whole, index), together


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    split = ruler().split_of
    data: dict[str, list[tuple[tuple[float, ...], bool, float]]] = {"train": [], "valid": []}
    for name in SETS:
        html = {page["id"]: page for page in pages(name)}
        for row in texts(name):
            found = list(pairs(html[row["id"]], row["texts"].get("bs4", "")))
            data[split(row)] += [(*pair, 1 / (20 + len(found))) for pair in found]
    rows, labels, weights = zip(*data["train"], strict=True)
    booster = fit(rows, labels, weights, trees=60, leaves=12, smallest=100)
    size = save(
        booster,
        "torn",
        FEATURES,
        {
            "command": "python benchmarks/train_torn.py",
            "corpus": digest(*(f"{k}-{n}" for n in SETS for k in ("pages", "texts"))),
            "licences": LICENCES,
            "pairs": len(rows),
        },
    )
    rows, labels, _ = zip(*data["valid"], strict=True)
    said = booster.predict(numpy.asarray(rows, dtype=numpy.float32)) >= SURE
    true = numpy.asarray(labels)
    both = (said & true).sum()
    print(f"{size} bytes; valid: {len(true)} pairs, torn {true.mean():.3f}")
    print(f"precision {both / said.sum():.3f}, recall {both / true.sum():.3f}")
    for name, gain in sorted(zip(FEATURES, booster.feature_importance("gain"), strict=True), key=lambda x: -x[1])[:30]:
        print(f"{gain:12.0f} {name}")


if __name__ == "__main__":
    main()
