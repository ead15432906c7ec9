"""`newsparse explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from newsparse.cli.cleaning import cleaned
from newsparse.cli.inputs import pages
from newsparse.cli.messages import report
from newsparse.cli.options import calling_options, reading_options
from newsparse.cli.output import StandardOutput, opened
from newsparse.cli.settings import Settings
from newsparse.cli.work import Problem

if TYPE_CHECKING:
    from newsparse.article import Article

EXAMPLES = """\b
Examples:
  newsparse explain page.txt
  newsparse explain page.txt | grep '^-'
  newsparse explain --html why.html page.html
  curl -s https://news.example/story | newsparse explain"""


@click.command(epilog=EXAMPLES)
@click.argument("name", metavar="[INPUT]", default="-", type=click.Path())
@click.option(
    "--html", metavar="PATH", type=click.Path(), help="Write one HTML page that needs nothing else; - prints it."
)
@reading_options()
@calling_options()
def explain(name: str, html: str | None, **typed: Any) -> int:
    """Show every line of a scrape, kept (+) or dropped (-), what it was taken for, and why; then the fields.

    It shows what clean decides, and from which words each field comes.
    """
    settings = Settings(inputs=(name,), **typed)
    page = next(iter(pages(settings)))
    if not isinstance(page, Problem) and page.identity is not None:
        page = Problem(page.label, "holds several pages; explain shows one, clean --blocks shows them all")
    outcome = page if isinstance(page, Problem) else cleaned(page, settings)
    if isinstance(outcome, Problem):
        report(outcome.label, outcome.message, outcome.error if settings.debug else None)
        return 1
    article = outcome.explained()
    if html is not None:
        _write_page(article, html)
    else:
        _show(article)
    return 0


def _write_page(article: Article, path: str) -> None:
    from newsparse.cli.explain_page import as_page

    with opened(None if path == "-" else path) as output:
        output.write(as_page(article))
        output.finish()


def _show(article: Article) -> None:
    output = StandardOutput()
    if output.is_terminal:
        from newsparse.cli.colour import show_explained

        show_explained(article)
    else:
        from newsparse.cli.explain_text import as_lines

        for line in as_lines(article):
            output.write(f"{line}\n")
