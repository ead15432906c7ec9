"""JSON Lines: one page per line, `{"id": …, "text" | "markdown" | "html": …, "url": …}`."""

from __future__ import annotations

import json
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from newsparse.errors import UnreadableInput
from newsparse.read.content import Content, Member
from newsparse.read.packed import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGES = ("html", "markdown", "text")
"""Keys that hold a page, and its kind; of several the first is read, which says most."""

CLAIMS = ("url", "source", "language", "scraped_at")
"""Keys that say something of the page, over what the options say."""


def is_record(line: bytes) -> bool:
    """Whether a line is an object that holds a page."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        _page_of(_parsed(line), None)
    except UnreadableInput:
        return False
    return True


def members(stream: IO[bytes], column: str | None, first: bytes = b"") -> Iterator[Member]:
    """A page per line, named by its number; a broken line is a member that cannot be read, a blank one is nothing.

    `first` is the line that was read from the stream already.
    """
    for number, line in enumerate(_lines(stream, first), start=1):
        if line.strip():
            yield Member(str(number), partial(_content, line, column))


def only_record(data: bytes | str) -> Content | None:
    """The page in a file that is a record and nothing else; None where it is no record.

    Raises UnreadableInput where there are several.
    """
    if isinstance(data, str):
        return None
    first, _, rest = data.partition(b"\n")
    if not is_record(first):
        return None
    if rest.strip():
        raise UnreadableInput("holds a page per line; give it the ending .jsonl, or say --from jsonl")
    return _content(first, None)


def _lines(stream: IO[bytes], first: bytes) -> Iterator[bytes]:
    if first:
        yield first
    while line := stream.readline(MOST_BYTES + 1):
        yield line
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MOST_BYTES)


def _content(line: bytes, column: str | None) -> Content:
    record = _parsed(line)
    text, kind = _page_of(record, column)
    identity = {"id": record["id"]} if "id" in record else {}
    return Content(_encodable(text), kind, claims=dict(_claims(record)), identity=identity)


def _parsed(line: bytes) -> dict[str, Any]:
    if len(line) > MOST_BYTES:
        raise UnreadableInput(f"longer than {MOST_BYTES >> 20} MB, which no page is; drop the line")
    try:
        record = json.loads(line.strip().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableInput("not UTF-8; JSON Lines are always in UTF-8") from error
    except json.JSONDecodeError as error:
        raise UnreadableInput(f"broken JSON at column {error.colno} ({error.msg}); mend or drop the line") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInput("JSON beyond all measure (too deep, or a number too long); drop the line") from error
    if not isinstance(record, dict):
        raise UnreadableInput("no JSON object; a line holds one page as an object")
    return record


def _page_of(record: Mapping[str, Any], column: str | None) -> tuple[str, str]:
    for key in PAGES if column is None else (column,):
        if isinstance(record.get(key), str):
            return record[key], key if key in PAGES else "auto"
    if column is not None:
        raise UnreadableInput(f"no page; there is no text under {column!r}")
    raise UnreadableInput('no page; an object holds it under "text", "markdown" or "html"')


def _claims(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in CLAIMS:
        value = record.get(key)
        if not isinstance(value, str | None):
            raise UnreadableInput(f'"{key}" is no string; write it as one or leave it out')
        if value and value.strip():
            yield key, _encodable(value)


def _encodable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which JSON can write and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode() if _has_lone(text) else text


def _has_lone(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
