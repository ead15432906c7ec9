"""`newsparse clean`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsparse.cli.cleaning import cleaned
from newsparse.cli.inputs import pages
from newsparse.cli.messages import complain, report
from newsparse.cli.options import calling_options, column_option, field_names, reading_options, writing_options
from newsparse.cli.output import opened
from newsparse.cli.settings import FORMATS, RECORDS, SUFFIXES, Settings
from newsparse.cli.work import Problem, Work

if TYPE_CHECKING:
    from newsparse.article import Article
    from newsparse.cli.output import Output

EXAMPLES = """\b
Examples:
  newsparse clean page.txt
  newsparse clean --format markdown --output story.md page.html
  newsparse clean --fields title,date,authors *.txt > stories.jsonl
  curl -s https://news.example/story | newsparse clean --url https://news.example/story
  find scrapes -name '*.txt' -print0 | newsparse clean --files-from - -0
  newsparse clean --format text < pages.jsonl
  newsparse clean crawl.warc.gz pages.zip > stories.jsonl

\b
JSON Lines in, one page per line, give JSON Lines out with the same id:
  {"id": 7, "text": "…", "url": "https://news.example/story"}
  A line holds its page under text, markdown or html;
  url, source, language and scraped_at are read where they stand.

\b
Files of several pages give one line per page, too: .zip, .tar, .warc,
.wet, .csv, .tsv and .parquet, also packed (.gz, .bz2, .xz, .zst).
  Of a crawl's records these are the good responses (status 2xx) of HTML
  or text; when they were fetched is their scraped_at.

\b
Exit status: 0 all done; 1 some inputs failed, each named on standard
error, the rest done; 2 wrong usage; 130 interrupted."""

_JSON = ("json", "jsonl")
_PARTING = {"markdown": "\n", "text": "\f\n"}
"""What stands between two articles that are not lines: front matter opens each Markdown document, text needs a sign."""


@click.command(epilog=EXAMPLES)
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=click.Path())
@click.option(
    "-f",
    "--format",
    type=click.Choice(FORMATS),
    help="What to write. Without it: what the name of --output ends in, else json.",
)
@click.option("-o", "--output", metavar="PATH", type=click.Path(), help="Write to a file, whole or not at all.")
@reading_options(*RECORDS)
@column_option()
@writing_options()
@click.option("--fields", metavar="NAME,…", callback=field_names, help="Write only these fields (JSON).")
@click.option("--blocks", is_flag=True, help="Write every block of the input, kept or dropped, and why (JSON).")
@click.option("--strict", is_flag=True, help="Take an input that holds no article for a failure.")
@click.option(
    "--files-from",
    metavar="FILE",
    type=click.Path(),
    help="Clean the files listed there, too; - reads the list from standard input.",
)
@click.option("-0", "--null", is_flag=True, help="The list is parted by NUL (find -print0) instead of line ends.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but failures.")
@calling_options()
@click.pass_context
def clean(context: click.Context, /, **typed: Any) -> int:
    """Clean scrapes: files, or standard input where none is named or the name is -.

    One input gives one JSON object, indented on a terminal; several give one per line, in the order of the inputs.
    """
    _check(context, typed)
    return run(_settings(typed))


def run(settings: Settings) -> int:
    """Clean every input and write the articles. Returns the exit status."""
    done = failed = 0
    with opened(settings.output) as output:
        for page in pages(settings):
            problem = page if isinstance(page, Problem) else _clean(page, settings, output, first=done == 0)
            if problem is None:
                done += 1
            else:
                failed += 1
                report(problem.label, problem.message, problem.error if settings.debug else None)
        if done or not failed:
            output.finish()
    if failed and done + failed > 1 and not settings.quiet:
        complain(f"{failed} of {done + failed} inputs failed")
    return 1 if failed else 0


def _settings(typed: dict[str, Any]) -> Settings:
    output = None if typed["output"] == "-" else typed["output"]
    by_name = SUFFIXES.get(Path(output).suffix.lower(), "json") if output else "json"
    return Settings(**{**typed, "output": output, "format": typed["format"] or by_name})


def _check(context: click.Context, typed: dict[str, Any]) -> None:
    standard = typed["inputs"].count("-") + (typed["files_from"] == "-")
    if standard > 1:
        raise click.UsageError("standard input can be read only once", context)
    if typed["url"] and len(typed["inputs"]) > 1:
        raise click.UsageError("--url names one page; clean the inputs one by one", context)
    if typed["null"] and typed["files_from"] is None:
        raise click.UsageError("-0 says how the list of --files-from is parted; give that too", context)
    for name in ("fields", "blocks"):
        typed_here = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if typed_here and _settings(typed).format not in _JSON:
            raise click.UsageError(f"--{name} shapes JSON; leave out --{name} or write JSON", context)


def _clean(page: Work, settings: Settings, output: Output, *, first: bool) -> Problem | None:
    """Clean and write one page, or say what was in the way."""
    outcome = cleaned(page, settings)
    if isinstance(outcome, Problem):
        return outcome
    if settings.strict and not outcome.is_article:
        return Problem(page.label, "no article in it; without --strict it is written all the same")
    _write(output, outcome, page, settings, first=first)
    return None


def _write(output: Output, article: Article, page: Work, settings: Settings, *, first: bool) -> None:
    from newsparse.write import WRITERS

    if settings.format in _JSON:
        _write_json(output, article, page, settings)
        return
    parting = "" if first else _PARTING[settings.format]
    output.write(parting + WRITERS[settings.format](article))
    _note(article, page, settings)


def _write_json(output: Output, article: Article, page: Work, settings: Settings) -> None:
    from newsparse.write.json import dumps

    record = _record(article, page, settings)
    alone = len(settings.inputs) < 2 and settings.files_from is None and page.identity is None
    if output.is_terminal and alone and settings.format == "json":
        from newsparse.cli.colour import show_json

        show_json(dumps(record, indent=2))
    else:
        output.write(dumps(record) + "\n")


def _record(article: Article, page: Work, settings: Settings) -> dict[str, Any]:
    record = article.to_dict(blocks=settings.blocks or "blocks" in settings.fields)
    wanted = (*settings.fields, "blocks") if settings.fields else tuple(record)
    return {**(page.identity or {}), **{name: value for name, value in record.items() if name in wanted}}


def _note(article: Article, page: Work, settings: Settings) -> None:
    """What JSON would have said and these formats cannot."""
    notes = [*(() if article.is_article else ("no article in it",)), *article.warnings]
    if notes and not settings.quiet:
        complain(page.label, ", ".join(notes))
