from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsparse.fields.choice import Chooser, learnt

CHOOSER = Chooser({"claimed": 2.0, "in a menu": -3.0}, 0.0, ((0.1, 0.2), (0.5, 0.4), (0.9, 0.98)))


def test_the_answer_with_the_most_points_is_chosen() -> None:
    best = CHOOSER.best([{"in a menu"}, {"claimed"}, {"claimed", "in a menu"}])

    assert best is not None
    assert best.place == 1
    assert best.chance == pytest.approx(0.839, abs=1e-3)


def test_traits_that_nothing_is_known_of_say_nothing() -> None:
    assert CHOOSER.points(["claimed", "unheard of"]) == 2.0


def test_a_chance_means_less_where_another_answer_is_as_good() -> None:
    alone, beside = CHOOSER.chances([{"claimed"}])[0], CHOOSER.chances([{"claimed"}, {"claimed"}])[0]

    assert alone > 0.8
    assert beside < 0.5


def test_of_no_answers_none_is_best() -> None:
    assert CHOOSER.best([]) is None


@pytest.mark.parametrize(
    ("chance", "confidence"), [(0.0, 0.2), (0.1, 0.2), (0.3, 0.3), (0.5, 0.4), (0.7, 0.69), (0.9, 0.98), (1.0, 0.98)]
)
def test_confidence_runs_straight_between_what_was_learnt(chance: float, confidence: float) -> None:
    assert CHOOSER.confidence(chance) == pytest.approx(confidence)


def test_a_file_holds_what_was_learnt(tmp_path: Path) -> None:
    (tmp_path / "choices").mkdir()
    data = {"about": {}, "weights": {"claimed": 1.5}, "none": -0.5, "knots": [[0, 0], [1, 1]]}
    (tmp_path / "choices" / "title.json").write_text(json.dumps(data), "utf-8")

    chooser = learnt("title", tmp_path)

    assert (chooser.points(["claimed"]), chooser.none, chooser.confidence(0.25)) == (1.5, -0.5, 0.25)


def test_answers_of_a_kind_may_have_a_calibration_of_their_own() -> None:
    chooser = CHOOSER._replace(apart={"in a menu": ((0.0, 0.0), (1.0, 0.5))})

    assert chooser.confidence(0.9, {"claimed"}) == pytest.approx(0.98)
    assert chooser.confidence(0.9, {"claimed", "in a menu"}) == pytest.approx(0.45)
