"""An invented site: stories that have nothing in common but what a test puts into all of them."""

from __future__ import annotations

from collections.abc import Sequence

WHO = ("The harbour master", "A baker from Callow", "The school board", "Her neighbour", "The ferry company", "A nurse")
WHAT = (
    "asked for a second bridge",
    "counted the empty berths",
    "refused to sell the old cannery",
    "opened the books of the savings bank",
    "repaired the sea wall by hand",
    "spoke against the new timetable",
    "found letters from the war in the attic",
)
WHEN = ("on Monday evening", "before the storm", "at the yearly meeting", "while the tide was out", "after long talks")
WHY = (
    "because nobody else on the island would have done it in time",
    "although the council had warned that the money would not last the winter",
    "so that the children could stay at their own school until the summer",
    "which surprised those who remembered how the last attempt had ended",
)
THEN = (
    "The vote was close, and the losing side has said that it will not give up.",
    "Work is to begin in spring, when the ground is soft enough to dig.",
    "It is the third such case this year, and by far the most expensive one.",
    "What comes of it will be seen when the accounts are laid open in June.",
)
MENU = "Home\nNews\nSport\nWeather\nSign in"
FOOT = "© 2025 The Callow Courier. All rights reserved.\nPrivacy\nContact us"
PITCH = (
    "The Harbour Letter brings you every Friday what matters on this coast, written by the people who live here and "
    "read by eleven thousand neighbours."
)
BIO = "Elin Marsh has written about the islands for this paper since 2009 and lives above the chandlery with two dogs."
SPEECH = (
    '"We will not be the generation that let the lighthouse go dark," the minister told the crowd in the rain, '
    '"and whoever thinks otherwise has never waited on that pier for a boat that was late."'
)


def paragraph(number: int) -> str:
    """One of some hundreds of paragraphs, each another."""
    who, what, when = WHO[number % 6], WHAT[number % 7], WHEN[number % 5]
    why, then = WHY[number // 3 % 4], THEN[number // 5 % 4]
    return f"{who} {what} {when}, {why}. In all {number + 17} people were there to see it. {then}"


def story(number: int, paragraphs: int = 5) -> list[str]:
    """The paragraphs of a story; no two stories share one."""
    return [paragraph(number * paragraphs + place) for place in range(paragraphs)]


def page(number: int, body: Sequence[str]) -> str:
    """A scrape of a story, with the menu and the foot of its site."""
    title = f"{WHO[number % 6]} and the {number + 3} boats of the {WHAT[number % 7].split()[-1]}"
    head = f"{MENU}\n\n{title}\n\nBy Tobias Renn\n{number % 28 + 1} May 2025, 18:30\n\nShare\nPrint"
    return "\n\n".join([head, *body, FOOT]) + "\n"
