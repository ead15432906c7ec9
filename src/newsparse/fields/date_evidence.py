"""Every place of a page that may say when it was published or changed, with what speaks for and against it."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsparse.article import Block, Kind, Label, Page
from newsparse.lexicon.dates import (
    DateMention,
    in_url,
    is_dateline,
    mentions,
    might_hold_date,
    resolve,
    rest,
    stamp,
)
from newsparse.lexicon.dates.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsparse.lexicon.languages import Lexicon

PUBLISHED, UPDATED, DATELINE, MENTIONED = "published", "updated", "dateline", "mentioned"

_LONGEST_LINE = 200
"""Characters of a line that may be a date line or byline; a longer one is prose."""
_ABOVE, _BELOW, _PARAGRAPHS = 60, 3, 3
"""Blocks above the story and below it, and first paragraphs of it, among which a date line may stand."""
_OPENING = 150
"""Characters of the story's first paragraphs in which a mentioned day may be the story's own."""
_STORY, _LONGEST_PARAGRAPH = 10, 2000
"""Paragraphs of the story, and characters of each, that are searched for other days than the one first mentioned."""
_MANY_DAYS = 6
"""Days of a page beyond which it lists other stories, or events."""
_NEAR_TITLE = 6
"""Blocks above the headline and below it among which its date line stands."""
_CLAIMS = 40
"""Claims of a kind that are looked at; a page with hundreds of `time` elements is a list."""


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
    def says(self) -> str:
        """The day, as far as it is known."""
        return self.mention.day


def candidates(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> tuple[Candidate, ...]:
    """All candidates of a page, claims first, then in the order of the blocks; unresolved ones among them."""
    return (*_claimed(page, lexicon), *_standing(page, labels, lexicon))


def answers(page: Page, labels: Sequence[Label], lexicon: Lexicon, title: int | None) -> tuple[Candidate, ...]:
    """The candidates that give a date, with what those of other origins say of it; `title` is the headline's block."""
    found = anchored(candidates(page, labels, lexicon), page)
    origins: dict[tuple[str, bool], set[str]] = {}
    for one in found:
        origins.setdefault((one.says, one.kind == UPDATED), set()).add(one.origin)
    published = any(one.kind == PUBLISHED for one in found)
    judged = (
        one._replace(traits=one.traits | _beside(one, origins, published) | _by_title(one, title)) for one in found
    )
    return tuple(one for one in judged if not one.traits >= _DAY_OF_THE_VISIT or "published word" in one.traits)


def _beside(one: Candidate, origins: Mapping[tuple[str, bool], set[str]], published: bool) -> set[str]:
    """What other candidates say of one: a day of change says nothing for the same day of publication."""
    of_change = one.kind == UPDATED
    traits = {_AGREEING[min(len(origins[one.says, of_change]), len(_AGREEING)) - 1]}
    if of_change:
        traits.add("of change, beside a publication" if published else "of change")
    earlier = any(day < one.says for day, changed in origins if not changed)
    later = any(day > one.says for day, changed in origins if not changed)
    traits.add(_ORDER[earlier, later])
    if one.block is not None and len(origins) > _MANY_DAYS:
        traits.add("among many days")
    return traits


def _by_title(one: Candidate, title: int | None) -> set[str]:
    """Where a line stands to the headline."""
    if title is None or one.block is None:
        return set()
    below = one.block - title
    if below < 0:
        return {"far above the title" if below < -_NEAR_TITLE else "above the title"}
    return {"right below the title" if below <= _NEAR_TITLE else "below the title"}


_DAY_OF_THE_VISIT = frozenset({"line", "far above the title", "nobody agrees"})
"""What many a page says at its top: the day on which it is seen, that of a story only by chance."""
_AGREEING = ("nobody agrees", "one agrees", "several agree")
_ORDER = {
    (False, False): "the only day",
    (False, True): "the first day",
    (True, True): "between other days",
    (True, False): "the last day",
}


# ---------------------------------------------------------------- claims


def _claimed(page: Page, lexicon: Lexicon) -> Iterator[Candidate]:
    seen: set[str] = set()
    for claim in page.claimed("date", "modified")[:_CLAIMS]:
        mention = stamp(claim.value, lexicon.languages)
        if mention is not None:
            # The family says what a claim is worth, the very property may add to it or take away.
            traits = {claim.origin.partition(":")[0], claim.origin}
            traits.add("later of its origin" if claim.origin in seen else "first of its origin")
            seen.add(claim.origin)
            kind = PUBLISHED if claim.field == "date" else UPDATED
            yield Candidate(mention._replace(text=claim.value), kind, claim.origin, frozenset(traits))
    for claim in page.claimed("url")[:2]:
        mention = in_url(claim.value)
        if mention is not None:
            yield Candidate(mention, PUBLISHED, "url", frozenset({f"url {mention.precision}"}))


# ---------------------------------------------------------------- lines and paragraphs


def _standing(page: Page, labels: Sequence[Label], lexicon: Lexicon) -> Iterator[Candidate]:
    story = [index for index, label in enumerate(labels) if label.kept]
    openings = [i for i in story if len(page.blocks[i].text) > _LONGEST_LINE // 2][:2]
    for index in _around(story, len(page.blocks)):
        text = page.blocks[index].text
        found = mentions(text, lexicon.languages) if len(text) <= _LONGEST_LINE else ()
        if found and not _is_copyright(text):
            yield from _in_line(page, labels[index], index, found, {"line", _place(index, story)}, lexicon)
        if index in openings:
            yield from _in_opening(page, index, story, lexicon)


def _around(story: Sequence[int], size: int) -> Sequence[int]:
    """The blocks in which a date line may stand: above the story, among its first paragraphs, right below it."""
    if not story:
        return range(min(size, _ABOVE))
    inside = min(story[: _PARAGRAPHS + 1][-1], story[0] + _ABOVE // 2)
    below = max(inside, story[-1]) + 1
    return (*range(max(0, story[0] - _ABOVE), inside + 1), *range(below, min(size, below + _BELOW)))


def _place(index: int, story: Sequence[int]) -> str:
    """Where a block stands to the nearest of the story's first paragraphs under it."""
    if not story:
        return "above"
    if index > story[-1]:
        return "below the story"
    distance = next((place - index for place in story[:_PARAGRAPHS] if place >= index), None)
    if distance is None:
        return "inside the story"
    if distance <= 8:
        return "at the story" if distance <= 3 else "near above"
    return "above" if distance <= 20 else "far above"


def _is_copyright(text: str) -> bool:
    folded = text.casefold()
    return "©" in text or "(c)" in folded or "copyright" in folded or "all rights reserved" in folded


def _in_line(
    page: Page, label: Label, index: int, found: Sequence[DateMention], traits: set[str], lexicon: Lexicon
) -> Iterator[Candidate]:
    block = page.blocks[index]
    left = rest(block.text, found, lexicon.languages)
    alone = not set(left) - _lead_words(lexicon)
    traits = traits | {_form(block.text, found, alone, left)}
    if block.link_share > 0.5:
        traits.add("linked")
    if label.kind is Kind.BYLINE or _is_byline(block.text, lexicon):
        traits.add("byline")
    for number, mention in enumerate(found):
        word = _announced(block.text, found, number, lexicon)
        if word is None and number == 0:
            word = _announced_above(page.blocks, index, lexicon)
        yield _line_candidate(mention, word, number, traits, index, alone)


def _line_candidate(
    mention: DateMention, word: str | None, number: int, traits: set[str], index: int, alone: bool
) -> Candidate:
    more = {f"{word} word"} if word else set()
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


def _announced(text: str, found: Sequence[DateMention], number: int, lexicon: Lexicon) -> str | None:
    """`published` or `updated` where a word right before the date, or after the last one, says so."""
    floor = found[number - 1].span[1] if number else 0
    before = fold(text[max(floor, found[number].span[0] - 50) : found[number].span[0]]).rstrip(" :：.,|–—-(（")
    for word, kind in _leads(lexicon.published, lexicon.updated).items():
        if before.endswith(word) and _stands_out(before[: len(before) - len(word)], word):
            return kind
    if number + 1 < len(found):
        return None
    after = fold(text[found[number].span[1] :]).strip(" :：.,|–—-)）")
    return _leads(lexicon.published, lexicon.updated).get(after) if after else None


def _stands_out(before: str, word: str) -> bool:
    """Whether the word announces: small ones (on, am, vom) open the line or follow a mark, else they are prose."""
    before = before.rstrip(" ")
    return len(word) >= 6 or not before or not before[-1].isalnum()


def _announced_above(blocks: Sequence[Block], index: int, lexicon: Lexicon) -> str | None:
    """What a line of its own right above announces: `Published:`."""
    above = fold(blocks[index - 1].text[:_LONGEST_LINE]).strip(" :：.|") if index else ""
    return _leads(lexicon.published, lexicon.updated).get(above)


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


def anchored(found: Sequence[Candidate], page: Page) -> tuple[Candidate, ...]:
    """The candidates with a full date: relative and yearless ones counted from the claim `scraped_at`, or left out.

    Nothing later than the scrape is kept; an ambiguous date of which one reading is later has the other.
    """
    scrape = next((stamp(claim.value, ("en",)) for claim in page.claimed("scraped_at")), None)
    at = scrape.value if scrape is not None else None
    kept = []
    for candidate in found:
        inferred = candidate.mention.relative is not None or candidate.mention.yearless
        mention = candidate.mention if not inferred else resolve(candidate.mention, at) if at else None
        mention = _not_after(mention, at) if mention is not None and at else mention
        if mention is not None:
            traits = candidate.traits | {"inferred"} if inferred else candidate.traits
            kept.append(candidate._replace(mention=mention, traits=traits))
    return tuple(kept)


def _not_after(mention: DateMention, at: str) -> DateMention | None:
    if mention.zone == "stated" and at[19:]:
        return mention if datetime.fromisoformat(mention.value) <= datetime.fromisoformat(at) else None
    if mention.day <= at[: len(mention.day)]:
        return mention
    other = mention.ambiguous[1] if mention.ambiguous else mention.value
    return mention._replace(value=other, ambiguous=None) if other[:10] <= at[:10] else None
