from __future__ import annotations

from articles import FERRY, FERRY_WITH_STANDFIRST, article_of

from newsparse.article import Kind
from newsparse.write import WRITERS
from newsparse.write.text import as_text, printable


def test_title_standfirst_and_body_stand_apart() -> None:
    assert as_text(FERRY_WITH_STANDFIRST) == (
        f"Ferry returns\n\nAfter 38 years the Lenne has its ferry back.\n\n{FERRY_WITH_STANDFIRST.body}\n"
    )


def test_a_lede_from_the_body_is_not_said_twice() -> None:
    assert as_text(FERRY) == f"Ferry returns\n\n{FERRY.body}\n"


def test_nothing_found_is_nothing_written() -> None:
    assert as_text(article_of(title=None)) == ""


def test_no_control_characters() -> None:
    assert as_text(article_of((Kind.PARAGRAPH, "a\x1b[2Jb\x9b1mc\x07\r\td\ud800"), title=None)) == "a[2Jb1mc\td\ufffd\n"


def test_printable_keeps_every_script() -> None:
    text = "渡し船 מעבורת عبّارة नौका 🚢\n\tok"
    assert printable(text) == text


def test_every_writer_writes_the_title() -> None:
    assert all("Ferry returns" in write(FERRY) for write in WRITERS.values())
