"""Lines of a text, and how several that were one become one again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

SOFT_HYPHEN = "\u00ad"
OPENERS = "([{«“„‚‘¿¡/"
CLOSERS = ",.;:!?)]}»”’…%،؛؟。、！？；：）」』】》"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input, or several that were one."""

    first: int
    last: int
    indent: int
    """Columns of white space before it."""
    gap: int
    """Blank lines above it."""
    text: str
    """Without its indent and bullet, white space folded."""
    bullet: bool = False


def whole(lines: Sequence[Line], continues: Iterable[bool]) -> Iterator[Line]:
    """The lines, each put together with those after it that continue it."""
    pieces: list[Line] = []
    for line, more in zip(lines, continues, strict=True):
        if pieces and not more:
            yield _one(pieces)
            pieces = []
        pieces.append(line)
    if pieces:
        yield _one(pieces)


def between(left: str, right: str) -> str:
    """What stands between two pieces of one sentence: a space only where script and punctuation want one."""
    if right[0] in CLOSERS or left[-1] in OPENERS or (_spaceless(left[-1]) and _spaceless(right[0])):
        return ""
    return " "


def _spaceless(character: str) -> bool:
    return (
        "\u3000" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def _one(pieces: list[Line]) -> Line:
    if len(pieces) == 1:
        return pieces[0]
    parts = [pieces[0].text]
    for piece in pieces[1:]:
        if parts[-1].endswith(SOFT_HYPHEN):
            parts[-1] = parts[-1][:-1]
        else:
            parts.append(between(parts[-1], piece.text))
        parts.append(piece.text)
    return replace(pieces[0], last=pieces[-1].last, text="".join(parts))
