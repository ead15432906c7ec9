"""What a batch learns of its folder: what is counted, what is kept of it, and what a second run makes of it."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from newsparse import ProfileError
from newsparse.batch import learning
from newsparse.batch.cleaning import Cleaning
from newsparse.batch.inputs import Inputs
from newsparse.batch.items import Item
from newsparse.batch.learning import Counts, Lessons, Lines, LineWork, scrapes
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.workers import Crew
from newsparse.pipeline import page_of
from newsparse.profile import key_of
from newsroom import PITCH, page, story


class Folder:
    """A folder of scrapes, and what is learnt of it."""

    def __init__(self, home: Path) -> None:
        self.scrapes = home / "scrapes"
        self.counts = home / "counts.sqlite"
        self.file = home / "profile.jsonl"
        self.scrapes.mkdir()
        self.read: list[str] = []

    def add(self, number: int, *, folder: str = "", extra: str = PITCH) -> None:
        path = self.scrapes / folder / f"{number:03}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(number, [*story(number), extra]))

    def learn(self, *, relearn: bool = False, kill_at: str = "") -> None:
        """Learn in this process."""
        self.read = []
        work = LineWork(Cleaning())

        def reading(item: Item) -> Lines:
            if item.name == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            self.read.append(item.name)
            return work(item)

        pages = partial(scrapes, Inputs((str(self.scrapes),)), "")

        with closing(self.lessons(relearn=relearn)) as lessons:
            lessons.learn(pages, reading, crew=Crew(0), waiting=lambda pages: None)

    def lessons(self, *, relearn: bool = False) -> Lessons:
        return Lessons(self.counts, self.file, relearn=relearn)

    def learn_until_killed_at(self, path: str) -> None:
        process = multiprocessing.get_context("fork").Process(target=self.learn, kwargs={"kill_at": path})
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL

    def digest(self, path: str) -> str:
        with closing(self.lessons()) as lessons:
            return lessons.digest(path)

    def rows(self) -> list[dict[str, object]]:
        return [json.loads(row) for row in self.file.read_text().splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    for number in range(9):
        made.add(number)
    return made


def test_what_recurs_is_written_by_site_the_commonest_first(folder: Folder) -> None:
    for number in range(20, 26):
        folder.add(number, folder="other", extra="Tell us what you think of it")
    folder.learn()
    rows = folder.rows()
    assert {row["site"] for row in rows} == {"./", "./other"}
    assert {"site": "./other", "on": 6, "of": 6, "line": "Tell us what you think of it"} in rows
    assert any(row["on"] == 9 and str(row.get("line", "")).startswith("The Harbour Letter") for row in rows)
    shares = [row["on"] for row in rows if row["site"] == "./"]
    assert shares == sorted(shares, key=lambda on: -int(str(on)))
    assert all(isinstance(row["on"], int) and row["on"] >= learning.LEAST for row in rows)


def test_no_line_that_was_met_once_is_held(folder: Folder) -> None:
    folder.learn()
    held = folder.counts.read_bytes() + b"".join(path.read_bytes() for path in folder.counts.parent.glob("*-wal"))
    assert PITCH[:60].encode() in held
    assert not any(text[:60].encode() in held for number in range(9) for text in story(number))


def test_the_address_of_a_page_tells_its_site() -> None:
    lines = Lines.of(page_of("Hello there, all of you", url="https://www.news.example/1"), "folder/1.txt")
    assert lines.site == "news.example"
    assert lines.lines == ((key_of("Hello there, all of you"), "Hello there, all of you"),)


def test_the_same_page_scraped_again_is_one_page(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.add(0)
    for number in range(1, 9):
        (folder.scrapes / f"{number}.txt").write_bytes((folder.scrapes / "000.txt").read_bytes())
    folder.learn()
    assert not folder.file.exists() or not folder.rows()


def test_a_second_run_reads_what_is_new(folder: Folder) -> None:
    folder.learn()
    before = folder.file.read_bytes()
    folder.add(30)
    folder.learn()
    assert folder.read == ["030.txt"]
    assert folder.file.read_bytes() == before


def test_sites_are_learnt_when_they_have_pages_enough(folder: Folder) -> None:
    for number in range(40, 44):
        folder.add(number, folder="late")
    folder.learn()
    before = folder.file.read_bytes()
    assert folder.digest("late/040.txt") == ""
    folder.add(44, folder="late")
    folder.learn()
    assert folder.file.read_bytes().startswith(before)
    assert folder.digest("late/040.txt") == folder.digest("late/044.txt") != ""
    assert folder.digest("000.txt") not in ("", folder.digest("late/040.txt"))


def test_an_edit_is_kept_and_changes_what_hangs_on_it(folder: Folder) -> None:
    folder.learn()
    before = folder.digest("000.txt")
    rows = folder.file.read_text().splitlines(keepends=True)
    folder.file.write_text("".join(rows[1:]).rstrip("\n"))
    folder.add(31)
    folder.learn()
    assert folder.digest("000.txt") not in ("", before)
    assert len(folder.rows()) == len(rows) - 1


def test_a_site_with_all_its_lines_taken_out_is_left_alone(folder: Folder) -> None:
    folder.learn()
    folder.file.write_text('{"site": "./", "of": 9}\n')
    folder.learn()
    assert folder.rows() == [{"site": "./", "of": 9}]
    assert folder.digest("000.txt") == ""


def test_what_was_learnt_can_be_forgotten(folder: Folder) -> None:
    folder.learn()
    before = folder.file.read_bytes()
    folder.file.write_text('{"site": "./", "of": 9}\n')
    folder.learn(relearn=True)
    assert folder.file.read_bytes() == before
    assert len(folder.read) == 9


@pytest.mark.parametrize("together", [1, 4, 200])
def test_killed_and_called_again_it_learns_the_same(
    folder: Folder, tmp_path: Path, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "_TOGETHER", together)
    for at in ("002.txt", "005.txt", "008.txt"):
        folder.learn_until_killed_at(at)
        assert not folder.file.exists()
    folder.learn()
    assert len(folder.read) == (9 if together == 200 else 1)
    (tmp_path / "again").mkdir()
    whole = Folder(tmp_path / "again")
    for number in range(9):
        whole.add(number)
    whole.learn()
    assert folder.file.read_bytes() == whole.file.read_bytes()


def test_a_page_that_cannot_be_read_is_passed_over(folder: Folder) -> None:
    (folder.scrapes / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    folder.learn()
    assert all(row["of"] == 9 for row in folder.rows())
    folder.learn()
    assert folder.read == []


def test_fewer_files_than_a_site_needs_are_not_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for number in range(learning.LEAST_PAGES - 1):
        folder.add(number)
    folder.learn()
    assert folder.read == []
    assert not folder.file.exists()


def test_an_edit_that_broke_the_profile_is_told_of(folder: Folder) -> None:
    folder.learn()
    folder.file.write_text('{"site": "./"\n')
    with pytest.raises(ProfileError, match="row 1"):
        folder.learn()


def test_counts_that_are_no_counts_are_told_of(folder: Folder) -> None:
    folder.counts.write_bytes(b"no database" * 100)
    with pytest.raises(RunStoppedError, match="remove it to learn anew"):
        folder.learn()


def test_no_more_pages_of_a_site_are_counted_than_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "MOST_PAGES", 6)
    with closing(Counts(":memory:")) as counts:
        for number in range(20):
            counts.put(str(number), Lines.of(page_of(page(number, story(number))), None))
        found = [(name, pages, [line.on for line in lines]) for name, pages, lines in counts.learnt()]
    assert [(name, pages) for name, pages, _ in found] == [("./", 6)]
    assert max(found[0][2]) == 6


def test_two_runs_cannot_count_at_once(tmp_path: Path) -> None:
    with closing(Counts(tmp_path / "c")) as counts:
        counts.put("a", None)
        with pytest.raises(RunStoppedError, match="in use"):
            Counts(tmp_path / "c")
