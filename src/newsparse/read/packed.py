"""Packed streams: unpacked as they are read, and never further than is asked for, so that no bomb fills the memory."""

from __future__ import annotations

import io
import sys
from typing import IO, TYPE_CHECKING, cast

from newsparse.errors import InputError, UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

PACKINGS = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "Zstandard"}
"""Endings of packed files, and what the packing is called."""

MOST_BYTES = 1 << 28
"""The most that one page may be unpacked: thousands of times an article, and still no danger to the memory."""

MOST_MEMBERS = 1_000_000
"""The most files that one archive may hold."""

TIMES = 1000
"""What is packed that much smaller than it is was made to do harm: real pages reach fifty times, and gzip's limit is
1,032."""

_NO_BOMB = 1 << 27
"""Up to so much, nobody asks how small it was packed."""


def unpacked(stream: IO[bytes], packing: str | None) -> IO[bytes]:
    """The stream as it was before it was packed. It raises UnreadableInput where it ends early or is damaged."""
    if packing is None:
        return stream
    counted = _Counted(stream)
    return cast("IO[bytes]", io.BufferedReader(_Unpacked(_openers(packing)(counted), counted, PACKINGS[packing])))


def whole(stream: IO[bytes]) -> bytes:
    """All that a stream holds. Raises UnreadableInput where that is more than a page can be."""
    data = stream.read(MOST_BYTES + 1)
    refuse_size(len(data))
    return data


def refuse_size(size: int) -> None:
    """Raises UnreadableInput where that many bytes are more than a page can be."""
    if size > MOST_BYTES:
        raise UnreadableInput(f"is larger than {MOST_BYTES >> 20} MB when unpacked, which no page is; leave it out")


def refuse_bomb(size: int, packed: int) -> None:
    """Raises UnreadableInput where so many bytes cannot honestly come from so few."""
    if size > _NO_BOMB and size > TIMES * packed:
        raise UnreadableInput(f"unpacks to more than {TIMES:,} times its size, as only a bomb does; leave it out")


def needed(package: str, what: str) -> InputError:
    """What is said where a package is missing."""
    return UnreadableInput(f"{what} takes the package {package}; pip install 'newsparse[batch]'")


class _Counted:
    """A stream that knows how much was read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.read_so_far = 0
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.read_so_far += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self.read_so_far

    def seekable(self) -> bool:
        return False


class _Unpacked(io.RawIOBase):
    def __init__(self, source: IO[bytes], packed: _Counted, called: str) -> None:
        self._source = source
        self._packed = packed
        self._called = called
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer)
        data = self._read(len(room))
        room[: len(data)] = data
        self._given += len(data)
        refuse_bomb(self._given, self._packed.read_so_far)
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except EOFError as error:
            raise UnreadableInput(f"is cut off, its {self._called} data end too early; copy it here again") from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise self._damaged() from error
        except Exception as error:  # each packing has errors of its own, some without a common name
            raise self._damaged() from error

    def _damaged(self) -> InputError:
        return UnreadableInput(f"its {self._called} data are damaged; copy it here again")


def _openers(packing: str) -> Callable[[_Counted], IO[bytes]]:
    return {".gz": _gzip, ".bz2": _bzip2, ".xz": _xz, ".zst": _zstandard}[packing]


def _gzip(stream: _Counted) -> IO[bytes]:
    import gzip

    return cast("IO[bytes]", gzip.GzipFile(fileobj=cast("IO[bytes]", stream)))


def _bzip2(stream: _Counted) -> IO[bytes]:
    import bz2

    return bz2.BZ2File(cast("IO[bytes]", stream))


def _xz(stream: _Counted) -> IO[bytes]:
    import lzma

    return lzma.LZMAFile(cast("IO[bytes]", stream))


def _zstandard(stream: _Counted) -> IO[bytes]:
    try:
        if sys.version_info >= (3, 14):
            from compression.zstd import ZstdFile
        else:
            from backports.zstd import ZstdFile
    except ModuleNotFoundError as error:
        raise needed("backports.zstd", "a Zstandard file") from error
    return cast("IO[bytes]", ZstdFile(cast("IO[bytes]", stream)))
