"""The text dumps of a page as common tools make them: `dump(html, mode)`.

The four library modes give the corpus's own dumps character for character; `innertext` walks the tree as a browser
renders it, without scripts and with only the simplest style rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol option optgroup p plaintext pre "
    "search section summary table tbody tfoot thead tr ul caption".split()
)
PARTED = frozenset(["p"])
"""Elements with a blank line around them, in a browser's `innerText`."""
UNSEEN = frozenset(
    "audio canvas datalist embed head iframe map meta noscript object param script select style svg template textarea "
    "title track video".split()
)
CELLS = frozenset(["td", "th"])
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
HIDING_RULE = re.compile(r"([^{}]{1,2000})\{[^{}]{0,2000}?display\s*:\s*none[^{}]{0,2000}\}", re.IGNORECASE)
SIMPLE = re.compile(r"[.#][\w-]+")
SPACE = re.compile(r"[ \t\n\r\f]+")

Piece = str | int
"""Text, or the number of line breaks that are wanted here at least."""


def dump(html: str, mode: str) -> str:
    """The page as the tool `mode` dumps it.

    Args:
        html: The page, decoded.
        mode: `bs4`, `html_text`, `inscriptis`, `html2text` or `innertext`.

    Raises:
        KeyError: the mode is none of these.
    """
    return DUMPS[mode](html)


def bs4(html: str) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "lxml").get_text("\n", strip=True)


def html_text(html: str) -> str:
    from html_text import extract_text

    return str(extract_text(html))


def inscriptis(html: str) -> str:
    from inscriptis import get_text  # type: ignore[import-untyped]

    return str(get_text(html))


def html2text(html: str) -> str:
    from html2text import HTML2Text

    tool = HTML2Text(bodywidth=0)
    tool.ignore_images = True
    return str(tool.handle(html))


def innertext(html: str) -> str:
    """The page's `innerText`, near enough: hidden elements skipped, blocks on their own lines."""
    if not html.strip():
        return ""
    root = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    body = root.find("body")
    return rendered(body if body is not None else root, hiding_words(root))


def rendered(element: HtmlElement, hidden: frozenset[str] = frozenset()) -> str:
    """The text of an element, as a browser would lay it out; `hidden` holds selectors of what it does not show."""
    lines: list[str] = []
    wanted = 0
    line = ""
    for piece in _pieces(element, hidden):
        if isinstance(piece, int):
            wanted = max(wanted, piece)
            continue
        if wanted and piece.strip(" "):
            lines.extend([line.rstrip(" "), *[""] * (wanted - 1)] if line.strip() or lines else [])
            line = ""
        if piece.strip(" ") or not wanted:
            wanted = 0
            if piece[0] in "\n\t":
                line = line.rstrip(" ")
            line += piece.lstrip(" ") if line.endswith((" ", "\n", "\t")) or not line else piece
    return "\n".join([*lines, line.rstrip(" ")]).strip()


def hiding_words(root: HtmlElement) -> frozenset[str]:
    """Classes and ids that the page's own style sheets hide whatever the screen, as `.class` and `#id`."""
    everywhere = (None, "", "all", "screen")
    sheets = ["".join(style.itertext()) for style in root.iter("style") if style.get("media") in everywhere]
    return frozenset(
        selector.strip()
        for sheet in sheets
        for rule in HIDING_RULE.finditer(_without_media(sheet))
        for selector in rule[1].split(",")
        if SIMPLE.fullmatch(selector.strip())
    )


def _without_media(sheet: str) -> str:
    """The rules of a style sheet that stand in no block such as `@media`."""
    kept: list[str] = []
    depth = start = 0
    for mark in re.finditer(r"[{}]", sheet):
        if mark[0] == "{":
            depth += 1
            continue
        depth = max(0, depth - 1)
        if depth == 0:
            rule = sheet[start : mark.end()]
            kept.extend([] if rule.lstrip().startswith("@") else [rule])
            start = mark.end()
    return "".join(kept)


def _pieces(root: HtmlElement, hidden: frozenset[str]) -> Iterator[Piece]:
    """Text and wanted breaks in reading order, without recursion: pages nest as deep as they like."""
    stack: list[tuple[HtmlElement | Piece, bool]] = [(root, False)]
    while stack:
        node, verbatim = stack.pop()
        if isinstance(node, (str, int)):
            yield node
            continue
        if not isinstance(node.tag, str) or _unseen(node, hidden):
            continue
        verbatim = verbatim or node.tag == "pre"
        before, after = _breaks(node)
        yield from before
        inside: list[tuple[HtmlElement | Piece, bool]] = [(_text(node.text, verbatim), verbatim)]
        for child in node:
            inside += [(child, verbatim), (_text(child.tail, verbatim), verbatim)]
        inside += [(piece, verbatim) for piece in after]
        stack.extend(reversed([one for one in inside if one[0] != ""]))


def _breaks(node: HtmlElement) -> tuple[list[Piece], list[Piece]]:
    """What stands before and after an element's own text."""
    tag = node.tag
    if tag == "br":
        return ["\n"], []
    if tag in CELLS:
        following = node.getnext()
        return [], ["\t"] if following is not None and following.tag in CELLS else []
    if tag in PARTED:
        return [2], [2]
    return ([1], [1]) if tag in BLOCKS else ([], [])


def _text(text: str | None, verbatim: bool) -> str:
    return (text or "") if verbatim else SPACE.sub(" ", text or "")


def _unseen(node: HtmlElement, hidden: frozenset[str]) -> bool:
    if node.tag in UNSEEN or node.get("hidden") is not None or HIDDEN_STYLE.search(node.get("style") or ""):
        return True
    if not hidden:
        return False
    words = [f".{word}" for word in (node.get("class") or "").split()]
    return f"#{node.get('id')}" in hidden or not hidden.isdisjoint(words)


DUMPS: dict[str, Callable[[str], str]] = {
    "bs4": bs4,
    "html_text": html_text,
    "inscriptis": inscriptis,
    "html2text": html2text,
    "innertext": innertext,
}
