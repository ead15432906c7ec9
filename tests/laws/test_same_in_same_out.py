"""Law 3: byte-identical output for the same input, options and version: no clock, no locale, no hash order."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import scrapes
from hypothesis import given

import newsparse
from sample_files import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
import newsparse
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        print(newsparse.clean(file.read(), scraped_at="2025-12-01").to_json(blocks=True))
"""
ELSEWHERE = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "99", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "COLUMNS": "20"},
)


def printed(paths: list[Path], environment: dict[str, str]) -> bytes:
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM, *map(str, paths)]
    run = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=True, timeout=300)
    return run.stdout


def test_processes_agree() -> None:
    paths = [sample.scrape for sample in SAMPLES]
    first, *others = [printed(paths, environment) for environment in ELSEWHERE]
    assert first.count(b"\n") == len(paths)
    assert all(other == first for other in others)


def test_order_of_inputs_does_not_matter() -> None:
    paths = [sample.scrape for sample in SAMPLES]
    forward = printed(paths, ELSEWHERE[0]).splitlines()
    backward = printed(paths[::-1], ELSEWHERE[0]).splitlines()
    assert forward == backward[::-1]


@given(scrapes.TEXTS | scrapes.HOSTILE_TEXTS | scrapes.HTMLS | scrapes.HOSTILE_HTMLS)
def test_twice(text: str) -> None:
    assert newsparse.clean(text).to_json(blocks=True) == newsparse.clean(text).to_json(blocks=True)


@given(scrapes.TEXTS)
def test_bytes_and_text_agree(text: str) -> None:
    from_text, from_bytes = (
        newsparse.clean(text).to_dict(blocks=True),
        newsparse.clean(text.encode()).to_dict(blocks=True),
    )
    assert from_text == from_bytes
