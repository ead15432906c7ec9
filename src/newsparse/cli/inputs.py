"""From the names that were typed to the pages behind them, one at a time, in their order."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from newsparse.cli.messages import complain, shown
from newsparse.cli.records import is_record, pages_of
from newsparse.cli.work import Problem, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.cli.settings import Settings

STANDARD_INPUT = "standard input"

_CHUNK = 1 << 16
_NAMES_LOOKED_AT = 2000
"""A near-miss is looked for among so many names of a folder: enough for a person's folder, quick in a crawler's."""


def pages(settings: Settings) -> Iterator[Work | Problem]:
    """Every page behind the inputs, read when its turn comes; what cannot be read is a Problem in its place."""
    with _names(settings) as names:
        for name in names:
            _spare(name, settings.output)
            yield from _pages_behind(name, settings)


@contextlib.contextmanager
def _names(settings: Settings) -> Iterator[Iterable[str]]:
    """The typed names, then the listed ones as they come; a list that cannot be read is found before any page is."""
    if settings.files_from is None:
        yield settings.inputs or ("-",)
        return
    try:
        with _opened(settings.files_from) as stream:
            listed = (os.fsdecode(name) for name in _parted(stream, b"\0" if settings.null else b"\n") if name)
            yield chain(settings.inputs, listed)
    except OSError as error:
        raise click.UsageError(
            f"--files-from {settings.files_from}: {_unreadable(settings.files_from, error)}"
        ) from error


def _parted(stream: IO[bytes], mark: bytes) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read1(_CHUNK) if isinstance(stream, io.BufferedReader) else stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(mark)
        yield from whole
    yield rest


def _pages_behind(name: str, settings: Settings) -> Iterator[Work | Problem]:
    label = STANDARD_INPUT if name == "-" else name
    try:
        with _opened(name) as stream:
            yield from _read(stream, label, None if name == "-" else name, settings)
    except OSError as error:
        yield Problem(label, _unreadable(name, error), error)
    except ValueError as error:
        yield Problem(label, "no file can have that name; add -0 where names are parted by NUL", error)


def _read(stream: IO[bytes], label: str, name: str | None, settings: Settings) -> Iterator[Work | Problem]:
    first = stream.readline()
    if _are_records(first, label, settings.kind):
        yield from pages_of(chain([first], stream), label, name, settings)
    else:
        yield Work(label=label, name=name, data=first + stream.read(), kind=settings.kind)


def _are_records(first: bytes, label: str, kind: str) -> bool:
    return kind == "jsonl" or (kind == "auto" and (label.endswith((".jsonl", ".ndjson")) or is_record(first)))


@contextlib.contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    if name != "-":
        with Path(name).open("rb") as stream:
            yield stream
        return
    if sys.stdin is None:
        raise click.UsageError("standard input is closed; name a file")
    if sys.stdin.isatty():
        complain("reading what you type or paste; end it with Ctrl-D on a line of its own (Ctrl-C to give up)")
    yield sys.stdin.buffer


def _spare(name: str, output: str | None) -> None:
    if name == "-" or output is None:
        return
    with contextlib.suppress(OSError, ValueError):
        if Path(name).samefile(output):
            raise click.UsageError(f"--output would overwrite the input {shown(name)}; name another file")


def _unreadable(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _missing(Path(name))
    if isinstance(error, IsADirectoryError):
        return f"is a folder; to clean the files in it: newsparse batch {shown(name)} -o OUT"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    return f"cannot be read ({error.strerror or error})"


def _missing(path: Path) -> str:
    import difflib

    if path.is_symlink():
        return f"broken link to {shown(os.readlink(path))}; mend it or leave it out"  # noqa: PTH115 - as it is written
    if not path.parent.is_dir():
        return f"no such file, nor its folder {shown(str(path.parent))}; check the path"
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        names = sorted(entry.name for entry in islice(entries, _NAMES_LOOKED_AT))
        for near in difflib.get_close_matches(path.name, names, n=1, cutoff=0.75):
            return f"no such file; did you mean {shown(str(path.parent / near))}?"
    return "no such file; check the path"
