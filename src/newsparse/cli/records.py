"""JSON Lines in: one page per line, `{"id": …, "text" | "markdown" | "html": …, "url": …}`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsparse.cli.work import Problem, Work
from newsparse.write.text import encodable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from newsparse.cli.settings import Settings

PAGES = ("html", "markdown", "text")
"""Keys that hold a page, and its kind; of several the first is read, which says most."""

CLAIMS = ("url", "source", "language", "scraped_at")
"""Keys that say something of the page, over what the options say."""


class _BrokenRecord(Exception):  # noqa: N818 - it is the record that is broken
    """A line that is no record of a page; its text says why and what to do."""


def is_record(line: bytes) -> bool:
    """Whether a line is an object that holds a page."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        return _kind(_parsed(line)) in PAGES
    except _BrokenRecord:
        return False


def pages_of(lines: Iterable[bytes], label: str, name: str | None, settings: Settings) -> Iterator[Work | Problem]:
    """A page per line, in order; a broken line is a Problem in its place, a blank one is nothing."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _page(line, f"{label}, line {number}", f"{name}:{number}" if name else None)


def _page(line: bytes, label: str, name: str | None) -> Work | Problem:
    try:
        record = _parsed(line)
        kind = _kind(record)
        claims = dict(_claims(record))
    except _BrokenRecord as error:
        return Problem(label, str(error), error)
    identity = {"id": record["id"]} if "id" in record else {}
    return Work(label=label, name=name, data=encodable(record[kind]), kind=kind, claims=claims, identity=identity)


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.strip().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BrokenRecord("not UTF-8; JSON Lines are always in UTF-8") from error
    except json.JSONDecodeError as error:
        raise _BrokenRecord(f"broken JSON at column {error.colno} ({error.msg}); mend or drop the line") from error
    except (ValueError, RecursionError) as error:
        raise _BrokenRecord("JSON beyond all measure (too deep, or a number too long); drop the line") from error
    if not isinstance(record, dict):
        raise _BrokenRecord("no JSON object; a line holds one page as an object")
    return record


def _kind(record: Mapping[str, Any]) -> str:
    for key in PAGES:
        if isinstance(record.get(key), str):
            return key
    raise _BrokenRecord('no page; an object holds it under "text", "markdown" or "html"')


def _claims(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in CLAIMS:
        value = record.get(key)
        if not isinstance(value, str | None):
            raise _BrokenRecord(f'"{key}" is no string; write it as one or leave it out')
        if value and value.strip():
            yield key, encodable(value)
