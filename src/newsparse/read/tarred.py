"""Tar archives, packed or not, read from front to end."""

from __future__ import annotations

import tarfile
from functools import partial
from typing import IO, TYPE_CHECKING

from newsparse.errors import UnreadableInput
from newsparse.read.content import Content, Member
from newsparse.read.names import refuse_nested, tidy
from newsparse.read.packed import MOST_MEMBERS, refuse_size, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

_OF_NAMES = {
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
}
_LONGEST_NAME = 1 << 20
_CUT = "is cut off or damaged behind its file number {}; copy it here again"


def members(stream: IO[bytes], column: str | None) -> Iterator[Member]:
    """The files in an archive, in its order. No more than one of them is held in memory."""
    # As a stream wherever it must be unpacked: to go back would be to unpack it again.
    plain = stream.seekable()
    source = stream if plain else _Short(stream)
    number = 0
    try:
        with tarfile.open(fileobj=source, mode="r:" if plain else "r|", tarinfo=_Strict) as archive:  # type: ignore[call-overload]
            while (entry := archive.next()) is not None:
                archive.members.clear()  # tarfile keeps every header that it has seen
                number += 1
                if number > MOST_MEMBERS:
                    raise UnreadableInput(f"holds more than {MOST_MEMBERS:,} files, the rest is left out; split it")
                name = tidy(entry.name)
                if name and not entry.isdir():
                    yield Member(name, partial(_content, archive, entry, name))
    except tarfile.TarError as error:
        said = _CUT.format(number) if number else "is no tar archive, or a damaged one; copy it here again"
        raise UnreadableInput(said) from error


class _Short:
    """Gives what there is: with whole blocks, what stands before a cut would be lost with the cut."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return self._stream.read1(size) if hasattr(self._stream, "read1") else self._stream.read(size)


class _Strict(tarfile.TarInfo):
    """Tells the end of an archive from a header that cannot be read, which tarfile takes for its end as well."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Strict:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined] # known to all versions, listed by none
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        # Long names stand in blocks of their own, which tarfile reads whole, however large they say that they are.
        if self.type in _OF_NAMES and self.size > _LONGEST_NAME:
            raise tarfile.ReadError("a name without end")
        return super()._proc_member(archive)  # type: ignore[no-any-return, misc]


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo, name: str) -> Content:
    if entry.issym() or entry.islnk():
        raise UnreadableInput("is a link inside an archive; unpack the archive to clean what it leads to")
    refuse_nested(name)
    refuse_size(entry.size)
    try:
        file = archive.extractfile(entry)
        if file is None:
            raise UnreadableInput("is no regular file; only files can be cleaned")
        data = whole(file)
    except tarfile.TarError as error:
        raise UnreadableInput("is cut off inside its archive; copy the archive here again") from error
    if len(data) < entry.size:
        raise UnreadableInput("is cut off inside its archive; copy the archive here again")
    return Content(data)
