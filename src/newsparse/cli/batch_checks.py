"""What can be wrong with the folders that a batch was given, and what to do instead."""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, cast

import click

from newsparse.batch.inputs import Inputs, is_pattern
from newsparse.batch.lines import Table, lines_manifest
from newsparse.batch.output import FOLDER_MANIFEST
from newsparse.batch.walk import FAILURES, beside
from newsparse.cli.messages import shown

_LINES = {".jsonl", ".ndjson"}
_TABLES = {".parquet": "parquet", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}
_OTHER_FILES = {".csv", ".json", ".md", ".txt", ".gz", ".zst", ".zip", ".tar", ".feather", ".arrow", ".duckdb", ".xlsx"}
_FILES = "a file that ends in .jsonl, .parquet, .sqlite or .db"


_NAMES_LOOKED_AT = 2000
"""A near-miss is looked for among so many names of a folder: enough for a person's folder, quick in a crawler's."""


def is_pipe(out: Path) -> bool:
    """Whether an output is standard output."""
    return str(out) == "-"


def is_file(out: Path) -> bool:
    """Whether an output is one file for all articles."""
    return out.suffix.lower() in _LINES | _TABLES.keys()


def table_of(out: Path) -> Table | None:
    """The form of table that an output is; None if it is none. Its module is imported here and nowhere earlier."""
    name = _TABLES.get(out.suffix.lower())
    return cast("Table", import_module(f"newsparse.write.{name}")) if name else None


def lessons_files(out: Path) -> tuple[Path, Path]:
    """Where what a run learns is kept: what it has counted, and the profile made of it."""
    if is_file(out):
        file = _real(out)
        return file.with_name(f".{file.name}.lines.sqlite"), file.with_name(f".{file.name}.profile.jsonl")
    return out / ".newsparse.lines.sqlite", out / ".newsparse.profile.jsonl"


def check(inputs: Inputs, out: Path, typed: dict[str, Any], context: click.Context) -> None:
    """Raises UsageError where a run could not begin, or would write over something."""
    wrong = (
        next(filter(None, map(_wrong_input, inputs.names)), None)
        or _wrong_clusters(typed)
        or _wrong_format(out, typed)
        or _wrong_profile(inputs, typed)
    )
    if wrong is None:
        wrong = (
            _wrong_pipe() if is_pipe(out) else _wrong_file(inputs, out) if is_file(out) else _wrong_folder(inputs, out)
        )
    if wrong is None and not is_pipe(out):
        wrong = _wrong_list(out)
    if wrong is not None:
        raise click.UsageError(wrong, context)


def with_clusters(typed: dict[str, Any]) -> bool:
    """Whether near-duplicates are told: as was asked, else where that can be."""
    asked: bool | None = typed["clusters"]
    return typed["format"] == "json" and find_spec("rensa") is not None if asked is None else asked


def _wrong_clusters(typed: dict[str, Any]) -> str | None:
    if not typed["clusters"]:
        return None
    if typed["format"] != "json":
        return "--clusters shapes JSON; leave out --clusters or write JSON"
    if find_spec("rensa") is None:
        return "--clusters needs rensa, which is not installed; pip install 'newsparse[batch]'"
    return None


def _wrong_format(out: Path, typed: dict[str, Any]) -> str | None:
    if typed["format"] == "json":
        return None
    if is_pipe(out) or is_file(out):
        return f"{shown(str(out))}: only a folder holds Markdown; name a folder, or leave out --format"
    return "--blocks shapes JSON; leave out --blocks or write JSON" if typed["blocks"] else None


def _wrong_profile(inputs: Inputs, typed: dict[str, Any]) -> str | None:
    learning = [f"--{name.replace('_', '-')}" for name in ("relearn", "save_profile") if typed[name]]
    if typed["no_profile"] and typed["profile"] is not None:
        return "--profile and --no-profile contradict each other; leave out one of them"
    without = "--no-profile" if typed["no_profile"] else "--profile"
    if learning and (typed["no_profile"] or typed["profile"] is not None):
        return f"with {without} nothing is learnt; leave out {' and '.join(learning)}"
    saved = typed["save_profile"]
    if saved is not None and any(_is_inside(saved, folder) for folder in inputs.folders):
        return f"{shown(str(saved))}: is in the input folder, which is never written to; name another file"
    return None


def _wrong_pipe() -> str | None:
    return "standard output is closed; name a folder or a file" if sys.stdout is None else None


def _wrong_file(inputs: Inputs, out: Path) -> str | None:
    if out.is_dir():
        return f"{shown(str(out))}: is a folder; name another file"
    if out.exists() and _is_input(out, inputs) and not lines_manifest(_real(out)).exists():
        return f"{shown(str(out))}: is one of the inputs, not written by newsparse; name another file"
    return _wrong_table(out)


def _wrong_table(out: Path) -> str | None:
    if out.suffix.lower() == ".parquet" and find_spec("pyarrow") is None:
        return f"{shown(str(out))}: Parquet needs pyarrow, which is not installed; pip install 'newsparse[batch]'"
    table = table_of(out)
    obstacle = table.obstacle(_real(out)) if table is not None else None
    return f"{shown(str(out))}: {obstacle}" if obstacle else None


def _wrong_folder(inputs: Inputs, out: Path) -> str | None:
    name = shown(str(out))
    if out.exists() and not out.is_dir():
        return f"{name}: is a file of no form that can be written; name a folder, or {_FILES}"
    if not out.exists() and out.suffix.lower() in _OTHER_FILES:
        return f"{name}: cannot be written; name a folder, or {_FILES}"
    if not out.exists() and (near := _near_ending(out)):
        return f"{name}: did you mean {shown(near)}? For a folder of that name, make it first"
    for file in inputs.names:
        if Path(file).is_file() and _is_inside(Path(file), str(out)):
            return f"{name}: holds the input {shown(file)}; name another folder"
    for folder in inputs.folders:
        if _real(out) == _real(Path(folder)) and folder in inputs.names:
            return f"{name}: is the input folder, which is never written to; name another folder"
        if out.is_dir() and _is_inside(out, folder) and any(out.iterdir()) and not (out / FOLDER_MANIFEST).exists():
            return f"{name}: holds inputs, or what else newsparse did not write; name another folder"
    return None


def _near_ending(out: Path) -> str | None:
    for ending in difflib.get_close_matches(out.suffix.lower(), sorted(_LINES | _TABLES.keys()), n=1, cutoff=0.75):
        return str(out.with_suffix(ending))
    return None


def _wrong_list(out: Path) -> str | None:
    """The list of failures is written anew, and taken away, each time."""
    listed = beside(out, FAILURES)
    manifest = lines_manifest(_real(out)) if is_file(out) else out / FOLDER_MANIFEST
    if listed.exists() and not manifest.exists():
        return f"{shown(str(listed))}: not written by newsparse; move it away, for failures are listed there"
    return None


def _is_input(out: Path, inputs: Inputs) -> bool:
    return any(_is_inside(out, name) for name in (*inputs.names, *inputs.folders))


def _is_inside(out: Path, folder: str) -> bool:
    return _real(out).is_relative_to(_real(Path(folder)))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve stumbles over a link to itself


def _wrong_input(typed: str) -> str | None:
    name, path = shown(typed), Path(typed)
    if path.exists():
        return None
    if path.is_symlink():
        return f"{name}: is a broken link; mend it, or name what it should lead to"
    if is_pattern(typed):
        return _wrong_pattern(typed)
    near = _near_miss(path)
    return f"{name}: no such file or folder; {f'did you mean {shown(str(near))}?' if near else 'check the path'}"


def _wrong_pattern(typed: str) -> str | None:
    try:
        found = next(Inputs((typed,)).scrapes(suffix="", spare=""), None)
    except ValueError as error:
        return f"{shown(str(error))}; check the pattern"
    return None if found else f"{shown(typed)}: matches no file; check the pattern"


def _near_miss(path: Path) -> Path | None:
    """The path that may be meant: the first part of the path that is missing is put right."""
    missing = path
    while missing != missing.parent and not missing.parent.is_dir():
        missing = missing.parent
    with contextlib.suppress(OSError):
        beside = sorted(entry.name for entry in islice(missing.parent.iterdir(), _NAMES_LOOKED_AT))
        for name in difflib.get_close_matches(missing.name, beside, n=1):
            meant = missing.with_name(name)
            whole = meant / path.relative_to(missing)
            return whole if whole.exists() else meant
    return None
