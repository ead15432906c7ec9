"""What recurs on the pages of a site: learnt by a batch, kept in a file that people read, edit and pass on.

A profile is JSON Lines, one line of a site's pages in each row, the rows of a site together:

    {"site": "news.example", "on": 12, "of": 14, "line": "Subscribe to our newsletter"}
    {"site": "news.example", "on": 9, "of": 14, "line": "We have written from Callow since 1931, and …", "key": "5f0c…"}

A row without `line` and `on` stands for a site of which nothing is known to recur. `site` is the host of the pages'
addresses without `www.`; of pages without addresses that of a folder named after a host, else `./` and the folder that
they lie in.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import PurePath
from typing import IO, Any
from urllib.parse import urlsplit

from newsparse.errors import ProfileError
from newsparse.lexicon.script import fold, units

WHOLE = 120
"""Characters up to which a line stands in a profile as a whole."""
OPENING = 80
"""Characters of a longer one that do."""
LEAST_WORDS, LEAST_CHARACTERS = 4, 6
_IN_MEMORY = 1 << 22
"""Bytes of the largest file that is kept in memory; a larger one is read site by site, as its pages come."""
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_KEY = re.compile("[0-9a-f]{16}")
_KNOWN = frozenset({"site", "on", "of", "line", "key"})


@dataclass(frozen=True, slots=True)
class Site:
    """What recurs on one site's pages."""

    name: str
    counts: Mapping[int, tuple[int, int]]
    """By the key of a line: on how many pages it stood, of how many."""
    digest: str
    """Other rows, another digest."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What recurs, site by site; `Profile.load` reads one."""

    path: str
    """The file that it was read from, as it was named."""
    digest: str
    """SHA-256 of that file, in hexadecimal."""
    _data: bytes | None
    """The file; None where it is too large to be kept."""
    _places: tuple[array[int], array[int], array[int]]
    """Of each site, in the order of the first: the key of its name, where its rows begin, and where they end."""

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Profile:
        """Reads a profile and looks at every row.

        Raises:
            ProfileError: it cannot be read, or a row is none; the text names the row, and what to do.
        """
        shown = os.fsdecode(path)
        try:
            with open(shown, "rb") as file:  # noqa: PTH123 - takes every kind of path
                return _loaded(shown, file, os.fstat(file.fileno()).st_size)
        except OSError as error:
            raise ProfileError(f"{shown}: no profile can be read there ({error.strerror}); check the name") from error

    def __len__(self) -> int:
        """How many sites it knows."""
        return len(self._places[0])

    def site(self, name: str) -> Site | None:
        """What recurs on a site; None where that is not known."""
        keys, starts, ends = self._places
        key = key_of(name)
        place = bisect_left(keys, key)
        if place == len(keys) or keys[place] != key:
            return None
        return _site(self, starts[place], ends[place])

    def site_of(self, addresses: Iterable[str], name: str | None) -> Site | None:
        """What recurs on the site of a page with these addresses, or, where it has none, of its folder.

        A page that tells neither is taken to be of the profile's only site, where there is but one.
        """
        told = site_name(addresses, name)
        found = self.site(told)
        if found is None and told.startswith(_FOLDER) and len(self) == 1:
            return _site(self, self._places[1][0], self._places[2][0])
        return found

    def _part(self, start: int, end: int) -> bytes:
        if self._data is not None:
            return self._data[start:end]
        with open(self.path, "rb") as file:  # noqa: PTH123
            file.seek(start)
            return file.read(end - start)


_FOLDER = "./"


def site_name(addresses: Iterable[str], name: str | None) -> str:
    """The host of the first address that has one, without `www.`; else that of a folder named after one, as crawlers do
    it; else `./` and the folder of the name."""
    folder = PurePath(name).parent if name else PurePath()
    named = (part.lower() for part in folder.parts if _HOST.fullmatch(part.lower()))
    host = next(chain(filter(None, map(_host, addresses)), named), None)
    if host is not None:
        return host.removeprefix("www.")
    return f"{_FOLDER}{'' if folder == PurePath() else folder.as_posix()}"


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # an address that is none
        return ""


def key_of(line: str) -> int:
    """64 bits that stand for a line; lines that differ in case or white space alone have the same."""
    return int.from_bytes(hashlib.blake2b(fold(line).encode("utf-8", "replace"), digest_size=8).digest())


def says_something(line: str) -> bool:
    """Whether a line has words enough for what recurs to tell anything of it.

    Shorter ones that read like the story are sub-headings and labels, which a site's stories share; menus are known by
    themselves.
    """
    return len(line) > LEAST_CHARACTERS and units(line) >= LEAST_WORDS


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line that recurs."""

    text: str
    """It, or, of a long one, its opening words."""
    key: int
    on: int
    of: int


def opening(line: str) -> str:
    """What of a line stands in a profile."""
    return line if len(line) <= WHOLE else f"{line[:OPENING].rstrip()} …"


def rows(site: str, lines: Iterable[Recurring], pages: int) -> Iterator[str]:
    """The rows of a site, without line ends."""
    none = True
    for line in lines:
        none = False
        row: dict[str, Any] = {"site": site, "on": line.on, "of": line.of, "line": line.text}
        if key_of(line.text) != line.key:
            row["key"] = f"{line.key:016x}"
        yield json.dumps(row, ensure_ascii=False)
    if none:
        yield json.dumps({"site": site, "of": pages}, ensure_ascii=False)


def _loaded(path: str, file: IO[bytes], size: int) -> Profile:
    total = hashlib.sha256()
    kept: list[bytes] | None = [] if size <= _IN_MEMORY else None
    found: dict[int, tuple[int, int]] = {}
    start = end = 0
    current = ""
    for number, row in enumerate(file, 1):
        total.update(row)
        if kept is not None:
            kept.append(row)
        begin, end = end, end + len(row)
        if not row.strip():
            continue
        site = _checked(path, number, row)["site"]
        key = key_of(site)
        if site != current and key in found:
            raise ProfileError(
                f"{path}, row {number}: {_cut(site)} again, below another site; keep the rows of a site together"
            )
        start = begin if site != current else start
        current = site
        found[key] = start, end
    places = sorted((key, *place) for key, place in found.items())
    columns = [array("Q", [place[column] for place in places]) for column in range(3)]
    data = b"".join(kept) if kept is not None else None
    return Profile(path, total.hexdigest(), data, (columns[0], columns[1], columns[2]))


@lru_cache(maxsize=64)
def _site(profile: Profile, start: int, end: int) -> Site:
    part = profile._part(start, end)
    found = [_checked(profile.path, 0, row) for row in part.splitlines() if row.strip()]
    counts = {_key(row): (row["on"], row["of"]) for row in found if "line" in row}
    return Site(found[0]["site"], counts, hashlib.sha256(part).hexdigest()[:16])


def _key(row: Mapping[str, Any]) -> int:
    return int(row["key"], 16) if "key" in row else key_of(row["line"])


def _checked(path: str, number: int, row: bytes) -> dict[str, Any]:
    try:
        said = json.loads(row.decode("utf-8-sig"))
        wrong = _wrong(said)
    except UnicodeDecodeError:
        wrong = "not UTF-8; save it as UTF-8"
    except (ValueError, RecursionError) as error:
        wrong = f"no JSON ({error}); mend the row, or drop it"
    if wrong is not None:
        raise ProfileError(f"{path}, row {number}: {wrong}")
    return said  # type: ignore[no-any-return]


_FORM = 'write {"site": "news.example", "on": 12, "of": 14, "line": "…"}'


def _wrong(row: Any) -> str | None:
    """What is wrong with a row, and what to do."""
    if not isinstance(row, dict):
        return f"no JSON object; {_FORM}"
    for key in row:
        if key not in _KNOWN:
            return f"unknown key {_cut(key)!r}; {_FORM}"
    if not isinstance(row.get("site"), str) or not row["site"]:
        return f'"site" is to be the name of a site; {_FORM}'
    if not _is_count(row.get("of")):
        return f'"of" is to be a number of pages, 1 or more; {_FORM}'
    if "line" in row or "on" in row or "key" in row:
        return _wrong_line(row)
    return None


def _wrong_line(row: dict[str, Any]) -> str | None:
    line, on, key = row.get("line"), row.get("on"), row.get("key", "0" * 16)
    if not isinstance(line, str) or not line.strip():
        return f'"line" is to be the text of a line; {_FORM}'
    if not _is_count(on) or row["on"] > row["of"]:
        return f'"on" is to be a number of pages, 1 to "of"; {_FORM}'
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return '"key" is to be 16 hexadecimal digits, as newsparse wrote it; leave it out for a line given as a whole'
    return None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 53


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
