"""How newsparse does on made-up pages, by language and by form: `python benchmarks/generated/report.py`.

Printed are means over pages: word F1 of the text against the gold, the share of pages without a story that were called
so, and the worst pages. They say where reading or labelling fails by construction; they are no measure of quality,
which real pages are.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path


def scores(seed: int, count: int, codes: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """Language, form, id and word F1 of each page that has a story; `index` is the form of those without."""
    from align import words
    from generated import SHAPES, languages, pages
    from newsparse import clean

    tongues = codes or languages()
    for page in pages(seed, count * len(tongues) * len(SHAPES), tongues=tongues):
        article = clean(page.text, kind=page.kind)
        if page.gold:
            yield page.language, page.shape, page.id, word_f1(words(article.text), words(page.gold))
        else:
            yield page.language, "index", page.id, float(not article.is_article)


def word_f1(found: list[str], true: list[str]) -> float:
    """F1 of two bags of words."""
    from collections import Counter

    both = sum((Counter(found) & Counter(true)).values())
    return 2 * both / (len(found) + len(true)) if found or true else 1.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=10, help="pages of each language in each form")
    options.add_argument("--languages", nargs="*", default=[], help="only these")
    options.add_argument("--worst", type=int, default=20, help="ids of so many pages")
    given = options.parse_args()
    groups: dict[str, list[float]] = defaultdict(list)
    ranked: list[tuple[float, str]] = []
    for code, shape, name, score in scores(given.seed, given.count, given.languages):
        groups[f"form {shape}"].append(score)
        if shape != "index":
            groups[f"language {code}"].append(score)
            groups["all"].append(score)
            ranked.append((score, name))
    for group, values in sorted(groups.items()):
        low = sum(value < 0.8 for value in values) / len(values)
        print(f"{group:20} n={len(values):5} F1 {sum(values) / len(values):.3f}  below 0.8: {low:.3f}")
    for score, name in sorted(ranked)[: given.worst]:
        print(f"  {score:.3f} {name}")


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    main()
