"""Near-duplicates: what gets the same cluster that should not, what does not that should, and what telling them costs.

    python benchmarks/clusters.py [--sets fundus wcxb] [--pages 200000] [--jobs N]

Real pages, as HTML and as every dump, say how alike two stories are that are not the same (the corpus holds hardly any
that are), and how alike the same page is after two tools. Their gold articles, cut and reworded, stand in for agency
stories on other sites. Made-up signatures, none like another, say what a page costs the parent process.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import corpus
import newsparse
from newsparse.batch.clusters import LEAST_SHARE, Clusters
from newsparse.batch.facts import Facts
from newsparse.batch.overview import Overview
from newsparse.batch.signature import LEAST, runs, share, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CUTS = (0.9, 0.75, 0.6, 0.5, 0.4)
LEADS = (0.1, 0.25, 0.5)
REWORDED = (0.02, 0.05, 0.1, 0.15, 0.2)


@dataclass(frozen=True)
class Story:
    """A page of the corpus as it was cleaned."""

    page: str
    form: str
    text: str
    is_article: bool
    gold: str

    @property
    def signed(self) -> bytes:
        return signature(self.text) if self.is_article else b""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", default=["fundus", "wcxb"])
    parser.add_argument("--pages", type=int, default=200_000, help="made-up pages, for the cost")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    print("\nCost\n", flush=True)
    cost(arguments.pages)
    golds = []
    for name in arguments.sets:
        stories = list(cleaned(name, arguments.jobs))
        print(f"\n{name}\n")
        strangers(stories)
        same_page(stories)
        golds += [story.gold for story in stories if story.form == "html"]
    if golds:
        print("\nGold articles, changed\n")
        syndicated([gold for gold in golds if signature(gold)])


def cleaned(name: str, jobs: int) -> Iterator[Story]:
    """Every page of a set in every form."""
    with ProcessPoolExecutor(jobs) as workers:
        yield from workers.map(_clean, _forms(name), chunksize=16)


def _forms(name: str) -> Iterator[tuple[str, str, str, str]]:
    for row in corpus.pages(name):
        yield row["id"], "html", row["html"], row["gold"].get("body") or ""
    for row in corpus.texts(name):
        for tool, text in row["texts"].items():
            yield row["id"], tool, text or "", row["gold"].get("body") or ""


def _clean(given: tuple[str, str, str, str]) -> Story:
    page, form, text, gold = given
    try:
        article = newsparse.clean(text, kind="html" if form == "html" else "text")
    except newsparse.NewsparseError:
        return Story(page, form, "", False, gold)
    return Story(page, form, article.text, article.is_article, gold)


def strangers(stories: Sequence[Story]) -> None:
    """How alike pages are that are not the same story, by form."""
    print("| form | pages | with a signature | in a cluster of two or more | wrongly | most alike of the others |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for form in dict.fromkeys(story.form for story in stories):
        mine = [story for story in stories if story.form == form]
        signed = {story.page: story for story in mine if story.signed}
        with closing(sqlite3.connect("")) as base:
            told = Clusters(base)
            groups = defaultdict(list)
            for number, story in enumerate(signed.values()):
                cluster = told.place(f"{number:016}", story.signed)
                assert cluster is not None
                groups[cluster.id].append(story)
        alike = [group for group in groups.values() if len(group) > 1]
        wrong = sum(not is_same(group[0], other) for group in alike for other in group[1:])
        print(
            f"| {form} | {len(mine)} | {len(signed)} | {sum(map(len, alike))} | {wrong} | "
            f"{most_alike(list(signed.values())):.2f} |"
        )


def is_same(one: Story, other: Story) -> bool:
    """Whether the gold articles of two pages have half of their runs of words in common."""
    return _true_share(one.gold, other.gold) >= LEAST_SHARE


def most_alike(stories: Sequence[Story]) -> float:
    """The true share of the two pages that are most alike without being in one cluster, or the same by their gold."""
    holders: dict[str, list[int]] = defaultdict(list)
    sets = [set(runs(story.text)) for story in stories]
    for number, found in enumerate(sets):
        for run in found:
            holders[run].append(number)
    both: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        for place, first in enumerate(numbers[:200]):
            for second in numbers[place + 1 : 200]:
                both[first, second] += 1
    alike = sorted(
        (
            (count / (len(sets[first]) + len(sets[second]) - count), first, second)
            for (first, second), count in both.items()
        ),
        reverse=True,
    )
    return next(
        (
            found
            for found, first, second in alike
            if found < LEAST_SHARE and not is_same(stories[first], stories[second])
        ),
        0.0,
    )


def same_page(stories: Sequence[Story]) -> None:
    """How alike the same page is after two tools."""
    pages: dict[str, dict[str, bytes]] = defaultdict(dict)
    for story in stories:
        if story.signed:
            pages[story.page][story.form] = story.signed
    print("\n| the same page as HTML and from | pages | median share | in one cluster |")
    print("| --- | ---: | ---: | ---: |")
    for form in (form for form in dict.fromkeys(story.form for story in stories) if form != "html"):
        shares = [share(page["html"], page[form]) for page in pages.values() if {"html", form} <= page.keys()]
        found = sum(each >= LEAST_SHARE for each in shares) / max(len(shares), 1)
        print(f"| {form} | {len(shares)} | {statistics.median(shares):.2f} | {found:.3f} |")


def syndicated(golds: Sequence[str]) -> None:
    """Which agency stories are found again on another site, by what that site made of them."""
    print(f"{len(golds)} articles\n")
    print("| what another site makes of it | mean share | in one cluster |")
    print("| --- | ---: | ---: |")
    strange = [words for gold in golds for words in gold.split()]
    changes: list[tuple[str, Callable[[list[str], random.Random], list[str]]]] = [
        *((f"the first {cut:.0%}", lambda words, _, cut=cut: words[: int(len(words) * cut)]) for cut in CUTS),
        *(
            (f"{lead:.0%} of its own before it", lambda words, chance, lead=lead: led(words, chance, lead, strange))
            for lead in LEADS
        ),
        *(
            (
                f"{part:.0%} of the words changed",
                lambda words, chance, part=part: reworded(words, chance, part, strange),
            )
            for part in REWORDED
        ),
    ]
    for name, change in changes:
        chance = random.Random(1)
        shares, found = [], 0
        with closing(sqlite3.connect("")) as base:
            told = Clusters(base)
            firsts = [told.place(f"{number:016}", signature(gold)) for number, gold in enumerate(golds)]
            for gold, first in zip(golds, firsts, strict=True):
                changed = signature(" ".join(change(_pieces(gold), chance)))
                cluster = told.place("f" * 16, changed) if changed else None
                found += cluster is not None and first is not None and cluster.id == first.id
                shares.append(share(signature(gold), changed) if changed else 0.0)
        print(f"| {name} | {statistics.mean(shares):.2f} | {found / len(golds):.3f} |")


def led(words: Sequence[str], chance: random.Random, part: float, strange: Sequence[str]) -> list[str]:
    start = chance.randrange(len(strange))
    return [*strange[start : start + int(len(words) * part)], *words]


def reworded(words: Sequence[str], chance: random.Random, part: float, strange: Sequence[str]) -> list[str]:
    return [chance.choice(strange) if chance.random() < part else word for word in words]


def cost(pages: int) -> None:
    """What a page costs the parent: told its cluster and counted, none like another, all to be remembered."""
    chance = random.Random(1)
    print("| pages before | ms per page | MB on disk | MB of memory |")
    print("| ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        file = Path(folder, "scratch")
        with closing(Overview(file, clusters=True)) as overview:
            for done in range(0, pages, pages // 4):
                facts = [Facts("site.example", "en", "2025-05-01", (), chance.randbytes(256)) for _ in range(2000)]
                started = time.process_time()
                for each in facts:
                    overview.cluster("0" * 64, each)
                    overview.add(True, each)
                spent = (time.process_time() - started) / len(facts) * 1000
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"| {done:,} | {spent:.2f} | {file.stat().st_size / 1e6:,.0f} | {memory:,.0f} |", flush=True)
                for _ in range(pages // 4 - len(facts)):
                    overview.cluster("0" * 64, Facts(signature=chance.randbytes(256)))


def _pieces(text: str) -> list[str]:
    words = text.split()
    return words if len(words) >= LEAST else list(text)


def _true_share(one: str, other: str) -> float:
    mine, theirs = set(runs(one)), set(runs(other))
    return len(mine & theirs) / max(len(mine | theirs), 1)


if __name__ == "__main__":
    main()
