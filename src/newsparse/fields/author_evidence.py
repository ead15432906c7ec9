"""Every place of a page that may say who wrote it, with what speaks for and against it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsparse.article import Block, Kind, Label, Page
from newsparse.lexicon.agencies import agency_named
from newsparse.lexicon.dates import mentions
from newsparse.lexicon.lines import Recognised, after_lead, is_picture_credit, recognise
from newsparse.lexicon.names import UNCUT, is_known, is_office, may_open_with_name, people, people_among, pieces
from newsparse.lexicon.script import fold, script_of, small, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

_LONGEST_LINE = 200
"""Characters of a line that may be a byline; a longer one is prose."""
_LONGEST_NAME, _LONGEST_BARE = 60, 14
"""Characters of a line that is counted, and words of one that is nothing but names."""
_DATE_LINE = 80
_CLOSE, _NEAR = 6, 20
"""Blocks above the story in which bylines usually stand, and in which they often do."""
_SMALL = re.compile(r"[^\W\d_A-Z]\w{3,20}")
_DIGIT = re.compile(r"\d")
_ABOVE, _INSIDE, _BELOW, _END = 60, 4, 8, 3
"""Blocks above the story's first, after it, after its last and before that, among which a byline may stand."""
_CLAIMS = 40
"""Claims that are looked at; a page with more of them lists other stories."""
_PLACES = (
    (
        "marked as author",
        r"\b(?:byline|authors?|autor\w{0,3}|auteurs?|firma|writers?|contributors?|reporter|journalist)\b",
    ),
    (
        "marked as something else",
        r"\b(?:related|comments?|sidebar|footer|caption|figure|figcaption|menu|nav|aside|tags?|teaser|most)\b",
    ),
)
"""What the words of the elements around a line say of it."""


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
    """What speaks for and against it; their weights are in `authors.WEIGHTS`."""
    block: int | None = None
    """Index of the block it stands in, which is nothing but a byline."""


def candidates(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> tuple[Candidate, ...]:
    """All candidates of a page, claims first, then in the order of the blocks."""
    publishers = frozenset(fold(claim.value) for claim in page.claimed("source"))
    claimed = tuple(_claimed(page, lexicon, publishers))
    names = tuple(fold(name) for one in claimed for name in one.people)
    standing = _standing(page, labels, lexicon, publishers, names)
    return (*claimed, *_joined(standing))


# ---------------------------------------------------------------- claims


def _claimed(page: Page, lexicon: Lexicon, publishers: frozenset[str]) -> Iterator[Candidate]:
    """One candidate for each origin, however many claims it makes: they are the names of one list."""
    by_origin: dict[str, list[str]] = {}
    for claim in page.claimed("author")[:_CLAIMS]:
        by_origin.setdefault(claim.origin.removesuffix(".Organization"), []).append(claim.value)
    declared = frozenset(c.value for c in page.claimed("author") if c.origin.endswith(".Organization"))
    for origin, values in by_origin.items():
        named = dict.fromkeys(name for v in values if v not in declared for name in _people(v, lexicon, publishers))
        bodies = dict.fromkeys(name for v in values for name in _organisations(v, lexicon, publishers, v in declared))
        if named or bodies:
            traits = frozenset({origin.partition(":")[0], origin})
            yield Candidate(tuple(named), tuple(bodies), origin, ", ".join(values)[:_LONGEST_LINE], traits)


def _people(text: str, lexicon: Lexicon, publishers: Iterable[str] = ()) -> tuple[str, ...]:
    """The people of a list of names that may have a byline's word before it."""
    lead = after_lead(text[:_LONGEST_LINE], lexicon.byline)
    found = people(lead.rest, lexicon) if lead is not None else ()
    return tuple(name for name in found or people(text, lexicon) if fold(name) not in publishers)


def _organisations(text: str, lexicon: Lexicon, publishers: Iterable[str], declared: bool) -> Iterator[str]:
    """The agencies, declared organisations and publishers of a list, never a desk of theirs."""
    for piece in pieces(text, lexicon):
        name = _without_article(piece)
        if not _is_desk(name, lexicon) and (declared or agency_named(name) or fold(name) in publishers):
            yield name


def _without_article(name: str) -> str:
    """`The Associated Press` as other pages say it."""
    bare = name[4:] if fold(name).startswith("the ") else name
    return bare if agency_named(bare) is not None else name


def _is_desk(text: str, lexicon: Lexicon) -> bool:
    folded = fold(text)
    return folded in lexicon.desks or any(word in lexicon.desks for word in re.split(r"[\s-]+", folded))


# ---------------------------------------------------------------- lines


class _Surroundings:
    """What the page around a line says of it; gathered when the first line asks."""

    def __init__(self, page: Page, story: Sequence[int]) -> None:
        self.page = page
        self.story = story

    @cached_property
    def told(self) -> str:
        """The story as names are compared with it."""
        return _told("\n".join([self.page.blocks[index].text for index in self.story]))

    @cached_property
    def text(self) -> str:
        """The page's text."""
        return "\n".join([block.text for block in self.page.blocks])

    @cached_property
    def openings(self) -> str:
        """The longer blocks' first words, each behind a mark that no block holds."""
        return "".join([f"\0{b.text[:_LONGEST_LINE]}" for b in self.page.blocks if len(b.text) > _LONGEST_NAME])

    def is_small(self, word: str) -> bool:
        """Whether the word stands somewhere just so, with a small letter at the start, which names do not."""
        start = self.text.find(word) if _SMALL.fullmatch(word) else -1
        while start >= 0:
            end = start + len(word)
            if not _in_word(self.text[start - 1 : start]) and not _in_word(self.text[end : end + 1]):
                return True
            start = self.text.find(word, end)
        return False

    @cached_property
    def lines(self) -> Counter[str]:
        """How often each short line stands in the page."""
        return Counter([block.text.casefold() for block in self.page.blocks if len(block.text) <= _LONGEST_NAME])

    def traits(self, found: Candidate) -> Iterator[str]:
        """What speaks for and against a line of names without any word before them."""
        names = [_told(name) for name in found.people]
        yield "known name" if is_known(found.people[0]) else "unknown name"
        if any(name in self.told or f" {name.rpartition(' ')[2]} " in self.told for name in names):
            yield "in the story"
        if any(self.is_small(word) for name in found.people for word in _small(name)):
            yield "common words"
        if any(map(self._introduced, found.people)):
            yield "introduced"
        if any(script_of(name) in UNCUT for name in found.people):
            yield "uncut script"
        if self.lines[found.text.casefold()] > 3:
            yield "often repeated"

    def _introduced(self, name: str) -> bool:
        """Whether a paragraph that is no part of the story opens with the name: `Jane Doe is a writer`."""
        return f"\0{name}" in self.openings and _told(name) not in self.told

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

    def beside_a_date(self, index: int, languages: tuple[str, ...]) -> bool:
        blocks = self.page.blocks
        near = (blocks[i].text for i in range(max(0, index - 2), min(len(blocks), index + 4)))
        return any(len(text) <= _DATE_LINE and _DIGIT.search(text) and mentions(text, languages) for text in near)


def _told(text: str) -> str:
    return small(text).replace("’", "'")


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _small(name: str) -> Iterator[str]:
    """The words of a name as they would be written were they none."""
    return (token.lower() for token in name.split() if len(token) > 3 and token[0].isupper())


def _standing(
    page: Page, labels: Sequence[Label], lexicon: Lexicon, publishers: frozenset[str], claimed: Sequence[str]
) -> Iterator[Candidate]:
    """The lines that name authors; far above the story, names alone count where something else says they are authors'.

    Menus are full of what reads like a name.
    """
    story = [index for index, label in enumerate(labels) if label.kept]
    around = _Surroundings(page, story)
    for index in _around(story, len(page.blocks)):
        block = page.blocks[index]
        if not 0 < len(block.text) <= _LONGEST_LINE:
            continue
        place = around.place(index)
        bare = _reads_like_names(block.text) and (place != "far above" or _is_attested(block, claimed))
        found = _line(block, lexicon, publishers, bare)
        if found is None:
            continue
        traits = {*found.traits, place, *_marks_of(block)}
        if "bare names" in traits:
            traits.update(around.traits(found))
            if around.before_its_word(index, lexicon.byline_tail):
                traits.add("byline")
        if around.beside_a_date(index, lexicon.languages):
            traits.add("beside a date")
        yield found._replace(traits=frozenset(traits), block=index)


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


def _marks_of(block: Block) -> tuple[str, ...]:
    return _marks_in(" ".join(block.path[-4:])) if block.path else ()


@lru_cache(maxsize=1024)
def _marks_in(path: str) -> tuple[str, ...]:
    return tuple([mark for mark, words in _PLACES if re.search(words, path.lower())])


def _line(block: Block, lexicon: Lexicon, publishers: frozenset[str], bare: bool) -> Candidate | None:
    recognised = recognise(block.text, lexicon)
    if recognised is None:
        return _bare(block, lexicon, publishers) if bare else None
    if recognised.kind is Kind.BYLINE:
        return _byline(block, recognised, lexicon, publishers)
    if recognised.kind is not Kind.CREDIT:
        return None
    if recognised.names and after_lead(block.text, lexicon.reporting):
        return Candidate(recognised.names, (), "closing credit", block.text, frozenset({"closing credit"}))
    if recognised.agencies and not recognised.names and recognised.value == block.text:
        return Candidate((), (_without_article(block.text),), "byline", block.text, frozenset({"agency alone"}))
    return None


def _byline(block: Block, found: Recognised, lexicon: Lexicon, publishers: frozenset[str]) -> Candidate | None:
    named = tuple(name for name in found.names if fold(name) not in publishers)
    bodies = tuple(dict.fromkeys(_organisations(found.value, lexicon, publishers, False)))
    if not named and not bodies:
        return None
    return Candidate(named, bodies, "byline", block.text, frozenset({"byline"}))


def _reads_like_names(text: str) -> bool:
    """Whether a line can be nothing but names, as most can not at first sight."""
    return text[-1] not in ".!?:。：" and may_open_with_name(text) and units(text) <= _LONGEST_BARE


def _bare(block: Block, lexicon: Lexicon, publishers: frozenset[str]) -> Candidate | None:
    """A line of names without any word before them; anything else in it must be the office that one holds."""
    text = block.text
    parts = pieces(text, lexicon)
    named = people_among(parts, lexicon)
    if not named or not _opens(parts[0], named[0]) or is_picture_credit(text):
        return None
    if any(fold(name) in publishers for name in named):
        return None
    rest = [part for part in parts if not any(_opens(part, name) for name in named)]
    # Offices follow a comma; what follows a stroke is whom a photographer works for.
    if any(not is_office(part) and agency_named(part) is None for part in rest) or (rest and "/" in text):
        return None
    traits = {"bare names"} | ({"with an office"} if any(map(is_office, rest)) else set())
    if len(named) > 1:
        traits.add("several names")
    return Candidate(named, (), "byline", text, frozenset(traits))


def _opens(part: str, name: str) -> bool:
    return fold(part).startswith(fold(name))


def _joined(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Neighbouring lines with a name each become one candidate: pages put every author on a line."""
    last: Candidate | None = None
    for candidate in found:
        if last is not None and _continues(last, candidate):
            merged = dict.fromkeys((*last.people, *candidate.people))
            last = last._replace(people=tuple(merged), traits=last.traits | {"several names"})
            continue
        if last is not None:
            yield last
        last = candidate
    if last is not None:
        yield last


_DOUBTS = frozenset({"in the story", "common words", "uncut script"})


def _continues(last: Candidate, candidate: Candidate) -> bool:
    if last.block is None or candidate.block is None or last.origin != candidate.origin:
        return False
    if candidate.block - last.block - 2 * len(last.people) > 1 or "bare names" not in candidate.traits:
        return False
    return "known name" in candidate.traits and not _DOUBTS & candidate.traits
