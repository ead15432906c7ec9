"""What a file that is no text seems to be, by its first bytes."""

from __future__ import annotations

from newsparse.errors import BinaryInput

_SAMPLE = 65_536
# Random bytes hold 11 % of these; text of any encoding but UTF-16 and UTF-32 holds almost none.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_MOST_CONTROLS = 0.06

_PICTURE = "only text can be cleaned"
_SOUND = "clean its transcript instead"
_PACKED = "unpack it first"
_OFFICE = "save it as text or HTML first"

_MAGIC: tuple[tuple[bytes, int, str, str], ...] = (
    (b"%PDF-", 0, "a PDF document", "convert it to text first, e.g. with pdftotext"),
    (b"{\\rtf", 0, "an RTF document", _OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old Office document (.doc, .xls, .ppt)", _OFFICE),
    (b"\xff\xd8\xff", 0, "a JPEG picture", _PICTURE),
    (b"\x89PNG\r\n\x1a\n", 0, "a PNG picture", _PICTURE),
    (b"II*\0", 0, "a TIFF picture", _PICTURE),
    (b"MM\0*", 0, "a TIFF picture", _PICTURE),
    (b"\0\0\1\0", 0, "an icon", _PICTURE),
    (b"\x1f\x8b\x08", 0, "a gzip file", "unpack it first, e.g. with gunzip"),
    (b"\xfd7zXZ\0", 0, "an xz file", "unpack it first, e.g. with unxz"),
    (b"\x28\xb5\x2f\xfd", 0, "a Zstandard file", "unpack it first, e.g. with unzstd"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive", _PACKED),
    (b"Rar!\x1a\x07", 0, "a RAR archive", _PACKED),
    (b"ustar\0", 257, "a tar archive", _PACKED),
    (b"ustar ", 257, "a tar archive", _PACKED),
    (b"SQLite format 3\0", 0, "an SQLite database", "export its texts first"),
    (b"\x7fELF", 0, "a program (ELF)", "give a text, Markdown or HTML file"),
    (b"\xca\xfe\xba\xbe", 0, "a program", "give a text, Markdown or HTML file"),
    (b"\0asm", 0, "a program (WebAssembly)", "give a text, Markdown or HTML file"),
    (b"\x1a\x45\xdf\xa3", 0, "a Matroska or WebM video", _SOUND),
    (b"\xff\xfb", 0, "an MP3 recording", _SOUND),
    (b"wOFF\0", 0, "a web font", "give a text, Markdown or HTML file"),
    (b"wOF2\0", 0, "a web font", "give a text, Markdown or HTML file"),
)
# Marks that a text could open with as well: they count only beside control bytes.
_MAGIC_IN_LETTERS: tuple[tuple[bytes, int, str, str], ...] = (
    (b"PK\x03\x04", 0, "a ZIP archive", _PACKED),
    (b"GIF87a", 0, "a GIF picture", _PICTURE),
    (b"GIF89a", 0, "a GIF picture", _PICTURE),
    (b"WEBP", 8, "a WebP picture", _PICTURE),
    (b"WAVE", 8, "a WAV recording", _SOUND),
    (b"AVI ", 8, "an AVI video", _SOUND),
    (b"ftypavif", 4, "an AVIF picture", _PICTURE),
    (b"ftyphei", 4, "a HEIF picture", _PICTURE),
    (b"ftyp", 4, "an MP4 video or recording", _SOUND),
    (b"OggS", 0, "an Ogg recording", _SOUND),
    (b"fLaC", 0, "a FLAC recording", _SOUND),
    (b"ID3", 0, "an MP3 recording", _SOUND),
    (b"BZh", 0, "a bzip2 file", "unpack it first, e.g. with bunzip2"),
    (b"BM", 0, "a BMP picture", _PICTURE),
    (b"MZ", 0, "a program (Windows)", "give a text, Markdown or HTML file"),
    (b"PAR1", 0, "a Parquet table", "export its texts first"),
    (b"ARROW1", 0, "an Arrow table", "export its texts first"),
)
_INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"opendocument", "an OpenDocument file"),
    (b"epub", "an EPUB book"),
)


def refuse_magic(data: bytes) -> None:
    """Raises BinaryInput where the first bytes are those of a well-known binary format."""
    head = data[:4096]
    for magic, at, what, advice in _MAGIC:
        if head.startswith(magic, at):
            raise BinaryInput(f"is {what}; {advice}")
    if len(head[:512].translate(None, _CONTROLS)) == len(head[:512]):
        return
    for magic, at, what, advice in _MAGIC_IN_LETTERS:
        if head.startswith(magic, at):
            raise BinaryInput(_zip(head) if magic.startswith(b"PK") else f"is {what}; {advice}")


def refuse_controls(data: bytes) -> None:
    """Raises BinaryInput where control bytes are too many for a text; NULs that only pad the end do not count."""
    sample = data[:_SAMPLE].rstrip(b"\0")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(1, _MOST_CONTROLS * len(sample)):
        raise BinaryInput("is binary data of an unknown kind; give a text, Markdown or HTML file")


def _zip(head: bytes) -> str:
    what = next((name for mark, name in _INSIDE_ZIP if mark in head), None)
    if what is None:
        return "is a ZIP archive; unpack it first"
    return f"is {what}; {_OFFICE}"
