"""newsparse beside its peers, on HTML and on every dump of the same pages; writes `benchmarks/RESULTS.md`.

    python benchmarks/compare.py --train                          # everything: two hours or less
    python benchmarks/compare.py --keep scores.json               # keeps each page's scores, outside the project
    python benchmarks/compare.py --keep scores.json --systems newsparse   # measures it anew, the rest stays as kept
    python benchmarks/compare.py --keep scores.json --tables      # measures nothing: writes the tables anew
    python benchmarks/compare.py --keep scores.json --worst 20    # prints the pages where newsparse does worst
    python benchmarks/compare.py --limit 5                        # a try: prints its page, writes nothing

Scores are the ruler's. Times compare within one run only: after a run of some systems, each run has its own table.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import field_tables
import tables
from corpus import digest, files
from measure import FORMS, SETS, Asked, Kept, Score, errors, installed, measure, quiet
from peers import SYSTEMS, UNIT

RESULTS = Path(__file__).with_name("RESULTS.md")
BEGIN, END = "<!-- compare.py: begin -->", "<!-- compare.py: end -->"
EMPTY = f"""# Results

newsparse and its peers on pages of sites that newsparse was not trained on, made by `python benchmarks/compare.py`.
How it is measured stands in `README.md`.

{BEGIN}
{END}
"""


def main() -> int:
    options = parser().parse_args()
    old = Kept.load(options.keep) if options.keep and options.keep.is_file() else None
    if options.tables or options.worst:
        if old is None:
            parser().error("--tables and --worst need the scores of an earlier run: --keep FILE")
        kept = old
    else:
        kept = run(options, old)
    if options.worst:
        print("\n".join(worst(kept, options.worst)))
    elif kept.facts["limit"]:
        print(page(kept))
    else:
        write(options.page, page(kept))
        options.page.with_name("reliability.svg").write_text(field_tables.drawn(kept), "utf-8")
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--split", choices=("train", "valid", "all"), default="valid")
    made.add_argument("--train", action="store_true", help="newsparse on the other half too, from which it has learnt")
    made.add_argument("--sets", default=",".join(SETS), help=f"some of {', '.join(SETS)}")
    made.add_argument("--systems", default=",".join(SYSTEMS), help=f"some of {', '.join(SYSTEMS)}")
    made.add_argument("--limit", type=int, help="this many pages of each set, evenly spread")
    made.add_argument("--keep", type=Path, metavar="FILE", help="where each page's scores are kept, as JSON")
    made.add_argument("--page", type=Path, default=RESULTS, metavar="FILE", help="the page to write")
    made.add_argument("--tables", action="store_true", help="measure nothing, write the page from what is kept")
    made.add_argument("--worst", type=int, metavar="N", help="measure nothing, print the N worst pages of what is kept")
    return made


def run(options: argparse.Namespace, old: Kept | None) -> Kept:
    """Measures; what an earlier run has kept of other systems stays, if it was measured on the same pages."""
    names = [name for name in SYSTEMS if name in {*options.systems.split(","), UNIT}]
    facts = asked_for(options)
    if old is not None and not same_pages(old.facts, facts):
        parser().error(f"{options.keep} keeps scores of other pages (another corpus, split, sets or limit)")
    facts["run"] = old.facts["run"] + 1 if old else 1
    kept = Kept(facts, dict(old.pages) if old else {}, dict(old.systems) if old else {}, dict(old.units) if old else {})
    with quiet():
        versions, facts["missing"] = installed(names)
        asked = {name: Asked(facts["run"], version) for name, version in versions.items()}
        measure(kept, asked)
    kept.units[facts["run"]] = asked.pop(UNIT)
    kept.systems.update(asked)
    scored = {page for one in kept.systems.values() for page in one.scores}
    kept.pages = {page: one for page, one in kept.pages.items() if page in scored}
    kept.units = {run: unit for run, unit in kept.units.items() if run in {one.run for one in kept.systems.values()}}
    if options.keep:
        kept.save(options.keep)
    for name in asked:
        for what, count in errors(kept, name).most_common(3):
            print(f"{name}: {count} × {what}", file=sys.stderr)
    return kept


def page(kept: Kept) -> str:
    """What was measured, text first."""
    return "\n\n".join((tables.page(kept), field_tables.page(kept)))


def asked_for(options: argparse.Namespace) -> dict[str, Any]:
    sets = [name for name in SETS if name in options.sets.split(",")]
    given = {"split": "valid", "sets": ",".join(SETS), "systems": ",".join(SYSTEMS), "limit": None}
    said = "".join(
        f" --{name} {getattr(options, name)}" for name, usual in given.items() if getattr(options, name) != usual
    )
    return {
        "command": f"python benchmarks/compare.py{said}{' --train' if options.train else ''}",
        "train": options.train,
        "corpus": digest(*files(*sets)),
        "split": options.split,
        "sets": sets,
        "limit": options.limit,
    }


def same_pages(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("corpus", "split", "sets", "limit"))


def write(path: Path, page: str) -> None:
    text = path.read_text("utf-8") if path.is_file() else EMPTY
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n\n{page}\n\n{END}{after}", encoding="utf-8")


def worst(kept: Kept, number: int) -> list[str]:
    """The pages of the split that newsparse loses most on, over all forms; for each the F1 by form, and the address."""
    names = [name for name, one in kept.pages.items() if tables.of_set(kept, one.page_set)(name)]
    own = {name: kept.systems["newsparse"].scores[name] for name in names}
    by_mean = sorted((sum(f1(score) for score in forms.values()) / len(forms), name) for name, forms in own.items())
    lines = [f"{'mean':6}" + "".join(f"{form:>12}" for form in FORMS) + "  page"]
    for value, name in by_mean[:number]:
        cells = "".join(f"{f1(own[name][form]):12.3f}" for form in FORMS)
        lines.append(f"{value:.3f} {cells}  {name} {kept.pages[name].language or ''} {kept.pages[name].url or ''}")
    return lines


def f1(score: Score) -> float:
    """F1 of one page, over runs of words or over snippets."""
    counts = score.shingles or score.snippets
    if counts is None:
        return 1.0
    right, wrong, missing = counts
    return 2 * right / (2 * right + wrong + missing) if right else 0.0


if __name__ == "__main__":
    sys.exit(main())
