"""Articles as a Parquet file, from lines of JSON and back to them.

Lists are lists, and `input` and `blocks` are structs, for their keys are the same in every article. `evidence` is JSON
text (`evidence->>'$.date.from'` in DuckDB): its keys are the fields that have a value, and as a struct it would be
another type with every new key. `day` is `date` as a date, null where the day is not known; `cluster` and `share` are
those of near-duplicates.
"""

from __future__ import annotations

import json
import os
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from newsparse.errors import OutputError
from newsparse.write.json import dumps
from newsparse.write.table import COLUMNS, OTHERS, STRANGE, cluster_of, day_of, line_of, others_of, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

_ROWS = 2048
"""In a group of rows at most, and these bytes of lines: a group is what stands in memory at once."""
_BYTES = 1 << 24

_MARK = b"newsparse.table"
"""A key in the footer, by which a file is known to be ours."""

_SORTABLE = ["date", "day", "modified", "source", "agency", "language", "is_article"]
"""Columns of which each group says its least and greatest value, so that a reader can pass a group by."""
_FEW_VALUES = ["source", "agency", "language", "authors.list.element", "warnings.list.element"]
"""Columns in which values recur, so that each is written once in a group."""


def write_table(lines: Iterable[bytes], file: Path) -> None:
    """Write lines of JSON as a table, in their order. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = iter(lines)
    first = next(lines, None)
    schema = _schema(first is not None and "blocks" in record_of(first))
    with (
        file.open("wb") as stream,
        pq.ParquetWriter(
            stream, schema, compression="zstd", use_dictionary=_FEW_VALUES, write_statistics=_SORTABLE
        ) as writer,
    ):
        for group in _groups(chain([first] if first else [], lines)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema), row_group_size=_ROWS)
            group.clear()  # for the next stands in its place already when a loop lets go of it


def read_table(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that a table was written from, each with its number from 0. Raises OutputError if it is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(file, pre_buffer=False) as table:
            for batch in table.iter_batches(batch_size=512, use_threads=False):
                for row in batch.to_pylist():
                    yield number, _line(row)
                    number += 1
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise OutputError(f"{file}: cannot be read as the table that it was") from error


def obstacle(file: Path) -> str | None:
    """Why a file must not be replaced, and what to do."""
    # Without pyarrow, which starts threads when it is imported: worker processes are forked after this.
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(size - 8, 0))
            length = int.from_bytes(stream.read(4), "little")  # of the footer, which stands before
            is_whole = stream.read() == b"PAR1" and length <= size - 8
            stream.seek(size - 8 - length if is_whole else size)
            return STRANGE if size and _MARK not in stream.read() else None
    except FileNotFoundError:
        return None
    except OSError:
        return STRANGE


@cache
def _schema(blocks: bool) -> pa.Schema:
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    read = {"name": text, "kind": text, "encoding": text, "sha256": text, "bytes": pa.int64(), "lines": pa.int64()}
    block = {
        "kind": text,
        "text": text,
        "lines": pa.list_(pa.int32()),
        "kept": pa.bool_(),
        "reason": text,
        "score": pa.float64(),
    }
    special = {
        "authors": texts,
        "is_article": pa.bool_(),
        "warnings": texts,
        "input": pa.struct(list(read.items())),
        "blocks": pa.list_(pa.struct(list(block.items()))),
    }
    columns = [(name, special.get(name, text)) for name in COLUMNS if blocks or name != "blocks"]
    columns.insert(COLUMNS.index("date") + 1, ("day", pa.date32()))
    columns += [("cluster", text), ("share", pa.float64()), (OTHERS, text)]
    return pa.schema(columns, metadata={_MARK: b"1"})


def _groups(lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    size = 0
    for line in lines:
        group.append(_row(record_of(line)))
        size += len(line)
        if len(group) == _ROWS or size >= _BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _row(record: dict[str, Any]) -> dict[str, Any]:
    derived = {"day": day_of(record["date"]), **cluster_of(record), OTHERS: others_of(record)}
    return {**record, **derived, "evidence": dumps(record["evidence"])}


def _line(row: dict[str, Any]) -> bytes:
    columns = {name: row[name] for name in COLUMNS if name in row}
    columns["evidence"] = json.loads(columns["evidence"])
    return line_of(columns, row[OTHERS])
