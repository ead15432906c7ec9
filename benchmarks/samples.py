"""Pages as the labeller learns from them: blocks in one form, the truth of each, and how much each counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any

import numpy

from align import carried, shares, words
from corpus import TEXT_MODES, Row, pages, ruler, texts
from dumps import dump
from generated.pages import pages as made_up
from kinds import KINDS, Array, carried_kinds, kinds_of
from newsparse.article import Page
from newsparse.errors import InputError
from newsparse.read import read

GOLD = ("fundus", "wcxb", "chinese", "readability")
"""Sets whose articles are known."""
UNKNOWN = ("segments", "unlabelled", "dates")
"""Sets of pages that a teacher labels first (`teacher.py`)."""
DUMPED = frozenset((*GOLD, "segments", "unlabelled"))
"""Sets whose text dumps the corpus has."""
FORMS = ("html", *TEXT_MODES)
COUNTS = {"fundus": 3.0, "chinese": 2.0}
"""How many pages a page of a set counts as, 1 unless said: the sets of news, which are small."""
FEWEST = 100
"""Words that an article counts as having at least, so that no block of a short one weighs much."""
COVERED = 0.7
"""Share of the gold's words that have to be met in the page; what stands in no block cannot be learnt from."""
TAUGHT = 0.5
"""How much a page counts whose truth is a teacher's word."""
PART_OF_PASSAGE = 30
"""Characters from which on a block that stands within a marked passage is meant by it."""
MADE_UP = 0.3
"""How much a made-up page counts."""
MADE_UP_PAGES = 676
"""Two of each language in each form."""
MADE_UP_SEED = 1


@dataclass(frozen=True)
class Sample:
    """One page in one form."""

    id: str
    form: str
    page_set: str
    page: Page
    sizes: Array
    """Words of each block."""
    truth: Array
    """Whether each block is story."""
    weight: Array
    """How much each block counts: its share of the words of its article."""
    kinds: Array
    """For each block whether it is of each of `kinds.KINDS`."""
    kinds_told: Array
    """1 for each block whose kinds are to be learnt, 0 for others."""

    @property
    def texts(self) -> list[str]:
        return [block.text for block in self.page.blocks]


@dataclass(frozen=True)
class Source:
    """One page of the corpus in one form, to be read."""

    id: str
    form: str
    page_set: str
    text: str
    gold: str | None
    undumped: bool = False
    """Whether `text` is HTML, to be dumped before it is read."""
    inside: tuple[str, ...] = ()
    """Passages that somebody has marked as story, and as none."""
    outside: tuple[str, ...] = ()


Wanted = Callable[[Row], bool]


def sources(sets: Sequence[str], forms: Sequence[str], wanted: Wanted) -> Iterator[Source]:
    """Every article page of the sets in each of the forms: first all HTML, then the dumps page by page."""
    dumps = tuple(form for form in forms if form != "html")
    for name in sets:
        if "html" in forms:
            yield from _of_rows(name, pages(name), ("html",), wanted)
        if dumps:
            yield from _of_rows(name, texts(name) if name in DUMPED else pages(name), dumps, wanted)


def _of_rows(name: str, rows: Iterator[Row], forms: Sequence[str], wanted: Wanted) -> Iterator[Source]:
    for row in rows:
        if row["page_type"] not in (None, "article") or not wanted(row):
            continue
        gold = ruler().article_text(row["gold"]) if row["gold"].get("body") else None
        dumps = row.get("texts")
        for form in forms:
            text = row["html"] if dumps is None else dumps.get(form, "")
            if text.strip():
                passages = (tuple(row["gold"].get(marked) or ()) for marked in ("with", "without"))
                yield Source(row["id"], form, name, text, gold, dumps is None and form != "html", *passages)


def kind_of(form: str) -> str:
    return {"html": "html", "html2text": "markdown"}.get(form, "text")


def known(source: Source) -> Sample | None:
    """A page whose article is known; None where the page does not hold it."""
    page = _read(source)
    if page is None or source.gold is None:
        return None
    found, counts = shares([block.text for block in page.blocks], source.gold)
    share, sizes = numpy.asarray(found), numpy.asarray(counts, numpy.float32)
    whole = len(words(source.gold))
    if (share * sizes).sum() < COVERED * whole:
        return None
    weight = COUNTS.get(source.page_set, 1.0) * numpy.maximum(sizes, 1) / max(FEWEST, whole)
    return _sample(source, page, sizes, share >= 0.5, weight)


def _sample(source: Source, page: Page, sizes: Array, truth: Array, weight: Array) -> Sample:
    """Without kinds, which only the page's HTML tells."""
    count = len(page.blocks)
    kinds, told = numpy.zeros((count, len(KINDS)), numpy.float32), numpy.zeros(count, numpy.float32)
    return Sample(source.id, source.form, source.page_set, page, sizes, truth, weight, kinds, told)


Told = tuple[list[str], Array]
"""The blocks of a page's HTML, and their kinds."""


def told_by(html: Sample) -> Told:
    return html.texts, kinds_of(html.page, html.truth)


def with_kinds(dump: Sample, told: Told) -> Sample:
    """A dump, whose kinds the same page's HTML tells."""
    kinds, is_told = carried_kinds(dump.texts, *told)
    return replace(dump, kinds=kinds, kinds_told=is_told)


def unlabelled(source: Source) -> Sample | None:
    """A page of whose blocks nothing is known."""
    page = _read(source)
    if page is None:
        return None
    sizes = numpy.asarray([len(words(block.text)) for block in page.blocks], numpy.float32)
    nothing = numpy.zeros_like(sizes)
    return _sample(source, page, sizes, nothing > 0, nothing)


def taught(source: Source, seen: Sequence[str], scores: Sequence[float]) -> Sample | None:
    """A page whose blocks in HTML, `seen`, have a teacher's scores; None where the teacher found no story."""
    plain = unlabelled(source)
    if plain is None:
        return None
    found = scores if source.form == "html" else carried(plain.texts, seen, scores)
    score = numpy.asarray([0.5 if one is None else one for one in found])
    sizes = plain.sizes
    truth = score >= 0.5
    whole = float(sizes[truth].sum())
    if whole < FEWEST / 2:
        return None
    sure = numpy.abs(score - 0.5) * 2
    counts = TAUGHT * sure * (sure * sizes).sum() / sizes.sum()
    marked = numpy.asarray([_marked(text, source) for text in plain.texts])
    truth = numpy.where(marked == 0, truth, marked > 0)
    return replace(
        plain, truth=truth, weight=numpy.where(marked == 0, counts, 1) * numpy.maximum(sizes, 1) / max(FEWEST, whole)
    )


def _marked(text: str, source: Source) -> int:
    """1 where a block has a passage that is story, or is part of one; -1 the same of what is none; else 0."""
    squeezed = " ".join(text.split())
    for passages, marked in ((source.inside, 1), (source.outside, -1)):
        for passage in map(" ".join, map(str.split, passages)):
            if passage and (passage in squeezed or (len(squeezed) >= PART_OF_PASSAGE and squeezed in passage)):
                return marked
    return 0


def _read(source: Source) -> Page | None:
    try:
        text = dump(source.text, source.form) if source.undumped else source.text
        page = read(text, kind_of(source.form))
    except InputError:
        return None
    return page if page.blocks else None


def generated(html: bool) -> Iterator[Sample]:
    """Made-up pages in HTML, or in the forms of text: languages and shapes that the corpus has not."""
    for one in made_up(MADE_UP_SEED, MADE_UP_PAGES):
        if (one.kind == "html") != html:
            continue
        page = read(one.text, one.kind)
        found, counts = shares([block.text for block in page.blocks], one.gold)
        sizes = numpy.asarray(counts, numpy.float32)
        whole = len(words(one.gold)) or float(sizes.sum())
        weight = MADE_UP * numpy.maximum(sizes, 1) / max(FEWEST, whole)
        source = Source(one.id, one.shape, "generated", one.text, one.gold)
        yield _sample(source, page, sizes, numpy.asarray(found) >= 0.5, weight)


def gather(jobs: Iterator[Any], work: Callable[[Any], Any]) -> list[Any]:
    """What the work gives for each job, in their order, without those that give None."""
    # Not by forking: the threads that learning leaves behind would not live in the copies.
    with get_context("forkserver").Pool() as pool:
        return [one for one in pool.imap(work, jobs, chunksize=8) if one is not None]
