"""Many inputs from Python: the articles of paths and texts, in order, by several processes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from newsparse.batch.cleaning import Cleaning
from newsparse.batch.limits import MEMORY_CAN_BE_LIMITED, SECONDS, Limits, share_of_memory
from newsparse.batch.workers import Crew, Todo, processors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsparse.article import Article
    from newsparse.errors import NewsparseError
    from newsparse.profile import Profile


def clean_many(  # noqa: PLR0913 - the options of `clean`, and those of the workers
    inputs: Iterable[str | bytes | os.PathLike[str]],
    *,
    jobs: int | None = None,
    timeout: float | None = SECONDS,
    max_memory: int | None = None,
    url: str | None = None,
    kind: str = "auto",
    source: str | None = None,
    language: str | None = None,
    scraped_at: str | None = None,
    encoding: str | None = None,
    profile: Profile | None = None,
) -> Iterator[Article | NewsparseError]:
    """Clean many inputs; for each of them, in their order, its article, or the error that tells why there is none.

    `inputs` may be endless: paths (`pathlib.Path`, any `os.PathLike`) are files to read, `str` and `bytes` are the
    inputs themselves. They are taken as the articles are asked for, a few ahead of them.
    `jobs` is the number of worker processes, by default one per processor.
    `timeout` is how many seconds an input may take (None: any number), `max_memory` how many bytes a worker process
    may take in all; by default that is a fair share of the machine's memory, and where Linux does not run, any number.
    The other options are those of `clean`, and hold for every input.

    An input that cannot be read costs only itself: in its place stands the `NewsparseError` that `clean` would have
    raised, as a value. The same holds for one that hangs, takes too much memory, or makes its process die: it is tried
    once more in a fresh process, then a `PageTimeout`, `PageMemory` or `PageCrash` stands in its place. So there is
    exactly one result per input, and `zip(paths, clean_many(paths))` holds:

        for path, result in zip(paths, newsparse.clean_many(paths)):
            if isinstance(result, newsparse.NewsparseError):
                print(path, result, file=sys.stderr)
            else:
                print(result.title)

    With `jobs=0`, and in a daemonic process, which may have no children, all is done in this process: that helps
    debuggers, and nothing then saves it from such an input.

    Raises ValueError for `jobs` below 0 and limits that leave nothing, TypeError for an input of another type, and
    NewsparseError where worker processes cannot be started: a script's main part must stand under
    `if __name__ == "__main__":` wherever processes are not forked (everywhere but on Linux, and there too while other
    threads run).
    """
    if isinstance(inputs, str | bytes | os.PathLike):
        raise TypeError("clean_many takes several inputs; for a single one use clean or clean_path")
    if jobs is not None and jobs < 0:
        raise ValueError(f"jobs must be 0 or more, not {jobs}")
    jobs = processors() if jobs is None else jobs
    limits = _limits(timeout, max_memory, jobs)
    work = Cleaning(url, kind, source, language, scraped_at, encoding, profile)
    work.prepare()
    items = ((None, _step(item)) for item in inputs)
    return (answer for _, answer in Crew(jobs, limits).answers(work, items))


def _limits(timeout: float | None, max_memory: int | None, jobs: int) -> Limits:
    if timeout is not None and not timeout > 0:
        raise ValueError(f"timeout must be more than 0 seconds, or None, not {timeout}")
    if max_memory is None:
        return Limits(timeout, share_of_memory(jobs))
    if max_memory < 1:
        raise ValueError(f"max_memory must be a number of bytes, or None, not {max_memory}")
    if not MEMORY_CAN_BE_LIMITED:
        raise ValueError("max_memory is kept on Linux only; leave it out")
    return Limits(timeout, max_memory)


def _step(item: str | bytes | os.PathLike[str]) -> Todo[str | bytes | os.PathLike[str]]:
    if isinstance(item, str | bytes):
        return Todo(item)
    if isinstance(item, os.PathLike):
        return Todo(Path(item))
    raise TypeError(f"an input is a path, a text or bytes, not {type(item).__name__}")
