"""Reading: bytes → text → Page. The only room that knows lxml; the tree dies when a reader returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import cast

from newsparse.article import Block, Page
from newsparse.errors import UnreadableInput
from newsparse.read.sniff import sniff

Reader = Callable[[str], Page]

READERS = {
    "text": "newsparse.read.text:read_text",
    "markdown": "newsparse.read.markdown:read_markdown",
    "html": "newsparse.read.html:read_html",
}
"""Input forms and their readers, each imported when the first such input comes."""


CONTROLS = {
    **dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFEFF)),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    0x09: " ",
    0x0D: " ",
    0x2028: " ",
    0x2029: " ",
}
"""Control characters and overrides of the writing direction: hostile on a terminal, meaningless in a story."""


def read(text: str, kind: str = "auto") -> Page:
    """The page of a decoded input; `auto` looks at the text to tell its form.

    Raises:
        UnreadableInput: there is no reader for that form.
    """
    form = sniff(text) if kind == "auto" else kind
    if form != "html" and (bare := _without_scripts(text)) is not text:
        text = bare
        form = sniff(text) if kind == "auto" else kind
    if form != "text":
        text = text.replace("\f", " ")  # which says something in what was printed alone
    if form not in READERS:
        raise UnreadableInput(f"cannot be read as {form!r}; choose auto, {', '.join(READERS)}")
    module, name = READERS[form].split(":")
    page = cast("Reader", getattr(import_module(module), name))(text)
    if all(block.text.isprintable() for block in page.blocks):
        return page
    return replace(page, blocks=tuple(map(harmless, page.blocks)))


def _without_scripts(text: str) -> str:
    if text.count("{") < _BRACES:
        return text
    from newsparse.read.scripts import without  # late, for its patterns take longer to compile than a page to read

    return without(text)


_BRACES = 5
"""Without so many, there is no script in a text."""


def harmless(block: Block) -> Block:
    """The block without characters that are hostile on a terminal."""
    if block.text.isprintable():
        return block
    text = block.text.translate(CONTROLS).strip()
    return block if text == block.text else replace(block, text=text or "·")
