"""What one line says of who wrote: names behind `by`, alone, before an office or a date, between other marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsparse.article import Kind
from newsparse.lexicon.agencies import agency_named
from newsparse.lexicon.dates import mentions, might_hold_date
from newsparse.lexicon.lines import Recognised, after_lead, is_picture_credit, recognise
from newsparse.lexicon.names import (
    UNCUT,
    before_office,
    is_known,
    is_office,
    may_open_with_name,
    people_among,
    person,
    pieces,
)
from newsparse.lexicon.script import fold, script_of, units
from newsparse.lexicon.traces import may_name, traces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from newsparse.lexicon.languages import Lexicon

LONGEST = 200
"""Characters of a line that may be a byline; a longer one is prose."""
_LONGEST_BARE = 14
"""Words of a line that is nothing but names."""
_LONGEST_BODY = 5
"""Words of the longest name of a body that is named as an author."""
_MOST_PARTS = 8
"""Parts of a line that are looked at."""
_PART = re.compile(r"\s[|/–—-]\s|\s*[|·•●∙⋅]\s*")
_SPACED_SCRIPTS = frozenset({"Latin", "Cyrillic", "Greek", "Armenian"})
_ENDS = ".!?:。："


class Reading(NamedTuple):
    """Whom a line names, and how."""

    people: tuple[str, ...]
    """As the page says them, in its order."""
    organisations: tuple[str, ...]
    """Agencies, publishers and other bodies that it names beside or instead of people."""
    origin: str
    """The evidence's `from`."""
    traits: frozenset[str]
    """What speaks for and against it."""


def read_line(text: str, lexicon: Lexicon, publishers: Collection[str], believed: Callable[[], bool]) -> list[Reading]:
    """All that a line may say of its story's authors.

    `believed` tells whether names alone are believed here; only asked where the line reads like them, as few do.
    """
    recognised = recognise(text, lexicon)
    if recognised is not None:
        found = _recognised(text, recognised, lexicon, publishers)
        return [found] if found is not None else []
    announced = may_name(text, _leads(lexicon)) and units(text) <= 3 * _LONGEST_BARE
    bare = _reads_like_names(text) and believed()
    if not (announced or bare):
        return []
    parts = _parts(text, lexicon)
    readings = [one for part in parts for one in _announced(part, lexicon, publishers)] if announced else []
    if bare and not readings:
        found = _bare(text, parts, lexicon, publishers)
        readings = [found] if found is not None else []
    return [_within(one) for one in readings] if len(parts) > 1 else readings


def _within(found: Reading) -> Reading:
    return found._replace(traits=found.traits | {"part of a line"})


@lru_cache(maxsize=64)
def _leads(lexicon: Lexicon) -> bytes:
    """Traces of the last words before names."""
    return traces(lead.rstrip(":").rpartition(" ")[2] for lead in lexicon.byline)


def _parts(text: str, lexicon: Lexicon) -> list[str]:
    """A line cut at its marks and at its dates."""
    if might_hold_date(text):
        for mention in reversed(mentions(text, lexicon.languages)):
            start, end = mention.span
            text = f"{text[:start]} | {text[end:]}"
    return [part for part in (part.strip(" ,;()") for part in _PART.split(text)) if part][:_MOST_PARTS]


# ------------------------------------------------------------------ behind a word


def _recognised(text: str, found: Recognised, lexicon: Lexicon, publishers: Collection[str]) -> Reading | None:
    if found.kind is Kind.BYLINE:
        return _by(found.names, pieces(found.value, lexicon), lexicon, publishers)
    if found.kind is not Kind.CREDIT:
        return None
    if found.names and after_lead(text, lexicon.reporting):
        return Reading(found.names, (), "closing credit", frozenset({"closing credit"}))
    if found.agencies and not found.names and found.value == text:
        return Reading((), (_without_article(text),), "byline", frozenset({"agency alone"}))
    return None


def _announced(part: str, lexicon: Lexicon, publishers: Collection[str]) -> Iterator[Reading]:
    """Who stands behind a byline's word, at a part's start or within it (`Published in May by Jane Doe`)."""
    lead = after_lead(part, lexicon.byline)
    rest = lead.rest if lead is not None else _behind_a_word(part, lexicon)
    if not rest:
        return
    listed = pieces(rest, lexicon)
    found = _by(people_among(listed, lexicon, single=True), listed, lexicon, publishers)
    if found is not None:
        yield found if lead is not None else found._replace(traits=found.traits | {"words before it"})


def _behind_a_word(part: str, lexicon: Lexicon) -> str:
    if after_lead(part, lexicon.caption) is not None:
        return ""  # whose picture it is
    tokens = part.split()[: 3 * _LONGEST_BARE]
    for place in range(len(tokens) - 1, 0, -1):
        if tokens[place][:1].isupper() and fold(tokens[place - 1]) in lexicon.byline:
            return " ".join(tokens[place:])
    return ""


def _by(names: Sequence[str], listed: Sequence[str], lexicon: Lexicon, publishers: Collection[str]) -> Reading | None:
    """What a byline says whose word is followed by a list, cut into pieces, with these names of people in it."""
    named = tuple(name for name in names if fold(name) not in publishers)
    bodies = tuple(dict.fromkeys(organisations(listed, lexicon, publishers, False)))
    if not (named or bodies):
        return _by_body(listed[0] if listed else "", lexicon)
    traits = {"byline", *_looks(named)} if named else {"byline", "no person"}
    return Reading(named, bodies, "byline", frozenset(traits))


def _by_body(first: str, lexicon: Lexicon) -> Reading | None:
    """Something that is no person, first behind a byline's word: `by Help Net Security`, `By MND Staff`."""
    if not first or units(first) > _LONGEST_BODY or first[0].islower() or fold(first) in lexicon.desks:
        return None
    return Reading((), (_without_article(first),), "byline", frozenset({"byline", "unknown body"}))


def organisations(parts: Iterable[str], lexicon: Lexicon, publishers: Collection[str], declared: bool) -> Iterator[str]:
    """The agencies, declared organisations and publishers among the `pieces` of a list, never a desk of theirs."""
    for piece in parts:
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


# ------------------------------------------------------------------ names alone


def _reads_like_names(text: str) -> bool:
    """Whether a line can open with names, as most can not at first sight."""
    if text[-1] in _ENDS or units(text) > _LONGEST_BARE:
        return False
    return may_open_with_name(text) or (" " not in text and is_known(text))


def _bare(text: str, parts: list[str], lexicon: Lexicon, publishers: Collection[str]) -> Reading | None:
    """Names without any word before them, at a line's start; else in it are only offices, dates and the like."""
    first = parts[0] if parts else ""
    if not first or is_picture_credit(text):
        return None
    listed = pieces(first, lexicon)
    named = people_among(listed, lexicon)
    if named and _opens(listed[0], named[0]):
        rest = [part for part in listed if not any(_opens(part, name) for name in named)]
        # Offices follow a comma; what follows a stroke is whom a photographer works for.
        if any(not is_office(part) and agency_named(part) is None for part in rest) or (rest and "/" in text):
            return None
        traits = {"with an office"} if any(map(is_office, rest)) else set()
    else:
        name = before_office(first) if is_known(first) else None
        traits = {"before an office"} if name is not None else set()
        name = name or _alone(text)
        named = (name,) if name is not None else ()
    if not named:
        return _team(first, lexicon)
    if any(fold(name) in publishers or fold(name) in lexicon.byline or not _may_be_bare(name) for name in named):
        return None
    if len(parts) > 1 and any(map(is_office, parts[1:])):
        traits.add("with an office")
    return Reading(named, (), "byline", frozenset({"bare names", *traits, *_looks(named)}))


def _may_be_bare(name: str) -> bool:
    """Any few characters of Chinese could be a name: with no word before them, the family name decides."""
    return script_of(name) not in UNCUT or is_known(name)


def _alone(line: str) -> str | None:
    """A common first name, with nothing beside it."""
    return person(line, single=True) if " " not in line and is_known(line) else None


def _team(text: str, lexicon: Lexicon) -> Reading | None:
    """A desk by its own name: `The Example Team`, `Beispiel-Redaktion`."""
    words = re.split(r"[\s-]+", fold(text))
    if not 1 < len(words) <= _LONGEST_BODY or fold(text) in lexicon.desks or lexicon.desks.isdisjoint(words):
        return None
    return Reading((), (text,), "byline", frozenset({"bare names", "team"}))


def _looks(named: tuple[str, ...]) -> Iterator[str]:
    """What names look like."""
    yield "known name" if is_known(named[0]) else "unknown name"
    if len(named) > 1:
        yield "several names"
    if script_of(named[0]) in _SPACED_SCRIPTS:
        if " " not in named[0]:
            yield "one word"
        elif named[0].isupper():
            yield "in capitals"


def _opens(part: str, name: str) -> bool:
    return fold(part).startswith(fold(name))
