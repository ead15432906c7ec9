"""The forms that a made-up page may come in: HTML, dumps of common tools, copies, and Markdown of services."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from dumps import dump

from .markdown import markdown
from .markup import STYLES, markup
from .tree import Box, Leaf, Node, without
from .words import Tongue

DUMPS = ("bs4", "html_text", "inscriptis", "html2text", "innertext")
SENTENCE = re.compile(r"(?:(?<=[.!?…؟۔।][»”\"’)])|(?<=[.!?…؟۔।]))\s+|(?<=[。！？])(?![」』”])|(?<=[。！？][」』”])")
UNBROKEN = re.compile("[「『（《“‘【〔]*(?:[!-~]+|.)[。、，！？；：」』）》”’】〕]*")
"""What no line is broken in, in scripts without spaces."""
HYPHENATED = frozenset("de el en es fr it nl pl pt ru sv tr uk".split())
WIDE_WITH_SPACES = frozenset(["ko"])
"""Languages with spaces whose letters are two columns wide."""
FURNITURE = frozenset(["header", "footer", "consent", "aside", "crumbs"])


@dataclass(frozen=True)
class Sheet:
    """A page before it takes a form."""

    tree: Box
    title: str
    tongue: Tongue
    chance: Random

    def html(self, tree: Box | None = None) -> str:
        return markup(tree or self.tree, self.title, self.tongue, self.chance.choice(STYLES), self.chance)


def dumped(mode: str) -> Callable[[Sheet], str]:
    return lambda sheet: dump(sheet.html(), mode)


def copied(sheet: Sheet) -> str:
    """Selected in a browser and pasted: texts of pictures among the lines, often without what stands around."""
    tree = sheet.tree if sheet.chance.random() < 0.4 else without(sheet.tree, FURNITURE)
    return dump(sheet.html(with_image_lines(tree)), "innertext")


def wet(sheet: Sheet) -> str:
    """As Common Crawl's WET files have it: the title, then each block on one line, no blank lines."""
    return "\n".join([sheet.title, *lines_of(dump(sheet.html(), "innertext"))]) + "\n"


def firecrawl(sheet: Sheet) -> str:
    return markdown(sheet.html(), numbered=False)


def jina(sheet: Sheet) -> str:
    address = f"https://www.{sheet.tongue.code}-news.example/{sheet.chance.randint(1, 10**6)}"
    body = markdown(sheet.html(), numbered=True)
    return f"Title: {sheet.title}\n\nURL Source: {address}\n\nMarkdown Content:\n{body}"


def wrapped(sheet: Sheet) -> str:
    """Hard line breaks as of a scan or an old mail, with words broken by hyphens in some."""
    wide = sheet.chance.randint(60, 80)
    broken = sheet.tongue.code in HYPHENATED and sheet.chance.random() < 0.5
    blocks = [folded(line, sheet.tongue, wide, broken) for line in lines_of(dump(sheet.html(), "innertext"))]
    return "\n\n".join(blocks) + "\n"


def phone(sheet: Sheet) -> str:
    """A phone's page: little around the story, invitations to the app, short lines in some."""
    words = sheet.tongue.lists["open_app"]
    tree = Box("page", (Leaf("button", sheet.chance.choice(words)), *without(sheet.tree, frozenset(["aside"])).items))
    text = dump(sheet.html(tree), "innertext")
    if sheet.chance.random() < 0.5:
        return text
    wide = sheet.chance.randint(34, 46)
    return "\n\n".join(folded(line, sheet.tongue, wide, False) for line in lines_of(text)) + "\n"


def sentences(sheet: Sheet) -> str:
    """Each sentence on a line of its own."""
    blocks = lines_of(dump(sheet.html(), "innertext"))
    between = sheet.chance.choice(["\n", "\n\n"])
    return between.join("\n".join(part for part in SENTENCE.split(block) if part) for block in blocks) + "\n"


def html(sheet: Sheet) -> str:
    return sheet.html()


SHAPES: dict[str, tuple[str, Callable[[Sheet], str]]] = {
    "html": ("html", html),
    **{mode: ("markdown" if mode == "html2text" else "text", dumped(mode)) for mode in DUMPS},
    "copied": ("text", copied),
    "wet": ("text", wet),
    "firecrawl": ("markdown", firecrawl),
    "jina": ("markdown", jina),
    "wrapped": ("text", wrapped),
    "phone": ("text", phone),
    "sentences": ("text", sentences),
}
"""For each form, the kind of input that it is, and what makes it."""


def lines_of(text: str) -> list[str]:
    """Lines that are not blank, white space folded."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def with_image_lines(node: Box) -> Box:
    """With the texts of pictures as lines."""
    return Box(node.role, tuple(_image_line(item) for item in node.items))


def _image_line(node: Node) -> Node:
    if isinstance(node, Box):
        return with_image_lines(node)
    return Leaf("alt", node.text) if node.role == "image" else node


def folded(line: str, tongue: Tongue, wide: int, broken: bool) -> str:
    """The line broken where it gets too wide."""
    if not tongue.space:
        return "\n".join(_cut(line, wide))
    if tongue.code in WIDE_WITH_SPACES:
        return _filled(line, wide)
    if not broken:
        return textwrap.fill(line, wide, break_long_words=False, break_on_hyphens=False)
    return _hyphenated(line, wide)


def _cut(line: str, wide: int) -> list[str]:
    """Rows of at most so many columns; brackets and stops stay with their neighbours, numbers in one piece."""
    rows = [""]
    room = wide
    for piece in UNBROKEN.findall(line):
        columns = width(piece)
        if columns > room and rows[-1]:
            rows.append("")
            room = wide
        rows[-1] += piece
        room -= columns
    return [row.strip() for row in rows]


def width(text: str) -> int:
    """Columns on a screen: two for letters of the far east."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)


def _filled(line: str, wide: int) -> str:
    """Rows of whole words, measured in columns."""
    rows = [""]
    for word in line.split(" "):
        if rows[-1] and width(rows[-1]) + 1 + width(word) > wide:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return "\n".join(rows)


def _hyphenated(line: str, wide: int) -> str:
    """Filled rows; a long word that does not fit is broken in its middle."""
    rows: list[str] = []
    row = ""
    for word in line.split(" "):
        room = wide - len(row) - 1
        if len(word) <= room or not row:
            row = f"{row} {word}" if row else word
        elif len(word) >= 9 and 5 <= room < len(word) - 3 and word.isalpha() and word.islower():
            rows.append(f"{row} {word[: room - 1]}-")
            row = word[room - 1 :]
        else:
            rows.append(row)
            row = word
    return "\n".join([*rows, row])
