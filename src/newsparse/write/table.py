"""Articles as rows of a table: which of their fields become columns, and how a row becomes the record again."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from newsparse.write.json import dumps
from newsparse.write.text import encodable

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = tuple(
    "title lede body date modified source agency authors language url is_article evidence warnings input blocks".split()
)
"""The fields of an article's record that are columns, in the record's order; `blocks` where it was asked for."""

OTHERS = "others"
"""The column of what else a record holds, the caller's `id` and such, as one JSON object."""

STRANGE = "was not written by newsparse; name another file, or remove it"
"""What is said of a file that stands where the table would."""

_FIRST = "id"


def record_of(line: bytes) -> dict[str, Any]:
    """The record in a line of JSON."""
    record: dict[str, Any] = json.loads(line)
    return record


def line_of(columns: Mapping[str, Any], others: str | None) -> bytes:
    """The line again, byte for byte, from the values of the columns and of `others`."""
    rest = json.loads(others) if others else {}
    first = {_FIRST: rest.pop(_FIRST)} if _FIRST in rest else {}
    return dumps({**first, **columns, **rest}).encode() + b"\n"


def fitting(line: bytes) -> bytes:
    """The line as a table can hold it: U+FFFD for each lone surrogate, which UTF-8 has no bytes for."""
    if rb"\ud" not in line:
        return line
    text = encodable(json.dumps(record_of(line), ensure_ascii=False))
    return dumps(json.loads(text)).encode() + b"\n"


def others_of(record: Mapping[str, Any]) -> str | None:
    """What is in no column, as JSON; None where that is nothing."""
    rest = {key: value for key, value in record.items() if key not in COLUMNS}
    return dumps(rest) if rest else None


def cluster_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an article's cluster of near-duplicates, null where it has none; `others` has it, too."""
    cluster = record.get("cluster") or {}
    return {"cluster": cluster.get("id"), "share": cluster.get("share")}


def day_of(moment: str | None) -> date | None:
    """The day of an ISO 8601 date; None where only the month or the year is known."""
    try:
        return date.fromisoformat(moment[:10]) if moment and len(moment) >= 10 else None
    except ValueError:
        return None
