"""What a batch says at its end, and the same as a file."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from newsparse.batch import overview
from newsparse.batch.facts import Facts
from newsparse.batch.overview import Overview
from newsparse.batch.run import Tally
from newsparse.batch.summary import Run
from newsparse.cli import batch_progress, main
from newsparse.cli.batch_summary import tell
from newsparse.errors import EmptyInput

STORY = """<html lang="en"><head><title>{title}</title><link rel="canonical" href="https://www.{site}/{number}">
<meta property="article:published_time" content="2025-05-{day:02}T09:00:00Z"></head><body><article><h1>{title}</h1>
<p>The council of Callow has agreed to repair bridge {number} over the river before winter comes, the mayor said.</p>
<p>Work on it will take {number} weeks, and the road to the market stays open for people on foot and on bicycles.</p>
<p>"We have waited long enough for this bridge," said a baker whose shop has stood beside it for thirty years.</p>
</article></body></html>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve articles of three sites, a menu, and three files that cannot be cleaned."""
    monkeypatch.chdir(tmp_path)
    scrapes = Path("scrapes")
    scrapes.mkdir()
    for number in range(12):
        site = ("callow.example", "ledger.example", "quillon.example")[(0, 0, 0, 1, 1, 2)[number % 6]]
        page = STORY.format(title=f"Bridge {number} is to be repaired", site=site, number=number, day=number + 1)
        (scrapes / f"{number:02}.html").write_text(page)
    (scrapes / "menu.txt").write_text("Menu\n\nHome\n\nSport\n")
    (scrapes / "summary.txt").write_text("Menu\n\nHome\n")
    (scrapes / "empty.txt").touch()
    (scrapes / "link.txt").symlink_to("nowhere.txt")
    (scrapes / "photo.txt").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8)
    return scrapes


outputs = pytest.mark.parametrize(("out", "file"), [("out", "out/summary.json"), ("a.jsonl", "a.summary.json")])


def kept(file: str) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads(Path(file).read_text())
    return summary


@outputs
def test_the_file_counts_what_there_is(folder: Path, out: str, file: str) -> None:
    main(["batch", "scrapes", "-o", out, "-q"])
    summary = kept(file)
    assert [summary[name] for name in ("pages", "articles", "non_articles", "failed")] == [17, 12, 2, 3]
    assert summary["failures"] == {"binary": 1, "empty": 1, "unreadable": 1}
    assert summary["sites"]["most"] == {"callow.example": 6, "ledger.example": 4, "quillon.example": 2}
    assert summary["languages"] == {"count": 1, "most": {"en": 12}, "unknown": 0}
    assert summary["dates"] == {"first": "2025-05-01", "last": "2025-05-12", "unknown": 0}
    assert "no-title" in summary["warnings"]
    assert summary["run"]["skipped"] == 0


@outputs
def test_a_later_run_speaks_of_all_pages(folder: Path, out: str, file: str) -> None:
    main(["batch", "scrapes", "-o", out, "-q"])
    first = kept(file)
    main(["batch", "scrapes", "-o", out, "-q"])
    second = kept(file)
    assert second.pop("run")["skipped"] == 14
    assert first.pop("run")["skipped"] == 0
    assert second == first
    (folder / "11.html").unlink()
    main(["batch", "scrapes", "-o", out, "-q"])
    assert kept(file)["dates"]["last"] == "2025-05-11"


def test_a_page_that_is_called_summary_has_a_result_of_its_own(folder: Path) -> None:
    main(["batch", "scrapes", "-o", "out", "-q"])
    assert json.loads(Path("out/summary.txt.json").read_text())["input"]["name"] == "summary.txt"
    assert "pages" in kept("out/summary.json")


@pytest.mark.parametrize(("out", "file"), [("scrapes/out", "out/summary.json"), ("scrapes/a.jsonl", "a.summary.json")])
def test_a_summary_within_the_input_is_no_input(folder: Path, out: str, file: str) -> None:
    for _ in range(2):
        main(["batch", "scrapes", "-o", out, "-q"])
    assert kept(f"scrapes/{file}")["pages"] == 17


def test_it_is_said_in_few_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["batch", "scrapes", "-o", "out", "--no-clusters"])
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    rows = {line[2:14].strip(): line[14:] for line in lines if line.startswith("  ")}
    assert rows["pages"] == "17 in all, 12 articles, 2 non-articles, 3 failed"
    assert rows["failures"] == "binary 1, empty 1, unreadable 1"
    assert rows["sites"] == "callow.example 6, ledger.example 4, quillon.example 2"
    assert rows["dates"] == "2025-05-01 to 2025-05-12"
    assert "clusters" not in rows
    assert rows["summary"] == "out/summary.json"
    assert lines[-1].startswith("newsparse: 12 articles, 2 non-articles, 3 failures, 0 skipped; ")
    assert "\x1b" not in said.err


def test_clusters_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rensa")
    shutil.copy(folder / "00.html", folder / "again.html")
    main(["batch", "scrapes", "-o", "out"])
    counted = kept("out/summary.json")["clusters"]
    assert counted["count"] >= 1
    assert counted["articles"] >= 2
    assert f"{counted['articles']} articles in " in capsys.readouterr().err


def test_what_pages_say_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    seen = Overview(None)
    seen.add(True, Facts(site="evil\x1b[31m\n", language="en\x07"))
    seen.fail(EmptyInput("is empty"))
    tell(seen.summary(Run(0, 0.1), outside=0), None)
    seen.close()
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x07" not in said
    assert r"evil\x1b[31m" in said


def test_of_many_sites_the_commonest_are_named() -> None:
    seen = Overview(None)
    for number in range(1000):
        seen.add(True, Facts(site=f"site{number % 100}.example" if number % 4 else None))
    summary = seen.summary(Run(0, 0.1), outside=0)
    seen.close()
    assert summary.sites.count == 75
    assert len(summary.sites.most) == overview._NAMED
    assert list(summary.sites.most)[:3] == ["site1.example", "site10.example", "site11.example"]
    assert summary.sites.unknown == 250


def test_a_folder_that_is_called_summary_keeps_its_place(folder: Path) -> None:
    (folder / "summary.json").mkdir()
    shutil.copy(folder / "00.html", folder / "summary.json")
    main(["batch", "scrapes", "-o", "out", "-q"])
    assert Path("out/summary.json/00.json").exists()
    assert kept("out/.summary.json")["articles"] == 13


def test_a_summary_that_cannot_be_written_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name == "summary.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    assert main(["batch", "scrapes", "-o", "out", "-q"]) == 1
    assert "out/summary.json: cannot be written" in capsys.readouterr().err
    assert len(list(Path("out").glob("[0-9]*.json"))) == 12
    assert not list(Path("out").glob("*.part"))


def test_time_left_is_that_of_pages_that_are_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("newsparse.cli.batch_progress.time.monotonic", lambda: now)
    watcher = batch_progress._Lines(Path("scrapes"), False)
    watcher.total = 1000
    tally = Tally(skipped=500)
    now = 100.0
    watcher.moved(tally)
    tally.articles = tally.failures = 5
    now = 110.0
    assert watcher._progress(tally) == "510 of 1,000 done (500 skipped), 1 per second, 5 failures, 0:08:10 left"
