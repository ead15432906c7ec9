"""Articles as a SQLite data base with full-text search, from lines of JSON and back to them.

`data/articles.sql` says what is in it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsparse.errors import OutputError
from newsparse.write.json import dumps
from newsparse.write.table import COLUMNS, OTHERS, STRANGE, cluster_of, day_of, line_of, others_of, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SCHEMA = Path(__file__).parents[1] / "data" / "articles.sql"
_APPLICATION = 0x4E577370  # "NWsp", by which a file is known to be ours
_FORM = 1

_JSON = frozenset("authors evidence warnings input blocks".split())
_STORED = ("number", "name", *COLUMNS, "day", "cluster", "share", OTHERS)
_ROW = f"INSERT INTO articles ({', '.join(_STORED)}) VALUES ({', '.join(f':{name}' for name in _STORED)})"
_AUTHOR = "INSERT INTO authors VALUES (?, ?, ?)"
_WORDS = "INSERT INTO search (rowid, title, lede, body) VALUES (:number, :title, :lede, :body)"
# After the rows, which is quicker.
_INDEXES = (
    "CREATE INDEX articles_by_day ON articles (day)",
    "CREATE INDEX articles_by_name ON articles (name)",
    "CREATE INDEX authors_by_name ON authors (name)",
)


def write_table(lines: Iterable[bytes], file: Path) -> None:
    """Write lines of JSON as a data base, in their order. Raises OSError."""
    file.unlink(missing_ok=True)
    with _as_errors_of_files(), contextlib.closing(sqlite3.connect(file, isolation_level=None)) as base:
        # Nobody sees the file before it is whole, so nothing has to be taken back.
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"application_id = {_APPLICATION}"):
            base.execute(f"PRAGMA {setting}")
        base.executescript(_SCHEMA.read_text("utf-8"))
        base.execute("BEGIN")
        for number, line in enumerate(lines, start=1):
            row = _row(number, record_of(line))
            base.execute(_ROW, row)
            base.execute(_WORDS, row)
            base.executemany(_AUTHOR, _authors(row))
        for index in _INDEXES:
            base.execute(index)
        base.execute(f"PRAGMA user_version = {_FORM}")
        base.execute("COMMIT")


def read_table(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that it was written from, each with its number from 0. Raises OutputError if it is damaged."""
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as base:
            base.row_factory = sqlite3.Row
            for row in base.execute("SELECT * FROM articles ORDER BY number"):
                yield row["number"] - 1, _line(row)
    except (sqlite3.Error, OSError, IndexError, TypeError, ValueError) as error:
        raise OutputError(f"{file}: cannot be read as the table that it was") from error


def obstacle(file: Path) -> str | None:
    """Why a file must not be replaced, and what to do."""
    # What these hold would be applied to the new file, which it does not fit.
    for ending in ("-wal", "-journal"):
        if file.with_name(file.name + ending).exists():
            return f"is in use ({file.name}{ending} is there); close it in the program that has it open"
    try:
        with file.open("rb") as stream:
            head = stream.read(72)
    except FileNotFoundError:
        return None
    except OSError:
        return STRANGE
    return STRANGE if head and head[68:] != _APPLICATION.to_bytes(4, "big") else None


def _row(number: int, record: dict[str, Any]) -> dict[str, Any]:
    columns = {name: _stored(name, record.get(name)) for name in COLUMNS}
    day = day_of(record["date"])
    return {
        **columns,
        "number": number,
        "name": record["input"]["name"],
        "day": day and day.isoformat(),
        **cluster_of(record),
        OTHERS: others_of(record),
    }


def _stored(name: str, value: Any) -> Any:
    return dumps(value) if name in _JSON and value is not None else value


def _authors(row: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    for place, name in enumerate(json.loads(row["authors"]), start=1):
        yield row["number"], place, name


def _line(row: sqlite3.Row) -> bytes:
    columns = {name: json.loads(row[name]) if name in _JSON else row[name] for name in COLUMNS if _is_there(row, name)}
    columns["is_article"] = bool(columns["is_article"])
    return line_of(columns, row[OTHERS])


def _is_there(row: sqlite3.Row, name: str) -> bool:
    return name != "blocks" or row[name] is not None


@contextlib.contextmanager
def _as_errors_of_files() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        said = os.strerror(errno.ENOSPC) if full else str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, said) from error
