"""What one line is by its words alone: a byline, a credit, a source, an interface phrase.

Context-free and exact: what is recognised here is dropped from the story wherever it stands, so a line that could
as well be prose is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from newsparse.article import Kind
from newsparse.lexicon import phrases
from newsparse.lexicon.agencies import agencies_listed, is_picture_agency
from newsparse.lexicon.languages import SEPARATORS, Lexicon, key_of_folded, read_data
from newsparse.lexicon.names import UNCUT, is_known, is_office, people, person, pieces
from newsparse.lexicon.script import ends_sentence, first_word, fold, is_spaceless, script_of, units

_LONGEST_LINE = 400
"""Characters; a longer line is prose or a list, and nothing here is sure of it."""
_LONGEST_LEAD = 5
"""Words of the longest lead (`aus dem Englischen von`, `a review by`)."""
_LONGEST_INTERFACE = 80
"""Characters of the longest interface phrase, with room for marks around it."""
_LONGEST_OPENING = 40
"""Characters at the start of a line that a lead's first word stands in."""
_OPENERS = " \t(（[【*_—–-•·|✍️📷▲■◆●"
_CLOSERS = " \t)）]】*_.。"
_LONGEST_GLUED = 3
"""Characters of a name that follows `记者` without anything between them; nearly all Chinese names are that short."""
_LONGEST_TAILED = 12
"""Words of the longest line of names that a word follows (`홍길동 기자`), with addresses and times behind them."""
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}$")


class Recognised(NamedTuple):
    """What a line was recognised to be."""

    kind: Kind
    """`byline`, `source`, `credit`, `caption` or `noise`."""
    reason: str
    """Short words for a person: `interface phrase`, `copyright line`."""
    names: tuple[str, ...] = ()
    """The people it names."""
    agencies: tuple[str, ...] = ()
    """The news agencies it names, canonical."""
    value: str = ""
    """What follows the lead: the publisher of a source line, the whole list of a byline."""


class Lead(NamedTuple):
    """A line cut after a word that announces what follows."""

    word: str
    """Folded: `by`, `quelle`."""
    rest: str
    """What follows, white space and marks removed at its ends."""
    marked: bool
    """Whether a colon or the like parts them, which makes a lead of a word that is also a plain word."""
    glued: bool = False
    """Whether nothing at all parts them, as in `本报记者张三`."""


def recognise(text: str, lexicon: Lexicon) -> Recognised | None:
    """What a line is by its words alone, or None where it could be part of a story."""
    line = text.strip()
    return _recognised(line, lexicon) if 0 < len(line) <= _LONGEST_LINE else None


@lru_cache(maxsize=1024)
def _recognised(line: str, lexicon: Lexicon) -> Recognised | None:
    # The labeller asks for every line, then the fields for those near the story.
    folded = fold(line)
    if len(line) <= _LONGEST_INTERFACE and key_of_folded(folded) in lexicon.interface:
        return Recognised(Kind.NOISE, "interface phrase")
    found = _announced(line, lexicon) if _may_announce(line, lexicon) else _unannounced(line, lexicon)
    return found or _noise(line, folded)


def _may_announce(line: str, lexicon: Lexicon) -> bool:
    """Whether a lead can open the line, by its first word; most lines end here, so it must be cheap."""
    opening = line.lstrip(_OPENERS)[:_LONGEST_OPENING]
    if not opening or opening[0] in SEPARATORS or opening[0].isspace():
        return False
    word = fold(first_word(opening, SEPARATORS))
    return not word or word in lexicon.openings or (not word.isascii() and word[:2] in lexicon.openings)


def _announced(line: str, lexicon: Lexicon) -> Recognised | None:
    return credit(line, lexicon) or source(line, lexicon) or byline(line, lexicon) or caption(line, lexicon)


def _unannounced(line: str, lexicon: Lexicon) -> Recognised | None:
    """What a line can be without a word that announces it."""
    return _agency_credit(line) or _byline_by_tail(line, lexicon) or _picture_credit(line)


def _noise(line: str, folded: str) -> Recognised | None:
    """A line that falls under a rule of `data/noise.toml`, or is nothing but an address."""
    if " " not in line and _ADDRESS.match(line):
        return Recognised(Kind.NOISE, "bare address")
    rule = phrases.match(folded, _rules())
    return Recognised(Kind.NOISE, rule) if rule is not None else None


def byline(text: str, lexicon: Lexicon) -> Recognised | None:
    """A line that names who wrote the story, by a word before the names or (Korean) after them."""
    lead = after_lead(text, lexicon.byline)
    if lead is None:
        return _byline_by_tail(text, lexicon)
    if not lead.rest or units(lead.rest) > 30 or (ends_sentence(lead.rest) and units(lead.rest) > 6):
        return None
    sure = lead.marked or (is_spaceless(lead.word) and not lead.glued)
    names = _names_after(lead, lexicon)
    first = next(iter(pieces(lead.rest, lexicon)), "")
    agencies = agencies_listed(first)
    if names and (sure or _opens_with(names, first)):
        return Recognised(Kind.BYLINE, "byline", names=names, value=lead.rest)
    if agencies or fold(first) in lexicon.desks or (is_office(first) and units(first) <= 5 and units(lead.rest) <= 8):
        return Recognised(Kind.BYLINE, "byline without a person", agencies=agencies, value=lead.rest)
    return None


def _names_after(lead: Lead, lexicon: Lexicon) -> tuple[str, ...]:
    names = people(lead.rest, lexicon, single=lead.marked)
    if lead.marked or not is_spaceless(lead.rest):
        return names
    # Any few characters of Chinese could be a name: without a mark, the family name decides.
    return tuple(name for name in names if script_of(name) not in UNCUT or _is_family_named(name, lead.glued))


def _is_family_named(name: str, glued: bool) -> bool:
    return is_known(name) and (not glued or len(name) <= _LONGEST_GLUED)


def credit(text: str, lexicon: Lexicon) -> Recognised | None:
    """Who reported, wrote and edited at a story's end, or a line that names nothing but agencies."""
    return _agency_credit(text) or _closing_credit(text, lexicon)


def _agency_credit(text: str) -> Recognised | None:
    agencies = agencies_listed(text)
    if not agencies:
        return None
    return Recognised(Kind.CREDIT, "agency credit", agencies=agencies, value=text.strip(_OPENERS + _CLOSERS))


def _closing_credit(text: str, lexicon: Lexicon) -> Recognised | None:
    lead = after_lead(text, lexicon.roles)
    if lead is None or not lead.rest or units(lead.rest) > 60:
        return None
    wrapped = text.lstrip()[0] in "([（【"
    first = re.split(r"[;；]|\.\s", lead.rest, maxsplit=1)[0]
    names = people(first, lexicon, single=wrapped)
    if not names and not (wrapped and lead.marked):
        return None
    bare = text.strip(_OPENERS + _CLOSERS)
    return Recognised(Kind.CREDIT, "credit of those who worked on it", names=names, value=bare)


def source(text: str, lexicon: Lexicon) -> Recognised | None:
    """A line that names the publisher: `Source: Cnbc`, `来源：新华社`."""
    lead = after_lead(text, lexicon.source)
    if lead is None or not lead.marked or not lead.rest or units(lead.rest) > 8:
        return None
    if ends_sentence(lead.rest) and units(lead.rest) > 3:
        return None
    return Recognised(Kind.SOURCE, "source line", agencies=agencies_listed(lead.rest), value=lead.rest)


def caption(text: str, lexicon: Lexicon) -> Recognised | None:
    """The credit of a picture: `Foto: Erika Muster/dpa`, `Getty Images`."""
    return _picture_credit(text) or _announced_picture(text, lexicon)


def _picture_credit(text: str) -> Recognised | None:
    return Recognised(Kind.CAPTION, "picture credit") if is_picture_credit(text) else None


def _announced_picture(text: str, lexicon: Lexicon) -> Recognised | None:
    lead = after_lead(text, lexicon.caption)
    if lead is None or not lead.marked or not lead.rest or units(lead.rest) > 12:
        return None
    if ends_sentence(lead.rest) and units(lead.rest) > 4:
        return None
    return Recognised(Kind.CAPTION, "picture credit", value=lead.rest)


def is_picture_credit(text: str) -> bool:
    """Whether a line ends with the name of a picture agency, and is short enough to be its credit."""
    if is_picture_agency(text):
        return True
    last = max(text.rfind("/"), text.rfind("|"))
    return last >= 0 and is_picture_agency(text[last + 1 :]) and units(text) <= 10


def after_lead(text: str, leads: frozenset[str]) -> Lead | None:
    """The line cut after the longest of the leads that opens it; brackets around the line are no part of it."""
    line = text.strip().lstrip(_OPENERS)
    return _before_mark(line, leads) or _before_words(line, leads) or _before_spaceless(line, leads)


def _before_mark(line: str, leads: frozenset[str]) -> Lead | None:
    for place, character in enumerate(line[:40]):
        if character in SEPARATORS and not _joins(line, place):
            word = fold(line[:place])
            if word in leads or f"{word}:" in leads:
                return Lead(word, _rest(line[place + 1 :]), True)
            if character not in "/／":
                return None
    return None


def _joins(line: str, place: int) -> bool:
    """Whether a stroke parts two small words, as in `credit/debit cards`, and announces nothing."""
    return line[place] == "/" and line[place + 1 : place + 2].islower()


def _before_words(line: str, leads: frozenset[str]) -> Lead | None:
    tokens = line[:120].split()
    for length in range(min(_LONGEST_LEAD, len(tokens) - 1), 0, -1):
        word = fold(" ".join(tokens[:length]))
        # Where words are not parted by spaces, a space is as good as a mark.
        if word in leads or (f"{word}:" in leads and is_spaceless(word)):
            return Lead(word, _rest(line.split(None, length)[-1]), False)
    return None


def _before_spaceless(line: str, leads: frozenset[str]) -> Lead | None:
    if line[:1].isascii() or not is_spaceless(line[:8]):
        return None
    for length in range(6, 1, -1):
        word = fold(line[:length])
        if word in leads:
            return Lead(word, _rest(line[length:]), False, glued=True)
    return None


def _rest(text: str) -> str:
    return text.strip().lstrip(SEPARATORS + " \t").rstrip(_CLOSERS.replace(".", ""))


def _opens_with(names: tuple[str, ...], first: str) -> bool:
    """Whether the list starts with a name, so that a preposition before it is a byline's."""
    return names[0] in first


def _byline_by_tail(text: str, lexicon: Lexicon) -> Recognised | None:
    tokens = text.strip(_OPENERS + _CLOSERS).split() if lexicon.byline_tail else []
    if not 2 <= len(tokens) <= _LONGEST_TAILED:
        return None
    tails = [place for place, token in enumerate(tokens) if place and _bare(token) in lexicon.byline_tail]
    if not tails or not _opens_tailed(tokens[: tails[0] - 1]):
        return None
    names = tuple(_bare(tokens[place - 1].rpartition("=")[2]) for place in tails)
    others = [token for place, token in enumerate(tokens[tails[0] :], tails[0]) if not {place, place + 1} & {*tails}]
    sure = "@" in text
    if not all(map(_follows_tailed, others)) or not all(_is_tailed_name(name, sure) for name in names):
        return None
    return Recognised(Kind.BYLINE, "byline", names=tuple(dict.fromkeys(names)), value=" ".join(tokens))


def _bare(token: str) -> str:
    return fold(token).strip(_OPENERS + _CLOSERS + ",、=·/|")


def _opens_tailed(tokens: list[str]) -> bool:
    """Whether the words before a name can be a place or a desk: one at most, unless a bracket closes them."""
    return len(tokens) <= 1 or tokens[-1][-1] in "]】)）=|" or tokens[-2][-1] == ","


def _follows_tailed(token: str) -> bool:
    """Whether a word can follow names with their tails: an address, a figure, a mark; not the rest of a headline."""
    return "@" in token or len(token) == 1 or token[0].isdigit() or not any(map(str.isalpha, token))


def _is_tailed_name(name: str, sure: bool) -> bool:
    """Two characters before `기자` are more often a word (`여성 기자`, a woman reporter) than a name."""
    return person(name, single=True) is not None and is_known(name) and (sure or len(name) > 2)


@lru_cache(maxsize=1)
def _rules() -> phrases.Phrases:
    table = read_data("noise.toml")
    return phrases.prepare(
        {rule["name"]: (rule["phrases"].strip().splitlines(), rule.get("words", 20)) for rule in table["rule"]}
    )
