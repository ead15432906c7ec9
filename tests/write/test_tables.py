"""Articles as Parquet and SQLite: what a table holds, that lines come back out of it, and what is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from articles import FERRY, FERRY_WITH_STANDFIRST, FERRY_WITH_TWO_DATES, article_of
from hypothesis import given
from hypothesis import strategies as st

from newsparse.write import parquet, sqlite
from newsparse.write.json import as_dict, dumps
from newsparse.write.table import COLUMNS, day_of, fitting

tables = pytest.mark.parametrize("table", [parquet, sqlite], ids=["parquet", "sqlite"])


def line(record: dict[str, Any]) -> bytes:
    return dumps(record).encode() + b"\n"


ARTICLES = (FERRY, FERRY_WITH_STANDFIRST, FERRY_WITH_TWO_DATES, article_of(title=None))
LINES = [line(as_dict(article)) for article in ARTICLES]
LINES_WITH_BLOCKS = [line(as_dict(article, blocks=True)) for article in ARTICLES]


@tables
@pytest.mark.parametrize("lines", [LINES, LINES_WITH_BLOCKS, []], ids=["plain", "with blocks", "none"])
def test_lines_come_back_byte_for_byte(tmp_path: Path, table: ModuleType, lines: list[bytes]) -> None:
    table.write_table(iter(lines), tmp_path / "table")
    assert list(table.read_table(tmp_path / "table")) == list(enumerate(lines))
    assert {path.name for path in tmp_path.iterdir()} == {"table"}


@tables
def test_what_is_no_column_comes_back_too(tmp_path: Path, table: ModuleType) -> None:
    record = as_dict(FERRY)
    lines = [line({"id": 7, **record, "cluster": {"name": "c1", "share": 0.25}}), line({"id": "7", **record})]
    table.write_table(lines, tmp_path / "table")
    assert [text for _, text in table.read_table(tmp_path / "table")] == lines


@given(text=st.text(st.characters(codec=None), max_size=40), other=st.text(max_size=5))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, other: str) -> None:
    record = {**as_dict(FERRY), "title": text, "authors": [text, other], "warnings": []}
    written = fitting(line(record))
    for table in (parquet, sqlite):
        path = tmp_path_factory.mktemp("any") / "table"
        table.write_table([written], path)
        assert list(table.read_table(path)) == [(0, written)]


def test_what_utf8_cannot_hold_is_replaced_and_all_else_is_not() -> None:
    record = {**as_dict(FERRY), "title": "half a \ud83d pair", "body": r"a \ud83d that was written so"}
    assert fitting(line(record)) == line({**record, "title": "half a \ufffd pair"})
    assert fitting(LINES[0]) == LINES[0]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-07-26", date(2025, 7, 26)),
        ("2025-07-26T14:05+02:00", date(2025, 7, 26)),
        ("2025-07", None),
        ("2025", None),
        ("2025-02-31", None),
        ("0000-00-00T00", None),
        (None, None),
    ],
)
def test_a_day_is_told_where_it_is_known(moment: str | None, day: date | None) -> None:
    assert day_of(moment) == day


def test_the_types_of_parquet(tmp_path: Path) -> None:
    parquet.write_table(LINES_WITH_BLOCKS, tmp_path / "table")
    table = pq.read_table(tmp_path / "table")
    types = {field.name: field.type for field in table.schema}
    assert types["day"] == pa.date32()
    assert types["authors"] == types["warnings"] == pa.list_(pa.field("element", pa.string()))
    assert types["is_article"] == pa.bool_()
    assert pa.types.is_struct(types["input"])
    assert pa.types.is_list(types["blocks"])
    assert {types[name] for name in ("title", "date", "url", "evidence")} == {pa.string()}
    assert table["day"].to_pylist()[0] == date(2025, 7, 26)
    assert table["authors"].to_pylist()[0] == ["Ada Berg", "Jo Stein"]
    assert table["input"].to_pylist()[0]["bytes"] == 812


def test_blocks_are_a_column_only_where_they_were_asked_for(tmp_path: Path) -> None:
    parquet.write_table(LINES, tmp_path / "table")
    assert "blocks" not in pq.read_schema(tmp_path / "table").names


@pytest.mark.parametrize(("rows", "size", "groups"), [(2, 1 << 20, 3), (100, 1, 5), (100, 1 << 20, 1)])
def test_a_group_of_rows_is_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, size: int, groups: int
) -> None:
    monkeypatch.setattr(parquet, "_ROWS", rows)
    monkeypatch.setattr(parquet, "_BYTES", size)
    parquet.write_table([LINES[0]] * 5, tmp_path / "table")
    assert pq.read_metadata(tmp_path / "table").num_row_groups == groups
    assert len(list(parquet.read_table(tmp_path / "table"))) == 5


def asked(path: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(question).fetchall()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "table"
    index_page = {**as_dict(article_of(title="Index")), "is_article": False, "source": None}
    caf = {**as_dict(FERRY), "title": "Le café rouvre", "body": "Rien.", "lede": None, "date": "2026-01"}
    sqlite.write_table([*LINES, line(index_page), line(caf)], path)
    return path


def test_words_are_found(base: Path) -> None:
    assert asked(base, "SELECT title FROM search WHERE search MATCH 'title:ferry AND 1987' ORDER BY rank LIMIT 1") == [
        ("Ferry returns",)
    ]
    assert asked(
        base, "SELECT number FROM articles JOIN search ON search.rowid = number WHERE search MATCH 'cafe'"
    ) == [(6,)]
    assert asked(base, "SELECT highlight(search, 0, '[', ']') FROM search WHERE search MATCH 'caf*'") == [
        ("Le [café] rouvre",)
    ]
    assert asked(base, "INSERT INTO search (search) VALUES ('integrity-check')") == []


def test_authors_are_rows(base: Path) -> None:
    question = "SELECT title, place FROM authors JOIN articles ON number = article WHERE authors.name = 'Jo Stein'"
    assert asked(base, question)[0] == ("Ferry returns", 2)


def test_views_answer_what_is_asked_first(base: Path) -> None:
    assert asked(base, "SELECT date, title FROM latest LIMIT 2") == [
        ("2026-01", "Le café rouvre"),
        ("2025-07-26", "Ferry returns"),
    ]
    assert asked(base, "SELECT * FROM sources") == [("Lenne Courier", 5, "2025-07-26", "2025-07-26")]
    assert asked(base, "SELECT warning, count(*) FROM warned GROUP BY 1") == [("no-byline", 6)]


def test_a_data_base_says_what_it_is(base: Path) -> None:
    assert asked(base, "PRAGMA user_version") == [(1,)]
    assert asked(base, "PRAGMA integrity_check") == [("ok",)]
    (schema,) = asked(base, "SELECT sql FROM sqlite_schema WHERE name = 'articles'")[0]
    names = [row[1] for row in asked(base, "PRAGMA table_info (articles)")]
    assert [text.split()[0] for text in schema.splitlines() if " -- " in text] == names


@tables
def test_the_same_lines_give_the_same_table(tmp_path: Path, table: ModuleType) -> None:
    for name in "ab":
        table.write_table(LINES, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@tables
def test_what_is_ours_may_be_replaced(tmp_path: Path, table: ModuleType) -> None:
    path = tmp_path / "table"
    assert table.obstacle(path) is None
    path.touch()
    assert table.obstacle(path) is None
    table.write_table(LINES, path)
    assert table.obstacle(path) is None


@tables
def test_what_is_not_ours_may_not(tmp_path: Path, table: ModuleType) -> None:
    strange = tmp_path / "strange"
    strange.write_text("a diary")
    assert "not written by newsparse" in (table.obstacle(strange) or "")
    if table is sqlite:
        strange.unlink()
        with closing(sqlite3.connect(strange)) as other:
            other.execute("CREATE TABLE diary (page)")
    else:
        pq.write_table(pa.table({"page": [1]}), strange)
    assert "not written by newsparse" in (table.obstacle(strange) or "")


def test_a_data_base_in_use_may_not_be_replaced(base: Path) -> None:
    with closing(sqlite3.connect(base)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("CREATE TABLE mine (page)")
        assert "close it" in (sqlite.obstacle(base) or "")
    assert sqlite.obstacle(base) is None


def test_columns_are_the_fields_of_an_article() -> None:
    assert tuple(as_dict(FERRY, blocks=True)) == COLUMNS
