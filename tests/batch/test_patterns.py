"""Patterns of paths, as in `.gitignore`."""

from __future__ import annotations

import pytest

from newsparse.batch.patterns import Pattern, Wanted


@pytest.mark.parametrize(
    ("pattern", "matches", "leaves"),
    [
        ("*.html", "a.html b/c.html b/x.html/y.txt", "a.htm html b/c.html5"),
        ("/*.html", "a.html", "b/c.html"),
        ("news/*.html", "news/a.html", "a.html x/news/a.html news/b/a.html"),
        ("news", "news news/a.txt b/news/c.txt", "newsx a/xnews"),
        ("news/", "news/a.txt b/news/c/d.txt", "news b/news"),
        ("**/drafts/**", "drafts/a b/drafts/c/d", "drafts adrafts/b"),
        ("a/**/z", "a/z a/b/z a/b/c/z", "z b/a/z a/bz"),
        ("**", "a a/b", ""),
        ("?.txt", "a.txt b/é.txt", "ab.txt .txt/x"),
        ("[a-c].txt", "a.txt x/b.txt", "d.txt"),
        ("[!a-c].txt", "d.txt", "a.txt"),
        ("[.txt", "[.txt", "a.txt"),
        (r"\*.txt", "*.txt", "a.txt"),
        ("a+(b).txt", "a+(b).txt", "aab.txt"),
        ("A.txt", "A.txt", "a.txt"),
    ],
)
def test_what_a_pattern_takes(pattern: str, matches: str, leaves: str) -> None:
    takes = Pattern.of(pattern).takes
    assert [path for path in matches.split() if not takes(path)] == []
    assert [path for path in leaves.split() if takes(path)] == []


def test_odd_names() -> None:
    assert Pattern.of("*.txt").takes("a\nb/c\nd.txt")
    assert Pattern.of("*.txt").takes("caf\udce9.txt")


@pytest.mark.parametrize("pattern", ["", "/", "!a.txt", "[z-a]"])
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"matches nothing|is no pattern"):
        Pattern.of(pattern)


def test_exclude_goes_before_include() -> None:
    wanted = Wanted.of(["*.html", "*.txt"], ["drafts/", "b.*"])
    paths = "a.html a.txt a.md b.html drafts/a.html x/drafts/a.html x/a.html".split()
    assert [path for path in paths if wanted.takes(path)] == ["a.html", "a.txt", "x/a.html"]
    assert [folder for folder in ("drafts", "x", "x/drafts", "b.x") if wanted.enters(folder)] == ["x"]


def test_a_folder_is_entered_unless_all_in_it_is_left_out() -> None:
    assert Wanted.of([], ["drafts/*.txt"]).enters("drafts")
    assert not Wanted.of([], ["drafts"]).enters("drafts/deep")
