"""What speaks for and against a page's being an article, as numbers: its shape, its claims, its fields, its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log2
from string import ascii_letters, digits
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from newsparse.article import Block, Found, Kind, Label, Page, Shape
from newsparse.fields.body import SENTENCE_UNITS
from newsparse.learnt import DATA
from newsparse.lexicon.consent import consent_share
from newsparse.lexicon.script import ends_sentence, script_of, units
from newsparse.lexicon.traces import COMPILED, known_words, traces

Fields = Mapping[str, Found[object] | None]
"""What was found of the page: `title`, `lede`, `date`, `modified`, `authors`."""

PARAGRAPH_UNITS = 20
"""Words of a paragraph that is more than a teaser."""
LONG_UNITS = 40
"""Words of a paragraph that hardly stands anywhere but in a text."""
SHORT_UNITS = 10
TINY_UNITS = 4
CONSENT_UNITS = 400
"""Words beyond which a page about cookies is a story about cookies."""
READ = 10_000
"""Characters of what was kept, and of the rest, whose words and marks are looked at."""
MOST_PATHS = 2000
"""Blocks whose classes are looked at."""
UNSTOPPED = frozenset({"Thai", "Lao"})
"""Scripts that part sentences with a space only, so that nothing in them ends one."""

_DAY_IN_URL = re.compile(r"/20\d\d[/-]?[01]?\d[/-]")
_KINDS = (Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTE, Kind.TABLE, Kind.CODE)
_HEADING, _LIST_ITEM = Shape.HEADING, Shape.LIST_ITEM  # to name a member takes long, for every block
_NAMING = frozenset({Kind.BYLINE, Kind.CREDIT, Kind.SOURCE, Kind.DATE})
_MARKS = {
    "digits": digits,
    "money": "$€£¥₹₽₩%",
    "questions": "?؟？",
    "exclamations": "!！",
    "quotations": '"“”„«»「」',
    "colons": ":：",
    "brackets": "(",
    "code": "{}[]<>=_/\\`|",
    "commas": ",،，、",
    "dots": ".。।۔",
}
# Bytes of UTF-8: what is no letter of ASCII parts words, and what is beyond ASCII belongs to them, so that no piece of
# a word in another language is taken for an English one.
_LETTERS = ascii_letters.encode() + b" \n"
_TO_WORDS = bytes(code if code > 127 or chr(code) in ascii_letters else 32 for code in range(256))
_TO_NUMBERS = bytes(code if chr(code) in digits + ":" else 32 for code in range(256))
_TYPOGRAPHIC = "’‘“”–—…\u00a0"

GROUPS = ("title", "kept", "other", "path", "url", "type")
"""Where a word may stand: in the headline, in what was kept, in the rest, in classes and ids, in the address, in what
the page says that it is."""

COLUMNS = (
    *"is_html is_markdown units_per_character blocks words kept_words kept_share kept_blocks".split(),
    *"mean_kept longest full_blocks long_blocks full_share long_share short_share sentence_share".split(),
    *(f"kept_{kind.value}" for kind in _KINDS),
    *"runs longest_run_share gap_share first last".split(),
    *"links links_kept headings first_headings linked_headings repeated tiny listed naming".split(),
    *(f"{name}_{where}" for where in ("kept", "other") for name in (*_MARKS, "years", "times")),
    *"consent has_title has_date has_modified authors standfirst sure_title sure_date sure_authors sure_lede".split(),
    *"said_date said_author said_body said_lede paywall".split(),
    *"has_url depth slug dated_url file_url query".split(),
    *(f"words_{group}" for group in GROUPS),
    "words_all",
)
"""The columns of `row_of`, in order."""


class Parts(NamedTuple):
    """A page cut in two: what was kept, and the rest."""

    kept: tuple[int, ...]
    """Indices of the blocks that were kept."""
    inside: str
    """Their text, a line for each, as far as READ."""
    outside: str
    """The same of the others."""
    lengths: tuple[float, ...]
    """Words of every block, by its characters."""
    scale: float
    """Words per character."""

    @staticmethod
    def of(page: Page, labels: Sequence[Label]) -> Parts:
        kept = tuple(index for index, label in enumerate(labels) if label.kept)
        inside = "\n".join([page.blocks[index].text for index in kept])[:READ]
        outside = "\n".join([block.text for block, label in zip(page.blocks, labels, strict=True) if not label.kept])
        text = inside or outside[:READ]
        scale = units(text) / len(text) if text else 0.0
        return Parts(kept, inside, outside[:READ], tuple([len(block.text) * scale for block in page.blocks]), scale)

    @property
    def story(self) -> list[float]:
        """Words of each block that was kept."""
        return [self.lengths[index] for index in self.kept]


def row_of(page: Page, labels: Sequence[Label], found: Fields, parts: Parts) -> list[float]:
    """The numbers of COLUMNS."""
    words = words_of(page, found, parts, _traces() if COMPILED else None)
    return [*shape_row(page, labels, found, parts), *word_row(words, weights())]


def shape_row(page: Page, labels: Sequence[Label], found: Fields, parts: Parts) -> list[float]:
    """The columns that know no words."""
    return [
        float(page.kind == "html"),
        float(page.kind == "markdown"),
        parts.scale,
        *_amounts(page.blocks, parts),
        *_kinds(labels, parts),
        *_runs(parts),
        *_furniture(page.blocks, labels, parts),
        *_marks(parts.inside),
        *_marks(parts.outside),
        consent_share_of(page, parts) if sum(parts.story) <= CONSENT_UNITS else 0.0,
        *_found(found),
        *_claimed(page),
        *_address(page),
    ]


def words_of(page: Page, found: Fields, parts: Parts, known: Mapping[str, bytes] | None = None) -> dict[str, list[str]]:
    """The words of a page by GROUPS, each as often as it stands there; with the traces of known words, these at least
    once, and hardly any other."""
    title, address = found.get("title"), _split(page)
    path = chain.from_iterable({block.path for block in page.blocks[:MOST_PATHS]})
    texts = {
        "title": str(title.value) if title is not None else "",
        "kept": parts.inside,
        "other": parts.outside,
        "path": " ".join(frozenset(path)),
        "url": f"{address.netloc.partition('.')[0]} {address.path}",
    }
    return {
        **{group: _words(text, known[group] if known is not None else None) for group, text in texts.items()},
        "type": [f"{one.origin}={one.value.lower()}" for one in page.claimed("type")],
    }


def word_row(words: Mapping[str, Iterable[str]], weighed: Mapping[str, Mapping[str, float]]) -> list[float]:
    """For each of GROUPS the sum of its words' weights, then the sum of all."""
    sums = [float(sum([weighed[group][word] for word in weighed[group].keys() & words[group]])) for group in GROUPS]
    return [*sums, sum(sums)]


def weights() -> dict[str, dict[str, float]]:
    """Learnt weights of words by GROUPS, in hundredths of log odds."""
    learnt: dict[str, dict[str, float]] = _learnt()["weights"]
    return learnt


def calibration() -> tuple[float, float]:
    """Slope and shift that make log odds of the trees' score into log odds that can be believed."""
    slope, shift = _learnt()["calibration"]
    return slope, shift


def consent_share_of(page: Page, parts: Parts) -> float:
    """Share of the prose that was kept that speaks of cookies and consent."""
    return consent_share([page.blocks[index].text for index in prose(page.blocks, parts)])


def prose(blocks: Sequence[Block], parts: Parts) -> list[int]:
    """The kept blocks that read as sentences."""
    least = PARAGRAPH_UNITS if script_of(parts.inside[:1000]) in UNSTOPPED else 0
    return [
        index
        for index in parts.kept
        if parts.lengths[index] >= SENTENCE_UNITS
        and (ends_sentence(blocks[index].text) or 0 < least <= parts.lengths[index])
    ]


@lru_cache
def _learnt() -> dict[str, Any]:
    learnt: dict[str, Any] = json.loads((DATA / "story_words.json").read_bytes())
    return learnt


@lru_cache(maxsize=1)
def _traces() -> dict[str, bytes]:
    return {group: traces(words) for group, words in weights().items()}


def _words(text: str, known: bytes | None) -> list[str]:
    """Words in small letters; those with letters beyond ASCII are in it, too, though none of them is weighed."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
    words = text.encode(errors="ignore").lower().translate(_TO_WORDS)
    return words.decode().split() if known is None else known_words(words, known)


def _amounts(blocks: Sequence[Block], parts: Parts) -> Iterator[float]:
    whole, story = sum(parts.lengths), parts.story
    mass = sum(story)
    full = [length for length in story if length >= PARAGRAPH_UNITS]
    long = [length for length in full if length >= LONG_UNITS]
    yield from (_log(len(blocks)), _log(whole), _log(mass), mass / (whole + 1), _log(len(story)))
    yield from (mass / (len(story) + 0.1), max(story, default=0.0), _log(len(full)), _log(len(long)))
    yield from (sum(full) / (mass + 1), sum(long) / (mass + 1))
    yield sum([length for length in story if length < SHORT_UNITS]) / (mass + 1)
    yield sum([parts.lengths[index] for index in prose(blocks, parts)]) / (mass + 1)


def _kinds(labels: Sequence[Label], parts: Parts) -> list[float]:
    mass = dict.fromkeys(_KINDS, 0.0)
    for index in parts.kept:
        if labels[index].kind in mass:
            mass[labels[index].kind] += parts.lengths[index]
    whole = sum(parts.story) + 1
    return [part / whole for part in mass.values()]


def _runs(parts: Parts) -> Iterator[float]:
    """How the kept blocks lie: in how many runs, and how much stands between them.

    The blocks' scores would tell more, but too well: the labeller learnt from the same articles.
    """
    runs: list[float] = []
    before = -2
    for index in parts.kept:
        if index == before + 1:
            runs[-1] += parts.lengths[index]
        else:
            runs.append(parts.lengths[index])
        before = index
    mass, count = sum(runs) + 1, len(parts.lengths) + 1
    first, last = (parts.kept[0], parts.kept[-1]) if parts.kept else (0, 0)
    yield from (_log(len(runs)), max(runs, default=0.0) / mass)
    yield (sum(parts.lengths[first : last + 1]) - mass + 1) / mass
    yield from (first / count, last / count)


def _furniture(blocks: Sequence[Block], labels: Sequence[Label], parts: Parts) -> Iterator[float]:
    """What stands around the story: links, headings, what is said again and again, what is listed."""
    whole, count = sum(parts.lengths) + 1, len(blocks) + 1
    headings = [block for block in blocks if block.shape is _HEADING]
    linked = [
        block.link_share * length for block, length in zip(blocks, parts.lengths, strict=True) if block.link_share
    ]
    yield from (sum(linked) / whole, sum([blocks[index].link_share for index in parts.kept]) / (len(parts.kept) + 1))
    yield from (_log(len(headings)), float(sum([block.level == 1 for block in headings])))
    yield sum([block.link_share > 0.5 for block in headings]) / (len(headings) + 1)
    yield 1 - len({block.text for block in blocks}) / count
    yield sum([length < TINY_UNITS for length in parts.lengths]) / count
    yield sum([block.shape is _LIST_ITEM for block in blocks]) / count
    yield sum([label.kind in _NAMING for label in labels]) / count


def _marks(text: str) -> Iterator[float]:
    """Marks per thousand characters, then years and times of day per ten thousand."""
    plain, thousands = text.encode(errors="ignore"), (len(text) + 100) / 1000
    rest = plain.translate(None, _LETTERS).decode()
    for marks in _MARKS.values():
        yield sum(map(rest.count, marks)) / thousands
    numbers = plain.translate(_TO_NUMBERS).split()
    yield 10 * sum([len(number) == 4 and number[:2] in (b"19", b"20") for number in numbers]) / thousands
    yield 10 * sum([number[1:2] == b":" or number[2:3] == b":" for number in numbers]) / thousands


def _found(found: Fields) -> Iterator[float]:
    yield from (float(found.get(field) is not None) for field in ("title", "date", "modified"))
    authors = found.get("authors")
    yield float(len(authors.value)) if authors is not None and isinstance(authors.value, tuple) else 0.0
    lede = found.get("lede")
    yield float(lede is not None and lede.evidence.origin == "standfirst")
    yield from (_sure(found.get(field)) for field in ("title", "date", "authors", "lede"))


def _sure(one: Found[object] | None) -> float:
    return one.evidence.confidence if one is not None else 0.0


def _claimed(page: Page) -> Iterator[float]:
    said = {claim.field for claim in page.claims if claim.origin != "caller"}
    yield from (float(field in said) for field in ("date", "author", "body", "lede", "paywall"))


def _split(page: Page) -> SplitResult:
    """The page's address, the caller's before its own; empty where there is none."""
    try:
        return urlsplit(next((claim.value[:1000] for claim in page.claimed("url")), ""))
    except ValueError:
        return urlsplit("")


def _address(page: Page) -> Iterator[float]:
    address = _split(page)
    parts = [part for part in address.path.split("/") if part]
    slug = max((part.count("-") + part.count("_") for part in parts), default=0)
    yield from (float(bool(address.netloc)), float(len(parts)), float(slug))
    yield from (float(bool(_DAY_IN_URL.search(address.path))), float("." in address.path), float(bool(address.query)))


def _log(number: float) -> float:
    return log2(1 + number)
