"""Calls the command line as a shell would: bytes in, bytes out, an exit status."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

from newsparse.cli import main

if TYPE_CHECKING:
    import pytest


@dataclass(frozen=True)
class Call:
    status: int
    out: str
    err: str


class _Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def call(*arguments: str, stdin: bytes = b"", terminal: bool = False) -> Call:
    kind = _Screen if terminal else io.TextIOWrapper
    out, err = kind(io.BytesIO(), "utf-8"), kind(io.BytesIO(), "utf-8")
    with (
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8")),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        status = main(arguments)
        texts = [_text(stream) for stream in (out, err)]
    return Call(status, *texts)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def stand_in(patch: pytest.MonkeyPatch) -> None:
    """Put the stand-in where the pipeline is, and plain colours where the environment asks for others."""
    import stand_in as pipeline

    patch.setattr("newsparse.pipeline.clean", pipeline.clean, raising=False)
    patch.setenv("TERM", "xterm")
    patch.setenv("COLUMNS", "100")
    patch.delenv("NO_COLOR", raising=False)
