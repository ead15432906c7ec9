"""`newsparse batch`: a folder of scrapes, cleaned into a folder of articles or one file of JSON Lines."""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsparse.batch.cleaning import Cleaning, PageWork
from newsparse.batch.output import FOLDER_MANIFEST, FolderOutput, LinesOutput, Output, lines_manifest
from newsparse.batch.run import Tally, count, digest, run
from newsparse.batch.workers import processors
from newsparse.cli import DONE, FAILED, INTERRUPTED
from newsparse.cli.messages import complain, explained, shown
from newsparse.cli.options import calling_options, iso_date, known_encoding, language_tag, writing_options
from newsparse.cli.settings import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.errors import NewsparseError

EXAMPLES = """\b
Examples:
  newsparse batch scrapes/ -o articles/
  newsparse batch scrapes/ -o articles/ -f markdown --language de
  newsparse batch scrapes/ -o articles.jsonl --jobs 4

\b
Names in OUT: a/b.txt becomes a/b.json. Where files of one folder would
get the same name, text comes before Markdown, HTML and all else, and the
next are called by their whole names: b.html becomes b.html.json.

\b
Exit status: 0 all done; 1 some files failed, each named on standard
error, the rest done; 2 wrong usage; 130 interrupted."""

_SUFFIXES = {"json": ".json", "markdown": ".md"}
_READING = ("kind", "encoding", "source", "language", "scraped_at")
_WRITING = ("format", "blocks", "strict", "min_confidence")
_OTHER_FILES = {".parquet", ".sqlite", ".db", ".csv", ".json", ".ndjson", ".md", ".txt", ".gz", ".zst", ".zip", ".tar"}
_SECONDS_BETWEEN_LINES = 10.0
_SECONDS_BETWEEN_FRAMES = 0.1


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
    _check(folder, out, typed, context)
    started = time.monotonic()
    tally = Tally()
    try:
        with _watcher(folder, typed) as watcher:
            _run(folder, out, typed, watcher, tally)
    except KeyboardInterrupt:
        complain(f"interrupted after {_count(tally.done, 'file')}; run the same command again to go on")
        return INTERRUPTED
    if not typed["quiet"]:
        complain(_summary(tally, time.monotonic() - started))
    return FAILED if tally.failures else DONE


def _run(folder: Path, out: Path, typed: dict[str, Any], watcher: _Watcher, tally: Tally) -> None:
    cleaning = Cleaning(**{name: typed[name] for name in _READING})
    cleaning.prepare()
    work = PageWork(cleaning, str(folder), **{name: typed[name] for name in _WRITING})
    with contextlib.closing(_output(folder, out, typed)) as output:
        if watcher.wants_total:
            watcher.total = count(str(folder), output)
        run(str(folder), output, work, jobs=typed["jobs"] or processors(), watcher=watcher, tally=tally)


def _output(folder: Path, out: Path, typed: dict[str, Any]) -> Output:
    options = digest({name: typed[name] for name in (*_READING, *_WRITING)})
    if _is_lines(out):
        return LinesOutput(out, inputs=folder, options=options, force=typed["force"])
    suffix = _SUFFIXES[typed["format"]]
    return FolderOutput(out, inputs=folder, suffix=suffix, options=options, force=typed["force"])


def _is_lines(out: Path) -> bool:
    return out.suffix.lower() == ".jsonl"


def _check(folder: Path, out: Path, typed: dict[str, Any], context: click.Context) -> None:
    wrong = _wrong_input(folder) or _wrong_format(out, typed)
    if wrong is None:
        wrong = _wrong_lines(folder, out) if _is_lines(out) else _wrong_folder(folder, out)
    if wrong is not None:
        raise click.UsageError(wrong, context)


def _wrong_format(out: Path, typed: dict[str, Any]) -> str | None:
    if typed["format"] == "json":
        return None
    if _is_lines(out):
        return f"{shown(str(out))}: JSON Lines hold no Markdown; name a folder, or leave out --format"
    return "--blocks shapes JSON; leave out --blocks or write JSON" if typed["blocks"] else None


def _wrong_lines(folder: Path, out: Path) -> str | None:
    if out.is_dir():
        return f"{shown(str(out))}: is a folder; name another file"
    if out.exists() and _is_inside(out, folder) and not lines_manifest(_real(out)).exists():
        return f"{shown(str(out))}: is one of the inputs, not written by newsparse; name another file"
    return None


def _wrong_folder(folder: Path, out: Path) -> str | None:
    name = shown(str(out))
    if out.exists() and not out.is_dir():
        return f"{name}: is a file; name a folder, or a file that ends in .jsonl"
    if not out.exists() and (out.suffix.lower() in _OTHER_FILES or out.name == "-"):
        return f"{name}: cannot be written; name a folder, or a file that ends in .jsonl"
    if _real(out) == _real(folder):
        return f"{name}: is the input folder, which is never written to; name another folder"
    if out.is_dir() and _is_inside(out, folder) and any(out.iterdir()) and not (out / FOLDER_MANIFEST).exists():
        return f"{name}: holds inputs, or what else newsparse did not write; name another folder"
    return None


def _is_inside(out: Path, folder: Path) -> bool:
    return _real(out).is_relative_to(_real(folder))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve stumbles over a link to itself


def _wrong_input(folder: Path) -> str | None:
    name = shown(str(folder))
    if folder.is_dir():
        return None
    if folder.exists():
        return f"{name}: is no folder; to clean that file: newsparse clean {name}"
    if folder.is_symlink():
        return f"{name}: is a broken link; mend it, or name the folder itself"
    near = _near_miss(folder)
    return f"{name}: no such folder; {f'did you mean {shown(str(near))}?' if near else 'check the path'}"


def _near_miss(folder: Path) -> Path | None:
    """The folder that may be meant: the first part of the path that is missing is put right."""
    missing = folder
    while missing != missing.parent and not missing.parent.is_dir():
        missing = missing.parent
    with contextlib.suppress(OSError):
        beside = sorted(entry.name for entry in missing.parent.iterdir() if entry.is_dir())
        for name in difflib.get_close_matches(missing.name, beside, n=1):
            meant = missing.with_name(name)
            whole = meant / folder.relative_to(missing)
            return whole if whole.is_dir() else meant
    return None


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _summary(tally: Tally, seconds: float) -> str:
    counts = [
        _count(tally.articles, "article"),
        _count(tally.non_articles, "non-article"),
        _count(tally.failures, "failure"),
        f"{tally.skipped:,} skipped",
    ]
    if tally.outside:
        counts.append(f"{_count(tally.outside, 'link')} not followed")
    return f"{', '.join(counts)}; {seconds:.1f} seconds"


class _Watcher:
    """Names the failures, and nothing else: for --quiet."""

    wants_total = False
    total: int | None = None

    def __init__(self, folder: Path, debug: bool) -> None:
        self._folder = folder
        self._debug = debug
        self._started = self._last = time.monotonic()

    def failed(self, path: str, error: NewsparseError) -> None:
        if self._debug:
            for line in "".join(getattr(error, "__notes__", ())).splitlines():
                click.echo(shown(line), err=True)
        self.line(str(self._folder / path), explained(error))

    def left_out(self, path: str) -> None:
        """Told only where there is progress: it is no failure."""

    def moved(self, tally: Tally) -> None:
        """Nothing to show."""

    def line(self, *parts: str) -> None:
        complain(*parts)

    def _is_time(self, seconds: float) -> bool:
        now = time.monotonic()
        if now - self._last < seconds:
            return False
        self._last = now
        return True

    def _rate(self, tally: Tally) -> float:
        """Scrapes per second; those skipped say little of how long the others will take."""
        return (tally.done - tally.skipped or tally.done) / max(time.monotonic() - self._started, 0.001)

    def _left(self, tally: Tally) -> str:
        rate = self._rate(tally)
        if self.total is None or not rate:
            return "time left unknown"
        seconds = round(max(self.total - tally.done, 0) / rate)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"

    def _progress(self, tally: Tally) -> str:
        done = f"{tally.done:,} of {self.total:,}" if self.total is not None else f"{tally.done:,}"
        failures = _count(tally.failures, "failure")
        return f"{done} done, {self._rate(tally):,.0f} per second, {failures}, {self._left(tally)}"


class _Lines(_Watcher):
    """Says every ten seconds how things stand."""

    wants_total = True

    def left_out(self, path: str) -> None:
        self.line(str(self._folder / path), "leads out of the folder; not followed")

    def moved(self, tally: Tally) -> None:
        if self._is_time(_SECONDS_BETWEEN_LINES):
            self.line(self._progress(tally))


class _Bar(_Lines):
    """Shows on a terminal how things stand, below the lines of the failures."""

    def __init__(self, folder: Path, debug: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        super().__init__(folder, debug)
        # No refreshing thread: the workers are forked, and a fork beside threads is not safe.
        self._bar = Progress(
            BarColumn(),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._bar.add_task("looking for files", total=None)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def moved(self, tally: Tally) -> None:
        if self._is_time(_SECONDS_BETWEEN_FRAMES):
            text = self._progress(tally)
            self._bar.update(self._task, completed=tally.done, total=self.total, description=text, refresh=True)

    def line(self, *parts: str) -> None:
        from rich.text import Text

        text = ": ".join(shown(part) for part in ("newsparse", *parts))
        self._bar.console.print(Text(text), soft_wrap=True)


@contextlib.contextmanager
def _watcher(folder: Path, typed: dict[str, Any]) -> Iterator[_Watcher]:
    if typed["quiet"]:
        yield _Watcher(folder, typed["debug"])
    elif sys.stderr.isatty():
        with _Bar(folder, typed["debug"]) as bar:
            yield bar
    else:
        yield _Lines(folder, typed["debug"])
