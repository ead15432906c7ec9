"""README.md as values: its blocks of code, its sections, and the words it sets as code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"

_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Step:
    """A command of a `console` block, and what the block shows of its output."""

    command: str
    output: str


def text() -> str:
    return README.read_text("utf-8")


def fenced(language: str) -> list[str]:
    """The contents of the fenced blocks in a language, in their order."""
    return [body for name, body in _FENCED.findall(text()) if name == language]


def steps(block: str) -> list[Step]:
    """The steps of a `console` block: `$ command`, then its output."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", "a console block begins with a command"
    return [Step(command, output) for command, output in zip(parts[1::2], parts[2::2], strict=True)]


def section(title: str) -> str:
    """What stands under a heading of the second level."""
    return text().split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(title: str) -> list[list[str]]:
    """The cells of the first table of a section, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def code_words() -> list[str]:
    """What is set as code inside the prose and the tables."""
    return _CODE.findall(_FENCED.sub("", text()))
