"""Learns which blocks are the story: `python benchmarks/train_labels.py`.

Gold articles are aligned with the blocks that the product's own readers give; a teacher labels the pages whose article
nobody knows; made-up pages stand for languages and shapes that the corpus has not. The columns are the product's own.
Out come what words say (`data/words.bin`, `data/path_words.json`) and two pairs of models, a first and a second look,
for text and Markdown and for HTML (`data/labels_*.bin`), the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy

import boosting
from corpus import LICENCES, Row, digest, ruler
from knowledge import Bags, learn_paths, learn_words, path_bags, word_bags
from newsparse.label import features
from newsparse.label.neighbourhood import SECOND, fill_second
from newsparse.label.sequence import least_score
from newsparse.learnt import DATA
from newsparse.lexicon import languages
from newsparse.pipeline import likely_languages
from samples import (
    DUMPED,
    FOLDS,
    FORMS,
    GOLD,
    UNKNOWN,
    Array,
    Sample,
    Source,
    Wanted,
    gather,
    generated,
    known,
    sources,
    taught,
    unlabelled,
)
from teacher import scores, views

SIZE: dict[str, Any] = {"trees": 150, "leaves": 31, "smallest": 40}
"""Of either look."""
WORD_FORMS = ("html", "bs4", "html2text")
"""Forms whose words are learnt; the others have the same words."""
NAMES = {"text": features.TEXT_FEATURES, "html": features.HTML_FEATURES}
Folders = dict[int | None, Path]
"""Where the weights of words are that were learnt without a fold's pages; under None those learnt from all."""


def train_into(folder: Path, wanted: Wanted, forms: Sequence[str]) -> None:
    """Learns from the pages that are wanted, in the given forms, and writes all weights of the labeller.

    Args:
        folder: Where the weights go.
        wanted: Says of a row of the corpus whether to learn from it; nothing else asks for the ruler's split.
        forms: Of `samples.FORMS`.
    """
    with tempfile.TemporaryDirectory() as work:
        lesson = prepared(wanted, forms, Path(work) / "teacher")
        words = learn_knowledge([one for one in lesson if one.page_set != "generated"], Path(work) / "words")
        for name in ("words.bin", "path_words.json"):
            shutil.copy(words[None] / name, folder / name)
        for form in ("text", "html"):
            learn = [one for one in lesson if (one.form == "html") == (form == "html")]
            if learn:
                learn_looks(folder, form, learn, words)


def prepared(wanted: Wanted, forms: Sequence[str], work: Path) -> list[Sample]:
    """All samples to learn from: of the known pages, of those that the teacher labels, of made-up ones."""
    html = list(sources(GOLD, ("html",), wanted))
    gold = gather(html, known)
    said = _teacher(gold, {one.id: one.text for one in html}, list(sources(UNKNOWN, ("html",), wanted)), work)
    dumps = [form for form in forms if form != "html"]
    others = [form for form in forms if form == "html"]
    result = [*(gold if others else ()), *gather(sources(GOLD, dumps, wanted), known)]
    for part in (others, dumps):
        jobs = ((one, *said[one.id]) for one in sources(UNKNOWN, part, wanted) if one.id in said)
        result += gather(jobs, _taught)
    result += [one for part in (others, dumps) if part for one in generated(part == others)]
    print(f"{len(gold)} known pages, {len(said)} taught, {len(result)} samples", flush=True)
    return result


Said = dict[str, tuple[list[str], list[float]]]


def _teacher(gold: list[Sample], text_of: dict[str, str], others: list[Source], work: Path) -> Said:
    """For each unknown page: its blocks in HTML, and the teacher's score of each."""
    folders = learn_knowledge(gold, work)
    plain = [one for one in gather(others, unlabelled) if len(one.texts) > 1]
    text_of |= {one.id: one.text for one in others}
    rows = [*rows_of(gold, folders), *rows_of(plain, dict.fromkeys(folders, folders[None]))]
    seen = gather([(text_of[one.id], one.texts) for one in (*gold, *plain)], views)
    both = [numpy.column_stack(pair) for pair in zip(rows, seen, strict=True)]
    found = scores(gold, both[: len(gold)], both[len(gold) :])
    return {one.id: (one.texts, score.tolist()) for one, score in zip(plain, found, strict=True)}


def _taught(job: tuple[Source, list[str], list[float]]) -> Sample | None:
    return taught(*job)


def learn_knowledge(learn: Sequence[Sample], work: Path) -> Folders:
    """Learns what words say, from all samples and without each fold's."""
    words = gather([one for one in learn if one.form in WORD_FORMS], word_bags)
    paths, names = path_bags([one for one in learn if one.form == "html"])
    folders: Folders = {}
    for fold in (*range(FOLDS), None):
        folders[fold] = work / str(fold)
        folders[fold].mkdir(parents=True)
        part: Callable[[Sequence[Bags]], list[Bags]] = lambda bags, fold=fold: [  # noqa: E731
            one for one in bags if one.sample.fold != fold
        ]
        (folders[fold] / "words.bin").write_bytes(learn_words(part(words)))
        said = {"weights": learn_paths(part(paths), names) if paths else {}}
        (folders[fold] / "path_words.json").write_text(json.dumps(said, separators=(",", ":"), ensure_ascii=False))
    return folders


def rows_of(samples: Sequence[Sample], folders: Folders) -> list[Array]:
    """The product's columns of every block. What words say was learnt without the page, as it is for a new one."""
    jobs = [(one, folders[one.fold] if one.fold in folders else folders[None]) for one in samples]
    return gather(jobs, _rows)


def _rows(job: tuple[Sample, Path]) -> Array:
    sample, folder = job
    weights = features.learnt_weights(folder)
    lexicon = languages.load(likely_languages(sample.page))
    table = features.table_of(sample.page, features.recognised_in(sample.page, lexicon), weights)
    return _matrix(table.numbers, table.stride)[:, : table.width].copy()


def learn_looks(folder: Path, form: str, learn: list[Sample], words: Folders) -> None:
    """Learns the first look, then the second on what the first says of pages that it was not learnt from."""
    rows = rows_of(learn, words)
    first = grown(learn, rows)
    looks: list[Any] = [None] * len(learn)
    for fold in range(FOLDS):
        inside = [index for index, one in enumerate(learn) if one.fold != fold]
        model = grown([learn[index] for index in inside], [rows[index] for index in inside])
        for index, one in enumerate(learn):
            if one.fold == fold:
                looks[index] = model.predict(rows[index])
    second = grown(learn, [with_look(*pair) for pair in zip(rows, looks, strict=True)])
    about = {
        "command": "python benchmarks/train_labels.py",
        "corpus": digest(*corpus_files()),
        "licences": LICENCES,
        "samples": len(learn),
        "made up": sum(one.page_set == "generated" for one in learn),
    }
    sizes = [
        boosting.save(first, f"labels_{form}_1", NAMES[form], about, folder),
        boosting.save(second, f"labels_{form}_2", (*NAMES[form], *SECOND), about, folder),
    ]
    print(f"{form}: {len(learn)} samples, {sizes} bytes")
    gains = zip((*NAMES[form], *SECOND), second.feature_importance("gain"), strict=True)
    print("  " + ", ".join(name for name, gain in sorted(gains, key=lambda pair: -pair[1])[:30]), flush=True)


def grown(samples: Sequence[Sample], rows: Sequence[Array]) -> Any:
    truth = numpy.concatenate([one.truth for one in samples])
    weight = numpy.concatenate([one.weight for one in samples])
    return boosting.fit(numpy.concatenate(list(rows)), truth, weight, **SIZE)


def with_look(rows: Array, look: Sequence[float]) -> Array:
    """The rows with the columns of the second look after them."""
    count, width = rows.shape
    whole = numpy.hstack([rows, numpy.zeros((count, len(SECOND)), numpy.float32)])
    numbers = array("f", whole.tobytes())
    fill_second(numbers, whole.shape[1], count, width, list(look))
    return _matrix(numbers, whole.shape[1])


def _matrix(numbers: array[float], stride: int) -> Array:
    return numpy.frombuffer(numbers, numpy.float32).reshape(-1, stride)


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
    for one, rows in zip(held, rows_of(held, {None: folder}), strict=True):
        groups[one.page_set, one.form].append(_f1(one, _scores(folder, one.form, rows)))
    for (page_set, form), values in sorted(groups.items()):
        print(f"  {page_set:10} {form:11} n={len(values):4} F1 {numpy.mean(values):.4f}")


def _scores(folder: Path, form: str, rows: Array) -> list[float]:
    kind = "html" if form == "html" else "text"
    first, second = (boosting.model(folder / f"labels_{kind}_{number}.bin") for number in (1, 2))
    look = first.probabilities(rows.tolist())
    again = second.probabilities(with_look(rows, look).tolist())
    return [(one + two) / 2 for one, two in zip(look, again, strict=True)]


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
