"""The story of a made-up page: standfirst, paragraphs, sub-headings, lists and quotes."""

from __future__ import annotations

from dataclasses import dataclass

from .prose import Writer
from .tree import Box, Leaf, Node

FORMS = ("news",) * 6 + ("brief",) * 2 + ("feature",) * 2 + ("interview", "list", "opinion", "live")
"""Sorts of story, as often as they come."""


@dataclass(frozen=True)
class Story:
    """What a desk would hand in."""

    form: str
    title: str
    standfirst: str | None
    body: tuple[Node, ...]


def write_story(writer: Writer) -> Story:
    form = writer.chance.choice(FORMS)
    parts = {"interview": interview, "list": listicle, "live": live}.get(form, report)(writer, _length(writer, form))
    return Story(form, writer.fill("headlines"), _standfirst(writer), tuple(parts))


def report(writer: Writer, length: int) -> list[Node]:
    """Paragraphs under a few sub-headings, with quotes and lists between them."""
    chance = writer.chance
    headed = length > 250 and chance.random() < 0.55
    parts: list[Node] = []
    size = since = 0
    while size < length or not parts:
        text = writer.paragraph(chance.randint(1, 2) if not parts else None)
        parts.append(Leaf("p", text, story=True))
        size += writer.tongue.size(text)
        since += 1
        if headed and since > 3 and chance.random() < 0.4 and size < length - 40:
            parts.append(Leaf("h2", writer.fill("subheads"), story=True))
            since = 0
        elif chance.random() < 0.05:
            parts.append(items(writer))
        elif chance.random() < 0.04:
            parts.append(Box("quotation", (Leaf("q", writer.sentence("quotations"), story=True),)))
    return parts


def interview(writer: Writer, length: int) -> list[Node]:
    """Questions and answers."""
    parts: list[Node] = [Leaf("p", writer.paragraph(2), story=True)]
    size = 0
    while size < length:
        parts.append(Leaf("question", writer.sentence("questions"), story=True))
        for _ in range(writer.chance.choice([1, 1, 2])):
            text = writer.tongue.space.join(_answer(writer) for _ in range(writer.chance.randint(1, 4)))
            parts.append(Leaf("p", text, story=True))
            size += writer.tongue.size(text)
    return parts


def _answer(writer: Writer) -> str:
    return writer.sentence("statements" if writer.chance.random() < 0.5 else "scenes")


def listicle(writer: Writer, length: int) -> list[Node]:
    """Numbered sub-headings with a little text under each."""
    parts: list[Node] = [Leaf("p", writer.paragraph(), story=True)]
    size = number = 0
    while size < length:
        number += 1
        parts.append(Leaf("h2", f"{number}. {writer.fill('items')}", story=True))
        for _ in range(writer.chance.choice([1, 1, 2, 3])):
            text = writer.paragraph()
            parts.append(Leaf("p", text, story=True))
            size += writer.tongue.size(text)
    return parts


def live(writer: Writer, length: int) -> list[Node]:
    """Entries of a live ticker, each under its time."""
    parts: list[Node] = []
    size = 0
    while size < length:
        parts.append(Leaf("date", f"{writer.chance.randint(6, 23):02}:{writer.chance.randint(0, 59):02}"))
        if writer.chance.random() < 0.4:
            parts.append(Leaf("h2", writer.fill("headlines"), story=True))
        for _ in range(writer.chance.choice([1, 1, 2])):
            text = writer.paragraph()
            parts.append(Leaf("p", text, story=True))
            size += writer.tongue.size(text)
    return parts


def items(writer: Writer) -> Node:
    count = writer.chance.randint(2, 5)
    return Box("list", tuple(Leaf("li", writer.fill("items"), story=True) for _ in range(count)))


def _length(writer: Writer, form: str) -> int:
    """How many words the story shall have."""
    low, high = {"brief": (60, 180), "feature": (600, 1400), "opinion": (350, 900)}.get(form, (150, 650))
    return writer.chance.randint(low, high)


def _standfirst(writer: Writer) -> str | None:
    if writer.chance.random() < 0.45:
        return None
    return writer.tongue.space.join(writer.sentence("statements") for _ in range(writer.chance.choice([1, 1, 2])))
