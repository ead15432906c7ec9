"""A fixed sample of pages that no training sees, and how well a system does on it.

All pages of the valid split of the sets `fundus` and `chinese`; of `wcxb` and `segments` those whose ids have the
lowest digests. Scores are the ruler's; the corpus and the ruler lie beside the project, in `../shared`.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SETS = ("chinese", "fundus", "segments", "wcxb")
FORMS = ("html", "bs4", "html2text")
FEW = {"segments": 40, "wcxb": 40}
"""How many pages of a set; of wcxb, that many articles and that many others."""
ID = '{"id": "'

Page = dict[str, Any]
"""id, set, lang, url, page_type, gold and inputs (by form)."""


@cache
def bench(name: str) -> Any:
    """A module of `benchmarks/`."""
    folder = str(ROOT / "benchmarks")
    if folder not in sys.path:
        sys.path.append(folder)
    return import_module(name)


def missing() -> str | None:
    """Why there is nothing to measure with; None if all is there."""
    needed = [SHARED / "tools" / "score.py", *(SHARED / "corpus" / f"{name}.jsonl.xz" for name in files())]
    absent = next((path for path in needed if not path.is_file()), None)
    return f"needs {absent.name}, which is not in ../{absent.parent.relative_to(ROOT.parent)}" if absent else None


def files() -> list[str]:
    return [f"{kind}-{name}" for kind in ("pages", "texts") for name in SETS]


def digest() -> str:
    return str(bench("corpus").digest(*files()))


def pages(page_set: str) -> Iterator[Page]:
    """The pages of the sample that are in a set, in the order of their ids' digests."""
    ruler = bench("measure").ruler()
    rows = [row for row in bench("corpus").texts(page_set) if ruler.split_of(row) == "valid"]
    rows.sort(key=lambda row: hashlib.sha1(row["id"].encode()).digest())
    articles = [row for row in rows if row["page_type"] in (None, "article")]
    others = [row for row in rows if row["page_type"] not in (None, "article")]
    few = FEW.get(page_set)
    chosen = articles[:few] + others[:few]
    html = dict(markup(page_set, {row["id"] for row in chosen}))
    for row in chosen:
        yield {**row, "set": page_set, "inputs": {**row.pop("texts"), "html": html[row["id"]]}}


def markup(page_set: str, ids: set[str]) -> Iterator[tuple[str, str]]:
    """(id, HTML) of some pages of a set; the others, most of a large file, are not parsed."""
    starts = tuple(f"{ID}{identity}" for identity in ids)
    with lzma.open(SHARED / "corpus" / f"pages-{page_set}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(starts) and (row := json.loads(line))["id"] in ids:
                yield row["id"], row["html"]


def figures(extract: Callable[[Any], Any], sample: Iterable[Page]) -> dict[str, float]:
    """What a system of `benchmarks/peers.py` reaches: by set, form and measure (`wcxb.bs4.agreement`)."""
    scores: dict[tuple[str, str], list[tuple[Page, Any]]] = defaultdict(list)
    for page in sample:
        for form, score in answered(extract, page).items():
            scores[page["set"], form].append((page, score))
    result: dict[str, float] = {}
    for (page_set, form), found in scores.items():
        for name, value in measured(found).items():
            result[f"{page_set}.{form}.{name}"] = value
    return result


def answered(extract: Callable[[Any], Any], page: Page) -> Mapping[str, Any]:
    measure, result, whole = bench("measure"), {}, ""
    for form in FORMS:
        answer = extract(bench("peers").question(form, page["inputs"][form], page["url"], page["lang"]))
        if form == "html":
            whole = answer.text
        agreement = None if form == "html" else measure.ruler().word_f1(answer.text, whole)
        result[form] = measure.scored(answer, 0.0, None, page["gold"], agreement)
    return result


def measured(found: list[tuple[Page, Any]]) -> dict[str, float]:
    """The measures of one set in one form; what its gold does not tell is left out."""
    stories = [score for page, score in found if page["page_type"] in (None, "article")]
    result: dict[str, float] = {}
    if shingles := [score.shingles for score in stories if score.shingles]:
        result["f1"] = bench("measure").ruler().shingle_scores(shingles)[2]
    if snippets := [score.snippets for score in stories if score.snippets]:
        right, wrong, lacking = (sum(column) for column in zip(*snippets, strict=True))
        result["segf1"] = 2 * right / max(1, 2 * right + wrong + lacking)
    if agreements := [score.agreement for score in stories if score.agreement is not None]:
        result["agreement"] = mean(agreements)
    if any(page["page_type"] not in (None, "article") for page, _ in found):
        result["is_article"] = mean(score.article == (page["page_type"] == "article") for page, score in found)
    return result
