"""The corpus beside the project, as training and measuring read it; nothing of it is ever copied into the project."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import lzma
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpus"
LICENCES = (
    "WCXB (Web Content Extraction Benchmark), CC-BY 4.0; test pages of Fundus, MIT, and of Readability, Apache 2.0; "
    "Chinese pages, MIT; pages from the evaluations and tests of permissively licensed extraction tools"
)
"""Whose pages the weights were learnt from; every model file says it."""
TEXT_MODES = ("bs4", "html_text", "inscriptis", "html2text", "innertext")

Row = dict[str, Any]


@cache
def ruler() -> ModuleType:
    """The corpus's own scoring tool, for its split and its metrics."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(name: str) -> Iterator[Row]:
    """The pages of a set: {id, url, lang, page_type, html, gold}."""
    return _rows(f"pages-{name}")


def texts(name: str) -> Iterator[Row]:
    """The text dumps of a set: {id, url, lang, page_type, texts: {mode: dump}, gold}."""
    return _rows(f"texts-{name}")


def files(*names: str) -> tuple[str, ...]:
    """The files of some sets: pages, and dumps where there are any."""
    every = (f"{kind}-{name}" for kind in ("pages", "texts") for name in names)
    return tuple(name for name in every if (CORPUS / f"{name}.jsonl.xz").exists())


def digest(*names: str) -> str:
    """SHA-256 over the corpus files, as hexadecimal: what weights say they were learnt from."""
    total = hashlib.sha256()
    for name in sorted(names):
        with (CORPUS / f"{name}.jsonl.xz").open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _rows(name: str) -> Iterator[Row]:
    with lzma.open(CORPUS / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
