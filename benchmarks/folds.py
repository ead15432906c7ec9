"""How well newsparse does on sites and dump tools that its labeller has not learnt from, over many pages.

    python benchmarks/folds.py                               # five folds by domain, all pages of fundus and chinese
    python benchmarks/folds.py --only 0,3                    # some of the five
    python benchmarks/folds.py --without-dump html_text      # a dump tool that training does not see (may be repeated)
    python benchmarks/folds.py --weights FOLDER              # keeps what was learnt; what is there is not learnt again

A fold is a fifth of all domains (of the Chinese pages, which have none, a fifth of the pages). It is left out of every
set that training reads; then its pages are cleaned, from end to end, by a copy of newsparse with the weights learnt
without them. Fold 0 has the domains of the valid split. For a dump tool, training sees the train split without that
tool's dumps, and the loss on the valid split is told against a training with all of them. Only the labeller is learnt
anew: the model of torn lines, and what fields have learnt, stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import TEXT_MODES, Row, pages, ruler, texts
from tables import average, shown, table

SOURCE = Path(__file__).resolve().parents[1] / "src" / "newsparse"
FOLDS = 5
FORMS = ("html", *TEXT_MODES)

Wanted = Callable[[Row], bool]
Train = Callable[[Path, Wanted, Sequence[str]], None]
"""(folder that the weights go to, which pages of the corpus to learn from, in which forms)."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One page in one form."""

    page_set: str
    form: str
    language: str | None
    shingles: tuple[float, float, float]


def fold_of(row: Row) -> int:
    """Which fifth of the domains a page is in; fold 0 is the ruler's valid split."""
    key = ruler().domain(row["url"]) or row["id"]
    return hashlib.sha1(key.encode()).digest()[0] % FOLDS


def learnt(name: str, train: Train, wanted: Wanted, forms: Sequence[str], weights: Path) -> Path:
    """A copy of newsparse with weights learnt from the wanted pages; the folder to import it from."""
    home = weights / name
    if not home.is_dir():
        half = weights / f"{name}.part"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(SOURCE, half / "newsparse", ignore=shutil.ignore_patterns("__pycache__"))
        print(f"{name}: learning", file=sys.stderr, flush=True)
        train(half / "newsparse" / "data", wanted, forms)
        half.rename(home)
    return home


def scored(home: Path, which: str, forms: Sequence[str]) -> list[Scored]:
    """The scores of some pages, by the newsparse of that folder; in a process of its own, where no other is loaded."""
    environment = {**os.environ, "PYTHONPATH": str(home)}
    command = [sys.executable, __file__, "--score", which, "--forms", ",".join(forms)]
    lines = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    first, *rest = map(json.loads, lines)
    if not Path(first["newsparse"]).is_relative_to(home):
        raise RuntimeError(f"scored with the newsparse of {first['newsparse']}")
    return [Scored(**one) for one in rest]


def score(which: str, forms: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The other end: which newsparse it is, then each page in each form."""
    import newsparse

    yield {"newsparse": newsparse.__file__}
    for page_set in sets_of(which):
        for row in rows(page_set, which):
            true = ruler().article_text(row["gold"])
            for form in forms:
                text = row["inputs"][form]
                counts = ruler().shingle_counts(true, cleaned(text, row["url"]))
                yield {"page_set": page_set, "form": form, "language": row["lang"], "shingles": counts}


def cleaned(text: str, url: str | None) -> str:
    """The text that newsparse takes; none where it cannot read the page."""
    import newsparse

    try:
        return newsparse.clean(text, url=url).text
    except newsparse.InputError:
        return ""


def sets_of(which: str) -> tuple[str, ...]:
    return ("fundus", "wcxb") if which == "valid" else ("fundus", "chinese")


def rows(page_set: str, which: str) -> Iterator[Row]:
    """The articles to score, with their inputs: those of a fold (`0` to `4`), or of the valid split (`valid`)."""

    def asked(row: Row) -> bool:
        right = ruler().split_of(row) == "valid" if which == "valid" else fold_of(row) == int(which)
        return right and row["page_type"] in (None, "article")

    html = {row["id"]: row["html"] for row in pages(page_set) if asked(row)}
    for row in texts(page_set):
        if row["id"] in html:
            yield {**row, "inputs": {"html": html[row["id"]], **row["texts"]}}


# ------------------------------------------------------------------ what is asked


def by_domain(train: Train, weights: Path, only: Sequence[int]) -> str:
    """Two tables: Fundus by fold, and all pages by language."""
    found = {fold: scored(without(fold, train, weights), str(fold), FORMS) for fold in only}
    every = [one for fold in only for one in found[fold]]
    lines = [line(f"fold {fold}", of_set("fundus", found[fold])) for fold in only]
    lines.append(line("all", of_set("fundus", every)))
    head = ["pages", *FORMS, "mean of text"]
    counts = Counter(one.language or "?" for one in every)
    tongues = [
        line(tongue, [one for one in every if (one.language or "?") == tongue]) for tongue, _ in counts.most_common()
    ]
    return f"{table(['fundus', *head], lines)}\n\n{table(['language', *head], tongues)}"


def without(fold: int, train: Train, weights: Path) -> Path:
    def wanted(row: Row) -> bool:
        return fold_of(row) != fold

    return learnt(f"fold-{fold}", train, wanted, FORMS, weights)


def of_set(page_set: str, found: Sequence[Scored]) -> list[Scored]:
    return [one for one in found if one.page_set == page_set]


def line(name: str, found: Sequence[Scored]) -> list[str]:
    means = {form: quality(found, form) for form in FORMS}
    number = sum(one.form == FORMS[0] for one in found)
    return [name, str(number), *map(shown, means.values()), shown(average(means[form] for form in TEXT_MODES))]


def without_dumps(train: Train, weights: Path, dumps: Sequence[str]) -> str:
    """A table: for each dump tool the F1 on its dumps, learnt with and without it."""

    def wanted(row: Row) -> bool:
        return bool(ruler().split_of(row) == "train")

    whole = scored(learnt("all-dumps", train, wanted, FORMS, weights), "valid", dumps)
    lines = []
    for dump in dumps:
        others = [form for form in FORMS if form != dump]
        part = scored(learnt(f"without-{dump}", train, wanted, others, weights), "valid", [dump])
        for page_set in sets_of("valid"):
            before, after = (quality(of_set(page_set, found), dump) for found in (whole, part))
            loss = (before or 0) - (after or 0)
            lines.append([dump, page_set, shown(before), shown(after), f"{loss:+.3f}"])
    return table(["dump tool", "pages", "learnt with it", "learnt without it", "loss"], lines)


def quality(found: Sequence[Scored], form: str) -> float | None:
    """The ruler's F1 over the pages in one form."""
    counts = [one.shingles for one in found if one.form == form]
    return float(ruler().shingle_scores(counts)[2]) if counts else None


def trainer() -> Train:
    import train_labels

    train: Train = train_labels.train_into
    return train


@contextmanager
def folder(given: Path | None) -> Iterator[Path]:
    """Where weights are kept: the folder given, or one that goes when all is done."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given.resolve()
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made).resolve()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="0,1,2,3,4", help="which of the five folds")
    parser.add_argument("--without-dump", action="append", choices=TEXT_MODES, help="a dump tool to leave out")
    parser.add_argument("--weights", type=Path, metavar="FOLDER", help="where what was learnt is kept")
    parser.add_argument("--score", help=argparse.SUPPRESS)
    parser.add_argument("--forms", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.score:
        for one in score(options.score, options.forms.split(",")):
            print(json.dumps(one))
        return
    with folder(options.weights) as weights:
        if options.without_dump:
            print(without_dumps(trainer(), weights, options.without_dump))
        else:
            print(by_domain(trainer(), weights, [int(fold) for fold in options.only.split(",")]))


if __name__ == "__main__":
    main()
