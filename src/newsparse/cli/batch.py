"""`newsparse batch`: a folder of scrapes, cleaned into a folder of articles or one file of JSON Lines."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Any

import click

from newsparse.batch.cleaning import Cleaning, PageWork
from newsparse.batch.output import FolderOutput, LinesOutput, Output
from newsparse.batch.overview import SCRATCH, Overview
from newsparse.batch.run import Tally, count, digest, run
from newsparse.batch.signature import algorithm
from newsparse.batch.summary import Run, Summary, keep
from newsparse.batch.walk import SUMMARY
from newsparse.batch.workers import processors
from newsparse.cli import DONE, FAILED, INTERRUPTED
from newsparse.cli.batch_checks import check, is_lines, with_clusters
from newsparse.cli.batch_progress import Watcher, counted, summary, watching
from newsparse.cli.batch_summary import tell
from newsparse.cli.messages import complain
from newsparse.cli.options import calling_options, iso_date, known_encoding, language_tag, writing_options
from newsparse.cli.settings import KINDS

EXAMPLES = """\b
Examples:
  newsparse batch scrapes/ -o articles/
  newsparse batch scrapes/ -o articles/ -f markdown --language de
  newsparse batch scrapes/ -o articles.jsonl --jobs 4
  jq -r '.cluster.id' articles.jsonl | sort | uniq -c | sort -rn
  jq .failures articles.summary.json

\b
Names in OUT: a/b.txt becomes a/b.json. Where files of one folder would
get the same name, text comes before Markdown, HTML and all else, and the
next are called by their whole names: b.html becomes b.html.json.

\b
At its end stand the counts of the whole folder, skipped files among them:
also in OUT/summary.json (beside out.jsonl: out.summary.json).

\b
With pip install 'newsparse[batch]', near-duplicates are told: articles
of the same cluster.id have half of their text or more in common with the
first of them, as cluster.share says. A cluster may be of one article; it
is null for short texts and for what is no article.

\b
Exit status: 0 all done; 1 some files failed, each named on standard
error, the rest done; 2 wrong usage; 130 interrupted."""

_SUFFIXES = {"json": ".json", "markdown": ".md"}
_READING = ("kind", "encoding", "source", "language", "scraped_at")
_WRITING = ("format", "blocks", "strict", "min_confidence")


@click.command(epilog=EXAMPLES)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path),
    help="A folder, for one file per scrape, or a name that ends in .jsonl, for one line per scrape.",
)
@click.option(
    "-f",
    "--format",
    type=click.Choice(list(_SUFFIXES)),
    default="json",
    show_default=True,
    help="What to write to a folder.",
)
@click.option(
    "--from", "kind", type=click.Choice(KINDS), default="auto", show_default=True, help="What the scrapes are."
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=known_encoding,
    help="Encoding of the scrapes, where it is known better than they show.",
)
@click.option("--source", metavar="NAME", help="Who published them, where a page does not say.")
@click.option("--language", metavar="TAG", callback=language_tag, help="Language of the articles (de, en-GB, zh-Hant).")
@click.option(
    "--scraped-at",
    metavar="DATE",
    callback=iso_date,
    help='When the pages were fetched (2025-07-26): makes dates of "5 hours ago" and of days without a year.',
)
@writing_options()
@click.option("--blocks", is_flag=True, help="Write every block of the input, kept or dropped, and why (JSON).")
@click.option("--strict", is_flag=True, help="Take a scrape that holds no article for a failure.")
@click.option(
    "--clusters/--no-clusters",
    default=None,
    help="Give near-duplicates the same cluster (JSON). Without it: where newsparse[batch] is installed.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Worker processes; without it one per processor.")
@click.option("--force", is_flag=True, help="Clean all scrapes again, unchanged ones too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but failures.")
@calling_options()
@click.pass_context
def batch(context: click.Context, /, folder: Path, out: Path, **typed: Any) -> int:
    """Clean every file in DIR and its subfolders into OUT.

    Called again, it does only what is new, changed, or failed before, and goes on where it was stopped.

    DIR is never written to. Names that begin with a dot are passed over, links that lead out of DIR are not followed.
    """
    check(folder, out, typed, context)
    typed["clusters"] = with_clusters(typed)
    started = time.monotonic()
    tally = Tally()
    try:
        with watching(folder, typed) as watcher:
            whole, file = _run(folder, out, typed, watcher, tally)
    except KeyboardInterrupt:
        complain(f"interrupted after {counted(tally.done, 'file')}; run the same command again to go on")
        return INTERRUPTED
    if not typed["quiet"]:
        tell(whole, file)
        complain(summary(tally, time.monotonic() - started))
    return FAILED if tally.failures else DONE


def _run(folder: Path, out: Path, typed: dict[str, Any], watcher: Watcher, tally: Tally) -> tuple[Summary, Path | None]:
    """The summary, and where it was written to."""
    started = time.monotonic()
    cleaning = Cleaning(**{name: typed[name] for name in _READING})
    cleaning.prepare()
    work = PageWork(cleaning, str(folder), clusters=typed["clusters"], **{name: typed[name] for name in _WRITING})
    with contextlib.closing(_output(folder, out, typed)) as output:
        if watcher.wants_total:
            watcher.total = count(str(folder), output)
        with contextlib.closing(Overview(output.beside(SCRATCH), clusters=typed["clusters"])) as overview:
            jobs = typed["jobs"] or processors()
            run(str(folder), output, work, jobs=jobs, watcher=watcher, tally=tally, overview=overview)
            this = Run(tally.skipped, round(time.monotonic() - started, 1))
            whole = overview.summary(this, outside=tally.outside)
    file = output.beside(SUMMARY)
    keep(whole, file)
    return whole, file


def _output(folder: Path, out: Path, typed: dict[str, Any]) -> Output:
    clusters = {"clusters": algorithm()} if typed["clusters"] else {}
    options = digest({name: typed[name] for name in (*_READING, *_WRITING)} | clusters)
    if is_lines(out):
        return LinesOutput(out, inputs=folder, options=options, force=typed["force"])
    suffix = _SUFFIXES[typed["format"]]
    return FolderOutput(out, inputs=folder, suffix=suffix, options=options, force=typed["force"])
