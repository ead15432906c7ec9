"""The pages in a file that holds several."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.batch.items import Scrape, unreadable
from newsparse.batch.manifest import Stamp
from newsparse.batch.names import Taken, fitting_folder, joined
from newsparse.batch.patterns import ALL, Wanted
from newsparse.errors import InputError, UnreadableInput
from newsparse.read.archive import form_of, members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsparse.batch.walk import Sealed
    from newsparse.read.content import Content, Member


@dataclass(frozen=True, slots=True)
class Opening:
    """How files that hold several pages are opened."""

    kind: str = "auto"
    """What they were said to be."""
    column: str | None = None
    """The column, or key, that holds the page; None to find it."""


AS_THEY_ARE = Opening()


@dataclass(frozen=True, slots=True)
class Inside:
    """What the pages in a file are called, and their results, and which of them are wanted."""

    output: str
    """The folder of their results, within the output folder."""
    suffix: str
    """What their results end with."""
    wanted: Wanted = ALL
    taken: Taken | None = None
    """Names that are in use elsewhere; None where nothing else can have their names."""


def pages_inside(sealed: Sealed, inside: Inside, opening: Opening = AS_THEY_ARE) -> Iterator[Scrape]:
    """The pages, in their order, each to be read while the iteration stands at it; no more than one is held.

    What is wrong with the file as a whole, or from some place on, stands as a scrape of the file's own name with a
    problem.
    """
    form = form_of(sealed.file, opening.kind)
    try:
        with open(sealed.file, "rb") as stream:  # noqa: PTH123 - as it was named
            before = Stamp.of_open(stream.fileno())
            found = members(stream, form, opening.column)
            if form.is_numbered and inside.taken is None:
                named = _numbered(sealed.path, found, inside)
            else:
                named = _named(sealed.path, found, inside, form.is_numbered)
            for path, output, member in named:
                yield Scrape(path, output, file=sealed.file, load=_Once(member.load), packed_at=before)
            if Stamp.of_open(stream.fileno()) != before:
                raise UnreadableInput("changed while it was read; run again when nobody writes to it")
    except InputError as error:
        yield Scrape(sealed.path, "", error, sealed.file)
    except OSError as error:
        yield Scrape(sealed.path, "", unreadable(error), sealed.file)
    except Exception as error:  # what a reader did not foresee costs this file, not the run
        yield Scrape(sealed.path, "", _fault(error), sealed.file)


def _numbered(path: str, found: Iterator[Member], inside: Inside) -> Iterator[tuple[str, str, Member]]:
    """For each page that is wanted its name, that of its result, and the page."""
    for member in found:
        yield joined(path, member.name), joined(inside.output, member.name + inside.suffix), member


def _named(path: str, found: Iterator[Member], inside: Inside, is_numbered: bool) -> Iterator[tuple[str, str, Member]]:
    own = Taken() if inside.taken is None else None
    taken = own or inside.taken
    assert taken is not None
    try:
        for member in found:
            whole = taken.name(joined(path, member.name))
            if is_numbered or inside.wanted.takes(whole):  # patterns choose numbered pages by their file
                folder, name = os.path.split(whole[len(path) + 1 :])
                folder = fitting_folder(joined(inside.output, folder))
                yield whole, taken.output(folder, name, inside.suffix), member
    finally:
        if own is not None:
            own.close()


class _Once:
    """Reads a member when it is first asked for: from a stream it cannot be read twice."""

    def __init__(self, load: Callable[[], Content]) -> None:
        self._load = load
        self._answer: Content | InputError | None = None

    def __call__(self) -> Content:
        if self._answer is None:
            try:
                self._answer = self._load()
            except InputError as error:
                self._answer = error
            except OSError as error:
                self._answer = unreadable(error)
            except Exception as error:
                self._answer = _fault(error)
        if isinstance(self._answer, InputError):
            raise self._answer
        return self._answer


def _fault(error: Exception) -> InputError:
    said = " ".join(str(error).split())[:200]
    return UnreadableInput(f"cannot be read any further ({type(error).__name__}{f': {said}' if said else ''})")
