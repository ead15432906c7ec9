"""What the person asked for, as values: the one place where flags end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsparse.profile import Profile

FORMATS = ("json", "jsonl", "markdown", "text")
"""What `clean` can write."""

KINDS = ("auto", "text", "markdown", "html")
"""What a page can be."""

RECORDS = ("jsonl", "warc", "wet")
"""What a file of several pages can be said to be."""

SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
"""What an output's name says of its format, where no format was asked for."""


class Settings(NamedTuple):
    """Resolved settings of one call; every value has been checked."""

    inputs: tuple[str, ...] = ()
    """Names of files as typed, `-` for standard input."""
    files_from: str | None = None
    """A file that lists more names, `-` for standard input."""
    null: bool = False
    """Whether that list is parted by NUL instead of line ends."""
    kind: str = "auto"
    """What the inputs are: one of KINDS or of RECORDS."""
    text_column: str | None = None
    """The column or key that holds the page; None to find it."""
    encoding: str | None = None
    """Python's name of the inputs' encoding; None to find it."""
    url: str | None = None
    """Address of the page."""
    source: str | None = None
    """Publisher of the page."""
    language: str | None = None
    """BCP 47."""
    scraped_at: str | None = None
    """ISO 8601 date, or date and time."""
    profile: Profile | None = None
    """What is known to recur on sites."""
    min_confidence: float = 0.0
    """How sure a field has to be, 0 to 1; what is less sure is null."""
    format: str = "json"
    """One of FORMATS."""
    output: str | None = None
    """The file to write, None for standard output."""
    fields: tuple[str, ...] = ()
    """Names of the fields to write, in the article's order; all of them where empty."""
    blocks: bool = False
    """Whether every block of the input is written too."""
    strict: bool = False
    """Whether an input without an article is a failure."""
    quiet: bool = False
    """Whether to keep to failures on standard error."""
    debug: bool = False
    """Whether failures come with a traceback."""
