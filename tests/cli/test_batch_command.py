"""`newsparse batch`, as a person calls it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path
from typing import Any

import click
import pytest

from newsparse import pipeline
from newsparse.batch import cleaning
from newsparse.batch.walk import SUMMARY
from newsparse.cli import batch_progress, main
from newsparse.cli.batch import batch
from newsparse.cli.group import COMMANDS
from newsparse.cli.limits import memory_size

STORY = """{title}

The council of {place} has agreed to repair the old bridge over the river before winter comes, the mayor said on Monday.

Work on the bridge will take {weeks} weeks, and the road to the market stays open for people on foot and on bicycles.

"We have waited long enough for this bridge," said a baker whose shop has stood beside it for thirty years.
"""

BAD = {
    "bad/empty.txt": (b"", "is empty"),
    "bad/blank.txt": (b" \n\t\n \n", "white space"),
    "bad/photo.txt": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8, "JPEG"),
    "bad/mark.txt": (b"\xff\xfe", "white space"),
    "bad/packed.txt": (b"\x1f\x8b\x08\x00" + bytes(range(200)), "gzip"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty good scrapes and six bad ones; the working folder is the one around them."""
    monkeypatch.chdir(tmp_path)
    scrapes = Path("scrapes")
    for number in range(60):
        path = scrapes / f"{number % 3}" / f"story {number}.{('txt', 'md', 'text')[number % 3]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY.format(title=f"Bridge {number} is repaired", place="Ostrava", weeks=number + 2))
    (scrapes / "bad").mkdir()
    for name, (content, _) in BAD.items():
        (scrapes / name).write_bytes(content)
    (scrapes / "bad/link.txt").symlink_to("nowhere.txt")
    return scrapes


def failures(said: str) -> dict[str, str]:
    """Name → what is wrong, of the lines that name a failure."""
    lines = (line.removeprefix("newsparse: ").split(": ", 1) for line in said.splitlines())
    return {line[0]: line[1] for line in lines if len(line) == 2}


def articles(out: Path) -> list[Path]:
    return sorted(path for path in out.rglob("*.json") if path.name != SUMMARY)


def test_the_good_are_cleaned_and_the_bad_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "scrapes", "-o", "out", "--jobs", "2"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(articles(Path("out"))) == 60
    article = json.loads(Path("out/0/story 3.json").read_text())
    assert article["title"] == "Bridge 3 is repaired"
    assert article["input"]["name"] == "0/story 3.txt"
    named = failures(said.err)
    assert set(named) == {f"scrapes/{name}" for name in (*BAD, "bad/link.txt")}
    for name, (_, words) in BAD.items():
        assert words in named[f"scrapes/{name}"]
    assert "broken link" in named["scrapes/bad/link.txt"]
    assert said.err.splitlines()[-1].startswith("newsparse: 60 articles, 0 non-articles, 6 failures, 0 skipped; ")


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_the_second_run_does_only_the_failures(folder: Path, capsys: pytest.CaptureFixture[str], out: str) -> None:
    main(["batch", "scrapes", "-o", out, "--jobs", "2"])
    first = {path: path.read_bytes() for path in [*articles(Path("out")), Path(out)] if path.is_file()}
    named = failures(capsys.readouterr().err)
    assert main(["batch", "scrapes", "-o", out, "--jobs", "2"]) == 1
    said = capsys.readouterr().err
    assert failures(said) == named
    assert "0 articles, 0 non-articles, 6 failures, 60 skipped" in said
    assert first
    assert {path: path.read_bytes() for path in first} == first


def test_lines_are_the_files_in_the_order_of_the_paths(folder: Path) -> None:
    main(["batch", "scrapes", "-o", "out", "-q"])
    main(["batch", "scrapes", "-o", "new/all.jsonl", "-q", "--jobs", "3"])
    lines = Path("new/all.jsonl").read_text().splitlines(keepends=True)
    assert sorted(lines) == sorted(path.read_text() for path in articles(Path("out")))
    names = [json.loads(line)["input"]["name"] for line in lines]
    assert names == sorted(names)


def test_quiet_leaves_only_the_failures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "scrapes", "-o", "out", "-q"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 6


def test_all_good_is_status_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "scrapes/0", "-o", "out", "-q", "-f", "markdown"]) == 0
    assert capsys.readouterr().err == ""
    assert Path("out/story 0.md").read_text().startswith("---\n")


def test_strict_takes_a_page_without_an_article_for_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "scrapes"
    folder.mkdir()
    (folder / "menu.txt").write_text("Home\nSport\n")
    out = str(tmp_path / "out")
    assert main(["batch", str(folder), "-o", out]) == 0
    assert "1 non-article," in capsys.readouterr().err
    assert main(["batch", str(folder), "-o", out, "--strict"]) == 1
    assert "no article in it" in capsys.readouterr().err
    assert not articles(tmp_path / "out")


def test_names_steer_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "scrapes"
    folder.mkdir()
    (folder / "a\x1b[31m\n.txt").touch()
    (folder / os.fsdecode(b"caf\xe9.txt")).touch()
    main(["batch", str(folder), "-o", str(tmp_path / "out"), "-q"])
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert r"caf\xe9.txt: is empty" in said
    assert len(said.splitlines()) == 2


def test_a_file_whose_name_is_not_utf8_is_cleaned(tmp_path: Path) -> None:
    folder = tmp_path / "scrapes"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(STORY.format(title="A bridge", place="Ostrava", weeks=2))
    assert main(["batch", str(folder), "-o", str(tmp_path / "out"), "-q"]) == 0
    (found,) = articles(tmp_path / "out")
    assert os.fsencode(found.name) == b"caf\xe9.json"
    assert json.loads(found.read_text())["input"]["name"] == r"caf\xe9.txt"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scrape", "-o", "out"], "no such file or folder; did you mean scrapes?"),
        (["scrape/0", "-o", "out"], "did you mean scrapes/0?"),
        (["nothing/like/it", "-o", "out"], "no such file or folder; check the path"),
        (["scrapes/0/story 0.tx", "-o", "out"], "did you mean scrapes/0/story 0.txt?"),
        (["scrapes/*.html", "-o", "out"], "matches no file"),
        (["scrapes/0/story 0.txt", "-o", "scrapes/0"], "holds the input"),
        (["-o", "out"], "names no input"),
        (["-", "-o", "out"], "newsparse clean"),
        (["scrapes", "-0", "-o", "out"], "--files-from"),
        (["--files-from", "missing", "-o", "out"], "--files-from missing"),
        (["scrapes", "--include", "!*.txt", "-o", "out"], "use --exclude"),
        (["scrapes"], "--output"),
        (["scrapes", "-o", "scrapes"], "never written to"),
        (["scrapes", "-o", "scrapes/../scrapes/"], "never written to"),
        (["scrapes", "-o", "scrapes/0"], "holds inputs"),
        (["scrapes", "-o", "scrapes/0/story 0.txt"], "is a file"),
        (["scrapes", "-o", "out.parqet"], "did you mean out.parquet?"),
        (["scrapes", "-o", "out.json1"], "did you mean out.jsonl?"),
        (["scrapes", "-o", "out.csv"], "ends in .jsonl, .parquet"),
        (["scrapes", "-o", "-", "-f", "markdown"], "leave out --format"),
        (["scrapes", "-o", "out.sqlite", "-f", "markdown"], "leave out --format"),
        (["scrapes", "-o", "out.jsonl", "-f", "markdown"], "leave out --format"),
        (["scrapes", "-o", "out", "-f", "markdown", "--blocks"], "leave out --blocks"),
        (["scrapes", "-o", "out", "--jobs", "0"], "--jobs"),
        (["scrapes", "-o", "out", "--scraped-at", "yesterday"], "ISO 8601"),
        (["scrapes", "-o", "out", "--timeout", "-1"], "--timeout"),
        (["scrapes", "-o", "out", "--max-memory", "much"], "write 500M or 2G"),
        (["scrapes", "-o", "out", "--max-memory", "0"], "write 500M or 2G"),
    ],
)
def test_wrong_usage_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    before = sorted(Path().rglob("*"))
    assert main(["batch", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert sorted(Path().rglob("*")) == before


def test_a_file_of_lines_among_the_inputs_is_not_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data.jsonl").write_text("an input")
    assert main(["batch", "scrapes", "-o", "scrapes/data.jsonl"]) == 2
    assert "is one of the inputs" in capsys.readouterr().err
    assert main(["batch", "scrapes/0", "-o", "scrapes/0/new.jsonl", "-q"]) == 0
    assert main(["batch", "scrapes/0", "-o", "scrapes/0/new.jsonl", "-q"]) == 0
    assert len((folder / "0/new.jsonl").read_text().splitlines()) == 20


def test_the_input_folder_is_left_as_it_was(folder: Path) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        paths = (path for path in folder.rglob("*") if "out" not in path.parts)
        return {path: (path.lstat().st_mtime_ns, path.lstat().st_size) for path in paths if path != folder}

    before = state()
    main(["batch", "scrapes", "-o", "scrapes/out", "-q"])
    main(["batch", "scrapes", "-o", "scrapes/out", "-q"])
    assert state() == before
    assert len(articles(folder / "out")) == 60


def test_a_fault_costs_its_page_and_debug_shows_where(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(path: str) -> str:
        if path == "0/story 3.txt":
            raise ZeroDivisionError("by zero")
        return path

    monkeypatch.setattr(cleaning, "spoken", fault)
    assert main(["batch", "scrapes/", "-o", "out", "--jobs", "1"]) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in failures(said)["scrapes/0/story 3.txt"]
    assert "Traceback" not in said
    assert "59 articles" in said
    main(["batch", "scrapes/", "-o", "out", "--jobs", "1", "--debug"])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
@pytest.mark.parametrize("quiet", [[], ["-q"]])
def test_an_empty_folder_is_told_of_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, quiet: list[str]
) -> None:
    (tmp_path / "scrapes").mkdir()
    assert main(["batch", str(tmp_path / "scrapes"), "-o", str(tmp_path / out), *quiet]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"newsparse: {tmp_path}/scrapes: no files there; nothing to clean"


def test_patterns_that_leave_nothing_are_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "scrapes", "-o", "out", "--include", "*.pdf"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "no files that --include and --exclude leave" in line


def test_several_inputs_of_all_kinds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = STORY.format(title="Bridge X is repaired", place="Ostrava", weeks=2)
    rows = [{"id": "x", "text": story, "url": "https://news.example/x"}, {"id": "y", "url": "https://news.example/y"}]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with zipfile.ZipFile("pages.zip", "w") as archive:
        archive.writestr("../inner/x.txt", story)
    Path("list").write_text("scrapes/1/story 1.md\nnowhere.txt\n")
    arguments = ["scrapes/0", "scrapes/2/*0.text", "rows.jsonl", "pages.zip", "--files-from", "list"]
    assert main(["batch", *arguments, "-o", "out", "--include", "* ?.*", "--jobs", "2"]) == 1
    said = capsys.readouterr().err
    assert failures(said).keys() == {"rows.jsonl/2", "nowhere.txt"}
    names = [path.relative_to("out").as_posix() for path in articles(Path("out"))]
    assert names == [
        "rows.jsonl/1.json",
        "scrapes/0/story 0.json",
        "scrapes/0/story 3.json",
        "scrapes/0/story 6.json",
        "scrapes/0/story 9.json",
        "scrapes/1/story 1.json",
    ]


def test_a_file_that_is_a_record_is_read_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "scrapes"
    folder.mkdir()
    story = STORY.format(title="A bridge", place="Ostrava", weeks=2)
    row = json.dumps({"id": 7, "text": story, "url": "https://news.example/7"})
    (folder / "one.json").write_text(row)
    (folder / "two.json").write_text(f"{row}\n{row}\n")
    (folder / "none.txt").write_text("{ is how a set begins }\n" + story)
    assert main(["batch", str(folder), "-o", str(tmp_path / "out"), "-q"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "two.json: holds a page per line" in line
    article = json.loads((tmp_path / "out/one.json").read_text())
    assert (article["id"], article["title"], article["url"]) == (7, "A bridge", "https://news.example/7")
    assert json.loads((tmp_path / "out/none.json").read_text())["input"]["kind"] == "text"
    os.utime(folder / "one.json", ns=(1, 1))
    main(["batch", str(folder), "-o", str(tmp_path / "out")])
    assert "0 articles, 0 non-articles, 1 failure, 2 skipped" in capsys.readouterr().err


SLOW = textwrap.dedent(
    """
    import signal, sys, time
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background is born without
    import newsparse.pipeline as pipeline
    from newsparse.cli import main
    whole = pipeline.clean
    def slow(data, **options):
        time.sleep(0.02 if options["name"] < "story 5" else 60)
        return whole(data, **options)
    pipeline.clean = slow
    sys.exit(main())
    """
)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_says_how_to_go_on(
    folder: Path, capsys: pytest.CaptureFixture[str], by: signal.Signals
) -> None:
    (folder / "0/a.txt").touch()
    command = [sys.executable, "-c", SLOW, "batch", "scrapes/0", "-o", "out", "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while process.poll() is None and len(articles(Path("out"))) < 2:
            time.sleep(0.05)
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if by is signal.SIGINT:
            os.killpg(process.pid, by)  # as a terminal does: the workers get it, too
        else:
            process.send_signal(by)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "run the same command again to go on" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert len(workers) == 2
    assert not any(Path("/proc", pid).exists() for pid in workers)
    assert listed("out/failures.jsonl") == {"a.txt": ("empty", None)}
    done = len(articles(Path("out")))
    assert done >= 2
    assert main(["batch", "scrapes/0", "-o", "out", "--jobs", "2"]) == 1
    said = capsys.readouterr().err
    # A page may be written and not yet written down: then it is done again.
    assert any(f"{20 - n} articles, 0 non-articles, 1 failure, {n} skipped" in said for n in (done, done - 1)), said


def test_a_terminal_shows_progress_and_whole_lines(folder: Path) -> None:
    ours, theirs = pty.openpty()
    script = "from newsparse.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", script, "batch", "scrapes", "-o", "out"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "60"}
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=environment) as process:
        os.close(theirs)
        shown = _read_all(ours)
        assert process.stdout is not None
        assert process.stdout.read() == b""
    assert process.returncode == 1
    assert "scrapes/bad/empty.txt: is empty" in shown
    assert "60 articles, 0 non-articles, 6 failures" in shown


def _read_all(terminal: int) -> str:
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side is closed
            piece = b""
        if not piece:
            os.close(terminal)
            return shown.decode()
        shown += piece


def test_without_a_terminal_there_is_a_line_now_and_then(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_progress, "_SECONDS_BETWEEN_LINES", 0.0)
    main(["batch", "scrapes/0", "-o", "out", "--jobs", "1"])
    lines = capsys.readouterr().err.splitlines()
    assert lines[9] == "newsparse: 10 files read for lines that recur"
    assert sum(" done, " in line for line in lines) == 20
    assert lines[29].startswith("newsparse: 10 of 20 done, ")
    assert ", 0 failures, 0:00:0" in lines[29]


def test_it_stands_in_the_list_of_commands() -> None:
    assert "batch" in COMMANDS


def listed(path: str) -> dict[str, tuple[str, str | None]]:
    """Name → reason and traceback."""
    records = (json.loads(line) for line in Path(path).read_text().splitlines())
    return {record["name"]: (record["reason"], record["traceback"]) for record in records}


POISON = {"story 3.txt": "crash", "story 6.txt": "timeout", "story 9.txt": "memory"}


def poison(data: bytes, **options: Any) -> object:
    """Cleans a page, unless it is one that does harm."""
    harm = POISON.get(options["name"], "")
    if harm == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    while harm == "timeout":
        pass
    eaten = bytearray()
    while harm == "memory":
        eaten += bytes(1 << 28)
    return WHOLE(data, **options)


WHOLE = pipeline.clean


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_poisoned_pages_cost_themselves_only(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, out: str, jobs: str
) -> None:
    arguments = ["batch", "scrapes/0", "-o", out, "--jobs", jobs]
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "clean", poison)
        assert main([*arguments, "--timeout", "1", "--max-memory", "0.5G"]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert "17 articles, 0 non-articles, 3 failures" in said.err
    beside = "out/failures.jsonl" if out == "out" else "out.failures.jsonl"
    assert f"newsparse: what failed is listed in {beside}\n" in said.err
    found = listed(beside)
    assert {name: reason for name, (reason, _) in found.items()} == POISON
    assert all("in poison" in (trace or "") for _, trace in found.values())
    assert main(arguments) == 0
    assert "3 articles, 0 non-articles, 0 failures, 17 skipped" in capfd.readouterr().err
    assert not Path(beside).exists()


def test_every_failure_of_the_last_run_is_listed_with_its_reason(folder: Path) -> None:
    main(["batch", "scrapes", "-o", "out", "-q"])
    reasons = {name: reason for name, (reason, _) in listed("out/failures.jsonl").items()}
    blank = {"bad/empty.txt": "empty", "bad/blank.txt": "empty", "bad/mark.txt": "empty"}
    binary = {"bad/photo.txt": "binary", "bad/packed.txt": "binary"}
    assert reasons == {**blank, **binary, "bad/link.txt": "unreadable"}
    (folder / "bad/empty.txt").write_text(STORY.format(title="Bridge", place="Graz", weeks=3))
    (folder / "menu.txt").write_text("Home\nSport\n")
    main(["batch", "scrapes", "-o", "out", "-q", "--strict"])
    reasons = {name: reason for name, (reason, _) in listed("out/failures.jsonl").items()}
    assert "bad/empty.txt" not in reasons
    assert reasons["menu.txt"] == "no-article"


@pytest.mark.parametrize("out", ["scrapes/out", "scrapes/out.jsonl"])
def test_the_list_of_failures_is_no_input(folder: Path, capsys: pytest.CaptureFixture[str], out: str) -> None:
    main(["batch", "scrapes", "-o", out])
    main(["batch", "scrapes", "-o", out])
    assert "0 articles, 0 non-articles, 6 failures, 60 skipped" in capsys.readouterr().err.splitlines()[-1]


def test_a_list_that_somebody_else_wrote_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out.failures.jsonl").write_text("mine")
    Path("out").mkdir()
    Path("out/failures.jsonl").write_text("mine")
    for out in ("scrapes/out.jsonl", "out"):
        assert main(["batch", "scrapes", "-o", out]) == 2
        assert "not written by newsparse" in capsys.readouterr().err
    assert (folder / "out.failures.jsonl").read_text() == Path("out/failures.jsonl").read_text() == "mine"


@pytest.mark.parametrize("size", ["500M", "0.5G", "524288000", "512000 kb", "500MiB"])
def test_sizes(size: str) -> None:
    assert memory_size(click.Context(batch), batch.params[0], size) in {500 << 20, 512 << 20}


def test_a_memory_that_is_too_small_is_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "scrapes", "-o", "out", "--max-memory", "1M", "-q"]) == 1
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "scrapes/" not in line]
    assert "before its first page" in line


def test_a_program_without_standard_streams_has_workers_all_the_same(folder: Path) -> None:
    script = "from newsparse.cli import main; raise SystemExit(main())"
    command = f'exec "{sys.executable}" -c "{script}" batch scrapes/0 -o out --jobs 2 <&- >&- 2>&-'
    assert subprocess.run(["bash", "-c", command], timeout=60, check=False).returncode == 0
    assert len(articles(Path("out"))) == 20
