"""Runs over a folder: what is written, what a second run does, and what is left when a run is broken off."""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest

from newsparse.batch.cleaning import Cleaned
from newsparse.batch.inputs import Inputs
from newsparse.batch.items import Item
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.lines import LinesOutput
from newsparse.batch.output import FolderOutput, Output
from newsparse.batch.overview import SCRATCH, Overview
from newsparse.batch.run import Tally, count, run
from newsparse.batch.workers import Crew
from newsparse.errors import EmptyInput, NewsparseError
from newsparse.write import parquet, sqlite

TABLES: dict[str, ModuleType] = {".parquet": parquet, ".sqlite": sqlite}

EMPTY: dict[str, Any] = {
    **dict.fromkeys("title lede body date modified source agency authors language url is_article".split()),
    "authors": [],
    "is_article": True,
    "evidence": {},
    "warnings": [],
    "input": {"name": "", "kind": "text", "encoding": "utf-8", "sha256": "", "bytes": 1, "lines": 1},
}


@dataclass(frozen=True)
class Shout:
    """Stands in for the cleaning: a page becomes its capitals, and each page that is worked on is written down.

    For a table, a record whose body is the capitals.
    """

    log: Path
    kill_at: str = ""
    records: bool = False

    def __call__(self, item: Item) -> Cleaned:
        path, raw = item.name, item.read().data
        assert isinstance(raw, bytes)
        if path == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{path}\n")
        if not raw.strip():
            raise EmptyInput("is empty")
        text = raw.upper()
        if self.records:
            text = json.dumps({**EMPTY, "body": text.decode()}).encode()
        return Cleaned(text + b"\n", b"no article" not in raw, hashlib.sha256(raw).hexdigest())


def run_through(
    inputs: Inputs,
    output: Output,
    work: Callable[[Item], Cleaned],
    *,
    jobs: int,
    ordered: bool = True,
    **said: Any,
) -> None:
    """A run whose overview nobody asks for; with one job in this process, where tests can see what happens."""
    crew = Crew(0 if jobs == 1 else jobs, ordered=ordered)
    with closing(Overview(output.beside(SCRATCH))) as overview:
        run(inputs, output, work, crew=crew, overview=overview, **said)


@dataclass
class Notes:
    """Takes down what a run tells."""

    failures: dict[str, str] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)

    def failed(self, path: str, error: NewsparseError) -> None:
        self.failures[path] = str(error)

    def left_out(self, path: str) -> None:
        self.outside.append(path)

    def moved(self, tally: Tally) -> None:
        pass


@dataclass
class Bench:
    """A folder of scrapes and where it is cleaned to."""

    folder: Path
    out: Path
    log: Path
    notes: Notes = field(default_factory=Notes)

    def output(self, options: str = "1", force: bool = False) -> Output:
        if self.out.suffix:
            return LinesOutput(self.out, options=options, force=force, table=TABLES.get(self.out.suffix))
        return FolderOutput(self.out, inputs=[str(self.folder)], suffix=".json", options=options, force=force)

    def run(self, options: str = "1", *, force: bool = False, jobs: int = 0, kill_at: str = "") -> Tally:
        self.log.write_text("")
        self.notes = Notes()
        tally = Tally()
        output = self.output(options, force)
        work = Shout(self.log, kill_at, self.out.suffix in TABLES)
        inputs = Inputs((str(self.folder),))
        run_through(inputs, output, work, jobs=jobs, watcher=self.notes, tally=tally)
        return tally

    def run_until_killed_at(self, path: str) -> None:
        process = multiprocessing.get_context("fork").Process(target=self.run, kwargs={"kill_at": path})
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL

    def run_while_it_goes(self, path: str) -> None:
        """A page is taken away between being listed and being read."""
        self.notes = Notes()
        work = Shout(self.log)

        def late(item: Item) -> Cleaned:
            if item.name == path:
                (self.folder / path).unlink()
            return work(item)

        run_through(Inputs((str(self.folder),)), self.output(), late, jobs=1, watcher=self.notes, tally=Tally())

    def worked_on(self) -> list[str]:
        return self.log.read_text().split()

    def written(self) -> dict[str, str]:
        """All that a user sees in the output, by name."""
        if self.out.suffix in TABLES and self.out.is_file():
            lines = [line for _, line in TABLES[self.out.suffix].read_table(self.out)]
            return {self.out.name: "".join(json.loads(line)["body"] + "\n" for line in lines)}
        if self.out.is_file():
            return {self.out.name: self.out.read_text()}
        files = (path for path in self.out.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {str(path.relative_to(self.out)): path.read_text() for path in files}

    def leftovers(self) -> set[str]:
        """Hidden files beside the output, but for the manifest."""
        folder = self.out.parent if self.out.suffix else self.out
        return {path.name for path in folder.rglob(".*") if not path.name.endswith(".sqlite")}


@pytest.fixture
def bench(tmp_path: Path, request: pytest.FixtureRequest) -> Bench:
    folder = tmp_path / "scrapes"
    (folder / "sub").mkdir(parents=True)
    for number in range(20):
        (folder / ("sub" if number % 2 else "") / f"page{number:02}.txt").write_text(f"story {number}")
    (folder / "empty.txt").touch()
    (folder / "menu.txt").write_text("no article")
    return Bench(folder, tmp_path / "out" / getattr(request, "param", "tree"), tmp_path / "log")


FILES = ["all.jsonl", "all.parquet", "all.sqlite"]
every = pytest.mark.parametrize("bench", ["tree", *FILES], indirect=True)
files = pytest.mark.parametrize("bench", FILES, indirect=True)
lines = pytest.mark.parametrize("bench", ["all.jsonl"], indirect=True)


def test_the_tree_is_mirrored(bench: Bench) -> None:
    tally = bench.run(jobs=2)
    expected = {f"{'sub/' if n % 2 else ''}page{n:02}.json": f"STORY {n}\n" for n in range(20)}
    assert bench.written() == {**expected, "menu.json": "NO ARTICLE\n"}
    assert bench.leftovers() == set()
    assert bench.notes.failures == {"empty.txt": "is empty"}
    assert (tally.articles, tally.non_articles, tally.failures, tally.skipped) == (20, 1, 1, 0)


@files
def test_lines_stand_in_the_order_of_the_paths(bench: Bench) -> None:
    bench.run(jobs=3)
    even = "".join(f"STORY {n}\n" for n in range(0, 20, 2))
    odd = "".join(f"STORY {n}\n" for n in range(1, 20, 2))
    assert bench.written() == {bench.out.name: "NO ARTICLE\n" + even + odd}
    assert bench.leftovers() == set()


@every
def test_the_second_run_does_only_the_failures(bench: Bench) -> None:
    bench.run()
    before = bench.written()
    tally = bench.run()
    assert bench.worked_on() == ["empty.txt"]
    assert (tally.articles, tally.failures, tally.skipped) == (0, 1, 21)
    assert bench.written() == before


@every
def test_changed_and_new_inputs_are_cleaned(bench: Bench) -> None:
    bench.run()
    (bench.folder / "page00.txt").write_text("STORY x")
    (bench.folder / "empty.txt").write_text("no longer")
    (bench.folder / "sub/new.txt").write_text("new")
    (bench.folder / "page02.txt").write_text("story z")  # of the same size
    (bench.folder / "page04.txt").unlink()
    bench.run()
    assert bench.worked_on() == ["empty.txt", "page00.txt", "page02.txt", "sub/new.txt"]
    text = "".join(bench.written().values())
    assert all(line in text for line in ("STORY X\n", "STORY Z\n", "NO LONGER\n", "NEW\n"))


@files
def test_many_runs_give_the_same_file_as_one(bench: Bench) -> None:
    bench.run()
    (bench.folder / "page04.txt").unlink()
    (bench.folder / "page06.txt").write_text("")
    (bench.folder / "a.txt").write_text("first now, and longer than it was")
    bench.run()
    bench.run()
    after = bench.written()
    shutil.rmtree(bench.out.parent)
    bench.run()
    assert bench.written() == after


@every
def test_new_times_with_the_same_content_are_no_change(bench: Bench) -> None:
    bench.run()
    for path in bench.folder.rglob("*.txt"):
        os.utime(path, ns=(1, 1))
    bench.run()
    assert bench.worked_on() == ["empty.txt"]


@every
def test_an_edit_that_puts_the_time_back_is_seen(bench: Bench) -> None:
    path = bench.folder / "page00.txt"
    bench.run()
    before = path.stat()
    path.write_text("story y")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    bench.run()
    assert bench.worked_on() == ["empty.txt", "page00.txt"]


@every
@pytest.mark.parametrize(("options", "force"), [("2", False), ("1", True)])
def test_other_options_or_force_clean_all(bench: Bench, options: str, force: bool) -> None:
    bench.run()
    bench.run(options, force=force)
    assert len(bench.worked_on()) == 22


def test_a_result_that_was_taken_away_is_made_again(bench: Bench) -> None:
    bench.run()
    (bench.out / "page00.json").unlink()
    bench.run()
    assert bench.worked_on() == ["empty.txt", "page00.txt"]
    assert bench.written()["page00.json"] == "STORY 0\n"


@lines
def test_lines_that_were_edited_are_made_again(bench: Bench) -> None:
    bench.run()
    text = bench.out.read_text()
    bench.out.write_text(text.replace("STORY 0", "EDITED!"))
    bench.run()
    assert bench.worked_on() == ["empty.txt", "page00.txt"]
    assert bench.out.read_text() == text


def test_a_failure_leaves_no_stale_result(bench: Bench) -> None:
    bench.run()
    (bench.folder / "page00.txt").write_text("")
    (bench.out / "empty.json").write_text("by somebody else")
    bench.run()
    assert "page00.json" not in bench.written()
    assert bench.written()["empty.json"] == "by somebody else"


def test_results_of_vanished_inputs_stay(bench: Bench) -> None:
    bench.run()
    (bench.folder / "page00.txt").unlink()
    bench.run()
    assert bench.written()["page00.json"] == "STORY 0\n"


@every
def test_a_killed_run_goes_on_where_it_was(bench: Bench) -> None:
    bench.run()
    whole = bench.written()
    shutil.rmtree(bench.out.parent)
    done: list[str] = []
    for path in ("page08.txt", "sub/page01.txt", "sub/page15.txt"):
        bench.run_until_killed_at(path)
        done += bench.worked_on()
    bench.run()
    done += [path for path in bench.worked_on() if path != "empty.txt"]
    assert sorted(set(done) - {"empty.txt"}) == sorted(path for path in done if path != "empty.txt")
    assert len(set(done)) == 22
    assert bench.written() == whole
    assert bench.leftovers() == set()


@files
def test_until_a_run_is_finished_the_file_is_what_it_was(bench: Bench) -> None:
    bench.run()
    before = bench.written()
    (bench.folder / "page00.txt").write_text("changed")
    (bench.folder / "sub/page19.txt").write_text("changed, too")
    bench.run_until_killed_at("sub/page19.txt")
    assert bench.written() == before
    bench.run()
    assert "CHANGED\n" in bench.written()[bench.out.name]


@every
def test_two_runs_cannot_write_to_one_output(bench: Bench) -> None:
    output = bench.output()
    try:
        with pytest.raises(RunStoppedError, match="another run"):
            bench.run()
    finally:
        output.close()
    bench.run()


@every
def test_a_damaged_manifest_is_named(bench: Bench) -> None:
    bench.run()
    (found,) = bench.out.parent.rglob(".*.sqlite")
    found.write_bytes(b"no data base " * 100)
    with pytest.raises(RunStoppedError, match="remove it to start over"):
        bench.run()


def test_an_output_inside_the_input_is_not_read(bench: Bench) -> None:
    bench.out = bench.folder / "out"
    bench.run()
    tally = bench.run()
    assert (tally.skipped, tally.failures) == (21, 1)
    assert not list(bench.out.rglob("out"))


def test_an_output_around_the_input_never_writes_into_it(bench: Bench) -> None:
    bench.out = bench.folder.parent
    (bench.folder / "scrapes").mkdir()
    (bench.folder / "scrapes/deep.txt").write_text("deep")
    before = sorted(bench.folder.rglob("*"))
    bench.run()
    assert "input folder" in bench.notes.failures["scrapes/deep.txt"]
    assert sorted(bench.folder.rglob("*")) == before


def test_a_link_in_the_output_does_not_lead_into_the_input(bench: Bench) -> None:
    bench.out.mkdir(parents=True)
    (bench.out / "sub").symlink_to(bench.folder / "sub")
    bench.run()
    assert "input folder" in bench.notes.failures["sub/page01.txt"]
    assert not list(bench.folder.rglob("*.json"))


@every
def test_a_full_disk_stops_the_run_and_loses_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", Mock(side_effect=full))
        patch.setattr(LinesOutput, "_part", lambda *_: Path("/dev/full"))
        with pytest.raises(RunStoppedError, match="No space left on device"):
            bench.run()
    bench.run()
    assert len("".join(bench.written().values()).splitlines()) == 21


def test_a_result_that_cannot_be_written_costs_itself(bench: Bench) -> None:
    (bench.out / "page00.json").mkdir(parents=True)
    tally = bench.run()
    assert "cannot be written" in bench.notes.failures["page00.txt"]
    assert tally.articles == 19


def test_count_is_what_the_run_meets(bench: Bench) -> None:
    (bench.folder / "out.txt").symlink_to("/etc/hostname")
    output = bench.output()
    total = count(Inputs((str(bench.folder),)), output)
    output.close()
    assert total == bench.run().done == 22
    assert bench.notes.outside == ["out.txt"]


def packed_with(bench: Bench, **pages: str) -> None:
    with zipfile.ZipFile(bench.folder / "pages.zip", "w") as archive:
        for name, text in pages.items():
            archive.writestr(f"{name}.txt", text)


@every
def test_pages_of_an_archive_are_done_one_by_one(bench: Bench) -> None:
    packed_with(bench, one="one", two="two", empty="")
    bench.run(jobs=2)
    assert bench.notes.failures == {"empty.txt": "is empty", "pages.zip/empty.txt": "is empty"}
    before = bench.written()
    assert "ONE\n" in "".join(before.values())
    tally = bench.run()
    assert bench.worked_on() == ["empty.txt", "pages.zip/empty.txt"]
    assert tally.skipped == 23
    packed_with(bench, new="new", one="one", two="changed")
    bench.run()
    assert bench.worked_on() == ["empty.txt", "pages.zip/new.txt", "pages.zip/two.txt"]
    assert "TWO\n" not in "".join(bench.written().values())
    bench.run("2")
    assert len(bench.worked_on()) == 25


@every
def test_a_run_that_was_killed_within_an_archive_goes_on_there(bench: Bench) -> None:
    packed_with(bench, **{f"p{number}": f"page {number}" for number in range(9)})
    bench.run()
    whole = bench.written()
    shutil.rmtree(bench.out.parent)
    bench.run_until_killed_at("pages.zip/p5.txt")
    bench.run()
    assert [path for path in bench.worked_on() if path.startswith("pages.zip")] == [
        f"pages.zip/p{number}.txt" for number in range(5, 9)
    ]
    assert bench.written() == whole


class Vanishing(Notes):
    """Takes something away when the run has come so far."""

    def __init__(self, folder: Path, after: int) -> None:
        super().__init__()
        self.folder = folder
        self.after = after

    def moved(self, tally: Tally) -> None:
        if tally.done == self.after and self.folder.is_dir():
            self.folder.rename(self.folder.with_name("away"))


@every
def test_a_folder_that_vanishes_stops_the_run_and_what_is_done_stays(bench: Bench) -> None:
    bench.run()
    before = bench.written()
    tally = Tally()
    notes = Vanishing(bench.folder, 5)
    output = bench.output()
    inputs = Inputs((str(bench.folder),))
    with pytest.raises(RunStoppedError, match="scrapes: is gone; bring it back"):
        run_through(
            inputs, output, Shout(bench.log, records=bench.out.suffix in TABLES), jobs=1, watcher=notes, tally=tally
        )
    assert notes.failures == {"empty.txt": "is empty"}
    assert bench.written() == before
    (bench.folder.with_name("away")).rename(bench.folder)
    assert bench.run().skipped == 21
    assert bench.written() == before


@every
def test_a_subfolder_that_vanishes_is_told_of_once(bench: Bench) -> None:
    tally = Tally()
    notes = Vanishing(bench.folder / "sub", 15)
    run_through(
        Inputs((str(bench.folder),)),
        bench.output(),
        Shout(bench.log, records=bench.out.suffix in TABLES),
        jobs=1,
        watcher=notes,
        tally=tally,
    )
    assert list(notes.failures) == ["empty.txt", "sub"]
    assert "is gone since it was listed, with what was in it" in notes.failures["sub"]
    assert tally.articles == 13


def test_what_vanished_keeps_its_earlier_result(bench: Bench) -> None:
    bench.run()
    before = bench.written()
    (bench.folder / "page00.txt").write_text("changed")
    bench.run_while_it_goes("page00.txt")
    assert "is gone" in bench.notes.failures["page00.txt"]
    assert bench.written() == before
