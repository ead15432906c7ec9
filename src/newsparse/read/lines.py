"""Lines of a text, and how several that were one become one again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

Joint: TypeAlias = "Callable[[str, str], str]"
"""(left piece, right piece) → what stands between them."""
SOFT_HYPHEN = "\u00ad"
OPENERS = "([{«“„‚‘¿¡/"
CLOSERS = ",.;:!?)]}»”’…%،؛؟。、，！？；：）」』】》"


class Line(NamedTuple):
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


def between(left: str, right: str) -> str:
    """What stands between two pieces of one sentence: a space only where script and punctuation want one."""
    if right[0] in CLOSERS or left[-1] in OPENERS:
        return ""
    return space_between(left, right)


def space_between(left: str, right: str) -> str:
    """The space at which a line was broken, none in scripts without spaces."""
    end, start = left[-1], right[0]
    spaceless = _spaceless(end) + _spaceless(start)
    # Figures and marks stand beside Chinese and Japanese without a space (`57億`); foreign words may have one.
    return "" if spaceless == 2 or (spaceless and not (end.isalpha() and start.isalpha())) else " "


def _spaceless(character: str) -> bool:
    return (
        "\u3000" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uff9f"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def whole(lines: Sequence[Line], continues: Iterable[bool], joint: Joint = between) -> Iterator[Line]:
    """The lines, each put together with those after it that continue it; `joint` says what comes between two."""
    pieces: list[Line] = []
    for line, more in zip(lines, continues, strict=True):
        if pieces and not more:
            yield _one(pieces, joint)
            pieces = []
        pieces.append(line)
    if pieces:
        yield _one(pieces, joint)


def _one(pieces: list[Line], joint: Joint) -> Line:
    if len(pieces) == 1:
        return pieces[0]
    parts = [pieces[0].text]
    for piece in pieces[1:]:
        if parts[-1].endswith(SOFT_HYPHEN):
            parts[-1] = parts[-1][:-1]
        else:
            parts.append(joint(parts[-1], piece.text))
        parts.append(piece.text)
    return pieces[0]._replace(last=pieces[-1].last, text="".join(parts))
