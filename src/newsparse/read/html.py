"""HTML → blocks, in one walk over lxml's tree.

A block ends wherever a browser would start a new line. Elements nobody sees (scripts, templates, hidden parts, form
fields) are no blocks; what is visible but no story (menus, footers) is, for the labeller to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from newsparse.article import Block, Page, Shape
from newsparse.read.metadata import claims_of
from newsparse.read.nesting import shallow
from newsparse.read.streamed import SIGN, put_in_place

COMPILED = not __file__.endswith(".py")
INVISIBLE = frozenset(
    "script style noscript template head svg math iframe frame object embed applet canvas audio video map area "
    "select datalist textarea input meta link base source track".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr img picture html".split()
)
UNSEEN, WITHIN, LINKED, BOLD, BREAKS, APART = range(6)
ROLES = {
    **dict.fromkeys(INVISIBLE, UNSEEN),
    **dict.fromkeys(INLINE, WITHIN),
    **dict.fromkeys(("b", "strong"), BOLD),
    "a": LINKED,
    "br": BREAKS,
}
"""What an element does to the block that it stands in; one that is none of these is a block of its own, APART."""
LINE, PARAGRAPH, HEADING, LIST_ITEM = Shape.LINE, Shape.PARAGRAPH, Shape.HEADING, Shape.LIST_ITEM
SHAPES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
    "p": PARAGRAPH,
    "li": LIST_ITEM,
    "dd": LIST_ITEM,
    "dt": LIST_ITEM,
    "blockquote": Shape.QUOTE,
    "figcaption": Shape.CAPTION,
    "caption": Shape.CAPTION,
    "td": Shape.TABLE,
    "th": Shape.TABLE,
    "tr": Shape.TABLE,
    "pre": Shape.CODE,
}
KEEPS_SHAPE = frozenset((HEADING, Shape.QUOTE, Shape.CAPTION, Shape.CODE))
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
CLAIMED = 80
"""Letters and digits by which a block is met in the text that the page claims to be its story."""
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


class _Walk:
    """Goes over elements in document order, and gathers text until a block ends."""

    def __init__(self, reveals: bool) -> None:
        self.reveals = reveals
        """Whether hidden elements count as seen."""
        self.blocks: list[Block] = []
        self.open: list[etree._Element] = []
        """The elements that the walk is inside of."""
        self.roles: list[int] = []
        """What each of them is; all that is inside an unseen one is UNSEEN, too."""
        self.places = [_Place(LINE, 0, 0, ())]
        self.parts: list[str] = []
        self.linked = self.links = self.bold = self.bolds = 0

    def enter(self, element: etree._Element) -> None:
        """Takes in an element and the text before the first one inside it."""
        parent = element.getparent()
        while self.open and self.open[-1] is not parent:
            self.leave()
        role = UNSEEN if self.roles and self.roles[-1] == UNSEEN else self.role_of(element)
        self.open.append(element)
        self.roles.append(role)
        if role != UNSEEN:
            text = element.text
            if text:
                self.add(text)

    def role_of(self, element: etree._Element) -> int:
        """What an element is; what it does to the block that it opens in is done."""
        tag = str(element.tag)
        role = ROLES.get(tag, APART)
        if role == UNSEEN:
            return UNSEEN
        if role == APART:
            attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment] # bytes in trees not parsed
            if attributes and not self.reveals and _hidden(attributes):
                return UNSEEN
            self.open_block(element, tag, attributes)
            return APART
        if not self.reveals and _is_hidden(element.get("hidden"), element.get("style")):
            return UNSEEN
        if role == LINKED:
            self.links += 1
        elif role == BOLD:
            self.bolds += 1
        elif role == BREAKS:
            self.break_line(self.places[-1])
        return role

    def leave(self) -> None:
        """Goes out of the innermost element, and takes in the text behind it."""
        element, role = self.open.pop(), self.roles.pop()
        if role == LINKED:
            self.links -= 1
        elif role == BOLD:
            self.bolds -= 1
        elif role == APART:
            place = self.places.pop()
            if self.parts and not (place.row and place is self.places[-1]):
                self.end_block(place)
        if self.roles and self.roles[-1] != UNSEEN:
            text = element.tail
            if text:
                self.add(text)

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

    def open_block(self, element: etree._Element, tag: str, attributes: list[tuple[str, str]]) -> None:
        place = self.places[-1]
        if place.row and tag in ("td", "th"):
            if self.parts:
                self.add(" | ")
            self.places.append(place)
        else:
            if self.parts:
                self.end_block(place)
            self.places.append(_inside(place, element, tag, attributes))

    def end_block(self, place: _Place) -> None:
        raw = "".join(self.parts)
        text = _verbatim(raw) if place.verbatim else _folded(raw)
        if text:
            solid = _solid(text)
            share = 0.0 if not self.linked else 1.0 if self.linked >= solid else round(self.linked / solid, 3)
            strong = self.bold >= 0.9 * solid
            self.blocks.append(Block(text, place.shape, None, place.level, 0, share, strong, place.path))
        self.parts.clear()
        self.linked = self.bold = 0


def read_html(text: str) -> Page:
    """The page of an HTML text: visible blocks in document order, and what its head and mark-up claim."""
    page = _page_of(text)
    if page.blocks or (scripted := _without_noscripts(text)) == text:
        return page
    return _page_of(scripted)


def _page_of(text: str) -> Page:
    root = parse(text)
    if root is None:
        return Page("html", ())
    claims = claims_of(root)
    return Page("html", tuple(_seen(root, [claim.value for claim in claims if claim.field == "body"])), claims)


def _without_noscripts(text: str) -> str:
    """The text without what stands for readers without scripts.

    To libxml2 an element that is left open there holds the rest of the page, which is then passed over with it.
    """
    lower = text.lower() if text.isascii() else re.sub("[A-Z]+", lambda found: found[0].lower(), text)
    kept, end = [], 0
    while (start := lower.find(_NOSCRIPT, end)) >= 0 and (close := lower.find(f"</{_NOSCRIPT[1:]}", start)) >= 0:
        kept.append(text[end:start])
        end = lower.find(">", close) + 1 or len(text)
    return "".join(kept) + text[end:]


_NOSCRIPT = "<noscript"


def parse(text: str) -> etree._Element | None:
    """lxml's tree of a text, or None where there is no element in it."""
    markup = text.encode("utf-8", "replace").replace(b"\0", b"")
    root, whole = _parsed(markup)
    if not whole:
        root = _parsed(shallow(markup.decode("utf-8"), INLINE).encode("utf-8"))[0]
    if root is not None and SIGN in markup:
        put_in_place(root, markup)
    return root


def _parsed(markup: bytes) -> tuple[etree._Element | None, bool]:
    """lxml's tree, and whether all of the mark-up is in it."""
    # Not lxml.html's parser, whose elements are Python's and take twice as long to walk over.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        root = None
    return root, not _gave_up(parser)


def _gave_up(parser: etree.HTMLParser) -> bool:
    """Whether the parser stopped before the end, as libxml2 does on nesting that is too deep."""
    error = parser.error_log.last_error
    return error is not None and error.level == etree.ErrorLevels.FATAL


def _seen(root: etree._Element, bodies: Sequence[str]) -> list[Block]:
    """The blocks that a reader sees: those that are not hidden, unless the story is.

    Pages that are built by script hold their text in hidden elements, for the script to show, as pages do that wait for
    the reader to ask for more. Next to nothing is seen of them, or little of what they claim to be their story.
    """
    blocks = blocks_of(root)
    seen = sum(len(block.text) for block in blocks)
    if seen >= LITTLE and not any(_is_withheld(body, blocks) for body in bodies):
        return blocks
    revealed = blocks_of(root, revealed=True)
    more = sum(len(block.text) for block in revealed)
    return revealed if more >= LITTLE + (2 * seen if seen < LITTLE else seen) else blocks


def _is_withheld(body: str, blocks: Sequence[Block]) -> bool:
    """Whether less than half of a claimed story is among the blocks."""
    whole = _squeezed(body)
    if len(whole) < LITTLE:
        return False
    shown = (_squeezed(block.text) for block in blocks if len(block.text) >= CLAIMED)
    return 2 * sum(len(text) for text in shown if text[:CLAIMED] in whole) < len(whole)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def blocks_of(root: etree._Element, *, revealed: bool = False) -> list[Block]:
    """Every visible block below an element, in document order; with `revealed` the hidden ones too."""
    return _walked(root, revealed)


def _walked(root: etree._Element, reveals: bool) -> list[Block]:
    walk = _Walk(reveals)
    for element in root.iter("*"):
        walk.enter(element)
    while walk.open:
        walk.leave()
    walk.end_block(walk.places[0])
    return walk.blocks


def _inside(place: _Place, element: etree._Element, tag: str, attributes: list[tuple[str, str]]) -> _Place:
    shape, level = place.shape, place.level
    depth = place.depth + (tag in LISTS)
    row = tag == "tr" and _is_data_row(element)
    if shape not in KEEPS_SHAPE:
        own = SHAPES.get(tag)
        if own is not None and (tag != "tr" or row) and not (own is PARAGRAPH and shape is LIST_ITEM):
            shape = own
            level = int(tag[1]) if own is HEADING else depth if own is LIST_ITEM else 0
        elif own is None and shape is not LIST_ITEM:
            shape, level = LINE, 0
    path = place.path
    if len(path) < MAX_PATH and tag != "html":
        words = [value for name, value in attributes if name in PATH_ATTRIBUTES]
        path = (*path, " ".join((tag, *words)) if words else tag)
    return _Place(shape, level, depth, path, place.verbatim or tag == "pre", row)


def _hidden(attributes: list[tuple[str, str]]) -> bool:
    hidden = style = None
    for name, value in attributes:
        if name == "hidden":
            hidden = value
        elif name == "style":
            style = value
    return _is_hidden(hidden, style)


def _is_hidden(hidden: str | None, style: str | None) -> bool:
    """Whether these attributes hide an element, as far as one can tell without its style sheets."""
    if hidden is not None and hidden != "until-found":
        return True
    return style is not None and "n" in style and HIDDEN_STYLE.search(style) is not None


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
    if not COMPILED:
        return len(text) - text.count(" ") - text.count("\n") - text.count("\t")
    solid = 0
    for character in text:
        solid += character not in " \n\t"
    return solid


def _folded(raw: str) -> str:
    bare = raw.strip()
    # White space other than a blank does not count as printable: nothing is to be folded where all is.
    if bare.isprintable() and "  " not in bare:
        return bare
    if BREAK not in raw:
        return " ".join(raw.split())
    return "\n".join(line for line in (" ".join(part.split()) for part in raw.split(BREAK)) if line)


def _verbatim(raw: str) -> str:
    return raw.replace(BREAK, "\n").strip("\n").rstrip()
