"""Transcripts: a command, what goes in, `^D`, what comes out (`2>` on standard error), and the exit status."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from calling import call, stand_in

TRANSCRIPTS = Path(__file__).parent / "transcripts"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)
    for page in (TRANSCRIPTS / "files").iterdir():
        (tmp_path / page.name).write_bytes(page.read_bytes())
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path: Path) -> None:
    transcript = path.read_text(encoding="utf-8")
    command, given = transcript.split("^D\n")[0].split("\n", 1)
    program, *arguments = shlex.split(command.removeprefix("% "))
    assert program == "newsparse"
    result = call(*arguments, stdin=given.encode())
    errors = "".join(f"2> {line}\n" for line in result.err.splitlines())
    assert f"{command}\n{given}^D\n{result.out}{errors}=> {result.status}\n" == transcript


def test_transcripts_leave_nothing_behind(tmp_path: Path) -> None:
    files = TRANSCRIPTS / "files"
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in files.iterdir()}
