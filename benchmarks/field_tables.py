"""How well systems find title, lede, date, authors, source and language, as Markdown tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import mean

from corpus import TEXT_MODES
from measure import FORMS, Kept
from peers import FIELDS
from reliability import plot
from tables import LEAST_PAGES, Pick, average, measured, of_language, of_set, pages_by_language, scores, section, shown
from tables import table as markdown
from tables import title as named

SETS = ("fundus", "wcxb", "dates")
NAMES = {
    "title": "the title, exactly",
    "lede": "the lede, F1 of its words",
    "date": "the day",
    "authors": "all authors and no others",
    "source": "the publisher",
    "language": "the language",
}
BINS = 10
SURE = 0.8
"""Confidence from which on an answer is meant to be relied on."""

Judged = tuple[float, bool, float | None]


def page(kept: Kept) -> str:
    """All tables of fields."""
    parts = [part for name in FIELDS if (part := by_form(kept, name))]
    return "\n\n".join((*parts, *by_language(kept), *confidence(kept)))


def by_form(kept: Kept, field: str) -> str:
    """How often every system that looks for a field is right, by set and form."""
    parts = []
    for page_set in SETS:
        if page_set not in kept.facts["sets"]:
            continue
        pick, rows = of_set(kept, page_set), []
        for name in measured(kept):
            found = {form: judged(kept, name, field, pick, form) for form in FORMS}
            if any(found.values()):
                dumps = [rate(found[form]) for form in TEXT_MODES]
                cells = [rate(found["html"]), given_right(found["html"]), *dumps, average(dumps)]
                rows.append([named(name), *map(shown, cells)])
        if rows:
            count = max(len(judged(kept, name, field, pick, "html")) for name in measured(kept))
            head = ["system", "HTML", "of those given", *TEXT_MODES, "mean of text"]
            parts.append(f"{page_set}, {count} pages:\n\n{markdown(head, rows)}")
    return (
        section(f"Fields: {field}", f"Share of pages whose gold has it: {NAMES[field]}.", "\n\n".join(parts))
        if parts
        else ""
    )


def by_language(kept: Kept) -> Iterable[str]:
    """newsparse's fields on the larger languages of Fundus."""
    if "fundus" not in kept.facts["sets"] or "newsparse" not in kept.systems:
        return
    rows = []
    for language, count in pages_by_language(kept, None).items():
        if count >= LEAST_PAGES:
            pick = of_language(kept, language, None)
            for form, forms in (("HTML", ("html",)), ("text", TEXT_MODES)):
                every = [[one for f in forms for one in judged(kept, "newsparse", name, pick, f)] for name in FIELDS]
                rows.append([f"{language} ({count}), {form}", *(shown(rate(found)) for found in every)])
    text = "Fundus, all pages, most of which newsparse has learnt from."
    yield section("Fields by language", text, markdown(["language", *FIELDS], rows))


def confidence(kept: Kept) -> Iterable[str]:
    """What newsparse's confidence in a field is worth."""
    every = answered(kept)
    if not every:
        return
    rows, bins = [], []
    for field, said in every.items():
        relied = [right for sure, right in said if sure >= SURE]
        cells = [shown(calibration_error(said)), shown(len(relied) / len(said)), shown(average(relied))]
        rows.append([field, str(len(said)), *cells])
        bins.append([field, *reliability(said)])
    head = ["field", "answers", "calibration error", f"said at least {SURE}", "right of these"]
    ranges = [f"{low / BINS:.1f}" for low in range(BINS)]
    text = (
        "Answers of all forms and sets. The calibration error is the mean distance, over bins of a tenth, between what"
        " is said and how much of it is right; below, what is right of the answers in each bin, and of how many"
        " (drawn in [reliability.svg](reliability.svg))."
    )
    yield section("Confidence", text, markdown(head, rows) + "\n\n" + markdown(["field", *ranges], bins))


def drawn(kept: Kept) -> str:
    """The same as an SVG."""
    return plot({field: binned(said) for field, said in answered(kept).items()})


def answered(kept: Kept) -> dict[str, list[tuple[float, float]]]:
    """How sure newsparse was of each answer, and how right it is, by field."""
    found = {
        field: [
            (sure, right)
            for page_set in SETS
            for form in FORMS
            for right, given, sure in judged(kept, "newsparse", field, of_set(kept, page_set), form)
            if given and sure is not None
        ]
        for field in (FIELDS if "newsparse" in kept.systems else ())
    }
    return {field: said for field, said in found.items() if said}


def judged(kept: Kept, name: str, field: str, pick: Pick, form: str) -> list[Judged]:
    """What became of a field on the pages whose gold has it."""
    found = (one.fields.get(field) for one in scores(kept, name, pick, form))
    return [(one[0], one[1], one[2]) for one in found if one is not None]


def rate(found: list[Judged]) -> float | None:
    return average(right for right, _, _ in found)


def given_right(found: list[Judged]) -> float | None:
    """The share that is right of the answers that were given."""
    return average(right for right, given, _ in found if given)


def calibration_error(said: list[tuple[float, float]]) -> float:
    """The expected calibration error (Naeini et al., 2015), in bins of equal width."""
    return sum(
        abs(mean(a for a, _ in some) - mean(b for _, b in some)) * len(some) for some in binned(said).values()
    ) / len(said)


def reliability(said: list[tuple[float, float]]) -> list[str]:
    bins = binned(said)
    return [f"{mean(b for _, b in bins[low]):.2f} ({len(bins[low])})" if low in bins else "–" for low in range(BINS)]


def binned(said: list[tuple[float, float]]) -> dict[int, list[tuple[float, float]]]:
    bins: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for sure, right in said:
        bins[min(BINS - 1, int(sure * BINS))].append((sure, right))
    return dict(bins)
