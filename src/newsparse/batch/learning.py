"""What a whole folder can teach: the lines that recur on the pages of a site.

A run reads all pages that it has not read before (this module), writes what recurs into a profile, and only then begins
to clean. Counted are hashes, in a SQLite file beside the output: neither the number of pages nor of sites costs memory,
and a pass that was stopped goes on where it was. Of a line's text only that of lines is held that were met twice. What
the profile says of a site stays as it is until it is forgotten (`relearn`), so that pages that are done stay done.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from newsparse.batch import durable
from newsparse.batch.cleaning import spoken
from newsparse.batch.durable import stopping
from newsparse.batch.items import Scrape
from newsparse.batch.ledger import Ledger
from newsparse.batch.workers import Done, Todo
from newsparse.errors import InputError, NewsparseError
from newsparse.profile import Profile, Recurring, key_of, opening, rows, says_something, site_name

if TYPE_CHECKING:
    from newsparse.article import Page
    from newsparse.batch.cleaning import Cleaning
    from newsparse.batch.inputs import Inputs
    from newsparse.batch.items import Item
    from newsparse.batch.workers import Crew

T = TypeVar("T")

LEAST_PAGES = 5
"""Pages of a site from which on something can be learnt of it."""
LEAST = 3
"""Pages that a line has to be on: what two pages share may be a teaser of one on the other."""
LEAST_SHARE = 0.01
"""Share of its site's pages that a line has to be on."""
MOST_PAGES = 2000
"""Pages of a site that are counted; more of them tell nothing new."""
MOST_LINES = 1000
"""Lines of a site in its profile, those that are on most pages."""
MOST_OF_PAGE = 2000
"""Lines of a page that are counted; a bound for hostile input."""
_TOGETHER, _SECONDS = 200, 2.0
"""Pages that are written down at once, and how long one waits for more; so many are read again after `kill -9`."""
_FORM = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS read (path BLOB PRIMARY KEY, site INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sites (site INTEGER PRIMARY KEY, name TEXT NOT NULL, pages INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS prints (site INTEGER, print INTEGER, PRIMARY KEY (site, print)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lines (
    site INTEGER, line INTEGER, pages INTEGER NOT NULL, text TEXT, PRIMARY KEY (site, line)
) WITHOUT ROWID;
"""
_COUNT = """
INSERT INTO lines VALUES (?1, ?2, 1, NULL)
ON CONFLICT DO UPDATE SET pages = pages + 1, text = coalesce(text, ?3)
"""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is counted of one page."""

    site: str
    lines: tuple[tuple[int, str], ...]
    """The key of each line, none twice, and what of its text would stand in a profile; sorted."""

    @staticmethod
    def of(page: Page, name: str | None) -> Lines:
        """Those of a page that was read from a file of that name."""
        site = site_name((claim.value for claim in page.claimed("url")), name)
        texts = dict.fromkeys(block.text for block in page.blocks)
        said = islice(filter(says_something, texts), MOST_OF_PAGE)
        return Lines(site, tuple(sorted({key_of(text): opening(text) for text in said}.items())))


@dataclass(frozen=True, slots=True)
class LineWork:
    """From a page that a walk has found to what is counted of it."""

    clean: Cleaning

    def __call__(self, item: Item) -> Lines:
        return Lines.of(self.clean.read(self.clean.opened(item.read())), spoken(item.name))


class Counts:
    """How many pages each line is on, by site. Nobody else can open it meanwhile."""

    def __init__(self, path: Path | str) -> None:
        """`path` may be `:memory:`. Raises RunStoppedError."""
        self._ledger = Ledger(path, form=_FORM, tables=_TABLES, remedy="learn anew")
        self._base = self._ledger.base
        self._speaking_plainly = self._ledger.speaking_plainly
        self._waiting = 0
        self._since = 0.0

    def has_read(self, path: str) -> bool:
        """Whether a page has been counted, or found to be none."""
        return bool(self._ask("SELECT 1 FROM read WHERE path = ?", os.fsencode(path)))

    def site(self, path: str) -> str | None:
        """The site of a page that was counted."""
        found = self._ask("SELECT name FROM read JOIN sites USING (site) WHERE path = ?", os.fsencode(path))
        return found[0][0] if found else None

    def put(self, path: str, lines: Lines | None) -> None:
        """Count the lines of a page; None for one that cannot be read."""
        with self._speaking_plainly():
            if not self._waiting:
                self._since = time.monotonic()
                self._base.execute("BEGIN")
            self._waiting += 1
            site = None if lines is None else _signed(key_of(lines.site))
            self._base.execute("INSERT OR REPLACE INTO read VALUES (?, ?)", (os.fsencode(path), site))
            if lines is not None and site is not None:
                self._count(site, lines)
        if self._waiting >= _TOGETHER or time.monotonic() - self._since > _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write down what was counted: from now on that outlives `kill -9`."""
        if self._waiting:
            with self._speaking_plainly():
                self._base.execute("COMMIT")
            self._waiting = 0

    def names(self) -> Iterator[str]:
        """Those of the sites with pages enough."""
        with self._speaking_plainly():
            for (name,) in self._base.execute("SELECT name FROM sites WHERE pages >= ?", (LEAST_PAGES,)):
                yield name

    def learnt(self) -> Iterator[tuple[str, int, Iterator[Recurring]]]:
        """The sites with pages enough, in the order of their names: name, pages, and what recurs on them."""
        self.flush()
        with self._speaking_plainly():
            sites = self._base.execute(
                "SELECT site, name, pages FROM sites WHERE pages >= ? ORDER BY name", (LEAST_PAGES,)
            )
            for site, name, pages in sites:
                yield name, pages, self._recurring(site, pages)

    def forget(self) -> None:
        """As if nothing had been read."""
        with self._speaking_plainly():
            for table in ("read", "sites", "prints", "lines"):
                self._base.execute(f"DELETE FROM {table}")

    def close(self) -> None:
        """Let others in; what was not flushed is forgotten."""
        self._ledger.close()

    def _count(self, site: int, lines: Lines) -> None:
        self._base.execute("INSERT OR IGNORE INTO sites VALUES (?, ?, 0)", (site, lines.site))
        pages = self._base.execute("SELECT pages FROM sites WHERE site = ?", (site,)).fetchone()[0]
        if pages >= MOST_PAGES or not lines.lines:
            return
        # The same page scraped twice is one page.
        shape = _signed(key_of(" ".join(f"{key:x}g" for key, _ in lines.lines)))
        new = self._base.execute("INSERT OR IGNORE INTO prints VALUES (?, ?)", (site, shape)).rowcount
        if new:
            self._base.execute("UPDATE sites SET pages = pages + 1 WHERE site = ?", (site,))
            self._base.executemany(_COUNT, [(site, _signed(key), text) for key, text in lines.lines])

    def _recurring(self, site: int, pages: int) -> Iterator[Recurring]:
        least = max(LEAST, LEAST_SHARE * pages)
        found = self._base.execute(
            "SELECT line, pages, text FROM lines WHERE site = ? AND pages >= ? ORDER BY pages DESC, text, line LIMIT ?",
            (site, least, MOST_LINES),
        )
        for line, on, text in found:
            yield Recurring(text, line % (1 << 64), on, pages)

    def _ask(self, question: str, *values: object) -> list[tuple[str]]:
        with self._speaking_plainly():
            return self._base.execute(question, values).fetchall()


def _signed(key: int) -> int:
    """A key as SQLite holds it."""
    return key - (1 << 64) if key >= 1 << 63 else key


class Lessons:
    """What a run has learnt of its folder, kept beside its output: the counts, and the profile made of them."""

    def __init__(self, counts: Path, profile: Path, *, relearn: bool = False) -> None:
        """Raises RunStoppedError, and ProfileError where the profile of an earlier run was edited and is broken."""
        self.file = profile
        with stopping(counts, always=True):
            counts.parent.mkdir(parents=True, exist_ok=True)
        self._counts = Counts(counts)
        try:
            if relearn:
                self._counts.forget()
                with stopping(profile, always=True):
                    profile.unlink(missing_ok=True)
            self.profile = Profile.load(profile) if profile.exists() else None
        except BaseException:
            self._counts.close()
            raise
        self._digest = lru_cache(maxsize=64)(self._digest_of)

    def learn(
        self,
        pages: Callable[[], Iterable[tuple[str, Callable[[], T]]]],
        work: Callable[[T], Lines],
        *,
        crew: Crew,
        waiting: Callable[[int], None],
    ) -> None:
        """Read the pages that were not read before, and add the sites that are new to the profile.

        `pages` gives each by its name, with a way to what `work` reads it from, which is taken before the next one
        comes, and may raise InputError; it is asked twice. `waiting` is told how many have been read.
        """
        if self.profile is None and len(list(islice(pages(), LEAST_PAGES))) < LEAST_PAGES:
            return
        count = 0
        new = ((name, _step(load)) for name, load in pages() if not self._counts.has_read(name))
        answers = crew.answers(work, new, waiting=lambda: waiting(count))
        with contextlib.closing(answers):
            for name, answer in answers:
                self._counts.put(name, None if isinstance(answer, NewsparseError) else answer)
                count += 1
                waiting(count)
        self._counts.flush()
        if any(self.profile is None or self.profile.site(name) is None for name in self._counts.names()):
            self._write()

    def digest(self, path: str) -> str:
        """Digest of what is known of a page's site; empty where nothing is."""
        name = self._counts.site(path)
        return "" if name is None or self.profile is None else self._digest(name)

    def save(self, path: Path) -> None:
        """Writes the profile to another file, too, whole or not at all. Raises RunStoppedError."""
        temporary = path.with_name(f".{path.name}.part")
        with stopping(path, always=True):
            with temporary.open("wb") as file:
                if self.profile is not None:
                    _copy(self.file, file)
            durable.replace(temporary, path)

    def close(self) -> None:
        """Let others in."""
        self._counts.close()

    def _digest_of(self, name: str) -> str:
        site = self.profile.site(name) if self.profile is not None else None
        return site.digest if site is not None and site.counts else ""

    def _write(self) -> None:
        """Adds the sites that the profile does not know, so that it has all of them or, killed, none."""
        temporary = self.file.with_name(f"{self.file.name}.part")
        with stopping(self.file, always=True):
            with temporary.open("wb") as file:
                if self.profile is not None:
                    _copy(self.file, file)
                for name, pages, lines in self._counts.learnt():
                    if self.profile is None or self.profile.site(name) is None:
                        for row in rows(name, lines, pages):
                            file.write(f"{row}\n".encode("utf-8", "replace"))
            durable.replace(temporary, self.file)
        self.profile = Profile.load(self.file)
        self._digest = lru_cache(maxsize=64)(self._digest_of)


def _copy(profile: Path, into: IO[bytes]) -> None:
    with profile.open("rb") as known:
        for row in known:
            into.write(row if row.endswith(b"\n") else row + b"\n")


def profile_of(pages: Sequence[tuple[Page, str | None]]) -> list[str]:
    """The rows of the profile that a batch would learn from pages, each with its name; for those who have no folder."""
    counts = Counts(":memory:")
    with contextlib.closing(counts):
        for number, (page, name) in enumerate(pages):
            counts.put(str(number), Lines.of(page, name))
        return [row for name, known, lines in counts.learnt() for row in rows(name, lines, known)]


def scrapes(inputs: Inputs, spare: str) -> Iterator[tuple[str, Callable[[], Item]]]:
    """The pages of a run, as `Lessons.learn` takes them; `spare` is the real path of the run's output."""
    for found in inputs.scrapes(suffix=".json", spare=spare):
        if isinstance(found, Scrape) and found.problem is None:
            yield found.path, found.item


def _step(load: Callable[[], T]) -> Todo[T] | Done[Lines]:
    try:
        return Todo(load())
    except InputError as problem:
        return Done(problem)
