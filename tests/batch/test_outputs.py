"""Outputs: what is written anew, what is believed, what a table that cannot be written costs, pipes."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import resource
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_run import TABLES, Bench, Notes, Shout, bench, every, files, lines, run_through

from newsparse.batch import durable
from newsparse.batch.inputs import Inputs
from newsparse.batch.items import Item
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.lines import PipeOutput, lines_manifest
from newsparse.batch.manifest import Manifest
from newsparse.batch.output import FOLDER_MANIFEST
from newsparse.batch.run import Tally

__all__ = ["bench"]  # a fixture

tables = pytest.mark.parametrize("bench", ["all.parquet", "all.sqlite"], indirect=True)


def table_of(bench: Bench) -> ModuleType:
    return TABLES[bench.out.suffix]


def written_when(path: Path) -> tuple[int, int]:
    """Which file it is, and when it was written."""
    return path.stat().st_ino, path.stat().st_mtime_ns


@files
def test_where_nothing_changed_the_file_stays(bench: Bench) -> None:
    bench.run()
    before = written_when(bench.out)
    for _ in range(2):
        assert bench.run().skipped == 21
    assert written_when(bench.out) == before
    assert bench.leftovers() == set()


@files
def test_an_input_less_is_a_change(bench: Bench) -> None:
    bench.run()
    (bench.folder / "sub/page19.txt").unlink()
    assert bench.run().skipped == 20
    assert "STORY 19" not in bench.written()[bench.out.name]
    assert bench.run().skipped == 20


@files
def test_an_output_that_was_taken_away_is_made_again(bench: Bench) -> None:
    bench.run()
    whole = bench.written()
    bench.out.unlink()
    assert bench.run().articles == 20
    assert bench.written() == whole


def edit(path: Path, table: ModuleType, number: int, body: str | None) -> None:
    """Change the body of one row, or drop the row."""
    if table is TABLES[".sqlite"]:
        with contextlib.closing(sqlite3.connect(path)) as base, base:
            if body is None:
                base.execute("DELETE FROM articles WHERE number = ?", (number + 1,))
            else:
                base.execute("UPDATE articles SET body = ? WHERE number = ?", (body, number + 1))
        return
    old = pq.read_table(path)
    rows = old.to_pylist()
    rows[number : number + 1] = [{**rows[number], "body": body}] if body is not None else []
    pq.write_table(pa.Table.from_pylist(rows, schema=old.schema), path)


@tables
def test_a_row_that_was_edited_is_made_again_and_no_other(bench: Bench) -> None:
    bench.run()
    whole = bench.written()
    edit(bench.out, table_of(bench), 1, "longer or shorter than what stood there")
    bench.run()
    assert bench.worked_on() == ["empty.txt", "page00.txt"]
    assert bench.written() == whole


@tables
def test_a_row_that_was_dropped_is_made_again(bench: Bench) -> None:
    bench.run()
    whole = bench.written()
    edit(bench.out, table_of(bench), 20, None)
    bench.run()
    assert bench.worked_on() == ["empty.txt", "sub/page19.txt"]
    assert bench.written() == whole


@tables
def test_a_damaged_table_is_made_again(bench: Bench) -> None:
    bench.run()
    whole = bench.written()
    raw = bench.out.read_bytes()
    bench.out.write_bytes(raw[:100] + bytes(400) + raw[500:])
    bench.run()
    assert "page00.txt" in bench.worked_on()
    assert bench.written() == whole


@tables
def test_a_strange_file_is_left_alone(bench: Bench) -> None:
    bench.out.parent.mkdir()
    bench.out.write_text("a diary")
    with pytest.raises(RunStoppedError, match="not written by newsparse"):
        bench.run()
    assert bench.out.read_text() == "a diary"
    assert bench.worked_on() == []


@tables
@pytest.mark.parametrize("before", [False, True], ids=["first run", "later run"])
def test_a_table_that_cannot_be_written_costs_no_cleaning(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    bench.run()
    whole = bench.written()
    if before:
        (bench.folder / "page00.txt").write_text("changed")
    else:
        shutil.rmtree(bench.out.parent)
    there = bench.written() if before else {}

    def full(lines: Any, file: Path) -> None:
        file.write_bytes(next(lines)[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(table_of(bench), "write_table", full)
        with pytest.raises(RunStoppedError, match=r"No space left on device.*nothing that is done is lost: make room"):
            bench.run()
    assert (bench.written() if bench.out.exists() else {}) == there
    assert not list(bench.out.parent.glob(".*.new"))
    bench.run()
    assert bench.worked_on() == ["empty.txt"]
    assert bench.written() == (
        whole if not before else {n: t.replace("STORY 0\n", "CHANGED\n") for n, t in whole.items()}
    )
    assert bench.leftovers() == set()


@tables
def test_ctrl_c_while_a_table_is_written_costs_no_cleaning(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(lines: Any, file: Path) -> None:
        file.write_bytes(next(lines))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(table_of(bench), "write_table", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bench.run()
    assert not bench.out.exists()
    bench.run()
    assert bench.worked_on() == ["empty.txt"]
    assert bench.leftovers() == set()


@tables
def test_a_disk_that_fills_up_while_a_table_is_written(bench: Bench) -> None:
    """With a limit on the size of files, which the lines of these pages do not reach, and the tables do."""
    for number in range(20):
        noise = os.urandom(2000).hex()  # that no compression makes small
        (bench.folder / f"more{number}.txt").write_text(noise)

    def limited() -> None:
        size = sum(path.stat().st_size for path in bench.folder.rglob("*.txt"))
        limit = {".parquet": size // 3, ".sqlite": size * 5 // 4}[bench.out.suffix]
        real = table_of(bench).write_table

        def write_table(lines: Any, file: Path) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            try:
                real(lines, file)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        table_of(bench).write_table = write_table  # type: ignore[attr-defined] # in a process of its own
        with pytest.raises(RunStoppedError, match="cannot be written"):
            bench.run()
        os._exit(7)

    process = multiprocessing.get_context("fork").Process(target=limited)
    process.start()
    process.join()
    assert process.exitcode == 7
    assert not bench.out.exists()
    bench.run()
    assert bench.worked_on() == ["empty.txt"]
    assert len(list(table_of(bench).read_table(bench.out))) == 41


@tables
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_where_the_table_takes_its_place(bench: Bench, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    bench.run()
    whole = bench.written()
    (bench.folder / "page00.txt").write_text("changed")
    real = durable.replace

    def killed(fresh: Path, target: Path) -> None:
        if when == "after":
            real(fresh, target)
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace", killed)
        bench.run_until_killed_at("")
    bench.run()
    assert bench.worked_on() == ["empty.txt"]
    assert bench.written() == {name: text.replace("STORY 0\n", "CHANGED\n") for name, text in whole.items()}
    assert bench.leftovers() == set()


@tables
def test_killed_while_an_old_table_is_turned_into_lines(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.run()
    whole = bench.written()
    real = table_of(bench).read_table

    def killed(file: Path) -> Any:
        for number, line in real(file):
            if number == 10:
                os.kill(os.getpid(), signal.SIGKILL)
            yield number, line

    with monkeypatch.context() as patch:
        patch.setattr(table_of(bench), "read_table", killed)
        bench.run_until_killed_at("")
    assert bench.written() == whole
    assert bench.run().skipped == 21
    assert bench.leftovers() == set()


@files
def test_a_run_that_is_stopped_often_leaves_little(bench: Bench) -> None:
    for number in (4, 8, 12, 16):
        bench.run_until_killed_at(f"page{number:02}.txt")
        assert len([name for name in bench.leftovers() if name.endswith(".part")]) <= 2
    bench.run()
    assert bench.leftovers() == set()


@files
def test_the_mode_of_a_file_stays(bench: Bench) -> None:
    bench.run()
    bench.out.chmod(0o600)
    (bench.folder / "page00.txt").write_text("changed")
    bench.run()
    assert bench.out.stat().st_mode & 0o777 == 0o600


@every
def test_an_output_that_vanishes_stops_the_run(bench: Bench) -> None:
    output = bench.output()
    taken = bench.out.parent.with_name("taken")

    class Taking(Notes):
        def moved(self, tally: Tally) -> None:
            if tally.done == 5:
                bench.out.parent.rename(taken)

    work = Shout(bench.log, records=bench.out.suffix in TABLES)
    with pytest.raises(RunStoppedError, match="taken away"):
        run_through(Inputs((str(bench.folder),)), output, work, jobs=1, watcher=Taking(), tally=Tally())
    assert not bench.out.exists()
    taken.rename(bench.out.parent)
    assert bench.run().skipped == 4
    assert len("".join(bench.written().values()).splitlines()) == 21


def test_what_a_power_cut_took_is_done_again_and_what_was_edited_is_not(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.run_until_killed_at("page16.txt")
    (bench.out / "page00.json").write_bytes(bytes(8))  # as a file system may leave what it was not told to keep
    bench.run()
    assert "page00.txt" in bench.worked_on()
    assert "page02.txt" not in bench.worked_on()
    (bench.out / "page00.json").write_text("by hand")
    bench.run()
    assert bench.worked_on() == ["empty.txt"]
    assert bench.written()["page00.json"] == "by hand"


def kept_after_killing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Which results the manifest takes for lasting, of a run that was killed after ten pages."""
    bench.run_until_killed_at("page16.txt")
    manifest = Manifest(bench.out / FOLDER_MANIFEST)
    try:
        found = (manifest.find(f"page{number:02}.json") for number in range(0, 16, 2))
        return [entry.lasting for entry in found if entry is not None]
    finally:
        manifest.close()


def test_nothing_is_lasting_before_the_disk_was_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept_after_killing(bench, monkeypatch) == [False] * 8


def test_in_groups_results_become_lasting(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "SECONDS", 0.0)
    assert kept_after_killing(bench, monkeypatch) == [True] * 8


@every
def test_files_are_kept_before_the_manifest_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "SECONDS", 0.0)
    told: list[str] = []
    synced, settle = os.fsync, Manifest.settle

    def fsync(number: int) -> None:
        told.append("keep")
        synced(number)

    def say(manifest: Manifest, outputs: Iterable[str] = ()) -> None:
        told.append("say")
        settle(manifest, outputs)

    monkeypatch.setattr(durable, "_keep_file_systems", lambda folders: False)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Manifest, "settle", say)
    bench.run()
    assert told.count("say") >= 21
    assert {before for before, after in pairwise(told) if after == "say"} == {"keep"}


@lines
def test_lines_that_a_power_cut_took_are_done_again(bench: Bench) -> None:
    bench.run_until_killed_at("page16.txt")
    (part,) = bench.out.parent.glob(".*.part")
    part.write_bytes(part.read_bytes()[:30])
    bench.run()
    assert "page02.txt" not in bench.worked_on()
    assert "page06.txt" in bench.worked_on()
    assert len(bench.out.read_text().splitlines()) == 21


@pytest.mark.parametrize("fall_back", [False, True])
def test_files_can_be_kept_at_once_or_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fall_back: bool
) -> None:
    if fall_back:
        monkeypatch.setattr(durable, "_keep_file_systems", lambda folders: False)
    (tmp_path / "a").touch()
    durable.keep_files([tmp_path / "a", tmp_path / "gone", tmp_path / "no folder" / "gone"])


class Slow(Shout):
    """Does not answer for the first page before eight others were in work."""

    def __call__(self, item: Item) -> Any:
        deadline = time.monotonic() + 20
        while item.name == "page00.txt" and self.log.read_text().count("\n") < 8 and time.monotonic() < deadline:
            time.sleep(0.01)
        return super().__call__(item)


@files
def test_unordered_lines_stand_as_they_were_done(bench: Bench) -> None:
    bench.log.write_text("")
    work = Slow(bench.log, records=bench.out.suffix in TABLES)
    run_through(
        Inputs((str(bench.folder),)), bench.output(), work, jobs=2, watcher=Notes(), tally=Tally(), ordered=False
    )
    written = bench.written()[bench.out.name].splitlines()
    assert (
        written.index("STORY 0") >= 7
    )  # while its worker waited, the other went on; its last answer may be on its way
    assert len(set(written)) == 21
    assert bench.run().skipped == 21  # and the next run puts them in order
    assert bench.written()[bench.out.name].splitlines()[1] == "STORY 0"


def test_a_pipe_has_every_line_in_order(bench: Bench) -> None:
    stream = io.BytesIO()
    tally = Tally()
    for _ in range(2):  # nothing is skipped
        output = PipeOutput(stream)
        run_through(Inputs((str(bench.folder),)), output, Shout(bench.log), jobs=2, watcher=Notes(), tally=tally)
    even = [f"STORY {n}" for n in range(0, 20, 2)]
    odd = [f"STORY {n}" for n in range(1, 20, 2)]
    assert stream.getvalue().decode().splitlines() == ["NO ARTICLE", *even, *odd] * 2
    assert tally.articles == 40


def test_a_file_behind_the_pipe_is_no_input(bench: Bench) -> None:
    with (bench.folder / "all.txt").open("wb") as stream:
        tally = Tally()
        output = PipeOutput(stream)
        run_through(Inputs((str(bench.folder),)), output, Shout(bench.log), jobs=1, watcher=Notes(), tally=tally)
    assert tally.done == 22
    assert len((bench.folder / "all.txt").read_text().splitlines()) == 21


def test_a_full_disk_behind_the_pipe_stops_the_run(bench: Bench) -> None:
    work = Shout(bench.log)
    with Path("/dev/full").open("wb", buffering=0) as out:
        output = PipeOutput(out)  # raw, so that nothing waits to be written again
        with pytest.raises(RunStoppedError, match="standard output: cannot be written"):
            run_through(Inputs((str(bench.folder),)), output, work, jobs=1, watcher=Notes(), tally=Tally())


def test_outputs_that_differ_in_their_ending_have_manifests_of_their_own(tmp_path: Path) -> None:
    names = {lines_manifest(tmp_path / f"all{ending}") for ending in (".jsonl", ".parquet", ".sqlite", ".db")}
    assert len(names) == 4
