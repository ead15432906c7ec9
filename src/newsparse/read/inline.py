"""Markdown's marks inside a line: links, images, emphasis, code, escapes.

Marks are removed, and what they said of the text is kept as two control characters, so that a link may span lines:
text between LINK and UNLINK is linked.
"""

from __future__ import annotations

import re
from html import unescape

LINK, UNLINK = "\x0e", "\x0f"
WITHIN = "\x11"
"""Opens a line that began inside an address or a picture, which are gone: its rest goes on from the line above."""
ESCAPED = 0x10FE00
"""A character that was escaped stands here, in a private area that no icon font uses, until all marks are gone."""
REACH = 3000
"""Characters over which an opening bracket may wait for its address."""

_ADDRESS = r"[^\s()]*(?:(?<=-)\n[^\s()]*)*"
"""html2text wraps addresses behind their hyphens."""
_TITLE = r"""["'(](?:[^\n]|\n(?!\s)){0,500}?["')]"""
TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # an escape
    r"|!\[|\["  # opens an image or link
    rf"|\]\(\s?(?:<[^<>\n]*>|{_ADDRESS}(?:\([^()\s]*\){_ADDRESS})*)(?:\s+{_TITLE})?\s?\)"  # closes it
    r"|\]\([^()\n]{0,2000}\)"  # the same, address with blanks
    r"|\]\[[^\]\n]{0,100}\]"  # closes a reference
    r"|\]"
)
DATA = re.compile(r"\]\(data:[^\s()]*")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--[^\n]{0,300}?-->")
AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
# Every alternative starts with its mark, before which it then looks: only so are the letters between marks run over.
MARKS = re.compile(
    r"\*(?:\*+|(?<![\w*]\*)(?=[^\s*])|(?<=[^\s*]\*)(?![\w*]))"
    r"|_(?:_+|(?<![\w_]_)(?=[^\s_])|(?<=[^\s_]_)(?![\w_]))|~~+|`+"
)
BOLD = re.compile(r"(\*\*|__)(?!\s)(?:(?!\1).)+\1", re.S)
UNESCAPE = {ESCAPED + code: chr(code) for code in range(33, 127)}


def unlink(text: str) -> str:
    """The text with links, images and escapes resolved, lines as they were; emphasis is still there."""
    for mark in (LINK, UNLINK, WITHIN):  # a page's own would make links of what is none
        text = text.replace(mark, "")
    if "](data:" in text:  # a picture written out, longer than any bracket reaches
        text = DATA.sub("](", text)
    edits: list[tuple[int, int, str]] = []
    waiting: list[tuple[int, int]] = []
    for token in TOKEN.finditer(text):
        start, mark = token.start(), token.group()
        if mark[0] == "\\":
            edits.append((start, token.end(), chr(ESCAPED + ord(mark[1]))))
        elif mark[-1] == "[" and mark[0] != "]":
            waiting.append((start, token.end()))
        elif waiting:
            opened = waiting.pop()
            if len(mark) > 1 and start - opened[0] <= REACH:
                edits += _resolved(text, opened, (start, token.end()))
    return _edited(text, edits)


def _resolved(text: str, opened: tuple[int, int], closed: tuple[int, int]) -> list[tuple[int, int, str]]:
    if text[opened[0]] == "!":
        return [(opened[0], closed[1], f"\n{WITHIN}" * text.count("\n", opened[0], closed[1]))]
    return [(*opened, LINK), (*closed, UNLINK + f"\n{WITHIN}" * text.count("\n", *closed))]


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, replacement in sorted(edits):
        if start < position:  # inside an image that is already gone
            continue
        parts += (text[position:start], replacement)
        position = end
    return "".join(parts) + text[position:]


def plain(text: str) -> str:
    """One line without emphasis, tags and entities; the two link characters and escapes are still there."""
    if "<" in text:
        text = TAG.sub(" ", AUTOLINK.sub(rf"{LINK}\1{UNLINK}", text))
    if "*" in text or "_" in text or "~" in text or "`" in text:
        text = MARKS.sub("", text)
    return unescape(text) if "&" in text else text


def unescaped(text: str) -> str:
    """The text with what was escaped in its place, once all marks are gone."""
    return text if text.isprintable() else text.translate(UNESCAPE)
