"""Parquet files with a page in each row."""

from __future__ import annotations

import os
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from newsparse.errors import UnreadableInput
from newsparse.read.content import Content, Member
from newsparse.read.packed import needed, refuse_bomb
from newsparse.read.tables import columns, content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.read.tables import Columns

_ROWS, _BYTES = 64, 1 << 26
"""Rows that are taken at a time, and bytes of them: few, for each may hold a large page."""


def members(stream: IO[bytes], column: str | None) -> Iterator[Member]:
    """The pages in a table, named by the numbers of their rows."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise needed("pyarrow", "a Parquet file") from error
    number = 0
    try:
        # Neither threads nor reading ahead: workers are forked beside this.
        table = ParquetFile(stream, pre_buffer=False)
        rows = _rows_at_once(table.metadata, packed=stream.seek(0, os.SEEK_END))
        found = columns(table.schema_arrow.names, column)
        wanted = [*found.pages, *(column for _, column in found.claims), *([found.identity] if found.identity else [])]
        for batch in table.iter_batches(rows, columns=list(dict.fromkeys(wanted)), use_threads=False):
            for row in range(batch.num_rows):
                number += 1
                yield Member(str(number), partial(_content, batch, row, found))
    except (pyarrow.ArrowException, UnicodeError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        where = f"cannot be read behind its row {number}" if number else "is no Parquet file, or a damaged one"
        raise UnreadableInput(f"{where}; copy it here again") from error


def _rows_at_once(table: Any, *, packed: int) -> int:
    """How many rows to take at a time. Raises UnreadableInput where so many bytes hold more than they honestly can.

    Texts that recur may stand in a group of rows once: then each row may be as large as the group.
    """
    sizes: list[int] = [table.row_group(number).total_byte_size for number in range(table.num_row_groups)]
    refuse_bomb(sum(sizes), packed)
    return max(1, min(_ROWS, _BYTES // max([1, *sizes])))


def _content(batch: Any, row: int, found: Columns) -> Content:
    return content({name: _value(batch.column(at)[row]) for at, name in enumerate(batch.schema.names)}, found)


def _value(cell: Any) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes()
