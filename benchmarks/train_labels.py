"""Learns which blocks are the story: `python benchmarks/train_labels.py`.

Gold articles are aligned with the blocks that the product's own readers give; the columns are the product's own
features. Two pairs of models come out (a first and a second look): for text and Markdown, over every dump of a page,
and for HTML. Written are `data/labels_*.json` and `data/path_words.json`, the same bytes each time.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from typing import Any

import numpy

import boosting
from align import shares
from corpus import LICENCES, TEXT_MODES, Row, digest, pages, ruler, texts
from newsparse.article import Page
from newsparse.label import features
from newsparse.label.paths import PATH_FEATURES, SCORES, path_scores, words_of
from newsparse.label.second import SECOND_FEATURES, second_rows
from newsparse.lexicon import languages
from newsparse.pipeline import likely_languages
from newsparse.read import read

SETS = ("fundus", "wcxb", "chinese", "readability")
FIRST = SECOND = {"trees": 120, "leaves": 31, "smallest": 40}
FOLDS = 3
LEAST_PAGES = 12
KINDS = {"html2text": "markdown", "html": "html"}


@dataclass(frozen=True)
class Sample:
    """One page in one form: its rows, the truth of each, and how much each counts."""

    id: str
    form: str
    valid: bool
    page_set: str
    rows: numpy.ndarray[Any, Any]
    truth: numpy.ndarray[Any, Any]
    weight: numpy.ndarray[Any, Any]
    paths: list[tuple[str, ...]]


def wanted(row: Row) -> bool:
    return row["page_type"] in (None, "article") and bool(row["gold"].get("body"))


def sample(job: tuple[str, str, bool, str, str, str]) -> Sample | None:
    """Reads one input and aligns it with its gold."""
    identity, form, valid, page_set, text, gold = job
    page: Page = read(text, KINDS.get(form, "text"))
    if not page.blocks:
        return None
    found, sizes = shares([block.text for block in page.blocks], gold)
    lexicon = languages.load(likely_languages(page))
    rows = numpy.asarray(features.rows_of(page, features.facts_of(page, lexicon)), numpy.float32)
    total = max(50, sum(n for s, n in zip(found, sizes, strict=True) if s >= 0.5))
    weight = numpy.asarray([max(n, 1) / total for n in sizes], numpy.float32)
    truth = numpy.asarray([s >= 0.5 for s in found])
    paths = [block.path for block in page.blocks] if form == "html" else []
    return Sample(identity, form, valid, page_set, rows, truth, weight, paths)


def jobs(forms: tuple[str, ...]) -> Iterator[tuple[str, str, bool, str, str, str]]:
    score = ruler()
    for name in SETS:
        for row in pages(name) if forms == ("html",) else texts(name):
            if not wanted(row):
                continue
            gold, valid = score.article_text(row["gold"]), score.split_of(row) == "valid"
            for form in forms:
                text = row["html"] if form == "html" else row["texts"].get(form, "")
                if text.strip():
                    yield row["id"], form, valid, name, text, gold


def samples(forms: tuple[str, ...]) -> list[Sample]:
    with Pool(2) as pool:
        return [one for one in pool.imap(sample, jobs(forms), chunksize=8) if one is not None]


def learn_path_words(train: list[Sample]) -> dict[str, float]:
    """Log odds of path words by a regularised logistic regression, over words that enough pages have."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    words = {path: words_of(path) for one in train for path in one.paths}
    pages_with = Counter(word for one in train for word in frozenset().union(*(words[path] for path in one.paths)))
    known = {word for word, count in pages_with.items() if count >= LEAST_PAGES}
    bags = [dict.fromkeys(sorted(words[path] & known), 1.0) for one in train for path in one.paths]
    vectors = DictVectorizer().fit(bags)
    model = LogisticRegression(C=0.3, max_iter=300)
    model.fit(
        vectors.transform(bags),
        numpy.concatenate([one.truth for one in train]),
        numpy.sqrt(numpy.concatenate([one.weight for one in train])),
    )
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    return {word: round(float(weight), 2) for word, weight in sorted(weights.items()) if abs(weight) >= 0.05}


def with_path_scores(data: list[Sample]) -> dict[str, float]:
    """Fills in the columns of the path words and returns the words' weights.

    A page that is learnt from gets its scores from weights that were learnt without it, as a new page would.
    """
    learn = [one for one in data if not one.valid]
    without = [learn_path_words([one for one in learn if fold(one) != k]) for k in range(FOLDS)]
    weights = learn_path_words(learn)
    first = len(features.TEXT_FEATURES) + PATH_FEATURES.index(SCORES[0])
    for one in data:
        words = weights if one.valid else without[fold(one)]
        one.rows[:, first : first + len(SCORES)] = [path_scores(path, words) for path in one.paths]
    return weights


def f1(kept: Any, one: Sample) -> float:
    """Word F1 of a page, as far as blocks can tell."""
    right, said, true = (one.weight[m].sum() for m in (kept & one.truth, kept, one.truth))
    return float(2 * right / (said + true)) if said + true else 1.0


def report(data: list[Sample], scores: list[Any]) -> None:
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one, score in zip(data, scores, strict=True):
        groups[one.page_set, one.form].append(f1(score >= 0.5, one))
    for (name, form), values in sorted(groups.items()):
        print(f"  {name:12} {form:12} n={len(values):4} F1 {numpy.mean(values):.4f}")


def train(form: str, names: list[str], data: list[Sample]) -> None:
    """Learns the first look, then the second on what the first says of pages that it has not learnt from."""
    learn, valid = [one for one in data if not one.valid], [one for one in data if one.valid]
    first = booster(learn, [one.rows for one in learn], FIRST)
    folds = [
        booster([one for one in learn if fold(one) != k], [one.rows for one in learn if fold(one) != k], FIRST)
        for k in range(FOLDS)
    ]
    seconds = [second(one.rows, folds[fold(one)].predict(one.rows)) for one in learn]
    last = booster(learn, seconds, SECOND)
    about = {
        "command": "python benchmarks/train_labels.py",
        "corpus": digest(*(f"{kind}-{one}" for one in SETS for kind in ("pages", "texts"))),
        "licences": LICENCES,
        "inputs": len(learn),
    }
    all_names = [*names, *SECOND_FEATURES]
    sizes = [
        boosting.save(first, f"labels_{form}_1", names, about),
        boosting.save(last, f"labels_{form}_2", all_names, about),
    ]
    print(f"{form}: {sizes} bytes, {len(learn)} inputs")
    looks = [first.predict(one.rows) for one in valid]
    report(valid, looks)
    report(valid, [(look + last.predict(second(one.rows, look))) / 2 for one, look in zip(valid, looks, strict=True)])
    gains = sorted(zip(all_names, last.feature_importance("gain"), strict=True), key=lambda pair: -pair[1])
    print("  " + ", ".join(f"{feature} {gain / sum(g for _, g in gains):.3f}" for feature, gain in gains[:40]))


def booster(data: list[Sample], rows: list[Any], size: dict[str, Any]) -> Any:
    truth, weight = numpy.concatenate([one.truth for one in data]), numpy.concatenate([one.weight for one in data])
    return boosting.fit(numpy.concatenate(rows), truth, weight, **size)


def second(rows: Any, scores: Any) -> Any:
    return numpy.asarray(second_rows(rows.tolist(), scores.tolist()), numpy.float32)


def fold(one: Sample) -> int:
    """Which part of the training pages a page is in; all its forms are in one."""
    return hashlib.sha1(one.id.encode()).digest()[0] % FOLDS


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", choices=("text", "html"), help="train one of the two")
    only = options.parse_args().only
    if only != "html":
        train("text", list(features.TEXT_FEATURES), samples(TEXT_MODES))
    if only != "text":
        data = samples(("html",))
        boosting.write("path_words", {"weights": with_path_scores(data)})
        train("html", [*features.TEXT_FEATURES, *PATH_FEATURES], data)


if __name__ == "__main__":
    main()
