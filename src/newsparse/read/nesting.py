"""Mark-up nested deeper than libxml2 goes, made shallow before it is parsed.

Beyond 2,048 open elements libxml2 gives up and drops the rest of the page, text and all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

DEEPEST = 1000
"""Elements that stay open at a time; half of what libxml2 takes, for it opens some by itself."""
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
COMMENT_END = re.compile(r"--!?>")
RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.I)
    for name in ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")
}
"""Elements whose content is no mark-up, and what ends them."""
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
SIBLINGS = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "option"))
"""Elements that the next of their name ends."""
APART = "<hr>"
"""Stands for a tag that was taken out, so that what it parted does not run together."""


def shallow(markup: str, inline: frozenset[str]) -> str:
    """The same text and tags, but for those that open more than DEEPEST elements at a time; in linear time.

    The tags of `inline` part no words where they are taken out.
    """
    return "".join(_Shallow(markup, inline).pieces())


class _Shallow:
    """One pass over the tags; every element that ends is closed, so that no parser sees more open than are counted."""

    def __init__(self, markup: str, inline: frozenset[str]) -> None:
        self._markup = markup
        self._inline = inline
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()

    def pieces(self) -> Iterator[str]:
        markup, position = self._markup, 0
        while (start := markup.find("<", position)) >= 0:
            yield markup[position:start]
            tag = TAG.match(markup, start)
            if tag is None:
                position = self._beyond_comment(start) if markup.startswith("<!--", start) else start + 1
                yield markup[start:position]
                continue
            position = self._beyond(markup.find(">", tag.end()))
            whole, name = markup[start:position], tag.group(2).lower()
            if name in RAW and not tag.group(1):
                end = RAW[name].search(markup, position)
                position = end.start() if end else len(markup)
                yield markup[start:position]
            elif name in VOID or name in RAW:
                yield whole
            else:
                yield from self._ended(name) if tag.group(1) else self._opened(name, whole)
        yield markup[position:]

    def _beyond(self, place: int) -> int:
        return place + 1 if place >= 0 else len(self._markup)

    def _beyond_comment(self, start: int) -> int:
        end = COMMENT_END.search(self._markup, start + 2)
        return end.end() if end else len(self._markup)

    def _opened(self, name: str, whole: str) -> Iterator[str]:
        if name in SIBLINGS and self._open and self._open[-1] == name:
            yield from self._ended(name)
        if len(self._open) >= DEEPEST:
            yield self._taken_out(name)
            return
        self._open.append(name)
        self._counts[name] += 1
        yield whole

    def _ended(self, name: str) -> Iterator[str]:
        if not self._counts[name]:
            yield self._taken_out(name)
            return
        while True:
            last = self._open.pop()
            self._counts[last] -= 1
            yield f"</{last}>"
            if last == name:
                return

    def _taken_out(self, name: str) -> str:
        return "" if name in self._inline else APART
