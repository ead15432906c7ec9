"""Asks systems for the text of the corpus's pages, and keeps what each said to each: scores and processor time.

Systems take turns, a few pages each, so that what else the machine does falls on all of them alike, and yet each has
its code and data in the processor's cache most of the time, as it would have by itself. An exception, or an answer that
takes longer than a minute, counts as an empty answer.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import signal
import socket
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from corpus import TEXT_MODES, Row, pages, texts
from corpus import ruler as load_ruler
from peers import SYSTEMS, UNIT, Answer, Extract, Question, question

SETS = ("fundus", "wcxb", "chinese", "segments", "dates")
UNDUMPED = ("dates",)
"""Sets of which there is HTML alone, and no text to be compared: only fields."""
FORMS = ("html", *TEXT_MODES)
TURN = 25
"""Pages that a system is asked about in one turn."""
PATIENCE = 60
"""Seconds after which an answer counts as empty."""

_DECLARED = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)

ruler = cache(load_ruler)


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one question."""

    ms: float
    """Processor time, in milliseconds."""
    error: str | None = None
    empty: bool = False
    shingles: tuple[float, float, float] | None = None
    """Runs of four words: right, wrong and missing, as shares; None of a page whose article is not known."""
    words: float | None = None
    """F1 of the bag of words."""
    snippets: tuple[int, int, int] | None = None
    """Snippets of the set `segments`: had rightly, had wrongly, missing."""
    agreement: float | None = None
    """Of a dump: word F1 between the text from it and the text from the same page's HTML."""
    article: bool | None = None
    chance: float | None = None
    fields: dict[str, tuple[float, bool, float | None]] = field(default_factory=dict)
    """Of the fields that the gold has and the system looks for: how right, whether given at all, how sure it was."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a page beside its text."""

    page_set: str
    split: str
    language: str | None
    page_type: str | None
    url: str | None


@dataclass
class Asked:
    """All scores of one system, by page and form, from one run."""

    run: int
    version: str | None
    scores: dict[str, dict[str, Score]] = field(default_factory=dict)


@dataclass
class Kept:
    """A comparison: what was measured, on which pages, and what came of it."""

    facts: dict[str, Any]
    pages: dict[str, About] = field(default_factory=dict)
    systems: dict[str, Asked] = field(default_factory=dict)
    units: dict[int, Asked] = field(default_factory=dict)
    """What the unit of time took, by run: the times of a run are told by its own unit."""

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Kept:
        data = json.loads(path.read_text("utf-8"))
        return Kept(
            data["facts"],
            {name: About(**one) for name, one in data["pages"].items()},
            {name: _asked(one) for name, one in data["systems"].items()},
            {int(run): _asked(one) for run, one in data["units"].items()},
        )


def _asked(data: dict[str, Any]) -> Asked:
    scores = {page: {form: Score(**one) for form, one in forms.items()} for page, forms in data["scores"].items()}
    return Asked(data["run"], data["version"], scores)


def chosen(name: str, facts: dict[str, Any]) -> Iterator[tuple[Row, dict[str, str]]]:
    """The pages of a set, each with its input in every form.

    Of Fundus all pages, whatever the split: its half has too few pages in most languages. With a limit, that many pages
    of the set, evenly spread.
    """
    rows = pages(name) if name in UNDUMPED else texts(name)
    dumps = {row["id"]: row.get("texts", {}) for row in rows if worth_asking("newsparse", name, row, facts)}
    names, limit = list(dumps), facts["limit"]
    few = {names[i * len(names) // limit] for i in range(limit)} if limit and limit < len(names) else set(names)
    for row in pages(name):
        if row["id"] in few:
            forms = () if name in UNDUMPED else TEXT_MODES
            yield row, {"html": row.pop("html"), **{form: dumps[row["id"]].get(form, "") for form in forms}}


def worth_asking(system: str, page_set: str, row: Row, facts: dict[str, Any]) -> bool:
    """Whether a system is to be asked about a page.

    Pages of other types than articles only show who can tell an article, and newsparse alone says that; the pages that
    it has learnt from only show how much of them it knows by heart.
    """
    article = row["page_type"] in (None, "article")
    if facts["split"] in ("all", ruler().split_of(row)):
        return article or system == "newsparse"
    return article and (page_set == "fundus" or (facts["train"] and system == "newsparse"))


def about(name: str, row: Row) -> About:
    return About(name, ruler().split_of(row), row["lang"], row["page_type"], row["url"])


def questions(row: Row, inputs: dict[str, str]) -> list[Question]:
    language = row["lang"] or declared(inputs["html"])
    return [question(form, text, row["url"], language) for form, text in inputs.items()]


def declared(html: str) -> str | None:
    """The language that a page says it is in, as two letters."""
    found = _DECLARED.search(html[:20_000])
    return found[1].lower() if found else None


def measure(kept: Kept, asked: dict[str, Asked]) -> None:
    """Asks systems about every page of the sets, and puts what came of it into `asked` and the pages into `kept`.

    Says on standard error how far it is.
    """
    systems = {name: SYSTEMS[name].make() for name in asked}
    for page_set in kept.facts["sets"]:
        count = 0
        for turn in turns(chosen(page_set, kept.facts)):
            pages_asked = [(row, questions(row, inputs)) for row, inputs in turn]
            if not count:
                warm_up(systems, pages_asked[0][1])
            count += len(turn)
            kept.pages.update({f"{page_set}/{row['id']}": about(page_set, row) for row, _ in turn})
            for name, extract in systems.items():
                print(f"\r{page_set} {count} {name:30}", end="", file=sys.stderr, flush=True)
                settle()
                for row, forms in pages_asked:
                    if worth_asking(name, page_set, row, kept.facts):
                        page = f"{page_set}/{row['id']}"
                        gold = {**row["gold"], "language": row["lang"]}
                        asked[name].scores[page] = answers(extract, wanted(name, forms), gold)
    print(file=sys.stderr)


def turns(every: Iterable[tuple[Row, dict[str, str]]]) -> Iterator[list[tuple[Row, dict[str, str]]]]:
    pages_left = iter(every)
    while turn := list(islice(pages_left, TURN)):
        yield turn


def settle() -> None:
    """What others left behind shall not be collected, nor looked through, on the time of the next system."""
    gc.collect()
    gc.freeze()


def wanted(name: str, asked: list[Question]) -> list[Question]:
    return [one for one in asked if name != UNIT or one.form == "html"]


def answers(extract: Extract, asked: Iterable[Question], gold: dict[str, Any]) -> dict[str, Score]:
    """The scores of one system on one page, by form; the HTML comes first."""
    result: dict[str, Score] = {}
    whole = ""
    for one in asked:
        answer, ms, error = ask(extract, one)
        if one.form == "html":
            whole = answer.text
        agreement = None if one.form == "html" else ruler().word_f1(answer.text, whole)
        result[one.form] = scored(answer, ms, error, gold, agreement)
    return result


def ask(extract: Extract, asked: Question) -> tuple[Answer, float, str | None]:
    """The answer, its processor time in milliseconds, and what went wrong."""
    start = time.process_time()
    try:
        with patience():
            answer, error = extract(asked), None
    except Exception as failure:  # each peer fails in its own way; it costs the page, and is counted
        answer, error = Answer(""), f"{type(failure).__name__}: {str(failure)[:80]}"
    return answer, 1000 * (time.process_time() - start), error


def scored(answer: Answer, ms: float, error: str | None, gold: dict[str, Any], agreement: float | None) -> Score:
    known = bool(gold.get("body"))
    true = ruler().article_text(gold) if known else ""
    return Score(
        ms=round(ms, 3),
        error=error,
        empty=not answer.text.strip(),
        shingles=tuple(ruler().shingle_counts(true, answer.text)) if known else None,
        words=ruler().word_f1(answer.text, true) if known else None,
        snippets=snippets(answer.text, gold),
        agreement=agreement,
        article=answer.article,
        chance=answer.chance,
        fields={name: judged(answer, name, gold) for name in answer.fields if gold.get(name)},
    )


def judged(answer: Answer, name: str, gold: dict[str, Any]) -> tuple[float, bool, float | None]:
    """How right a field is by the ruler (1 or 0; of a lede, the F1 of its words), whether it was given, and how sure
    the system was."""
    said = answer.fields[name]
    return float(RIGHT[name](gold, said)), bool(said), answer.confidence.get(name)


RIGHT: dict[str, Callable[[dict[str, Any], Any], float]] = {
    "title": lambda gold, said: ruler().fold(gold["title"]) == ruler().fold(said),
    "lede": lambda gold, said: ruler().word_f1(said, gold["lede"]),
    "date": lambda gold, said: gold["date"] == str(said or "")[:10],
    "authors": lambda gold, said: set(map(ruler().fold, gold["authors"])) == set(map(ruler().fold, said or ())),
    "source": lambda gold, said: ruler().fold(said) in set(map(ruler().fold, gold["source_aliases"])),
    "language": lambda gold, said: gold["language"].split("-")[0] == (said or "").split("-")[0],
}
"""How right a field is by the gold, as the ruler has it."""


def snippets(text: str, gold: dict[str, Any]) -> tuple[int, int, int] | None:
    """How many snippets a text has rightly, has wrongly and lacks, as the ruler counts them."""
    must, must_not = gold.get("with") or [], gold.get("without") or []
    if not must and not must_not:
        return None
    squeeze = ruler().squeeze
    squeezed = squeeze(text)
    right = sum(squeeze(one) in squeezed for one in must)
    return right, sum(squeeze(one) in squeezed for one in must_not), len(must) - right


def warm_up(systems: dict[str, Extract], asked: list[Question]) -> None:
    """Answers that are not counted: what is imported and read only once is not the cost of a set's first page."""
    for name, extract in systems.items():
        for one in wanted(name, asked[:2]):
            ask(extract, one)


def installed(names: Iterable[str]) -> tuple[dict[str, str | None], list[str]]:
    """Versions of the systems that can be asked, and the names of those that are not installed."""
    versions: dict[str, str | None] = {}
    missing = []
    for name in names:
        try:
            versions[name] = SYSTEMS[name].version()
            SYSTEMS[name].make()
        except ImportError:
            versions.pop(name, None)
            missing.append(name)
    return versions, missing


@contextmanager
def patience() -> Iterator[None]:
    """Gives up after a minute."""

    def give_up(*_: object) -> NoReturn:
        raise TimeoutError(f"no answer in {PATIENCE} seconds")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)


@contextmanager
def quiet() -> Iterator[None]:
    """Peers write logs, warn, and would like to fetch things: they may do none of it while they are measured."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("no network while measuring")

    logging.disable(logging.CRITICAL)
    lookup, socket.getaddrinfo = socket.getaddrinfo, refuse
    try:
        with warnings.catch_warnings(), open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):  # noqa: PTH123
            warnings.simplefilter("ignore")
            yield
    finally:
        socket.getaddrinfo = lookup
        logging.disable(logging.NOTSET)


def errors(kept: Kept, name: str) -> Counter[str]:
    """What went wrong with a system, and how often."""
    every = (score for forms in kept.systems[name].scores.values() for score in forms.values())
    return Counter(score.error for score in every if score.error)
