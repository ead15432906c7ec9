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
from newsparse.cli.settings import KINDS
from newsparse.cli.work import Problem, Work
from newsparse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.cli.settings import Settings
    from newsparse.read.archive import Form
    from newsparse.read.content import Content, Member

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
    except InputError as error:
        yield Problem(label, str(error), error)
    except ValueError as error:
        yield Problem(label, "no file can have that name; add -0 where names are parted by NUL", error)


def _read(stream: IO[bytes], label: str, name: str | None, settings: Settings) -> Iterator[Work | Problem]:
    from newsparse.read.archive import Form, form_of, members, page

    form = form_of(name or "", settings.kind)
    if form.container is not None:
        yield from _each(members(stream, form, settings.text_column), form, label, name, settings)
    elif form.packing is not None:
        yield _work(page(stream, form), label, name, settings)
    else:
        first = stream.readline()
        if settings.kind == "auto" and _may_be_record(first):
            from newsparse.read.records import is_record
            from newsparse.read.records import members as records

            if is_record(first):
                yield from _each(records(stream, settings.text_column, first), Form("jsonl"), label, name, settings)
                return
        yield Work(label=label, name=name, data=first + stream.read(), kind=settings.kind)


def _may_be_record(line: bytes) -> bool:
    return line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


_NUMBERED = {"jsonl": "line", "csv": "row", "parquet": "row", "warc": "record"}


def _each(
    members: Iterable[Member], form: Form, label: str, name: str | None, settings: Settings
) -> Iterator[Work | Problem]:
    """A page per member, in order; a broken one is a Problem in its place."""
    for member in members:
        if form.container in _NUMBERED:
            called, named = f"{label}, {_NUMBERED[form.container]} {member.name}", f"{name}:{member.name}"
        else:
            called, named = f"{label}/{member.name}", f"{name}/{member.name}"
        try:
            content = member.load()
        except InputError as error:
            yield Problem(called, str(error), error)
        else:
            work = _work(content, called, named if name else None, settings)
            yield work._replace(identity=content.identity or {})


def _work(content: Content, label: str, name: str | None, settings: Settings) -> Work:
    kind = settings.kind if content.kind == "auto" else content.kind
    return Work(
        label=label,
        name=name,
        data=content.data,
        kind=kind if kind in KINDS else "auto",
        encoding=content.encoding,
        claims=content.claims,
    )


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
