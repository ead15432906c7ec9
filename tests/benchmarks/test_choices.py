"""What a field learns from questions whose answer is known."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("scipy")
pytest.importorskip("sklearn")


@pytest.fixture
def choices(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    return import_module("choices")


def questions(choices: Any, count: int) -> list[Any]:
    """The claimed answer is right on four of five pages, none on the others, the one in a menu never."""
    return [
        choices.Question(
            str(number),
            f"site {number}",
            "made up",
            "html",
            (frozenset({"claimed"}), frozenset({"in a menu"})),
            ("one", "other"),
            (float(number % 5 > 0), 0.0),
        )
        for number in range(count)
    ]


def test_weights_are_those_under_which_right_answers_are_likely(choices: Any) -> None:
    chooser = choices.weighed(questions(choices, 100), 0.5)

    assert chooser.chances([{"claimed"}, {"in a menu"}])[0] == pytest.approx(0.8, abs=0.05)
    assert chooser.weights["in a menu"] < -1


def test_a_trait_of_one_site_weighs_nothing(choices: Any) -> None:
    rare = choices.Question("a", "one site", "made up", "html", (frozenset({"rare"}),), ("one",), (1.0,))

    assert "rare" not in choices.weighed([rare, rare, rare, rare], 0.5).weights


def test_confidence_is_how_often_answers_are_right_on_other_sites(choices: Any) -> None:
    chooser, found = choices.learn(questions(choices, 200))

    assert sum(one.right for one in found) == 160
    assert chooser.confidence(found[1].chance) == pytest.approx(0.8, abs=0.06)


def test_a_trait_can_be_calibrated_apart(choices: Any) -> None:
    chooser, found = choices.learn(questions(choices, 200), apart=("claimed",))

    assert set(chooser.apart) == {"claimed"}
    assert chooser.confidence(found[1].chance, {"claimed"}) == pytest.approx(0.8, abs=0.06)


def test_learning_twice_gives_the_same(choices: Any) -> None:
    assert choices.learn(questions(choices, 60)) == choices.learn(questions(choices, 60))
