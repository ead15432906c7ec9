"""Many inputs from Python: the articles of paths and texts, in order, by several processes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.batch.cleaning import Cleaning
from newsparse.batch.workers import Todo, in_order, processors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.article import Article
    from newsparse.errors import NewsparseError


def clean_many(
    inputs: Iterable[str | bytes | os.PathLike[str]],
    *,
    jobs: int | None = None,
    url: str | None = None,
    kind: str = "auto",
    source: str | None = None,
    language: str | None = None,
    scraped_at: str | None = None,
    encoding: str | None = None,
) -> Iterator[Article | NewsparseError]:
    """Clean many inputs; for each of them, in their order, its article, or the error that tells why there is none.

    `inputs` may be endless: paths (`pathlib.Path`, any `os.PathLike`) are files to read, `str` and `bytes` are the
    inputs themselves. They are taken as the articles are asked for, a few ahead of them.
    `jobs` is the number of worker processes, by default one per processor; with 1 all is done in this process.
    The other options are those of `clean`, and hold for every input.

    An input that cannot be read costs only itself: in its place stands the `NewsparseError` that `clean` would have
    raised, as a value. So there is exactly one result per input, and `zip(paths, clean_many(paths))` holds:

        for path, result in zip(paths, newsparse.clean_many(paths)):
            if isinstance(result, newsparse.NewsparseError):
                print(path, result, file=sys.stderr)
            else:
                print(result.title)

    Raises ValueError for `jobs` below 1, TypeError for an input of another type, and NewsparseError where worker
    processes cannot be started: a script's main part must stand under `if __name__ == "__main__":` wherever
    processes are not forked (everywhere but on Linux, and there too while other threads run).
    """
    if isinstance(inputs, str | bytes | os.PathLike):
        raise TypeError("clean_many takes several inputs; for a single one use clean or clean_path")
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    work = Cleaning(url, kind, source, language, scraped_at, encoding)
    work.prepare()
    items = ((None, _step(item)) for item in inputs)
    return (answer for _, answer in in_order(work, items, jobs=jobs or processors()))


def _step(item: str | bytes | os.PathLike[str]) -> Todo[str | bytes | os.PathLike[str]]:
    if isinstance(item, str | bytes):
        return Todo(item)
    if isinstance(item, os.PathLike):
        return Todo(Path(item))
    raise TypeError(f"an input is a path, a text or bytes, not {type(item).__name__}")
