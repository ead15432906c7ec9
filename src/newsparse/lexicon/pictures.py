"""Words that captions end with: `(Image: Jane Doe)`, `AFP`, `© Agence Exemple`.

A caption is a sentence like those of the story, and only what stands at its end tells them apart. A story may end a
paragraph so, too: this counts, and leaves the judgement to those who ask.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsparse.lexicon.agencies import names_of_agencies
from newsparse.lexicon.languages import Lexicon
from newsparse.lexicon.script import fold, fold_lines, is_spaceless
from newsparse.lexicon.traces import may_name, traces

END = 60
"""Characters at a text's end that its credit stands in."""
OPENING = 24
"""Characters at its start in which a word such as `Caption:` stands."""
SPACELESS_END = 24
"""The same of scripts without spaces, of which fewer say as much."""
_WORD = re.compile(r"[^\W_]+|©")
_OPENER = re.compile(r"\W*(\w+) ?[:：]")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]{2,40}[)）\]】]\W{0,2}$")
_LONGEST_SHORT = 4
"""Letters of an agency's name up to which it is compared with its case: `AP`, `EPA`."""


def picture_words(text: str, lexicon: Lexicon) -> int:
    """How many different words of a picture's credit stand at a text's end, or before a colon at its start."""
    folded, cased, spaceless, known = _credit_words(lexicon)
    opening, ending = text[:OPENING], text[-END:]
    found = 0
    if ":" in opening or "：" in opening:
        opener = _OPENER.match(opening)
        found += opener is not None and fold(opener[1]) in folded
    if not may_name(ending, known):
        return found
    words = _WORD.findall(ending)
    found += len(cased.intersection(words))
    if ending.isascii():
        return found + len(folded.intersection(map(str.lower, words)))
    found += len(folded.intersection(_WORD.findall(fold(ending))))
    return found + sum(map(ending[-SPACELESS_END:].__contains__, spaceless))


def ends_bracketed(text: str) -> bool:
    """Whether a few words in brackets close the text, as those that say where a picture comes from."""
    return text[-1] in ")）]】.。 " and _BRACKETED.search(text[-END:]) is not None


@lru_cache(maxsize=64)
def _credit_words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], tuple[str, ...], bytes]:
    """Words as `fold` leaves them; those that count only in their own case; those of scripts without spaces; and the
    traces of the former two."""
    leads = {lead.rstrip(":") for lead in lexicon.caption}
    spaceless = tuple(sorted(lead for lead in leads if len(lead) > 1 and is_spaceless(lead)))
    agencies = {word for name in names_of_agencies() for word in _WORD.findall(name) if len(word) > 1}
    cased = frozenset(word for word in agencies if len(word) <= _LONGEST_SHORT and word.isupper())
    long = fold_lines("\n".join(sorted(word for word in agencies if len(word) > _LONGEST_SHORT)))
    words = {word for lead in leads for word in _WORD.findall(lead) if len(word) > 2 or not word.isascii()}
    folded = frozenset((*words, *long, "©")) - {*spaceless}
    return folded, cased, spaceless, traces((*folded, *map(str.lower, cased)))
