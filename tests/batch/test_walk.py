"""What of a folder is an input, in what order, and what its result is called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from newsparse.batch.items import Outside, Scrape
from newsparse.batch.names import output_names
from newsparse.batch.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


NOWHERE = "/nowhere"


def written(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")


def paths(folder: Path, spare: Path | str = NOWHERE) -> list[str]:
    return [found.path for found in walk(str(folder), suffix=".json", spare=str(spare))]


def problems(folder: Path) -> dict[str, str]:
    found = walk(str(folder), suffix=".json", spare=NOWHERE)
    return {item.path: str(item.problem) for item in found if isinstance(item, Scrape) and item.problem}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["b.txt"], {"b.txt": "b.json"}),
        (["b.html"], {"b.html": "b.json"}),
        (["b"], {"b": "b.json"}),
        (["b.html", "b.txt"], {"b.txt": "b.json", "b.html": "b.html.json"}),
        (["b", "b.dat", "b.md"], {"b.md": "b.json", "b": "b.2.json", "b.dat": "b.dat.json"}),
        (["b.txt", "B.html"], {"b.txt": "b.json", "B.html": "B.html.json"}),
        (
            ["b.txt", "b.html", "b.html.txt"],
            {"b.txt": "b.json", "b.html.txt": "b.html.json", "b.html": "b.html.2.json"},
        ),
        (["2025.07.26"], {"2025.07.26": "2025.07.json"}),
    ],
)
def test_output_names(names: list[str], expected: dict[str, str]) -> None:
    assert output_names(names, ".json") == expected
    assert output_names(reversed(names), ".json") == expected


def test_a_later_sibling_moves_no_result_of_a_text() -> None:
    alone = output_names(["b.txt"], ".json")
    for sibling in ("b.html", "b.md", "b", "b.txt.txt", "a.txt"):
        assert output_names(["b.txt", sibling], ".json")["b.txt"] == alone["b.txt"]


def test_a_result_never_takes_the_name_of_a_subfolder(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", "b.json/c.txt")
    outputs = [
        found.output for found in walk(str(tmp_path), suffix=".json", spare=NOWHERE) if isinstance(found, Scrape)
    ]
    assert outputs == ["b.json/c.json", "b.txt.json"]


def test_order_is_that_of_the_names_part_by_part(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", "a/2.txt", "a/10.txt", "a.txt", "é.txt", "Z.txt")
    assert paths(tmp_path) == ["Z.txt", "a/10.txt", "a/2.txt", "a.txt", "b.txt", "é.txt"]


def test_hidden_names_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, ".secret.txt", ".git/a.txt", "a/.b.txt", "a/c.txt")
    assert paths(tmp_path) == ["a/c.txt"]


def test_the_output_is_no_input(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", "out/a.json", "sub/out/b.txt")
    assert paths(tmp_path, tmp_path / "out") == ["a.txt", "sub/out/b.txt"]


def test_links(tmp_path: Path) -> None:
    folder = tmp_path / "scrapes"
    written(folder, "a.txt", "sub/b.txt")
    written(tmp_path, "elsewhere/c.txt", "scrapes-too.txt")
    (folder / "broken.txt").symlink_to("nowhere")
    (folder / "inside.txt").symlink_to("sub/b.txt")
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "out.txt").symlink_to("../scrapes-too.txt")
    (folder / "sub/elsewhere").symlink_to(tmp_path / "elsewhere")
    (folder / "sub/up").symlink_to("..")
    found = list(walk(str(folder), suffix=".json", spare=NOWHERE))
    assert [item.path for item in found if isinstance(item, Outside)] == ["out.txt", "sub/elsewhere"]
    good = [item.path for item in found if isinstance(item, Scrape) and not item.problem]
    assert good == ["a.txt", "inside.txt", "sub/b.txt"]
    assert problems(folder) == dict.fromkeys(["broken.txt", "itself.txt"], "is a broken link; mend it, or remove it")


def test_what_is_no_file_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problems(tmp_path) == {"pipe.txt": "is a pipe; only files can be cleaned"}


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "a/b.txt", "c.txt")
    listed = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert "Permission denied" in problems(tmp_path)["a"]
    assert paths(tmp_path) == ["a", "c.txt"]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    written(tmp_path, name)
    assert paths(tmp_path) == [name]


def test_a_deep_tree(tmp_path: Path) -> None:
    written(tmp_path, "d/" * 500 + "a.txt")
    assert paths(tmp_path) == ["d/" * 500 + "a.txt"]
