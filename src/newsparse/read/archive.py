"""Files that hold several pages: which they are, by their names, and the pages in them, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from newsparse.errors import UnreadableInput
from newsparse.read.content import Content
from newsparse.read.packed import PACKINGS, unpacked, whole

if TYPE_CHECKING:
    from newsparse.read.content import Member

CONTAINERS = {
    "zip": "newsparse.read.zipped:members",
    "tar": "newsparse.read.tarred:members",
    "warc": "newsparse.read.warc:members",
    "jsonl": "newsparse.read.records:members",
    "csv": "newsparse.read.tables:members",
    "parquet": "newsparse.read.parquet:members",
}
"""Forms of files that hold pages, and what goes through them, each imported when the first such file comes."""

KINDS = {"warc": "warc", "wet": "warc", "jsonl": "jsonl"}
"""What a file can be said to be, whatever its name, and the form that is."""

_ENDINGS = {
    ".zip": "zip",
    ".tar": "tar",
    ".warc": "warc",
    ".wet": "warc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
_IN_ONE = {".tgz": ".tar.gz", ".tbz": ".tar.bz2", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
_NEED_PLACES = {"zip", "parquet"}
"""Forms that are read from their ends: they cannot be unpacked on the way."""
_OWN_OF_WARC = {".gz", ".zst"}
"""Packings that are unpacked record by record, so that a broken one costs no other."""


class Form(NamedTuple):
    """How the pages in a file are to be had."""

    container: str | None = None
    """One of CONTAINERS; None for a page."""
    packing: str | None = None
    """One of PACKINGS; None where it is not packed."""

    @property
    def is_numbered(self) -> bool:
        """Whether its pages have no names but numbers."""
        return self.container not in {None, "zip", "tar"}


def form_of(name: str, kind: str = "auto") -> Form:
    """The form of a file, by its name and by what it was said to be; forms of single pages leave records unopened."""
    # No ending has more than two parts, and a folder's many names have few of them.
    return _form_of(".".join(["", *name.lower().rsplit(".", 2)[1:]]), kind)


@lru_cache(maxsize=1024)
def _form_of(ending: str, kind: str) -> Form:
    for short, long in _IN_ONE.items():
        if ending.endswith(short):
            ending = ending.removesuffix(short) + long
    packing = next((packed for packed in PACKINGS if ending.endswith(packed)), None)
    inner = ending.removesuffix(packing) if packing else ending
    if kind in KINDS:
        return Form(KINDS[kind], packing)
    container = next((form for known, form in _ENDINGS.items() if inner.endswith(known)), None)
    if kind != "auto" and container in KINDS.values():
        container = None
    return Form(container, packing)


def is_packed_or_container(name: str) -> bool:
    """Whether a name is that of a file which holds pages that cannot be read as they stand."""
    return form_of(name) != Form()


def bare(name: str) -> str:
    """The name of a packed page without what its packing added: `a.html.gz` → `a.html`."""
    form = form_of(name)
    return name[: -len(form.packing)] if form.packing and form.container is None else name


def members(stream: IO[bytes], form: Form, column: str | None = None) -> Iterator[Member]:
    """The pages in a container, in its order, to be read while the iteration stands at them.

    `column` is the column of a table, or the key of a record, that holds the page; without it, it is found.
    Raises InputError, perhaps after some pages, where the container cannot be read any further.
    """
    if form.container is None:
        raise ValueError("a single page has no members")
    if form.packing and form.container in _NEED_PLACES:
        raise UnreadableInput(f"cannot be read while it is packed; unpack it first ({PACKINGS[form.packing]})")
    module, name = CONTAINERS[form.container].split(":")
    go_through = cast("Callable[[IO[bytes], str | None], Iterator[Member]]", getattr(import_module(module), name))
    packing = None if form.container == "warc" and form.packing in _OWN_OF_WARC else form.packing
    yield from go_through(unpacked(stream, packing), column)


def page(stream: IO[bytes], form: Form) -> Content:
    """The page in a packed file. Raises InputError."""
    return Content(whole(unpacked(stream, form.packing)))
