"""`newsparse schema`."""

from __future__ import annotations

import click

EXAMPLES = """\b
Examples:
  newsparse schema > article.schema.json
  newsparse schema | jq '.properties | keys'"""


@click.command(epilog=EXAMPLES)
def schema() -> None:
    """Print the JSON Schema (2020-12) of the articles that clean and batch write."""
    from newsparse.cli.output import StandardOutput
    from newsparse.write.json import dumps
    from newsparse.write.schema import article_schema

    StandardOutput().write(dumps(article_schema(), indent=2) + "\n")
