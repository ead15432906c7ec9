"""The dates that a page shows, each with the place where it stands and the words that say what it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsparse.article import Block, Kind, Label, Page
from newsparse.lexicon.dates import DateMention, is_dateline, mentions, might_hold_date, rest
from newsparse.lexicon.dates.folding import fold
from newsparse.lexicon.languages import phrase_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

PUBLISHED, UPDATED, DATELINE, MENTIONED = "published", "updated", "dateline", "mentioned"

_LONGEST_LINE = 200
"""Characters of a line that may be a date line or byline; a longer one is prose."""
_ABOVE, _BELOW, _PARAGRAPHS = 60, 3, 3
"""Blocks above the story and below it, and first paragraphs of it, among which a date line may stand."""
_FAR_BELOW, _AT_FOOT = 15, 60
"""Blocks below the story among which one may stand that is not right below it, and one that says what it is."""
_LONGEST_HEADLINE = 150
"""Characters of a teaser's headline."""
_OPENING = 150
"""Characters of the story's first paragraphs in which a mentioned day may be the story's own."""
_STORY, _LONGEST_PARAGRAPH = 10, 2000
"""Paragraphs of the story, and characters of each, that are searched for other days than the one first mentioned."""
_SMALL, _OF_ALPHABETS = 3, "\u0e00"
"""Letters of words (on, am, le) that stand before days of all kinds; scripts from there on say much with few signs."""
_TOLD, _LONG_WORD = 60, 6
"""Characters around a date in which a sentence may say what happened then, and the fewest letters of a word that does:
shorter ones (on, am, date) are in any sentence."""
NEAR_TITLE = 6
"""Blocks above the headline and below it among which its date line stands."""


class Candidate(NamedTuple):
    """One reading of one place."""

    mention: DateMention
    kind: str
    """`published`, `updated`, `dateline` or `mentioned`."""
    origin: str
    """The evidence's `from`."""
    traits: frozenset[str]
    """What speaks for and against it; their weights are in `data/choices/date.json`."""
    block: int | None = None
    """Index of the block it stands in."""
    alone: bool = False
    """Whether the block is nothing but the date line."""

    @property
    def family(self) -> str:
        """Its kind of place: what `meta` says under two names is said once."""
        return self.origin.partition(":")[0]

    @property
    def says(self) -> str:
        """The day, as far as it is known."""
        return self.mention.day


def standing(page: Page, labels: Sequence[Label], lexicon: Lexicon, title: int | None) -> Iterator[Candidate]:
    """The candidates that stand in the page's blocks, in their order."""
    story = [index for index, label in enumerate(labels) if label.kept]
    openings = [i for i in story if len(page.blocks[i].text) > _LONGEST_LINE // 2][:2]
    near = frozenset(_near(story, len(page.blocks), title))
    below = story[-1] + 1 if story else len(page.blocks)
    for index in sorted(near.union(_about(story, labels))):
        text = page.blocks[index].text
        lines = _dated(text, lexicon) if len(text) <= _LONGEST_LINE or index >= below or index not in near else ()
        if lines:
            may_be_silent = index in near and len(text) <= _LONGEST_LINE
            for one in _in_line(page, labels[index], index, lines, _place(index, story), lexicon):
                is_own = index < below or not _is_of_another(one, page, lexicon)
                if is_own and (may_be_silent or one.traits & _ANNOUNCED):
                    yield one
        if index in openings:
            yield from _in_opening(page, index, story, lexicon)


IN_A_COMMENT, FAR_BELOW = "in a comment", "far below the story"
_ANNOUNCED = frozenset({"published word", "updated word", "told published", "told updated"})
"""Traits of a date of which words say what it is."""


def _is_of_another(one: Candidate, page: Page, lexicon: Lexicon) -> bool:
    """Whether a date below the story is that of a comment, or of a teaser, under whose headline it stands alone."""
    if IN_A_COMMENT in one.traits or not one.block:
        return True
    return FAR_BELOW in one.traits and one.alone and _may_be_headline(page.blocks[one.block - 1].text, lexicon)


def _may_be_headline(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is as long as a headline, and no sentence, label, byline or word of the interface."""
    if len(text) > _LONGEST_HEADLINE or text.endswith((".", ":")) or phrase_key(text) in lexicon.interface:
        return False
    if _announced_above(text, lexicon) is not None or _is_byline(text, lexicon):
        return False
    return not might_hold_date(text) or not mentions(text, lexicon.languages)


def _near(story: Sequence[int], size: int, title: int | None) -> Iterator[int]:
    """Blocks in which a date line may stand: above the story, among its first paragraphs, below it, at the title."""
    if not story:
        yield from range(min(size, _ABOVE))
        return
    yield from range(max(0, story[0] - _ABOVE), _inside(story) + 1)
    yield from range(story[-1] + 1, min(size, story[-1] + 1 + _FAR_BELOW))
    if title is not None:
        yield from range(max(0, title - NEAR_TITLE), min(size, title + NEAR_TITLE + 1))


def _inside(story: Sequence[int]) -> int:
    """The last block among the story's first paragraphs."""
    return min(story[: _PARAGRAPHS + 1][-1], story[0] + _ABOVE // 2)


def _about(story: Sequence[int], labels: Sequence[Label]) -> Iterator[int]:
    """Blocks that may say of the story when it was published: what was left out inside of it, and its foot."""
    if story:
        end = min(len(labels), story[-1] + 1 + _AT_FOOT)
        yield from (index for index in range(_inside(story) + 1, end) if not labels[index].kept)


def _place(index: int, story: Sequence[int]) -> str:
    """Where a block stands to the nearest of the story's first paragraphs under it."""
    if not story:
        return "above"
    if index > story[-1]:
        return "below the story" if index <= story[-1] + _BELOW else FAR_BELOW
    distance = next((place - index for place in story[:_PARAGRAPHS] if place >= index), None)
    if distance is None:
        return "inside the story"
    if distance <= 8:
        return "at the story" if distance <= 3 else "near above"
    return "above" if distance <= 20 else "far above"


def _is_copyright(text: str) -> bool:
    folded = text.casefold()
    return "©" in text or "(c)" in folded or "copyright" in folded or "all rights reserved" in folded


def _dated(text: str, lexicon: Lexicon) -> Sequence[tuple[str, Sequence[DateMention]]]:
    """The lines of a block with the dates of each, which are none in a copyright; nothing where none has any."""
    if not might_hold_date(text):
        return ()
    lines = text[:_LONGEST_LINE].split("\n")
    dated = [(line, mentions(line, lexicon.languages) if might_hold_date(line) else ()) for line in lines]
    if not any(found for _, found in dated):  # as in most lines with figures
        return ()
    return [(line, () if found and _is_copyright(line) else found) for line, found in dated]


def _in_line(
    page: Page,
    label: Label,
    index: int,
    lines: Sequence[tuple[str, Sequence[DateMention]]],
    place: str,
    lexicon: Lexicon,
) -> Iterator[Candidate]:
    """The candidates of a block that may be a date line, each of its lines read by itself."""
    block = page.blocks[index]
    traits = {"line", place} | _marked(block)
    if label.kept:
        traits.add("in the story's text")
    if label.kind is Kind.BYLINE or _is_byline(block.text, lexicon):
        traits.add("byline")
    above = page.blocks[index - 1].text[:_LONGEST_LINE] if index else ""
    earlier = 0
    for text, found in lines:
        left = rest(text, found, lexicon.languages) if found else ()
        only_date = not set(left) - _lead_words(lexicon)
        form = _form(text, found, only_date, left) if found else ""
        for number, mention in enumerate(found):
            word, sign = _word_of(text, found, number, above, lexicon)
            # A long sentence speaks of events; one that tells of publishing does not.
            shape = "in a telling sentence" if sign.startswith("told") and form == "in a sentence" else form
            more = {shape, sign} if sign else {shape}
            yield _line_candidate(mention, word, earlier + number, traits | more, index, only_date and len(lines) == 1)
        earlier += len(found)
        above = text


def _word_of(
    text: str, found: Sequence[DateMention], number: int, above: str, lexicon: Lexicon
) -> tuple[str | None, str]:
    """What a line says of a date, `published` or `updated`, and the trait that tells how it is said."""
    announced = _announced(text, found, number, lexicon)
    if announced is None and number == 0:
        announced = _announced_above(above, lexicon)
    if announced is not None:
        kind, word = announced
        return kind, "small word" if len(word) <= _SMALL and max(word) < _OF_ALPHABETS else f"{kind} word"
    told = _told(text, found, number, lexicon)
    return told, f"told {told}" if told else ""


def _marked(block: Block) -> set[str]:
    """What the elements around a line call it."""
    near = " ".join(block.path[-2:]).lower()
    traits = set()
    if block.link_share > 0.5:
        traits.add("linked")
    if any(word.startswith("comment") for part in block.path[-4:] for word in part.lower().split()):
        traits.add(IN_A_COMMENT)
    if "date" in near or "publish" in near:
        traits.add("called a date")
    return traits


def _line_candidate(
    mention: DateMention, word: str | None, number: int, traits: set[str], index: int, alone: bool
) -> Candidate:
    more = set()
    if "T" in mention.value:
        more.add("timed")
    if mention.precision == "month":
        more.add("month only")
    if number and word != PUBLISHED:
        more.add("second date")
    origin = "byline" if "byline" in traits else "date line"
    return Candidate(mention, word or PUBLISHED, origin, frozenset(traits | more), index, alone)


def _form(text: str, found: Sequence[DateMention], alone: bool, left: Sequence[str]) -> str:
    if alone:
        return "nothing else"
    at_edge = found[0].span[0] == 0 or found[-1].span[1] >= len(text) - 2
    return "at the edge" if at_edge and len(left) <= 10 else "in a sentence" if len(left) > 10 else "among words"


def _is_byline(text: str, lexicon: Lexicon) -> bool:
    folded = fold(text)
    leads = (lead for lead in _folded(lexicon.byline) if folded.startswith(lead))
    return any(not folded[len(lead) : len(lead) + 1].isalpha() for lead in leads)


@lru_cache(maxsize=64)
def _folded(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


# ---------------------------------------------------------------- words that announce a date


@lru_cache(maxsize=64)
def _leads(published: frozenset[str], updated: frozenset[str]) -> dict[str, str]:
    """Folded word → published or updated, the longest first."""
    found = {fold(word): PUBLISHED for word in published} | {fold(word): UPDATED for word in updated}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@lru_cache(maxsize=64)
def _words_of(published: frozenset[str], updated: frozenset[str]) -> frozenset[str]:
    return frozenset(word for phrase in published | updated for word in re.findall(r"[^\W\d_]+", fold(phrase)))


def _lead_words(lexicon: Lexicon) -> frozenset[str]:
    return _words_of(lexicon.published, lexicon.updated)


def _announced(text: str, found: Sequence[DateMention], number: int, lexicon: Lexicon) -> tuple[str, str] | None:
    """`published` or `updated`, and the word right before the date, or after the last one, that says so."""
    leads = _leads(lexicon.published, lexicon.updated)
    floor = found[number - 1].span[1] if number else 0
    before = fold(text[max(floor, found[number].span[0] - 50) : found[number].span[0]]).rstrip(" :：.,|–—-(（")
    for word, kind in leads.items():
        if before.endswith(word) and _stands_out(before[: len(before) - len(word)], word):
            return kind, word
    if number + 1 < len(found):
        return None
    after = fold(text[found[number].span[1] :]).strip(" :：.,|–—-)）")
    return (leads[after], after) if after in leads else None


def _told(text: str, found: Sequence[DateMention], number: int, lexicon: Lexicon) -> str | None:
    """What a sentence tells of the date at some distance: `Posted by Anna on 26 July`, `am 26. Juli veröffentlicht`."""
    floor = found[number - 1].span[1] if number else 0
    start, behind = found[number].span
    # What stands before the next date is said of that one.
    after = text[behind : behind + _TOLD] if number + 1 == len(found) else ""
    around = f" {fold(text[max(floor, start - _TOLD) : start])} \n {fold(after)} "
    for spaced, kind in _telling(lexicon.published, lexicon.updated):
        if spaced in around and not around[around.index(spaced) + len(spaced)].isalnum():
            return kind
    return None


@lru_cache(maxsize=64)
def _telling(published: frozenset[str], updated: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Those of the words that are long enough to tell, each behind a blank, with what it says."""
    return tuple((f" {word}", kind) for word, kind in _leads(published, updated).items() if len(word) >= _LONG_WORD)


def _stands_out(before: str, word: str) -> bool:
    """Whether the word announces: small ones (on, am, vom) open the line or follow a mark, else they are prose."""
    before = before.rstrip(" ")
    return len(word) >= _LONG_WORD or not before or not before[-1].isalnum()


def _announced_above(line: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """What a line of its own right above announces: `Published:`."""
    above = fold(line).strip(" :：.|")
    leads = _leads(lexicon.published, lexicon.updated)
    return (leads[above], above) if above in leads else None


# ---------------------------------------------------------------- the story's first paragraphs


def _in_opening(page: Page, index: int, story: Sequence[int], lexicon: Lexicon) -> Iterator[Candidate]:
    text = page.blocks[index].text[:_OPENING]
    if not might_hold_date(text):
        return
    found = mentions(text, lexicon.languages)
    first = found[0] if found else None
    if first and first.relative is None and is_dateline(text, first):
        yield Candidate(first, DATELINE, "dateline", frozenset({"dateline"}), index)
        return
    own = _own_day(found, page, index, story, lexicon)
    if own is not None:
        yield Candidate(own, MENTIONED, MENTIONED, frozenset({MENTIONED}), index)


def _own_day(
    found: Sequence[DateMention], page: Page, index: int, story: Sequence[int], lexicon: Lexicon
) -> DateMention | None:
    """The first full day, where the story's other paragraphs speak of it again and of none that is later.

    A day that is named once is as likely the day of an old event, or of one to come.
    """
    full = [m for m in found if m.relative is None and not m.yearless and m.precision != "month"]
    # 7.0.20 is a version as likely as a day.
    if not full or full[0].ambiguous or not re.search(r"\d{4}", full[0].text):
        return None
    again = False
    for place in story[:_STORY]:
        text = page.blocks[place].text[:_LONGEST_PARAGRAPH]
        for other in mentions(text, lexicon.languages) if might_hold_date(text) else ():
            if other.relative is None and _is_later(other, full[0]):
                return None
            again = again or (place != index and other.day[-6:] == full[0].day[-6:])
    return full[0] if again else None


def _is_later(other: DateMention, own: DateMention) -> bool:
    if other.yearless:
        return other.day[1:] > own.day[4:]
    return other.day[:10] > own.day and not own.day.startswith(other.day)
