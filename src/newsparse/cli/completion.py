"""`newsparse completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

EXAMPLES = """\b
Examples:
  eval "$(newsparse completion bash)"                  # in ~/.bashrc
  eval "$(newsparse completion zsh)"                   # in ~/.zshrc
  newsparse completion fish > ~/.config/fish/completions/newsparse.fish"""


@click.command(epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and files in a shell."""
    from newsparse.cli.group import newsparse
    from newsparse.cli.output import StandardOutput

    completer = get_completion_class(shell)
    if completer is not None:
        StandardOutput().write(completer(newsparse, {}, "newsparse", "_NEWSPARSE_COMPLETE").source())
