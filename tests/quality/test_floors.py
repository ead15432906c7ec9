"""Quality may not get worse: what is measured on pages of the corpus has to reach the floors in `floors.toml`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quality import fixed_sample, floors
from quality.floors import Floors

FLOORS = Path(__file__).with_name("floors.toml")
SENTENCE = "The council voted on Monday to reopen the ferry, and the islanders said that they were glad of it. "
PAGE = {
    "id": "made-up",
    "set": "fundus",
    "lang": "en",
    "url": None,
    "page_type": "article",
    "gold": {"body": SENTENCE * 9},
    "inputs": dict.fromkeys(fixed_sample.FORMS, f"<p>{SENTENCE * 9}</p>"),
}


def needs_corpus() -> None:
    if reason := fixed_sample.missing():
        pytest.skip(reason)


def perfect(asked: Any) -> Any:
    return fixed_sample.bench("peers").Answer(SENTENCE * 9, True)


def stub(asked: Any) -> Any:
    return fixed_sample.bench("peers").Answer("Home", False)


def test_quality_reaches_its_floors(pytestconfig: pytest.Config) -> None:
    needs_corpus()
    known, corpus = floors.load(FLOORS), fixed_sample.digest()
    update = pytestconfig.getoption("--update-floors", default=False)
    reason = pytestconfig.getoption("--lower-floors", default=None)
    if corpus != known.corpus and not update and reason is None:
        pytest.skip("the floors were measured on another corpus")
    extract = fixed_sample.bench("peers").SYSTEMS["newsparse"].make()
    figures = fixed_sample.figures(extract, (page for name in fixed_sample.SETS for page in fixed_sample.pages(name)))
    if reason is not None:
        known = known.let_down(figures, corpus, reason)
        floors.save(known, FLOORS)
    if update:
        known = known.raised(figures, corpus)
        floors.save(known, FLOORS)
    assert not known.unmet(figures)


def test_a_cleaner_that_finds_less_falls_short_of_the_floors() -> None:
    needs_corpus()
    reached = Floors().raised(fixed_sample.figures(perfect, [PAGE]), "corpus")
    assert set(reached.values) == {
        "fundus.html.f1",
        "fundus.bs4.f1",
        "fundus.bs4.agreement",
        "fundus.html2text.f1",
        "fundus.html2text.agreement",
    }
    assert reached.unmet(fixed_sample.figures(perfect, [PAGE])) == []
    short = reached.unmet(fixed_sample.figures(stub, [PAGE]))
    assert "fundus.html.f1: 0.0000 is below the floor of 0.996" in short


def test_a_cleaner_that_calls_no_page_an_article_falls_short() -> None:
    needs_corpus()
    other = {**PAGE, "set": "wcxb", "page_type": "listing"}
    figures = fixed_sample.figures(stub, [{**PAGE, "set": "wcxb"}, other])
    assert figures["wcxb.html.is_article"] == 0.5


def test_a_figure_that_is_no_longer_measured_falls_short() -> None:
    assert Floors("corpus", {"wcxb.html.f1": 0.9}).unmet({}) != []


def test_updating_raises_and_never_lowers() -> None:
    before = Floors("corpus", {"wcxb.html.f1": 0.9, "wcxb.bs4.f1": 0.9})
    after = before.raised({"wcxb.html.f1": 0.95, "wcxb.bs4.f1": 0.8, "wcxb.bs4.agreement": 0.97}, "corpus")
    assert after.values == {"wcxb.html.f1": 0.946, "wcxb.bs4.f1": 0.9, "wcxb.bs4.agreement": 0.966}
    assert after.lowered == ()


def test_lowering_keeps_the_reason_beside_the_old_figure() -> None:
    before = Floors("corpus", {"wcxb.html.f1": 0.9, "wcxb.bs4.f1": 0.9})
    after = before.let_down({"wcxb.html.f1": 0.95, "wcxb.bs4.f1": 0.85}, "corpus", "captions count as story now")
    assert after.values == {"wcxb.html.f1": 0.9, "wcxb.bs4.f1": 0.846}
    assert after.lowered == (floors.Lowered("wcxb.bs4.f1", 0.9, 0.846, "captions count as story now"),)


def test_lowering_takes_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Floors("corpus", {"wcxb.html.f1": 0.9}).let_down({"wcxb.html.f1": 0.8}, "corpus", " ")


def test_floors_of_another_corpus_are_not_raised() -> None:
    with pytest.raises(ValueError, match="another corpus"):
        Floors("corpus", {"wcxb.html.f1": 0.9}).raised({"wcxb.html.f1": 0.95}, "other")


def test_floors_come_back_as_they_were_saved(tmp_path: Path) -> None:
    values = {"fundus.bs4.agreement": 0.954, "fundus.bs4.f1": 0.9, "wcxb.html.f1": 0.93}
    kept = Floors("corpus", values).let_down({**values, "wcxb.html.f1": 0.92}, "corpus", 'a "reason"')
    floors.save(kept, tmp_path / "floors.toml")
    assert floors.load(tmp_path / "floors.toml") == kept


def test_a_floor_that_is_lowered_by_hand_is_found(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.save(Floors("corpus", {"wcxb.html.f1": 0.93}), path)
    path.write_text(path.read_text("utf-8").replace("0.930", "0.830"), encoding="utf-8")
    with pytest.raises(ValueError, match="changed by hand"):
        floors.load(path)


def test_the_floors_of_the_project_are_whole() -> None:
    known = floors.load(FLOORS)
    assert {name.split(".")[0] for name in known.values} == set(fixed_sample.SETS)
    assert replace(known, values={}).unmet({}) == []
