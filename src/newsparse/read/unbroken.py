"""Lines as long as a page, as tools write them that know no line breaks: cut into sentences, and what lies between.

`get_text(" ")` and trafilatura's `html2txt` put a whole page on one line; a page without white space between its
elements becomes one in `get_text()`, where the next element's first word stands behind a wide gap or no gap at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

# All patterns are compiled when a page needs them: few do.
LENGTHS = range(2500, 1 << 20)
"""Characters of a line that is cut: of thousands of paragraphs of the news one is longer, and of pages none."""
_GAP = r"\s{2,}|\t"
_SMALL, _CAPITAL = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_OPENERS = "\"'“„«‘(–-"
_STOP = (
    rf"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\s+(?=[^\W_{_SMALL}]|[{_OPENERS}])|(?=[{_OPENERS}]?[{_CAPITAL}][^\W\d_{_CAPITAL}]))"
    r"|[。！？]+[」』”）]*|[؟۔।॥]+\s*"
)
"""A sentence's end, behind which another begins: after white space, glued to it, or in scripts without capitals."""
_SPACED = "(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])"
"""A space in Chinese or Japanese: prose has none."""
_GLUED = rf"(?<=[{_SMALL}.!?])(?=[{_CAPITAL}])"
_WORD = rf"(?<!\S)\S|{_GLUED}\S"
"""A word's first letter, of one that is glued to the word before it, too."""
_WORDS = 15
"""Words from which on a sentence may have a menu before it."""
_PROSE, _MENU = -0.8, 1.0
"""What a word speaks for a menu by its small or capital letter: in menus nearly all have capitals, in prose few, in
German a third."""
_SURE = 6.0
_GLUES, _GLUED_SHARE = 5, 0.2
"""Words that are glued to the one before, and their share, from which on a text is such a menu: prose has `YouTube`."""
_NEXT = rf"\s[{_SMALL}]{{3,}}[.!?][»”\"'’]?[“\"„«]?[{_CAPITAL}][\w’']* \w"
_SENTENCES, _SHARE = 3, 0.02
"""Sentences that are glued to the last one, and the share of all words that are, from which on a page is glued:
`GitHub` has no stop, and `Console.WriteLine` no words around it."""
_BETWEEN = (
    rf"(?<=[{_SMALL}]{{2}})(?=[{_CAPITAL}][{_SMALL} ])|(?<=[.!?)\d])(?=[{_CAPITAL}][{_SMALL}])"
    rf"|(?<=[{_SMALL}])(?=\d{{1,2}}\.\d)"
)
"""Where the elements of a glued page meet: `UhrVon`, `pier.The`, `Merrow12.05.2025`."""
_SIGNS = 2
"""Menus and gaps from which on a line is more than a long paragraph; a headline that comes again is enough."""
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 40
"""Words."""


def is_glued(text: str) -> bool:
    """Whether nothing parts the elements of a page: sentences are glued to the last ones, and other words, too."""
    if sum(1 for _ in islice(re.finditer(_NEXT, text), _SENTENCES)) < _SENTENCES:
        return False
    glued = sum(1 for _ in re.finditer(_GLUED, text))
    return glued >= _SHARE * (len(text.split()) + glued)


def elements(line: str) -> list[str]:
    """What a line of such a page falls into."""
    return [element.strip() for piece in pieces(line) for element in re.split(_BETWEEN, piece) if element.strip()]


def pieces(line: str) -> list[str]:
    """What a line falls into; one that is not long stays whole, and so does one that is prose from end to end."""
    if len(line) not in LENGTHS:
        return [line]
    found: list[str] = []
    signs = 0
    parts = [part.strip() for part in re.split(_GAP, line) if part.strip()]
    for part in parts:
        title = _recurring_opening(part)
        for number, rest in enumerate(re.split(_again(title), part) if title else [part]):
            found += [title] if number else []
            for sentence in _sentences(rest.strip()):
                apart = [piece for half in _parted(sentence) for piece in _unglued(half)]
                signs += len(apart) - 1
                found += apart
        signs += _SIGNS if title else 0
    return found if signs + len(parts) - 1 >= _SIGNS or not _has_capitals(line) else [line]


def _has_capitals(text: str) -> bool:
    """Whether capitals could tell a menu: in scripts that have none, nothing does."""
    letters = [text[word.start()] for word in islice(re.finditer(_WORD, text), 100)]
    return 2 * sum(letter.isupper() or letter.islower() for letter in letters) > len(letters)


def _recurring_opening(text: str) -> str:
    """The words that open a text and stand in it again, a page's title and its headline; empty where none do."""
    starts = [word.start() for word in islice(re.finditer(_WORD, text), _LONGEST_TITLE)]
    for end in reversed(starts[_SHORTEST_TITLE:]):
        title = text[:end].strip()
        if title in text[end:] and re.search(_again(title), text[end:]):
            return title
    return ""


def _again(title: str) -> str:
    return rf"(?:(?<!\w)|{_GLUED}){re.escape(title)}"


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for stop in re.finditer(_STOP, text):
        yield text[start : stop.end()].strip()
        start = stop.end()
    if start < len(text):
        yield text[start:].strip()


def _parted(sentence: str) -> list[str]:
    """A sentence, and before it the menu that it was glued to: words with capitals, up to where small ones begin."""
    if len(entries := re.split(_SPACED, sentence)) > 1:
        return entries
    starts = [word.start() for word in re.finditer(_WORD, sentence)]
    total = best = 0.0
    cut = 0
    for start in starts if len(starts) >= _WORDS else ():
        letter = sentence[start]
        total += _PROSE if letter.islower() else _MENU if letter.isupper() else 0.0
        if total > best:
            best, cut = total, start  # the last capital before small letters opens the sentence
    if best >= _SURE and 0 < cut < starts[-1]:
        return [sentence[:cut].strip(), sentence[cut:]]
    return [sentence]


def _unglued(text: str) -> list[str]:
    """The entries of a menu that nothing parts but their capitals; any other text as it is."""
    cuts = [0, *(glue.start() for glue in re.finditer(_GLUED, text)), len(text)]
    glued = len(cuts) - 2
    if glued < max(_GLUES, _GLUED_SHARE * (text.count(" ") + 1 + glued), text.count('":')):  # the last is of data
        return [text]
    return [text[start:end].strip() for start, end in pairwise(cuts)]
