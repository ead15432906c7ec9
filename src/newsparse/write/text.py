"""Articles as plain text, and text as a terminal may see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsparse.article import Article

# C0 (but tab and line feed), delete, C1: what could move a cursor, recolour a terminal or retitle its window.
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f]"
_SURROGATES = "[\ud800-\udfff]"


def as_text(article: Article) -> str:
    """Title, standfirst and body, one blank line between, ending in a line end; empty where there is nothing."""
    parts = (article.title, article.standfirst, article.body)
    text = "\n\n".join(printable(part) for part in parts if part)
    return f"{text}\n" if text else ""


def printable(text: str) -> str:
    """The text without control characters (tab and line feed stay), lone surrogates as U+FFFD."""
    return encodable(re.sub(_CONTROLS, "", text))


def encodable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 cannot hold."""
    return text if text.isascii() else re.sub(_SURROGATES, "\ufffd", text)
