from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from calling import call, stand_in

import newsparse.pipeline
from newsparse.cli import main


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Ferry returns\nIt runs.\n")
    Path("b.txt").write_text("Bridge closed\nFor repairs.\n")


def test_a_pipe_gets_one_uncoloured_line() -> None:
    result = call("clean", "a.txt")
    assert result.out.count("\n") == 1
    assert json.loads(result.out)["title"] == "Ferry returns"
    assert "\x1b" not in result.out


def test_a_terminal_gets_indented_and_coloured_json() -> None:
    result = call("clean", "a.txt", terminal=True)
    assert "\n  " in result.out
    assert "\x1b[" in result.out


def test_several_on_a_terminal_are_lines_without_colour() -> None:
    result = call("clean", "a.txt", "b.txt", terminal=True)
    assert [json.loads(line)["title"] for line in result.out.splitlines()] == ["Ferry returns", "Bridge closed"]


@pytest.mark.parametrize("form", ["json", "text", "markdown"])
def test_no_escape_sequence_of_a_page_reaches_the_terminal(form: str) -> None:
    page = "Red \x1b]0;owned\x07 title\nBody \x9b2J of it\x08.\n".encode()
    result = call("clean", "--format", form, stdin=page)
    assert not set(result.out) & set("\x1b\x07\x08\x9b")


def test_an_output_file_is_written_whole() -> None:
    assert call("clean", "a.txt", "-o", "out.json").out == ""
    assert json.loads(Path("out.json").read_text())["title"] == "Ferry returns"
    assert sorted(map(str, Path().iterdir())) == ["a.txt", "b.txt", "out.json"]


@pytest.mark.parametrize(("name", "opening"), [("o.md", "---\n"), ("o.txt", "Ferry"), ("o.jsonl", "{"), ("o", "{")])
def test_an_outputs_name_says_its_format(name: str, opening: str) -> None:
    call("clean", "a.txt", "-o", name)
    assert Path(name).read_text().startswith(opening)


def test_an_interrupted_run_leaves_the_old_output(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.json").write_text("old")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(newsparse.pipeline, "clean", interrupted)
    result = call("clean", "a.txt", "-o", "out.json")
    assert (result.status, result.err) == (130, "newsparse: interrupted\n")
    assert Path("out.json").read_text() == "old"
    assert sorted(map(str, Path().iterdir())) == ["a.txt", "b.txt", "out.json"]


def test_where_all_failed_the_old_output_stays() -> None:
    Path("out.json").write_text("old")
    assert call("clean", "missing.txt", "-o", "out.json").status == 1
    assert Path("out.json").read_text() == "old"


def test_an_output_is_never_an_input() -> None:
    result = call("clean", "a.txt", "-o", "./a.txt")
    assert result.status == 2
    assert Path("a.txt").read_text().startswith("Ferry")


@pytest.mark.parametrize(("output", "advice"), [("no/out.json", "make the folder no"), (".", "name a file")])
def test_an_output_that_cannot_be_written_is_named(output: str, advice: str) -> None:
    result = call("clean", "a.txt", "-o", output)
    assert result.status == 1
    assert result.err.count("\n") == 1
    assert advice in result.err


def test_an_output_may_be_a_device() -> None:
    assert call("clean", "a.txt", "-o", os.devnull).status == 0


def test_options_reach_the_article() -> None:
    options = ["--source", "Courier", "--language", "en-GB", "--scraped-at", "2025-07-26", "--encoding", "latin1"]
    article = json.loads(call("clean", "a.txt", "--from", "markdown", *options).out)
    assert [article[name] for name in ("source", "language", "date")] == ["Courier", "en-GB", "2025-07-26"]
    assert (article["input"]["kind"], article["input"]["encoding"]) == ("markdown", "iso8859-1")


def test_blocks_on_request() -> None:
    assert json.loads(call("clean", "a.txt", "--blocks").out)["blocks"][0]["kind"] == "title"
    assert list(json.loads(call("clean", "a.txt", "--fields", "title", "--blocks").out)) == ["title", "blocks"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--scraped-at", "26.07.2025"],
        ["--encoding", "utf-9"],
        ["--encoding", "rot13"],
        ["--language", "german!"],
        ["--url", "courier"],
        ["--url", "https://courier.example", "b.txt"],
        ["--fields", ","],
        ["--fields", "title", "-f", "text"],
        ["--format", "pdf"],
        ["--from", "arc"],
        ["-0"],
        ["--config", "missing.toml"],
        ["--files-from", "missing.list"],
    ],
)
def test_wrong_usage_is_one_line_and_status_2(wrong: list[str]) -> None:
    result = call("clean", "a.txt", *wrong)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("newsparse: ")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    ["fields = ['title']\nblocks = false", "scraped-at = 2025-07-26", "[clean]\nsource = 'Courier'\n[batch]\nx = 1"],
)
def test_config_takes_tomls_own_values(text: str) -> None:
    Path("n.toml").write_text(text)
    assert call("clean", "a.txt", "--config", "n.toml").status == 0


@pytest.mark.parametrize("text", ["[clean]\nsauce = 'x'", "clean = 1", "not toml", "format = 'pdf'", "fields = ['x']"])
def test_config_that_is_wrong_is_wrong_usage(text: str) -> None:
    Path("n.toml").write_text(text)
    result = call("clean", "a.txt", "--config", "n.toml")
    assert (result.status, result.err.count("\n")) == (2, 1)


def test_a_bug_costs_one_input_and_shows_no_traceback() -> None:
    Path("crash.txt").write_text("crash")
    result = call("clean", "crash.txt", "b.txt")
    assert result.status == 1
    assert json.loads(result.out)["title"] == "Bridge closed"
    assert "internal error (KeyError: 'crash'); run again with --debug" in result.err
    assert "Traceback" not in result.err
    assert "Traceback" in call("clean", "--debug", "crash.txt").err


def test_a_name_of_control_characters_is_shown_escaped() -> None:
    name = os.fsdecode(b"\x1b[31m\xff.txt")
    Path(name).write_text("")
    assert call("clean", name).err == "newsparse: \\x1b[31m\\xff.txt: is empty; nothing to clean\n"


def test_a_folder_and_a_broken_link_are_named() -> None:
    Path("folder").mkdir()
    Path("link.txt").symlink_to("nowhere")
    errors = call("clean", "folder", "link.txt").err
    assert "folder: is a folder; to clean the files in it: newsparse batch folder -o OUT" in errors
    assert "link.txt: broken link to nowhere" in errors


def test_names_parted_by_nul_may_hold_line_ends() -> None:
    Path("two\nlines.txt").write_text("Odd name\nBody.\n")
    result = call("clean", "--files-from", "-", "-0", "--fields", "title", stdin=b"two\nlines.txt\0a.txt\0")
    assert [json.loads(line)["title"] for line in result.out.splitlines()] == ["Odd name", "Ferry returns"]


def test_nul_in_a_name_hints_at_its_option() -> None:
    assert "add -0" in call("clean", "--files-from", "-", stdin=b"a.txt\0b.txt").err


def test_an_empty_list_is_nothing_to_do() -> None:
    result = call("clean", "--files-from", "-", stdin=b"")
    assert (result.status, result.out, result.err) == (0, "", "")


def test_ids_of_any_type_come_back_as_they_were() -> None:
    ids = [7, "b", None, [1, {"c": 2.5}], "\u2028"]
    lines = "".join(json.dumps({"id": each, "text": "T\nB."}) + "\n" for each in ids)
    result = call("clean", "--from", "jsonl", stdin=lines.encode())
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["id"] for record in records] == ids
    assert all(next(iter(record)) == "id" for record in records)


@pytest.mark.parametrize("line", ["[" * 100_000, "9" * 5000, '{"text": "\\ud800\\nB."}', "\ufeff{}", '{"text": 1}'])
def test_no_line_of_json_is_a_crash(line: str) -> None:
    result = call("clean", "--from", "jsonl", stdin=line.encode())
    assert "internal error" not in result.err
    assert result.status in (0, 1)


def test_quiet_keeps_to_failures() -> None:
    Path("empty.txt").write_text("")
    errors = call("clean", "-q", "-f", "text", "a.txt", "empty.txt").err
    assert errors == "newsparse: empty.txt: is empty; nothing to clean\n"


def test_a_closed_pipe_is_no_error() -> None:
    program = (
        "import sys, newsparse.pipeline, stand_in; newsparse.pipeline.clean = stand_in.clean; "
        "from newsparse.cli import main; sys.exit(main())"
    )
    here = str(Path(__file__).parent)
    with subprocess.Popen(
        [sys.executable, "-c", program, "clean", "--blocks", *["a.txt"] * 500],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": here},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_closed_standard_streams_are_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["clean"]) == 2
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["clean", "a.txt"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "newsparse: standard input is closed; name a file; see newsparse clean --help",
        "newsparse: standard output is closed; name a file with --output",
    ]


def test_a_full_disk_is_named() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    result = call("clean", "a.txt", "-o", "/dev/full")
    assert result.status == 1
    assert result.err.startswith("newsparse: /dev/full: cannot be written (")


def test_fields_that_are_less_sure_than_asked_for_are_null(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(Path(__file__).parents[2] / "samples" / "en" / "wire-ferry")
    usual, sure = (json.loads(call("clean", *more, "scrape.txt").out) for more in ([], ["--min-confidence", "1"]))
    assert usual["title"]
    assert sure["title"] is None
    assert sure["body"]


def test_a_share_beyond_one_is_no_confidence() -> None:
    result = call("clean", "--min-confidence", "90", "a.txt")
    assert result.status == 2
    assert "0<=x<=1" in result.err
