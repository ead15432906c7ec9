"""Learns which blocks are the story: `python benchmarks/train_labels.py`.

Gold articles are aligned with the blocks that the product's own readers give; a teacher labels the pages whose article
nobody knows; made-up pages stand for languages and shapes that the corpus has not. What the network sees is the
product's own. Out comes one network for all forms (`data/labels.bin`), the same bytes each time.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy

import network
from corpus import LICENCES, Row, digest, ruler
from newsparse.label import features
from newsparse.label.network import Network, learnt
from newsparse.label.sequence import least_score
from newsparse.learnt import DATA
from newsparse.lexicon import languages
from newsparse.pipeline import likely_languages
from samples import (
    DUMPED,
    FORMS,
    GOLD,
    UNKNOWN,
    Array,
    Sample,
    Source,
    Told,
    Wanted,
    gather,
    generated,
    known,
    sources,
    taught,
    told_by,
    unlabelled,
    with_kinds,
)
from teacher import scores, views, with_views


def train_into(folder: Path, wanted: Wanted, forms: Sequence[str]) -> None:
    """Learns from the pages that are wanted, in the given forms, and writes the labeller's network.

    Args:
        folder: Where `labels.bin` goes.
        wanted: Says of a row of the corpus whether to learn from it; nothing else asks for the ruler's split.
        forms: Of `samples.FORMS`.
    """
    lesson = prepared(wanted, forms)
    about = {
        "command": "python benchmarks/train_labels.py",
        "corpus": digest(*corpus_files()),
        "licences": LICENCES,
        "samples": len(lesson),
        "made up": sum(one.page_set == "generated" for one in lesson),
    }
    data = learn(lesson, about).to_bytes()
    print(f"labels.bin: {(folder / 'labels.bin').write_bytes(data)} bytes", flush=True)


def learn(lesson: Sequence[Sample], about: dict[str, object]) -> Network:
    """The network that is learnt from the samples."""
    tables = gather(lesson, table)
    scale, known_words = network.scale_of(tables), network.known_in(lesson, tables)
    pages = [network.seen(one, scale, known_words) for one in tables]
    return network.product(network.learnt(lesson, pages, known_words), scale, known_words, about)


def prepared(wanted: Wanted, forms: Sequence[str]) -> list[Sample]:
    """All samples to learn from: of the known pages, of those that the teacher labels, of made-up ones."""
    html = list(sources(GOLD, ("html",), wanted))
    gold = gather(html, known)
    unknown = list(sources(UNKNOWN, ("html",), wanted))
    said = _teacher(gold, {one.id: one.text for one in html}, unknown)
    pupils = gather(((one, *said[one.id]) for one in unknown if one.id in said), _taught)
    dumps = [form for form in forms if form != "html"]
    told = {one.id: told_by(one) for one in (*gold, *pupils)}
    jobs = (
        (one, said.get(one.id), told[one.id]) for one in sources((*GOLD, *UNKNOWN), dumps, wanted) if one.id in told
    )
    result = [*gold, *pupils, *generated(html=True)] if "html" in forms else []
    result += gather(jobs, _dumped)
    result += generated(html=False) if dumps else ()
    print(f"{len(gold)} known pages, {len(pupils)} taught, {len(result)} samples", flush=True)
    return result


Said = dict[str, tuple[list[str], list[float]]]
VIEWS: dict[str, Array] = {}
"""What the peers keep of each page: it takes long to ask them, and hangs on no training."""


def _teacher(gold: list[Sample], text_of: dict[str, str], others: list[Source]) -> Said:
    """For each unknown page: its blocks in HTML, and the teacher's score of each."""
    plain = [one for one in gather(others, unlabelled) if len(one.texts) > 1]
    pages = [*gold, *plain]
    text_of |= {one.id: one.text for one in others}
    asked = [one for one in pages if one.id not in VIEWS]
    kept = gather([(text_of[one.id], one.texts) for one in asked], views)
    VIEWS.update(zip([one.id for one in asked], kept, strict=True))
    tables = gather(pages, table)
    scale, known_words = network.scale_of(tables), network.known_in(gold, tables[: len(gold)])
    seen = [
        with_views(network.seen(one, scale, known_words), VIEWS[page.id])
        for page, one in zip(pages, tables, strict=True)
    ]
    found = scores(gold, seen[: len(gold)], seen[len(gold) :], known_words)
    return {one.id: (one.texts, score.tolist()) for one, score in zip(plain, found, strict=True)}


def _taught(job: tuple[Source, list[str], list[float]]) -> Sample | None:
    return taught(*job)


def _dumped(job: tuple[Source, tuple[list[str], list[float]] | None, Told]) -> Sample | None:
    source, said, told = job
    dump = known(source) if said is None else taught(source, *said)
    return with_kinds(dump, told) if dump is not None else None


def table(sample: Sample) -> features.Table:
    """What the network is to see of a sample."""
    lexicon = languages.load(likely_languages(sample.page))
    return features.table_of(sample.page, features.recognised_in(sample.page, lexicon), lexicon)


def corpus_files() -> list[str]:
    return [f"pages-{name}" for name in (*GOLD, *UNKNOWN)] + [f"texts-{name}" for name in sorted(DUMPED)]


def is_train(row: Row) -> bool:
    return bool(ruler().split_of(row) == "train")


def is_valid(row: Row) -> bool:
    return not is_train(row)


def report(folder: Path) -> None:
    """Prints how well the labels in a folder do on the pages that training does not see."""
    held = gather(sources(GOLD[:3], FORMS, is_valid), known)
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one, seen in zip(held, gather(held, table), strict=True):
        groups[one.page_set, one.form].append(_f1(one, learnt(folder).chances(seen)))
    for (page_set, form), values in sorted(groups.items()):
        print(f"  {page_set:10} {form:11} n={len(values):4} F1 {numpy.mean(values):.4f}")


def _f1(one: Sample, chances: list[float]) -> float:
    """Word F1 of a page, as far as blocks can tell."""
    kept = numpy.asarray(chances) >= least_score(one.page.kind, chances, one.sizes.tolist())
    right, said, true = (one.weight[mask].sum() for mask in (kept & one.truth, kept, one.truth))
    return float(2 * right / (said + true)) if said + true else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=DATA, metavar="FOLDER", help="where the weights go")
    parser.add_argument("--report", action="store_true", help="only say how well the weights there do")
    options = parser.parse_args()
    if not options.report:
        options.into.mkdir(parents=True, exist_ok=True)
        train_into(options.into, is_train, FORMS)
    report(options.into)


if __name__ == "__main__":
    main()
