from __future__ import annotations

import json
from dataclasses import fields, replace

from articles import FERRY, FERRY_WITH_TWO_DATES

from newsparse.article import Article
from newsparse.write.json import as_dict, as_json

CONTRACT = [
    *("title", "lede", "body", "date", "modified", "source", "agency", "authors", "language", "url"),
    *("is_article", "evidence", "warnings", "input", "blocks"),
]


def test_fields_stand_in_the_fixed_order() -> None:
    assert list(as_dict(FERRY, blocks=True)) == CONTRACT == [field.name for field in fields(Article)]


def test_blocks_come_on_request_only() -> None:
    assert "blocks" not in as_dict(FERRY)
    assert as_dict(FERRY, blocks=True)["blocks"][0] == {
        "kind": "noise",
        "text": "Menu",
        "lines": [1, 1],
        "kept": False,
        "reason": "made by hand",
        "score": 0.9123,
    }


def test_evidence_names_its_place_from() -> None:
    assert as_dict(FERRY)["evidence"]["lede"] == {
        "text": "The old ferry",
        "lines": [4, 4],
        "from": "first-paragraph",
        "confidence": 0.8,
    }


def test_the_evidence_of_a_date_says_more() -> None:
    assert list(as_dict(FERRY)["evidence"]["date"]) == [
        *("text", "lines", "from", "confidence"),
        *("precision", "zone", "kind"),
    ]
    assert as_dict(FERRY_WITH_TWO_DATES)["evidence"]["date"]["ambiguous"] == ["2025-03-04", "2025-04-03"]


def test_json_reads_back_as_the_same_values() -> None:
    assert json.loads(as_json(FERRY, blocks=True, indent=2)) == as_dict(FERRY, blocks=True)


def test_json_is_one_readable_line() -> None:
    text = as_json(replace(FERRY, title="Fähre über die Lenne 渡し船"))
    assert "\n" not in text
    assert "Fähre über die Lenne 渡し船" in text


def test_nothing_that_steers_a_terminal_or_splits_a_line_is_left_bare() -> None:
    title = "\x1b[31m \x9b31m \x7f \x85 \u2028 \u202e \ud800 \x00"
    text = as_json(replace(FERRY, title=title))
    assert text.encode().isascii() or text.isprintable()
    assert json.loads(text)["title"] == title
