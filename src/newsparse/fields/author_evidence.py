"""Every place of a page that may say who wrote it, with what speaks for and against it."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from newsparse.article import Block, Label, Page
from newsparse.fields.author_lines import LONGEST, Reading, organisations, read_line
from newsparse.fields.title_evidence import how_often, is_date
from newsparse.lexicon.lines import after_lead
from newsparse.lexicon.names import UNCUT, is_known, people, people_among, pieces
from newsparse.lexicon.script import fold, script_of, small, units
from newsparse.lexicon.traces import may_name, traces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

_LONGEST_NAME = 60
"""Characters of a line that is counted."""
_LONGEST_WORD = 30
"""Characters of the longest byline's word that stands on a line of its own."""
_LONGEST_BYLINE = 16
"""Words of the longest line that is nothing but a byline, with a date and the like."""
_CLOSE, _NEAR = 6, 20
"""Blocks above the story in which bylines usually stand, and in which they often do."""
_SMALL = re.compile(r"[^\W\d_A-Z]\w{3,20}")
_ABOVE, _INSIDE, _BELOW, _END = 60, 4, 8, 3
"""Blocks above the story's first, after it, after its last and before that, among which a byline may stand."""
_BELOW_TITLE = 7
"""Blocks below the headline from which on its distance says nothing more."""
_APART = 2
"""Blocks from one author's line to the next."""
_CLAIMS = 40
"""Claims that are looked at; a page with more of them lists other stories."""
_PLACES = {
    "marked as author": (
        "byline author authors auteur auteurs firma writer writers contributor contributors reporter journalist"
    ),
    "marked as something else": (
        "related comment comments sidebar footer caption figure figcaption menu nav aside tag tags teaser most"
    ),
}
"""What the words of the elements around a line say of it."""
_AUTHOR = "autor"
"""Marks an author, too, with an ending of three letters at most."""
_TELLING = traces(" ".join(_PLACES.values()).split())
_NO_MARKS: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """One place that names authors."""

    people: tuple[str, ...]
    """As the page says them, in its order."""
    organisations: tuple[str, ...]
    """Agencies and publishers it names beside or instead of people."""
    origin: str
    """The evidence's `from`."""
    text: str
    """The words that were read."""
    traits: frozenset[str]
    """What speaks for and against it."""
    blocks: tuple[int, ...] = ()
    """Indices of the blocks it stands in."""
    whole: bool = False
    """Whether these are nothing but a byline."""

    @property
    def named(self) -> tuple[str, ...]:
        """The people, or where it names none the organisations."""
        return self.people or self.organisations

    @property
    def says(self) -> frozenset[str]:
        """Whom it names, folded, so that others that name the same can be told."""
        return frozenset(map(fold, self.named))


def candidates(page: Page, labels: Sequence[Label], lexicon: Lexicon, title: int | None) -> tuple[Candidate, ...]:
    """All candidates of a page, claims first, then in the order of the blocks; `title` is the headline's block."""
    publishers = frozenset(fold(claim.value) for claim in page.claimed("source"))
    claimed = tuple(_claimed(page, lexicon, publishers))
    names = tuple(fold(name) for one in claimed for name in one.people)
    standing = tuple(_standing(page, labels, lexicon, publishers, names, title))
    found = claimed + standing  # unpacked, the compiler takes each for a tuple
    keys = [one.says for one in found]
    agreed = [one._replace(traits=one.traits | _agreeing(keys, place)) for place, one in enumerate(found)]
    return (*agreed[: len(claimed)], *_joined(agreed[len(claimed) :]))


def _agreeing(keys: Sequence[frozenset[str]], place: int) -> frozenset[str]:
    """How many other places name one of the same authors, and whether they name all of them."""
    own = keys[place]
    others = [other for index, other in enumerate(keys) if index != place and not own.isdisjoint(other)]
    if not others:
        return frozenset({"nobody agrees"})
    traits = {"one agrees" if len(others) == 1 else "several agree"}
    if any(other == own for other in others):
        traits.add("the same again")
    if any(other > own for other in others):
        traits.add("another names more")
    return frozenset(traits)


# ---------------------------------------------------------------- claims


def _claimed(page: Page, lexicon: Lexicon, publishers: frozenset[str]) -> Iterator[Candidate]:
    """One candidate for each origin, however many claims it makes: they are the names of one list."""
    by_origin: dict[str, list[str]] = {}
    for claim in page.claimed("author")[:_CLAIMS]:
        by_origin.setdefault(claim.origin.removesuffix(".Organization"), []).append(claim.value)
    declared = frozenset(c.value for c in page.claimed("author") if c.origin.endswith(".Organization"))
    for origin, values in by_origin.items():
        lists = [(value, pieces(value, lexicon)) for value in values]
        named = dict.fromkeys(
            name for v, parts in lists if v not in declared for name in _people(v, parts, lexicon, publishers)
        )
        bodies = dict.fromkeys(
            name for v, parts in lists for name in organisations(parts, lexicon, publishers, v in declared)
        )
        if named or bodies:
            traits = frozenset({origin.partition(":")[0], origin})
            yield Candidate(tuple(named), tuple(bodies), origin, ", ".join(values)[:LONGEST], traits)


def _people(text: str, parts: Sequence[str], lexicon: Lexicon, publishers: frozenset[str]) -> tuple[str, ...]:
    """The people of a list of names, cut into `parts`, that may have a byline's word before it."""
    lead = after_lead(text[:LONGEST], lexicon.byline)
    found = people(lead.rest, lexicon) if lead is not None else ()
    return tuple(name for name in found or people_among(parts, lexicon) if fold(name) not in publishers)


# ---------------------------------------------------------------- lines


class _Surroundings:
    """What the page around a line says of it; gathered when the first line asks."""

    def __init__(self, page: Page, story: Sequence[int], title: int | None) -> None:
        self.page = page
        self.story = story
        self.title = title

    @cached_property
    def told(self) -> str:
        """The story as names are compared with it."""
        return _told("\n".join([self.page.blocks[index].text for index in self.story]))

    @cached_property
    def text(self) -> str:
        """The page's text, a mark that no block holds before each block and after the last."""
        return "\0".join(["", *[block.text for block in self.page.blocks], ""])

    def is_small(self, word: str) -> bool:
        """Whether the word stands somewhere just so, with a small letter at the start, which names do not."""
        start = self.text.find(word) if _SMALL.fullmatch(word) else -1
        while start >= 0:
            end = start + len(word)
            if not _in_word(self.text[start - 1 : start]) and not _in_word(self.text[end : end + 1]):
                return True
            start = self.text.find(word, end)
        return False

    def traits(self, found: Reading, text: str) -> Iterator[str]:
        """What speaks for and against a line of names without any word before them."""
        names = [_told(name) for name in found.people]
        if any(name in self.told or f" {name.rpartition(' ')[2]} " in self.told for name in names):
            yield "in the story"
        if any(self.is_small(word) for name in found.people for word in _small(name)):
            yield "common words"
        if any(map(self._introduced, found.people)):
            yield "introduced"
        if any(script_of(name) in UNCUT for name in found.people):
            yield "uncut script"
        if how_often([text], self.page, _LONGEST_NAME)[small(text)] > 3:
            yield "often repeated"

    def _introduced(self, name: str) -> bool:
        """Whether a paragraph that is no part of the story opens with the name: `Jane Doe is a writer`."""
        start = self.text.find(f"\0{name}") + 1
        while start:
            if self.text.find("\0", start) - start > _LONGEST_NAME:
                return _told(name) not in self.told
            start = self.text.find(f"\0{name}", start) + 1
        return False

    def behind_its_word(self, index: int, words: frozenset[str]) -> bool:
        """Whether the block above is nothing but a byline's word, which some dumps part from the name."""
        above = self.page.blocks[index - 1].text if index else ""
        if not 0 < len(above) <= _LONGEST_WORD:
            return False
        word = fold(above).rstrip(" :：")
        return word in words or f"{word}:" in words

    def before_its_word(self, index: int, words: frozenset[str]) -> bool:
        """Whether the next block is the word that follows names in Korean."""
        return index + 1 < len(self.page.blocks) and fold(self.page.blocks[index + 1].text) in words

    def place(self, index: int) -> str:
        """Where a line stands to the story."""
        story = self.story
        if not story:
            return "no story"
        if index < story[0]:
            distance = story[0] - index
            return "at the start" if distance <= _CLOSE else "above" if distance <= _NEAR else "far above"
        if index <= story[min(_INSIDE, len(story) - 1)]:
            return "at the start"
        return "right below" if index == story[-1] + 1 else "at the end"

    def is_near_title(self, index: int) -> bool:
        return self.title is not None and 0 < index - self.title <= _CLOSE

    def is_close(self, index: int) -> bool:
        """Whether a line stands where even one word may be a name."""
        return bool(self.story) and (0 < self.story[0] - index <= _CLOSE or self.is_near_title(index))

    def near(self, index: int, lexicon: Lexicon) -> Iterator[str]:
        """What stands near a line."""
        if self.beside_a_date(index, lexicon.languages):
            yield "beside a date"
        if self.title is not None:
            below = index - self.title
            yield "above the title" if below < 0 else f"{min(below, _BELOW_TITLE)} below the title"
        if self.story and 0 < self.story[0] - index <= 2:
            yield "before the story"

    def beside_a_date(self, index: int, languages: tuple[str, ...]) -> bool:
        near = self.page.blocks[max(0, index - 2) : index + 4]
        return any(is_date(block.text, languages) for block in near)


def _told(text: str) -> str:
    return small(text).replace("’", "'")


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _small(name: str) -> Iterator[str]:
    """The words of a name as they would be written were they none."""
    return (token.lower() for token in name.split() if len(token) > 3 and token[0].isupper())


def _standing(
    page: Page,
    labels: Sequence[Label],
    lexicon: Lexicon,
    publishers: frozenset[str],
    claimed: Sequence[str],
    title: int | None,
) -> Iterator[Candidate]:
    """The lines that name authors; names alone count close to the story, and where something else speaks for them.

    Menus are full of what reads like a name.
    """
    story = [index for index, label in enumerate(labels) if label.kept]
    around = _Surroundings(page, story, title)
    for index in _around(story, len(page.blocks)):
        block = page.blocks[index]
        if not 0 < len(block.text) <= LONGEST:
            continue
        believed = partial(_is_believed, block, index, around, lexicon, claimed)
        for found in read_line(block.text, lexicon, publishers, believed):
            if "bare names" in found.traits and not _may_stand_alone(found, labels[index].kept, around.is_close(index)):
                continue
            traits = {*found.traits, around.place(index), *_marks_of(block), *around.near(index, lexicon)}
            if labels[index].kept:
                traits.add("part of the story")
            if around.behind_its_word(index, lexicon.byline):
                traits.add("behind its word")
            if "bare names" in traits and found.people:
                traits.update(around.traits(found, block.text))
                if "in the story" in traits and "at the start" not in traits:
                    traits.add("told of")
                if around.before_its_word(index, lexicon.byline_tail):
                    traits.add("byline")
            whole = "words before it" not in traits and units(block.text) <= _LONGEST_BYLINE
            yield Candidate(
                found.people, found.organisations, found.origin, block.text, frozenset(traits), (index,), whole
            )


def _is_believed(block: Block, index: int, around: _Surroundings, lexicon: Lexicon, claimed: Sequence[str]) -> bool:
    """Whether something speaks for a line of nothing but names: its place, a common first name, a claim."""
    return (
        around.is_close(index)
        or around.behind_its_word(index, lexicon.byline)
        or (around.place(index) != "far above" and is_known(block.text))
        or _is_attested(block, claimed)
    )


def _may_stand_alone(found: Reading, kept: bool, close: bool) -> bool:
    """Whether names without any word before them are believed: of what reads like one, less in some places."""
    if {"one word", "team"} & found.traits:
        return close
    # Any few characters of Chinese could be a name, so could a sub-heading.
    return not kept or not any(script_of(name) in UNCUT for name in found.people)


def _around(story: Sequence[int], size: int) -> Sequence[int]:
    if not story:
        return range(min(size, 4 * _ABOVE))
    first, last = story[0], story[-1]
    inside = min(story[min(_INSIDE, len(story) - 1)], first + 2 * _INSIDE) + 1
    ending = max(inside, last - _END)
    return (*range(max(0, first - _ABOVE), min(size, inside)), *range(ending, min(size, last + 1 + _BELOW)))


def _is_attested(block: Block, claimed: Sequence[str]) -> bool:
    """Whether a claim, or the mark-up, says that a line names an author."""
    if claimed and fold(block.text).startswith(tuple(claimed)):
        return True
    return "marked as author" in _marks_of(block)


def _marks_of(block: Block) -> frozenset[str]:
    return _marks_along(block.path[-4:]) if block.path else _NO_MARKS


@lru_cache(maxsize=256)
def _marks_along(path: tuple[str, ...]) -> frozenset[str]:
    return _NO_MARKS.union(*map(_marks_in, path))


@lru_cache(maxsize=1024)
def _marks_in(element: str) -> frozenset[str]:
    element = element.lower()
    if not may_name(element, _TELLING) and _AUTHOR not in element:
        return _NO_MARKS  # as of nearly all
    return frozenset([mark for mark, words in _patterns() if words.search(element)])


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    author, other = ("|".join(words.split()) for words in _PLACES.values())
    author = rf"\b(?:{author}|{_AUTHOR}\w{{0,3}})\b"
    return tuple(zip(_PLACES, map(re.compile, (author, rf"\b(?:{other})\b")), strict=True))


_DOUBTS = frozenset({"in the story", "common words", "uncut script", "unknown name"})


def _joined(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Neighbouring lines with a name each are candidates together, too: pages put every author on a line."""
    run: list[Candidate] = []
    for candidate in found:
        if run and not _continues(run[-1], candidate):
            yield from _together(run)
            run = []
        run.append(candidate)
    yield from _together(run)


def _together(run: Sequence[Candidate]) -> Iterator[Candidate]:
    """The lines of a run, each by itself, then all of them."""
    people = dict.fromkeys(name for one in run for name in one.people)
    if all(len(people) == len(one.people) for one in run):
        yield from run
        return
    for one in run:
        yield one._replace(traits=one.traits | {"one of several lines"})
    first = run[0]
    blocks = tuple(dict.fromkeys(index for one in run for index in one.blocks))
    traits = (first.traits - {"another names more", "the same again"}) | {"several lines", "several names"}
    if any("behind its word" in one.traits for one in run):
        traits |= {"behind its word"}
    yield first._replace(people=tuple(people), traits=traits, blocks=blocks, whole=all(one.whole for one in run))


def _continues(last: Candidate, candidate: Candidate) -> bool:
    if last.origin != candidate.origin or not (last.people and candidate.people):
        return False
    if candidate.blocks[0] - last.blocks[-1] > _APART or "bare names" not in candidate.traits:
        return False
    return not _DOUBTS & candidate.traits
