from __future__ import annotations

import subprocess
import sys

import click
import pytest
from calling import call

from newsparse.cli.group import COMMANDS, load
from newsparse.cli.settings import FORMATS
from newsparse.write import WRITERS

HEAVY = ("lxml", "bs4", "rich", "yaml", "newsparse.label", "newsparse.pipeline", "newsparse.read", "newsparse.batch")


@pytest.mark.parametrize("arguments", [["--help"], ["clean", "--help"], ["explain", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = "import sys; from newsparse.cli import main; main(); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert run.stdout
    assert {name for name in run.stderr.split() if name.startswith(HEAVY)} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_ends_with_examples(name: str) -> None:
    text = call(name, "--help").out
    assert f"newsparse {name}" in text.partition("Examples:")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    options = [parameter for parameter in load(name).params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_help_lists_every_command() -> None:
    listed = call("--help").out
    assert all(name in listed and summary in listed for name, summary in COMMANDS.items())


def test_every_format_has_a_writer() -> None:
    assert set(FORMATS) == set(WRITERS)


def test_the_version_is_told() -> None:
    assert call("--version").out.startswith("newsparse ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_program(shell: str) -> None:
    assert "_NEWSPARSE_COMPLETE" in call("completion", shell).out


def test_completion_completes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_NEWSPARSE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "newsparse clean --form")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert "--format" in call().out
