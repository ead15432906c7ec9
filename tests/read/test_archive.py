"""Files of several pages: which they are, what is in them, and what of them can be read when they are broken."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import sys
import tarfile
import warnings
import zipfile
import zlib
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING

import pyarrow
import pytest
from pyarrow import parquet

from newsparse.errors import InputError, UnreadableInput
from newsparse.read import packed, tarred, zipped
from newsparse.read.archive import Form, bare, form_of, members, page
from newsparse.read.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")

PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}


def found(data: bytes, name: str, column: str | None = None, kind: str = "auto") -> dict[str, Content | str]:
    """Name → the page, or what is wrong with it; what is wrong with the file stands under no name."""
    seen: dict[str, Content | str] = {}
    try:
        for member in members(io.BytesIO(data), form_of(name, kind), column):
            try:
                seen[member.name] = member.load()
            except InputError as error:
                seen[member.name] = str(error)
    except InputError as error:
        seen[""] = str(error)
    return seen


def texts(data: bytes, name: str, column: str | None = None) -> dict[str, bytes | str]:
    return {
        key: value.data if isinstance(value, Content) else value for key, value in found(data, name, column).items()
    }


def tar(*files: tuple[str, bytes], **other: bytes) -> bytes:
    """Files, then entries of other types, by what they lead to."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        for name, kind in other.items():
            entry = tarfile.TarInfo(name)
            entry.type = kind
            entry.linkname = "/etc/hostname"
            archive.addfile(entry)
    return stream.getvalue()


def zipfile_of(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def record(
    number: int,
    body: bytes = b"<p>story",
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: str = "Content-Type: text/html",
    more: int = 0,
) -> bytes:
    """A record of a WARC file, whose length is said to be `more` than it is."""
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body if kind != "conversion" else body
    form = "text/plain" if kind == "conversion" else f"application/http; msgtype={kind}"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2025-03-0{number}T01:02:03Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0000000{number}-0000-0000-0000-000000000000>\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\nContent-Type: {form}\r\n"
        f"Content-Length: {len(block) + more}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("a.txt", "auto", Form()),
        ("a.html.gz", "auto", Form(None, ".gz")),
        ("a.ZIP", "auto", Form("zip")),
        ("a.tar", "auto", Form("tar")),
        ("a.tar.zst", "auto", Form("tar", ".zst")),
        ("a.tgz", "auto", Form("tar", ".gz")),
        ("a.tbz2", "auto", Form("tar", ".bz2")),
        ("a.warc.gz", "auto", Form("warc", ".gz")),
        ("a.wet", "auto", Form("warc")),
        ("a.ndjson.xz", "auto", Form("jsonl", ".xz")),
        ("a.tsv", "auto", Form("csv")),
        ("a.parquet", "auto", Form("parquet")),
        ("a.txt", "jsonl", Form("jsonl")),
        ("a.gz", "wet", Form("warc", ".gz")),
        ("a.jsonl", "text", Form()),
        ("a.zip", "text", Form("zip")),
        ("zip", "auto", Form()),
    ],
)
def test_the_form_is_told_by_the_name_and_by_what_was_said(name: str, kind: str, form: Form) -> None:
    assert form_of(name, kind) == form


def test_a_packed_page_is_called_by_its_bare_name() -> None:
    assert [bare(name) for name in ("a.html.gz", "a.tar.gz", "a.txt")] == ["a.html", "a.tar.gz", "a.txt"]


@pytest.mark.parametrize("ending", PACKERS)
def test_packed_pages(ending: str) -> None:
    data = PACKERS[ending](b"words " * 1000)
    form = form_of(f"a.txt{ending}")
    assert page(io.BytesIO(data), form).data == b"words " * 1000
    with pytest.raises(UnreadableInput, match="cut off"):
        page(io.BytesIO(data[:-3]), form)
    with pytest.raises(UnreadableInput, match=r"damaged|cut off"):
        page(io.BytesIO(b"no such data, but long enough for a header"), form)


def test_a_page_can_be_packed_in_pieces() -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"two")
    assert page(io.BytesIO(data), Form(None, ".gz")).data == b"one two"


def test_no_page_is_larger_than_a_page_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 1000)
    with pytest.raises(UnreadableInput, match="larger than"):
        page(io.BytesIO(gzip.compress(bytes(1001))), Form(None, ".gz"))
    assert page(io.BytesIO(gzip.compress(bytes(1000))), Form(None, ".gz")).data == bytes(1000)
    assert "larger than" in str(texts(zipfile_of(("a", bytes(1001))), "a.zip")["a"])
    assert "larger than" in str(texts(tar(("a", bytes(1001))), "a.tar")["a"])


def test_a_bomb_is_told_by_how_small_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_NO_BOMB", 10_000)
    monkeypatch.setattr(packed, "TIMES", 100)
    bomb = bytes(1_000_000)
    with pytest.raises(UnreadableInput, match="bomb"):
        page(io.BytesIO(bz2.compress(bomb)), Form(None, ".bz2"))
    assert "bomb" in str(texts(bz2.compress(tar(("a", bomb))), "a.tar.bz2"))
    assert "bomb" in str(texts(zipfile_of(("a", bomb)), "a.zip")[""])


@pytest.mark.parametrize("ending", ["", *PACKERS])
def test_tar(ending: str) -> None:
    data = tar(("a/b.html", b"<p>one"), ("c.txt", b"two"))
    packed_data = PACKERS[ending](data) if ending else data
    assert texts(packed_data, f"x.tar{ending}") == {"a/b.html": b"<p>one", "c.txt": b"two"}


def test_names_in_archives_lead_nowhere() -> None:
    names = ["../../a", "/etc/b", "C:\\temp\\c", "./d//e", "..", ".hidden/f", "__MACOSX/g", "h/.i", "j\nk", "é"]
    files = [(name, b"x") for name in names]
    expected = ["a", "etc/b", "temp/c", "d/e", "j\nk", "é"]
    assert list(texts(zipfile_of(*files), "x.zip")) == expected
    assert list(texts(tar(*files), "x.tar")) == expected


def test_names_that_are_not_utf8() -> None:
    assert list(texts(tar(("caf\udce9", b"x")), "x.tar")) == ["caf\udce9"]
    raw = zipfile_of(("caf__", b"x"))
    assert list(texts(raw.replace(b"caf__", "café".encode()), "x.zip")) == ["café"]  # and without the mark for it
    assert list(texts(raw.replace(b"caf__", b"caf\xe9\xe9"), "x.zip")) == ["cafΘΘ"]  # as old DOS would say
    assert "" in texts(zipfile_of(("café", b"x")).replace("café".encode(), b"caf\xff\xff"), "x.zip")


def test_what_is_no_page_in_an_archive_is_named() -> None:
    data = tar(
        ("in.zip", b"PK"), ("in.csv.gz", b"x"), link=tarfile.SYMTYPE, hard=tarfile.LNKTYPE, fifo=tarfile.FIFOTYPE
    )
    said = texts(data, "x.tar")
    assert "unpack the outer one" in str(said["in.zip"])
    assert "unpack the outer one" in str(said["in.csv.gz"])
    assert "is a link" in str(said["link"])
    assert "is a link" in str(said["hard"])
    assert "no regular file" in str(said["fifo"])


@pytest.mark.parametrize("ending", ["", *PACKERS])
@pytest.mark.parametrize("keep", [0.3, 0.6])
def test_of_a_tar_that_is_cut_off_what_is_whole_is_read(ending: str, keep: float) -> None:
    # Noise, so that a share of the packed file is a share of the files.
    files = [(f"{number}", Random(number).randbytes(20_000)) for number in range(10)]
    data = PACKERS[ending](tar(*files)) if ending else tar(*files)
    seen = texts(data[: int(len(data) * keep)], f"x.tar{ending}")
    whole = {name: text for name, text in seen.items() if isinstance(text, bytes)}
    assert whole == dict(files[: len(whole)])
    assert len(seen) - len(whole) in {1, 2}
    assert any("cut off" in str(text) for text in seen.values())
    if ending in {"", ".gz"}:  # the others pack all of it in one block
        assert len(whole) >= int(10 * keep) - 2


def test_a_tar_that_is_damaged_in_its_middle_does_not_end_in_silence() -> None:
    data = bytearray(tar(("a", b"x" * 512), ("b", b"y" * 512), ("c", b"z")))
    data[1024:1536] = b"?" * 512
    assert texts(bytes(data), "x.tar") == {
        "a": b"x" * 512,
        "": "is cut off or damaged behind its file number 1; copy it here again",
    }


def test_a_tar_without_its_end_is_told_of() -> None:
    data = tar(("a", b"x" * 512))[:1024]
    assert "cut off" in str(texts(data, "x.tar")[""])


def test_a_name_without_end_is_not_read() -> None:
    entry = tarfile.TarInfo("././@LongLink")
    entry.type = tarfile.GNUTYPE_LONGNAME
    entry.size = 1 << 30
    assert "damaged" in str(texts(entry.tobuf(), "x.tar")[""])


def test_an_archive_holds_no_more_files_than_can_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tarred, "MOST_MEMBERS", 2)
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 2)
    files = [(name, b"x") for name in "abc"]
    assert list(texts(tar(*files), "x.tar")) == ["a", "b", ""]
    assert list(texts(zipfile_of(*files), "x.zip")) == [""]
    assert list(texts(zipfile_of(*files[:2]), "x.zip")) == ["a", "b"]


def test_zip_files_that_cannot_be_read_cost_themselves() -> None:
    data = bytearray(zipfile_of(("bad", bytes(range(256))), ("good", b"fine")))
    data[80:84] = b"\xff\xff\xff\xff"
    assert texts(bytes(data), "x.zip")["good"] == b"fine"
    assert "damaged" in str(texts(bytes(data), "x.zip")["bad"])


def test_encrypted_zip_files_are_named() -> None:
    data = bytearray(zipfile_of(("a", b"secret")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        data[place : place + 2] = struct.pack("<H", 1)
    assert "encrypted" in str(texts(bytes(data), "x.zip")["a"])


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.warc", "x.parquet"])
@pytest.mark.parametrize("data", [b"", b"nothing of the kind\n" * 50, bytes(3000)])
def test_what_is_not_what_its_name_says(name: str, data: bytes) -> None:
    said = texts(data, name)
    if said:  # a file of nothing but NULs is the end of a tar, and an empty one a WARC without records
        assert list(said) == [""]
        assert "damaged" in str(said[""]) or "missing" in str(said[""])


@pytest.mark.parametrize("ending", ["", ".gz", ".zst", ".bz2"])
def test_warc(ending: str) -> None:
    pack: Callable[[bytes], bytes] = PACKERS[ending] if ending else lambda data: data
    records = [
        record(1),
        record(2, kind="request"),
        record(3, headers="Content-Type: application/pdf"),
        record(4, status="404 Not Found"),
        record(5, b"plain", headers="Content-Type: text/plain; charset=utf-8"),
        record(6, b"a text", kind="conversion"),
        record(7, b"no type", headers="X: y"),
    ]
    data = pack(b"".join(records)) if ending == ".bz2" else b"".join(map(pack, records))
    seen = found(data, f"x.warc{ending}")
    assert {name: content.data for name, content in seen.items() if isinstance(content, Content)} == {
        "1": b"<p>story",
        "5": b"plain",
        "6": b"a text",
        "7": b"no type",
    }
    first = seen["1"]
    assert isinstance(first, Content)
    assert first.kind == "html"
    assert first.claims == {"url": "https://news.example/1", "scraped_at": "2025-03-01T01:02:03Z"}


def body_of(body: bytes, headers: str) -> Content | str:
    return found(record(1, body, headers=f"Content-Type: text/html\r\n{headers}"), "x.warc")["1"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(b"<p>story"), "Content-Encoding: gzip"),
        (zlib.compress(b"<p>story"), "Content-Encoding: deflate"),
        (zlib.compress(b"<p>story")[2:-4], "Content-Encoding: deflate"),
        (b"4\r\n<p>s\r\n4;x=y\r\ntory\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        (b"<p>story", "Transfer-Encoding: chunked\r\nContent-Encoding: br"),
    ],
    ids=["gzip", "deflate", "bare deflate", "chunked", "said, and not so"],
)
def test_bodies_are_unpacked(body: bytes, headers: str) -> None:
    content = body_of(body, headers)
    assert isinstance(content, Content)
    assert content.data == b"<p>story"


def test_bodies_that_cannot_be_unpacked_are_named() -> None:
    assert "'br'" in str(body_of(b"\x0b\x02", "Content-Encoding: br"))
    assert "not gzip" in str(body_of(b"\x0b\x02\x03", "Content-Encoding: gzip"))


@pytest.mark.parametrize(
    ("body", "stated", "encoding"),
    [
        ("<p>café".encode("cp1252"), "windows-1252", "cp1252"),
        ("<p>café".encode(), "iso-8859-1", None),
        (b"<p>cafe", "shift_jis", None),
        ("<p>кофе".encode("koi8-r"), "utf-8", None),
        ("<p>кофе".encode("koi8-r"), "no-such-thing", None),
    ],
)
def test_the_encoding_in_a_header_is_believed_where_the_bytes_agree(
    body: bytes, stated: str, encoding: str | None
) -> None:
    content = found(record(1, body, headers=f"Content-Type: text/html; charset={stated}"), "x.warc")["1"]
    assert isinstance(content, Content)
    assert content.encoding == encoding


def in_gzip(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def broken_gzip(data: bytes) -> bytes:
    whole = bytearray(gzip.compress(data))
    whole[40:70] = bytes(30)
    return bytes(whole)


@pytest.mark.parametrize(
    ("name", "data", "good"),
    [
        ("gz", in_gzip(record(1)) + broken_gzip(record(2)) + in_gzip(record(3), record(4)), "1 3 4"),
        ("gz", broken_gzip(record(1)) + in_gzip(record(2)), "2"),
        ("gz", in_gzip(record(1)) + broken_gzip(record(2)) * 3 + in_gzip(record(3)), "1 3"),
        ("gz", broken_gzip(record(1)) + in_gzip(record(2)) + broken_gzip(record(3)) + in_gzip(record(4)), "2 4"),
        ("gz", in_gzip(record(1), record(2))[:-60], "1"),
        ("gz", in_gzip(record(1), record(2, kind="request", body=b"GET" * 99))[:-60], "1"),
        ("", record(1) + b"nonsense\r\n" * 5 + record(3), "1 3"),
        ("", record(1) + record(2, more=40) + record(3), "1 2 3"),
        ("", record(1) + record(2).replace(b"Content-Length", b"Nothing") + record(3), "1 3"),
        ("", record(1) + record(2)[:-60], "1"),
        ("", record(1) + record(2)[:90], "1"),
        ("", record(1) + record(2, kind="request")[:-20], "1"),
    ],
)
def test_a_broken_record_is_named_and_costs_no_other(name: str, data: bytes, good: str) -> None:
    seen = found(data, f"x.warc.{name}" if name else "x.warc")
    pages = [content.claims["url"][-1] for content in seen.values() if isinstance(content, Content)]
    assert " ".join(pages) == good
    assert any(isinstance(content, str) for content in seen.values())


def test_a_record_without_a_response_is_passed_over() -> None:
    data = record(1).replace(b"HTTP/1.1 200 OK", b"HTTP/9.9 nonsen")
    assert texts(data, "x.warc") == {}


def test_json_lines() -> None:
    lines = [
        {"id": 7, "text": "one", "url": "https://news.example/7", "other": [1]},
        {"markdown": "two", "text": "not this"},
        {"html": "<p>three\ud800"},
    ]
    data = b"\xef\xbb\xbf" + b"\n\n".join(json.dumps(line).encode() for line in lines)
    seen = found(data, "x.jsonl")
    assert seen == {
        "1": Content("one", "text", claims={"url": "https://news.example/7"}, identity={"id": 7}),
        "3": Content("two", "markdown", identity={}),
        "5": Content("<p>three?", "html", identity={}),
    }


def test_json_lines_with_a_key_of_their_own() -> None:
    data = b'{"story": "one", "text": "not this"}\n{"text": "nor this"}'
    assert texts(data, "x.jsonl", "story") == {"1": "one", "2": "no page; there is no text under 'story'"}


def test_a_line_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsparse.read.records.MOST_BYTES", 100)
    data = b'{"text": "' + b"x" * 1000 + b'"}\n{"text": "two"}\n'
    seen = texts(data, "x.jsonl")
    assert "longer than" in str(seen["1"])
    assert seen["2"] == "two"


@pytest.mark.parametrize(("mark", "name"), [(",", "x.csv"), (";", "x.csv"), ("\t", "x.tsv")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(mark: str, name: str, encoding: str) -> None:
    rows = [["ID", "Body", "url"], ["a", '"Two\nlines, ""quoted"" é"', "https://news.example/a"], ["b", "x", ""]]
    data = "\r\n".join(mark.join(row) for row in rows).encode(encoding)
    assert found(data, name) == {
        "1": Content('Two\nlines, "quoted" é'.encode(), claims={"url": "https://news.example/a"}, identity={"id": "a"}),
        "2": Content(b"x", identity={"id": "b"}),
    }


def test_csv_that_is_not_utf8_keeps_its_bytes() -> None:
    assert texts(b"text\ncaf\xe9\n", "x.csv") == {"1": b"caf\xe9"}


def test_rows_that_are_broken_cost_themselves() -> None:
    seen = texts(b"id,text\n1,one\njust one\n3,\n\n4,four\n", "x.csv")
    assert seen["1"] == b"one"
    assert "1 columns where the first row has 2" in str(seen["2"])
    assert "nothing in its column text" in str(seen["3"])
    assert seen["5"] == b"four"


def test_a_table_without_a_page_says_what_it_has() -> None:
    assert texts(b"a,b\n1,2\n", "x.csv") == {
        "": "has no column named text, html, markdown, content or body; name one with --text-column: a, b"
    }
    assert texts(b"a,b\n1,2\n", "x.csv", "b") == {"1": b"2"}
    assert "has no column 'c'" in str(texts(b"a,b\n1,2\n", "x.csv", "c")[""])
    assert "is empty" in str(texts(b"", "x.csv")[""])


def test_parquet() -> None:
    table = pyarrow.table(
        {
            "id": [1, 2, 3],
            "html": ["<p>one", None, None],
            "text": ["not this", "two", None],
            "scraped_at": pyarrow.array([1_700_000_000, None, None], pyarrow.timestamp("s")),
            "unused": [[1], [2], [3]],
        }
    )
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    assert found(stream.getvalue(), "x.parquet") == {
        "1": Content("<p>one", "html", claims={"scraped_at": "2023-11-14T22:13:20"}, identity={"id": 1}),
        "2": Content("two", "text", identity={"id": 2}),
        "3": "has nothing in its column html",
    }
    foreign = stream.getvalue().replace(b"<p>one", b"caf\xe9 s")
    assert texts(foreign, "x.parquet")["1"] == b"caf\xe9 s"
    assert "damaged" in str(texts(stream.getvalue()[:-9], "x.parquet")[""])
    assert "unpack it first" in str(texts(gzip.compress(stream.getvalue()), "x.parquet.gz")[""])


@pytest.mark.parametrize("recurring", [True, False])
def test_large_pages_in_parquet_are_taken_a_few_at_a_time(recurring: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsparse.read.parquet._BYTES", 1 << 20)
    stream = io.BytesIO()
    pages = [f"word {0 if recurring else number} " * 10_000 for number in range(60)]
    parquet.write_table(pyarrow.table({"text": pages}), stream, use_dictionary=recurring, compression="none")
    before = pyarrow.total_allocated_bytes()
    taken = []
    for member, text in zip(members(stream, form_of("x.parquet")), pages, strict=True):
        assert member.load().data == text
        taken.append(pyarrow.total_allocated_bytes() - before)
    assert max(taken) < sum(map(len, pages)) / 2


def test_a_parquet_file_without_rows() -> None:
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": pyarrow.array([], pyarrow.string())}), stream)
    assert found(stream.getvalue(), "x.parquet") == {}


def test_a_parquet_file_that_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_NO_BOMB", 1 << 20)
    stream = io.BytesIO()
    pages = ["x" * (1 << 20)] * 10
    parquet.write_table(pyarrow.table({"text": pages}), stream, use_dictionary=False, compression="zstd")
    assert list(texts(stream.getvalue(), "x.parquet")) == [""]
    assert "only a bomb" in str(texts(stream.getvalue(), "x.parquet")[""])


@pytest.mark.parametrize("name", ["x.warc", "x.parquet", "x.txt.zst"])
def test_what_is_missing_is_said_with_how_to_get_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("fastwarc.warc", "pyarrow", zstd.__name__):
        monkeypatch.setitem(sys.modules, module, None)
    form = form_of(name)
    with pytest.raises(UnreadableInput, match=r"pip install 'newsparse\[batch\]'"):
        list(members(io.BytesIO(b"x"), form) if form.container else [page(io.BytesIO(b"x"), form)])
