"""A hand-made article for the writers' tests, with one block of every kept kind."""

from __future__ import annotations

from dataclasses import replace

from newsparse.article import Article, DateEvidence, Evidence, Input, Kind, LabelledBlock

STORY = (
    (Kind.PARAGRAPH, "The old ferry across the Lenne will run again from May."),
    (Kind.HEADING, "A long wait"),
    (Kind.QUOTE, "We had almost given up."),
    (Kind.LIST_ITEM, "Adults pay two euros."),
    (Kind.LIST_ITEM, "Children ride free."),
    (Kind.CODE, "if tide:\n    wait()"),
    (Kind.PARAGRAPH, "The last ferry sailed in 1987."),
)


def block(kind: Kind, text: str, line: int, kept: bool = True) -> LabelledBlock:
    return LabelledBlock(kind=kind, text=text, lines=(line, line), kept=kept, reason="made by hand", score=0.91234567)


def article_of(*story: tuple[Kind, str], title: str | None = "Ferry returns", standfirst: str | None = None) -> Article:
    """An article whose body is the story, between a menu and a footer that were dropped."""
    blocks = [block(Kind.NOISE, "Menu", 1, kept=False)]
    blocks += [block(Kind.TITLE, title, 2)] if title else []
    blocks += [block(Kind.LEDE, standfirst, 3)] if standfirst else []
    blocks += [block(kind, text, line) for line, (kind, text) in enumerate(story, start=4)]
    blocks += [block(Kind.NOISE, "All rights reserved", 99, kept=False)]
    origin = "standfirst" if standfirst else "first-paragraph"
    return Article(
        title=title,
        lede=standfirst or next((text for _, text in story), None),
        body="\n\n".join(text for _, text in story),
        date="2025-07-26",
        modified=None,
        source="Lenne Courier",
        agency=None,
        authors=("Ada Berg", "Jo Stein"),
        language="en",
        url="https://courier.example/ferry?id=1&p=2",
        is_article=True,
        evidence={
            "lede": Evidence(text="The old ferry", lines=(4, 4), origin=origin, confidence=0.8),
            "date": DateEvidence(text="26 July 2025", lines=None, origin="time", confidence=0.99),
        },
        warnings=("no-byline",),
        input=Input(name="ferry.txt", kind="text", encoding="utf-8", sha256="ab" * 32, bytes=812, lines=99),
        blocks=tuple(blocks),
    )


FERRY = article_of(*STORY)
FERRY_WITH_STANDFIRST = article_of(*STORY, standfirst="After 38 years the Lenne has its ferry back.")
FERRY_WITH_TWO_DATES = replace(
    FERRY,
    evidence=FERRY.evidence
    | {
        "date": DateEvidence(text="3/4/2025", origin="dateline", confidence=0.5, ambiguous=("2025-03-04", "2025-04-03"))
    },  # type: ignore[operator]
)
