"""Learns what kind of noise a dropped block is: `python benchmarks/train_noise.py`.

Truth by construction: the classes and ids around a block of HTML say what its noise is (`data/noise_paths.toml`), and
what they say goes over to the lines of the page's dumps that have the same words. Generated pages, whose lines have
labels, add languages that the corpus lacks. The figures are those of the valid split, in dumps, by the same truth.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import newsparse
from corpus import LICENCES, Row, digest, ruler
from corpus import pages as corpus_pages
from corpus import texts as corpus_texts
from generated import pages as generated_pages
from newsparse.article import LabelledBlock
from newsparse.label.noise import OTHER, SCALE, SURE, NoiseWords, is_doubtful, likeliest, smoothed, words_of
from newsparse.learnt import DATA

SETS = ("fundus", "wcxb", "segments", "unlabelled", "readability", "chinese")
MODES = ("bs4", "innertext")
SHAPES = ("bs4", "innertext", "copied", "wet", "phone")
GENERATED = 1500
"""Made-up pages to learn from."""
LINES = 40
"""Lines of a page to learn from, taken evenly: a page of a thousand menu entries teaches no more than one of forty."""
WORDS = 5200
"""Words that the model keeps."""
DOMAINS = 3
"""Sites, or languages of generated pages, that a word must stand on: one site's words are no use elsewhere."""
STRENGTH = 0.1
"""How far weights may go from nothing."""
KINDS = {
    "teaser": "teaser or related story",
    "other story": "teaser or related story",
    "promotion": "newsletter or advert",
    "interface": "interface or navigation",
    "consent": "consent notice",
    "comment": "reader comments",
    "legal": "legal footer",
    "correction": "correction notice",
    "embedded": "social or embedded post",
    "pull quote": OTHER,
    "caption": OTHER,
    "byline": OTHER,
    "date": OTHER,
}
"""Kinds of noise by the labels of generated lines."""
BIOGRAPHY = "author biography"
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The dropped blocks of one page in one form."""

    domain: str
    split: str
    truth: dict[int, str]
    """Kind of noise by the block's index, where it is known."""
    words: dict[int, list[str]]
    """What the model reads of every doubtful block."""


def squeezed(text: str) -> str:
    return SPACE.sub("", text)


def sheet(blocks: Sequence[LabelledBlock], kinds: dict[str, str], domain: str, split: str) -> Sheet:
    doubtful = [index for index, block in enumerate(blocks) if is_doubtful(block)]
    words = {index: list(found) for index, found in zip(doubtful, words_of(blocks, doubtful), strict=True)}
    named = {index: kinds.get(squeezed(blocks[index].text), "") for index in doubtful}
    return Sheet(domain, split, {index: kind for index, kind in named.items() if kind}, words)


def of_corpus() -> Iterator[Sheet]:
    """The dumps of the corpus, with what the HTML says."""
    for name in SETS:
        dumps = {row["id"]: row["texts"] for row in corpus_texts(name)}
        for row in corpus_pages(name):
            kinds = said(row)
            for mode in MODES:
                text = dumps.get(row["id"], {}).get(mode)
                if kinds and text:
                    blocks = cleaned(text, row["url"])
                    yield sheet(blocks, kinds, ruler().domain(row["url"]) or row["id"], ruler().split_of(row))


def cleaned(text: str, url: str | None) -> Sequence[LabelledBlock]:
    try:
        return newsparse.clean(text, url=url).blocks
    except newsparse.InputError:
        return ()


def said(row: Row) -> dict[str, str]:
    """What the page's HTML says of its lines, those aside of which it says two things."""
    found: dict[str, set[str]] = defaultdict(set)
    for block in cleaned(row["html"], row["url"]):
        plain = block.kind.value in ("caption", "byline", "date", "credit")
        found[squeezed(block.text)].add("" if block.kept else OTHER if plain else block.reason)
    known = {*KINDS.values(), BIOGRAPHY}
    return {text: next(iter(kinds)) for text, kinds in found.items() if len(kinds) == 1 and kinds <= known}


def of_generated() -> Iterator[Sheet]:
    for page in generated_pages(20, GENERATED, shapes=SHAPES):
        found: dict[str, set[str]] = defaultdict(set)
        for label, text in page.lines:
            long_credit = label == "credit" and len(text) > 40
            found[squeezed(text)].add(BIOGRAPHY if long_credit else KINDS.get(label, ""))
        kinds = {text: next(iter(labels)) for text, labels in found.items() if len(labels) == 1 and "" not in labels}
        yield sheet(cleaned(page.text, None), kinds, f"generated-{page.language}", "train")


def learn(sheets: Sequence[Sheet], kinds: Sequence[str]) -> dict[int, tuple[int, ...]]:
    """The rows of `NoiseWords`: learnt twice, the second time with the words that said most the first time."""
    domains: dict[str, set[str]] = defaultdict(set)
    for one in sheets:
        for index in some(one.truth):
            for word in one.words[index]:
                domains[word].add(one.domain)
    vocabulary = sorted(word for word, where in domains.items() if len(where) >= DOMAINS)
    weights, counts = fitted(sheets, kinds, vocabulary)
    said_most = numpy.abs(weights[1:]).max(axis=1) * numpy.sqrt(counts)
    vocabulary = sorted(vocabulary[place] for place in numpy.argsort(-said_most, kind="stable")[:WORDS])
    weights, _ = fitted(sheets, kinds, vocabulary)
    whole = numpy.clip(numpy.rint(weights * SCALE), -127, 127).astype(int).tolist()
    keys = [0, *(crc32(word.encode()) for word in vocabulary)]
    return {key: tuple(row) for key, row in sorted(zip(keys, whole, strict=True)) if any(row) or key == 0}


def fitted(
    sheets: Sequence[Sheet], kinds: Sequence[str], vocabulary: Sequence[str]
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Weights, a row for the constant and one for each word, a column for each kind; and how often words stand."""
    column = {word: place for place, word in enumerate(vocabulary)}
    starts, columns, truth = [0], [], []
    for one in sheets:
        for index in some(one.truth):
            columns.extend(sorted({column[word] for word in one.words[index] if word in column}))
            starts.append(len(columns))
            truth.append(kinds.index(one.truth[index]))
    shape = (len(truth), len(vocabulary))
    rows = csr_matrix((numpy.ones(len(columns)), columns, starts), shape=shape)
    rare = balance(truth, len(kinds))
    model = LogisticRegression(C=STRENGTH, max_iter=150, tol=1e-3)
    model.fit(rows, truth, sample_weight=[rare[kind] for kind in truth])
    often = numpy.asarray(rows.sum(axis=0)).ravel()
    return numpy.vstack([model.intercept_[None, :], model.coef_.T]), often


def some(indices: Iterable[int]) -> list[int]:
    """At most LINES of them, evenly."""
    every = list(indices)
    return every[:: -(-len(every) // LINES)] if every else []


def balance(truth: Sequence[int], kinds: int) -> list[float]:
    """Weights that bring rare kinds halfway to the common ones."""
    total = numpy.bincount(truth, minlength=kinds)
    return [float((total.max() / one) ** 0.5) if one else 1.0 for one in total]


def report(model: NoiseWords, sheets: Iterable[Sheet]) -> str:
    """Precision and recall of every kind, where the model is sure; each page counts its lines up to LINES."""
    right: Counter[str] = Counter()
    named: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for one in sheets:
        scores = {index: model.scores(iter(words)) for index, words in one.words.items()}
        share = 1 / max(1.0, len(one.truth) / LINES)
        for index, kind in one.truth.items():
            found, chance = likeliest(model.kinds, smoothed(scores, index))
            true[kind] += share
            if chance >= SURE and found != OTHER:
                named[found] += share
                right[found] += share * (found == kind)
    lines = [f"{'kind':26} lines  precision  recall"]
    for kind in (kind for kind in model.kinds if kind != OTHER):
        precision, recall = right[kind] / max(1e-9, named[kind]), right[kind] / max(1e-9, true[kind])
        lines.append(f"{kind:26} {true[kind]:5.0f}  {precision:9.2f}  {recall:6.2f}")
    some = sum(named.values())
    lines.append(f"all: {sum(right.values()) / some:.3f} right of what is named, {some / sum(true.values()):.3f} named")
    return "\n".join(lines)


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    corpus = list(of_corpus())
    made = list(of_generated())
    kinds = tuple(sorted({*KINDS.values(), BIOGRAPHY}))
    about = {
        "command": "python benchmarks/train_noise.py",
        "corpus": digest(*(f"{kind}-{name}" for name in SETS for kind in ("pages", "texts"))),
        "licences": LICENCES,
        "generated": GENERATED,
    }
    model = NoiseWords(kinds, about, learn([one for one in corpus if one.split == "train"] + made, kinds))
    size = (DATA / "noise.bin").write_bytes(model.to_bytes())
    print(f"{size} bytes, {len(model.rows)} words")
    print(report(model, [one for one in corpus if one.split == "valid"]))


if __name__ == "__main__":
    main()
