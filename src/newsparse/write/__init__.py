"""Articles as text: the formats by name, and the functions that write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.write.json import as_json
from newsparse.write.text import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsparse.article import Article


def _as_markdown(article: Article) -> str:
    from newsparse.write.markdown import as_markdown

    return as_markdown(article)


WRITERS: Mapping[str, Callable[[Article], str]] = {
    "json": as_json,
    "jsonl": as_json,
    "markdown": _as_markdown,
    "text": as_text,
}
"""Format name → what writes one article in it."""
