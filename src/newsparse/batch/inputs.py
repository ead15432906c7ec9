"""All that a run is to clean, whatever it was named by."""

from __future__ import annotations

import contextlib
import glob
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsparse.batch.inside import AS_THEY_ARE, Inside, Opening, pages_inside
from newsparse.batch.items import Outside, Scrape, unreadable
from newsparse.batch.names import Taken, joined
from newsparse.batch.patterns import ALL, Pattern, Wanted
from newsparse.batch.walk import ABOUT_RUNS, Sealed, special, walk, within
from newsparse.errors import UnreadableInput
from newsparse.read.archive import form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names in a file."""

    file: str
    mark: bytes = b"\n"
    """What parts the names."""

    def __iter__(self) -> Iterator[str]:
        """The names, as they come. Raises OSError."""
        with open(self.file, "rb") as stream:  # noqa: PTH123 - as it was named
            yield from map(os.fsdecode, filter(None, parted(stream, self.mark)))


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a run, in a fixed order; they can be gone through as often as needed."""

    names: tuple[str, ...]
    """Folders, files and patterns of files, as typed."""
    listed: Iterable[str] = ()
    """More files."""
    wanted: Wanted = ALL
    """What of the folders is wanted."""
    opening: Opening = AS_THEY_ARE
    follow: bool = False
    """Whether links that lead out of a folder are followed."""

    folders: tuple[str, ...] = field(init=False)
    """The folders among them, which are never written into."""

    def __post_init__(self) -> None:
        # Settled once: what was a folder does not become a missing file when it is taken away.
        object.__setattr__(self, "folders", tuple(name for name, _ in map(_parts, self.names) if Path(name).is_dir()))

    @property
    def folder(self) -> str | None:
        """The folder, where it is the only input: then all names are relative to it, else they are as typed."""
        return self.names[0] if self.listed == () and self.names == self.folders and len(self.names) == 1 else None

    def scrapes(self, *, suffix: str, spare: str) -> Iterator[Scrape | Outside]:
        """Every page; results are called something that ends with `suffix`, `spare` is the run's own output.

        Raises RunStoppedError where a folder is gone.
        """
        with contextlib.closing(Taken(ABOUT_RUNS)) as taken:
            for found in self._found(suffix, spare, taken):
                if isinstance(found, Sealed):
                    yield from self._inside(found, suffix, taken)
                else:
                    yield found

    def total(self, *, suffix: str, spare: str) -> int | None:
        """How many pages there are, without reading any; None where that would take reading whole archives."""
        total = 0
        with contextlib.closing(Taken(ABOUT_RUNS)) as taken:
            for found in self._found(suffix, spare, taken):
                if isinstance(found, Sealed):
                    return None
                total += isinstance(found, Scrape)
        return total

    def _found(self, suffix: str, spare: str, taken: Taken) -> Iterator[Scrape | Outside | Sealed]:
        if self.folder is not None:
            yield from self._walk(self.folder, self.wanted, suffix, spare)
            return
        for name in self.names:
            yield from self._named(name, suffix, spare, taken)
        for name in self.listed:
            yield from _settled(_file(name, spare, self.opening.kind), suffix, taken)

    def _named(self, name: str, suffix: str, spare: str, taken: Taken) -> Iterator[Scrape | Outside | Sealed]:
        base, rest = _parts(name)
        if base not in self.folders:
            yield from _settled(_file(name, spare, self.opening.kind), suffix, taken)
            return
        wanted = replace(self.wanted, named=Pattern.of(f"/{rest}")) if rest else self.wanted
        for found in self._walk(base, wanted, suffix, spare):
            path = os.path.normpath(joined(base, found.path))
            yield from _settled(replace(found, path=path), suffix, taken)

    def _inside(self, found: Sealed, suffix: str, taken: Taken) -> Iterator[Scrape]:
        # Within one folder, names differ by where they are; names that were typed may differ by what leads out of it.
        if self.folder is not None:
            inside = Inside(found.path, suffix, self.wanted)
        else:
            inside = Inside(_inner(found.path), suffix, self.wanted, taken)
        return pages_inside(found, inside, self.opening)

    def _walk(self, folder: str, wanted: Wanted, suffix: str, spare: str) -> Iterator[Scrape | Outside | Sealed]:
        kind = self.opening.kind
        return walk(folder, suffix=suffix, spare=spare, kind=kind, wanted=wanted, follow=self.follow)


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern of names: it has signs of one, and no file is called so."""
    return glob.has_magic(name) and not os.path.lexists(name)


def parted(stream: IO[bytes], mark: bytes) -> Iterator[bytes]:
    """The pieces of a stream between the marks."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(mark)
        yield from whole
    yield rest


def _parts(name: str) -> tuple[str, str]:
    """The folder that a pattern looks in, and what it says of the paths there; the name itself where it is none."""
    if not is_pattern(name):
        return name, ""
    parts = name.split("/")
    first = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    return "/".join(parts[:first]) or ("/" if name.startswith("/") else "."), "/".join(parts[first:])


def _settled(found: Scrape | Outside | Sealed, suffix: str, taken: Taken) -> Iterator[Scrape | Outside | Sealed]:
    """What was found, with the place of its result; nothing where it came before, under another of the typed names."""
    if not taken.take(f"name:{found.path}"):
        return
    if isinstance(found, Scrape) and found.problem is None:
        folder, name = os.path.split(_inner(found.path))
        found = replace(found, output=taken.output(folder, name, suffix))
    yield found


def _inner(path: str) -> str:
    """The path without what leads out of a folder: it becomes a place in the output."""
    return "/".join(part for part in path.split("/") if part not in {"", os.pardir, os.curdir}) or "page"


def _file(name: str, spare: str, kind: str) -> Scrape | Sealed:
    """A file that was named itself."""
    path = os.path.normpath(name)
    try:
        problem = special(os.stat(name).st_mode)  # noqa: PTH116 - as it was named
    except OSError as error:
        said = "no such file; check the path" if isinstance(error, FileNotFoundError) else None
        return Scrape(path, "", UnreadableInput(said) if said else unreadable(error), name)
    except ValueError:
        return Scrape(
            path, "", UnreadableInput("no file can have that name; add -0 where names are parted by NUL"), name
        )
    if problem is None and within(os.path.realpath(name), spare):
        problem = UnreadableInput("lies in the output, which holds no inputs; name another output")
    if problem is None and form_of(name, kind).container is not None:
        return Sealed(path, name)
    return Scrape(path, "", problem, name)
