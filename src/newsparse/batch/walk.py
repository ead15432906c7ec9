"""A folder of scrapes: what is in it to be cleaned, in a fixed order, and what the result of each is called."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.errors import InputError, UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Scrape:
    """One file of the folder."""

    path: str
    """Relative to the folder."""
    output: str
    """Where its result belongs, relative to the output folder; no other scrape of the folder has the same."""
    problem: InputError | None = None
    """Why it cannot be an input at all."""
    lesson: str = ""
    """Digest of what is known to recur on its site: another one, another result."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A link that leads out of the folder, which is not followed."""

    path: str
    """Relative to the folder."""


@dataclass(frozen=True, slots=True)
class _Subfolder:
    path: str


_RANKS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")

_SPECIAL = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


def walk(folder: str, *, suffix: str, spare: str) -> Iterator[Scrape | Outside]:
    """The scrapes of a folder and its subfolders, ordered by the bytes of their names, part by part.

    Names that begin with a dot are passed over, and so is `spare`, the real path of the run's own output.
    No more is held in memory than the entries of the folders on the way to the current one. Links to files inside the
    folder are followed; links to folders inside it are not, since what they lead to is met at its own place: no loop
    can arise.
    A subfolder that cannot be listed stands as a scrape with a problem.
    """
    tree = _Tree(folder, os.path.realpath(folder), suffix, spare)
    opened = [tree.entries("")]
    while opened:
        entry = next(opened[-1], None)
        if entry is None:
            opened.pop()
        elif isinstance(entry, _Subfolder):
            opened.append(tree.entries(entry.path))
        else:
            yield entry


def output_names(names: Iterable[str], suffix: str, taken: Collection[str] = ()) -> Mapping[str, str]:
    """What the results of the files of one folder are called: `b.txt` → `b.json`.

    Where several would get the same, the first by kind (text, Markdown, HTML, all others) and then by name has it, and
    the next are called by their whole names: `b.html` → `b.html.json`. So a file that comes later moves no result of
    a text. `taken` are names that are not free, those of the subfolders. Names that differ in nothing but case or
    Unicode form count as the same, as they do in many file systems.
    """
    used = {_folded(name) for name in taken}
    given = {}
    for name in sorted(names, key=_rank):
        given[name] = next(choice for choice in _choices(name, suffix) if _folded(choice) not in used)
        used.add(_folded(given[name]))
    return given


def _choices(name: str, suffix: str) -> Iterator[str]:
    yield os.path.splitext(name)[0] + suffix  # noqa: PTH122 - a name, and pathlib would read "a." as another
    yield name + suffix
    number = 2
    while True:
        yield f"{name}.{number}{suffix}"
        number += 1


def _rank(name: str) -> tuple[int, bytes]:
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122
    return _RANKS.index(ending) if ending in _RANKS else len(_RANKS), os.fsencode(name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


@dataclass(frozen=True, slots=True)
class _Tree:
    folder: str
    real: str
    suffix: str
    spare: str

    def entries(self, path: str) -> Iterator[Scrape | Outside | _Subfolder]:
        """What one folder holds, in order."""
        try:
            with os.scandir(_joined(self.folder, path)) as listed:
                entries = sorted(
                    (entry for entry in listed if not entry.name.startswith(".")),
                    key=lambda entry: os.fsencode(entry.name),
                )
        except OSError as error:
            yield Scrape(path, "", UnreadableInput(f"cannot be listed ({error.strerror}); allow it, or leave it out"))
            return
        found = [(entry.name, self._seen(entry, _joined(path, entry.name))) for entry in entries]
        outputs = output_names(
            (name for name, thing in found if isinstance(thing, Scrape)),
            self.suffix,
            [name for name, thing in found if isinstance(thing, _Subfolder)],
        )
        for name, thing in found:
            if isinstance(thing, Scrape):
                yield Scrape(thing.path, _joined(path, outputs[name]), thing.problem)
            elif thing is not None:
                yield thing

    def _seen(self, entry: os.DirEntry[str], path: str) -> Scrape | Outside | _Subfolder | None:
        try:
            if entry.is_symlink():
                return self._link(entry, path)
            if _joined(self.real, path) == self.spare:
                return None
            if entry.is_dir(follow_symlinks=False):
                return _Subfolder(path)
            if entry.is_file(follow_symlinks=False):
                return Scrape(path, "")
            return Scrape(path, "", _special(entry.stat(follow_symlinks=False).st_mode))
        except OSError as error:
            return Scrape(path, "", UnreadableInput(f"cannot be looked at ({error.strerror})"))

    def _link(self, entry: os.DirEntry[str], path: str) -> Scrape | Outside | None:
        try:
            mode = entry.stat().st_mode
        except OSError:
            return Scrape(path, "", UnreadableInput("is a broken link; mend it, or remove it"))
        target = os.path.realpath(_joined(self.real, path))
        if not within(target, self.real):
            return Outside(path)
        if stat.S_ISDIR(mode) or within(target, self.spare):
            return None
        return Scrape(path, "", _special(mode))


def _joined(folder: str, name: str) -> str:
    # Not pathlib: a folder may hold a million files, and each name passes here several times.
    return folder + os.sep + name if folder and name else folder or name


def within(path: str, folder: str) -> bool:
    """Whether a real path is a folder, or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _special(mode: int) -> InputError | None:
    if stat.S_ISREG(mode):
        return None
    return UnreadableInput(f"is {_SPECIAL.get(stat.S_IFMT(mode), 'no regular file')}; only files can be cleaned")
