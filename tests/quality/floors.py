"""Floors of quality: figures that may not get worse, the corpus they were measured on, and why any was ever lowered.

They stand in `floors.toml`. Its seal is a digest of all that it says, so that a floor that is lowered by hand is found.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARGIN = 0.004
"""How far below a measured figure its floor is set: versions of lxml may read a page differently."""


@dataclass(frozen=True)
class Lowered:
    """A floor that was lowered."""

    floor: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True)
class Floors:
    """All floors, by name (`fundus.html.f1`)."""

    corpus: str = ""
    """SHA-256 over the corpus that they were measured on."""
    values: Mapping[str, float] = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()

    def unmet(self, figures: Mapping[str, float]) -> list[str]:
        """What falls short, one line each; a floor without a figure does."""
        return [
            f"{name}: {figures.get(name, 0.0):.4f} is below the floor of {floor:.3f}"
            for name, floor in self.values.items()
            if figures.get(name, 0.0) < floor
        ]

    def raised(self, figures: Mapping[str, float], corpus: str) -> Floors:
        """Each floor at what was measured, or where it is, whichever is higher.

        Raises:
            ValueError: they were measured on another corpus, where higher means nothing.
        """
        if self.values and corpus != self.corpus:
            raise ValueError("the floors are of another corpus; set them anew with --lower-floors REASON")
        names = sorted({*self.values, *figures})
        values = {name: max(self.values.get(name, 0.0), below(figures.get(name, 0.0))) for name in names}
        return replace(self, corpus=corpus, values=values)

    def let_down(self, figures: Mapping[str, float], corpus: str, reason: str) -> Floors:
        """The floors that are not met at what was measured, with the reason; those that are met stay.

        Raises:
            ValueError: there is no reason.
        """
        if not reason.strip():
            raise ValueError("lowering a floor takes a reason")
        short = {name: floor for name, floor in self.values.items() if figures.get(name, 0.0) < floor}
        low = tuple(
            Lowered(name, floor, below(figures.get(name, 0.0)), reason.strip()) for name, floor in short.items()
        )
        values = {**self.values, **{one.floor: one.after for one in low}}
        return replace(self, corpus=corpus, values=values, lowered=(*self.lowered, *low))


def below(figure: float) -> float:
    """The floor of a figure: the margin off it, cut to three digits."""
    return max(0.0, math.floor((figure - MARGIN) * 1000) / 1000)


def load(path: Path) -> Floors:
    """The floors of a file; none, if there is no file.

    Raises:
        ValueError: the seal does not fit.
    """
    if not path.is_file():
        return Floors()
    data = tomllib.loads(path.read_text("utf-8"))
    values = {
        f"{page_set}.{form}.{name}": float(value)
        for page_set, forms in data["floors"].items()
        for form, figures in forms.items()
        for name, value in figures.items()
    }
    floors = Floors(data["corpus"], values, tuple(Lowered(**one) for one in data.get("lowered", ())))
    if data["seal"] != seal(floors):
        raise ValueError(f"{path.name} was changed by hand; only --update-floors and --lower-floors REASON write it")
    return floors


def save(floors: Floors, path: Path) -> None:
    lines = [
        "# Written by `pytest tests/quality --update-floors`, which raises, or `--lower-floors REASON`, not by hand.",
        f"corpus = {json.dumps(floors.corpus)}",
        f"seal = {json.dumps(seal(floors))}",
    ]
    last = ""
    for name, value in sorted(floors.values.items()):
        group, _, figure = name.rpartition(".")
        if group != last:
            lines += ["", f"[floors.{group}]"]
        lines.append(f"{figure} = {value:.3f}")
        last = group
    for one in floors.lowered:
        lines += ["", "[[lowered]]", f"floor = {json.dumps(one.floor)}"]
        lines += [f"before = {one.before:.3f}", f"after = {one.after:.3f}"]
        lines.append(f"reason = {json.dumps(one.reason, ensure_ascii=False)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def seal(floors: Floors) -> str:
    parts = [floors.corpus, *(f"{name} {value:.3f}" for name, value in sorted(floors.values.items()))]
    parts += [f"{one.floor} {one.before:.3f} {one.after:.3f} {one.reason}" for one in floors.lowered]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
