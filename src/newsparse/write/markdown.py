"""Articles as Markdown: YAML front matter, `# title`, the standfirst in bold, the body."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from newsparse.article import Kind
from newsparse.write.text import encodable, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from newsparse.article import Article

FRONT_MATTER = ("title", "date", "modified", "source", "agency", "authors", "language", "url")
"""What the front matter says, in its order; a field without a value is left out."""

# What a line may not begin with: a heading, a quote, a list item, a rule, an underline, a table's row.
_OPENING = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-+\s*$|=+\s*$|\||[-:][-|: ]*$")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BOX = re.compile(r"\[(?=[ xX]\](?:\s|$))")
# What means something anywhere in a line: code, emphasis, strike-through, the end of a link's text, a tag, an entity,
# and a backslash before punctuation. Underscores inside a word mean nothing.
_INLINE = re.compile(
    r"[`*~]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|\](?=[(\[:])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,40};)"
    r"|\\(?=[!-/:-@\[-`{-~]|$)"
)
_FENCES = re.compile("`{3,}")
_CELLS = re.compile(r" \| |\t")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def as_markdown(article: Article) -> str:
    """One Markdown document, ending in a line end. Stripped of its marks, its body is the article's body."""
    parts = [front_matter(article)]
    if article.title:
        parts.append(_heading(1, article.title))
    if article.standfirst:
        parts.append(_strong(article.standfirst))
    if body := _joined(_story(article)):
        parts.append(body)
    return "\n\n".join(parts) + "\n"


def front_matter(article: Article) -> str:
    """What is known about the article as a YAML block between two lines of dashes."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes every value: what one parser takes for text, another takes for a date, a number or a truth."""

    Dumper.add_representer(_Value, _quoted)
    known = {name: _values(value) for name in FRONT_MATTER if (value := getattr(article, name))}
    if not known:
        return "---\n---"
    text: str = yaml.dump(known, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))
    return f"---\n{text}---"


class _Value(str):
    """A string to be quoted in YAML; the keys, our own words, need no quotes."""

    __slots__ = ()


def _values(value: str | tuple[str, ...]) -> _Value | list[_Value]:
    return _Value(value) if isinstance(value, str) else [_Value(item) for item in value]


def _quoted(dumper: Any, value: _Value) -> Any:
    # Only double quotes can escape; single ones read better and leave backslashes and emoji alone.
    text = encodable(value)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if text.isprintable() else '"')


def _story(article: Article) -> Iterator[tuple[Kind, str]]:
    """The body's pieces with the kinds of their blocks; a piece that no block holds is a paragraph."""
    apart = {Kind.TITLE, Kind.LEDE} if article.standfirst else {Kind.TITLE}
    blocks = [block for block in article.blocks if block.kept and block.kind not in apart]
    if "\n\n".join(block.text for block in blocks) == article.body:
        return ((block.kind, block.text) for block in blocks)
    kinds = {block.text: block.kind for block in blocks}
    return ((kinds.get(text, Kind.PARAGRAPH), text) for text in _PARAGRAPHS.split(article.body))


def _joined(pieces: Iterable[tuple[Kind, str]]) -> str:
    """The pieces rendered, a blank line between them; items of one list and rows of one table stand close."""
    runs = []
    for kind, run in groupby(pieces, key=lambda piece: piece[0]):
        texts = [text for _, raw in run if (text := printable(raw).strip("\n")).strip()]
        if kind is Kind.TABLE:
            runs.append(_table(texts))
        else:
            close = "\n" if kind is Kind.LIST_ITEM else "\n\n"
            runs.append(close.join(_MARKS.get(kind, _paragraphs)(text) for text in texts))
    return "\n\n".join(run for run in runs if run)


def _paragraphs(text: str) -> str:
    return "\n\n".join(_lines(part) for part in _PARAGRAPHS.split(text.strip()))


def _lines(text: str) -> str:
    """One paragraph, its line breaks kept."""
    return "\\\n".join(_line(line.strip()) for line in text.splitlines() if line.strip())


def _line(text: str) -> str:
    inline = _INLINE.sub(r"\\\g<0>", text)
    if _OPENING.match(text) and inline[0] == text[0]:
        return f"\\{inline}"
    return _NUMBER.sub(r"\1\\\2", inline) if _NUMBER.match(inline) else inline


def _heading(level: int, text: str) -> str:
    folded = _INLINE.sub(r"\\\g<0>", " ".join(printable(text).split()))
    # A heading's last number sign would be taken for the end of its mark.
    closed = f"{folded[:-1]}\\#" if folded.endswith("#") else folded
    return f"{'#' * level} {closed}" if closed else ""


def _strong(text: str) -> str:
    return "\n\n".join(f"**{_lines(part)}**" for part in _PARAGRAPHS.split(printable(text).strip()))


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _paragraphs(text).split("\n"))


def _item(text: str) -> str:
    first, *rest = _BOX.sub(r"\\[", _paragraphs(text), count=1).split("\n")
    return "\n".join([f"- {first}", *(f"  {line}".rstrip() for line in rest)])


def _code(text: str) -> str:
    fence = "`" * max([3, *(len(run) + 1 for run in _FENCES.findall(text))])
    return f"{fence}\n{text}\n{fence}"


def _table(texts: Sequence[str]) -> str:
    """Rows of cells, the first as the head, for Markdown knows no table without one."""
    rows = [
        [_cell(cell) for cell in _CELLS.split(line)] for text in texts for line in text.splitlines() if line.strip()
    ]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    head, *rest = [_row([*row, *[""] * (width - len(row))]) for row in rows]
    return "\n".join([head, _row(["---"] * width), *rest])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return _INLINE.sub(r"\\\g<0>", text.strip()).replace("|", "\\|")


_MARKS: Mapping[Kind, Callable[[str], str]] = {
    Kind.HEADING: lambda text: _heading(2, text),
    Kind.QUOTE: _quote,
    Kind.LIST_ITEM: _item,
    Kind.CODE: _code,
}
"""How a block of a kind is written; what is not named here is a paragraph."""
