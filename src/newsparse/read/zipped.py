"""Zip archives."""

from __future__ import annotations

import stat
import struct
import zlib
from functools import partial
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from newsparse.errors import UnreadableInput
from newsparse.read.content import Content, Member
from newsparse.read.names import refuse_nested, tidy
from newsparse.read.packed import MOST_MEMBERS, refuse_bomb, refuse_size

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = b"PK\x05\x06"
_LONG_END = b"PK\x06\x06"
_TAIL = 1 << 17  # the end record, with the longest comment that it can have
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def members(stream: IO[bytes], column: str | None) -> Iterator[Member]:
    """The files in an archive, in the order of its directory, which alone is held in memory."""
    if not stream.seekable():
        raise UnreadableInput("a ZIP archive cannot be read from a pipe; save it to a file first")
    _refuse_many(stream)
    try:
        archive = ZipFile(stream)
    except (BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error) as error:
        raise UnreadableInput("is no ZIP archive, or its end is missing; copy it here again") from error
    size = stream.seek(0, 2)
    entries = archive.infolist()
    refuse_bomb(sum(entry.file_size for entry in entries), size)
    for entry in entries:
        name = tidy(_name(entry))
        if name and not entry.is_dir():
            yield Member(name, partial(_content, archive, entry, name))


def _refuse_many(stream: IO[bytes]) -> None:
    # zipfile makes an object of each entry before it says how many there are.
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return
    number = int.from_bytes(tail[at + 10 : at + 12], "little")
    longer = tail.rfind(_LONG_END, 0, at)
    if number == 0xFFFF and longer >= 0:
        number = int.from_bytes(tail[longer + 32 : longer + 40], "little")
    if number > MOST_MEMBERS:
        raise UnreadableInput(f"holds more than {MOST_MEMBERS:,} files; split it, or unpack it into a folder")


def _name(entry: ZipInfo) -> str:
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:  # without the mark names are said to be of old DOS, and most are UTF-8 all the same
        return entry.filename.encode("cp437").decode()
    except UnicodeError:
        return entry.filename


def _content(archive: ZipFile, entry: ZipInfo, name: str) -> Content:
    refuse_nested(name)
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableInput("is encrypted; unpack it with its password first")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableInput("is a link inside an archive; unpack the archive to clean what it leads to")
    refuse_size(entry.file_size)
    refuse_bomb(entry.file_size, entry.compress_size)
    try:
        with archive.open(entry) as file:
            return Content(file.read(entry.file_size + 1))
    except NotImplementedError as error:
        raise UnreadableInput(f"is packed in a way that is not known here ({error}); unpack it first") from error
    except (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error) as error:
        raise UnreadableInput("is damaged inside its archive; copy the archive here again") from error
    except OSError as error:
        raise UnreadableInput(f"cannot be read from its archive ({error.strerror or 'damaged'})") from error
    except Exception as error:  # lzma, which few have, has an error of its own
        raise UnreadableInput(f"is damaged inside its archive ({type(error).__name__})") from error
