"""What `newsparse batch` writes, read back by those who read such files."""

from __future__ import annotations

import importlib.util
import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
import yaml
from calling import call

from newsparse.cli import main

PROGRAM = [sys.executable, "-c", "import sys; from newsparse.cli import main; sys.exit(main())"]

STORY = """{title}

By Elin Marsh and Tobias Renn
{day} May 2025, 18:30

The council of Callow has agreed to repair the old bridge over the river before winter comes, the mayor said on Monday.

Work on the bridge will take {day} weeks, and the road to the market stays open for people on foot and on bicycles.

"We have waited long enough for this bridge," said a baker whose shop has stood beside it for thirty years.

The repair will cost 1.2 million, about half of which the county pays. The rest has been saved since the floods of 2014,
when the water took two of the five arches, and the town was cut in half until soldiers had laid a bridge of steel.

Not everybody is content. Some would rather have a new bridge further down, where the road is wide enough for lorries.
"""

TITLES = ['Bridge "Old Lady" is repaired: at last', "Zürich und 渡し船: Brücke repariert", "It's a bridge, #1 & only"]


@pytest.fixture
def scrapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three stories and an empty file; the working folder is the one around them."""
    monkeypatch.chdir(tmp_path)
    folder = Path("scrapes")
    folder.mkdir()
    for number, title in enumerate(TITLES):
        (folder / f"{number}.txt").write_text(STORY.format(title=title, day=number + 12), "utf-8")
    (folder / "empty.txt").touch()
    return folder


def batch(out: str, *more: str) -> list[dict[str, Any]]:
    """Clean into an output; the records as they are in JSON, to compare with."""
    assert main(["batch", "scrapes", "-o", out, "-q", "--jobs", "1", *more]) == 1  # for one file is empty
    main(["batch", "scrapes", "-o", "expected.jsonl", "-q", "--jobs", "1"])
    return [json.loads(line) for line in Path("expected.jsonl").read_text("utf-8").splitlines()]


def found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path


def said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def test_json_is_read_by_python(scrapes: Path) -> None:
    records = batch("out")
    assert [json.loads(Path(f"out/{number}.json").read_text("utf-8")) for number in range(3)] == records
    assert [record["title"] for record in records] == TITLES


@pytest.mark.parametrize("out", ["out.jsonl", "out.ndjson", "out"])
def test_json_is_read_by_jq(scrapes: Path, out: str) -> None:
    jq = found("jq")
    batch(out)
    paths = [out] if Path(out).is_file() else [f"{out}/{number}.json" for number in range(3)]
    assert said(jq, "-r", ".title", *paths).splitlines() == TITLES
    assert json.loads(said(jq, "-s", "map(.evidence.date.text)", *paths))[0] == "12 May 2025, 18:30"


def test_front_matter_is_read_by_pyyaml(scrapes: Path) -> None:
    records = batch("out", "-f", "markdown")
    for number, record in enumerate(records):
        opening, matter, text = Path(f"out/{number}.md").read_text("utf-8").split("---\n", 2)
        assert opening == ""
        read = yaml.safe_load(matter)
        assert read == {key: record[key] for key in read}
        assert {"title", "date", "authors", "language"} <= set(read)
        assert record["body"].splitlines()[0] in text


def test_parquet_is_read_by_pyarrow(scrapes: Path) -> None:
    records = batch("out.parquet")
    rows = pq.read_table("out.parquet").to_pylist()
    assert [row.pop("day") for row in rows] == [date(2025, 5, 12), date(2025, 5, 13), date(2025, 5, 14)]
    clusters = [record.pop("cluster") for record in records]
    assert [json.loads(row.pop("others")) for row in rows] == [{"cluster": cluster} for cluster in clusters]
    assert [{"id": row.pop("cluster"), "share": row.pop("share")} for row in rows] == clusters
    assert [{**row, "evidence": json.loads(row["evidence"])} for row in rows] == records


def test_parquet_is_read_by_duckdb(scrapes: Path) -> None:
    batch("out.parquet")
    asked = """
        SELECT title, authors[1], input.name, year(day), evidence->>'$.date.text', len(warnings)
        FROM 'out.parquet' WHERE is_article AND day > DATE '2025-05-12' AND body LIKE '%bridge%' ORDER BY day
    """
    with duckdb.connect() as connection:
        rows = connection.execute(asked).fetchall()
    assert rows[0] == (TITLES[1], "Elin Marsh", "1.txt", 2025, "13 May 2025, 18:30", 0)
    assert [row[0] for row in rows] == TITLES[1:]


def test_blocks_are_read_by_duckdb(scrapes: Path) -> None:
    batch("out.parquet", "--blocks")
    asked = """
        SELECT block.text FROM (SELECT unnest(blocks) AS block FROM 'out.parquet')
        WHERE block.kind = 'byline' AND NOT block.kept AND block.lines[1] = 3
    """
    with duckdb.connect() as connection:
        assert connection.execute(asked).fetchall() == [("By Elin Marsh and Tobias Renn",)] * 3


@pytest.mark.parametrize("out", ["out.sqlite", "out.db", "out.sqlite3"])
def test_a_data_base_is_read_by_sqlite3(scrapes: Path, out: str) -> None:
    records = batch(out)
    with closing(sqlite3.connect(out)) as base:
        base.row_factory = sqlite3.Row
        rows = [dict(row) for row in base.execute("SELECT * FROM articles ORDER BY number")]
        titles = base.execute("SELECT title FROM search WHERE search MATCH 'zurich'").fetchall()
    assert [tuple(title) for title in titles] == [(TITLES[1],)]
    for row, record in zip(rows, records, strict=True):
        assert {name: row[name] for name in ("title", "lede", "body", "date")} == {
            name: record[name] for name in ("title", "lede", "body", "date")
        }
        assert json.loads(row["evidence"]) == record["evidence"]
        assert (row["name"], row["day"]) == (record["input"]["name"], record["date"][:10])


def test_a_data_base_is_of_use_in_a_shell_at_once(scrapes: Path) -> None:
    program = found("sqlite3")
    batch("out.sqlite")
    ask = ("select title from search where search match 'bridge' order by rowid", "select count(*) from authors")
    assert said(program, "out.sqlite", *ask).splitlines() == [*TITLES, "6"]
    assert "-- who published it" in said(program, "out.sqlite", ".schema articles")


@pytest.mark.parametrize("out", ["out.parquet", "out.sqlite", "out.jsonl"])
def test_the_second_run_skips_all_and_leaves_the_file(
    scrapes: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    batch(out, "--blocks")
    before = (Path(out).stat().st_ino, Path(out).stat().st_mtime_ns)
    main(["batch", "scrapes", "-o", out, "--blocks"])
    assert "0 articles, 0 non-articles, 1 failure, 3 skipped" in capsys.readouterr().err
    assert (Path(out).stat().st_ino, Path(out).stat().st_mtime_ns) == before
    hidden = {path.name for path in Path().iterdir() if path.name.startswith(".")}
    assert hidden == {f".{name}.{ending}" for name in (out, "expected.jsonl") for ending in ("sqlite", "lines.sqlite")}


def test_a_pipe_carries_articles_and_nothing_else(scrapes: Path) -> None:
    records = batch("out")
    for more in ([], ["--unordered", "--jobs", "2"]):
        result = call("batch", "scrapes", "-o", "-", *more)
        assert result.status == 1
        found = [json.loads(line) for line in result.out.splitlines()]
        for record in (*found, *records):
            record.pop("cluster", None)  # which of near-duplicates comes first is told by the order
        assert sorted(found, key=lambda one: str(one["input"]["name"])) == records
        assert "3 articles, 0 non-articles, 1 failure, 0 skipped" in result.err
    assert {path.name for path in Path().iterdir()} == {
        "scrapes",
        "out",
        "expected.jsonl",
        "expected.failures.jsonl",
        "expected.summary.json",
        ".expected.jsonl.sqlite",
        ".expected.jsonl.lines.sqlite",
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_has_had_enough_is_no_error(scrapes: Path, jobs: str) -> None:
    for number in range(3, 60):
        (scrapes / f"{number}.txt").write_text(STORY.format(title=f"Story {number}", day=5) * 20, "utf-8")
    (scrapes / "empty.txt").unlink()
    command = [*PROGRAM, "batch", "scrapes", "-o", "-", "-q", "--blocks", "--jobs", jobs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["title"] == TITLES[0]
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_on_a_terminal_no_bar_runs_through_the_articles(scrapes: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen([*PROGRAM, "batch", "scrapes", "-o", "-"], stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
    os.close(ours)
    assert process.returncode == 1
    # Colours of the summary are fine; a bar would hide the cursor, and clear lines.
    assert b"\x1b[?25l" not in shown
    assert b"\x1b[2K" not in shown
    assert b"3 articles" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other side is closed
        return b""


def test_a_pipe_that_is_a_file_among_the_inputs_is_no_input(scrapes: Path) -> None:
    with (scrapes / "all.txt").open("wb") as out:
        run = subprocess.run([*PROGRAM, "batch", "scrapes", "-o", "-"], stdout=out, stderr=subprocess.PIPE, check=False)
    assert b"3 articles, 0 non-articles, 1 failure" in run.stderr


def test_without_the_extra_it_says_what_to_install(
    scrapes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find_spec = importlib.util.find_spec
    missing = lambda name, package=None: None if name == "pyarrow" else find_spec(name, package)  # noqa: E731
    monkeypatch.setattr("newsparse.cli.batch_checks.find_spec", missing)
    assert main(["batch", "scrapes", "-o", "out.parquet"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'newsparse[batch]'" in line
    assert main(["batch", "scrapes", "-o", "out.sqlite", "-q"]) == 1


def test_what_is_not_asked_for_is_not_loaded(scrapes: Path) -> None:
    program = "import sys; from newsparse.cli import main; main(); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", program, "batch", "scrapes", "-o", "out.jsonl", "-q", "--jobs", "1"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stderr.split()
    assert "newsparse.batch.lines" in loaded
    assert not {"pyarrow", "duckdb", "newsparse.write.parquet", "newsparse.write.sqlite"} & set(loaded)


@pytest.mark.parametrize("out", ["mine.db", "mine.parquet"])
def test_a_file_that_somebody_else_wrote_is_not_replaced(
    scrapes: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    Path(out).write_text("years of work")
    assert main(["batch", "scrapes", "-o", out]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "not written by newsparse; name another file" in line
    assert Path(out).read_text() == "years of work"


@pytest.mark.parametrize("out", ["scrapes/all.sqlite", "scrapes/all.parquet"])
def test_a_table_may_stand_among_the_inputs_and_is_none(scrapes: Path, out: str) -> None:
    for _ in range(2):
        assert main(["batch", "scrapes", "-o", out, "-q"]) == 1
    names = {path.name for path in scrapes.iterdir()} - {"0.txt", "1.txt", "2.txt", "empty.txt"}
    hidden = {f".{Path(out).name}.sqlite", f".{Path(out).name}.lines.sqlite"}
    assert names == {Path(out).name, *hidden, "all.summary.json", "all.failures.jsonl"}
    assert json.loads((scrapes / "all.summary.json").read_text())["pages"] == 4


def test_a_data_base_among_the_inputs_is_not_replaced(scrapes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["batch", "scrapes", "-o", "all.sqlite", "-q"])
    Path("all.sqlite").rename(scrapes / "all.sqlite")
    capsys.readouterr()
    assert main(["batch", "scrapes", "-o", "scrapes/all.sqlite"]) == 2
    assert "is one of the inputs" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_to_is_one_line(
    scrapes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", forbidden)
    for out in ("out", "new/out.jsonl", "new/out.sqlite"):
        assert main(["batch", "scrapes", "-o", out]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert "cannot be written (Permission denied); allow writing there, or name another output" in line
