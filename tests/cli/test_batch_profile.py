"""What recurs in a folder, as a person meets it: in `batch`, and in `clean` with what batch has learnt."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsparse.cli import main
from newsroom import PITCH, page, story

PAGES = 12


def scrape(number: int) -> str:
    first, *rest = story(number)
    return page(number, [first, PITCH, *rest])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    scrapes = Path("scrapes")
    scrapes.mkdir()
    for number in range(PAGES):
        (scrapes / f"{number:02}.txt").write_text(scrape(number))
    return scrapes


def batch(*options: str, out: str = "out") -> int:
    return main(["batch", "scrapes", "-o", out, "--jobs", "1", *options])


def bodies(out: str = "out") -> list[str]:
    pages = (path for path in sorted(Path(out).glob("*.json")) if path.stem != "summary")
    return [json.loads(path.read_text())["body"] for path in pages]


def results(out: str) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in Path(out).iterdir()
        if path.suffix == ".json" and path.stem != "summary"
    }


def test_what_recurs_is_left_out_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert batch("--blocks", "-q") == 0
    assert capsys.readouterr() == ("", "")
    assert not any(PITCH in body for body in bodies())
    article = json.loads(Path("out/03.json").read_text())
    reasons = [block["reason"] for block in article["blocks"] if block["text"] == PITCH]
    assert reasons == [f"on {PAGES} of {PAGES} pages of this site"]


def test_each_page_by_itself() -> None:
    assert batch("--no-profile", "-q") == 0
    assert all(PITCH in body for body in bodies())
    assert not list(Path("out").glob("*profile*"))


def test_what_was_learnt_can_be_given_to_clean_and_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert batch("-q", "--save-profile", "recurring.jsonl") == 0
    Path("new.txt").write_text(scrape(77))
    assert main(["clean", "--format", "text", "new.txt"]) == 0
    assert PITCH in capsys.readouterr().out
    assert main(["clean", "--format", "text", "--profile", "recurring.jsonl", "new.txt"]) == 0
    assert PITCH not in capsys.readouterr().out
    assert main(["explain", "--profile", "recurring.jsonl", "new.txt"]) == 0
    assert f"on {PAGES} of {PAGES} pages of this site" in capsys.readouterr().out


def test_what_was_learnt_can_be_given_to_batch() -> None:
    batch("-q", "--save-profile", "recurring.jsonl")
    assert batch("-q", "--profile", "recurring.jsonl", out="again") == 0
    assert results("again") == results("out")
    assert not list(Path("again").glob(".*profile*"))
    rows = Path("recurring.jsonl").read_text().splitlines(keepends=True)
    Path("recurring.jsonl").write_text("".join(row for row in rows if "Harbour Letter" not in row))
    assert batch("-q", "--profile", "recurring.jsonl", out="again") == 0
    assert all(PITCH in body for body in bodies("again"))


def test_a_second_run_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    batch("-q")
    (Path("scrapes") / "new.txt").write_text(scrape(40))
    assert batch() == 0
    assert "1 article, 0 non-articles, 0 failures, 12 skipped" in capsys.readouterr().err
    assert len(bodies()) == PAGES + 1
    assert not any(PITCH in body for body in bodies())


def test_pages_that_came_too_early_are_cleaned_again(capsys: pytest.CaptureFixture[str]) -> None:
    late = [path for path in sorted(Path("scrapes").iterdir()) if path.stem > "03"]
    for path in late:
        shutil.move(path, path.name)
    batch("-q")
    assert all(PITCH in body for body in bodies())
    for path in late:
        shutil.move(path.name, path)
    capsys.readouterr()
    assert batch() == 0
    assert "12 articles" in capsys.readouterr().err
    assert not any(PITCH in body for body in bodies())


def test_an_edited_profile_holds_until_it_is_forgotten() -> None:
    batch("-q")
    profile = Path("out/.newsparse.profile.jsonl")
    rows = profile.read_text().splitlines(keepends=True)
    profile.write_text("".join(row for row in rows if "Harbour Letter" not in row))
    batch("-q")
    assert all(PITCH in body for body in bodies())
    batch("-q", "--relearn")
    assert not any(PITCH in body for body in bodies())
    assert profile.read_text() == "".join(rows)


@pytest.mark.parametrize("out", ["killed", "killed.jsonl"])
@pytest.mark.parametrize("room", ["Counts.put", "Lessons._write", "PageWork.__call__"])
def test_killed_anywhere_it_ends_as_if_it_had_not_been(room: str, out: str) -> None:
    home = {"Counts": "learning", "Lessons": "learning", "PageWork": "cleaning"}[room.split(".", maxsplit=1)[0]]
    program = f"""
import os, signal, sys
from newsparse.batch import {home} as home
from newsparse.cli import main
name, method = {room!r}.split(".")
before, calls = getattr(getattr(home, name), method), []
def deadly(*given):
    calls.append(given)
    if len(calls) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return before(*given)
setattr(getattr(home, name), method, deadly)
home._TOGETHER = 3
sys.exit(main(["batch", "scrapes", "-o", {out!r}, "--jobs", "1", "-q"]))
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for call in ("7", "1"):
        ended = subprocess.run([sys.executable, "-c", program, call], env=environment, check=False)
        assert ended.returncode in (-signal.SIGKILL, 0)
    assert batch("-q", out=out) == 0
    assert batch("-q", out=out.replace("killed", "whole")) == 0
    if out.endswith(".jsonl"):
        assert Path(out).read_bytes() == Path("whole.jsonl").read_bytes()
        assert Path(".killed.jsonl.profile.jsonl").read_bytes() == Path(".whole.jsonl.profile.jsonl").read_bytes()
    else:
        assert results(out) == results("whole")
        assert (
            Path("killed/.newsparse.profile.jsonl").read_bytes() == Path("whole/.newsparse.profile.jsonl").read_bytes()
        )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--profile", "none.jsonl"], "none.jsonl: no profile can be read there"),
        (["--profile", "broken.jsonl"], "broken.jsonl, row 1: no JSON"),
        (["--profile", "empty.jsonl", "--no-profile"], "contradict each other"),
        (["--profile", "empty.jsonl", "--relearn"], "nothing is learnt; leave out --relearn"),
        (["--save-profile", "scrapes/x.jsonl"], "is in the input folder, which is never written to"),
        (["--no-profile", "--save-profile", "x"], "nothing is learnt; leave out --save-profile"),
    ],
)
def test_what_cannot_be_meant_is_refused(options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.jsonl").write_text('{"site": \x1b[2J\n')
    Path("empty.jsonl").touch()
    assert batch(*options) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "\x1b" not in said
    assert not Path("out").exists()


def test_a_stored_profile_that_is_broken_stops_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    batch("-q")
    Path("out/.newsparse.profile.jsonl").write_text("{\n")
    assert batch("-q") == 1
    said = capsys.readouterr().err
    assert "row 1: no JSON" in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1


def test_a_profile_that_cannot_be_saved_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert batch("-q", "--save-profile", "nowhere/recurring.jsonl") == 1
    assert "nowhere/recurring.jsonl: cannot be written" in capsys.readouterr().err
