"""Which reader a text is for: HTML, Markdown, or plain text."""

from __future__ import annotations

import re

from newsparse.read.frontmatter import opens_with_claims

_SAMPLE = 48_000
_HEAD = 4096

# All of these are compiled when a page needs them: most are plain text without such marks, or plainly HTML.
_ROOT = r"(?i)<(?:!doctype\s+html|html|head|body|frameset)(?=[\s>])"
_HOLDERS = (
    "p|div|article|section|main|header|footer|nav|aside|figure|figcaption|blockquote|pre|form|center|address|details|"
    "h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th"
)
_HOLDER = rf"(?i)</?(?:{_HOLDERS})(?=[\s/>])"
_CLOSED = rf"(?i)</(?:{_HOLDERS})>"
_TAG = rf"(?i)</?(?:{_HOLDERS}|br|a|b|i|em|strong|span|small)(?=[\s/>])"
_FIRST_TAG = r"(?i)<[a-z][a-z0-9:-]{0,30}(?=[\s/>])"
_FIRST_WITH_ATTRIBUTES = rf"(?i)<(?:{_HOLDERS})\s[^<>]{{0,2000}}="

_ENOUGH = 4
# Marks that plain text all but never has. Each: what must be there at all (a search that costs nothing), the mark,
# what one of them is worth, and the most that all of them are. Weighed on 2,674 pages in five kinds of dump.
_MARKS: tuple[tuple[str, str, int, int], ...] = (
    ("](", r"\]\((?:https?:|data:|/|#|<|mailto:|\.|[\w%-]{1,60}[./?=#])", 4, 4),
    ("]: ", r"(?m)^ {0,3}\[[^\]\n]{1,100}\]: {1,4}\S", 4, 4),
    ("--", r"\n {0,3}(?:\| ?)?:?-{2,200}:? ?\|[-:| ]{0,500}(?=\n)", 4, 4),
    ("\n#", r"\n##{1,5} [^\n]{1,300}\n(?=\n)", 2, 4),
    # Comments in code open with one hash; a page has one title.
    ("\n#", r"\n# [^\n]{1,300}\n(?=\n)", 2, 2),
    ("\n===", r"\n[^\n]{1,200}\n={3,200}(?=\n)", 1, 2),
    ("```", r"\n {0,3}```[\w+-]{0,20}(?=\n)", 1, 2),
    ("**", r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])", 2, 4),
    # Formulas and names in code have them too.
    ("_", r"(?<![\w_])_[^\s_][^_\n]{0,200}_(?![\w_])", 1, 2),
    ("\\", r"\n *\d{1,4}\\\. |(?<=\w)\\[-+*_#](?=\s)", 1, 2),
)
_SHOWN = re.compile(r"[^\s\ufeff]")
_TITLE = re.compile(r"\s{0,99}# [^\s#][^\n]{0,300}\n\s{0,99}\n")


def sniff(text: str) -> str:
    """`html`, `markdown` or `text`: by the text's own marks, looking at its first 48,000 characters."""
    sample = text[:_SAMPLE]
    if _is_html(sample):
        return "html"
    return "markdown" if opens_with_claims(text) or _is_markdown(sample) else "text"


def _is_markdown(sample: str) -> bool:
    worth = 2 if _TITLE.match(sample) else 0
    lines = f"\n{sample}\n"
    for needed, mark, points, most in _MARKS:
        if needed in lines:
            worth += min(most, points * len(re.findall(mark, lines)))
        if worth >= _ENOUGH:
            return True
    return False


def _is_html(sample: str) -> bool:
    start = _behind_comments(sample)
    head = sample[start : start + _HEAD]
    if head.startswith("<") and (head.startswith("<?xml") or re.search(_ROOT, head)):
        return True
    if head.startswith("HTTP/"):
        return re.search(_ROOT, head) is not None
    if sample.count("<") < 2:
        return False
    # Many Markdown files open with a picture in tags, and a sentence about `<div>` opens with one too.
    if re.match(_FIRST_TAG, head) and not _is_markdown(sample):
        return bool(re.match(_FIRST_WITH_ATTRIBUTES, head)) or _well_tagged(sample) or _mostly_tagged(sample)
    return _mostly_tagged(sample)


def _behind_comments(sample: str) -> int:
    """Where the first thing stands that is neither white space nor a comment."""
    start = 0
    while True:
        shown = _SHOWN.search(sample, start)
        if not shown:
            return len(sample)
        start = shown.start()
        end = sample.find("-->", start) if sample.startswith("<!--", start) else -1
        if end < 0:
            return start
        start = end + 3


def _mostly_tagged(sample: str) -> bool:
    """Whether nearly every line has a tag, as in a fragment; in an article about HTML the prose has none."""
    if not re.search(_HOLDER, sample) or len(re.findall(_TAG, sample)) < 2:
        return False
    lines = [line for line in sample.split("\n") if line and not line.isspace()]
    tagged = sum(len(line) for line in lines if re.search(_TAG, line))
    return tagged >= 0.8 * sum(map(len, lines))


def _well_tagged(sample: str) -> bool:
    lines = sum(1 for line in sample.split("\n") if line and not line.isspace())
    return 20 * len(re.findall(_CLOSED, sample)) >= lines
