"""WARC and WET files: what crawlers keep of the web, packed or not."""

from __future__ import annotations

import contextlib
import re
from functools import partial
from typing import IO, TYPE_CHECKING, cast

from newsparse.errors import UnreadableInput
from newsparse.read.content import Content, Member, broken
from newsparse.read.http import body, charset
from newsparse.read.packed import needed, refuse_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc.warc import HeaderMap, WarcRecord

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown", "text/plain": "auto"}
_OPENING = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/1\.")
"""What a record opens with: packed as gzip or Zstandard, one by one, or not packed."""
_CHUNK = 1 << 20
_BROKEN = "is a broken record; copy the file here again (what can be read behind it is cleaned)"
_CUT = "is cut off: the file ends inside this record; copy it here again"


def members(stream: IO[bytes], column: str | None) -> Iterator[Member]:
    """The pages in a WARC or WET file, named by the numbers of their records.

    A page is a response of HTTP with a status of success whose body is HTML or text, or a record of a page's text. What
    else a crawler notes is passed over. A broken record is a member that cannot be read; from there on the next record
    is looked for.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ModuleNotFoundError as error:
        raise needed("fastwarc", "a WARC or WET file") from error
    source = stream if stream.seekable() else cast("IO[bytes]", _Told(stream))
    number = 0
    start: int | None = 0
    while start is not None:
        last = None
        try:
            with _calm():
                for record in ArchiveIterator(source, parse_http=False):
                    number += 1
                    last = start + record.stream_pos
                    if (member := _member(record, number)) is not None:
                        yield member
            return
        except OSError as error:
            if error.errno is not None or not stream.seekable():
                raise UnreadableInput(f"cannot be read behind its record {number} ({error})") from error
        begin = start
        start = _next_start(stream, (begin if last is None else last) + 1)
        if number == 0 and start is None:
            raise UnreadableInput("is no WARC file, or a damaged one; copy it here again")
        if last is not None or begin == 0:  # else it is still the same stretch that is broken
            number += 1
            yield broken(str(number), UnreadableInput(_BROKEN))


class _Told:
    """A stream that cannot be sought in, for a reader that asks it where it is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) not in {(0, 1), (self._at, 0)}:
            raise OSError("a pipe cannot be read twice")
        return self._at

    def tell(self) -> int:
        return self._at


@contextlib.contextmanager
def _calm() -> Iterator[None]:
    """Take a panic of the reader for what it is: an input that it did not foresee, not the end of the program."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise OSError(" ".join(str(error).split())[:100]) from error


def _next_start(stream: IO[bytes], at: int) -> int | None:
    """Where the next record may open; the stream is put there."""
    stream.seek(at)
    kept = b""
    while chunk := stream.read(_CHUNK):
        piece = kept + chunk
        if opening := _OPENING.search(piece):
            stream.seek(at - len(kept) + opening.start())
            return stream.tell()
        at += len(chunk)
        kept = piece[-8:]
    return None


def _member(record: WarcRecord, number: int) -> Member | None:
    """The page in a record; None where it is nothing that is cleaned."""
    from fastwarc.warc import WarcRecordType

    name = str(number)
    if not str(record.headers.get("Content-Length")).isdigit():
        return broken(name, UnreadableInput(_CUT))
    if record.record_type == WarcRecordType.conversion:
        return Member(name, partial(_content, record, "text", None))
    if record.record_type == WarcRecordType.response and record.is_http:
        record.parse_http(auto_decode="none")
        kind = _kind(record)
        if kind is not None:
            return Member(name, partial(_content, record, kind, record.http_headers))
    # Only to see whether it is whole: where it is not, nothing follows, and that must not pass in silence.
    length = record.content_length
    return broken(name, UnreadableInput(_CUT)) if record.consume() < length else None


def _kind(record: WarcRecord) -> str | None:
    """What a response seems to be; None where it is no page."""
    status = record.http_headers.status_code if record.http_headers else None
    if status is None or not 200 <= status < 300:
        return None
    return _KINDS.get((record.http_content_type or "text/plain").lower())


def _content(record: WarcRecord, kind: str, headers: HeaderMap | None) -> Content:
    refuse_size(record.content_length)
    length = record.content_length
    try:
        with _calm():
            raw = record.reader.read()
    except OSError as error:
        raise UnreadableInput(f"is a broken record ({error})") from error
    if len(raw) < length:
        raise UnreadableInput(_CUT)
    claims = {name: value for name, value in _claims(record) if value}
    if headers is None:
        return Content(raw, kind, "utf-8", claims)
    data = body(raw, headers)
    return Content(data, kind, charset(data, record.http_charset), claims)


def _claims(record: WarcRecord) -> Iterator[tuple[str, str]]:
    yield "url", (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    # The record itself says when it was fetched: that is part of the input, as a file's time of change is not.
    yield "scraped_at", (record.headers.get("WARC-Date") or "").strip()
