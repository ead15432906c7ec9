"""What is gained by knowing which lines recur on a site: `python benchmarks/furniture.py [--by domain] [--least 3]`.

The pages of WCXB, segments, dates and Fundus, of every type, are grouped by the host of their addresses. Of each host
with five pages or more, and for each form, the lines that recur are learnt from all of its pages, as a batch does; then
each page is cleaned without and with them. Told are means over pages of the ruler's shingles, where the gold has the
text, and its counts of snippets; pages of which no gold is known are only learnt from.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus import TEXT_MODES, Row, pages, ruler, texts
from dumps import dump
from newsparse.article import Article, Page
from newsparse.batch.learning import profile_of
from newsparse.errors import InputError
from newsparse.pipeline import clean, page_of
from newsparse.profile import Profile, site_name
from tables import table

SETS = ("wcxb", "segments", "dates", "fundus")
FORMS = ("html", *TEXT_MODES)
FIELDS = ("title", "date", "authors", "source", "is_article")

Shingles = tuple[float, float, float]


@dataclass(frozen=True)
class Input:
    """One page in one form."""

    row: Row
    """Without its text."""
    site: str
    form: str
    text: str
    url: str

    @property
    def gold(self) -> Row:
        gold: Row = self.row["gold"]
        return gold

    def page(self) -> Page | None:
        """As the batch reads it; None where nothing can be read."""
        try:
            return page_of(self.text, url=self.url)
        except InputError:
            return None


@dataclass(frozen=True)
class Answer:
    """What became of a page, without or with the profile."""

    shingles: Shingles | None
    snippets: tuple[int, int, int]
    """Rightly there, wrongly there, missing."""
    fields: tuple[Any, ...]
    dropped: tuple[str, ...]
    """The blocks that were dropped for what recurs."""


@dataclass(frozen=True)
class Pair:
    """The two answers of a page."""

    page: Input
    without: Answer
    known: Answer


def host_of(row: Row) -> str:
    return site_name([row["url"] or ""], None).removeprefix("./")


def domain_of(row: Row) -> str:
    domain: str = ruler().domain(row["url"])
    return domain if "." in domain else ""


def sites(sets: Sequence[str], by: Callable[[Row], str], least: int) -> dict[str, list[Input]]:
    """The inputs of each site with so many pages, in all forms."""
    rows = {name: list(pages(name)) for name in sets}
    addresses: dict[str, set[str]] = defaultdict(set)
    for row in (row for of_set in rows.values() for row in of_set):
        addresses[by(row)].add(row["url"])
    wanted = {site for site, found in addresses.items() if site and len(found) >= least}
    gathered: dict[str, list[Input]] = defaultdict(list)
    for name, of_set in rows.items():
        chosen = [row for row in of_set if by(row) in wanted]
        dumps = {} if name == "dates" else {row["id"]: row["texts"] for row in texts(name)}
        for row in chosen:
            gathered[by(row)].extend(inputs(row, by(row), dumps.get(row["id"])))
    return gathered


def inputs(row: Row, site: str, dumps: dict[str, str] | None) -> Iterator[Input]:
    url = urlsplit(row["url"])._replace(netloc=site).geturl()
    told = {key: value for key, value in row.items() if key != "html"}
    for form in FORMS:
        text = row["html"] if form == "html" else dump(row["html"], form) if dumps is None else dumps.get(form, "")
        if text.strip():
            yield Input(told, site, form, text, url)


def learnt(found: Iterable[Input], path: Path) -> Path:
    """The profile of some pages, written to a file."""
    read = ((one.page(), None) for one in found)
    path.write_text("".join(f"{row}\n" for row in profile_of([(page, name) for page, name in read if page])), "utf-8")
    return path


def asked(job: tuple[Input, Path]) -> Pair | None:
    page, path = job
    try:
        without, known = (clean(page.text, url=page.url, profile=one) for one in (None, Profile.load(path)))
    except InputError:
        return None
    return Pair(page, answer(page, without), answer(page, known))


def answer(page: Input, article: Article) -> Answer:
    score, gold = ruler(), page.gold
    counts = score.shingle_counts(score.article_text(gold), article.text) if gold.get("body") else None
    squeezed = score.squeeze(article.text)
    inside, outside = ([score.squeeze(one) in squeezed for one in gold.get(key) or ()] for key in ("with", "without"))
    dropped = tuple(block.text for block in article.blocks if block.reason.endswith("pages of this site"))
    fields = tuple(getattr(article, field) for field in FIELDS)
    return Answer(counts, (sum(inside), sum(outside), len(inside) - sum(inside)), fields, dropped)


# ------------------------------------------------------------------ what is told


def told(name: str, pairs: Sequence[Pair]) -> str:
    """A table: for each form, precision, recall and F1 without and with what recurs."""
    lines = [line(form, [pair for pair in pairs if pair.page.form == form]) for form in FORMS]
    lines.append(line("mean of text", [pair for pair in pairs if pair.page.form != "html"]))
    head = [name, "pages", "precision", "with profile", "recall", "with profile", "F1", "with profile"]
    return table(head, [one for one in lines if one])


def line(name: str, pairs: Sequence[Pair]) -> list[str]:
    scored = [
        (pair.without.shingles, pair.known.shingles)
        for pair in pairs
        if pair.without.shingles is not None and pair.known.shingles is not None
    ]
    if not scored:
        return []
    before, after = (ruler().shingle_scores(list(counts)) for counts in zip(*scored, strict=True))
    figures = [f"{value:.3f}" for both in zip(before, after, strict=True) for value in both]
    forms = len({pair.page.form for pair in pairs})
    return [name, str(len(scored) // forms), *figures]


def snippets(pairs: Sequence[Pair]) -> str:
    parts = []
    for name, answers in (("without", [pair.without for pair in pairs]), ("with", [pair.known for pair in pairs])):
        there, wrong, missing = (sum(one.snippets[place] for one in answers) for place in range(3))
        parts.append(f"{name}: {there} rightly there, {wrong} wrongly there, {missing} missing")
    return "; ".join(parts)


def changed(pairs: Sequence[Pair]) -> str:
    counts = Counter(
        name
        for pair in pairs
        for name, before, after in zip(FIELDS, pair.without.fields, pair.known.fields, strict=True)
        if before != after
    )
    return ", ".join(f"{name} {counts[name]}" for name in FIELDS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--by", choices=("host", "domain"), default="host")
    parser.add_argument("--least", type=int, default=5, help="pages of the smallest site")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--dropped", type=int, default=0, help="show so many of the lines dropped most often")
    options = parser.parse_args()
    found = sites(options.sets.split(","), host_of if options.by == "host" else domain_of, options.least)
    with tempfile.TemporaryDirectory() as folder, Pool(2) as pool:
        jobs = list(prepared(found, Path(folder)))
        pairs = [pair for pair in pool.imap(asked, jobs, chunksize=4) if pair is not None]
    split = ruler().split_of
    print(f"{len(found)} sites by {options.by} with {options.least} pages or more\n")
    for name in ("all", "train", "valid"):
        print(told(name, [pair for pair in pairs if name in ("all", split(pair.page.row))]), end="\n\n")
    print(told("articles", [pair for pair in pairs if pair.page.row["page_type"] in (None, "article")]), end="\n\n")
    dumped = [pair for pair in pairs if pair.page.form != "html"]
    print(f"snippets in text: {snippets(dumped)}\nfields that differ, of {len(pairs)} inputs: {changed(pairs)}")
    lines = Counter(text for pair in pairs for text in pair.known.dropped)
    for text, count in lines.most_common(options.dropped):
        print(f"{count:5} {text[:100]}")


def prepared(found: dict[str, list[Input]], folder: Path) -> Iterator[tuple[Input, Path]]:
    for site, every in found.items():
        for form in FORMS:
            of_form = [one for one in every if one.form == form]
            path = learnt(of_form, folder / f"{form}-{len(site)}-{abs(hash(site))}.jsonl")
            yield from ((one, path) for one in of_form)


if __name__ == "__main__":
    main()
