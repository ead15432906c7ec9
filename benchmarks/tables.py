"""What was measured, as Markdown tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import mean, median

from corpus import TEXT_MODES
from measure import FORMS, UNDUMPED, Asked, Kept, Score, errors, ruler
from peers import SYSTEMS, TEXTLESS, UNIT

TITLES = {
    "fundus": "News in many languages (fundus)",
    "wcxb": "Articles of all kinds (wcxb)",
    "chinese": "Chinese pages",
    "segments": "Pages with marked snippets (segments)",
}
LEAST_PAGES = 5
BINS = 5

Pick = Callable[[str], bool]
Row = Sequence[str]


def page(kept: Kept) -> str:
    """The whole page, from its facts to its last table."""
    parts = (facts, summary, *SET_TABLES, languages, every_language, halves, times, agreement, is_article, failures)
    return "\n\n".join(part for make in parts if (part := make(kept)))


def facts(kept: Kept) -> str:
    known = kept.facts
    lines = [
        f"- Command: `{known['command']}`",
        f"- Pages: split `{known['split']}`" + (f", at most {known['limit']} of a set" if known["limit"] else ""),
        f"- Corpus: SHA-256 `{known['corpus']}`",
        "- Versions: " + ", ".join(versions(kept)),
    ]
    if known["missing"]:
        lines.append("- Not installed, so not measured: " + ", ".join(known["missing"]))
    if old := [name for name in measured(kept) if kept.systems[name].run != known["run"]]:
        lines.append("- Scores of an earlier run: " + "; ".join(SYSTEMS[name].title for name in old))
    return "\n".join(lines)


def versions(kept: Kept) -> list[str]:
    systems = [*kept.systems.items(), *((UNIT, unit) for unit in kept.units.values())]
    found = {SYSTEMS[name].package: asked.version for name, asked in systems if asked.version}
    return [f"{package} {version}" for package, version in found.items()]


# ------------------------------------------------------------------ accuracy


def summary(kept: Kept) -> str:
    """Every system on every set, from HTML and from text."""
    sets = text_sets(kept)
    head = ["system", *(f"{name} {form}" for name in sets for form in ("HTML", "text"))]
    rows = []
    for name in readers(kept):
        cells = []
        for page_set in sets:
            pick = of_set(kept, page_set)
            cells += [quality(kept, name, pick, "html"), over_dumps(kept, name, pick)]
        rows.append([title(name), *map(shown, cells)])
    return section(
        "All sets",
        "F1 over runs of four words, the mean over pages (segments: F1 over snippets). Text is the mean over the dumps"
        " of five tools.",
        table(head, rows),
    )


def by_form(page_set: str) -> Callable[[Kept], str]:
    """A table of one set: every system on every form."""

    def make(kept: Kept) -> str:
        if page_set not in kept.facts["sets"]:
            return ""
        pick = of_set(kept, page_set)
        rows = []
        for name in readers(kept):
            cells = [shown(quality(kept, name, pick, form)) for form in FORMS]
            bags = [shown(bag(kept, name, pick, "html")), shown(average(bag(kept, name, pick, f) for f in TEXT_MODES))]
            rows.append([title(name), *cells, shown(over_dumps(kept, name, pick)), *bags])
        head = ["system", "HTML", *TEXT_MODES, "mean of text", "words, HTML", "words, text"]
        if page_set == "segments":
            head, rows = head[:-2], [row[:-2] for row in rows]
        return section(TITLES[page_set], f"{count(kept, pick)} pages.", table(head, rows))

    return make


SET_TABLES = tuple(by_form(name) for name in TITLES)


def languages(kept: Kept) -> str:
    """Fundus by language: every system, all pages beside those of the split."""
    if "fundus" not in kept.facts["sets"]:
        return ""
    parts = []
    for which, split in (("all pages", None), (f"split {kept.facts['split']}", kept.facts["split"])):
        found = [lang for lang, n in pages_by_language(kept, split).items() if n >= LEAST_PAGES]
        picks = [(lang, of_language(kept, lang, split)) for lang in found]
        head = [
            "system",
            *(f"{lang} {form} ({count(kept, pick)})" for lang, pick in picks for form in ("HTML", "text")),
        ]
        rows = [
            [
                title(name),
                *(
                    shown(value)
                    for _, pick in picks
                    for value in (quality(kept, name, pick, "html"), over_dumps(kept, name, pick))
                ),
            ]
            for name in readers(kept)
        ]
        parts.append(f"{which[0].upper()}{which[1:]}:\n\n{table(head, rows)}")
    text = (
        f"Fundus, languages of at least {LEAST_PAGES} pages, the number of pages in brackets. newsparse has learnt from"
        " most of all pages, so that only `folds.py` says how well it does on them."
    )
    return section("By language", text, "\n\n".join(parts))


def every_language(kept: Kept) -> str:
    """Fundus by language, newsparse alone."""
    if "fundus" not in kept.facts["sets"] or "newsparse" not in kept.systems:
        return ""
    rows = []
    for lang, n in pages_by_language(kept, None).items():
        cells = []
        for split in ("train", "valid"):
            pick = of_language(kept, lang, split)
            cells += [str(count(kept, pick)), quality(kept, "newsparse", pick, "html")]
            cells.append(over_dumps(kept, "newsparse", pick))
        rows.append([f"{lang} ({n})", *(one if isinstance(one, str) else shown(one) for one in cells)])
    head = ["language", "train, pages", "HTML", "text", "valid, pages", "HTML", "text"]
    return section("newsparse in every language of fundus", "", table(head, rows))


def halves(kept: Kept) -> str:
    """newsparse on the pages that it has learnt from, beside those that it has not."""
    others = {one.page_set for name, one in kept.pages.items() if not in_split(kept, name)} - {"fundus"}
    if not others or "newsparse" not in kept.systems:
        return ""
    rows = []
    for page_set in text_sets(kept):
        cells = [page_set]
        for split in ("train", "valid"):
            pick = of_set(kept, page_set, split)
            cells += [str(count(kept, pick)), shown(quality(kept, "newsparse", pick, "html"))]
            cells.append(shown(over_dumps(kept, "newsparse", pick)))
        rows.append(cells)
    head = ["set", "train, pages", "HTML", "text", "valid, pages", "HTML", "text"]
    text = "What newsparse has learnt from (of segments: what was looked at while it was made) beside what it has not."
    return section("newsparse on both halves", text, table(head, rows))


def pages_by_language(kept: Kept, split: str | None) -> dict[str, int]:
    """How many pages of Fundus a language has, the most frequent first."""
    found = Counter(
        one.language or "?"
        for one in kept.pages.values()
        if one.page_set == "fundus" and split in (None, "all", one.split)
    )
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


# ------------------------------------------------------------------ times


def times(kept: Kept) -> str:
    """Processor time per page: a table for each set, and for each run, as times compare within one only."""
    runs = sorted(kept.units, reverse=True)
    text = (
        "Milliseconds of processor time per page, and the mean as a multiple of what lxml takes to parse the HTML of"
        " the same pages. The systems took turns on a few pages each, in one run on one machine. newsparse,"
        " trafilatura, newspaper4k and goose3 find title, date and authors in the same call."
    )
    if len(runs) > 1:
        text += " Times compare within one run only, so each run has its own tables; the latest comes first."
    head = ["system", *(f"{form}, {what}" for form in ("HTML", "text") for what in ("mean", "median", "× parse"))]
    parts = []
    for run in runs:
        asked = {name: kept.systems[name] for name in measured(kept) if kept.systems[name].run == run}
        asked[UNIT] = kept.units[run]
        for page_set in text_sets(kept):
            pick = of_set(kept, page_set)
            if not count(kept, pick):
                continue
            rows = [[title(name), *time_cells(one, kept.units[run], pick)] for name, one in asked.items()]
            name = TITLES[page_set] + (f", run {run}" if len(runs) > 1 else "")
            parts.append(f"{name}:\n\n{table(head, rows)}")
    return section("Cost", text, "\n\n".join(parts))


def time_cells(asked: Asked, unit: Asked, pick: Pick) -> Iterator[str]:
    parse = mean(one.ms for one in scores_in(unit, pick, "html"))
    for forms in (("html",), TEXT_MODES):
        taken = [one.ms for form in forms for one in scores_in(asked, pick, form)]
        if taken:
            yield from (f"{mean(taken):.2f}", f"{median(taken):.2f}", f"{mean(taken) / parse:.1f}")
        else:
            yield from ("–", "–", "–")


# ------------------------------------------------------------------ agreement and is_article


def agreement(kept: Kept) -> str:
    """How much the text from a dump is that from the HTML of the same page."""
    parts = []
    for page_set in ("fundus", "wcxb"):
        if page_set not in kept.facts["sets"]:
            continue
        pick, rows = of_set(kept, page_set), []
        for name in readers(kept):
            cells = [average(agreed(kept, name, pick, form)) for form in TEXT_MODES]
            rows.append([title(name), *map(shown, cells), shown(average(cells))])
        parts.append(f"{TITLES[page_set]}:\n\n" + table(["system", *TEXT_MODES, "mean"], rows))
    text = "Word F1 between the text that a system takes from a dump and the one it takes from the page's HTML."
    return section("Agreement of the forms", text, "\n\n".join(parts)) if parts else ""


def agreed(kept: Kept, name: str, pick: Pick, form: str) -> Iterator[float]:
    return (one.agreement for one in scores(kept, name, pick, form) if one.agreement is not None)


def is_article(kept: Kept) -> str:
    """Whether newsparse tells an article, on all types of pages."""
    if "wcxb" not in kept.facts["sets"] or "newsparse" not in kept.systems:
        return ""
    types = sorted({one.page_type or "?" for one in kept.pages.values() if one.page_set == "wcxb"})
    rows = []
    for form in FORMS:
        every = said(kept, form, lambda _: True)
        shares = [average(right for right, _ in said(kept, form, type_is(kept, kind))) for kind in types]
        rows.append([form, shown(average(right for right, _ in every)), *map(shown, shares), brier(every)])
    numbers = [count_type(kept, kind) for kind in types]
    head = ["form", "all", *(f"{kind} ({n})" for kind, n in zip(types, numbers, strict=True)), "Brier score"]
    text = "Share of pages, wcxb, rightly called an article or not."
    return section("is_article", text, table(head, rows) + reliability(kept))


def said(kept: Kept, form: str, pick: Pick) -> list[tuple[bool, tuple[float, bool] | None]]:
    """For each page: whether `is_article` is right; and, if newsparse gives one, its chance beside the truth."""
    result = []
    for name, forms in kept.systems["newsparse"].scores.items():
        one = kept.pages[name]
        if one.page_set == "wcxb" and in_split(kept, name) and pick(name) and form in forms:
            true, score = one.page_type == "article", forms[form]
            result.append((score.article == true, None if score.chance is None else (score.chance, true)))
    return result


def brier(every: list[tuple[bool, tuple[float, bool] | None]]) -> str:
    pairs = [pair for _, pair in every if pair]
    return shown(average((chance - true) ** 2 for chance, true in pairs)) if pairs else "gives no score"


def reliability(kept: Kept) -> str:
    """What share of the pages that are said to be articles with some chance are articles."""
    pairs = [pair for form in FORMS for _, pair in said(kept, form, lambda _: True) if pair]
    if not pairs:
        return ""
    rows = []
    for low in range(BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == low]
        means = [shown(average(chance for chance, _ in inside)), shown(average(true for _, true in inside))]
        rows.append([f"{low / BINS:.1f} to {(low + 1) / BINS:.1f}", str(len(inside)), *means])
    return "\n\nAll forms together:\n\n" + table(["said", "pages", "mean said", "are articles"], rows)


def type_is(kept: Kept, kind: str) -> Pick:
    return lambda name: (kept.pages[name].page_type or "?") == kind


def count_type(kept: Kept, kind: str) -> int:
    return sum(
        kept.pages[name].page_set == "wcxb" and in_split(kept, name) for name in filter(type_is(kept, kind), kept.pages)
    )


# ------------------------------------------------------------------ failures


def failures(kept: Kept) -> str:
    """Exceptions and empty answers, of each system."""
    rows = []
    for name in measured(kept):
        every = [score for forms in kept.systems[name].scores.values() for score in forms.values()]
        failed = errors(kept, name)
        common = "; ".join(f"{what.split(':')[0]} × {n}" for what, n in kinds(failed).most_common(3))
        rows.append([title(name), str(len(every)), str(sum(failed.values())), str(sum(s.empty for s in every)), common])
    text = "An exception, and an answer that takes more than a minute, count as an empty answer."
    return section("Failures", text, table(["system", "questions", "exceptions", "empty answers", "which"], rows))


def kinds(failed: Counter[str]) -> Counter[str]:
    result: Counter[str] = Counter()
    for what, n in failed.items():
        result[what.split(":")[0]] += n
    return result


# ------------------------------------------------------------------ scores


def measured(kept: Kept) -> list[str]:
    return [name for name in SYSTEMS if name in kept.systems]


def readers(kept: Kept) -> list[str]:
    """Those that give text."""
    return [name for name in measured(kept) if name not in TEXTLESS]


def text_sets(kept: Kept) -> list[str]:
    """Sets whose text is known."""
    return [name for name in kept.facts["sets"] if name not in UNDUMPED]


def scores(kept: Kept, name: str, pick: Pick, form: str) -> list[Score]:
    return scores_in(kept.systems[name], pick, form)


def scores_in(asked: Asked, pick: Pick, form: str) -> list[Score]:
    return [forms[form] for page, forms in asked.scores.items() if form in forms and pick(page)]


def of_set(kept: Kept, page_set: str, split: str | None = None) -> Pick:
    """The articles of a set that are in a split, by default the one that was asked for."""
    split = split or kept.facts["split"]

    def pick(name: str) -> bool:
        one = kept.pages[name]
        return one.page_set == page_set and split in ("all", one.split) and one.page_type in (None, "article")

    return pick


def of_language(kept: Kept, language: str, split: str | None) -> Pick:
    def pick(name: str) -> bool:
        one = kept.pages[name]
        return one.page_set == "fundus" and one.language == language and split in (None, "all", one.split)

    return pick


def in_split(kept: Kept, name: str) -> bool:
    return kept.facts["split"] in ("all", kept.pages[name].split)


def count(kept: Kept, pick: Pick) -> int:
    return sum(map(pick, kept.pages))


def quality(kept: Kept, name: str, pick: Pick, form: str) -> float | None:
    """The ruler's F1 over the pages, or over their snippets where it is these that are known."""
    found = scores(kept, name, pick, form)
    known = [one.shingles for one in found if one.shingles]
    if known:
        return float(ruler().shingle_scores(known)[2])
    snippets = [one.snippets for one in found if one.snippets]
    if not snippets:
        return None
    right, wrong, missing = map(sum, zip(*snippets, strict=True))
    return 2 * right / (2 * right + wrong + missing) if right else 0.0


def bag(kept: Kept, name: str, pick: Pick, form: str) -> float | None:
    return average(one.words for one in scores(kept, name, pick, form) if one.words is not None)


def over_dumps(kept: Kept, name: str, pick: Pick) -> float | None:
    return average(quality(kept, name, pick, form) for form in TEXT_MODES)


def average(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


# ------------------------------------------------------------------ Markdown


def section(heading: str, text: str, body: str) -> str:
    return "\n\n".join(part for part in (f"## {heading}", text, body) if part)


def table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def title(name: str) -> str:
    return f"**{SYSTEMS[name].title}**" if name == "newsparse" else SYSTEMS[name].title


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
