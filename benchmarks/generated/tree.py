"""What a made-up page consists of, before it has any mark-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Leaf:
    """One line or paragraph of the page."""

    role: str
    """What it is: `p`, `h2`, `title`, `entry`, `button`, …"""
    text: str
    story: bool = False
    """Whether the gold has it."""
    linked: bool = False
    """Whether all of it is a link."""


@dataclass(frozen=True)
class Box:
    """A part of the page with parts of its own."""

    role: str
    items: tuple[Node, ...]


Node = Leaf | Box


def leaves(node: Node) -> Iterator[Leaf]:
    """All lines of a page in reading order."""
    if isinstance(node, Leaf):
        yield node
        return
    for item in node.items:
        yield from leaves(item)


def gold(node: Node) -> str:
    """The article: its lines joined by blank lines."""
    return "\n\n".join(leaf.text for leaf in leaves(node) if leaf.story)


def without(node: Box, roles: frozenset[str]) -> Box:
    """The page without the boxes and lines of some roles."""
    kept = tuple(item for item in node.items if item.role not in roles)
    return replace(node, items=tuple(without(item, roles) if isinstance(item, Box) else item for item in kept))


LABELS = {
    "p": "paragraph",
    "question": "paragraph",
    "h2": "heading",
    "li": "list item",
    "q": "quote",
    "title": "title",
    "standfirst": "standfirst",
    "byline": "byline",
    "date": "date",
    "caption": "caption",
    "alt": "caption",
    "credit": "credit",
    "bio": "credit",
    "correction": "correction",
    "note": "teaser",
    "headline": "teaser",
    "summary": "teaser",
    "pullquote": "pull quote",
    "post": "embedded",
    "pitch": "promotion",
    "remark": "comment",
    "legal": "legal",
}
"""What a line is, where its box says nothing; everything else is `interface`."""
BOX_LABELS = {
    "consent": "consent",
    "signup": "promotion",
    "advert": "promotion",
    "comments": "comment",
    "teasers": "teaser",
    "box": "teaser",
    "author": "credit",
    "embed": "embedded",
}
"""What all lines of a box are but its buttons."""


def labelled(node: Node, around: str | None = None) -> Iterator[tuple[str, str]]:
    """For each line of the page in reading order, its label and its text; pictures are no lines."""
    if isinstance(node, Leaf):
        if node.role != "image":
            yield _label(node, around), node.text
        return
    for item in node.items:
        yield from labelled(item, BOX_LABELS.get(node.role, around))


def _label(leaf: Leaf, around: str | None) -> str:
    if leaf.role == "button":
        return "interface"
    if leaf.role == "p" and not leaf.story:
        return "other story"
    return around or LABELS.get(leaf.role, "interface")
