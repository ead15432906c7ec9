"""What results are called: like their inputs, and no two the same."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

from newsparse.read.archive import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

_RANKS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
_LONGEST = 255
"""Bytes of a name, in nearly all file systems."""


def output_names(
    names: Iterable[str], suffix: str, taken: Collection[str] = (), is_taken: Callable[[str], bool] = lambda name: False
) -> Mapping[str, str]:
    """What the results of the files of one folder are called: `b.txt` → `b.json`.

    Where several would get the same, the first by kind (text, Markdown, HTML, all others) and then by name has it, and
    the next are called by their whole names: `b.html` → `b.html.json`. So a file that comes later moves no result of
    a text. `taken` are names that are not free, those of the subfolders; `is_taken` tells of more. Names that differ in
    nothing but case or Unicode form count as the same, as they do in many file systems. A name that would be too long
    for them is cut.
    """
    used = {folded(name) for name in taken}
    given = {}
    for name in sorted(names, key=_rank):
        choices = (choice for choice in choices_for(name, suffix) if folded(choice) not in used)
        given[name] = next(choice for choice in choices if not is_taken(choice))
        used.add(folded(given[name]))
    return given


class FolderNames:
    """`output_names` for a folder of any size: of names that are nobody else's, nothing is held but a number."""

    def __init__(self, names: Sequence[str], suffix: str, taken: Collection[str]) -> None:
        self._suffix = suffix
        folders = {hash(folded(name)) for name in taken}
        stems = sorted(hash(folded(_stem(name))) for name in names)
        wholes = sorted(hash(folded(name)) for name in names)

        def is_alone(name: str) -> bool:
            stem = folded(_stem(name))
            if len(os.fsencode(name)) + len(suffix) > _LONGEST or hash(folded(_stem(name) + suffix)) in folders:
                return False
            own = _times(wholes, hash(stem)) - (stem == folded(name))
            return _times(stems, hash(stem)) == 1 and own == 0

        def is_stem(choice: str) -> bool:
            # Of the rest, none may take by its number what another has by right.
            stem = choice.removesuffix(suffix)
            return stem not in others and _times(stems, hash(folded(stem))) > 0

        rest = [name for name in names if not is_alone(name)]
        others = {*rest, *map(_stem, rest)}
        self._given = output_names(rest, suffix, taken, is_stem) if rest else {}

    def of(self, name: str) -> str:
        """What the result of that file is called."""
        return self._given.get(name) or _stem(name) + self._suffix


def _times(numbers: Sequence[int], number: int) -> int:
    """How often a number stands among sorted ones, counted up to two."""
    at = bisect_left(numbers, number)
    return sum(numbers[place] == number for place in (at, at + 1) if place < len(numbers))


class Taken:
    """Names that are in use. They are held on disk, for there may be millions of them."""

    def __init__(self, outputs: Iterable[str] = ()) -> None:
        """`outputs` are names that no result may have."""
        self._base = sqlite3.connect("", isolation_level=None)  # a file without a name, which goes with the connection
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("CREATE TABLE taken (name TEXT PRIMARY KEY) WITHOUT ROWID")
        self._base.execute("CREATE TABLE again (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID")
        self._base.execute("BEGIN")
        for name in outputs:
            self.take(f"output:{folded(name)}")

    def take(self, name: str) -> bool:
        """Take a name; False where it was taken already."""
        return self._base.execute("INSERT OR IGNORE INTO taken VALUES (?)", (_word(name),)).rowcount == 1

    def name(self, name: str) -> str:
        """The name, or where it was taken already the first of `name#2`, `name#3`, … that was not."""
        choice = name
        while not self.take(f"name:{choice}"):
            choice = f"{name}#{self._again(f'name:{name}')}"
        return choice

    def output(self, folder: str, name: str, suffix: str) -> str:
        """What the result of a file is called that comes by itself: the first of its choices that is still free."""
        for choice in (fitting(_stem(name), suffix), fitting(name, suffix)):
            if self.take(f"output:{folded(joined(folder, choice))}"):
                return joined(folder, choice)
        while True:
            number = self._again(f"output:{folded(joined(folder, name))}")
            choice = fitting(name, f".{number}{suffix}")
            if self.take(f"output:{folded(joined(folder, choice))}"):
                return joined(folder, choice)

    def _again(self, name: str) -> int:
        """2, 3, … for a name that comes again: to try all numbers each time would take forever with many."""
        name = _word(name)
        row = self._base.execute("SELECT number FROM again WHERE name = ?", (name,)).fetchone()
        number: int = row[0] + 1 if row else 2
        self._base.execute("REPLACE INTO again VALUES (?, ?)", (name, number))
        return number

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def _word(name: str) -> str:
    """The name as SQLite can hold it, whatever its bytes."""
    return name if name.isascii() else name.encode("utf-8", "surrogatepass").hex()


def choices_for(name: str, suffix: str) -> Iterator[str]:
    """What the result of a file may be called, the best first."""
    yield fitting(_stem(name), suffix)
    yield fitting(name, suffix)
    number = 2
    while True:
        yield fitting(name, f".{number}{suffix}")
        number += 1


def fitting(name: str, suffix: str = "") -> str:
    """The name with a suffix; where that is too long for a file system, cut, and marked so that it stays its own."""
    raw = os.fsencode(name)
    if len(raw) + len(suffix) <= _LONGEST:
        return name + suffix
    mark = f"~{hashlib.sha256(raw).hexdigest()[:12]}{suffix}"
    kept = raw[: _LONGEST - len(mark)]
    while kept and kept[-1] & 0xC0 == 0x80:  # no character is cut in its middle
        kept = kept[:-1]
    return os.fsdecode(kept[:-1] if kept and kept[-1] >= 0xC0 else kept) + mark


def fitting_folder(path: str) -> str:
    """The path of a folder, each of its parts cut where it is too long."""
    return "/".join(map(fitting, path.split("/")))


def joined(folder: str, name: str) -> str:
    """A path of two parts, of which either may be empty."""
    # Not pathlib: a folder may hold a million files, and each name passes here several times.
    return folder + os.sep + name if folder and name else folder or name


def folded(name: str) -> str:
    """The same for all names that some file system takes for one."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _stem(name: str) -> str:
    return os.path.splitext(bare(name))[0]  # noqa: PTH122 - a name, and pathlib would read "a." as another


def _rank(name: str) -> tuple[int, bytes]:
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122
    return _RANKS.index(ending) if ending in _RANKS else len(_RANKS), os.fsencode(name)
