"""A page on its way: what a walk finds, and what of it travels to a worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsparse.batch.manifest import Stamp
from newsparse.errors import InputError, UnreadableInput
from newsparse.read.archive import form_of, page
from newsparse.read.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Item:
    """One page for a worker: the name of a file that the worker reads, or the page itself. Can be pickled."""

    name: str
    """What the article is to say that it was read from."""
    file: str
    """The file that holds it, as it can be opened."""
    content: Content | None = None
    """The page, where it was read from inside a container."""

    def read(self) -> Content:
        """The page. Raises InputError where it cannot be read."""
        return self.content or read_file(self.file)


@dataclass(frozen=True, slots=True)
class Scrape:
    """One page that a walk has found."""

    path: str
    """Its name in this run, which no other has: its path within the folder; of a page in an archive, the archive's path
    and its name there (`a/pages.zip/b.html`)."""
    output: str
    """Where its result belongs, relative to the output folder; no other scrape of the run has the same."""
    problem: InputError | None = None
    """Why it cannot be an input at all."""
    file: str = ""
    """The file that holds it, as it can be opened."""
    load: Callable[[], Content] | None = None
    """For a page in a container: reads it, as long as the walk stands at it."""
    packed_at: Stamp | None = None
    """For a page in a container: the container's stamp when it was opened."""
    lesson: str = ""
    """Digest of what is known to recur on its site: another one, another result."""

    def stamp(self) -> Stamp:
        """What tells whether it is what it was. Raises OSError."""
        return self.packed_at or Stamp.of(Path(self.file))

    def item(self) -> Item:
        """What a worker needs; a page in a container is read now. Raises InputError."""
        return Item(self.path, self.file, self.load() if self.load else None)

    def digest(self) -> str | None:
        """One word for its content, which is read for it; None where it cannot be read."""
        try:
            return self.item().read().digest()
        except InputError:
            return None

    def settled(self) -> Scrape:
        """The same without the way to its content, to be kept while others are read."""
        return self if self.load is None else replace(self, load=None)


@dataclass(frozen=True, slots=True)
class Outside:
    """A link that leads out of the folder, which is not followed."""

    path: str
    """Relative to the folder."""


class GoneInput(UnreadableInput):
    """It was there when it was listed; what an earlier run made of it still holds."""


def read_file(path: str) -> Content:
    """A page in a file of its own, packed or not, as it was at one moment. Raises UnreadableInput."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - not pathlib, for the number of files
            for _ in range(_TRIES):
                file.seek(0)
                before = Stamp.of_open(file.fileno())
                content = _content(file, path)
                if Stamp.of_open(file.fileno()) == before:
                    return content
    except OSError as error:
        raise unreadable(error) from error
    raise UnreadableInput("changed while it was read; run again when nobody writes to it")


_TRIES = 3


def _content(file: IO[bytes], path: str) -> Content:
    form = form_of(path)
    return page(file, form) if form.packing else Content(file.read())


def unreadable(error: OSError) -> InputError:
    """What is wrong with a file, and what to do."""
    match error:
        case FileNotFoundError():
            return GoneInput("is gone since it was listed; look where it went")
        case PermissionError():
            return UnreadableInput("may not be read; check its permissions")
    return UnreadableInput(f"cannot be read ({error.strerror or error})")
