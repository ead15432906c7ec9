"""The comparison with the peers: what fails is counted, what is kept comes back, times of two runs stay apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from quality.fixed_sample import bench, missing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

if reason := missing():
    pytest.skip(reason, allow_module_level=True)

STORY = "The council voted on Monday to reopen the ferry, and the islanders were glad of it."
GOLD = {"body": STORY}


def asked(*forms: str) -> list[Any]:
    return [bench("peers").question(form, f"<p>{STORY}</p>", None, "en") for form in forms]


def answers(text: str) -> Callable[[Any], Any]:
    return lambda _: bench("peers").Answer(text, True)


def raises(_: Any) -> Any:
    raise RecursionError("too deep")


def kept(run: int = 1) -> Any:
    measure = bench("measure")
    facts = {
        "command": "compare",
        "split": "valid",
        "limit": None,
        "train": False,
        "corpus": "0",
        "missing": [],
        "sets": ["fundus"],
        "run": run,
    }
    scores = {"fundus/1": measure.answers(answers(STORY), asked(*measure.FORMS), GOLD)}
    page = measure.About("fundus", "valid", "en", "article", None)
    names = ("newsparse", "trafilatura")
    systems = {name: measure.Asked(1, "1.0", scores) for name in names}
    return measure.Kept(facts, {"fundus/1": page}, systems, {1: measure.Asked(1, None, scores)})


def test_an_exception_counts_as_an_empty_answer_and_is_named() -> None:
    score = bench("measure").answers(raises, asked("html"), GOLD)["html"]
    assert score.empty
    assert score.error == "RecursionError: too deep"
    assert score.words == 0.0


def test_agreement_is_with_the_text_from_html() -> None:
    replies = iter([STORY, STORY[:43], ""])
    scores = bench("measure").answers(lambda _: bench("peers").Answer(next(replies)), asked("html", "bs4", "a"), GOLD)
    assert scores["html"].agreement is None
    assert 0.5 < scores["bs4"].agreement < 0.8
    assert scores["a"].agreement == 0.0


def test_a_dump_reaches_readers_of_html_as_paragraphs_in_its_language() -> None:
    markup = bench("peers").question("bs4", "Erste <Zeile>\n\nzweite", None, "de").markup
    assert '<html lang="de">' in markup
    assert "<p>Erste &lt;Zeile&gt;</p>\n<p>zweite</p>" in markup


def test_the_text_of_a_page_has_a_line_for_each_box() -> None:
    html = "<body><script>x</script><p>One <b>bold</b>\nword<!-- no --></p><ul><li>two<li>three</ul>four"
    assert bench("peers").lines_of(html) == ["One bold word", "two", "three", "four"]


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    before = kept()
    before.save(tmp_path / "scores.json")
    after = bench("measure").Kept.load(tmp_path / "scores.json")
    assert bench("tables").page(after) == bench("tables").page(before)


def test_a_system_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    peers = bench("peers")
    monkeypatch.setitem(peers.SYSTEMS, "goose3", replace(peers.SYSTEMS["goose3"], package="no-such-package"))
    assert bench("measure").installed(["goose3", "everything"]) == ({"everything": None}, ["goose3"])


def test_times_of_two_runs_stand_in_tables_of_their_own() -> None:
    both = kept(run=2)
    both.systems["newsparse"] = replace(both.systems["newsparse"], run=2)
    both.units[2] = both.units[1]
    page = bench("tables").page(both)
    cost = page[page.index("## Cost") : page.index("## Agreement")]
    first, second = cost.split(", run 1:")
    assert "**newsparse**" in first
    assert "| trafilatura |" not in first
    assert "| trafilatura |" in second
    assert "Scores of an earlier run: trafilatura" in page


def test_scores_of_other_pages_are_never_merged() -> None:
    facts = kept().facts
    assert bench("compare").same_pages(facts, {**facts, "command": "another"})
    assert not bench("compare").same_pages(facts, {**facts, "split": "train"})


def test_the_tables_stand_between_the_markers(tmp_path: Path) -> None:
    path, compare = tmp_path / "RESULTS.md", bench("compare")
    compare.write(path, "first")
    path.write_text(path.read_text("utf-8") + "After.\n", encoding="utf-8")
    compare.write(path, "second")
    text = path.read_text("utf-8")
    assert "first" not in text
    assert text.startswith("# Results")
    assert text.endswith(f"second\n\n{compare.END}\nAfter.\n")


def test_what_was_learnt_for_a_fold_is_learnt_once(tmp_path: Path) -> None:
    folds, seen = bench("folds"), []

    def train(folder: Path, wanted: Any, forms: Any) -> None:
        assert (folder.parent / "pipeline.py").is_file()
        seen.append([wanted(row) for row in rows])

    rows = [{"id": str(number), "url": f"https://site{number}.example/"} for number in range(20)]
    homes = {folds.without(3, train, tmp_path) for _ in range(2)}
    assert homes == {tmp_path / "fold-3"}
    assert seen == [[folds.fold_of(row) != 3 for row in rows]]
    assert not all(seen[0])


def test_fold_0_is_the_valid_split() -> None:
    folds, ruler = bench("folds"), bench("measure").ruler()
    rows = [{"id": str(number), "url": f"https://site{number}.example/"} for number in range(50)]
    assert [folds.fold_of(row) == 0 for row in rows] == [ruler.split_of(row) == "valid" for row in rows]
