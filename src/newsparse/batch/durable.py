"""Writing that a power cut or a full disk cannot turn into half a file.

A program that is killed loses nothing that it has written, for the system holds it. What a power cut may take is what
the disk has not been told to keep, and each such telling costs milliseconds: so results are written as they come, and
made to last in groups.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
import time
from typing import TYPE_CHECKING

from newsparse.batch.ledger import RunStoppedError
from newsparse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SECONDS = 10.0
"""Between two groups: what a power cut costs at most."""

_HOPELESS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class Interval:
    """Says when it is time again."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def is_over(self) -> bool:
        """Whether `SECONDS` have gone by; then the next begin."""
        now = time.monotonic()
        if now - self._last < SECONDS:
            return False
        self._last = now
        return True


def keep_files(files: Iterable[Path]) -> None:
    """Make files, and their names, outlast a power cut. Raises OSError; those that are gone are passed over."""
    folders = {file.parent for file in files}
    if not _keep_file_systems(folders):
        for path in (*files, *folders):
            keep(path)


def keep(path: Path) -> None:
    """Make a file or a folder outlast a power cut. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def replace(fresh: Path, target: Path) -> None:
    """Put a file in the place of another, which is there whole or as it was, whatever happens. Raises OSError."""
    keep(fresh)
    with contextlib.suppress(FileNotFoundError):
        fresh.chmod(stat.S_IMODE(target.stat().st_mode))
    fresh.replace(target)
    keep(target.parent)


@contextlib.contextmanager
def stopping(path: Path, *, always: bool = False) -> Iterator[None]:
    """Name what went wrong in writing, and whether the next page could fare better."""
    try:
        yield
    except OSError as error:
        said = error.strerror or type(error).__name__
        if always or error.errno in _HOPELESS:
            raise RunStoppedError(f"{path}: cannot be written ({said}); {_advice(error)}") from error
        raise OutputError(f"its result cannot be written to {path} ({said})") from error


def _advice(error: OSError) -> str:
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "allow writing there, or name another output"
    mended = "make room" if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else "mend that"
    return f"nothing that is done is lost: {mended}, then run the same command again to go on"


def _keep_file_systems(folders: Iterable[Path]) -> bool:
    """Where the system can, all files at once: a tenth of the cost of one after the other."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if os.name == "posix" else None
    if syncfs is None:
        return False
    kept: set[int] = set()
    for folder in folders:
        with contextlib.suppress(FileNotFoundError):
            number = os.open(folder, os.O_RDONLY)
            try:
                device = os.fstat(number).st_dev
                if device not in kept and syncfs(number) != 0:
                    code = ctypes.get_errno()
                    raise OSError(code, os.strerror(code))
                kept.add(device)
            finally:
                os.close(number)
    return True
