"""Near-duplicates: which pages get the same cluster, whatever has happened to their folder between two runs."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsparse.batch import cleaning
from newsparse.batch.clusters import Clusters, with_cluster
from newsparse.batch.signature import signature
from newsparse.batch.walk import SUMMARY
from newsparse.cli import main

pytest.importorskip("rensa")

OPENINGS = "On Monday;In spring;After the vote;Before noon;For years;At the harbour;In the hall;Late at night".split(
    ";"
)
WHO = "the council;a baker;the ferry's crew;her neighbours;the mayor;two engineers;the school;a retired judge".split(
    ";"
)
DID = "asked for;repaired;paid for;closed;painted;measured;talked about;voted on;sold;found".split(";")
WHAT = "the old bridge;a clock tower;the night ferry;three boats;the market roof;the archive;a well;the road".split(";")


def story(seed: int, sentences: int = 14) -> list[str]:
    """Sentences of a story; another seed, another story."""
    chance = random.Random(seed)
    parts = (OPENINGS, WHO, DID, WHAT)
    return [
        f"{' '.join(map(chance.choice, parts))}, and {chance.choice(WHO)} {chance.choice(DID)} "
        f"{chance.choice(WHAT)} for {chance.randrange(2, 9999)} days."
        for _ in range(sentences)
    ]


def page(sentences: list[str], title: str = "The night ferry is back", site: str = "The Callow Courier") -> str:
    paragraphs = [" ".join(sentences[start : start + 2]) for start in range(0, len(sentences), 2)]
    return "\n\n".join([f"{title} | {site}", "Menu\nHome\nSport", title, *paragraphs, f"© 2025 {site}"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story on three sites, another one twice, three that stand alone, and pages without a cluster."""
    monkeypatch.chdir(tmp_path)
    wire, harbour = story(1), story(2)
    pages = {
        "a/wire.txt": page(wire),
        "b/cut.txt": page(wire[:11], "Ferry returns", "Harbour Ledger"),
        "b/same-scrape.txt": page(harbour),
        "b/same.txt": page(harbour),
        "c/led.txt": page([*story(9, 2), *wire], "A ferry, again", "Quillon Review"),
        **{f"c/other{number}.txt": page(story(number + 20)) for number in range(3)},
        "d/menu.txt": "Menu\n\nHome\n\nSport\n",
        "d/short.txt": "A ferry is back\n\nIt sails again on Monday, the council said.\n",
    }
    for name, text in pages.items():
        path = Path("scrapes", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Path("scrapes")


outputs = pytest.mark.parametrize("out", ["out", "out.jsonl"])


def batch(out: str, *more: str) -> None:
    assert main(["batch", "scrapes", "-o", out, "-q", "--clusters", *more]) == 0


def records(out: str) -> Iterator[dict[str, Any]]:
    path = Path(out)
    files = [path] if path.is_file() else (file for file in sorted(path.rglob("*.json")) if file.name != SUMMARY)
    for file in files:
        yield from map(json.loads, file.read_text().splitlines())


def clusters(out: str) -> dict[str, Any]:
    return {record["input"]["name"]: record["cluster"] for record in records(out)}


def groups(out: str) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, cluster in clusters(out).items():
        if cluster is not None:
            found.setdefault(cluster["id"], set()).add(name)
    return {frozenset(names) for names in found.values()}


def written(out: str) -> dict[str, bytes]:
    if Path(out).is_file():
        return {out: Path(out).read_bytes()}
    return {str(path): path.read_bytes() for path in Path(out).rglob("*.json") if path.name != SUMMARY}


ALONE = {frozenset({f"c/other{number}.txt"}) for number in range(3)}
ALIKE = {frozenset({"a/wire.txt", "b/cut.txt", "c/led.txt"}), frozenset({"b/same.txt", "b/same-scrape.txt"})}


@outputs
def test_the_same_story_on_three_sites_is_one_cluster(folder: Path, out: str) -> None:
    batch(out, "--jobs", "2")
    assert groups(out) == ALIKE | ALONE
    found = clusters(out)
    assert found["d/menu.txt"] is None
    assert found["d/short.txt"] is None
    assert found["a/wire.txt"]["share"] == found["b/same.txt"]["share"] == 1.0
    assert 0.6 < found["b/cut.txt"]["share"] < 0.95
    first = next(record for record in records(out) if record["input"]["name"] == "a/wire.txt")
    assert list(first)[-1] == "cluster"
    assert first["input"]["sha256"].startswith(found["b/cut.txt"]["id"])


@outputs
def test_blocks_and_clusters_go_together(folder: Path, out: str) -> None:
    batch(out, "--blocks")
    assert groups(out) == ALIKE | ALONE
    assert all(list(record)[-2:] == ["blocks", "cluster"] for record in records(out))


def remove_the_first(folder: Path) -> None:
    (folder / "a/wire.txt").unlink()


def add_before(folder: Path) -> None:
    (folder / "a/earlier.txt").write_text(page(story(1), "Earlier", "Nordfelder Zeitung"))


def rewrite_the_first(folder: Path) -> None:
    (folder / "a/wire.txt").write_text(page(story(77)))


def empty_the_first(folder: Path) -> None:
    (folder / "a/wire.txt").write_text("Menu\n\nHome\n")


def touch_all(folder: Path) -> None:
    for path in folder.rglob("*.txt"):
        os.utime(path, ns=(1, 1))


CHANGES = [remove_the_first, add_before, rewrite_the_first, empty_the_first, touch_all]


@outputs
@pytest.mark.parametrize("change", CHANGES)
def test_a_second_run_gives_what_a_first_one_would(folder: Path, out: str, change: Callable[[Path], None]) -> None:
    batch(out)
    change(folder)
    batch(out)
    after = written(out)
    after.pop("out/a/wire.json" if change is remove_the_first else "", None)  # results of vanished inputs stay
    for path in Path().glob("*out*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    batch(out)
    assert written(out) == after


@outputs
def test_nothing_is_cleaned_again_to_know_a_cluster(
    folder: Path, out: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(out)
    remove_the_first(folder)
    monkeypatch.setattr("newsparse.pipeline.clean_path", None)
    batch(out, "--jobs", "1")
    assert {names for names in groups(out) if "b/cut.txt" in names and "c/led.txt" in names}


@outputs
def test_force_changes_nothing(folder: Path, out: str) -> None:
    batch(out)
    before = written(out)
    batch(out, "--force")
    assert written(out) == before


@outputs
def test_without_clusters_there_is_no_such_key(folder: Path, out: str) -> None:
    batch(out, "--no-clusters")
    assert not any("cluster" in record for record in records(out))
    batch(out)
    assert groups(out) == ALIKE | ALONE


def test_a_page_that_was_edited_keeps_its_edits(folder: Path) -> None:
    batch("out")
    cut = Path("out/b/cut.json")
    cut.write_text(cut.read_text().replace("Ferry returns", "By hand"))
    remove_the_first(folder)
    batch("out")
    assert json.loads(cut.read_text())["title"] == "By hand"
    assert clusters("out")["b/cut.txt"]["share"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "words"), [(["-f", "markdown"], "write JSON"), ([], "pip install 'newsparse[batch]'")]
)
def test_clusters_that_cannot_be_are_wrong_usage(
    folder: Path,
    arguments: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("newsparse.cli.batch_checks.find_spec", lambda _: None)
    assert main(["batch", "scrapes", "-o", "out", "--clusters", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert main(["batch", "scrapes", "-o", "out", "-q", *arguments]) == 0


def kill_at(name: str, out: str) -> None:
    """A run that ends at a page, as by kill -9."""

    def spoken(path: str) -> str:
        if path == name:
            os.kill(os.getppid(), signal.SIGKILL)  # its worker ends with it
        return path

    def killed() -> None:
        cleaning.spoken = spoken
        batch(out, "--jobs", "1")

    process = multiprocessing.get_context("fork").Process(target=killed)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


@outputs
def test_a_run_that_was_killed_ends_like_one_that_was_not(folder: Path, out: str) -> None:
    batch("whole" + out)
    kill_at("b/same.txt", out)
    remove, kept = folder / "a/wire.txt", Path("kept.txt")
    remove.rename(kept)
    kill_at("c/other1.txt", out)  # another folder meanwhile: what was written for it has to go again
    kept.rename(remove)
    kill_at("d/menu.txt", out)
    batch(out)
    assert list(written(out).values()) == list(written("whole" + out).values())
    assert not list(Path().rglob("*.scratch"))


def test_a_chain_of_small_changes_ties_no_two_stories_together() -> None:
    sentences, others = story(1, 20), story(2, 20)
    steps = [" ".join(others[:step] + sentences[step:]) for step in range(0, 21, 2)]
    with closing(sqlite3.connect("")) as base:
        tied = Clusters(base)
        found = [tied.place(f"{number:02}" * 32, signature(text)) for number, text in enumerate(steps)]
        clustered = [cluster for cluster in found if cluster is not None]
        assert len(clustered) == len(steps)
        assert clustered[0].id == clustered[1].id != clustered[-1].id
        assert all(cluster.share >= 0.5 for cluster in clustered)
        assert tied.counts()[1] > tied.counts()[0] > 1


@pytest.mark.parametrize("end", ["", ', "cluster": null', ', "cluster": {"id": "ab12", "share": 0.75}'])
def test_a_cluster_takes_the_place_of_the_one_before(end: str) -> None:
    text = ('{"title": "…, \\"cluster\\": null}", "blocks": [{"a": 1}]' + end + "}\n").encode()
    expected = '{"title": "…, \\"cluster\\": null}", "blocks": [{"a": 1}], "cluster": {"id": "9", "share": 1.0}}\n'
    assert with_cluster(text, '{"id": "9", "share": 1.0}') == expected.encode()
    assert with_cluster(b"somebody's own", "null") == b"somebody's own"
