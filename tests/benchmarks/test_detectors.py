"""The command that compares detectors of languages: what it counts as right, and what it leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from newsparse.article import Block, Claim, Kind, Label, Page


@pytest.fixture
def languages(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    return import_module("languages")


STORY = "The town decided on Monday that the park will not be built over."


def test_shares_are_by_language_and_not_by_code(languages: Any) -> None:
    told = [languages.Told("a set", "no", "one"), languages.Told("a set", "de", "two")]
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    table = languages.accuracy(told, {"always Norwegian": lambda text: "nn"}, wrong)
    assert table.splitlines()[-1] == "| a set | 2 | 0.500 |"
    assert wrong["always Norwegian"] == Counter({"de nb": 1})


def test_a_page_is_asked_with_what_it_declares_too(languages: Any) -> None:
    page = Page("html", (Block(STORY),), (Claim("language", "de", "html:lang"),))
    told = languages.Told("a set", "en", STORY, page, (Label(Kind.PARAGRAPH, True, "", 1.0),))
    assert languages.declared(told, None) == "en"
    assert languages.declared(told, lambda text: "fr") == "fr"
    assert languages.declared(told, lambda text: None) == "de"
    assert languages.declared(told, None) == "en"


def test_pages_in_another_language_than_their_country(languages: Any) -> None:
    assert languages.language_of({"id": "fundus-it-Tageszeitung-V1", "lang": "it"}) == "de"
    assert languages.language_of({"id": "fundus-it-Another-V1", "lang": "it"}) == "it"


def test_what_is_not_installed_is_left_out_and_said(
    languages: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(languages.DETECTORS, "none such", ("no-such-package", languages.own))
    assert list(languages.installed(["newsparse", "none such"])) == ["newsparse"]
    assert "none such: not installed" in capsys.readouterr().err
