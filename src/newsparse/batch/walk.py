"""A folder of scrapes: what is in it to be cleaned, in a fixed order, and what the result of each is called."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.batch.items import Outside, Scrape
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.names import FolderNames, joined
from newsparse.batch.patterns import ALL, Wanted
from newsparse.errors import InputError, UnreadableInput
from newsparse.read.archive import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that holds pages, not opened yet."""

    path: str
    """Relative to the folder."""
    file: str
    """As it can be opened."""


@dataclass(frozen=True, slots=True)
class _Subfolder:
    path: str
    real: str


SUMMARY = "summary.json"
FAILURES = "failures.jsonl"
ABOUT_RUNS = (SUMMARY, FAILURES)
"""Names in an output folder that are no page's."""


class _Kind(Enum):
    """What nearly all entries of a folder are; of these, nothing but the name is held."""

    PAGE = 1
    SEALED = 2
    FOLDER = 3


_WITH_FOLDERS = (_Kind.SEALED, _Kind.FOLDER)
"""What has a folder of its own in the output."""

_Thing = _Kind | Scrape | Outside | _Subfolder

_SPECIAL = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def walk(
    folder: str, *, suffix: str, spare: str, kind: str = "auto", wanted: Wanted = ALL, follow: bool = False
) -> Iterator[Scrape | Outside | Sealed]:
    """The scrapes of a folder and its subfolders, ordered by the bytes of their names, part by part.

    Names that begin with a dot are passed over, and so is `spare`, the real path of the run's own output, with what
    stands beside it. `kind` is what the files were said to be.
    No more is held in memory than the names in the folders on the way to the current one. Links to files inside the
    folder are followed; links to folders inside it are not, since what they lead to is met at its own place: no loop
    can arise. With `follow`, links that lead out of the folder are followed as well, each place once.
    A subfolder that cannot be listed stands as a scrape with a problem. Raises RunStoppedError where the folder itself
    cannot be listed, or is gone at the end.
    """
    real = os.path.realpath(folder)
    about = () if Path(spare).is_dir() else (str(beside(Path(spare), name)) for name in ABOUT_RUNS)
    tree = _Tree(folder, suffix, frozenset((spare, *about)), kind, wanted, follow, [real])
    opened = [tree.entries("", real)]
    while opened:
        entry = next(opened[-1], None)
        if entry is None:
            opened.pop()
        elif isinstance(entry, _Subfolder):
            opened.append(tree.entries(entry.path, entry.real))
        else:
            yield entry
    refuse_gone(folder)


def beside(out: Path, name: str) -> Path:
    """Where a file about a run stands: `out/summary.json` in a folder, `out.summary.json` beside `out.jsonl`.

    No input has this path, nor a result. A subfolder of the input may have it, and so the folder of its articles: then
    it is that of a hidden file. If `name` is hidden, so is the file, in the folder or beside the file.
    """
    if out.is_dir():
        return out / (f".{name}" if (out / name).is_dir() else name)
    return out.with_name(f".{out.name}{name}" if name.startswith(".") else f"{out.stem}.{name}")


def refuse_gone(folder: str) -> None:
    """Raises RunStoppedError where a folder is no longer there: what was done in it before has to stay."""
    if not Path(folder).is_dir():
        raise RunStoppedError(f"{folder}: is gone; bring it back, then run the same command again to go on")


@dataclass(frozen=True, slots=True)
class _Tree:
    folder: str
    suffix: str
    spared: frozenset[str]
    """Real paths of the run's output, and of what stands beside it."""
    kind: str
    wanted: Wanted
    follow: bool
    entered: list[str] = field(default_factory=list)
    """Real paths of the folder, and of the folders outside it that links have led to."""

    def entries(self, path: str, real: str) -> Iterator[Scrape | Outside | Sealed | _Subfolder]:
        """What one folder holds, in order."""
        try:
            with os.scandir(joined(self.folder, path)) as listed:
                found = [
                    (entry.name, thing) for entry in listed if (thing := self._seen(entry, path, real)) is not None
                ]
        except OSError as error:
            yield self._unlisted(path, error)
            return
        found.sort(key=lambda one: os.fsencode(one[0]))
        names = FolderNames(
            [name for name, thing in found if thing is _Kind.PAGE or isinstance(thing, Scrape)],
            self.suffix,
            [
                *(name for name, thing in found if thing in _WITH_FOLDERS or isinstance(thing, _Subfolder)),
                *(() if path else ABOUT_RUNS),
            ],
        )
        for name, thing in found:
            yield self._entry(name, thing, path, real, names)

    def _entry(
        self, name: str, thing: _Thing, path: str, real: str, names: FolderNames
    ) -> Scrape | Outside | Sealed | _Subfolder:
        inner = joined(path, name)
        match thing:
            case _Kind.PAGE:
                return Scrape(inner, joined(path, names.of(name)), file=joined(self.folder, inner))
            case _Kind.SEALED:
                return Sealed(inner, joined(self.folder, inner))
            case _Kind.FOLDER:
                return _Subfolder(inner, joined(real, name))
            case Scrape():
                return replace(thing, output=joined(path, names.of(name)))
        return thing

    def _unlisted(self, path: str, error: OSError) -> Scrape:
        if not path:
            refuse_gone(self.folder)
            raise RunStoppedError(f"{self.folder}: cannot be listed ({error.strerror}); allow it") from error
        said = "is gone since it was listed" if isinstance(error, FileNotFoundError) else "cannot be listed"
        return Scrape(path, "", UnreadableInput(f"{said} ({error.strerror}); allow it, or leave it out"))

    def _seen(self, entry: os.DirEntry[str], folder: str, real: str) -> _Thing | None:
        if entry.name.startswith("."):
            return None
        path = joined(folder, entry.name)
        try:
            if entry.is_symlink():
                return self._link(entry, path, real)
            if joined(real, entry.name) in self.spared:
                return None
            if entry.is_dir(follow_symlinks=False):
                again = len(self.entered) > 1 and joined(real, entry.name) in self.entered
                return _Kind.FOLDER if self.wanted.enters(path) and not again else None
            if entry.is_file(follow_symlinks=False):
                return self._file(path)
            return Scrape(path, "", special(entry.stat(follow_symlinks=False).st_mode))
        except OSError as error:
            return Scrape(path, "", UnreadableInput(f"cannot be looked at ({error.strerror})"))

    def _file(self, path: str) -> _Kind | None:
        form = form_of(path, self.kind)
        if form.container is None:
            return _Kind.PAGE if self.wanted.takes(path) else None
        is_wanted = self.wanted.takes(path) if form.is_numbered else self.wanted.opens(path)
        return _Kind.SEALED if is_wanted else None

    def _link(self, entry: os.DirEntry[str], path: str, real: str) -> _Thing | None:
        try:
            mode = entry.stat().st_mode
        except OSError:
            problem = UnreadableInput("is a broken link; mend it, or remove it")
            return Scrape(path, "", problem) if self.wanted.takes(path) else None
        is_folder = stat.S_ISDIR(mode)
        if not self.wanted.enters(path) or not (is_folder or self._file(path)):
            return None
        target = os.path.realpath(joined(real, entry.name))
        if not any(within(target, folder) for folder in self.entered):
            if not self.follow:
                return Outside(path)
            if is_folder:
                self.entered.append(target)
                return _Subfolder(path, target)
        if is_folder or any(within(target, spared) for spared in self.spared):
            return None
        if not stat.S_ISREG(mode):
            return Scrape(path, "", special(mode))
        return self._file(path)


def within(path: str, folder: str) -> bool:
    """Whether a real path is a folder, or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def special(mode: int) -> InputError | None:
    """Why what has that mode is no file."""
    if stat.S_ISREG(mode):
        return None
    return UnreadableInput(f"is {_SPECIAL.get(stat.S_IFMT(mode), 'no regular file')}; only files can be cleaned")
