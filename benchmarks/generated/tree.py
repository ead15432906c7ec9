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
