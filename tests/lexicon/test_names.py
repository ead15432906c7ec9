"""Lists of names: who is in them, whatever a dump has glued to them or a page says beside them."""

import pytest

from newsparse.lexicon.languages import load
from newsparse.lexicon.names import people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a dump has glued to a name.
        ("Jane DoeNovember 20, 2007", ("Jane Doe",)),
        ("Jane DoePublished yesterday", ("Jane Doe",)),
        ("Jane DoeFounder at Example", ("Jane Doe",)),
        ("Jane DoeTravel News Reporter", ("Jane Doe",)),
        # Names with a capital within.
        ("Anne DeSanto", ("Anne DeSanto",)),
        ("Ian McExample Reporter", ("Ian McExample",)),
        ("LeRoy Roe", ("LeRoy Roe",)),
        # Words that lead on to what is no name.
        ("Jane Doe In", ("Jane Doe",)),
        ("John at December 18, 2025", ("John",)),
        # What stands beside people.
        ("Jane Doe, EXAMPLE RADIO", ("Jane Doe",)),
        ("JANE DOE, JOHN ROE", ("JANE DOE", "JOHN ROE")),
        ("Jane Doe Founder & Lead Reviewer", ("Jane Doe",)),
        ("Jane Doe, Master Criminologist", ("Jane Doe",)),
    ],
)
def test_people(text: str, expected: tuple[str, ...]) -> None:
    assert people(text, load(("en",)), single=True) == expected


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Erika MusterMärz 2025"), ("fr", "Jeanne DupontPublié le 3 mars 2025")]
)
def test_glued_in_other_languages(language: str, text: str) -> None:
    found = people(text, load((language,)))
    assert len(found) == 1
    assert found[0] in ("Erika Muster", "Jeanne Dupont")
