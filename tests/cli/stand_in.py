"""A stand-in for the pipeline: what the command line does is tested apart from what the pipeline finds.

Its first line is the title, a line in brackets is noise, `!word` is a warning, all else is a paragraph.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from newsparse.article import Article, DateEvidence, Evidence, Input, Kind, LabelledBlock
from newsparse.errors import BinaryInput, EmptyInput

if TYPE_CHECKING:
    from newsparse.profile import Profile


def clean(
    data: str | bytes,
    *,
    url: str | None = None,
    kind: str = "auto",
    source: str | None = None,
    language: str | None = None,
    scraped_at: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    profile: Profile | None = None,
) -> Article:
    raw = data.encode() if isinstance(data, str) else data
    if not raw.strip():
        raise EmptyInput("is empty; nothing to clean")
    if b"\0" in raw:
        raise BinaryInput("is binary, not text; give the page itself")
    if raw.startswith(b"crash"):
        raise KeyError("crash")
    text = raw.decode(encoding or "utf-8", "replace")
    blocks = [_block(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    title = next((block.text for block in blocks if block.kind is Kind.TITLE), None)
    story = [block.text for block in blocks if block.kind is Kind.PARAGRAPH]
    return Article(
        title=title,
        lede=story[0] if story else None,
        body="\n\n".join(story),
        date=scraped_at,
        modified=None,
        source=source,
        agency=None,
        authors=(),
        language=language,
        url=url,
        is_article=bool(story),
        evidence={
            "title": Evidence(text=title or "", lines=(1, 1), origin="first line", confidence=0.9),
            "date": DateEvidence(text="today", origin="caller", confidence=0.5),
        },
        warnings=tuple(line[1:] for line in text.splitlines() if line.startswith("!")),
        input=Input(
            name=name,
            kind="text" if kind == "auto" else kind,
            encoding=encoding or "utf-8",
            sha256=hashlib.sha256(raw).hexdigest(),
            bytes=len(raw),
            lines=len(text.splitlines()),
        ),
        blocks=tuple(blocks),
    )


def _block(number: int, line: str) -> LabelledBlock:
    kind, reason = _label(number, line)
    kept = kind is not Kind.NOISE
    score = 0.9 if kept else 0.1
    return LabelledBlock(kind=kind, text=line, lines=(number, number), kept=kept, reason=reason, score=score)


def _label(number: int, line: str) -> tuple[Kind, str]:
    if line.startswith(("[", "!")):
        return Kind.NOISE, "in brackets"
    return (Kind.TITLE, "first line") if number == 1 else (Kind.PARAGRAPH, "prose")
