"""Which paths are wanted: patterns as in `.gitignore`.

`*.html` matches names in any folder, `news/*.html` paths from the top, `**` any number of folders, `drafts/` folders. A
folder that matches stands for all that is in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern."""

    itself: re.Pattern[str]
    """Matches the paths of files and folders that it names."""
    inside: re.Pattern[str]
    """Matches all paths in the folders that it names."""
    only_folders: bool

    @classmethod
    def of(cls, text: str) -> Pattern:
        """Raises ValueError where nothing could match."""
        core = text.rstrip("/") if not text.endswith("\\/") else text
        if not core.strip("/") or core.startswith("!"):
            raise ValueError(f"{text!r} matches nothing")
        start = "" if "/" in core else "(?:.*/)?"
        expression = start + _expression(core.lstrip("/"))
        try:
            itself, inside = re.compile(expression, re.DOTALL), re.compile(f"{expression}/.+", re.DOTALL)
        except re.error as error:
            raise ValueError(f"{text!r} is no pattern ({error.msg})") from error
        return cls(itself, inside, text.endswith("/"))

    def takes(self, path: str) -> bool:
        """Whether it matches a file, or a folder that the file is in."""
        return bool(self.inside.fullmatch(path) or (not self.only_folders and self.itself.fullmatch(path)))

    def takes_folder(self, path: str) -> bool:
        """Whether it matches a folder, and so all that is in it."""
        return bool(self.itself.fullmatch(path) or self.inside.fullmatch(path))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a folder is wanted: what some of `include` match, or all, without what some of `exclude` match."""

    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    named: Pattern | None = None
    """What was typed for the folder's files: as in a shell, it looks into no archive."""

    @classmethod
    def of(cls, include: Iterable[str], exclude: Iterable[str]) -> Wanted:
        """Raises ValueError for what is no pattern."""
        return cls(tuple(map(Pattern.of, include)), tuple(map(Pattern.of, exclude)))

    def takes(self, path: str) -> bool:
        """Whether a file, or a page in an archive, is wanted, by its path within the folder."""
        if self.named is not None and not self.named.takes(path):
            return False
        if any(pattern.takes(path) for pattern in self.exclude):
            return False
        return not self.include or any(pattern.takes(path) for pattern in self.include)

    def enters(self, folder: str) -> bool:
        """Whether a folder may hold what is wanted."""
        return not any(pattern.takes_folder(folder) for pattern in self.exclude)

    def opens(self, archive: str) -> bool:
        """Whether an archive may hold what is wanted."""
        return self.enters(archive) and (self.named is None or self.named.takes(archive))


ALL = Wanted()
"""Everything is wanted."""


def _expression(pattern: str) -> str:
    written = []
    at = 0
    while at < len(pattern):
        piece, at = _piece(pattern, at)
        written.append(piece)
    return "".join(written)


def _piece(pattern: str, at: int) -> tuple[str, int]:
    """The expression for what stands at a place, and the place behind it."""
    if pattern.startswith("**/", at) and (at == 0 or pattern[at - 1] == "/"):
        return "(?:.*/)?", at + 3
    if pattern.startswith("**", at):
        return ".*", at + 2
    match pattern[at]:
        case "*":
            return "[^/]*", at + 1
        case "?":
            return "[^/]", at + 1
        case "[":
            end = pattern.find("]", at + 2)
            if end > 0:
                inner = pattern[at + 1 : end].replace("\\", "\\\\").replace("[", "\\[")
                return f"(?!/)[{'^' + inner[1:] if inner[0] in '!^' else inner}]", end + 1
        case "\\" if at + 1 < len(pattern):
            return re.escape(pattern[at + 1]), at + 2
    return re.escape(pattern[at]), at + 1
