"""HTML → Markdown as services for language models give it: every picture and every link is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
ITEMS = ("* ", "- ")
INLINE = frozenset("a b br em font i img small span strong time".split())


@dataclass
class Sheet:
    """Markdown in the making."""

    numbered: bool
    """Pictures are counted in their texts, and first headings underlined."""
    blocks: list[str] = field(default_factory=list)
    line: str = ""
    images: int = 0

    def end(self, prefix: str = "") -> None:
        """Ends the block that is being written."""
        text = "\n".join(" ".join(line.split()) for line in self.line.split("\n")).strip()
        if text and prefix in ITEMS and self.blocks and self.blocks[-1].startswith(ITEMS):
            self.blocks[-1] += f"\n{prefix}{text}"
        elif text:
            self.blocks.append(prefix + text)
        self.line = ""


def markdown(html: str, *, numbered: bool) -> str:
    """All of the page's body."""
    body = lxml.html.document_fromstring(html).find("body")
    sheet = Sheet(numbered)
    if body is not None:
        _walk(body, sheet)
    sheet.end()
    return "\n\n".join(sheet.blocks) + "\n"


def _walk(element: HtmlElement, sheet: Sheet) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in ("script", "style"):
        return
    if tag not in INLINE:
        sheet.end()
    sheet.line += _opening(element, sheet) + (element.text or "").replace("\n", " ")
    for child in element:
        _walk(child, sheet)
        sheet.line += (child.tail or "").replace("\n", " ")
    sheet.line = sheet.line.rstrip(" ") + _closing(element) if _closing(element) else sheet.line
    if tag not in INLINE:
        _end(tag, sheet)


def _end(tag: str, sheet: Sheet) -> None:
    if tag == "h1" and sheet.numbered and sheet.line.strip():
        sheet.line = sheet.line.strip() + "\n" + "=" * 12
    sheet.end({"li": "* " if sheet.numbered else "- ", "blockquote": "> "}.get(tag, _heading(tag, sheet)))


def _heading(tag: str, sheet: Sheet) -> str:
    return "" if tag not in HEADINGS or (tag == "h1" and sheet.numbered) else "#" * HEADINGS[tag] + " "


def _opening(element: HtmlElement, sheet: Sheet) -> str:
    tag = str(element.tag)
    if tag == "img":
        sheet.images += 1
        name = f"Image {sheet.images}: " if sheet.numbered else ""
        return f"![{name}{element.get('alt')}]({element.get('src')})"
    if tag == "br":
        return "\n"
    return "[" if tag == "a" and element.get("href") else MARKS.get(tag, "")


def _closing(element: HtmlElement) -> str:
    tag = str(element.tag)
    return f"]({element.get('href')})" if tag == "a" and element.get("href") else MARKS.get(tag, "")
