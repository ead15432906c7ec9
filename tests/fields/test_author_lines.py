"""What single lines say of who wrote."""

from __future__ import annotations

import pytest

from newsparse.fields.author_lines import read_line
from newsparse.lexicon.languages import load


def named(text: str, language: str = "en", *, bare: bool = True) -> list[tuple[str, ...]]:
    readings = read_line(text, load((language,)), {"daily example"}, lambda: bare)
    return [one.people or one.organisations for one in readings]


@pytest.mark.parametrize(
    ("text", "language", "people"),
    [
        ("By Jane Doe and John Roe The Associated Press", "en", ("Jane Doe", "John Roe")),
        ("Von Erika Muster Korrespondentin", "de", ("Erika Muster",)),
        ("By Jane Doe Follow", "en", ("Jane Doe",)),
        ("Published May 7, 2023 by Jane Doe", "en", ("Jane Doe",)),
        ("May 7, 2023 · 3 min read · By Jane Doe", "en", ("Jane Doe",)),
        ("Jane Doe | Senior Writer | May 7, 2023", "en", ("Jane Doe",)),
        ("Jane Doe Political Correspondent", "en", ("Jane Doe",)),
        ("Jane Doe – Journalist", "en", ("Jane Doe",)),
        ("Erika Muster07.05.2023, 19:35 Uhr", "de", ("Erika Muster",)),
        ("Von Zitherine Muster Landespolitische Korrespondentin", "de", ("Zitherine Muster",)),
        ("Jane DoePublished May 7, 2023", "en", ("Jane Doe",)),
        ("By Jane Doe For Example.Com", "en", ("Jane Doe",)),
        (
            "News , Top Story | Published: 5 hours ago | Last Updated: 5 hours ago | Written by Jane Doe",
            "en",
            ("Jane Doe",),
        ),
        ("Written by Jane", "en", ("Jane",)),
        ("By Example Staff", "en", ("Example Staff",)),
        ("The Example Team", "en", ("The Example Team",)),
        ("Par Jeanne Exemple, envoyée spéciale", "fr", ("Jeanne Exemple",)),
    ],
)
def test_names_are_read(text: str, language: str, people: tuple[str, ...]) -> None:
    assert people in named(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "By the end of the year the bridge will be open.",
        "The bridge was built by Roman engineers in the first century and was rebuilt by nobody since.",
        "Daily Example",
        "Read more",
        "Updated May 7, 2023",
        "Photo by Jane Doe",
        "By Staff",
        "Written By May 7, 2023 · 3 min read",
        "政治",
    ],
)
def test_other_lines_name_nobody(text: str) -> None:
    assert named(text) == []


def test_names_alone_are_read_only_where_they_are_believed() -> None:
    assert named("Jane Doe") == [("Jane Doe",)]
    assert named("Jane Doe", bare=False) == []
    assert named("By Jane Doe", bare=False) == [("Jane Doe",)]
