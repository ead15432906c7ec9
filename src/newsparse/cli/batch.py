"""`newsparse batch`: a folder of scrapes, cleaned into a folder of articles or one file of JSON Lines."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from newsparse.batch.cleaning import Cleaning, PageWork
from newsparse.batch.learning import Lessons, LineWork, scrapes
from newsparse.batch.output import FolderOutput, LinesOutput, Output
from newsparse.batch.run import Tally, count, digest, run
from newsparse.batch.workers import processors
from newsparse.cli import DONE, FAILED, INTERRUPTED
from newsparse.cli.batch_checks import check, is_lines, lessons_files
from newsparse.cli.batch_progress import Watcher, counted, summary, watching
from newsparse.cli.messages import complain
from newsparse.cli.options import (
    calling_options,
    iso_date,
    known_encoding,
    language_tag,
    profile_option,
    writing_options,
)
from newsparse.cli.settings import KINDS

EXAMPLES = """\b
Examples:
  newsparse batch scrapes/ -o articles/
  newsparse batch scrapes/ -o articles/ -f markdown --language de
  newsparse batch scrapes/ -o articles.jsonl --jobs 4
  newsparse batch scrapes/ -o articles/ --save-profile recurring.jsonl
  newsparse batch monday/ -o articles/ --profile recurring.jsonl

\b
Names in OUT: a/b.txt becomes a/b.json. Where files of one folder would
get the same name, text comes before Markdown, HTML and all else, and the
next are called by their whole names: b.html becomes b.html.json.

\b
Lines that recur are learnt first, of each site with five pages or more
in DIR. They tell against a block and do not decide alone. What was
learnt is kept with OUT, in .newsparse.profile.jsonl, which can be read
and edited, and holds for later runs.

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
@profile_option("Weigh in the lines that recur as FILE has them, and learn none.")
@click.option("--save-profile", metavar="FILE", type=click.Path(path_type=Path), help="Write what recurs to FILE, too.")
@click.option("--no-profile", is_flag=True, help="Clean each file as if it were the only one.")
@click.option("--relearn", is_flag=True, help="Forget what earlier runs have learnt to recur.")
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
    started = time.monotonic()
    tally = Tally()
    try:
        with watching(folder, typed) as watcher:
            _run(folder, out, typed, watcher, tally)
    except KeyboardInterrupt:
        complain(f"interrupted after {counted(tally.done, 'file')}; run the same command again to go on")
        return INTERRUPTED
    if not typed["quiet"]:
        complain(summary(tally, time.monotonic() - started))
    return FAILED if tally.failures else DONE


def _run(folder: Path, out: Path, typed: dict[str, Any], watcher: Watcher, tally: Tally) -> None:
    cleaning = Cleaning(**{name: typed[name] for name in _READING}, profile=typed["profile"])
    cleaning.prepare()
    jobs = typed["jobs"] or processors()
    with contextlib.ExitStack() as opened:
        output = opened.enter_context(contextlib.closing(_output(folder, out, typed)))
        if watcher.wants_total:
            watcher.total = count(str(folder), output)
        told: dict[str, Any] = {}
        if not typed["no_profile"] and typed["profile"] is None:
            lessons = opened.enter_context(contextlib.closing(_lessons(out, typed)))
            reading = LineWork(cleaning, str(folder))
            pages = partial(scrapes, str(folder), output.real)
            lessons.learn(pages, reading, jobs=jobs, waiting=watcher.read)
            cleaning = replace(cleaning, profile=lessons.profile)
            told = {"lesson": lessons.digest}
            if typed["save_profile"] is not None:
                lessons.save(typed["save_profile"])
        work = PageWork(cleaning, str(folder), **{name: typed[name] for name in _WRITING})
        run(str(folder), output, work, jobs=jobs, watcher=watcher, tally=tally, **told)


def _lessons(out: Path, typed: dict[str, Any]) -> Lessons:
    """What is learnt is kept beside the manifest of the output."""
    counts, profile = lessons_files(out)
    return Lessons(counts, profile, relearn=typed["relearn"])


def _output(folder: Path, out: Path, typed: dict[str, Any]) -> Output:
    given = typed["profile"]
    lesson = {} if given is None else {"profile": given.digest}
    options = digest({name: typed[name] for name in (*_READING, *_WRITING)} | lesson)
    if is_lines(out):
        return LinesOutput(out, inputs=folder, options=options, force=typed["force"])
    suffix = _SUFFIXES[typed["format"]]
    return FolderOutput(out, inputs=folder, suffix=suffix, options=options, force=typed["force"])
