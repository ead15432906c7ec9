"""What HTTP says of a body, and undoes of what it did to it on the way."""

from __future__ import annotations

import zlib
from typing import Protocol

from newsparse.errors import UnreadableInput
from newsparse.read.charsets import python_name
from newsparse.read.packed import MOST_BYTES, refuse_size


class Headers(Protocol):
    """Headers by name, in whatever case."""

    def get(self, key: str, default: str | None = None, /) -> str | None:
        """The value of a header."""


_ZLIB = {"gzip": 47, "x-gzip": 47, "deflate": 47}
"""Encodings that zlib undoes, and how it is told to look for itself which of its forms they are."""


def body(raw: bytes, headers: Headers) -> bytes:
    """The body as it was before it was packed and parted for the way. Raises UnreadableInput."""
    data = raw
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = _joined(raw)
    for encoding in reversed((headers.get("Content-Encoding") or "").lower().split(",")):
        data = _decoded(data, encoding.strip())
    return data


def charset(data: bytes, stated: str | None) -> str | None:
    """Python's name of the encoding that a header states, where the bytes agree.

    Servers state their own default for whatever they send: what is UTF-8 is not believed to be anything else.
    """
    name = python_name(stated) if stated else None
    if name is None:
        return None
    for encoding in ("utf-8", name):
        try:
            data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        return None if encoding == "utf-8" else name
    return None


def _joined(raw: bytes) -> bytes:
    """The chunks of a body without the lines between them; the body itself where it has none, as many archives do."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = raw.find(b"\r\n", at)
        size = raw[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return raw if not pieces else b"".join(pieces)
        if length <= 0:
            return b"".join(pieces)
        pieces.append(raw[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _decoded(data: bytes, encoding: str) -> bytes:
    if encoding in {"", "identity"} or data[:1] == b"<":  # archives keep the header and unpack the body all the same
        return data
    if encoding not in _ZLIB:
        raise UnreadableInput(f"its body is packed as {encoding[:20]!r}, which is not known here; unpack it first")
    # Some servers call by the name of deflate what is deflated and nothing more.
    for form in (_ZLIB[encoding], -15) if encoding == "deflate" else (_ZLIB[encoding],):
        try:
            return _inflated(data, form)
        except zlib.error:
            continue
    raise UnreadableInput(f"its body is not {encoding}, as its header says; fetch it again")


def _inflated(data: bytes, form: int) -> bytes:
    unpacking = zlib.decompressobj(form)
    text = unpacking.decompress(data, MOST_BYTES + 1)
    refuse_size(len(text))
    return text
