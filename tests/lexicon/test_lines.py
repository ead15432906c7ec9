import pytest

from newsparse.article import Kind
from newsparse.lexicon.languages import load
from newsparse.lexicon.lines import recognise


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "By Jane Doe and John Roe, CNN", ("Jane Doe", "John Roe")),
        ("en", "By Jane Doe Published July 5, 2024 8:00am EDT", ("Jane Doe",)),
        ("en", "BY JANE Q. DOE | 5 July 2024", ("JANE Q. DOE",)),
        ("en", "By Dr. Jane van Doe, PhD, Senior Political Correspondent", ("Jane van Doe",)),
        ("de", "Von Erika Muster", ("Erika Muster",)),
        ("de", "Autorin: Erika Muster", ("Erika Muster",)),
    ],
)
def test_bylines(language: str, line: str, names: tuple[str, ...]) -> None:
    found = recognise(line, load((language,)))
    assert found is not None
    assert (found.kind, found.names) == (Kind.BYLINE, names)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By the numbers"),
        ("en", "By Tuesday, the storm had moved on."),
        ("en", "By Donald Roe's own account, it was late"),
        ("de", "Von der Leyen trifft Macron"),
        ("de", "Von Erika Muster lernen"),
        ("en", "Source close to the government denies report"),
        ("en", "12:30"),
        ("en", "Why the menu matters"),
    ],
)
def test_lines_that_could_be_story(language: str, line: str) -> None:
    assert recognise(line, load((language,))) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [("Source: Cnbc", "Cnbc"), ("Quelle: Example Zeitung", "Example Zeitung"), ("QUELLE | dpa", "dpa")],
)
def test_sources(line: str, value: str) -> None:
    found = recognise(line, load(("de",)))
    assert found is not None
    assert (found.kind, found.value) == (Kind.SOURCE, value)
