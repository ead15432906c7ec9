"""Tables with a page in each row: CSV and TSV here, and what all forms of tables share."""

from __future__ import annotations

import codecs
import csv
import io
from functools import partial
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from newsparse.errors import UnreadableInput
from newsparse.read.content import Content, Member, broken
from newsparse.read.packed import MOST_BYTES
from newsparse.read.records import CLAIMS, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HOLDERS = (*PAGES, "content", "body")
"""Columns that are taken for the page where none is named; of several the first that is not empty."""

_MARKS = (",", ";", "\t", "|")
_HEAD = 1 << 16


class Columns(NamedTuple):
    """The columns of a table that mean something here."""

    pages: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    """What a column says, and the column's name."""
    identity: str | None


def columns(names: Sequence[str], column: str | None) -> Columns:
    """Which columns hold what. Raises UnreadableInput where none can hold the page."""
    known = {name.strip().lower(): name for name in reversed(names)}
    if column is None:
        pages = tuple(known[name] for name in HOLDERS if name in known)
    else:
        pages = (column,) if column in names else ()
    if not pages:
        there = ", ".join(name[:40] for name in names[:12])
        asked = f"column {column!r}" if column else "column named text, html, markdown, content or body"
        raise UnreadableInput(f"has no {asked}; name one with --text-column: {there}")
    claims = tuple((name, known[name]) for name in CLAIMS if name in known)
    return Columns(pages, claims, known.get("id"))


def content(row: Mapping[str, Any], found: Columns) -> Content:
    """The page in a row. Raises UnreadableInput where it is empty."""
    for name in found.pages:
        value = row.get(name)
        if value:
            said = ((key, row.get(column)) for key, column in found.claims)
            claims = {key: _told(value) for key, value in said if value is not None and _told(value)}
            kind = name.strip().lower()
            data = value if isinstance(value, bytes | str) else str(value)
            return Content(data, kind if kind in PAGES else "auto", claims=claims, identity=_identity(row, found))
    raise UnreadableInput(f"has nothing in its column {found.pages[0]}")


def members(stream: IO[bytes], column: str | None) -> Iterator[Member]:
    """The pages in a table of text, named by the numbers of their rows; the first row holds the columns' names.

    Columns are parted by whichever of comma, semicolon, tab and `|` the first row has most of.
    """
    csv.field_size_limit(MOST_BYTES)
    text = _text(stream)
    try:
        yield from _rows(text, column)
    finally:
        text.detach()  # else it would close the stream when it goes


def _rows(text: io.TextIOWrapper, column: str | None) -> Iterator[Member]:
    first = text.readline(MOST_BYTES)
    if not first.strip():
        raise UnreadableInput("is empty; a table opens with the names of its columns")
    mark = max(_MARKS, key=first.count)
    (names,) = csv.reader([first.removeprefix("\ufeff")], delimiter=mark)
    found = columns(names, column)
    rows = csv.reader(iter(partial(text.readline, MOST_BYTES), ""), delimiter=mark)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except UnicodeError as error:
            raise UnreadableInput("is not in UTF-16, as its first bytes say; save it as UTF-8") from error
        except csv.Error as error:
            yield broken(str(number), UnreadableInput(f"is a broken row ({error}); mend or drop it"))
            continue
        if row:
            yield Member(str(number), partial(_row, names, row, found))


def _row(names: Sequence[str], row: Sequence[str], found: Columns) -> Content:
    if len(row) != len(names):
        raise UnreadableInput(f"has {len(row)} columns where the first row has {len(names)}; mend or drop it")
    page = content(dict(zip(names, row, strict=True)), found)
    claims = {key: _printable(value) for key, value in page.claims.items()}
    # As the bytes that they are, what is not UTF-8 can still be told by the page itself.
    data = cast("str", page.data).encode("utf-8", "surrogateescape")
    identity = {key: _printable(str(value)) for key, value in (page.identity or {}).items()}
    return Content(data, page.kind, claims=claims, identity=identity)


def _text(stream: IO[bytes]) -> io.TextIOWrapper:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    head = buffered.peek(4)[:4]
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return io.TextIOWrapper(buffered, "utf-16" if wide else "utf-8", "surrogateescape", newline="")


def _printable(value: str) -> str:
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _told(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    moment = getattr(value, "isoformat", None)
    return str(moment() if moment else value).strip()


def _identity(row: Mapping[str, Any], found: Columns) -> dict[str, Any]:
    value = row.get(found.identity) if found.identity else None
    if value is None:
        return {}
    return {"id": value if isinstance(value, str | int) else _told(value)}
