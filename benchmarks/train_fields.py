"""Learns how each field chooses among its answers: `python benchmarks/train_fields.py [FIELD …]`.

Every page of the train split is read and labelled as the product does, in all forms, with its address and without it;
the product's own `answers` give what may be right, the gold says what is. Written is `data/choices/FIELD.json`, the
same bytes each time. The labeller is to be learnt before. `--report` only shows how well answers are chosen on sites
that were left out.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy

from choices import Answered, Question, learn
from corpus import LICENCES, TEXT_MODES, Row, digest, files, pages, ruler, texts
from newsparse.article import Claim, Label, Page
from newsparse.errors import InputError
from newsparse.fields import author_evidence, date_evidence, date_lines, title_evidence
from newsparse.fields.choice import Chooser
from newsparse.fields.titles import find_title
from newsparse.label import label
from newsparse.label.stories import main_story
from newsparse.learnt import DATA
from newsparse.lexicon import languages
from newsparse.lexicon.languages import Lexicon
from newsparse.pipeline import likely_languages
from newsparse.read import read
from samples import gather, kind_of

Gold = dict[str, Any]
SETS = ("fundus", "wcxb", "dates", "chinese")
COUNTS = {"fundus": 3.0}
"""How many pages a page of a set counts as, 1 unless said: news are what this is for, and there are few."""
TEXT_COUNTS = 0.3
"""How much each dump of a page counts beside its HTML."""
WITHOUT_GOLD = 5
"""Of this many dumps one is asked about once more, without all that says the gold: as a page without a headline."""
LIKE = 0.4
"""Word F1 from which on an answer says the gold in other words."""
WITHOUT_ADDRESS = 4
"""Of this many pages one is seen without its address, as a text from a pipe is."""


@dataclass(frozen=True)
class Field:
    """How a field is learnt."""

    answers: Callable[[Page, Sequence[Label], Lexicon], Sequence[Any]]
    """The product's: each answer has `traits`, and `says` something."""
    right: Callable[[Any, Gold], float]
    """How right an answer is by the gold, 0 to 1."""
    has_gold: Callable[[Gold], bool]
    blank: tuple[str, ...] = ()
    """Sets in which no gold means that no answer is right; in others it says nothing."""
    sets: tuple[str, ...] = SETS
    like: Callable[[Any, Gold], bool] | None = None
    """Whether an answer says the gold in other words, where pages shall be learnt from, too, that do not show it."""
    silent: Callable[[Sequence[Any]], bool] | None = None
    """Whether answers are such that none is right where there is no gold, in whatever set."""
    apart: tuple[str, ...] = ()
    """Traits whose answers have a calibration of their own."""


def authors(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Sequence[Any]:
    return author_evidence.candidates(page, labels, lexicon, _title(page, labels, lexicon))


def dates(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Sequence[Any]:
    return date_evidence.answers(page, labels, lexicon, _title(page, labels, lexicon))


def _title(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> int | None:
    found = find_title(page, labels, lexicon)
    return found.block if found is not None else None


def names_authors(answer: author_evidence.Candidate, gold: Gold) -> float:
    """Whether it names all authors and nobody else."""
    fold = ruler().fold
    return float(set(map(fold, answer.named)) == set(map(fold, gold["authors"])))


def is_title(answer: title_evidence.Candidate, gold: Gold) -> float:
    fold = ruler().fold
    return float(fold(answer.text) == fold(gold["title"]))


def is_like_title(answer: title_evidence.Candidate, gold: Gold) -> bool:
    return bool(ruler().word_f1(answer.text, gold["title"]) > LIKE)


def no_publication(answers: Sequence[date_lines.Candidate]) -> bool:
    """Whether nothing says when it was published, so that without gold a day of change or of an event is none."""
    return not any(map(date_evidence.tells_publication, answers))


def is_date(answer: date_lines.Candidate, gold: Gold) -> float:
    return float(answer.mention.value[:10] == gold["date"])


FIELDS: dict[str, Field] = {
    "title": Field(title_evidence.candidates, is_title, lambda gold: bool(gold.get("title")), like=is_like_title),
    "date": Field(
        dates,
        is_date,
        lambda gold: bool(gold.get("date")),
        blank=("dates",),
        like=lambda answer, gold: bool(is_date(answer, gold)),
        silent=no_publication,
        apart=(date_evidence.OF_CHANGE, date_evidence.ONLY_SHOWN),
    ),
    "authors": Field(authors, names_authors, lambda gold: bool(gold.get("authors")), blank=("wcxb",)),
}


@dataclass(frozen=True)
class Source:
    """A page in one form."""

    id: str
    site: str
    page_set: str
    form: str
    url: str | None
    text: str
    gold: Gold
    fields: tuple[str, ...]


def sources(fields: Sequence[str]) -> Iterator[Source]:
    """All articles of the train split."""
    for name in SETS:
        wanted = tuple(field for field in fields if name in FIELDS[field].sets)
        for row in pages(name):
            if _is_wanted(row):
                yield _source(row, name, "html", row["html"], wanted)
        for row in texts(name) if name != "dates" else ():
            if _is_wanted(row):
                yield from (_source(row, name, form, row["texts"].get(form, ""), wanted) for form in TEXT_MODES)


def _is_wanted(row: Row) -> bool:
    return row["page_type"] in (None, "article") and ruler().split_of(row) == "train"


def _source(row: Row, name: str, form: str, text: str, fields: tuple[str, ...]) -> Source:
    site = ruler().domain(row["url"]) or row["id"]
    source = Source(row["id"], site, name, form, row["url"], text, row["gold"], fields)
    return replace(source, url=None) if _number(source) % WITHOUT_ADDRESS == 0 else source


def asked(source: Source) -> list[tuple[str, Question]] | None:
    """The questions of each field that a page is."""
    try:
        page = read(source.text, kind_of(source.form))
    except InputError:
        return None
    if source.url:
        page = replace(page, claims=(Claim("url", source.url, "caller"), *page.claims))
    lexicon = languages.load(likely_languages(page))
    labels = main_story(page, label(page, lexicon))
    found = [(name, one) for name in source.fields for one in _questions(source, FIELDS[name], page, labels, lexicon)]
    return found or None


def _questions(
    source: Source, field: Field, page: Page, labels: Sequence[Label], lexicon: Lexicon
) -> Iterator[Question]:
    known = field.has_gold(source.gold)
    if not known and source.page_set not in field.blank and field.silent is None:
        return
    answers = field.answers(page, labels, lexicon)
    if not known and source.page_set not in field.blank and not (field.silent and field.silent(answers)):
        return
    right = [field.right(answer, source.gold) if known else 0.0 for answer in answers]
    yield _question(source, answers, right)
    if field.like is not None and source.form != "html" and _number(source) % WITHOUT_GOLD == 0:
        others = [answer for answer in answers if not field.like(answer, source.gold)]
        yield replace(_question(source, others, [0.0] * len(others)), counts=TEXT_COUNTS)


def _question(source: Source, answers: Sequence[Any], right: Sequence[float]) -> Question:
    return Question(
        source.id,
        source.site,
        source.page_set,
        source.form,
        tuple(frozenset(answer.traits) for answer in answers),
        tuple(answer.says for answer in answers),
        tuple(right),
        COUNTS.get(source.page_set, 1.0) * (1.0 if source.form == "html" else TEXT_COUNTS),
    )


def _number(source: Source) -> int:
    return sum(map(ord, source.id + source.form))


def write(field: str, chooser: Chooser) -> None:
    about = {
        "command": "python benchmarks/train_fields.py",
        "corpus": digest(*files(*FIELDS[field].sets)),
        "licences": LICENCES,
    }
    path = DATA / "choices" / f"{field}.json"
    path.parent.mkdir(exist_ok=True)
    weights = json.dumps(chooser.weights, indent=1, ensure_ascii=False)
    rest = {"about": about, "none": chooser.none, "knots": chooser.knots}
    if chooser.apart:
        rest["apart"] = dict(chooser.apart)
    parts = [*(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in rest.items()), f'"weights": {weights}']
    path.write_text("{" + ",\n".join(parts) + "}\n", "utf-8")


def report(field: str, questions: Sequence[Question], found: Sequence[Answered], chooser: Chooser) -> None:
    """How often the best answer is right on sites that were left out, how often any is, and what is said of it."""
    groups: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for one, answer in zip(questions, found, strict=True):
        form = "html" if one.form == "html" else "text"
        said = chooser.confidence(answer.chance, answer.traits) if one.answers else 0.0
        groups[one.page_set, form].append((answer.right, max(one.right, default=0.0), said))
    for (name, form), rows in sorted(groups.items()):
        right, possible, said = numpy.mean(rows, 0)
        print(f"{field:8} {name:8} {form}  {len(rows):5} pages  right {right:.3f}  of {possible:.3f}  said {said:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fields", nargs="*", metavar="FIELD", help=f"of {', '.join(FIELDS)}; all unless said")
    parser.add_argument("--report", action="store_true", help="write nothing")
    said = parser.parse_args()
    questions: dict[str, list[Question]] = defaultdict(list)
    for page in gather(sources(said.fields or tuple(FIELDS)), asked):
        for name, question in page:
            questions[name].append(question)
    for name, some in questions.items():
        chooser, found = learn(some, apart=FIELDS[name].apart)
        report(name, some, found, chooser)
        if not said.report:
            write(name, chooser)


if __name__ == "__main__":
    main()
