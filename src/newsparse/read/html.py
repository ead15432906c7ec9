"""HTML → blocks, in one walk over lxml's tree, which is read and never changed.

A block ends wherever a browser would start a new line. Elements nobody sees (scripts, templates, hidden parts, form
fields) are no blocks; what is visible but no story (menus, footers) is, for the labeller to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from newsparse.article import Block, Page, Shape
from newsparse.read.metadata import claims_of
from newsparse.read.nesting import shallow

INVISIBLE = frozenset(
    "script style noscript template head svg math iframe frame object embed applet canvas audio video map area "
    "select datalist textarea input meta link base source track".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr img picture html".split()
)
BOLD = frozenset(("b", "strong"))
SHAPES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Shape.HEADING),
    "p": Shape.PARAGRAPH,
    "li": Shape.LIST_ITEM,
    "dd": Shape.LIST_ITEM,
    "dt": Shape.LIST_ITEM,
    "blockquote": Shape.QUOTE,
    "figcaption": Shape.CAPTION,
    "caption": Shape.CAPTION,
    "td": Shape.TABLE,
    "th": Shape.TABLE,
    "tr": Shape.TABLE,
    "pre": Shape.CODE,
}
KEEPS_SHAPE = frozenset((Shape.HEADING, Shape.QUOTE, Shape.CAPTION, Shape.CODE))
"""Shapes that hold for all that stands inside them: a paragraph in a quote is a quote."""
LISTS = frozenset(("ul", "ol", "dl", "menu"))
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
PATH_ATTRIBUTES = frozenset(("class", "id", "role", "itemprop"))
MAX_PATH = 48
"""Deeper ancestors say nothing more; a bound keeps hostile nesting linear."""
BREAK = "\x1e"
"""Stands for `<br>` while a block's text is gathered, apart from the source's own line ends."""
LITTLE = 1000
"""Characters of visible text below which a page may hide its story for a script to show."""
MAX_ROW = 80
"""Elements looked at to tell a table row from a layout row."""


class _Place:
    """Where the walk stands: what a block that ends here would be."""

    def __init__(
        self, shape: Shape, level: int, depth: int, path: tuple[str, ...], verbatim: bool = False, row: bool = False
    ) -> None:
        self.shape = shape
        self.level = level
        self.depth = depth
        self.path = path
        self.verbatim = verbatim
        self.row = row


class _Builder:
    """Gathers text until a block ends."""

    def __init__(self, reveals: bool) -> None:
        self.reveals = reveals
        """Whether hidden elements count as seen."""
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.linked = self.links = self.bold = self.bolds = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        if self.links:
            self.linked += _solid(text)
        if self.bolds:
            self.bold += _solid(text)

    def break_line(self, place: _Place) -> None:
        """A `<br>`: a line break in the block; two in a row are how old pages write paragraphs."""
        while self.parts and self.parts[-1].isspace() and self.parts[-1] != BREAK:
            self.parts.pop()
        if self.parts and self.parts[-1] == BREAK:
            self.end_block(place)
        elif self.parts:
            self.parts.append(BREAK)

    def end_block(self, place: _Place) -> None:
        raw = "".join(self.parts)
        text = _verbatim(raw) if place.verbatim else _folded(raw)
        if text:
            solid = _solid(text)
            share = round(min(1.0, self.linked / solid), 3) if self.linked else 0.0
            strong = self.bold >= 0.9 * solid
            self.blocks.append(Block(text, place.shape, None, place.level, 0, share, strong, place.path))
        self.parts.clear()
        self.linked = self.bold = 0


def read_html(text: str) -> Page:
    """The page of an HTML text: visible blocks in document order, and what its head and mark-up claim."""
    root = parse(text)
    if root is None:
        return Page("html", ())
    return Page("html", tuple(_seen(root)), claims_of(root))


def parse(text: str) -> etree._Element | None:
    """lxml's tree of a text, or None where there is no element in it."""
    markup = text.replace("\0", "")
    root, whole = _parsed(markup)
    return root if whole else _parsed(shallow(markup, INLINE))[0]


def _parsed(markup: str) -> tuple[etree._Element | None, bool]:
    """lxml's tree, and whether all of the mark-up is in it."""
    # Not lxml.html's parser, whose elements are Python's and take twice as long to walk over.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    return root, not _gave_up(parser)


def _gave_up(parser: etree.HTMLParser) -> bool:
    """Whether the parser stopped before the end, as libxml2 does on nesting that is too deep."""
    error = parser.error_log.last_error
    return error is not None and error.level == etree.ErrorLevels.FATAL


def _seen(root: etree._Element) -> list[Block]:
    """The blocks that a reader sees: those that are not hidden, unless next to nothing is left.

    Pages that are streamed or built by script hold their text in hidden elements, for the script to show.
    """
    blocks = blocks_of(root)
    seen = sum(len(block.text) for block in blocks)
    if seen >= LITTLE:
        return blocks
    revealed = blocks_of(root, revealed=True)
    return revealed if sum(len(block.text) for block in revealed) >= LITTLE + 2 * seen else blocks


def blocks_of(root: etree._Element, *, revealed: bool = False) -> list[Block]:
    """Every visible block below an element, in document order; with `revealed` the hidden ones too."""
    builder = _Builder(revealed)
    places = [_Place(Shape.LINE, 0, 0, ())]
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in walk:
        if event == "start":
            if skipped is None:
                if _enter(element, builder, places):
                    continue
                skipped = element
            walk.skip_subtree()
            continue
        if skipped is element:
            skipped = None
        elif skipped is None:
            _leave(element, builder, places)
        text = element.tail
        if text and element is not root:
            builder.add(text)
    builder.end_block(places[0])
    return builder.blocks


def _enter(element: etree._Element, builder: _Builder, places: list[_Place]) -> bool:
    """Takes an element in; False where nothing of it is visible."""
    tag = str(element.tag)
    if tag in INVISIBLE:
        return False
    attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment] # bytes only in trees not parsed
    if attributes and not builder.reveals and _hidden(attributes):
        return False
    if tag in INLINE:
        if tag == "a":
            builder.links += 1
        elif tag in BOLD:
            builder.bolds += 1
    elif tag == "br":
        builder.break_line(places[-1])
        return True
    else:
        _open_block(element, tag, attributes, builder, places)
    text = element.text
    if text:
        builder.add(text)
    return True


def _open_block(
    element: etree._Element,
    tag: str,
    attributes: list[tuple[str, str]],
    builder: _Builder,
    places: list[_Place],
) -> None:
    place = places[-1]
    if place.row and tag in ("td", "th"):
        if builder.parts:
            builder.add(" | ")
        places.append(place)
    else:
        if builder.parts:
            builder.end_block(place)
        places.append(_inside(place, element, tag, attributes))


def _leave(element: etree._Element, builder: _Builder, places: list[_Place]) -> None:
    tag = str(element.tag)
    if tag == "a":
        builder.links -= 1
    elif tag in BOLD:
        builder.bolds -= 1
    elif tag not in INLINE and tag != "br":
        place = places.pop()
        if builder.parts and not (place.row and place is places[-1]):
            builder.end_block(place)


def _inside(place: _Place, element: etree._Element, tag: str, attributes: list[tuple[str, str]]) -> _Place:
    shape, level = place.shape, place.level
    depth = place.depth + (tag in LISTS)
    row = tag == "tr" and _is_data_row(element)
    if shape not in KEEPS_SHAPE:
        own = SHAPES.get(tag)
        if own is not None and (tag != "tr" or row) and not (own is Shape.PARAGRAPH and shape is Shape.LIST_ITEM):
            shape = own
            level = int(tag[1]) if own is Shape.HEADING else depth if own is Shape.LIST_ITEM else 0
        elif own is None and shape is not Shape.LIST_ITEM:
            shape, level = Shape.LINE, 0
    path = place.path
    if len(path) < MAX_PATH and tag != "html":
        words = [value for name, value in attributes if name in PATH_ATTRIBUTES]
        path = (*path, " ".join((tag, *words)) if words else tag)
    return _Place(shape, level, depth, path, place.verbatim or tag == "pre", row)


def _hidden(attributes: list[tuple[str, str]]) -> bool:
    for name, value in attributes:
        if name == "hidden" and value != "until-found":
            return True
        if name == "style" and "n" in value and HIDDEN_STYLE.search(value):
            return True
    return False


def _is_data_row(row: etree._Element) -> bool:
    """Whether a table row holds nothing but cells of running text: a row of a table, not of a page layout."""
    for count, element in enumerate(_below(row)):
        if count > MAX_ROW or (element.tag not in INLINE and element.tag not in ("td", "th", "br")):
            return False
    return True


def _below(element: etree._Element) -> Iterator[etree._Element]:
    below = element.iter("*")
    next(below, None)
    return below


def _solid(text: str) -> int:
    """Length without white space, cheaply enough for every piece of text of a page."""
    return len(text) - text.count(" ") - text.count("\n") - text.count("\t")


def _folded(raw: str) -> str:
    if BREAK not in raw:
        return " ".join(raw.split())
    return "\n".join(line for line in (" ".join(part.split()) for part in raw.split(BREAK)) if line)


def _verbatim(raw: str) -> str:
    return raw.replace(BREAK, "\n").strip("\n").rstrip()
