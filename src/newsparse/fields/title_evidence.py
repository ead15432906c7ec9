"""Every string that may be the headline, with the signs that speak for and against it."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from newsparse.article import Claim, Kind, Label, Page, Shape
from newsparse.fields.source_evidence import name_key
from newsparse.lexicon.dates import mentions
from newsparse.lexicon.lines import recognise
from newsparse.lexicon.script import (
    ends_sentence,
    fold,
    fold_letters,
    has_any,
    is_like_latin,
    is_spaceless,
    letters,
    small,
    starts_lower,
    stems,
    units,
)
from newsparse.lexicon.traces import known_stems

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

LONGEST = 45
"""Words beyond which nothing is a headline."""
_ABOVE = 120
"""Blocks above the story in which a headline is looked for."""
_FAR = 30
"""Blocks above the story beyond which a line is more likely part of a menu."""
_CLOSE = 12
"""Blocks above the story in which a line of a word or two may be one, though nothing says the same."""
_SHORT = 2
"""Words of such a line."""
_LINKED = 0.8
"""Share of a line that stands in a link from which on it is one."""
_BELOW = 4
"""Blocks below a headline in which its byline and date stand."""
_STORY = 8_000
"""Characters of the story whose words are compared."""
_PROSE = 8
"""Words from which on a kept block that ends as a sentence does begins the story."""
_LONG_PROSE = 25
"""The same for one that does not: Thai ends no sentences."""
_LEAD = 12
"""Words from which on a block reads like a standfirst or a first paragraph."""
_A_HEADLINE = 3
"""Words from which on a main heading is more than a logo."""
_MOST_TOPS = 50
"""Main headings that are looked at, wherever they stand."""
_MOST_PARTS = 6
"""Separators of a title that are looked at."""
_LONGEST_REPEATED = 399
"""Characters of a line that may be told to stand on the page again."""
_STEM, _LEAST = 5, 4
"""Letters by which two words are the same, and of the shortest word that is compared."""
_ALIKE = 0.6
"""Share of common words from which on a line is a claim in other words."""

_SEPARATOR = re.compile(r"\s+[-–—|·•:»«/]+\s+|\s*[|｜_]\s*|\s+-+\s+")
_SEPARATORS = "-–—|·•:»«/｜_"
_CRUMBS = re.compile(r"\s[›»>|/·•]\s|\w\s?[|｜]\s?\w")
_CRUMB_MARKS = "›»>|/·•｜"
_HANGUL = "[\uac00-\ud7a3]{2}"
_DENSE = "[\uac00-\ud7a3]{2}|[\u0590-\u06ff]{3}"
"""Scripts whose letters say more: Korean syllables, and Hebrew and Arabic, which write no vowels."""
_ARTICLE = "^\u0648?\u0627\u0644"
"""Arabic writes `the`, and `and the`, as part of the word."""
_WORD = re.compile(r"\w+")
_HEADING, _BYLINE = Shape.HEADING, Kind.BYLINE  # to name a member takes long, for every block
_NO_SHAPES = (Shape.MARK, Shape.CODE, Shape.TABLE)
_VOICES = ("json-ld", "og", "title", "h1")
_FAMILIES = ("caller", "front matter", "header", "json-ld", "og", "twitter", "microdata", "title")


@dataclass(slots=True)
class Candidate:
    """One string, wherever it stands."""

    text: str
    """In the words of the page, or of a claim."""
    traits: dict[str, str] = field(default_factory=dict)
    """What speaks for and against it (weights: `data/choices/title.json`), each with the words that showed it."""
    block: int | None = None
    """Index of the block that is nothing but it: of several, the one nearest above the story."""
    claims: list[tuple[str, str]] = field(default_factory=list)
    """Origins of the claims that say it, with their words."""
    words: frozenset[str] = field(init=False)
    """What of it is compared, see `words_of`."""

    def __post_init__(self) -> None:
        self.words = words_of(self.text)

    @property
    def says(self) -> str:
        """What no other candidate of the page says."""
        return self.text


def candidates(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> tuple[Candidate, ...]:
    """All candidates of a page, those of its blocks first, in the page's order."""
    places = _Places(page, labels, lexicon)
    table = {key: Candidate(page.blocks[index].text, {}, index) for key, index in places.found.items()}
    for one in table.values():
        one.traits |= dict.fromkeys(places.signs(one.block or 0), one.text)
    _claimed(page, table)
    _opening(page, table)
    _more_than_a_headline(table)
    story = places.story_words(frozenset().union(*[one.words for one in table.values()]))
    address = _address_words(page)
    for one in table.values():
        signs = (*_look(one.text, lexicon), *_told(one.words, story), *_in_address(one.words, address))
        one.traits |= dict.fromkeys(signs, one.text)
        if page.kind == "html":
            one.traits |= dict.fromkeys(_voices(one), one.text)
    return tuple(one for one in table.values() if units(one.text) <= LONGEST)


# ---------------------------------------------------------------- places


class _Places:
    """The blocks that may be a headline, and what their places say."""

    def __init__(self, page: Page, labels: Sequence[Label], lexicon: Lexicon) -> None:
        self._blocks, self._labels, self._lexicon = page.blocks, labels, lexicon
        self._kept = [index for index, label in enumerate(labels) if label.kept]
        self._first = next(filter(self._begins_story, self._kept), self._kept[0] if self._kept else len(labels))
        self._start = max(0, self._first - _ABOVE)
        self._tops = [i for i, block in enumerate(page.blocks) if block.level == 1 and block.shape is _HEADING]
        self.found = self._find(_said(page))
        self._seen = how_often([page.blocks[index].text for index in self.found.values()], page, _LONGEST_REPEATED)

    def _begins_story(self, index: int) -> bool:
        text = self._blocks[index].text
        length = units(text[:2000])
        return length >= _LONG_PROSE or (length >= _PROSE and ends_sentence(text) and text[-1] not in "?!？！")

    def _find(self, said: Container[str]) -> dict[str, int]:
        """Each candidate, folded, with its best place: the last above the story, else that of a main heading."""
        found: dict[str, int] = {}
        for index in range(self._start, self._first):
            length = self._length(index)
            if length <= LONGEST:
                key = fold(self._blocks[index].text)
                if key in said or not self._is_menu(index, length):
                    found[key] = index
        for index in self._tops[:_MOST_TOPS]:
            if self._length(index) <= LONGEST:
                found.setdefault(fold(self._blocks[index].text), index)
        return found

    def _is_menu(self, index: int, length: int) -> bool:
        """Whether a line looks like an entry of a menu, as most of what stands far above the story."""
        block = self._blocks[index]
        if block.shape is not _HEADING and block.link_share > _LINKED:
            return True
        return length <= _SHORT and self._first - index > _CLOSE

    def _length(self, index: int) -> int:
        """Words of a block, too many where it can be no headline."""
        block = self._blocks[index]
        return units(block.text) if block.shape not in _NO_SHAPES and len(block.text) < 1000 else LONGEST + 1

    def signs(self, index: int) -> Iterator[str]:
        """What the place and the marks of a block say."""
        yield from self._around(index)
        yield from self._marks(index)
        seen = self._seen[small(self._blocks[index].text)]
        if seen > 1:
            yield "repeated"
        if index >= self._first:
            yield "inside the story"
        elif self._first - index > _FAR:
            yield "far above the story"

    def _marks(self, index: int) -> Iterator[str]:
        block = self._blocks[index]
        if block.shape is _HEADING and block.level == 1:
            yield "h1"
            if len(self._tops) == 1:
                yield "the only h1"
        if block.shape is Shape.LIST_ITEM:
            yield "list item"
        if block.link_share > _LINKED:
            yield "in a link"

    def _around(self, index: int) -> Iterator[str]:
        """Headlines stand by themselves, and above bylines, dates and standfirsts."""
        below = range(index + 1, min(index + 1 + _BELOW, len(self._blocks)))
        if any(self._labels[place].kind is _BYLINE for place in below):
            yield "byline below"
        if any(is_date(self._blocks[place].text, self._lexicon.languages) for place in below):
            yield "date below"
        if not below:
            return
        if units(self._blocks[index + 1].text[:1000]) >= _LEAD:
            yield "prose below"
        if self._blocks[index].gap:
            yield "parted above"
        if self._blocks[index + 1].gap:
            yield "parted below"

    def story_words(self, wanted: frozenset[str]) -> frozenset[str]:
        """The words of the story's beginning: those that are wanted or, where there are none of these, all."""
        texts: list[str] = []
        size = 0
        for index in self._kept:
            if index >= self._first and size < _STORY:
                texts.append(self._blocks[index].text[: _STORY - size])
                size += len(texts[-1])
        folded = fold_letters(" ".join(texts))
        if is_like_latin(folded):
            common = known_stems(folded, _LEAST, _STEM, wanted)
        else:
            common = {word for word in wanted if len(word) == 2 and word in folded} if _is_spaceless(folded) else set()
        return frozenset(common) or _words(folded)


def how_often(texts: Sequence[str], page: Page, longest: int) -> Counter[str]:
    """For some texts, in small letters, how many of the page's blocks of at most `longest` characters are the same."""
    wanted = frozenset(map(small, texts))
    lengths = frozenset(map(len, wanted))
    most = max(lengths, default=0)
    # Small letters take as much room as capitals, beyond ASCII at times more: nearly all blocks end here.
    likely = [
        text
        for text in [block.text for block in page.blocks]
        if len(text) <= longest and (len(text) in lengths or (len(text) < most and not text.isascii()))
    ]
    return Counter(filter(wanted.__contains__, map(small, likely)))


@lru_cache(maxsize=512)
def is_date(text: str, languages: tuple[str, ...]) -> bool:
    """Whether a line is short and holds a date."""
    return len(text) <= 120 and units(text) <= 12 and bool(mentions(text, languages))


# ---------------------------------------------------------------- claims


def _said(page: Page) -> frozenset[str]:
    """What is claimed to be the title, or opens the page, and every part of it, folded."""
    lines = {claim.value for claim in page.claimed("title")} | {block.text for block in page.blocks[:3]}
    return frozenset(folded for line in lines if len(line) < 1000 for _, folded in _cut(line))


def _claimed(page: Page, table: dict[str, Candidate]) -> None:
    """Claims speak for what they say, and for its part without the site's name."""
    claims = page.claimed("title")
    attested = table.keys() | {fold(claim.value) for claim in claims}
    heads = {key for key, one in table.items() if "h1" in one.traits}
    names = _names(page)
    parts = {value: tuple(_parts(value, attested, names, heads)) for value in {claim.value for claim in claims}}
    for claim in claims:
        for text, how in parts[claim.value]:
            one = table.setdefault(fold(text), Candidate(text))
            one.traits.setdefault(_family(claim) if how in ("whole", "more") else "part of a claim", claim.value)
            one.traits.setdefault(how, claim.value)
            one.claims.append((claim.origin, claim.value))
    likely = {words_of(value) for value in parts}
    for one in table.values():
        if any(_alike(one.words, words) for words in likely):
            one.traits["like a claim"] = one.text


def _family(claim: Claim) -> str:
    family = claim.origin.split(":", 1)[0]
    return family if family in _FAMILIES else "meta"


def _opening(page: Page, table: dict[str, Candidate]) -> None:
    """The first line of a text is often the window's title: the headline and the site's name."""
    if page.kind == "html":
        return
    opening = next((index for index, block in enumerate(page.blocks[:10]) if units(block.text[:1000]) >= 3), None)
    if opening is None or units(line := page.blocks[opening].text) > LONGEST:
        return
    attested = {key for key, one in table.items() if one.block is not None and one.block > opening}
    for text, how in _parts(line, attested, _names(page), attested):
        one = table.setdefault(fold(text), Candidate(text, {}, opening if how == "whole" else None))
        one.traits.setdefault("opens the page", line)
        one.traits.setdefault(how, line)
    words = words_of(line)
    for one in table.values():
        if one.block != opening and _alike(one.words, words):
            one.traits["like the opening"] = line


def _parts(text: str, attested: Container[str], names: set[str], heads: Container[str]) -> Iterator[tuple[str, str]]:
    """What a title may be without the site's name, and how that was told.

    A part that stands elsewhere on its own is `attested`; it is all there is to the title where it is one of `heads`.
    """
    whole = fold(text)
    parts = [part for part, folded in _cut(text) if folded in attested and folded != whole]
    if parts:
        yield from ((part, "attested") for part in parts)
        if whole in heads or not any(fold(part) in heads and units(part) >= _A_HEADLINE for part in parts):
            yield text, "more"
        return
    named = _unnamed(text, names)
    if named != text:
        yield named, "unnamed"
        yield text, "more"
    else:
        yield text, "whole"


def _unnamed(text: str, names: set[str]) -> str:
    """The title without the site's name at one of its ends."""
    marks = list(_SEPARATOR.finditer(text))[:_MOST_PARTS]
    if not marks:
        return text
    above, below = text[: marks[-1].start()], text[marks[0].end() :]
    if above and _is_name(text[marks[-1].end() :], names):
        return above
    return below if below and _is_name(text[: marks[0].start()], names) else text


def _is_name(text: str, names: set[str]) -> bool:
    key = name_key(text)
    return key in names or (len(key) >= 4 and any(key in name or (len(name) >= 4 and name in key) for name in names))


def _names(page: Page) -> set[str]:
    """What the page's publisher may be called."""
    hosts = (address.hostname or "" for address in _addresses(page))
    return {*map(name_key, hosts), *(name_key(claim.value) for claim in page.claimed("source"))} - {""}


def cut(text: str) -> list[str]:
    """A title line without what may be the site's name: every stretch of it between separators."""
    if not has_any(text, _SEPARATORS):
        return [text]
    marks = [mark.span() for mark in _SEPARATOR.finditer(text)][:_MOST_PARTS]
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    return [text[start:end] for i, start in enumerate(starts) for end in ends[i:]]


@lru_cache(maxsize=64)
def _cut(text: str) -> tuple[tuple[str, str], ...]:
    """The same, each part with its folded form."""
    return tuple((part, fold(part)) for part in cut(text))


def _more_than_a_headline(table: dict[str, Candidate]) -> None:
    """A line that is a claimed headline and something else has a kicker before it, or a byline behind it."""
    claimed = [
        key for key, one in table.items() if len(key) >= 12 and one.traits.keys() & {"whole", "attested", "unnamed"}
    ]
    for short in claimed[:20]:
        for key, other in table.items():
            if len(key) > len(short) and other.block is not None and (key.endswith(short) or key.startswith(short)):
                side = "behind a kicker" if key.endswith(short) else "before more"
                table[short].traits[side] = other.text
                other.traits["more than a headline"] = table[short].text


# ---------------------------------------------------------------- words


def words_of(text: str) -> frozenset[str]:
    """The longer words of a text by their first letters, endings aside; pairs of characters where no spaces are."""
    return _words(fold(text))


def _words(folded: str) -> frozenset[str]:
    if is_like_latin(folded):
        return frozenset(stems(folded, _LEAST, _STEM))
    runs = frozenset(_WORD.findall(folded))
    if _is_spaceless(folded):
        return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))
    bare = (re.sub(_ARTICLE, "", run) for run in runs)
    return frozenset(run[:2] if re.match(_HANGUL, run) else run[:_STEM] for run in bare if _long_enough(run))


def _is_spaceless(folded: str) -> bool:
    return is_spaceless(" ".join(folded.split())[:200])


def _long_enough(word: str) -> bool:
    return len(word) >= _LEAST or re.match(_DENSE, word) is not None


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return bool(words and others) and len(words & others) >= _ALIKE * max(len(words), len(others))


def _voices(one: Candidate) -> Iterator[str]:
    """Who agrees on it, where several may: each site has its own habit of what it shortens for whom."""
    voices = [voice for voice in _VOICES if voice in one.traits]
    if voices:
        yield f"by {' + '.join(voices)}"


def _look(text: str, lexicon: Lexicon) -> Iterator[str]:
    """What the words look like by themselves."""
    length = units(text)
    yield next((name for most, name in _LENGTHS if length <= most), "long")
    if ends_sentence(text) and text[-1] not in "?!？！":
        yield "sentence"
    if text[-1] in ":：,;":
        yield "leads on"
    if has_any(text, _CRUMB_MARKS) and _CRUMBS.search(text):
        yield "crumbs"
    if 2 * letters(text)[0] < len(text):
        yield "few letters"
    if starts_lower(text):
        yield "lower"
    if is_date(text, lexicon.languages):
        yield "date"
    if recognise(text, lexicon) is not None:
        yield "recognised"


_LENGTHS = (
    (2, "one or two words"),
    (3, "three words"),
    (5, "four or five words"),
    (14, "six words or more"),
    (22, "fifteen words or more"),
)


def _told(words: frozenset[str], story: frozenset[str]) -> Iterator[str]:
    """How many of its words the story tells of."""
    if not (words and story):
        return
    common = len(words & story)
    share = common / len(words)
    if not common:
        yield "not told"
    elif share < 0.6:
        yield "hardly told"
    elif common == 1:
        yield "one word told"
    elif share < 0.8:
        yield "told in part"
    else:
        yield "told"


def _address_words(page: Page) -> frozenset[str]:
    """The words of the address's last parts, which many sites make of the headline."""
    parts = (part for address in _addresses(page) for part in [part for part in address.path.split("/") if part][-2:])
    return frozenset(word for part in parts for word in words_of(" ".join(re.split(r"[\W_]+", unquote(part)))))


def _addresses(page: Page) -> Iterator[SplitResult]:
    for address in dict.fromkeys([claim.value for claim in page.claimed("url")]):  # most say the same again
        with suppress(ValueError):  # brackets that are no IPv6 address
            yield urlsplit(address)


def _in_address(words: frozenset[str], address: frozenset[str]) -> Iterator[str]:
    if not words or len(address) < 3:
        return
    share = len(words & address) / len(address)
    if share > 0.6:
        yield "all in the address"
    elif share > 0.3:
        yield "in the address"
    else:
        yield "hardly in the address" if share else "not in the address"
