"""Every sample cleans to the truth that stands beside it.

`expected.json` is what a careful editor makes of the scrape by the contract; it is written by hand and never from the
tool. `expected.md` is how that article prints as Markdown, with the editor's sub-headings, quotes and lists. Where the
tool has every field right it may print the file anew (`pytest tests/samples --update-goldens`), and the difference is
then read before it is committed.

`known_failures.toml` lists what the tool does not get right yet.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import newsparse
from newsparse.write.markdown import FRONT_MATTER
from sample_files import SAMPLES, SCRAPES, Sample

KNOWN: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("known_failures.toml").read_text("utf-8"))
FIELDS = [pytest.param(s, field, id=f"{s.name}-{field}") for s in SAMPLES for field in s.expected]
NAMES = [sample.name for sample in SAMPLES]
LEAST_WORDS_IN_COMMON = 0.95
BLOCK_MARK = re.compile(r"^(?:## |> |- )")


@cache
def cleaned(sample: Sample) -> newsparse.Article:
    return newsparse.clean(sample.scrape.read_bytes(), **sample.options)


def said(article: newsparse.Article, field: str) -> Any:
    """The field as JSON has it; of the evidence only where the lede comes from."""
    if field == "evidence":
        lede = article.evidence.get("lede")
        return {"lede": {"from": lede.origin if lede else None}}
    return article.to_dict()[field]


@pytest.mark.parametrize(("sample", "field"), FIELDS)
def test_field_is_the_truth(sample: Sample, field: str) -> None:
    got, truth = said(cleaned(sample), field), sample.expected[field]
    if field == "body":
        # A list makes the difference readable: whole paragraphs that are missing or too many.
        got, truth = got.split("\n\n"), truth.split("\n\n")
    assert got == truth


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_markdown_is_the_golden(sample: Sample, request: pytest.FixtureRequest) -> None:
    article = cleaned(sample)
    printed = article.to_markdown()
    right = all(said(article, field) == truth for field, truth in sample.expected.items())
    if right and request.config.getoption("--update-goldens"):
        sample.markdown.write_text(printed, "utf-8", newline="\n")
    assert printed.splitlines() == sample.markdown.read_text("utf-8").splitlines()


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_golden_says_the_truth(sample: Sample) -> None:
    """The two files of one truth agree, whatever the tool makes of the scrape."""
    truth = sample.expected
    _, front, story = sample.markdown.read_text("utf-8").split("---\n", 2)
    known = yaml.safe_load(front)
    assert {name: known.get(name) for name in FRONT_MATTER if truth.get(name)} == {
        name: truth[name] for name in known if name in truth
    }
    opening = [f"# {known['title']}"] if "title" in known else []
    if truth.get("evidence") == {"lede": {"from": "standfirst"}}:
        opening.append(f"**{truth['lede']}**")
    lines = [line for line in story.splitlines() if line]
    body = [BLOCK_MARK.sub("", line) for line in lines[len(opening) :]]
    assert (lines[: len(opening)], "\n\n".join(body)) == (opening, truth["body"])


def pages() -> dict[str, list[Sample]]:
    """The samples that are one page in several forms."""
    forms: dict[str, list[Sample]] = defaultdict(list)
    for sample in SAMPLES:
        if "same_page" in sample.note:
            forms[sample.note["same_page"]].append(sample)
    return forms


@pytest.mark.parametrize("page", pages())
def test_form_does_not_matter(page: str) -> None:
    first, *others = [cleaned(sample) for sample in pages()[page]]
    for other in others:
        assert (other.title, other.date, other.source) == (first.title, first.date, first.source)
        shared = SequenceMatcher(None, first.text.split(), other.text.split(), autojunk=False).ratio()
        assert shared >= LEAST_WORDS_IN_COMMON


def test_known_failures_name_real_cases() -> None:
    fields = {case.id for case in FIELDS}
    assert set(KNOWN.get("test_field_is_the_truth", {})) - fields == set()
    assert set(KNOWN.get("test_markdown_is_the_golden", {})) - set(NAMES) == set()


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_sample_is_complete(sample: Sample) -> None:
    assert [path for path in sample.folder.iterdir() if path.name in SCRAPES.values()] == [sample.scrape]
    assert {"title", "form", "dump", "shows", "license"} <= set(sample.note)
    assert sample.note["license"] == "MIT, written for newsparse"
