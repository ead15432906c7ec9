"""What can be wrong with the folders that a batch was given, and what to do instead."""

from __future__ import annotations

import contextlib
import difflib
import os
from pathlib import Path
from typing import Any

import click

from newsparse.batch.output import FOLDER_MANIFEST, lines_manifest
from newsparse.cli.messages import shown

_OTHER_FILES = {".parquet", ".sqlite", ".db", ".csv", ".json", ".ndjson", ".md", ".txt", ".gz", ".zst", ".zip", ".tar"}


def is_lines(out: Path) -> bool:
    """Whether an output is one file of JSON Lines."""
    return out.suffix.lower() == ".jsonl"


def lessons_files(out: Path) -> tuple[Path, Path]:
    """Where what a run learns is kept: what it has counted, and the profile made of it."""
    if is_lines(out):
        file = _real(out)
        return file.with_name(f".{file.name}.lines.sqlite"), file.with_name(f".{file.name}.profile.jsonl")
    return out / ".newsparse.lines.sqlite", out / ".newsparse.profile.jsonl"


def check(folder: Path, out: Path, typed: dict[str, Any], context: click.Context) -> None:
    """Raises UsageError where a run could not begin, or would write over something."""
    wrong = _wrong_input(folder) or _wrong_format(out, typed) or _wrong_profile(folder, typed)
    if wrong is None:
        wrong = _wrong_lines(folder, out) if is_lines(out) else _wrong_folder(folder, out)
    if wrong is not None:
        raise click.UsageError(wrong, context)


def _wrong_format(out: Path, typed: dict[str, Any]) -> str | None:
    if typed["format"] == "json":
        return None
    if is_lines(out):
        return f"{shown(str(out))}: JSON Lines hold no Markdown; name a folder, or leave out --format"
    return "--blocks shapes JSON; leave out --blocks or write JSON" if typed["blocks"] else None


def _wrong_profile(folder: Path, typed: dict[str, Any]) -> str | None:
    learning = [f"--{name.replace('_', '-')}" for name in ("relearn", "save_profile") if typed[name]]
    if typed["no_profile"] and typed["profile"] is not None:
        return "--profile and --no-profile contradict each other; leave out one of them"
    without = "--no-profile" if typed["no_profile"] else "--profile"
    if learning and (typed["no_profile"] or typed["profile"] is not None):
        return f"with {without} nothing is learnt; leave out {' and '.join(learning)}"
    saved = typed["save_profile"]
    if saved is not None and _is_inside(saved, folder):
        return f"{shown(str(saved))}: is in the input folder, which is never written to; name another file"
    return None


def _wrong_lines(folder: Path, out: Path) -> str | None:
    if out.is_dir():
        return f"{shown(str(out))}: is a folder; name another file"
    if out.exists() and _is_inside(out, folder) and not lines_manifest(_real(out)).exists():
        return f"{shown(str(out))}: is one of the inputs, not written by newsparse; name another file"
    return None


def _wrong_folder(folder: Path, out: Path) -> str | None:
    name = shown(str(out))
    if out.exists() and not out.is_dir():
        return f"{name}: is a file; name a folder, or a file that ends in .jsonl"
    if not out.exists() and (out.suffix.lower() in _OTHER_FILES or out.name == "-"):
        return f"{name}: cannot be written; name a folder, or a file that ends in .jsonl"
    if _real(out) == _real(folder):
        return f"{name}: is the input folder, which is never written to; name another folder"
    if out.is_dir() and _is_inside(out, folder) and any(out.iterdir()) and not (out / FOLDER_MANIFEST).exists():
        return f"{name}: holds inputs, or what else newsparse did not write; name another folder"
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
