"""Names of results: no two the same, and none that a file system would refuse."""

from __future__ import annotations

import os
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.batch.names import FolderNames, Taken, fitting, fitting_folder, folded, output_names

NAMES = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["a", "A", "b", "é", "e\u0301", "b.html", "a.2", "b.html.2"]),
        st.sampled_from(["", ".txt", ".html", ".TXT", ".dat", ".json"]),
        st.sampled_from(["", ".gz"]),
    ),
    unique=True,
    max_size=12,
)


@given(NAMES, st.lists(st.sampled_from(["a.json", "B.json", "b.html.json"]), unique=True))
def test_the_names_of_a_folder_are_those_of_the_rule_and_no_two_the_same(names: list[str], taken: list[str]) -> None:
    given_names = FolderNames(names, ".json", taken)
    outputs = [given_names.of(name) for name in names]
    assert len({folded(output) for output in (*outputs, *taken)}) == len(outputs) + len(taken)
    exact = output_names(names, ".json", taken)
    for name, output in zip(names, outputs, strict=True):
        assert output == exact[name] or ".2.json" in output + exact[name] or ".3.json" in output + exact[name]


def test_a_packed_page_gives_way_to_none() -> None:
    assert output_names(["a.html.gz", "b.txt", "b.txt.gz"], ".json") == {
        "b.txt": "b.json",
        "a.html.gz": "a.json",
        "b.txt.gz": "b.txt.gz.json",
    }


@pytest.mark.parametrize("name", ["x" * 255, "x" * 251 + ".txt", "é" * 127, "水" * 85, "\udce9" * 255])
def test_names_of_results_fit_into_a_file_system(name: str) -> None:
    (output,) = output_names([name], ".json").values()
    assert len(os.fsencode(output)) <= 255
    assert output.endswith(".json")
    assert FolderNames([name], ".json", []).of(name) == output


def test_long_names_stay_apart() -> None:
    names = ["x" * 250 + end for end in ("1.txt", "2.txt", "3.htm")]
    outputs = output_names(names, ".json")
    assert len(set(outputs.values())) == 3
    assert output_names(names[1:2], ".json")[names[1]] == outputs[names[1]]
    assert fitting("short") == "short"
    assert len(fitting_folder("a/" + "y" * 300 + "/b").split("/")[1]) == 255


def test_taken() -> None:
    taken = Taken()
    assert [taken.name(name) for name in ("a", "b", "a", "a", "a#2")] == ["a", "b", "a#2", "a#3", "a#2#2"]
    assert [taken.output("x", name, ".json") for name in ("a.txt", "A.html", "a.txt")] == [
        "x/a.json",
        "x/A.html.json",
        "x/a.txt.json",
    ]
    assert taken.output("y", "a.txt", ".json") == "y/a.json"
    assert [taken.name(name) for name in ("caf\udce9", "caf\udce9")] == ["caf\udce9", "caf\udce9#2"]
    taken.close()


def test_many_of_the_same_name_take_no_longer_than_others() -> None:
    taken = Taken()
    names = [taken.name("a.txt") for _ in range(5000)]
    outputs = [taken.output("x", "".join(letters), "") for letters in product("aA", repeat=12)]
    taken.close()
    assert len(set(names)) == 5000
    assert len(set(map(folded, outputs))) == 2**12
