"""Learns which pages are articles: `python benchmarks/train_article.py`.

Pages of all types are cleaned as the product cleans them; the columns are the product's own. First words are weighed
(those of the headline, of what was kept and what was not, of classes, addresses and claims), then trees see these sums
beside the shape of the page, then what they say is calibrated on pages that they have not seen. Written are
`data/story.bin` and `data/story_words.json`, the same bytes each time. The labeller is to be learnt before.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pool
from typing import Any

import numpy

import boosting
from corpus import LICENCES, TEXT_MODES, Row, digest, pages, ruler, texts
from newsparse.article import Claim
from newsparse.fields.story_evidence import COLUMNS, GROUPS, Parts, shape_row, word_row, words_of
from newsparse.learnt import DATA
from newsparse.lexicon import languages
from newsparse.pipeline import fields_of, likely_languages
from newsparse.read import read

SETS = ("wcxb", "fundus", "chinese", "segments", "readability")
KINDS = {"html2text": "markdown", "html": "html"}
DUMPS = 2
"""Dumps of each page that are learnt from, by chance; measured are all."""
CLEAN = "clean"
"""The form that is the gold article and nothing else, as others' tools give it."""
BRIEF = 4
"""Paragraphs of the same in brief, title and lede among them: short news without any furniture."""
MADE = {11: 5, 12: 2}
"""Seeds of generated pages, for learning and for measuring, and how many there are of each language in each form."""
FOLDS = 3
TREES = {"trees": 80, "leaves": 8, "rate": 0.1, "smallest": 60}
STRENGTH = 0.02
"""Inverse of the regularisation of the words' weights."""
MOST_WORDS = 2200
LEAST_SITES = {"title": 10, "kept": 20, "other": 20, "path": 12, "url": 8, "type": 4}
"""Sites that a word has to be on."""
WORD_SET = "wcxb"
"""The set that words are learnt from: the only one that has pages of all types, in one language. Any other language
would look like an article."""
WEIGHTS = {"wcxb": 1.0, "fundus": 4.0, "chinese": 3.0, "segments": 0.5, "readability": 0.5, "generated": 0.4}
"""What a page counts; news in few languages but many words must not drown in English pages."""
NO_STORY, CLEANED = 4.0, 0.3
"""How much more generated pages without a story count, which are rare, and how much less the
form CLEAN of real ones."""

Job = tuple[dict[str, Any], str, str, str | None, str]
Weights = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Sample:
    """One page in one form."""

    id: str
    site: str
    page_set: str
    page_type: str
    language: str
    valid: bool
    form: str
    truth: bool
    shape: list[float]
    words: dict[str, frozenset[str]]


def sample(job: Job) -> Sample:
    """Cleans one input; the caller gives its address where `url` is one."""
    facts, form, text, url, kind = job
    page = read(text, kind)
    if url is not None:
        page = replace(page, claims=(Claim("url", url, "caller"), *page.claims))
    lexicon = languages.load(likely_languages(page))
    labels, found = fields_of(page, lexicon)
    parts = Parts.of(page, labels)
    words = words_of(page, found, parts)
    return Sample(
        **facts,
        form=form,
        truth=facts["page_type"] == "article",
        shape=shape_row(page, labels, found, parts),
        words={group: frozenset(map(sys.intern, words[group])) for group in GROUPS},
    )


def jobs() -> Iterator[Job]:
    score = ruler()
    for name in SETS:
        for row in pages(name):
            facts = facts_of(row, name, score)
            yield facts, "html", row["html"], row["url"], "html"
            if row["gold"].get("body"):
                text = clean_text(row["gold"])
                yield facts, CLEAN, text, None, "text"
                yield facts, CLEAN, "\n\n".join(text.split("\n\n")[:BRIEF]), None, "text"
        for row in texts(name):
            facts = facts_of(row, name, score)
            for form in TEXT_MODES if facts["valid"] else by_chance(row["id"])[:DUMPS]:
                addressed = facts["valid"] or chance(f"{row['id']} {form}") % 2
                if text := row["texts"].get(form, "").strip():
                    yield facts, form, text, row["url"] if addressed else None, KINDS.get(form, "text")
    yield from generated()


def facts_of(row: Row, name: str, score: Any) -> dict[str, Any]:
    return {
        "id": row["id"],
        "site": score.domain(row["url"]) or row["id"],
        "page_set": name,
        "page_type": row["page_type"],
        "language": row["lang"] or "",
        "valid": score.split_of(row) == "valid",
    }


def generated() -> Iterator[Job]:
    import generated as made

    for seed, count in MADE.items():
        for page in made.pages(seed, count * len(made.languages()) * len(made.SHAPES)):
            facts = {
                "id": page.id,
                "site": page.id,
                "page_set": "generated",
                "page_type": "article" if page.gold else "index",
                "language": page.language,
                "valid": seed != min(MADE),
            }
            yield facts, page.shape, page.text, None, page.kind
            if page.gold and chance(page.id) % 4 == 0:
                yield facts, CLEAN, page.gold, None, "text"


def clean_text(gold: dict[str, Any]) -> str:
    lines = (gold.get("title"), gold.get("lede"), *gold["body"].split("\n"))
    return "\n\n".join(line.strip() for line in lines if line and line.strip())


def chance(name: str) -> int:
    return hashlib.sha1(name.encode()).digest()[0]


def by_chance(name: str) -> list[str]:
    return sorted(TEXT_MODES, key=lambda form: hashlib.sha1(f"{name} {form}".encode()).digest())


def fold(one: Sample) -> int:
    """Which part of the training pages a page is in; a site is in one."""
    return chance(one.site) % FOLDS


# ------------------------------------------------------------------ learning


def learn_words(data: Sequence[Sample]) -> Weights:
    """Weights of the words that tell most, by a regularised logistic regression, in hundredths of log odds."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    known = shares_of_sites(data)
    bags = [
        {f"{group}:{word}": 1.0 for group in GROUPS for word in sorted(one.words[group] & known[group].keys())}
        for one in data
    ]
    forms = Counter(one.id for one in data)
    truth, weight = [one.truth for one in data], [1 / forms[one.id] for one in data]
    vectors = DictVectorizer().fit(bags)
    names, table = vectors.get_feature_names_out(), vectors.transform(bags)
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    shares = numpy.asarray([known[group][word] for group, _, word in (name.partition(":") for name in names)])
    tells = numpy.abs(model.fit(table, truth, weight).coef_[0]) * numpy.sqrt(shares * (1 - shares))
    best = numpy.sort(numpy.argsort(-tells, kind="stable")[:MOST_WORDS])
    model.fit(table[:, best], truth, weight)
    weights: Weights = {group: {} for group in GROUPS}
    for name, value in zip(names[best], model.coef_[0], strict=True):
        group, _, word = name.partition(":")
        if hundredths := round(100 * float(value)):
            weights[group][word] = hundredths
    return weights


def shares_of_sites(data: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """On what share of the sites a word is, of those that are on enough."""
    sites: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in data:
        for group in GROUPS:
            for word in one.words[group]:
                sites[group, word].add(one.site)
    count = len({one.site for one in data})
    return {
        group: {
            word: len(on) / count
            for (where, word), on in sites.items()
            if where == group and len(on) >= LEAST_SITES[group] and (group == "type" or word.isascii())
        }
        for group in GROUPS
    }


def table_of(data: Iterable[Sample], weights: Callable[[Sample], Weights]) -> Any:
    return numpy.asarray([[*one.shape, *word_row(one.words, weights(one))] for one in data], numpy.float32)


def weight_of(data: Sequence[Sample]) -> Any:
    forms = Counter(one.id for one in data)
    found = numpy.asarray([WEIGHTS[one.page_set] / forms[one.id] for one in data])
    found[[one.page_type == "index" for one in data]] *= NO_STORY
    found[[one.form == CLEAN and one.page_set != "generated" for one in data]] *= CLEANED
    return found


def calibrated(scores: Any, data: Sequence[Sample]) -> tuple[float, float]:
    """Slope and shift of the scores' log odds, on real pages of all types that the trees have not seen."""
    from sklearn.linear_model import LogisticRegression

    real = numpy.asarray([one.page_set == WORD_SET and one.form != CLEAN for one in data])
    model = LogisticRegression(C=1e6).fit(odds(scores)[real], numpy.asarray([one.truth for one in data])[real])
    return round(float(model.coef_[0][0]), 4), round(float(model.intercept_[0]), 4)


def odds(scores: Any) -> Any:
    held = numpy.clip(scores, 1e-6, 1 - 1e-6)
    return numpy.log(held / (1 - held)).reshape(-1, 1)


def train(learn: Sequence[Sample]) -> tuple[Any, Weights, tuple[float, float]]:
    """The trees, the words' weights, and the calibration."""
    worded = [one for one in learn if one.page_set == WORD_SET]
    without = [learn_words([one for one in worded if fold(one) != k]) for k in range(FOLDS)]
    table = table_of(learn, lambda one: without[fold(one)])
    truth, weight = numpy.asarray([one.truth for one in learn]), weight_of(learn)
    folds = numpy.asarray([fold(one) for one in learn])
    scores = numpy.zeros(len(learn))
    for k in range(FOLDS):
        rest = folds != k
        scores[~rest] = boosting.fit(table[rest], truth[rest], weight[rest], **TREES).predict(table[~rest])
    return boosting.fit(table, truth, weight, **TREES), learn_words(worded), calibrated(scores, learn)


def save(booster: Any, weights: Weights, calibration: tuple[float, float], inputs: int) -> int:
    about = {
        "command": "python benchmarks/train_article.py",
        "corpus": digest(*(f"{kind}-{one}" for one in SETS for kind in ("pages", "texts"))),
        "licences": LICENCES,
        "inputs": inputs,
    }
    size = boosting.save(booster, "story", COLUMNS, about)
    written = {"about": about, "calibration": calibration, "weights": weights}
    lines = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return size + (DATA / "story_words.json").write_bytes(lines.encode() + b"\n")


# ------------------------------------------------------------------ measuring


def report(data: Sequence[Sample], said: Any) -> None:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, one in enumerate(data):
        if one.page_set == "generated":
            groups["generated", one.page_type, one.language if one.truth else ""].append(index)
        else:
            groups[one.page_set, one.form, "all"].append(index)
            groups[one.page_set, one.form, one.page_type].append(index)
    truth = numpy.asarray([one.truth for one in data])
    for name, rows in sorted(groups.items()):
        right, brier = (said[rows] >= 0.5) == truth[rows], (said[rows] - truth[rows]) ** 2
        print(f"  {' '.join(name):40} n={len(rows):4} right {right.mean():.3f} Brier {brier.mean():.3f}")
    real = numpy.asarray([one.page_set == WORD_SET and one.form != CLEAN for one in data])
    for low in numpy.arange(0, 1, 0.1):
        inside = real & (said >= low) & (said < low + 0.1)
        if inside.any():
            print(
                f"  said {low:.1f}: n={inside.sum():4} mean {said[inside].mean():.3f} true {truth[inside].mean():.3f}"
            )


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with Pool(2) as pool:
        data = list(pool.imap(sample, jobs(), chunksize=8))
    learn, valid = [one for one in data if not one.valid], [one for one in data if one.valid]
    booster, weights, (slope, shift) = train(learn)
    size = save(booster, weights, (slope, shift), len(learn))
    print(f"{size} bytes, {len(learn)} inputs, {sum(map(len, weights.values()))} words, {slope:.3f} and {shift:.3f}")
    scores = odds(booster.predict(table_of(valid, lambda _: weights)))[:, 0]
    report(valid, 1 / (1 + numpy.exp(-(slope * scores + shift))))
    gains = sorted(zip(COLUMNS, booster.feature_importance("gain"), strict=True), key=lambda pair: -pair[1])
    print("  " + ", ".join(f"{column} {gain / sum(g for _, g in gains):.3f}" for column, gain in gains))


if __name__ == "__main__":
    main()
