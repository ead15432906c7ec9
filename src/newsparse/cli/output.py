"""Where articles go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from newsparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Output(Protocol):
    """What a command needs of its output."""

    is_terminal: bool
    """Whether a person is looking."""

    def write(self, text: str) -> None:
        """Write text, to be seen at once."""

    def finish(self) -> None:
        """All is written, and may take the place of what was there."""


@contextlib.contextmanager
def opened(path: str | None) -> Iterator[Output]:
    """The output at a path, or standard output. Raises OutputError where it cannot be written."""
    if path is None:
        yield StandardOutput()
        return
    with _saying(path), _whole(path) if _is_plain(path) else _as_it_is(path) as output:
        yield output


class StandardOutput:
    """UTF-8 whatever the locale, flushed with every text."""

    def __init__(self) -> None:
        if sys.stdout is None:
            raise OutputError("standard output is closed; name a file with --output")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
        self.is_terminal = sys.stdout.isatty()

    def write(self, text: str) -> None:
        with _saying("standard output", "make room there, or name a file with --output"):
            sys.stdout.write(text)
            sys.stdout.flush()

    def finish(self) -> None:
        """Nothing waits."""


class _StreamOutput:
    is_terminal = False

    def __init__(self, stream: IO[bytes]) -> None:
        self.finished = False
        self._stream = stream

    def write(self, text: str) -> None:
        self._stream.write(text.encode("utf-8", "replace"))
        self._stream.flush()

    def finish(self) -> None:
        self.finished = True


def _is_plain(path: str) -> bool:
    """Whether a file could be put in the path's place: not a device, a pipe or a folder."""
    try:
        return stat.S_ISREG(Path(path).stat().st_mode)
    except OSError:
        return True


@contextlib.contextmanager
def _as_it_is(path: str) -> Iterator[_StreamOutput]:
    with Path(path).open("wb") as stream:
        yield _StreamOutput(stream)


@contextlib.contextmanager
def _whole(path: str) -> Iterator[_StreamOutput]:
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            output = _StreamOutput(stream)
            yield output
        if output.finished:
            if target.exists():
                part.chmod(stat.S_IMODE(target.stat().st_mode))
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _saying(path: str, advice: str | None = None) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); {advice or _advice(Path(path))}") from error


def _advice(path: Path) -> str:
    if path.is_dir():
        return "name a file, or use newsparse batch for a folder"
    if not path.parent.is_dir():
        return f"make the folder {path.parent} first"
    return "check its folder's permissions and the room on the disk"
