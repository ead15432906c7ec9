from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from articles import FERRY, FERRY_WITH_STANDFIRST, FERRY_WITH_TWO_DATES
from jsonschema import Draft202012Validator

from newsparse.write.json import as_dict
from newsparse.write.schema import article_schema

if TYPE_CHECKING:
    from newsparse.article import Article

SCHEMA = article_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("article", [FERRY, FERRY_WITH_STANDFIRST, FERRY_WITH_TWO_DATES])
@pytest.mark.parametrize("blocks", [True, False])
def test_every_written_article_validates(article: Article, blocks: bool) -> None:
    VALIDATOR.validate(as_dict(article, blocks=blocks))


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3},
        {"authors": "Ada Berg"},
        {"is_article": None},
        {"evidence": {"title": {"text": "x", "lines": [1], "from": "y", "confidence": 0.5}}},
        {"evidence": {"title": {"text": "x", "lines": None, "origin": "y", "confidence": 0.5}}},
        {"blocks": [{"kind": "advert", "text": "", "lines": None, "kept": False, "reason": "", "score": 0.0}]},
    ],
)
def test_what_is_no_article_does_not_validate(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(as_dict(FERRY) | change)


def test_a_missing_field_does_not_validate() -> None:
    record = as_dict(FERRY)
    del record["modified"]
    assert not VALIDATOR.is_valid(record)


def test_a_callers_id_may_stand_beside_the_fields() -> None:
    VALIDATOR.validate({"id": 7, **as_dict(FERRY)})


def test_every_field_of_the_article_is_described_from_its_docstring() -> None:
    properties = SCHEMA["properties"]
    assert all(form.get("description") for form in properties.values())
    assert properties["title"] == {
        "type": ["string", "null"],
        "description": "The headline, once, without the site's name.",
    }
    assert SCHEMA["$defs"]["DateEvidence"]["properties"]["from"]["description"].startswith("The place:")
