"""The list of failures: what stands in it, where it stands, and when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsparse.batch.failures import FailureList
from newsparse.batch.ledger import RunStoppedError
from newsparse.errors import CleaningError, EmptyInput


def listed(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_failure_is_an_object_with_its_traceback(tmp_path: Path) -> None:
    error = CleaningError("failed at\x1b[31m once")
    error.add_note("Traceback\n  File")
    failures = FailureList(tmp_path)
    failures.add("a.txt", EmptyInput("is empty"))
    failures.add("b\ud800.txt", error)
    assert not (tmp_path / "failures.jsonl").exists(), "it appears as a whole"
    failures.close()
    first, second = listed(tmp_path / "failures.jsonl")
    assert first == {"name": "a.txt", "reason": "empty", "message": "is empty", "traceback": None}
    assert second["reason"] == "internal-error"
    assert second["traceback"] == "Traceback\n  File"
    assert b"\x1b" not in (tmp_path / "failures.jsonl").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["failures.jsonl"]


def test_where_nothing_failed_there_is_no_list(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    first = FailureList(output)
    first.add("a.txt", EmptyInput("is empty"))
    first.close()
    assert [path.name for path in tmp_path.iterdir()] == ["out.failures.jsonl"]
    FailureList(output).close()
    assert not list(tmp_path.iterdir())


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    failures = FailureList(tmp_path)
    failures.add("a.txt", EmptyInput("is empty"))
    failures.close()
    failures.close()
    assert len(listed(tmp_path / "failures.jsonl")) == 1


def test_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "failures.jsonl").mkdir()
    failures = FailureList(tmp_path)
    failures.add("a.txt", EmptyInput("is empty"))
    failures.close()
    assert len(listed(tmp_path / ".failures.jsonl")) == 1
    assert (tmp_path / "failures.jsonl").is_dir()


def test_a_list_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    failures = FailureList(tmp_path / "nowhere/out.jsonl")
    with pytest.raises(RunStoppedError, match=r"out\.failures\.jsonl: cannot be written"):
        failures.add("a.txt", EmptyInput("is empty"))
