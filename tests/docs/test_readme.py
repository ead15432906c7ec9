"""The README tells the truth: its commands print what it shows, and what it names exists.

`pytest tests/docs --update-goldens` writes into the README what its commands print now.
"""

from __future__ import annotations

import doctest
import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import readme

import newsparse
from newsparse.cli.group import COMMANDS, load
from newsparse.cli.settings import KINDS
from newsparse.read import READERS
from newsparse.write.schema import article_schema

CONSOLE = readme.fenced("console")
SCORE = re.compile(r"\b[01]\.\d\d\b")


def names_of(block: str) -> str:
    return readme.steps(block)[-1].command[:60]


def without_scores(text: str) -> str:
    """Every training moves the scores a little, which is no news."""
    return SCORE.sub("0.00", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like the project's to a command, and may be written to."""
    shutil.copytree(readme.ROOT / "samples", tmp_path / "samples")
    return tmp_path


def printed(command: str, folder: Path) -> str:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=folder, env=environment, capture_output=True, check=False
    )
    assert (run.returncode, run.stderr.decode()) == (0, "")
    return run.stdout.decode()


@pytest.mark.parametrize("block", CONSOLE, ids=names_of)
def test_commands_print_what_is_shown(block: str, folder: Path, request: pytest.FixtureRequest) -> None:
    for program in ("jq", "sqlite3"):
        if f"{program} " in block and shutil.which(program) is None:
            pytest.skip(f"needs {program}")
    steps = readme.steps(block)
    outputs = [printed(step.command, folder) for step in steps]
    if request.config.getoption("--update-goldens"):
        now = "".join(f"$ {step.command}\n{output}" for step, output in zip(steps, outputs, strict=True))
        readme.README.write_text(readme.text().replace(block, now), "utf-8", newline="\n")
    else:
        assert [without_scores(output) for output in outputs] == [without_scores(step.output) for step in steps]


def test_the_first_screen_shows_the_sample_as_it_is() -> None:
    scrape = readme.ROOT / "samples/en/night-ferry/scrape.txt"
    assert readme.fenced("text")[0] == scrape.read_text("utf-8")


def test_python_gives_what_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    runner = doctest.DocTestRunner()
    for block in readme.fenced("pycon"):
        runner.run(doctest.DocTestParser().get_doctest(block, {}, "README", str(readme.README), 0))
    assert runner.tries > 0
    assert runner.failures == 0


def test_set_up_is_two_lines_and_what_is_run_from_nothing() -> None:
    set_up = readme.fenced("sh")[0]
    assert len(set_up.splitlines()) == 2
    run = subprocess.run([readme.ROOT / ".ci" / "run", "--show"], capture_output=True, text=True, check=True)
    assert run.stdout == set_up


def options_of(command: str) -> set[str]:
    options = (parameter for parameter in load(command).params if isinstance(parameter, click.Option))
    return {name for option in options for name in (*option.opts, *option.secondary_opts)} | {"--help"}


def calls() -> list[tuple[str, list[str]]]:
    """Each `newsparse command …` of the README, with the options that it is given."""
    pattern = re.compile(rf"\bnewsparse ({'|'.join(COMMANDS)})\b([^|`\n]*)")
    return [(name, re.findall(r"(?<!\S)--?[a-z0-9][a-z-]*", rest)) for name, rest in pattern.findall(readme.text())]


def test_every_command_is_shown() -> None:
    assert {name for name, _ in calls()} == set(COMMANDS)


def test_commands_have_the_options_they_are_shown_with() -> None:
    assert [(name, option) for name, options in calls() for option in options if option not in options_of(name)] == []


def test_options_named_in_prose_exist() -> None:
    everywhere = {option for name in COMMANDS for option in options_of(name)}
    named = {word.split()[0] for word in readme.code_words() if re.match(r"--?\w", word)}
    assert named - everywhere == set()


def test_the_table_of_fields_is_the_schema() -> None:
    schema = article_schema()["properties"]
    told = {name.strip("`"): kind for name, kind, _ in readme.rows("The article")}
    assert list(told) == list(schema)
    for name, form in schema.items():
        forms = [part.get("type", "object") for part in form.get("anyOf", [form])]
        kinds = [kind for kind in forms for kind in ([kind] if isinstance(kind, str) else kind)]
        assert told[name] == " or ".join(kinds), name


def test_the_table_of_calls_names_the_parameters_of_clean() -> None:
    told = readme.rows("In Python")[0][0].strip("`")
    parameters = ["data", "*", *list(inspect.signature(newsparse.clean).parameters)[1:]]
    assert told == f"clean({', '.join(parameters)})"


def test_the_map_names_every_room() -> None:
    house = next(block for block in readme.fenced("text") if block.startswith("src/newsparse"))
    shown = [line.split()[0] for line in house.splitlines()]
    assert [path for path in shown if not (readme.ROOT / path).exists()] == []
    rooms = {f"src/newsparse/{path.name}/" for path in (readme.ROOT / "src/newsparse").iterdir() if path.is_dir()}
    assert {room for room in rooms if "__" not in room} <= set(shown)


def test_files_named_in_prose_exist() -> None:
    paths = {word for word in readme.code_words() if re.fullmatch(r"[\w.]+(/[\w.-]+)+/?", word)}
    assert {path for path in paths if not (readme.ROOT / path).exists()} == set()


def test_every_reader_can_be_chosen() -> None:
    assert set(KINDS) == {"auto", *READERS}
