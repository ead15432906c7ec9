"""What can be wrong with the folders that a batch was given, and what to do instead."""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import click

from newsparse.batch.lines import Table, lines_manifest
from newsparse.batch.output import FOLDER_MANIFEST
from newsparse.cli.messages import shown

_LINES = {".jsonl", ".ndjson"}
_TABLES = {".parquet": "parquet", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}
_OTHER_FILES = {".csv", ".json", ".md", ".txt", ".gz", ".zst", ".zip", ".tar", ".feather", ".arrow", ".duckdb", ".xlsx"}
_FILES = "a file that ends in .jsonl, .parquet, .sqlite or .db"


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


def check(folder: Path, out: Path, typed: dict[str, Any], context: click.Context) -> None:
    """Raises UsageError where a run could not begin, or would write over something."""
    wrong = _wrong_input(folder) or _wrong_format(out, typed)
    if wrong is None:
        wrong = (
            _wrong_pipe() if is_pipe(out) else _wrong_file(folder, out) if is_file(out) else _wrong_folder(folder, out)
        )
    if wrong is not None:
        raise click.UsageError(wrong, context)


def _wrong_format(out: Path, typed: dict[str, Any]) -> str | None:
    if typed["format"] == "json":
        return None
    if is_pipe(out) or is_file(out):
        return f"{shown(str(out))}: only a folder holds Markdown; name a folder, or leave out --format"
    return "--blocks shapes JSON; leave out --blocks or write JSON" if typed["blocks"] else None


def _wrong_pipe() -> str | None:
    return "standard output is closed; name a folder or a file" if sys.stdout is None else None


def _wrong_file(folder: Path, out: Path) -> str | None:
    if out.is_dir():
        return f"{shown(str(out))}: is a folder; name another file"
    if out.exists() and _is_inside(out, folder) and not lines_manifest(_real(out)).exists():
        return f"{shown(str(out))}: is one of the inputs, not written by newsparse; name another file"
    return _wrong_table(out)


def _wrong_table(out: Path) -> str | None:
    if out.suffix.lower() == ".parquet" and find_spec("pyarrow") is None:
        return f"{shown(str(out))}: Parquet needs pyarrow, which is not installed; pip install 'newsparse[batch]'"
    table = table_of(out)
    obstacle = table.obstacle(_real(out)) if table is not None else None
    return f"{shown(str(out))}: {obstacle}" if obstacle else None


def _wrong_folder(folder: Path, out: Path) -> str | None:
    name = shown(str(out))
    if out.exists() and not out.is_dir():
        return f"{name}: is a file of no form that can be written; name a folder, or {_FILES}"
    if not out.exists() and out.suffix.lower() in _OTHER_FILES:
        return f"{name}: cannot be written; name a folder, or {_FILES}"
    if not out.exists() and (near := _near_ending(out)):
        return f"{name}: did you mean {shown(near)}? For a folder of that name, make it first"
    if _real(out) == _real(folder):
        return f"{name}: is the input folder, which is never written to; name another folder"
    if out.is_dir() and _is_inside(out, folder) and any(out.iterdir()) and not (out / FOLDER_MANIFEST).exists():
        return f"{name}: holds inputs, or what else newsparse did not write; name another folder"
    return None


def _near_ending(out: Path) -> str | None:
    for ending in difflib.get_close_matches(out.suffix.lower(), sorted(_LINES | _TABLES.keys()), n=1, cutoff=0.75):
        return str(out.with_suffix(ending))
    return None


def _is_inside(out: Path, folder: Path) -> bool:
    return _real(out).is_relative_to(_real(folder))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve stumbles over a link to itself


def _wrong_input(folder: Path) -> str | None:
    name = shown(str(folder))
    if folder.is_dir():
        return None
    if folder.exists():
        return f"{name}: is no folder; to clean that file: newsparse clean {name}"
    if folder.is_symlink():
        return f"{name}: is a broken link; mend it, or name the folder itself"
    near = _near_miss(folder)
    return f"{name}: no such folder; {f'did you mean {shown(str(near))}?' if near else 'check the path'}"


def _near_miss(folder: Path) -> Path | None:
    """The folder that may be meant: the first part of the path that is missing is put right."""
    missing = folder
    while missing != missing.parent and not missing.parent.is_dir():
        missing = missing.parent
    with contextlib.suppress(OSError):
        beside = sorted(entry.name for entry in missing.parent.iterdir() if entry.is_dir())
        for name in difflib.get_close_matches(missing.name, beside, n=1):
            meant = missing.with_name(name)
            whole = meant / folder.relative_to(missing)
            return whole if whole.is_dir() else meant
    return None
