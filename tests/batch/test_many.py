"""`clean_many`: articles in the order of the inputs, errors as values in their place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsparse import pipeline
from newsparse.article import Article
from newsparse.batch import clean_many
from newsparse.batch.learning import profile_of
from newsparse.batch.workers import IN_HAND
from newsparse.errors import BinaryInput, EmptyInput, NewsparseError, UnreadableInput
from newsparse.pipeline import page_of
from newsparse.profile import Profile
from newsroom import PITCH, page, story

if TYPE_CHECKING:
    from collections.abc import Iterator

STORY = """The bridge at {place} is open again

The bridge over the river at {place} was opened again on Monday, eleven weeks after the flood had carried it off.

Hundreds of people walked across it in the first hour, and the baker beside it gave away all his bread.
"""

PLACES = ("Ostrava", "Turku", "Graz", "Nantes", "Bergen")


def titles(results: Iterator[Article | NewsparseError]) -> list[str | None]:
    return [result.title if isinstance(result, Article) else type(result).__name__ for result in results]


@pytest.mark.parametrize("jobs", [0, 1, 2, None])
def test_texts_bytes_and_paths_in_order(tmp_path: Path, jobs: int | None) -> None:
    path = tmp_path / "page.txt"
    path.write_text(STORY.format(place="Turku"))
    inputs: list[str | bytes | Path] = [
        STORY.format(place="Ostrava"),
        path,
        STORY.format(place="Graz").encode("utf-16"),
    ]
    results = list(clean_many(inputs, jobs=jobs, source="The Paper"))
    assert titles(iter(results)) == [f"The bridge at {place} is open again" for place in ("Ostrava", "Turku", "Graz")]
    names = [result.input.name for result in results if isinstance(result, Article)]
    assert names == [None, str(path), None]
    assert [result.source for result in results if isinstance(result, Article)] == ["The Paper"] * 3


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_bad_input_is_an_error_in_its_place(tmp_path: Path, jobs: int) -> None:
    good = STORY.format(place="Graz")
    inputs: list[str | bytes | Path] = [good, "", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", tmp_path / "missing.txt", good]
    expected = [Article, EmptyInput, BinaryInput, UnreadableInput, Article]
    assert [type(result) for result in clean_many(inputs, jobs=jobs)] == expected


def test_endless_inputs_are_taken_as_needed() -> None:
    taken = count()
    endless = (STORY.format(place=PLACES[number % 5]) for number in taken)
    results = clean_many(endless, jobs=2)
    assert len(titles(islice(results, 5))) == 5
    assert next(taken) <= 2 * IN_HAND + 6


def poisoned(data: str, **options: Any) -> Article:
    """Cleans, unless the text says what harm it does."""
    if data == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    while data == "hang":
        pass
    eaten = bytearray()
    while data == "eat":
        eaten += bytes(1 << 28)
    return WHOLE(data, **options)


WHOLE = pipeline.clean


@pytest.mark.parametrize("jobs", [1, 2])
def test_poisoned_inputs_cost_themselves_only(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(pipeline, "clean", poisoned)
    inputs = ["crash", *(STORY.format(place=place) for place in PLACES), "hang", STORY.format(place="Graz"), "eat"]
    results = clean_many(inputs, jobs=jobs, timeout=1.0, max_memory=1 << 29)
    titled = [f"The bridge at {place} is open again" for place in PLACES]
    expected = ["PageCrash", *titled, "PageTimeout", "The bridge at Graz is open again", "PageMemory"]
    assert titles(results) == expected


def test_large_texts_pass_both_ways() -> None:
    body = "\n\n".join(f"Sentence {number} of a very long report about the bridge." for number in range(5000))
    (result,) = clean_many([f"{STORY.format(place='Graz')}\n{body}"], jobs=2)
    assert isinstance(result, Article)
    assert result.input.bytes > 250_000


@pytest.mark.parametrize("inputs", ["one text", b"one text", Path("one path"), [1], [None]])
def test_wrong_types_are_the_callers_fault(inputs: Any) -> None:
    with pytest.raises(TypeError):
        list(clean_many(inputs, jobs=0))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"jobs": -1}, "0 or more"),
        ({"timeout": 0}, "more than 0 seconds"),
        ({"timeout": float("nan")}, "more than 0 seconds"),
        ({"max_memory": 0}, "number of bytes"),
    ],
)
def test_options_that_leave_nothing(options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        clean_many([], **options)


SCRIPT = textwrap.dedent(
    """
    import multiprocessing, newsparse.batch
    def story(place):
        return f"The bridge at {{place}} is open\\n\\nIt was opened again on Monday, weeks after the flood had gone.\\n"
    def main():
        for result in newsparse.batch.clean_many(map(story, ["Graz", "Turku"]), jobs=2):
            print(result.title)
    {start}
    """
)


@pytest.mark.parametrize(
    "start",
    [
        "main()",
        "multiprocessing.Process(target=main).start()",
        "if __name__ == '__main__': multiprocessing.set_start_method('spawn'); main()",
        "if __name__ == '__main__': multiprocessing.set_start_method('forkserver'); main()",
        "with multiprocessing.get_context('fork').Pool(1) as pool: pool.apply(main)",
    ],
    ids=["no guard", "in a child", "spawn", "forkserver", "in a pool's worker"],
)
def test_scripts(tmp_path: Path, start: str) -> None:
    if start == "main()" and sys.platform != "linux":
        pytest.skip("without a guard only where processes are forked")
    path = tmp_path / "script.py"
    path.write_text(SCRIPT.format(start=start))
    ended = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == ["The bridge at Graz is open", "The bridge at Turku is open"]


def test_a_script_without_a_guard_is_told(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT.format(start="multiprocessing.set_start_method('spawn', force=True); main()"))
    ended = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode != 0
    assert "if __name__ == '__main__'" in ended.stderr.splitlines()[-1]


def pitched(number: int) -> str:
    first, *others = story(number)
    return page(number, [first, PITCH, *others])


def test_what_recurs_can_be_told_of(tmp_path: Path) -> None:
    site = "https://news.example/"
    read = [(page_of(pitched(number), url=f"{site}{number}"), None) for number in range(12)]
    (tmp_path / "profile.jsonl").write_text("\n".join(profile_of(read)))
    profile = Profile.load(tmp_path / "profile.jsonl")
    bodies = [
        one.body
        for given in (profile, None)
        for one in clean_many([pitched(20)], jobs=0, url=f"{site}20", profile=given)
        if isinstance(one, Article)
    ]
    assert [PITCH in body for body in bodies] == [False, True]
