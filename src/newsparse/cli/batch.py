"""`newsparse batch`: a folder of scrapes, cleaned into a folder of articles, one file of all of them, or a pipe."""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from newsparse.batch.cleaning import Cleaning, PageWork
from newsparse.batch.failures import FailureList, Noting
from newsparse.batch.inputs import Inputs
from newsparse.batch.learning import Lessons, LineWork, scrapes
from newsparse.batch.lines import LinesOutput, PipeOutput
from newsparse.batch.output import FolderOutput, Output
from newsparse.batch.overview import SCRATCH, Overview
from newsparse.batch.run import Tally, count, digest, run
from newsparse.batch.signature import algorithm
from newsparse.batch.summary import Run, Summary, keep
from newsparse.batch.walk import FAILURES, SUMMARY, beside
from newsparse.batch.workers import Crew, processors
from newsparse.cli import DONE, FAILED, INTERRUPTED
from newsparse.cli.batch_checks import check, is_file, is_pipe, lessons_files, table_of, with_clusters
from newsparse.cli.batch_inputs import input_options, inputs_of
from newsparse.cli.batch_progress import Watcher, counted, nothing_found, summary, watching
from newsparse.cli.batch_summary import tell
from newsparse.cli.limits import limit_options, limits_of, sigterm_as_ctrl_c
from newsparse.cli.messages import complain, shown
from newsparse.cli.options import (
    calling_options,
    column_option,
    iso_date,
    known_encoding,
    language_tag,
    profile_option,
    writing_options,
)
from newsparse.cli.settings import KINDS, RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = """\b
Examples:
  newsparse batch scrapes/ -o articles/
  newsparse batch scrapes/ -o articles/ -f markdown --language de
  newsparse batch scrapes/ -o articles.jsonl --jobs 4
  newsparse batch scrapes/ -o articles/ --save-profile recurring.jsonl
  newsparse batch monday/ -o articles/ --profile recurring.jsonl
  newsparse batch scrapes/ -o articles/ --timeout 10 --max-memory 1G
  jq -r 'select(.reason == "timeout").name' articles/failures.jsonl
  newsparse batch scrapes/ -o articles/ --include '*.html' --exclude drafts/
  newsparse batch 'crawl/*.warc.gz' pages.zip -o articles.jsonl
  find . -name '*.txt' -print0 | newsparse batch --files-from - -0 -o out/
  newsparse batch scrapes/ -o - | jq -r .title
  newsparse batch scrapes/ -o articles.parquet
  duckdb -c "select source, count(*) from 'articles.parquet' group by 1"
  newsparse batch scrapes/ -o articles.sqlite
  sqlite3 articles.sqlite "select title from search where search match 'bridge'"
  jq -r '.cluster.id' articles.jsonl | sort | uniq -c | sort -rn
  jq .failures articles.summary.json

\b
OUT is a folder, or what its name ends in:
  .jsonl         one JSON object per line
  .parquet       a table for pandas, polars and DuckDB
  .sqlite, .db   a data base with the tables articles, authors and search
                 (full text); .schema in sqlite3 tells its columns
  -              JSON Lines on standard output, from the start each time
One file is written whole or not at all, when all is done; until then it
is what it was, and what is done waits beside it. What a run has done
outlives its being killed; a power cut may cost the last ten seconds.

\b
Names in OUT: a/b.txt becomes a/b.json. Where files of one folder would
get the same name, text comes before Markdown, HTML and all else, and the
next are called by their whole names: b.html becomes b.html.json. A page
in an archive becomes a.zip/b.json, the third line of a file a.jsonl/3.json.
Of several inputs each keeps its path as typed: x/a/b.txt, x/a/b.json.

\b
Lines that recur are learnt first, of each site with five pages or more
in DIR. They tell against a block and do not decide alone. What was
learnt is kept with OUT, in .newsparse.profile.jsonl, which can be read
and edited, and holds for later runs.

\b
At its end stand the counts of the whole folder, skipped files among them:
also in OUT/summary.json (beside out.jsonl: out.summary.json).

\b
A page that crashes, hangs or takes too much memory is tried once more,
alone, and then left out. What failed in the last run is listed in
OUT/failures.jsonl (beside out.jsonl: out.failures.jsonl), one object per
page: name, reason, message, traceback. Reasons: empty, binary,
unreadable, no-article (--strict), timeout, memory, crash, internal-error,
unwritable. Where nothing failed there is no such file.

\b
With pip install 'newsparse[batch]', near-duplicates are told: articles
of the same cluster.id have half of their text or more in common with the
first of them, as cluster.share says. A cluster may be of one article; it
is null for short texts and for what is no article.

\b
Exit status: 0 all done, or nothing there to do; 1 some files failed, each
named on standard error, the rest done; 2 wrong usage; 130 interrupted."""

_SUFFIXES = {"json": ".json", "markdown": ".md"}
_READING = ("kind", "encoding", "source", "language", "scraped_at")
_WRITING = ("format", "blocks", "strict", "min_confidence")


@click.command(epilog=EXAMPLES)
@input_options()
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path),
    help="A folder, for one file per scrape; a file .jsonl, .parquet, .sqlite or .db for all; - for a pipe.",
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
    "--from",
    "kind",
    type=click.Choice((*KINDS, *RECORDS)),
    default="auto",
    show_default=True,
    help="What the inputs are; auto finds out.",
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
@column_option()
@writing_options()
@click.option("--blocks", is_flag=True, help="Write every block of the input, kept or dropped, and why (JSON).")
@click.option("--strict", is_flag=True, help="Take a scrape that holds no article for a failure.")
@click.option(
    "--clusters/--no-clusters",
    default=None,
    help="Give near-duplicates the same cluster (JSON). Without it: where newsparse[batch] is installed.",
)
@profile_option("Weigh in the lines that recur as FILE has them, and learn none.")
@click.option("--save-profile", metavar="FILE", type=click.Path(path_type=Path), help="Write what recurs to FILE, too.")
@click.option("--no-profile", is_flag=True, help="Clean each file as if it were the only one.")
@click.option("--relearn", is_flag=True, help="Forget what earlier runs have learnt to recur.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Worker processes; without it one per processor.")
@click.option("--unordered", is_flag=True, help="Write results as they are done, not in the order of their names.")
@limit_options()
@click.option("--force", is_flag=True, help="Clean all scrapes again, unchanged ones too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but failures.")
@calling_options()
@click.pass_context
def batch(context: click.Context, /, out: Path, **typed: Any) -> int:
    """Clean every file in folders and their subfolders, and every page in archives, into OUT.

    Called again, it does only what is new, changed, or failed before, and goes on where it was stopped.

    INPUT is a folder, a file, or a pattern of files in quotes. Archives (.zip, .tar), crawls (.warc, .wet), records
    (.jsonl) and tables (.csv, .tsv, .parquet) are opened, packed or not (.gz, .bz2, .xz, .zst), one page at a time.

    Inputs are never written to. Names that begin with a dot are passed over, links that lead out of a folder are not
    followed.
    """
    with inputs_of(typed, context) as inputs:
        check(inputs, out, typed, context)
        typed["clusters"] = with_clusters(typed)
        return _clean(inputs, out, typed)


def _clean(inputs: Inputs, out: Path, typed: dict[str, Any]) -> int:
    tally = Tally()
    try:
        with sigterm_as_ctrl_c(), watching(Path(inputs.folder or ""), typed, piped=is_pipe(out)) as watcher:
            whole, file = _run(inputs, out, typed, watcher, tally)
    except KeyboardInterrupt:
        advice = "" if is_pipe(out) else "; run the same command again to go on"
        complain(f"interrupted after {counted(tally.done, 'file')}{advice}")
        return INTERRUPTED
    if not tally.done and not tally.outside:
        complain(*typed["names"][:1], nothing_found(typed))
    elif not typed["quiet"]:
        if tally.failures and not is_pipe(out):
            complain(f"what failed is listed in {shown(str(beside(out, FAILURES)))}")
        tell(whole, file)
        complain(summary(tally, whole.run.seconds))
    return FAILED if tally.failures else DONE


def _run(
    inputs: Inputs, out: Path, typed: dict[str, Any], watcher: Watcher, tally: Tally
) -> tuple[Summary, Path | None]:
    """The summary, and where it was written to."""
    started = time.monotonic()
    # What says that a file holds several pages says nothing of the pages.
    kind = typed["kind"] if typed["kind"] in KINDS else "auto"
    cleaning = Cleaning(**{**{name: typed[name] for name in _READING}, "kind": kind}, profile=typed["profile"])
    cleaning.prepare()
    jobs = typed["jobs"] or processors()
    crew = Crew(jobs, limits_of(typed, jobs), ordered=not typed["unordered"])
    with contextlib.ExitStack() as opened:
        output = opened.enter_context(contextlib.closing(_output(inputs, out, typed)))
        failures = opened.enter_context(contextlib.closing(FailureList(None if is_pipe(out) else Path(output.real))))
        overview = Overview(output.beside(SCRATCH), clusters=typed["clusters"])
        opened.enter_context(contextlib.closing(overview))
        if watcher.wants_total:
            watcher.total = count(inputs, output)
        told: dict[str, Any] = {"watcher": Noting(watcher, failures), "tally": tally, "overview": overview}
        if not typed["no_profile"] and typed["profile"] is None:
            lessons = opened.enter_context(_lessons(out, typed))
            pages = partial(scrapes, inputs, output.real)
            lessons.learn(pages, LineWork(cleaning), crew=replace(crew, ordered=True), waiting=watcher.read)
            cleaning = replace(cleaning, profile=lessons.profile)
            told["lesson"] = lessons.digest
            if typed["save_profile"] is not None:
                lessons.save(typed["save_profile"])
        work = PageWork(cleaning, clusters=typed["clusters"], **{name: typed[name] for name in _WRITING})
        run(inputs, output, work, crew=crew, **told)
        this = Run(tally.skipped, round(time.monotonic() - started, 1))
        whole = overview.summary(this, outside=tally.outside)
    file = output.beside(SUMMARY)
    keep(whole, file)
    return whole, file


@contextlib.contextmanager
def _lessons(out: Path, typed: dict[str, Any]) -> Iterator[Lessons]:
    """What is learnt is kept beside the manifest of the output; beside a pipe there is no place, so it is not kept."""
    with contextlib.ExitStack() as opened:
        if is_pipe(out):
            out = Path(opened.enter_context(TemporaryDirectory(prefix="newsparse-")))
        counts, profile = lessons_files(out)
        yield opened.enter_context(contextlib.closing(Lessons(counts, profile, relearn=typed["relearn"])))


def _output(inputs: Inputs, out: Path, typed: dict[str, Any]) -> Output:
    clusters = {"clusters": algorithm()} if typed["clusters"] else {}
    lesson = {} if typed["profile"] is None else {"profile": typed["profile"].digest}
    options = digest({name: typed[name] for name in (*_READING, *_WRITING, "text_column")} | clusters | lesson)
    if is_pipe(out):
        return PipeOutput(sys.stdout.buffer)
    if is_file(out):
        return LinesOutput(out, options=options, force=typed["force"], table=table_of(out))
    suffix = _SUFFIXES[typed["format"]]
    return FolderOutput(out, inputs=inputs.folders, suffix=suffix, options=options, force=typed["force"])
