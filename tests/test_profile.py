"""Profiles: what a person may write into one, what is said of what cannot be, and whose lines are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import newsparse
from newsparse import Profile, ProfileError, profile
from newsparse.profile import Recurring, key_of, opening, rows, site_name

LINE = "Subscribe to our newsletter"
ROW = {"site": "news.example", "on": 3, "of": 5, "line": LINE}
OTHER = {"site": "other.example", "on": 9, "of": 9, "line": "Tell us what you think"}


def written(path: Path, *found: object) -> Path:
    path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in found))
    return path


@pytest.mark.parametrize("kept", [True, False], ids=["in memory", "read as needed"])
def test_each_site_has_its_lines(tmp_path: Path, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not kept:
        monkeypatch.setattr(profile, "_IN_MEMORY", 0)
    more = {**ROW, "on": 2, "line": "Read more"}
    known = Profile.load(written(tmp_path / "p.jsonl", ROW, "", more, OTHER))
    assert len(known) == 2
    site = known.site("news.example")
    assert site is not None
    assert site.counts == {key_of(LINE): (3, 5), key_of("Read more"): (2, 5)}
    assert known.site("news.example.org") is None


def test_an_edit_changes_the_digest_of_its_site_alone(tmp_path: Path) -> None:
    before = Profile.load(written(tmp_path / "a", ROW, OTHER))
    after = Profile.load(written(tmp_path / "b", {**ROW, "on": 4}, OTHER))
    for site, same in (("news.example", False), ("other.example", True)):
        one, two = before.site(site), after.site(site)
        assert one is not None
        assert two is not None
        assert (one.digest == two.digest) == same


def test_a_long_line_is_known_by_its_key_and_shown_by_its_opening(tmp_path: Path) -> None:
    long = "We have written from Callow since the year of the great flood, and we mean to go on. " * 3
    known = rows("news.example", [Recurring(opening(long), key_of(long), 3, 5)], 5)
    path = written(tmp_path / "p.jsonl", *known)
    assert len(path.read_text()) < len(long)
    site = Profile.load(path).site("news.example")
    assert site is not None
    assert list(site.counts) == [key_of(long)]


def test_a_site_without_lines_is_known_to_have_none(tmp_path: Path) -> None:
    site = Profile.load(written(tmp_path / "p", *rows("news.example", [], 7))).site("news.example")
    assert site is not None
    assert not site.counts


def test_lines_are_the_same_whatever_their_case_and_space() -> None:
    assert key_of("Sign  IN ") == key_of("sign in")
    assert key_of("2 boats") != key_of("3 boats")


@pytest.mark.parametrize(
    ("address", "name", "site"),
    [
        ("https://www.News.example:8080/a?b", "x/y.txt", "news.example"),
        ("https://en.news.example/a", None, "en.news.example"),
        ("/relative", "x/y/z.txt", "./x/y"),
        ("https://[broken", "z.txt", "./"),
        ("", None, "./"),
        ("", "crawl/www.News.example/2025/07/story.html", "news.example"),
        ("https://news.example/1", "other.example/1.html", "news.example"),
        ("", "v1.2/page.news.html", "./v1.2"),
    ],
)
def test_the_site_is_the_host_or_the_folder(address: str, name: str | None, site: str) -> None:
    assert site_name([address], name) == site


def test_a_page_that_tells_no_site_is_of_the_only_one(tmp_path: Path) -> None:
    one = Profile.load(written(tmp_path / "one", ROW))
    two = Profile.load(written(tmp_path / "two", ROW, OTHER))
    assert one.site_of([], "somewhere/page.txt") is not None
    assert one.site_of(["https://other.example/"], "page.txt") is None
    assert two.site_of([], "page.txt") is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("7", "no JSON object"),
        ({**ROW, "onn": 3}, "unknown key 'onn'"),
        ({**ROW, "site": ""}, '"site"'),
        ({**ROW, "of": 0}, '"of"'),
        ({**ROW, "of": True}, '"of"'),
        ({**ROW, "on": 6}, '"on"'),
        ({**ROW, "on": "3"}, '"on"'),
        ({**ROW, "line": "  "}, '"line"'),
        ({"site": "news.example", "of": 5, "on": 3}, '"line"'),
        ({**ROW, "key": "xyz"}, '"key"'),
    ],
)
def test_a_row_that_is_none_is_named_with_what_to_do(tmp_path: Path, row: object, words: str) -> None:
    path = written(tmp_path / "p.jsonl", OTHER, row)
    with pytest.raises(ProfileError) as caught:
        Profile.load(path)
    said = str(caught.value)
    assert said.startswith(f"{path}, row 2: ")
    assert words in said
    assert len(said.splitlines()) == 1
    assert len(said) < 400 + len(str(path))


def test_rows_of_a_site_stand_together(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"row 3: news\.example again"):
        Profile.load(written(tmp_path / "p", ROW, OTHER, {**ROW, "line": "Read more"}))


def test_other_bytes_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(b'{"site": "caf\xe9", "of": 1}\n')
    with pytest.raises(ProfileError, match="row 1: not UTF-8"):
        Profile.load(tmp_path / "p")
    with pytest.raises(ProfileError, match="check the name"):
        Profile.load(tmp_path / "none")
    assert issubclass(ProfileError, newsparse.NewsparseError)


def test_an_empty_profile_knows_nothing(tmp_path: Path) -> None:
    known = Profile.load(written(tmp_path / "p"))
    assert len(known) == 0
    assert known.site_of(["https://news.example/"], "x") is None
