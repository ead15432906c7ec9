"""Every rule of noise.toml drops the lines that it says it drops, and keeps those that it says it keeps."""

from __future__ import annotations

from typing import Any

import pytest

from newsparse.lexicon.languages import load, read_data
from newsparse.lexicon.lines import recognise

RULES = read_data("noise.toml")["rule"]


def examples(key: str) -> list[tuple[str, str]]:
    return [(rule["name"], line) for rule in RULES for line in rule[key]]


@pytest.mark.parametrize(("rule", "line"), examples("drops"))
def test_dropped(rule: str, line: str) -> None:
    found = recognise(line, load(("en",)))
    assert found is not None
    assert found.reason == rule


@pytest.mark.parametrize(("rule", "line"), examples("keeps"))
def test_kept(rule: str, line: str) -> None:
    assert recognise(line, load(("en",))) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_every_rule_has_examples(rule: dict[str, Any]) -> None:
    assert rule["drops"]
    assert rule["keeps"]
