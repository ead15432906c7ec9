"""What a run finds behind folders, files, patterns, lists and archives, and what its results are called."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import warnings
import zipfile
from pathlib import Path

import pytest

from newsparse.batch.inputs import Inputs, Names
from newsparse.batch.inside import Opening
from newsparse.batch.items import GoneInput, Item, Outside, Scrape, read_file
from newsparse.batch.ledger import RunStoppedError
from newsparse.batch.manifest import Stamp
from newsparse.batch.patterns import Wanted
from newsparse.errors import InputError, UnreadableInput


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(os.fsencode(name))


def zipped(path: str, *names: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            archive.writestr(name, name)


def seen(inputs: Inputs, spare: str = "/nowhere") -> dict[str, str]:
    """Path → output, or what is wrong."""
    found = (one for one in inputs.scrapes(suffix=".json", spare=spare) if isinstance(one, Scrape))
    return {one.path: str(one.problem) if one.problem else one.output for one in found}


def read(inputs: Inputs) -> dict[str, str | bytes]:
    pages = {}
    for one in inputs.scrapes(suffix=".json", spare="/nowhere"):
        assert isinstance(one, Scrape)
        try:
            pages[one.path] = str(one.problem) if one.problem else one.item().read().data
        except InputError as error:
            pages[one.path] = str(error)
    return pages


def test_one_folder_gives_paths_within_it() -> None:
    written("in/a.txt", "in/b/c.html")
    assert seen(Inputs(("in/",))) == {"a.txt": "a.json", "b/c.html": "b/c.json"}


def test_several_inputs_keep_their_paths_as_typed() -> None:
    written("one/a.txt", "two/a.txt", "b.txt")
    here = os.getcwd()  # noqa: PTH109 - as a person would type it
    assert seen(Inputs(("one", "./two/", "b.txt"))) == {
        "one/a.txt": "one/a.json",
        "two/a.txt": "two/a.json",
        "b.txt": "b.json",
    }
    assert seen(Inputs((f"{here}/one", "b.txt"))) == {
        f"{here}/one/a.txt": f"{here}/one/a.json"[1:],
        "b.txt": "b.json",
    }


def test_what_is_named_twice_is_cleaned_once() -> None:
    written("one/a.txt", "one/b.txt")
    assert list(seen(Inputs(("one/b.txt", "one", "one/../one/a.txt")))) == ["one/b.txt", "one/a.txt"]


def test_no_result_lies_outside_and_no_two_share_one(monkeypatch: pytest.MonkeyPatch) -> None:
    written("one/a.txt", "two/one/a.txt", "two/one/A.html")
    zipped("pages.zip", "a.txt")
    zipped("two/pages.zip", "a.txt")
    monkeypatch.chdir("two")
    assert seen(Inputs(("one", "../one", "pages.zip", "../pages.zip"))) == {
        "one/A.html": "one/A.json",
        "one/a.txt": "one/a.txt.json",
        "../one/a.txt": "one/a.txt.2.json",
        "pages.zip/a.txt": "pages.zip/a.json",
        "../pages.zip/a.txt": "pages.zip/a.txt.json",
    }


def test_patterns_are_expanded_as_a_shell_would() -> None:
    written("in/a.txt", "in/b.html", "in/sub/c.txt", "in/.hidden.txt", "other.txt")
    zipped("in/pages.zip", "d.txt")
    assert list(seen(Inputs(("in/*.txt",)))) == ["in/a.txt"]
    assert list(seen(Inputs(("in/**/*.txt",)))) == ["in/a.txt", "in/sub/c.txt"]
    assert list(seen(Inputs(("*/s*",)))) == ["in/sub/c.txt"]
    assert list(seen(Inputs(("*.txt",)))) == ["other.txt"]
    assert list(seen(Inputs(("in/*.zip",)))) == ["in/pages.zip/d.txt"]
    written("in/[odd].txt")
    assert list(seen(Inputs(("in/[odd].txt",)))) == ["in/[odd].txt"]


def test_include_and_exclude_look_into_archives() -> None:
    written("in/a.txt", "in/b.html", "in/drafts/c.html", "in/rows.jsonl")
    zipped("in/pages.zip", "d.html", "e.txt", "drafts/f.html")
    wanted = Wanted.of(["*.html"], ["drafts/"])
    assert list(seen(Inputs(("in",), wanted=wanted))) == ["b.html", "pages.zip/d.html"]
    wanted = Wanted.of(["*.zip", "*.jsonl"], ["d.*"])
    assert list(seen(Inputs(("in",), wanted=wanted))) == ["pages.zip/e.txt", "pages.zip/drafts/f.html", "rows.jsonl/1"]
    wanted = Wanted.of([], ["*.zip", "rows.jsonl"])
    assert list(seen(Inputs(("in",), wanted=wanted))) == ["a.txt", "b.html", "drafts/c.html"]


@pytest.mark.parametrize(("mark", "names"), [(b"\n", b"a.txt\n\nno.txt\nin\n"), (b"\0", b"a.txt\0no.txt\0in")])
def test_lists(mark: bytes, names: bytes) -> None:
    written("a.txt", "in/b.txt")
    Path("list").write_bytes(names)
    inputs = Inputs((), Names("list", mark))
    expected = {
        "a.txt": "a.json",
        "no.txt": "no such file; check the path",
        "in": "is a folder; only files can be cleaned",
    }
    assert seen(inputs) == expected
    assert seen(inputs) == expected


def test_names_in_lists_may_be_odd() -> None:
    odd = os.fsdecode(b"caf\xe9\n.txt")
    written(odd)
    Path("list").write_bytes(b"caf\xe9\n.txt\0" + b"x" * 300 + b"\0a\0")
    assert seen(Inputs((), Names("list", b"\0")))[odd] == os.fsdecode(b"caf\xe9\n.json")
    Path("list").write_bytes(b"a\0b\n")
    assert "no file can have that name" in str(seen(Inputs((), Names("list"))))


def test_a_list_of_any_length_is_not_held(tmp_path: Path) -> None:
    Path("list").write_bytes(b"".join(b"%d.txt\n" % number for number in range(30_000)))
    scrapes = Inputs((), Names("list")).scrapes(suffix=".json", spare="/nowhere")
    assert sum(1 for _ in scrapes) == 30_000


def test_the_output_holds_no_inputs() -> None:
    written("out/a.json", "b.json")
    found = seen(Inputs(("b.json", "out/a.json")), os.path.realpath("out"))
    assert found == {
        "b.json": "b.json",
        "out/a.json": "lies in the output, which holds no inputs; name another output",
    }


def test_pages_in_archives_have_names_and_places_of_their_own() -> None:
    zipped("in/pages.zip", "a/b.html", "a/b.txt", "A/B.html", "../../a/b.txt", "z" * 255 + ".txt")
    Path("in/rows.csv").write_text("text,id\none,1\ntwo,2\n")
    Path("in/pages.txt").write_text("beside")
    long = "z" * 255 + ".txt"
    found = seen(Inputs(("in",)))
    cut = found.pop(f"pages.zip/{long}")
    assert cut.startswith("pages.zip/zzz")
    assert len(cut.split("/")[1]) == 255
    assert found == {
        "pages.txt": "pages.json",
        "pages.zip/a/b.html": "pages.zip/a/b.json",
        "pages.zip/a/b.txt": "pages.zip/a/b.txt.json",
        "pages.zip/A/B.html": "pages.zip/A/B.html.json",
        "pages.zip/a/b.txt#2": "pages.zip/a/b.txt#2.json",
        "rows.csv/1": "rows.csv/1.json",
        "rows.csv/2": "rows.csv/2.json",
    }


def test_an_archive_and_a_page_never_share_a_place() -> None:
    written("in/a.txt")
    zipped("in/a.json.zip", "b.txt")
    zipped("in/b.zip", "c.txt")
    written("in/b.zip.txt")
    assert seen(Inputs(("in",))) == {
        "a.json.zip/b.txt": "a.json.zip/b.json",
        "a.txt": "a.json",
        "b.zip/c.txt": "b.zip/c.json",
        "b.zip.txt": "b.zip.json",
    }


def test_pages_are_read_once_and_not_before_they_are_asked_for() -> None:
    data = b"".join(b'{"text": "%d"}\n' % number for number in range(5))
    Path("rows.jsonl.gz").write_bytes(gzip.compress(data))
    scrapes = iter(Inputs(("rows.jsonl.gz",)).scrapes(suffix=".json", spare="/nowhere"))
    first = next(scrapes)
    assert isinstance(first, Scrape)
    digest = first.digest()
    item = first.item()
    assert item.read().data == "0"
    assert item.read().digest() == digest
    assert first.settled().load is None
    assert item == Item("rows.jsonl.gz/1", "rows.jsonl.gz", item.content)


def test_packed_pages_are_read_by_the_worker() -> None:
    Path("a.txt.gz").write_bytes(gzip.compress(b"words"))
    assert seen(Inputs(("a.txt.gz",))) == {"a.txt.gz": "a.json"}
    (scrape,) = Inputs(("a.txt.gz",)).scrapes(suffix=".json", spare="/nowhere")
    assert isinstance(scrape, Scrape)
    assert scrape.item() == Item("a.txt.gz", "a.txt.gz")
    assert scrape.item().read().data == b"words"


def test_of_a_broken_archive_what_is_whole_is_read() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name in "abc":
            entry = tarfile.TarInfo(name)
            entry.size = 600
            archive.addfile(entry, io.BytesIO(name.encode() * 600))
    Path("in").mkdir()
    Path("in/cut.tar").write_bytes(stream.getvalue()[:3800])
    Path("in/not.zip").write_bytes(b"x")
    written("in/z.txt")
    pages = read(Inputs(("in",)))
    assert pages.pop("cut.tar/a") == b"a" * 600
    assert pages.pop("cut.tar/b") == b"b" * 600
    assert pages.pop("z.txt") == b"in/z.txt"
    assert "cut off" in str(pages.pop("cut.tar/c"))
    assert "cut off" in str(pages.pop("cut.tar", "cut off"))
    assert list(pages) == ["not.zip"]


def test_what_a_reader_did_not_foresee_costs_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    zipped("in/a.zip", "a.txt")
    zipped("in/b.zip", "b.txt")
    monkeypatch.setattr("newsparse.read.zipped.refuse_size", fault)
    assert read(Inputs(("in",))) == dict.fromkeys(
        ["a.zip/a.txt", "b.zip/b.txt"], "cannot be read any further (ZeroDivisionError: by zero)"
    )
    monkeypatch.setattr("newsparse.read.zipped.tidy", fault)
    assert list(read(Inputs(("in",)))) == ["a.zip", "b.zip"]


def test_an_archive_that_changes_while_it_is_read_is_told_of() -> None:
    data = b"".join(b'{"text": "%d"}\n' % number for number in range(3))
    Path("rows.jsonl").write_bytes(data)
    scrapes = iter(Inputs(("rows.jsonl",)).scrapes(suffix=".json", spare="/nowhere"))
    next(scrapes)
    with Path("rows.jsonl").open("ab") as file:
        file.write(b'{"text": "more"}\n')
    *_, last = scrapes
    assert isinstance(last, Scrape)
    assert last.path == "rows.jsonl"
    assert "changed while it was read" in str(last.problem)


def test_a_file_that_changes_while_it_is_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("words")
    stamps = iter([Stamp(1, 1, 1), Stamp(2, 2, 2), Stamp(2, 2, 2), Stamp(2, 2, 2)])
    monkeypatch.setattr(Stamp, "of_open", lambda _: next(stamps))
    assert read_file("a.txt").data == b"words"
    stamps = iter([Stamp(number, 0, 0) for number in range(9)])
    with pytest.raises(UnreadableInput, match="changed while it was read"):
        read_file("a.txt")


def test_a_file_that_is_gone_is_told_from_one_that_is_wrong() -> None:
    with pytest.raises(GoneInput, match="is gone"):
        read_file("a.txt")


def test_links_out_of_the_folder_are_followed_when_asked() -> None:
    written("in/a.txt", "else/b.txt", "else/deep/c.txt", "alone.txt")
    Path("in/else").symlink_to("../else")
    Path("in/again").symlink_to("../else/deep")
    Path("in/alone.txt").symlink_to("../alone.txt")
    Path("in/around").symlink_to("..")
    Path("else/back").symlink_to("../in")
    Path("else/self").symlink_to(".")
    Path("in/broken").symlink_to("nowhere")
    found = list(Inputs(("in",)).scrapes(suffix=".json", spare="/nowhere"))
    assert [one.path for one in found if isinstance(one, Outside)] == ["again", "alone.txt", "around", "else"]
    followed = seen(Inputs(("in",), follow=True))
    assert "broken link" in followed.pop("broken")
    # Each place once: what lies around all of it is entered last, and holds nothing new but what was met by no link.
    assert sorted(Path(path).name for path in followed) == ["a.txt", "alone.txt", "alone.txt", "b.txt", "c.txt"]


def test_how_many_there_are_is_known_where_nothing_has_to_be_opened() -> None:
    written("in/a.txt", "in/b/c.txt")
    assert Inputs(("in",)).total(suffix=".json", spare="/nowhere") == 2
    zipped("in/d.zip", "e.txt")
    assert Inputs(("in",)).total(suffix=".json", spare="/nowhere") is None


def test_a_folder_that_is_gone_stops_the_run() -> None:
    written("in/a.txt", "in/b.txt")
    scrapes = iter(Inputs(("in",)).scrapes(suffix=".json", spare="/nowhere"))
    next(scrapes)
    Path("in").rename("away")
    with pytest.raises(RunStoppedError, match="in: is gone"):
        list(scrapes)
    with pytest.raises(RunStoppedError, match="in: is gone"):
        list(scrapes_of_what_was_a_folder())


def scrapes_of_what_was_a_folder() -> list[Scrape | Outside]:
    Path("away").rename("in")
    inputs = Inputs(("in",), opening=Opening())
    Path("in").rename("away")
    return list(inputs.scrapes(suffix=".json", spare="/nowhere"))
