"""Every place of a page that may say when it was published or changed, and what the others say of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from newsparse.article import Label, Page
from newsparse.fields.date_lines import DATELINE, MENTIONED, NEAR_TITLE, PUBLISHED, UPDATED, Candidate, standing
from newsparse.lexicon.dates import DateMention, in_url, resolve, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsparse.lexicon.languages import Lexicon

OF_CHANGE, ONLY_SHOWN = "of change", "only shown"
"""Traits of a day on which it was changed, and of one that no metadata or address bears out. How often these are right
is learnt apart, for the day that a page shows is at times that of a change without saying so."""
_ON_THE_PAGE = frozenset({"date line", "byline", DATELINE, MENTIONED})
_MANY_DAYS = 6
"""Days of a page beyond which it lists other stories, or events."""
_ALIKE = 3
"""Dates in places alike from which on they are a list."""
_MASTHEAD = 10
"""First blocks of a page, where its name and the day stand."""
_CLAIMS = 40
"""Claims of a kind that are looked at; a page with hundreds of `time` elements is a list."""


def candidates(
    page: Page, labels: Sequence[Label], lexicon: Lexicon, title: int | None = None
) -> tuple[Candidate, ...]:
    """All candidates of a page, claims first, then in the order of the blocks; unresolved ones among them."""
    return (*_claimed(page, lexicon), *standing(page, labels, lexicon, title))


def answers(page: Page, labels: Sequence[Label], lexicon: Lexicon, title: int | None) -> tuple[Candidate, ...]:
    """The candidates that give a date, with what those of other origins say of it; `title` is the headline's block."""
    found = _unambiguous(anchored(candidates(page, labels, lexicon, title), page))
    origins: dict[tuple[str, bool], set[str]] = {}
    for one in found:
        origins.setdefault((one.says, one.kind == UPDATED), set()).add(one.family)
    published = any(one.kind == PUBLISHED for one in found)
    claims = _Claims.of(found)
    months = {one.says for one in found if "url month" in one.traits}
    alike = Counter(page.blocks[one.block].path for one in found if one.block is not None)
    judged = (
        one._replace(
            traits=one.traits
            | _beside(one, origins, published)
            | _by_title(one, title)
            | claims.of_another(one)
            | _among_alike(one, page, alike)
            | _by_month(one, months)
        )
        for one in found
    )
    return tuple(one for one in judged if not _is_of_the_visit(one, title) or "published word" in one.traits)


def tells_publication(one: Candidate) -> bool:
    """Whether it is evidence of publication: metadata or an address with a day, or a date line at the headline."""
    if one.kind != PUBLISHED:
        return False
    if one.block is None:
        return one.origin != "url" or "url day" in one.traits
    return bool(one.traits & _AT_HEADLINE) and "in a sentence" not in one.traits


def _beside(one: Candidate, origins: Mapping[tuple[str, bool], set[str]], published: bool) -> set[str]:
    """What other candidates say of one: a day of change says nothing for the same day of publication."""
    of_change = one.kind == UPDATED
    traits = {_AGREEING[min(len(origins[one.says, of_change]), len(_AGREEING)) - 1]}
    if of_change:
        traits |= {OF_CHANGE, "beside a publication"} if published else {OF_CHANGE}
    elif one.block is not None and origins[one.says, False] <= _ON_THE_PAGE:
        traits.add(ONLY_SHOWN)
    earlier = any(day < one.says for day, changed in origins if not changed)
    later = any(day > one.says for day, changed in origins if not changed)
    traits.add(_ORDER[earlier, later])
    if one.block is not None and len(origins) > _MANY_DAYS:
        traits.add("among many days")
    return traits


def _unambiguous(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates; one whose day and month could be swapped is read as what another says that leaves no doubt."""
    sure = {one.says for one in found if not one.mention.ambiguous}
    return tuple(one._replace(mention=_as_others_say(one.mention, sure)) for one in found)


def _as_others_say(mention: DateMention, sure: set[str]) -> DateMention:
    if not mention.ambiguous or mention.day in sure or mention.ambiguous[1][:10] not in sure:
        return mention
    return mention._replace(value=mention.ambiguous[1], ambiguous=None)


class _Claims(NamedTuple):
    """The days that a page's metadata says, against which other candidates are held."""

    published: frozenset[str]
    changed: frozenset[str]

    @classmethod
    def of(cls, found: Sequence[Candidate]) -> _Claims:
        said = [one for one in found if one.block is None and one.origin != "url"]
        return cls(
            frozenset(one.says for one in said if one.kind == PUBLISHED),
            frozenset(one.says for one in said if one.kind == UPDATED),
        )

    def of_another(self, one: Candidate) -> set[str]:
        """What the claims of publication say of a day that is not theirs, or not of all of them."""
        others = self.published - {one.says}
        if not others or one.kind == UPDATED:
            return set()
        if one.says in self.changed:
            return {"claimed as a day of change, too" if one.block is None else "a day of change by the claims"}
        if one.block is None or one.says in self.published:
            return set()
        if any(_is_next(one.says, day) for day in others):
            return {"a day beside the claim"}
        return {"before all claims" if one.says < min(self.published | self.changed) else "against the claims"}


def _is_next(day: str, other: str) -> bool:
    """Whether two days follow each other: one moment is on both, seen from two zones."""
    if len(day) != 10 or len(other) != 10:
        return False
    return abs(date.fromisoformat(day) - date.fromisoformat(other)).days == 1


def _by_month(one: Candidate, months: set[str]) -> set[str]:
    """Whether a day is in the month that the address names, as days of publication are."""
    if not months or len(one.says) < 10 or one.kind == UPDATED:
        return set()
    return {"in the address's month" if one.says[:7] in months else "not in the address's month"}


def _among_alike(one: Candidate, page: Page, alike: Mapping[tuple[str, ...], int]) -> set[str]:
    """Whether HTML shows several dates in places alike, as a list of stories or comments does."""
    path = page.blocks[one.block].path if one.block is not None else ()
    return {"among its like"} if path and alike[path] >= _ALIKE else set()


def _by_title(one: Candidate, title: int | None) -> set[str]:
    """Where a line stands to the headline."""
    if title is None or one.block is None:
        return set()
    below = one.block - title
    if below < 0:
        return {"far above the title" if below < -NEAR_TITLE else "above the title"}
    return {"right below the title" if below <= NEAR_TITLE else "below the title"}


def _is_of_the_visit(one: Candidate, title: int | None) -> bool:
    """Whether it is what many a page says at its top: the day on which it is seen, that of a story only by chance."""
    if title is not None:
        return one.traits >= {"line", "nobody agrees", "far above the title"}
    return one.traits >= {"line", "nobody agrees", "far above"} and one.block is not None and one.block < _MASTHEAD


_AT_HEADLINE = frozenset({"right below the title", "above the title", "published word"})
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
