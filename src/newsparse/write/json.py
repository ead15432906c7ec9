"""Articles as JSON: their fields in the fixed order, derived from the dataclasses and never listed here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import Field, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsparse.article import Article

OPTIONAL = frozenset({"blocks", "ambiguous"})
"""Keys that may be absent: blocks come on request, and a date with one reading has no second to name."""

DIGITS = 4
"""Decimals of scores and confidences: enough to tell them apart, and the same on every machine."""

# JSON lets these stand as they are, yet they steer terminals, split lines for some readers or cannot be encoded:
# delete and C1 controls, line and paragraph separators, bidirectional overrides and isolates, lone surrogates.
_UNSAFE = "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def as_dict(article: Article, *, blocks: bool = False) -> dict[str, Any]:
    """The article as JSON types, fields in their fixed order; `blocks` adds every block of the input."""
    record: dict[str, Any] = _plain(article if blocks else replace(article, blocks=()))
    if not blocks:
        record.pop("blocks", None)
    return record


def as_json(article: Article, *, blocks: bool = False, indent: int | None = None) -> str:
    """The article as one JSON object, without a line end; one line unless `indent` is given."""
    return dumps(as_dict(article, blocks=blocks), indent=indent)


def dumps(record: Mapping[str, Any], *, indent: int | None = None) -> str:
    """A record as JSON in readable Unicode; what could steer a terminal or split a line is escaped."""
    text = json.dumps(record, ensure_ascii=False, indent=indent)
    return text if text.isprintable() else re.sub(_UNSAFE, _escaped, text)


def key(field: Field[Any]) -> str:
    """The name that a dataclass field has in JSON."""
    name: str = field.metadata.get("name", field.name)
    return name


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return _plain_fields(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, DIGITS)
    return str(value) if isinstance(value, str) else value


def _plain_fields(value: Any) -> dict[str, Any]:
    pairs = ((field, getattr(value, field.name)) for field in fields(value))
    return {key(field): _plain(item) for field, item in pairs if item is not None or field.name not in OPTIONAL}
