"""What the network sees of a page: columns of numbers and bags of words, for each block.

What a block shows by itself is gathered here, in a table of numbers with one row per block; `neighbourhood` fills in
where it stands, `paths` what the elements of HTML say, `words` which words it has. To add a feature, add its column
here and retrain (`python benchmarks/train_labels.py`).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from struct import Struct
from typing import NamedTuple

from newsparse.article import Block, Kind, Page, Shape
from newsparse.label import neighbourhood
from newsparse.label.echoes import familiar, said_elsewhere
from newsparse.label.furniture import furniture
from newsparse.label.paths import PATH_FEATURES, path_columns, path_hashes, tree_of
from newsparse.label.words import hashes
from newsparse.lexicon.dates import might_hold_date
from newsparse.lexicon.languages import Lexicon
from newsparse.lexicon.lines import Recognised
from newsparse.lexicon.pictures import ends_bracketed, picture_words
from newsparse.lexicon.script import ends_sentence, fold, letters, marks, units
from newsparse.lexicon.traces import may_open_in, may_share, run_traces, traces

COMPILED = not __file__.endswith(".py")
RECOGNISED_UNITS = 60
"""Words beyond which no block is a line of furniture."""
TITLE_UNITS = 40
"""Words beyond which no block is a headline."""
PROSE_UNITS = 10
"""Words from which on a sentence that opens a text is no headline."""
LEDE_UNITS = 120
NAMED_UNITS = 150
BODY_START, BODY_LETTERS = 200, 80
"""Characters at a text's start, and letters and figures of these, by which it is met in a body that the page claims."""
CAPTION_UNITS = 3, 90
"""Words of the shortest and the longest caption."""
ASCII_SQUEEZED = bytes(code for code in range(128) if not chr(code).isalnum())
"""What is neither letter nor digit in ASCII."""

OWN = (
    *neighbourhood.COLUMNS,
    *"digit_share capital_share characters colon question lower comma_share sentences quoted quote caption".split(),
    *"table code level strong gap gap_below byline credit source picture date repeats title_match lede_match".split(),
    *"body_match named picture_words bracketed said_elsewhere familiar".split(),
)
TEXT_FEATURES = (*OWN, *neighbourhood.PLACE)
"""Columns of any form."""
HTML_FEATURES = (*TEXT_FEATURES, *PATH_FEATURES)
SHAPES = {
    shape: [shape == name for name in "heading list_item mark quote caption table code".split()] for shape in Shape
}
KINDS = {kind: [kind == name for name in "noise date byline credit source caption".split()] for kind in (None, *Kind)}
"""Which of these each shape and kind is. To name one member of an enumeration takes as long as to look all up here."""
FAMILIAR = OWN.index("familiar")


class Bags(NamedTuple):
    """Hashes of words, those of the first block first."""

    hashes: array[int]
    ends: array[int]
    """Where each block's end."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is seen of all blocks: rows of `width` numbers one after the other, one row per block, and their words."""

    numbers: array[float]
    width: int
    """Columns: TEXT_FEATURES or, for HTML, HTML_FEATURES."""
    count: int
    """Rows."""
    words: Bags
    """Of the blocks' texts (`words.hashes`)."""
    elements: Bags | None
    """Of the elements around them (`paths.path_hashes`); None for a page without any."""


def recognised_in(page: Page, lexicon: Lexicon) -> tuple[Recognised | None, ...]:
    """For each block what it is by its words alone, where these say it."""
    found = {text: _furniture(text, lexicon) for text in {block.text for block in page.blocks}}
    return tuple(found[block.text] for block in page.blocks)


def _furniture(text: str, lexicon: Lexicon) -> Recognised | None:
    # No text has more words than characters, which cost nothing to count.
    short = len(text) <= RECOGNISED_UNITS or units(text) <= RECOGNISED_UNITS
    return furniture(text, lexicon) if short else None


def table_of(page: Page, recognised: Sequence[Recognised | None], lexicon: Lexicon) -> Table:
    """What there is to be seen of every block."""
    count = len(page.blocks)
    width = len(HTML_FEATURES if page.kind == "html" else TEXT_FEATURES)
    numbers = array("f", bytes(4 * width * count))
    _fill_rows(numbers, width, 0, len(OWN), _own(page, recognised, lexicon))
    prose = neighbourhood.prose_of(numbers, width, count)
    first, last = neighbourhood.densest(numbers, width, count)
    numbers[FAMILIAR::width] = array("f", _familiar(page.blocks, prose, first, last))
    at = neighbourhood.fill_places(numbers, width, count, len(OWN), first, last)
    tree = tree_of(page.blocks) if page.kind == "html" else None
    if tree is not None:
        lengths = numbers[OWN.index("units") :: width]
        for index, row in enumerate(path_columns(tree, page.blocks, prose, lengths)):
            numbers[index * width + at : (index + 1) * width] = row
    words = {text: hashes(text) for text in {block.text for block in page.blocks}}
    elements = _bags(path_hashes(tree)) if tree is not None else None
    return Table(numbers, width, count, _bags([words[block.text] for block in page.blocks]), elements)


def _fill_rows(numbers: array[float], stride: int, at: int, width: int, rows: Iterable[Sequence[float]]) -> None:
    """Fills in `width` columns from column `at` on, which were made one row after the other."""
    if COMPILED:
        _fill_one_by_one(numbers, stride, at, rows)
        return
    pack, size = Struct(f"{width}f").pack_into, numbers.itemsize
    for index, row in enumerate(rows):
        pack(numbers, size * (index * stride + at), *row)


def _fill_one_by_one(numbers: array[float], stride: int, at: int, rows: Iterable[Sequence[float]]) -> None:
    into = numbers
    for row in rows:
        place = at
        for number in row:
            into[place] = number
            place += 1
        at += stride


def _bags(found: Sequence[array[int]]) -> Bags:
    return Bags(array("I", b"".join(found)), array("i", accumulate(map(len, found))))


def _own(page: Page, recognised: Sequence[Recognised | None], lexicon: Lexicon) -> Iterable[list[float]]:
    seen = Counter(block.text for block in page.blocks)
    claims = _Claimed(page)
    names = _names(page, recognised)
    # Menus stand twice on many a page: what hangs on the text alone is told once for all blocks that have it.
    lengths = {text: units(text) for text in seen}
    shown = {text: (*letters(text), *marks(text)) for text in seen}
    matches = {text: claims.match(text, length) for text, length in lengths.items()}
    captions = {
        text: picture_words(text, lexicon) if CAPTION_UNITS[0] <= length <= CAPTION_UNITS[1] else 0
        for text, length in lengths.items()
    }
    elsewhere = dict(zip(seen, said_elsewhere(list(seen)), strict=True))
    gaps = [*(min(block.gap, 4) for block in page.blocks[1:]), 4]
    for block, found, below in zip(page.blocks, recognised, gaps, strict=True):
        text = block.text
        length = lengths[text]
        alphabetic, digits, capitals, commas, stops, quoted, asked = shown[text]
        heading, list_item, mark, quote, caption, table, code = SHAPES[block.shape]
        noise, dated, byline, credit, source, picture = KINDS[found.kind if found is not None else None]
        title_equal, title_match, lede_match, body_match = matches[text]
        yield [
            length,
            ends_sentence(text),
            block.link_share,
            heading,
            list_item,
            noise or dated,
            mark,
            title_equal,
            digits / len(text),
            capitals / (alphabetic or 1),
            len(text),
            text[-1] in ":：",
            asked,
            text[0].islower(),
            commas / (1 + length),
            stops if length > 4 else 0,
            quoted,
            quote,
            caption,
            table,
            code,
            block.level,
            block.strong,
            min(block.gap, 4),
            below,
            byline,
            credit,
            source,
            picture,
            length <= RECOGNISED_UNITS and might_hold_date(text),
            min(seen[text], 5) - 1,
            title_match,
            lede_match,
            body_match,
            length <= NAMED_UNITS and any(name in text for name in names),
            captions[text],
            ends_bracketed(text),
            elsewhere[text],
            0.0,
        ]


def _names(page: Page, recognised: Iterable[Recognised | None]) -> frozenset[str]:
    """Whom bylines and claims name as authors: what tells of them is more often a note on the author than story."""
    claimed = [claim.value for claim in page.claimed("author")]
    found = [name for one in recognised if one is not None and one.kind is Kind.BYLINE for name in one.names]
    return frozenset(name for name in (*claimed, *found) if 3 < len(name) < 40)


class _Claimed:
    """What the page claims its title, summary and body to be, to be met again in its blocks.

    A text makes no claims; its first line and its repeated lines stand in for the title.
    """

    def __init__(self, page: Page) -> None:
        claimed = {fold(claim.value) for claim in page.claimed("title")} or _likely_titles(page.blocks)
        self._titles = [(title, set(title.split())) for title in sorted(claimed)]
        self._ledes = [
            set(lede.split()) for lede in sorted({fold(claim.value)[:300] for claim in page.claimed("lede")})
        ]
        self._known = set().union(*self._ledes, *(parts for _, parts in self._titles))
        self._traces = traces(self._known)
        self._bodies = [_squeezed(fold(claim.value)) for claim in page.claimed("body")]
        self._runs = run_traces(self._bodies)

    def match(self, text: str, length: int) -> tuple[bool, float, float, float]:
        """Whether the text is the title, its share of the title's words and of the summary's, and whether it is in
        the body; the last −1 where the page has no body to tell."""
        body = self._in_body(text) if self._bodies else -1.0
        if length > (LEDE_UNITS if self._ledes else TITLE_UNITS) or not may_share(text, self._traces):
            return False, 0.0, 0.0, body
        folded = fold(text)
        every = folded.split()
        shared = self._known.intersection(every)
        if not shared:
            return False, 0.0, 0.0, body
        words = set(every)
        lede = max([_overlap(shared, len(words), lede) for lede in self._ledes], default=0.0)
        if length > TITLE_UNITS:
            return False, 0.0, lede, body
        near = [(title, _overlap(shared, len(words), parts)) for title, parts in self._titles]
        equal = length > 2 and any(share and (folded in title or title in folded) for title, share in near)
        return equal, max([share for _, share in near], default=0.0), lede, body

    def _in_body(self, text: str) -> float:
        return _found(text, self._bodies) if may_open_in(text[:BODY_START], BODY_LETTERS, self._runs) else 0.0


def _likely_titles(blocks: Sequence[Block]) -> set[str]:
    first = next((block.text for block in blocks if units(block.text) >= 3), "")
    if units(first) >= PROSE_UNITS and ends_sentence(first):
        first = ""  # a text without a headline begins with its first paragraph
    seen = Counter(block.text for block in blocks if 20 <= len(block.text) <= 200)
    repeated = [text for text, count in seen.most_common(3) if count > 1]
    return {fold(text)[:300] for text in (first, *repeated) if text}


def _overlap(words: set[str], count: int, others: set[str]) -> float:
    """The share that words, those among `count` words that may matter, have of the others."""
    shared = len(words & others)
    return shared / max(count, len(others)) if shared else 0.0


def _squeezed(text: str) -> str:
    if text.isascii():
        return text.encode().translate(None, ASCII_SQUEEZED).decode()
    return "".join(filter(str.isalnum, text))


def _found(text: str, bodies: list[str]) -> float:
    """Whether a body has a text's start and its end."""
    start = _squeezed(fold(text[:BODY_START]))[:BODY_LETTERS]
    among = [body for body in bodies if start in body]
    if not among:
        return 0.0
    end = _squeezed(fold(text[-120:]))[-40:]
    return float(any(end in body for body in among))


def _familiar(blocks: Sequence[Block], prose: Sequence[float], first: int, last: int) -> list[float]:
    """Which share of each block's longer words the page's densest stretch has too; −1 where that tells nothing."""
    texts = list({block.text for block in blocks})
    stretch = [block.text for block in compress(blocks[first : last + 1], prose[first : last + 1])]
    shares = dict(zip(texts, familiar(texts, stretch), strict=True))
    return [shares[block.text] for block in blocks]
