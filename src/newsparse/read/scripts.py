"""Scripts, styles and data that tag strippers leave among a page's text.

`re.sub("<[^>]+>", …)`, lxml's `text_content()` and w3lib's `remove_tags` keep what stands in `<script>` and `<style>`,
which may be several times as long as the page's text, and share its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from newsparse.article import LEFT_OUT

_LONGEST = 1 << 22
"""Characters of a text that is looked at; no page has more."""
_MACHINERY = re.compile(
    r"\w\{[a-z-]{1,40}:[^\s{};]{1,200}[;}]|:root ?\{ ?--|@font-face ?\{"
    r"|function ?\w{0,40}\([\w,$]{0,200}\)\{\S|=function\(|\}\)?\(\);"
    r"|\b(?:window|self)\.\w{1,80} ?=[^=]|document\.createElement\(|getElementsByTagName\(|addEventListener\("
    r"|\bdataLayer\b|\bgoogletag\b|\bgtag\(|\"@context\" ?:"
)
"""What pages run on, most of it packed tight; documentation shows code as people write it."""
_LEAST = 5
"""So many of these, or the text is left alone."""

_WORD = re.compile(r"\S+")
_CODE = re.compile(
    r"^[.#@][A-Za-z]|[{}=<>|\\$;_\[\]]|\w[(]|[)]\w|^[^\w\s]+$|\w[.:]\w+[.:]\w|--|#[0-9a-fA-F]{3}\b|\w\":"
    r"|[a-z]:[a-z]|[a-z]-[a-z]+-[a-z]|[a-z]\.[a-z]+-[a-z]|[a-z]-[a-z]+:$|[a-z]\.[a-z]+[A-Z]"
)
"""Signs of code in a word: brackets and operators, selectors (`.card-title`, `a:hover`), properties (`min-width:`)."""
_AROUND = ".,:;!?\"'“”„«»‘’()[]…"
"""Marks that prose has around its words."""
_NUMBER = re.compile(r"[\d.,%+-]+(?:px|r?em|m?s|v[hw])?[,;)]*")
_FOREIGN = re.compile(r"[^\0-\xff]")
"""A character that no code is written in."""
_FOR, _AGAINST = 1.0, -0.7
"""What a word speaks for code that has its signs, and one that has not."""
_LONG, _MOST = 30, 20.0
"""A word of so many characters speaks for code twice, and none more than so much: nothing parts the words of code."""
_JOINTS, _JOINT = re.compile(r"[\"'`]\s*[:,]\s*\\?[\"'`\[{]|[{\[]\\?[\"'`]|[\"'`]\s*[}\]]"), 5.0
"""Where strings of data meet (`"title":"The`), and what that speaks beside: data with long ones has little else."""
_WIDE = 3
"""Foreign characters that weigh as a word: some scripts part no words by spaces."""
_TURN = 7.0
"""What a turn from text to code costs, and one back: a word with a sign or two is no code yet."""

_OPENS = re.compile(r"[:\[,(=+]\s*\\?([\"'`])(?:(?!\1).)*$")
_CLOSES = re.compile(r"[^\"'`]*[\"'`]\s*[,;:}\])+\\]")
_NEAR = 200
"""Characters of code beside a text in which the quotes around it are looked for."""


class _Piece(NamedTuple):
    text: str
    is_code: bool


def without(text: str) -> str:
    """The text without them, line by line; the same text where it has none."""
    if len(text) > _LONGEST:
        return text
    signs = sum(1 for _ in islice(_MACHINERY.finditer(text), _LEAST))
    return "\n".join(map(_shown, _cut(text.split("\n")))) if signs == _LEAST else text


def _cut(lines: Sequence[str]) -> Iterator[list[_Piece]]:
    """The pieces of each line, text and code in turns."""
    words = [[(word.start(), _weight(word.group())) for word in _WORD.finditer(line)] for line in lines]
    state = _states([weight for line in words for _, weight in line])
    for line, found in zip(lines, words, strict=True):
        states = [(start, next(state)) for start, _ in found]
        turns = [*states[:1], *(later for earlier, later in pairwise(states) if earlier[1] is not later[1])]
        ends = [*(start for start, _ in turns[1:]), len(line)]
        yield [_Piece(line[start:end], is_code) for (start, is_code), end in zip(turns, ends, strict=False)]


def _shown(pieces: Sequence[_Piece]) -> str:
    texts = [piece.text for index, piece in enumerate(pieces) if not (piece.is_code or _is_string(pieces, index))]
    return "  ".join(texts) or LEFT_OUT * bool(pieces)


def _is_string(pieces: Sequence[_Piece], index: int) -> bool:
    """Whether a text stands in quotes that the code before it opens, and the code after it closes."""
    if not 0 < index < len(pieces) - 1:
        return False
    return bool(_OPENS.search(pieces[index - 1].text[-_NEAR:]) and _CLOSES.match(pieces[index + 1].text[:_NEAR]))


def _weight(word: str) -> float:
    """How much a word speaks for code."""
    if _NUMBER.fullmatch(word) or "](" in word:  # a link in Markdown, which prose has, too
        return 0.0
    if not word.isascii() and (foreign := len(_FOREIGN.findall(word))) > len(word) / 2:
        return _AGAINST * (1 + foreign / _WIDE)
    if _CODE.search(word if word[0] in ".#@" else word.strip(_AROUND) or word) or word[-1] in ";{}":
        return min(_FOR + len(word) / _LONG + _JOINT * (_JOINTS.search(word) is not None), _MOST)
    return _AGAINST


def _states(weights: Sequence[float]) -> Iterator[bool]:
    """For each word whether it is code: the course that all words together speak for most, each turn at its price."""
    text = code = 0.0
    turned: list[tuple[bool, bool]] = []
    for weight in weights:
        into_text, into_code = code - _TURN > text, text - _TURN > code
        text, code = max(text, code - _TURN) - weight, max(code, text - _TURN) + weight
        turned.append((into_text, into_code))
    is_code = code > text
    course = []
    for into_text, into_code in reversed(turned):
        course.append(is_code)
        is_code = is_code is not (into_code if is_code else into_text)
    return reversed(course)
