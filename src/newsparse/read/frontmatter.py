"""What stands above a Markdown text about it: YAML front matter, or the header that reading services write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsparse.read.claims import claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsparse.article import Claim

_LONGEST = 65_536
_FENCE = re.compile(r"\s{0,99}---[ \t]{0,99}\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]{0,99}$", re.MULTILINE)
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_ENTRY = re.compile(r"([A-Za-z][\w .-]{0,60}):(?: +(.*))?")
# A title with a colon in it, without quotes, is no YAML, and yet what most people write.
_UNQUOTED_COLON = re.compile(r"^([A-Za-z][\w-]{0,60}): +([^\s\"'\[{|>&*!%@`#][^\n]*:(?: [^\n]*)?)$", re.MULTILINE)

# Each open bracket costs the parser time at every later mark.
_MOST_BRACKETS = 500
_DEEPEST = 3
_ENVELOPE = frozenset(["StreamStartEvent", "DocumentStartEvent"])
_STARTS = frozenset(["MappingStartEvent", "SequenceStartEvent"])
_ENDS = frozenset(["MappingEndEvent", "SequenceEndEvent"])

_HEADER_START = re.compile(r"\s{0,99}Title:")
_HEADER_END = "Markdown Content:"
_HEADER_LONGEST = 20_000

_FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "pubdate": "date",
    "publishdate": "date",
    "publishedat": "date",
    "publishedtime": "date",
    "publicationdate": "date",
    "datepublished": "date",
    "updated": "modified",
    "updatedat": "modified",
    "modified": "modified",
    "lastmod": "modified",
    "lastmodified": "modified",
    "datemodified": "modified",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "source": "source",
    "site": "source",
    "sitename": "source",
    "publisher": "source",
    "publication": "source",
    "url": "url",
    "canonical": "url",
    "canonicalurl": "url",
    "link": "url",
    "sourceurl": "url",
    "urlsource": "url",
    "language": "language",
    "lang": "language",
    "locale": "language",
    "description": "lede",
    "summary": "lede",
    "excerpt": "lede",
    "lede": "lede",
    "standfirst": "lede",
    "subtitle": "lede",
}

Values = dict[str, str | list[str]]


def claims_above(text: str) -> tuple[tuple[Claim, ...], int]:
    """The claims that stand above a text, and how many of its lines they take: 0 where there are none."""
    mapping, lines = front_matter(text)
    if lines:
        return claims(mapping), lines
    mapping, lines = header(text)
    return claims(mapping, "header"), lines


def opens_with_claims(text: str) -> bool:
    """Whether front matter or a header stands above a text, without looking into it."""
    start = text[:200]
    if _FENCE.match(start):
        return front_matter(text)[1] > 0
    return _HEADER_START.match(start) is not None and header(text)[1] > 0


def front_matter(text: str) -> tuple[Values, int]:
    """The YAML mapping between `---` and `---` at the top of a text, and the number of lines it takes with its fences.

    Values are as they were written, a date is no object; what is nested deeper than a list is left out, but for the
    `name` of authors. `({}, 0)` where there is none, or it is broken, or longer than 64 KB.
    """
    start = _FENCE.match(text)
    end = _END.search(text, start.end(), start.end() + _LONGEST) if start else None
    if not start or not end:
        return {}, 0
    source = text[start.end() : end.start()].translate(_CONTROLS)
    mapping = _parsed(source) or _parsed(_UNQUOTED_COLON.sub(_quoted, source))
    return (mapping, text.count("\n", 0, end.end()) + 1) if mapping else ({}, 0)


def header(text: str) -> tuple[Values, int]:
    """The lines `Title: …`, `URL Source: …` and so on above `Markdown Content:`, and the number of lines they take."""
    if not _HEADER_START.match(text[:200]):
        return {}, 0
    mapping: Values = {}
    for number, line in enumerate(text[:_HEADER_LONGEST].split("\n"), 1):
        if line.rstrip() == _HEADER_END:
            return (mapping, number) if "URL Source" in mapping else ({}, 0)
        entry = _ENTRY.fullmatch(line.strip())
        if entry:
            mapping.setdefault(entry.group(1), entry.group(2) or "")
    return {}, 0


def claims(mapping: Mapping[str, str | list[str]], origin: str = "front matter") -> tuple[Claim, ...]:
    """The claims that these values make, in their order; one for each author."""
    made = (claim(field, value, origin) for field, value in _said(mapping))
    return tuple(one for one in made if one)


def _said(mapping: Mapping[str, str | list[str]]) -> Iterator[tuple[str, str]]:
    for key, value in mapping.items():
        field = _FIELDS.get(re.sub(r"[\s_.-]", "", key).lower())
        values = value if isinstance(value, list) else [value]
        if field == "author":
            # A semicolon is no part of any name; commas and words between names are for whoever knows the language.
            values = [name for names in values for name in names.split(";")]
        if field:
            yield from ((field, one) for one in (values if field == "author" else values[:1]))


def _quoted(entry: re.Match[str]) -> str:
    value = entry.group(2).replace("'", "''")
    return f"{entry.group(1)}: '{value}'"


def _parsed(source: str) -> Values:
    import yaml

    if source.count("[") + source.count("{") > _MOST_BRACKETS:
        return {}
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        events = yaml.parse(source, Loader=loader)
        top = _node(events, {}, _first_node(events), 0)
    except yaml.YAMLError:
        return {}
    return _flat(top) if isinstance(top, dict) else {}


def _first_node(events: Iterator[Any]) -> Any:
    return next(event for event in events if type(event).__name__ not in _ENVELOPE)


def _node(events: Iterator[Any], anchors: dict[str, str], event: Any, depth: int) -> Any:
    """The value that starts with an event: a string, a list, a mapping, or None below the depth that is of interest.

    Events are read one by one: deep nesting is skipped, and aliases stand for strings alone, so nothing can explode.
    """
    kind = type(event).__name__
    if kind == "AliasEvent":
        return anchors.get(event.anchor)
    if kind == "ScalarEvent":
        if event.anchor:
            anchors[event.anchor] = event.value
        return event.value
    if kind not in _STARTS:
        return None
    if depth > _DEEPEST:
        _skip(events)
        return None
    nodes = []
    while type(inner := next(events)).__name__ not in _ENDS:
        nodes.append(_node(events, anchors, inner, depth + 1))
    if kind == "SequenceStartEvent":
        return nodes
    return {key: value for key, value in zip(nodes[::2], nodes[1::2], strict=True) if isinstance(key, str)}


def _skip(events: Iterator[Any]) -> None:
    depth = 1
    while depth:
        kind = type(next(events)).__name__
        depth += (kind in _STARTS) - (kind in _ENDS)


def _flat(mapping: Mapping[str, Any]) -> Values:
    flat: Values = {}
    for key, value in mapping.items():
        values = value if isinstance(value, list) else [value]
        texts = [text for text in map(_text, values) if text is not None]
        if isinstance(value, list):
            flat[key] = texts
        elif texts:
            flat[key] = texts[0]
    return flat


def _text(value: Any) -> str | None:
    named = value.get("name") if isinstance(value, dict) else value
    return named if isinstance(named, str) else None
